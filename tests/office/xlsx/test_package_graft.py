"""Sheets put into a workbook of the user's own: they arrive whole, and what was there stays byte for byte."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from tests.office.xlsx.package_books import content, items_sheet, loaded, package, with_part

from arrears.errors import BookRefused
from arrears.office.xlsx.dialect import in_dialect
from arrears.office.xlsx.package import STRICT, Package, relations_part
from arrears.office.xlsx.package_graft import graft
from arrears.office.xlsx.package_guard import guard_content
from arrears.office.xlsx.package_writer import TableEdit, edit


def built() -> Workbook:
    """A book as Arrears builds them: table, chart, formats, validation, names, a link, a note, a hidden sheet."""
    book = items_sheet(3, header=2)
    sheet = book["Items"]
    sheet.title = "Open items"
    sheet["A1"] = "Überblick"
    sheet["A1"].font = Font(bold=True, size=15, color="1F4E79")
    sheet["B1"] = date(2026, 10, 31)
    sheet["B1"].number_format = "dd/mm/yyyy"
    sheet["A3"].hyperlink = "https://example.com/"
    sheet["A4"].comment = Comment("why", "Arrears")
    sheet.tables["Invoices"].tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.conditional_formatting.add(
        "C3:C5", CellIsRule("greaterThan", ["5"], fill=PatternFill("solid", bgColor="FFC7CE"))
    )
    choices = DataValidation("list", formula1='"yes,no"')
    choices.add("D3:D5")
    sheet.add_data_validation(choices)
    sheet.print_title_rows = "2:2"
    sheet.print_area = "A1:E5"
    sheet.column_dimensions["C"].number_format = "0.000"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "G2")
    sheet.sheet_view.tabSelected = True
    book.create_sheet("Lists").sheet_state = "hidden"
    book.defined_names["AsOf"] = DefinedName("AsOf", attr_text="'Open items'!$B$1")
    return book


def users() -> Workbook:
    """A book of a user's: own styles, table, local name."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Mine"
    sheet.append(["a", "b"])
    sheet.append([1, 2])
    sheet["A2"].number_format = '0.0" t"'
    sheet["B2"].font = Font(name="Arial", italic=True)
    sheet.conditional_formatting.add("A1:A9", CellIsRule("lessThan", ["5"], font=Font(color="FF0000")))
    sheet.add_table(Table(displayName="Own", ref="A1:B2"))
    sheet.print_title_rows = "1:1"
    book.add_named_style(NamedStyle("Special", font=Font(name="Courier")))
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="Mine!$B$2")
    return book


def test_the_sheets_arrive_with_all_they_had() -> None:
    made = graft(package(users()), content(built()))
    guard_content(made, "b.xlsx")
    book, source = loaded(made), loaded(content(built()))
    assert book.sheetnames == ["Mine", "Open items", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    sheet, wanted = book["Open items"], source["Open items"]
    for row in wanted.iter_rows():
        for cell in row:
            there = sheet[cell.coordinate]
            assert (there.value, there.number_format, repr(there.font), repr(there.fill)) == (
                cell.value, cell.number_format, repr(cell.font), repr(cell.fill),
            )  # fmt: skip
    assert sheet.column_dimensions["C"].number_format == "0.000"
    assert sheet.tables["Invoices"].ref == "A2:E5"
    assert sheet.conditional_formatting["C3:C5"][0].dxf.fill.bgColor.rgb == "00FFC7CE"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D3:D5"
    assert sheet["A3"].hyperlink.target == "https://example.com/"
    assert sheet["A4"].comment.text == "why"
    assert (sheet.print_title_rows, sheet.print_area) == ("$2:$2", "'Open items'!$A$1:$E$5")
    assert len(sheet._charts) == 1
    assert book.defined_names["AsOf"].attr_text == "'Open items'!$B$1"


def test_what_was_there_stays() -> None:
    before = package(users())
    made = Package(graft(before, content(built())))
    workbook = before.workbook_part
    may_change = {workbook, relations_part(workbook), "[Content_Types].xml", "xl/styles.xml"}
    after = {member.name: member.raw for member in made.archive.members}
    assert {m.name for m in before.archive.members if after[m.name] != m.raw} == may_change
    book, source = loaded(made.content), loaded(before.content)
    mine, wanted = book["Mine"], source["Mine"]
    assert (mine["A2"].number_format, repr(mine["B2"].font)) == (wanted["A2"].number_format, repr(wanted["B2"].font))
    assert mine.conditional_formatting["A1:A9"][0].dxf.font.color.rgb == "00FF0000"
    assert mine.print_title_rows == "$1:$1"
    assert mine.tables["Own"].id != book["Open items"].tables["Invoices"].id
    assert "Special" in book.named_styles
    assert [sheet.sheet_view.tabSelected for sheet in book] == [None, None, None]


def test_a_second_graft_adds_no_style_twice() -> None:
    once = Package(graft(package(users()), content(built()), ["Lists"]))
    twice = Package(graft(once, content(built()), ["Open items"]))
    assert once.part("xl/styles.xml") == twice.part("xl/styles.xml")
    assert [sheet.name for sheet in twice.sheets] == ["Mine", "Lists", "Open items"]
    assert [name.name for name in once.names] == ["Rate", "_xlnm.Print_Titles"]


def test_only_what_is_asked_for_arrives() -> None:
    made = Package(graft(package(users()), content(built()), ["Lists"]))
    assert [sheet.name for sheet in made.sheets] == ["Mine", "Lists"]
    assert [table.name for table in made.tables] == ["Own"]
    assert not [part for part in made.parts if "chart" in part]


@pytest.mark.parametrize(("kind", "name"), [("sheet", "open ITEMS"), ("table", "INVOICES"), ("name", "asof")])
def test_a_clash_is_refused_by_name(kind: str, name: str) -> None:
    book = users()
    if kind == "sheet":
        book.create_sheet(name)
    elif kind == "table":
        other = book.create_sheet("Other")
        other.append(["x"])
        other.add_table(Table(displayName=name, ref="A1:A2"))
    else:
        book.defined_names[name] = DefinedName(name, attr_text="Mine!$A$1")
    with pytest.raises(BookRefused) as refused:
        graft(package(book), content(built()))
    assert (refused.value.name, refused.value.values["kind"]) == ("name-clash", kind)
    assert refused.value.found.casefold() == name.casefold()


def test_days_are_counted_in_the_calendar_of_the_target() -> None:
    book = users()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a day, as openpyxl gives it
    sheet = loaded(graft(package(book), content(built())))["Open items"]
    assert sheet["B1"].value == datetime(2026, 10, 31)  # noqa: DTZ001 - a day, as openpyxl gives it
    assert sheet["B3"].value == datetime(2026, 1, 1)  # noqa: DTZ001 - a day, as openpyxl gives it
    assert sheet["C4"].value == 10


def test_a_strict_target_gets_strict_parts() -> None:
    before = content(users())
    strict = Package(before)
    parts = {
        part: in_dialect(strict.part(part), strict=True) for part in strict.parts if part.endswith((".xml", ".rels"))
    }
    strict = Package(strict.rewritten(parts))
    assert strict.strict
    made = Package(graft(strict, content(built())))
    for part in made.parts:
        if part.endswith((".xml", ".rels")) and not part.startswith("docProps"):
            text = made.part(part)
            assert b"schemas.openxmlformats.org/spreadsheetml" not in text, part
            assert b"schemas.openxmlformats.org/officeDocument/2006/relationships" not in text, part
            assert b"schemas.openxmlformats.org/drawingml" not in text, part
    assert STRICT.encode() in made.part(made.workbook_part)
    assert [table.name for table in made.tables] == ["Own", "Invoices"]


def test_a_target_without_styles_gets_them() -> None:
    book = package(users())
    relations = book.part("xl/_rels/workbook.xml.rels")
    bare = book.rewritten(
        {"xl/_rels/workbook.xml.rels": re.sub(rb"<Relationship [^>]*/styles\"[^>]*>", b"", relations)},
        drop=["xl/styles.xml"],
    )
    made = loaded(graft(Package(bare), content(built())))
    assert made["Open items"]["A1"].font.b is True


def test_shared_texts_are_written_out() -> None:
    source = content(built())
    sheet = with_part(source, "xl/worksheets/sheet1.xml", b't="inlineStr"><is><t>K0</t></is>', b't="s"><v>1</v>')
    texts = b"<sst><si><t>x</t></si><si><r><t>K</t></r><r><t>zero</t></r></si></sst>"
    workbook = "xl/_rels/workbook.xml.rels"
    relation = b'<Relationship Id="s" Type="http://x/sharedStrings" Target="/xl/texts.xml"/></Relationships>'
    linked = re.sub(rb"<Relationship [^>]*/sharedStrings\"[^>]*>", b"", Package(sheet).part(workbook))
    linked = linked.replace(b"</Relationships>", relation)
    shared = Package(sheet).rewritten({workbook: linked}, {"xl/texts.xml": texts})
    made = loaded(graft(package(users()), shared))
    assert made["Open items"]["A3"].value == "Kzero"


def test_macros_stay_in_a_macro_book() -> None:
    book = package(users())
    types = book.part("[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    macros = Package(book.rewritten({"[Content_Types].xml": types}, {"xl/vbaProject.bin": b"\0macro"}))
    made = Package(graft(macros, content(built())))
    assert made.part("xl/vbaProject.bin") == b"\0macro"
    assert b"macroEnabled.main+xml" in made.part("[Content_Types].xml")


def test_tables_can_be_written_after_a_graft() -> None:
    made = Package(graft(package(users()), content(built())))
    written = loaded(edit(made, [TableEdit("Invoices", {"Amount": [1, 2, 3, 4]}, [0, 1, 2, None])], {}))
    assert [written["Open items"][f"C{row}"].value for row in range(3, 7)] == [1, 2, 3, 4]
    assert written["Open items"].print_area == "'Open items'!$A$1:$E$6"


def test_a_signed_target_is_refused() -> None:
    relation = (
        b'<Relationship Id="s" Target="_xmlsignatures/origin.sigs"'
        b' Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"/>'
    )
    signed = with_part(content(users()), "_rels/.rels", b"</Relationships>", relation + b"</Relationships>")
    with pytest.raises(BookRefused) as refused:
        graft(Package(signed), content(built()))
    assert refused.value.name == "signed-book"


def test_the_same_graft_gives_the_same_bytes() -> None:
    target, source = content(users()), content(built())
    assert graft(Package(target), source) == graft(Package(target), source)
    assert BytesIO(graft(Package(target), source)).read(2) == b"PK"
