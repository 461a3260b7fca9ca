"""Tables and blocks rewritten inside a workbook: values, kept cells, formulas, ranges, and nothing else."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula
from python_calamine import CalamineWorkbook
from tests.office.xlsx.package_books import HEADINGS, column, content, items_sheet, loaded, package, with_part

from arrears.errors import BookRefused
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.package_writer import TableEdit, edit
from arrears.office.xlsx.sheet_part import error_cells
from arrears.runs.ports import KEEP, Keep, Value

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"


def edited(
    book: Package, columns: dict[str, Sequence[Value | Keep]], kept: Sequence[int | None], **more: object
) -> bytes:
    return edit(book, [TableEdit("Invoices", columns, kept, **more)], {})  # type: ignore[arg-type]


def keys(*names: str) -> dict[str, Sequence[Value | Keep]]:
    return {"Key": list(names)}


def test_every_kind_of_value_reads_back_as_written() -> None:
    values: list[Value | Keep] = [
        "plain", "=1+1", "#N/A", " two  spaces ", "line\nbreak", "A & B <C>", "_x000D_", "007", "数电票",
        12, Decimal("-0.10"), Decimal("123456789012.34"), Decimal("1E+3"), True, None, False, date(2026, 10, 31),
    ]  # fmt: skip
    made = edited(package(items_sheet(3)), {"Note": values}, [0] + [None] * (len(values) - 1))
    rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("Items").to_python()
    assert [row[3] for row in rows[1:]] == [
        "plain", "=1+1", "#N/A", " two  spaces ", "line\nbreak", "A & B <C>", "_x000D_", "007", "数电票",
        12.0, -0.1, 123456789012.34, 1000.0, True, "", False, 46326.0,
    ]  # fmt: skip
    assert all(cell.data_type != "f" for cell in loaded(made)["Items"]["D"])


def test_characters_that_xml_forbids_do_not_break_the_book() -> None:
    made = edited(package(items_sheet(1)), {"Note": ["a\x00b\x0bc\rd\ud800\uffff"]}, [0])
    assert b"a_x0000_b_x000B_c_x000D_d<" in Package(made).part(SHEET)
    assert loaded(made)["Items"]["D2"].value is not None


def test_a_text_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(BookRefused) as refused:
        edited(package(items_sheet(1)), {"Note": ["x" * 32_768]}, [0])
    assert refused.value.name == "text-too-long"


def test_days_follow_the_calendar_of_the_book() -> None:
    book = items_sheet(1)
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a day, as openpyxl gives it
    made = edited(package(book), {"Due": [date(2026, 10, 31)]}, [0])
    assert b"<v>44864</v>" in Package(made).part(SHEET)
    assert loaded(made)["Items"]["B2"].value == datetime(2026, 10, 31)  # noqa: DTZ001 - a day, as openpyxl gives it


def test_new_cells_take_the_format_of_the_row_they_keep_or_of_the_first_row() -> None:
    book = items_sheet(3)
    book["Items"]["C4"].font = Font(bold=True)
    sheet = loaded(edited(package(book), {"Amount": [1, 2, 3]}, [2, None, 0]))["Items"]
    assert [sheet[f"C{row}"].font.b for row in (2, 3, 4)] == [True, False, False]
    assert sheet["C3"].number_format == "#,##0.00"
    assert sheet["B3"].number_format == "yyyy-mm-dd"


def test_cells_not_named_go_with_their_record_and_formulas_move() -> None:
    made = edited(package(items_sheet(4)), keys("K3", "new", "K1"), [3, None, 1])
    assert column(made, "D")[1:] == ["note 3", None, "note 1"]
    assert column(made, "E")[1:] == ["=C2*2+H$1", None, "=C4*2+H$1"]
    assert loaded(made)["Items"].tables["Invoices"].ref == "A1:E4"


def test_kept_cells_inside_a_written_column_stay() -> None:
    made = edited(package(items_sheet(3)), {"Note": [KEEP, "mine", KEEP, KEEP]}, [2, 1, 0, None])
    assert column(made, "D")[1:] == ["note 2", "mine", "note 0", None]


def test_a_calculated_column_of_the_user_is_filled_in_new_rows() -> None:
    book = items_sheet(2)
    table = book["Items"].tables["Invoices"]
    table._initialise_columns()
    for made_column, heading in zip(table.tableColumns, HEADINGS, strict=True):
        made_column.name = heading
    table.tableColumns[4].calculatedColumnFormula = TableFormula(attr_text="C2*2+H$1")
    made = edited(package(book), keys("K0", "K1", "new"), [0, 1, None])
    assert column(made, "E")[1:] == ["=C2*2+H$1", "=C3*2+H$1", "=C4*2+H$1"]


def test_formulas_are_written_with_their_results_and_into_the_table() -> None:
    formula = "Invoices[[#This Row],[Amount]]*2"
    made = edited(package(items_sheet(2)), {"Note": [Decimal("3.50"), "none"]}, [0, 1], formulas={"Note": formula})
    assert column(made, "D")[1:] == [f"={formula}"] * 2
    rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("Items").to_python()
    assert [row[3] for row in rows[1:]] == [3.5, "none"]
    assert f"<calculatedColumnFormula>{formula}</calculatedColumnFormula>".encode() in Package(made).part(TABLE)
    plain = edited(Package(made), {"Note": [1, 2]}, [0, 1])
    assert b"calculatedColumnFormula" not in Package(plain).part(TABLE)


def test_a_formula_with_addresses_counts_from_the_first_row() -> None:
    made = edited(package(items_sheet(2)), {"Note": [1, 2]}, [0, 1], formulas={"Note": "C2+H$1"})
    assert column(made, "D")[1:] == ["=C2+H$1", "=C3+H$1"]


def test_an_empty_table_keeps_one_blank_row_in_its_formats() -> None:
    made = edited(package(items_sheet(5)), {"Key": []}, [])
    sheet = loaded(made)["Items"]
    assert [cell.value for cell in sheet[2]] == [None] * 5
    assert sheet.tables["Invoices"].ref == "A1:E2"
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet.dimensions == "A1:E2"
    again = edited(Package(made), keys("a", "b"), [None, None])
    assert column(again, "A") == ["Key", "a", "b"]
    assert loaded(again)["Items"]["C3"].number_format == "#,##0.00"


def test_cells_beside_the_table_stay_where_they_are() -> None:
    book = items_sheet(3)
    sheet = book["Items"]
    sheet["H1"], sheet["H3"], sheet["H4"] = 7, "beside", "=C3"
    sheet.row_dimensions[3].height = 33
    made = loaded(edited(package(book), keys("K2"), [2]))["Items"]
    assert (made["H1"].value, made["H3"].value, made["H4"].value) == (7, "beside", "=C3")
    assert made["A3"].value is None
    assert made["D2"].value == "note 2"
    assert made.row_dimensions[3].height == 33


def test_growing_over_something_is_refused_by_its_cell_and_blank_formats_are_no_hindrance() -> None:
    book = items_sheet(2)
    book["Items"]["B5"] = "Total"
    book["Items"]["C4"].font = Font(bold=True)
    made = edited(package(book), keys("a", "b", "c"), [0, 1, None])
    assert column(made, "A")[1:4] == ["a", "b", "c"]
    with pytest.raises(BookRefused) as refused:
        edited(package(book), keys("a", "b", "c", "d"), [0, 1, None, None])
    assert (refused.value.name, str(refused.value.where)) == ("rows-below-table", "Items!B5")


def test_merged_cells_in_the_body_are_refused() -> None:
    book = items_sheet(2)
    book["Items"].merge_cells("A3:B3")
    with pytest.raises(BookRefused) as refused:
        edited(package(book), keys("a", "b"), [0, 1])
    assert refused.value.name == "merged-in-table"


def test_the_last_row_of_a_sheet_is_the_limit() -> None:
    book = package(items_sheet(1, header=1_048_570))
    assert column(edited(book, keys(*"abcdef"), [0] + [None] * 5), "A")[-1] == "f"
    with pytest.raises(BookRefused) as refused:
        edited(book, keys(*"abcdefg"), [0] + [None] * 6)
    assert refused.value.name == "too-many-rows"


def test_formats_validations_names_and_print_area_follow_the_table() -> None:
    book = items_sheet(3)
    sheet = book["Items"]
    sheet.conditional_formatting.add("C2:C4", CellIsRule("greaterThan", ["$H$1"], fill=PatternFill("solid", "FF0000")))
    sheet.conditional_formatting.add("G2:G4", CellIsRule("greaterThan", ["1"]))
    listed = DataValidation("list", formula1="Items!$A$2:$A$4")
    listed.add("D2:D4")
    sheet.add_data_validation(listed)
    sheet.print_area = "A1:E4"
    sheet["H1"] = "=SUM(C2:C4)"
    book.defined_names["Amounts"] = DefinedName("Amounts", attr_text="Items!$C$2:$C$4")
    for rows in (6, 2):
        made = loaded(edited(package(book), {"Amount": [1] * rows}, [0] + [None] * (rows - 1)))
        after = made["Items"]
        assert [str(c.sqref) for c in after.conditional_formatting] == [f"C2:C{rows + 1}", "G2:G4"]
        assert str(after.data_validations.dataValidation[0].sqref) == f"D2:D{rows + 1}"
        assert after.data_validations.dataValidation[0].formula1 == f"Items!$A$2:$A${rows + 1}"
        assert after.print_area == f"'Items'!$A$1:$E${rows + 1}"
        assert made.defined_names["Amounts"].attr_text == f"Items!$C$2:$C${rows + 1}"
        assert after["H1"].value == f"=SUM(C2:C{rows + 1})"
        assert (
            after.tables["Invoices"].autoFilter is None or after.tables["Invoices"].autoFilter.ref == f"A1:E{rows + 1}"
        )
        assert after.dimensions == f"A1:H{rows + 1}"


def test_extended_formats_and_ignored_errors_follow_too() -> None:
    extension = (
        b'<ignoredErrors><ignoredError sqref="A2:A4" numberStoredAsText="1"/></ignoredErrors>'
        b'<tableParts count="1"><tablePart xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        b' r:id="rId1"/></tableParts><extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"'
        b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b"<x14:conditionalFormattings><x14:conditionalFormatting"
        b' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="expression" id="{1}">'
        b"<xm:f>C2&gt;SUM(C$2:C$4)</xm:f></x14:cfRule><xm:sqref>C2:C4</xm:sqref></x14:conditionalFormatting>"
        b"</x14:conditionalFormattings></ext></extLst></worksheet>"
    )
    before = content(items_sheet(3))
    part = Package(before).part(SHEET)
    book = Package(with_part(before, SHEET, part[part.index(b"<tableParts") :], extension))
    made = Package(edited(book, {"Amount": [1] * 5}, [0, 1, 2, None, None])).part(SHEET)
    assert b'<ignoredError sqref="A2:A6"' in made
    assert b"<xm:f>C2&gt;SUM(C$2:C$6)</xm:f>" in made
    assert b"<xm:sqref>C2:C6</xm:sqref>" in made


def test_links_go_with_their_records() -> None:
    book = items_sheet(3)
    for row in (2, 4):
        book["Items"][f"D{row}"].hyperlink = f"https://example.com/{row}"
    made = loaded(edited(package(book), keys("K2", "K1"), [2, 1]))["Items"]
    assert made["D2"].hyperlink.target == "https://example.com/4"
    assert made["D3"].hyperlink is None


def test_a_hidden_record_stays_hidden_wherever_it_goes() -> None:
    book = items_sheet(4)
    book["Items"].row_dimensions[3].hidden = True
    book["Items"].row_dimensions[5].hidden = True
    made = loaded(edited(package(book), keys("K3", "K0", "new"), [3, 0, None]))["Items"]
    assert [made.row_dimensions[row].hidden for row in (2, 3, 4, 5)] == [True, False, False, False]


def test_the_totals_row_moves_below_the_new_last_row() -> None:
    book = items_sheet(2)
    sheet = book["Items"]
    del sheet.tables["Invoices"]
    sheet["A4"], sheet["C4"] = "Total", "=SUBTOTAL(109,C2:C3)"
    sheet.add_table(Table(displayName="Invoices", ref="A1:E4", totalsRowCount=1))
    grown = loaded(edited(package(book), {"Amount": [1, 2, 3, 4]}, [0, 1, None, None]))["Items"]
    assert (grown["A6"].value, grown["C6"].value) == ("Total", "=SUBTOTAL(109,C2:C5)")
    assert grown.tables["Invoices"].ref == "A1:E6"
    shrunk = loaded(edited(package(book), {"Amount": [1]}, [1]))["Items"]
    assert (shrunk["A3"].value, shrunk["C3"].value, shrunk["A4"].value) == ("Total", "=SUBTOTAL(109,C2:C2)", None)


def test_headings_are_renamed_in_the_cell_and_in_the_table() -> None:
    made = edited(package(items_sheet(1)), {"Amount": [1]}, [0], renamed={"Amount": "1-30\ndays"})
    assert loaded(made)["Items"]["C1"].value == "1-30\ndays"
    assert Package(made).tables[0].headings == ("Key", "Due", "1-30\ndays", "Note", "Mine")
    assert b'name="1-30_x000a_days"' in Package(made).part(TABLE)


def test_formulas_that_name_a_renamed_heading_follow_on_every_sheet() -> None:
    book = items_sheet(2)
    book["Items"]["E2"] = "=Invoices[[#This Row],[Amount]]*2"
    book.create_sheet("Mine")["A1"] = '=SUM(Invoices[Amount])&"[Amount]"&SUM(Other[Amount])'
    book.create_sheet("Quiet")["A1"] = "=1"
    before = package(book)
    made = edited(before, {}, [0, 1], renamed={"Amount": "1-30 days"})
    assert loaded(made)["Items"]["E2"].value == "=Invoices[[#This Row],[1-30 days]]*2"
    assert loaded(made)["Mine"]["A1"].value == '=SUM(Invoices[[1-30 days]])&"[Amount]"&SUM(Other[Amount])'
    assert Package(made).part("xl/worksheets/sheet3.xml") == before.part("xl/worksheets/sheet3.xml")


def test_columns_are_hidden_and_shown_one_by_one() -> None:
    book = items_sheet(1)
    book["Items"].column_dimensions.group("B", "D", hidden=True)
    made = loaded(edited(package(book), {}, [0], hidden={"Amount": False, "Key": True}))["Items"]
    hidden = {letters for letters in "ABCDE" if made.column_dimensions[letters].hidden}
    assert "A" in hidden
    assert "C" not in hidden
    part = Package(edited(package(book), {}, [0], hidden={"Amount": False})).part(SHEET)
    assert part.count(b'hidden="1"') == 2


def test_blocks_keep_formats_and_formulas_and_take_results() -> None:
    book = items_sheet(2)
    home = book.create_sheet("It's home")
    home["B2"].number_format = "0.00"
    home["C3"] = "=1+1"
    book.defined_names["Totals"] = DefinedName("Totals", attr_text="'It''s home'!$B$2:$C$3")
    made = edit(package(book), [], {"Totals": [[Decimal("1.5"), "x"], [None, 5]]})
    sheet = loaded(made)["It's home"]
    assert (sheet["B2"].value, sheet["B2"].number_format, sheet["C2"].value) == (1.5, "0.00", "x")
    assert sheet["C3"].value == "=1+1"
    rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("It's home").to_python(skip_empty_area=False)
    assert rows[2][2] == 5
    for wrong in ([[1, 2]], [[1], [2]]):
        with pytest.raises(BookRefused) as refused:
            edit(package(book), [], {"Totals": wrong})
        assert refused.value.name == "block-changed"
    with pytest.raises(BookRefused) as refused:
        edit(package(book), [], {"Gone": [[1]]})
    assert refused.value.name == "block-missing"


def test_only_the_closed_list_of_parts_changes() -> None:
    book = items_sheet(3)
    book.create_sheet("Mine")["A1"] = "=SUM(Invoices[Amount])"
    before = package(book)
    made = Package(edited(before, keys("a"), [None]))
    changed = {a.name for a, b in zip(before.archive.members, made.archive.members, strict=True) if a.raw != b.raw}
    assert changed == {SHEET, TABLE, "xl/workbook.xml"}
    assert made.workbook.find("{*}calcPr").get("fullCalcOnLoad") == "1"  # type: ignore[union-attr]


def test_recalculation_is_asked_for_where_the_workbook_says_nothing_of_it() -> None:
    before = content(items_sheet(1))
    calculation = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    book = Package(with_part(before, "xl/workbook.xml", calculation, b"<pivotCaches/>"))
    made = Package(edited(book, keys("a"), [0])).part("xl/workbook.xml")
    assert b'<calcPr fullCalcOnLoad="1"/><pivotCaches/>' in made


def test_the_calculation_chain_goes_when_formulas_do() -> None:
    book = package(items_sheet(2))
    types = book.part("[Content_Types].xml").replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    )
    relations = book.part("xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>',
    )
    chained = book.rewritten(
        {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": relations}, {"xl/calcChain.xml": b"<calcChain/>"}
    )
    made = Package(edited(Package(chained), keys("a", "b"), [1, 0]))
    assert "xl/calcChain.xml" not in made
    assert b"calcChain" not in made.part("[Content_Types].xml") + made.part("xl/_rels/workbook.xml.rels")


def test_a_signed_book_is_refused() -> None:
    book = content(items_sheet(1))
    relation = (
        b'<Relationship Id="s" Target="_xmlsignatures/origin.sigs"'
        b' Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"/>'
    )
    signed = with_part(book, "_rels/.rels", b"</Relationships>", relation + b"</Relationships>")
    with pytest.raises(BookRefused) as refused:
        edited(Package(signed), keys("a"), [0])
    assert refused.value.name == "signed-book"


def test_shared_formulas_are_written_out_before_rows_move() -> None:
    book = content(items_sheet(3))
    shared = with_part(book, SHEET, b"<f>C2*2+H$1</f>", b'<f t="shared" ref="E2:E4" si="0">C2*2+H$1</f>')
    for row in (3, 4):
        shared = with_part(shared, SHEET, b"<f>C%d*2+H$1</f>" % row, b'<f t="shared" si="0"/>')
    made = edited(Package(shared), keys("K2", "K0"), [2, 0])
    assert column(made, "E")[1:] == ["=C2*2+H$1", "=C3*2+H$1"]
    assert b"shared" not in Package(made).part(SHEET)


ODD_SHEETS = {
    "prefixed": lambda part: (
        __import__("re")
        .sub(rb"<(/?)(?=[a-z])", rb"<\1x:", part)
        .replace(b"<x:?xml", b"<?xml")
        .replace(b' xmlns="', b' xmlns:x="')
    ),
    "single quotes": lambda part: part.replace(b'"', b"'"),
    "no addresses": lambda part: __import__("re").sub(rb'(<(?:c|row)) r="[A-Z]*\d+"', rb"\1", part),
    "style first": lambda part: __import__("re").sub(rb'<c (r="[^"]*") (s="\d+")', rb"<c \2 \1", part),
    "byte order mark": lambda part: b"\xef\xbb\xbf" + part,
    "utf-16": lambda part: part.decode().encode("utf-16"),
    "comments": lambda part: part.replace(b"<sheetData>", b"<!-- <sheetData/> --><sheetData><!-- <row r='9'/> -->"),
    "declaration": lambda part: b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n' + part,
    "cdata": lambda part: part.replace(b"<t>note 1</t>", b"<t><![CDATA[note 1]]></t>"),
    "spaced out": lambda part: part.replace(b"/>", b" />").replace(b"<row ", b"\n <row\n ").replace(b"</c>", b"</c >"),
}


@pytest.mark.parametrize("odd", ODD_SHEETS)
def test_a_sheet_written_another_way_comes_out_the_same(odd: str) -> None:
    book = package(items_sheet(4))
    other = Package(book.rewritten({SHEET: ODD_SHEETS[odd](book.part(SHEET))}))
    columns: dict[str, Sequence[Value | Keep]] = {"Key": ["x", "y", "z"], "Amount": [KEEP, None, Decimal("2.5")]}
    wanted, made = edited(book, columns, [3, None, 1]), edited(other, columns, [3, None, 1])
    for row, expected in zip(loaded(made)["Items"].iter_rows(), loaded(wanted)["Items"].iter_rows(), strict=True):
        for cell, other_cell in zip(row, expected, strict=True):
            assert (cell.coordinate, cell.value, cell.number_format) == (
                other_cell.coordinate, other_cell.value, other_cell.number_format,
            )  # fmt: skip


def test_error_cells_are_found_by_address() -> None:
    book = items_sheet(2)
    book["Items"]["C3"] = "#DIV/0!"
    assert error_cells(package(book).part(SHEET)) == {"C3": "#DIV/0!"}
    assert error_cells(package(items_sheet(1)).part(SHEET)) == {}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.data())
def test_user_cells_and_formulas_follow_their_records_in_any_order(rows: int, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.one_of(st.none(), st.integers(0, rows - 1)), min_size=1, max_size=16))
    header = data.draw(st.integers(1, 4))
    again = data.draw(st.permutations(range(len(kept))))
    made = edited(package(items_sheet(rows, header)), {"Amount": list(range(len(kept)))}, kept)
    made = edited(Package(made), {"Amount": [100 + row for row in again]}, list(again))
    sheet = loaded(made)["Items"]
    for index, before in enumerate(again):
        source, row = kept[before], header + 1 + index
        assert sheet[f"C{row}"].value == 100 + before
        assert sheet[f"A{row}"].value == (None if source is None else f"K{source}")
        assert sheet[f"D{row}"].value == (None if source is None else f"note {source}")
        assert sheet[f"E{row}"].value == (None if source is None else f"=C{row}*2+H$1")
    assert sheet.max_row == header + len(kept)


def test_a_table_that_is_missing_or_lacks_a_column_is_named() -> None:
    for wanted, name in (
        (TableEdit("Gone", {}, [0]), "table-missing"),
        (TableEdit("Invoices", {"No": [1]}, [0]), "column-missing"),
    ):
        with pytest.raises(BookRefused) as refused:
            edit(package(items_sheet(1)), [wanted], {})
        assert refused.value.name == name


def test_two_tables_and_a_block_on_one_sheet_change_together() -> None:
    book = items_sheet(2)
    sheet = book["Items"]
    sheet["H3"], sheet["H4"], sheet["I3"], sheet["I4"] = "Rate", 1, "Of", "a"
    sheet.add_table(Table(displayName="Rates", ref="H3:I4"))
    book.defined_names["AsOf"] = DefinedName("AsOf", attr_text="Items!$K$1")
    edits = [
        TableEdit("Invoices", {"Key": ["a", "b", "c", "d"]}, [1, 0, None, None]),
        TableEdit("Rates", {"Rate": [2, 3, 4]}, [None, 0, None]),
    ]
    made = loaded(edit(package(book), edits, {"AsOf": [[date(2026, 1, 1)]]}))["Items"]
    assert [made[f"A{row}"].value for row in range(1, 6)] == ["Key", "a", "b", "c", "d"]
    assert [(made[f"H{row}"].value, made[f"I{row}"].value) for row in range(3, 7)] == [
        ("Rate", "Of"), (2, None), (3, "a"), (4, None),
    ]  # fmt: skip
    assert made["K1"].value == 46023
