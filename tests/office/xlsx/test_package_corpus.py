"""Real workbooks: sheets grafted into each, tables written, and every part not concerned byte for byte the same."""

import os
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from tests import libreoffice
from tests.office.xlsx.package_books import content
from tests.office.xlsx.test_package_graft import built

from arrears.errors import BookRefused, FileRefused
from arrears.office.xlsx.package import CONTENT_TYPES, Package, relations_part
from arrears.office.xlsx.package_graft import graft
from arrears.office.xlsx.package_guard import guard, guard_content
from arrears.office.xlsx.package_writer import TableEdit, edit
from arrears.office.xlsx.row_notes import texts_by_row

FOLDER = os.environ.get("ARREARS_REAL_FILES", "")
BOOKS = sorted(
    path
    for folder in ("xlsx_corpus", "ageing_workbooks")
    for path in (Path(FOLDER) / folder).rglob("*")
    if FOLDER and path.suffix in (".xlsx", ".xlsm")
)
REFUSED = {
    "openxlsx__openxlsx2_example_pass.xlsx": "password-protected",
    "poi__protected_passtika.xlsx": "password-protected",
    "poi__54764.xlsx": "unsafe-file",
    "poi__poc-xmlbomb-empty.xlsx": "unsafe-file",
    "poi__duplicate-filename.xlsx": "unsafe-file",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5265527465181184.xlsx": "damaged-file",
    "poi__crash-274d6342e4842d61be0fb48eaadad6208ae767ae.xlsx": "damaged-file",
    "poi__xlsx-corrupted.xlsx": "nothing-inside",
}
needs_files = pytest.mark.skipif(not BOOKS, reason="skipped: ARREARS_REAL_FILES names no folder of real workbooks")


def opened(path: Path) -> Package:
    if path.name in REFUSED:
        with pytest.raises(FileRefused) as refused:
            guard(path)
        assert refused.value.name == REFUSED[path.name]
        pytest.skip(f"refused as it should be: {refused.value.name}")
    guard(path)
    return Package.read(path)


def raw(package: Package, but: set[str]) -> dict[str, bytes]:
    return {m.name: m.raw for m in package.archive.members if m.name.replace("\\", "/").lstrip("/") not in but}


def values(book: bytes, sheets: list[str]) -> dict[str, list[list[object]]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(book))
    known = {sheet.name for sheet in workbook.sheets_metadata if "WorkSheet" in str(sheet.typ)}
    return {name: workbook.get_sheet_by_name(name).to_python() for name in sheets if name in known}


@needs_files
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_graft_and_an_edit_leave_all_else_as_it_was(path: Path) -> None:
    before = opened(path)
    assert before.rewritten({}) == before.content
    grafted = Package(graft(before, content(built())))
    workbook = before.workbook_part
    may_change = {workbook, relations_part(workbook), CONTENT_TYPES, *before.related(workbook, "styles")}
    kept = raw(before, may_change)
    assert {name: raw(grafted, may_change)[name] for name in kept} == kept
    keys = ["K2", "=new", "K0", "K1"]
    wanted = TableEdit(
        "Invoices", {"Key": keys, "Amount": [Decimal("0.10"), 1, None, date(2026, 1, 1)]}, [2, None, 0, 1]
    )
    made = Package(edit(grafted, [wanted], {"AsOf": [[date(2026, 10, 31)]]}))
    entry = made.table("Invoices")
    assert entry is not None
    chains = set(before.related(workbook, "calcChain"))
    notes = {r.target for r in made.relations(entry.sheet_part) if r.kind in {"comments", "vmlDrawing"}}
    may_change |= {entry.part, entry.sheet_part} | notes | chains
    assert raw(made, may_change) == raw(grafted, may_change)
    guard_content(made.content, path.name)
    for part in (workbook, entry.part, entry.sheet_part, CONTENT_TYPES):
        etree.fromstring(made.part(part))
    sheets = [sheet.name for sheet in before.sheets]
    assert values(made.content, sheets) == values(before.content, sheets)
    rows = values(made.content, ["Open items"])["Open items"]
    assert [row[0] for row in rows[2:6]] == keys
    assert rows[2][3] == "note 2"
    assert texts_by_row(made, entry.sheet_part, entry.body) == {3: ["why"]}, "the note at the row of K1 goes with it"


@needs_files
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_tables_of_real_books_can_be_written_and_written_back(path: Path) -> None:
    before = opened(path)
    for table in before.tables:
        rows = table.body.bottom - table.body.top + 1
        kept = list(reversed(range(rows)))
        try:
            once = Package(edit(before, [TableEdit(table.name, {}, [*kept, None])], {}))
        except BookRefused:
            once = Package(edit(before, [TableEdit(table.name, {}, kept)], {}))
        back = edit(once, [TableEdit(table.name, {}, kept)], {})
        assert values(back, [table.sheet]) == values(before.content, [table.sheet])
        found = Package(back).table(table.name)
        assert found is not None
        assert found.ref == table.ref


@needs_files
@pytest.mark.libreoffice
def test_libreoffice_opens_changed_books_with_equal_values(tmp_path: Path) -> None:
    libreoffice.needed()
    names = ("poi__SampleSS.strict", "poi__59746_NoRowNums", "xlsx2csv__namespace", "poi__ExcelTables")
    chosen = [path for path in BOOKS if path.stem in names]
    assert len(chosen) == len(names)
    for path in chosen:
        made = Package(graft(Package.read(path), content(built())))
        wanted = TableEdit("Invoices", {"Amount": [7, 8, 9, 10]}, [2, 1, 0, None])
        changed = tmp_path / f"{path.stem}.changed.xlsx"
        changed.write_bytes(edit(made, [wanted], {}))
        own = libreoffice.recalculate(path, tmp_path / "own").read_bytes()
        recalculated = libreoffice.recalculate(changed, tmp_path / "out").read_bytes()
        sheets = [sheet.name for sheet in Package.read(path).sheets]
        assert values(recalculated, sheets) == values(own, sheets)
        rows = values(recalculated, ["Open items"])["Open items"]
        assert [row[2] for row in rows[2:6]] == [7, 8, 9, 10]
        assert [row[4] for row in rows[2:5]] == [14, 16, 18], "the canary: formulas of the moved rows, computed anew"
