"""New workbooks as a spreadsheet program sees them."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from arrears.core.policy import Policy
from arrears.office.blocks import BLOCKS
from arrears.office.headings import choice, heading, sheet_title
from arrears.office.new_book import month_book
from arrears.office.table_spec import Role, Type
from arrears.office.tables import PARTS, TABLES
from arrears.texts import LANGUAGES

_FIRST = 6
MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def built(language="en", tables=PARTS["start"], settings=None):
    return load_workbook(BytesIO(month_book.build(language, tables, settings or {})))


def sheet_of(book, table):
    return next(sheet for sheet in book.worksheets if table in sheet.tables)


def parts(package, folder):
    with ZipFile(BytesIO(package)) as opened:
        return {n: etree.fromstring(opened.read(n)) for n in opened.namelist() if re.match(folder, n)}


def test_a_new_workbook_starts_with_seven_sheets_in_order():
    english = ["Home", "Open items", "Customers", "Ageing", "Escalation", "Letters", "Problems"]
    assert built("en").sheetnames == english
    assert built("zh").sheetnames == ["首页", "应收明细", "客户", "账龄分析", "催收建议", "函件登记", "问题清单"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sheet_holds_one_table_with_its_fixed_name(language):
    book = built(language, list(TABLES))
    dashboard: list[str] = []  # the only sheet without a table: it stands last
    assert [list(sheet.tables) for sheet in book.worksheets] == [*([name] for name in TABLES), dashboard]


@pytest.mark.parametrize("language", LANGUAGES)
def test_header_cells_equal_the_columns_of_their_table(language):
    book = built(language, list(TABLES))
    for name, root in parts(month_book.build(language, list(TABLES)), r"xl/tables/").items():
        columns = [c.get("name") for c in root.iterfind(".//m:tableColumn", MAIN)]
        sheet = sheet_of(book, root.get("name"))
        header = [cell.value for cell in sheet[root.get("ref")][0]]
        assert header == columns, name
        assert all(isinstance(text, str) for text in header)
        assert len({text.casefold() for text in header}) == len(header)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_column_has_its_formula_in_the_cell_and_in_the_table(language):
    book = built(language, list(TABLES))
    for spec in TABLES.values():
        sheet = sheet_of(book, spec.name)
        columns = sheet.tables[spec.name].tableColumns
        body = sheet[sheet.tables[spec.name].ref][1]
        for column, part, cell in zip(spec.columns, columns, body, strict=True):
            calculated = part.calculatedColumnFormula
            if column.role is Role.CHECK:
                assert cell.value == "=" + calculated.attr_text, column.key
            else:
                assert calculated is None, column.key


def test_an_empty_table_keeps_one_styled_blank_row():
    sheet = sheet_of(built(), "Invoices")
    header, body = sheet[sheet.tables["Invoices"].ref]
    by_key = dict(zip((c.key for c in TABLES["Invoices"].columns), body, strict=True))
    assert len(header) == len(body)
    assert by_key["gross"].number_format == '#,##0.00;[Red]-#,##0.00;"–"'
    assert by_key["due_date"].number_format == "yyyy-mm-dd"
    assert by_key["customer"].number_format == "@"
    assert by_key["interest_rate"].number_format == "0.00####"
    assert all(cell.value is None for key, cell in by_key.items() if not key.endswith("_check"))


def test_details_are_folded_away_and_the_rest_is_in_sight():
    sheet = sheet_of(built(), "Invoices")
    for number, column in enumerate(TABLES["Invoices"].columns, start=1):
        dimension = sheet.column_dimensions[sheet.cell(1, number).column_letter]
        assert (dimension.hidden, dimension.outlineLevel) == (column.detail, int(column.detail)), column.key
    assert sheet.freeze_panes == f"D{_FIRST}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_are_offered_in_the_language_of_the_book(language):
    offered = list_of_choices(built(language), "Escalation", "send")
    assert offered == [choice("yes", language), choice("no", language)]
    assert choice("credit note", language) in list_of_choices(built(language), "Invoices", "kind")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_choices_are_short_enough_for_a_cell_validation(language):
    for sheet in built(language, list(TABLES)).worksheets:
        for validation in sheet.data_validations.dataValidation:
            assert len(validation.formula1) <= 255


def test_every_date_a_person_may_type_is_checked():
    book = built("en", list(TABLES))
    for spec in TABLES.values():
        sheet = sheet_of(book, spec.name)
        for number, column in enumerate(spec.columns, start=1):
            if column.type is Type.DAY and column.role in (Role.INPUT, Role.EDIT):
                assert validation_of(sheet, sheet.cell(_FIRST, number).coordinate).type == "date", column.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_prints_on_a4_with_its_header_repeated(language):
    for sheet in built(language).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (1, 2)
        assert sheet.page_setup.fitToHeight == 0
        assert "&P" in sheet.oddFooter.right.text
        assert not sheet.print_area
        if "Policy" not in sheet.tables:
            assert sheet.print_title_rows == "$5:$5"


def test_unused_buckets_have_names_of_their_own_and_are_hidden():
    sheet = sheet_of(built(settings={"buckets": "30, 60"}), "Ageing")
    header = [cell.value for cell in sheet[5]]
    first = header.index("Not due") + 1
    assert header[first : first + 4] == ["1-30 days", "31-60 days", "Over 60 days", "Unused 4"]
    hidden = [sheet.column_dimensions[sheet.cell(5, first + n).column_letter].hidden for n in range(1, 9)]
    assert hidden == [False] * 3 + [True] * 5
    assert month_book.unused_columns(Policy(buckets=(30, 60)))[:2] == ("bucket_4", "bucket_5")


def test_settings_replace_the_defaults_and_the_rest_is_folded_away():
    sheet = built(settings={"company": "Muster Handels GmbH", "buckets": "10, 20"})["Home"]
    rows = {row[0].value: row for row in sheet[sheet.tables["Policy"].ref][1:]}
    assert rows["Company"][1].value == "Muster Handels GmbH"
    assert rows["Days between letters"][1].value == "14"
    assert sheet.row_dimensions[rows["Day count"][0].row].hidden
    assert not sheet.row_dimensions[rows["Company"][0].row].hidden
    block = BLOCKS["BucketFrom"]
    starts = [sheet.cell(block.row + n, block.column).value for n in range(block.rows)]
    assert starts[:4] == [0, 1, 11, 21]
    assert starts == sorted(starts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_is_a_name_of_the_book_and_blocks_do_not_overlap(language):
    book = built(language)
    home = sheet_title("Policy", language)
    cells = [c for block in BLOCKS.values() for c in places(block)]
    assert len(cells) == len(set(cells))
    for name, block in BLOCKS.items():
        assert book.defined_names[name].attr_text == f"'{home}'!{block.area}"
        written = [book[home].cell(row, column).value for row, column in places(block)]
        assert all(str(value).startswith("=") for value in written) is block.formulas, name


def test_home_has_three_charts_that_read_fixed_blocks():
    charts = parts(month_book.build("en", PARTS["start"]), r"xl/charts/chart")
    first, top = BLOCKS["HomeBase"].row, BLOCKS["HomeTop"].row
    figures = {f"$C${first}:$C${first + 8}", BLOCKS["HomeBandsBase"].area, f"$C${top}:$C${top + 9}"}
    assert read(charts, "numRef") == {f"'Home'!{area}" for area in figures}
    labels = {BLOCKS["BucketLabel"].area, BLOCKS["BandLabel"].area, f"$B${top}:$B${top + 9}"}
    assert read(charts, "strRef") == {f"'Home'!{area}" for area in labels}


def test_a_part_is_built_alone_and_brings_the_names_its_columns_go_by():
    book = built("en", ["Receipts", "Allocations"])
    assert book.sheetnames == ["Receipts", "Allocations"]
    assert book.defined_names["AllocationItem"].attr_text == "Allocations[Item]"
    assert "AsOf" not in book.defined_names


def test_the_same_inputs_make_the_same_bytes():
    assert month_book.build("zh", PARTS["start"]) == month_book.build("zh", PARTS["start"])


def test_identifiers_are_not_flagged_as_numbers_stored_as_text():
    sheets = parts(month_book.build("en", PARTS["start"]), r"xl/worksheets/sheet")
    areas = sheets["xl/worksheets/sheet2.xml"].find(".//m:ignoredError", MAIN).get("sqref").split()
    customer = f"A{_FIRST}:A{_FIRST}"
    assert customer in areas
    for root in sheets.values():
        order = [etree.QName(child).localname for child in root]
        assert order.index("ignoredErrors") > order.index("headerFooter")
        assert order.index("ignoredErrors") < order.index("tableParts")


def test_no_formula_reads_the_clock_or_needs_a_new_excel():
    package = month_book.build("en", list(TABLES))
    with ZipFile(BytesIO(package)) as opened:
        text = b"".join(opened.read(n) for n in opened.namelist() if n.startswith("xl/")).decode()
    for word in ("TODAY(", "NOW(", "LET(", "XLOOKUP(", "FILTER(", "_xlfn", "OFFSET(", "INDIRECT("):
        assert word not in text


def test_fonts_and_headings_are_of_the_language():
    sheet = sheet_of(built("zh"), "Invoices")
    assert sheet.cell(5, 1).font.name == "Microsoft YaHei"
    assert sheet.cell(5, 1).value == heading("Invoices", "customer", "zh") == "客户编码"


def read(charts, reference):
    return {f.text for root in charts.values() for f in root.iterfind(f".//{{*}}{reference}/{{*}}f")}


def places(block):
    return [(block.row + r, block.column + c) for r in range(block.rows) for c in range(block.columns)]


def validation_of(sheet, coordinate):
    return next(v for v in sheet.data_validations.dataValidation if coordinate in v)


def list_of_choices(book, table, key):
    sheet = sheet_of(book, table)
    number = [c.key for c in TABLES[table].columns].index(key) + 1
    validation = validation_of(sheet, sheet.cell(_FIRST, number).coordinate)
    return validation.formula1.strip('"').split(",")
