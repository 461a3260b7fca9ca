"""The built add-in: the same bytes always, its VBA read back by three readers, opened by two programs."""

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from lxml import etree
from tests import libreoffice
from tests.office.addin.standins import FUNCTIONS, SETTINGS

from arrears.functions import DECLARED
from arrears.office.addin.addin_file import addin_file
from arrears.office.addin.ribbon import ribbon
from arrears.office.addin.vba_modules import modules

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CODES = ("SheetTitle", "SheetSettings", "SheetTexts")
AGAIN = """
import hashlib, sys
from tests.office.addin.standins import SETTINGS
from arrears.functions import DECLARED
from arrears.office.addin.addin_file import addin_file
sys.stdout.write(hashlib.sha256(addin_file(SETTINGS, DECLARED)).hexdigest())
"""


@pytest.fixture(scope="module")
def built():
    return addin_file(SETTINGS, DECLARED)


@pytest.fixture(scope="module")
def written():
    """What each module was made from, as VBA stores it."""
    return {m.name: m.packed_text().decode("cp1252") for m in modules(DECLARED, SETTINGS.xlwings, CODES)}


def part(built, name):
    with zipfile.ZipFile(BytesIO(built)) as package:
        return package.read(name)


def book(built):
    """Open it as a workbook with macros, which differs from an add-in in one word: openpyxl knows no add-ins."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(built)) as package, zipfile.ZipFile(out, "w") as workbook:
        for name in package.namelist():
            workbook.writestr(name, package.read(name).replace(b"addin.macroEnabled", b"sheet.macroEnabled"))
    return openpyxl.load_workbook(out, keep_vba=True)


def cells(built, sheet):
    return list(book(built)[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("seed", ["1", "2026"])
def test_another_process_builds_the_same_bytes(built, seed):
    ran = subprocess.run(
        [sys.executable, "-c", AGAIN], capture_output=True, text=True, check=True, timeout=60,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TZ": "Asia/Shanghai", "PATH": ""},
    )  # fmt: skip
    assert ran.stdout == hashlib.sha256(built).hexdigest()


def test_the_vba_is_read_back_equal_by_oletools(built, written):
    olevba = pytest.importorskip("oletools.olevba")
    olefile = pytest.importorskip("olefile")
    streams = olefile.OleFileIO(BytesIO(part(built, "xl/vbaProject.bin")))
    unpacked = {
        name: olevba.decompress_stream(bytearray(streams.openstream(f"VBA/{name}").read())).decode("cp1252")
        for name in written
    }
    assert unpacked == written
    listed = {name for _, _, name, _ in olevba.VBA_Parser("Arrears.xlam", data=built).extract_macros()}
    assert {name.partition(".")[0] for name in listed} == set(written)


def test_the_vba_is_read_back_equal_by_a_second_reader(built, written, tmp_path):
    pyopenvba = pytest.importorskip("pyopenvba")
    path = tmp_path / "Arrears.xlam"
    path.write_bytes(built)
    with pyopenvba.ExcelFile(path) as file:
        read = {module.name: module.source.replace("\r\n", "\n").rstrip() for module in file.vba_project().modules}
    assert read == {name: text.replace("\r\n", "\n").rstrip() for name, text in written.items()}


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_writes_the_same_vba_again(built, written, tmp_path):
    """It leaves out only the attributes of single functions, which hold the help that the wizard shows."""
    libreoffice.needed()
    olevba = pytest.importorskip("oletools.olevba")
    path, form = tmp_path / "Arrears.xlam", "Calc MS Excel 2007 VBA XML"
    path.write_bytes(built)
    command = [
        libreoffice.SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore",
        f"--infilter={form}", "--convert-to", f"xlsm:{form}", "--outdir", str(tmp_path / "out"), str(path),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    again = olevba.VBA_Parser(str(tmp_path / "out" / "Arrears.xlsm")).extract_macros()

    def lines(text):
        return [line for line in text.splitlines() if line and not line.startswith("Attribute AR_")]

    assert {name.partition(".")[0]: lines(text) for _, _, name, text in again} == {
        name: lines(text) for name, text in written.items()
    }


def test_the_code_behind_each_sheet_bears_the_name_that_the_sheet_gives_it(built, written):
    names = [etree.fromstring(part(built, "xl/workbook.xml")).find(f"{MAIN}workbookPr").get("codeName")]
    sheets = (etree.fromstring(part(built, f"xl/worksheets/sheet{n}.xml")) for n in (1, 2, 3))
    names += [sheet.find(f"{MAIN}sheetPr").get("codeName") for sheet in sheets]
    assert names == ["ThisWorkbook", *CODES]
    assert set(names) <= set(written)


def test_settings_and_texts_stand_in_sheets_that_no_menu_unhides(built):
    assert {sheet.title: sheet.sheet_state for sheet in book(built)} == {
        "Arrears": "visible", "Settings": "veryHidden", "Texts": "veryHidden",
    }  # fmt: skip
    assert dict(cells(built, "Settings"))["interpreter"] == SETTINGS.interpreter


def test_the_texts_stand_in_the_order_in_which_vba_searches_them(built):
    names = [row[0] for row in cells(built, "Texts")]
    assert names == sorted(names)
    assert ("refresh.label", "Refresh", "刷新") in cells(built, "Texts")


def test_a_path_that_looks_like_an_escaped_letter_is_told_as_it_is():
    odd = addin_file(replace(SETTINGS, interpreter="C:\\a_x0041_b <&> \\python.exe"), FUNCTIONS)
    assert b"C:\\a_x005F_x0041_b &lt;&amp;&gt; \\python.exe" in part(odd, "xl/worksheets/sheet2.xml")


def test_the_package_is_that_of_an_add_in_with_its_ribbon(built):
    assert b"application/vnd.ms-excel.addin.macroEnabled.main+xml" in part(built, "[Content_Types].xml")
    assert part(built, "customUI/customUI14.xml") == ribbon()
    assert b"2007/relationships/ui/extensibility" in part(built, "_rels/.rels")


def test_an_independent_check_of_the_package_finds_no_fault(built, tmp_path):
    """It remarks that there is no theme, which nothing here uses, and that Excel would share the texts on saving."""
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "Arrears.xlam"
    path.write_bytes(built)
    found = [str(error.description) for error in audit.OpenXmlValidator(max_errors=100).validate(str(path)).errors]
    assert [one for one in found if "theme" not in one.lower() and "inline-string" not in one] == []


def test_nothing_of_the_machine_it_was_built_on_stands_in_it(built):
    assert sys.prefix.encode() not in built
    assert sys.prefix.encode("utf-16-le") not in built
