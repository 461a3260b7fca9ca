"""What a person does to a book in Excel between two commands: type into cells, sort rows, add columns."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lxml import etree
from python_calamine import CalamineWorkbook

from arrears.office.xlsx.areas import column_letters
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.package_writer import TableEdit, edit
from arrears.runs.ports import KEEP, Value

Row = dict[str, object]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def table_rows(book: Path, table: str) -> list[Row]:
    """Read the rows of a table as they stand: heading -> cell."""
    entry = Package.read(book).table(table)
    assert entry is not None
    sheet = CalamineWorkbook.from_path(book).get_sheet_by_name(entry.sheet).to_python(skip_empty_area=False)
    body = entry.body
    blank = [""] * body.right
    rows = [*sheet, *[blank] * body.bottom][body.top - 1 : body.bottom]
    return [dict(zip(entry.headings, [*row, *blank][body.left - 1 : body.right], strict=True)) for row in rows]


def type_in(book: Path, table: str, key: str, typed: Mapping[str, Mapping[str, Value]]) -> None:
    """Type values into cells: ``typed[value of the key column][heading]``."""
    rows = table_rows(book, table)
    headings = {heading for cells in typed.values() for heading in cells}
    assert set(typed) <= {str(row[key]) for row in rows}, "a key to type at is not in the table"
    columns = {h: [typed.get(str(row[key]), {}).get(h, KEEP) for row in rows] for h in headings}
    _rewrite(book, TableEdit(table, columns, range(len(rows))))


def type_rows_below(book: Path, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
    """Type new rows below the filled rows of a table."""
    old = [n for n, row in enumerate(table_rows(book, table)) if any(cell not in ("", None) for cell in row.values())]
    headings = {heading for row in rows for heading in row}
    columns = {h: [*[KEEP] * len(old), *(row.get(h) for row in rows)] for h in headings}
    _rewrite(book, TableEdit(table, columns, [*old, *[None] * len(rows)]))


def sort(book: Path, table: str, order: Callable[[Row], object], *, descending: bool = False) -> None:
    """Sort a table's rows, whole rows moving, as Excel's sort does."""
    rows = table_rows(book, table)
    moved = sorted(range(len(rows)), key=lambda n: order(rows[n]), reverse=descending)  # type: ignore[arg-type,return-value]
    _rewrite(book, TableEdit(table, {}, moved))


def _rewrite(book: Path, *edits: TableEdit) -> None:
    book.write_bytes(edit(Package.read(book), list(edits), {}))


def add_column(book: Path, table: str, heading: str, cells: Sequence[Value], formula: str = "") -> None:
    """Add a column at the right end of a table: values, or a formula with these results, one for each row."""
    package = Package.read(book)
    entry = package.table(table)
    assert entry is not None
    body = entry.body
    letters = column_letters(entry.area.right + 1)
    described, sheet = package.xml(entry.part), package.xml(entry.sheet_part)
    corner = f"{column_letters(entry.area.left)}{entry.area.top}"
    _widen(described, f"{corner}:{letters}{entry.area.bottom}", heading, formula)
    rows = {int(row.get("r")): row for row in sheet.iter(f"{{{MAIN}}}row")}
    rows[entry.area.top].append(_cell(f"{letters}{entry.area.top}", heading))
    for number, value in zip(range(body.top, body.bottom + 1), cells, strict=True):
        if value is not None:
            rows[number].append(_cell(f"{letters}{number}", value, formula))
    parts = {entry.part: described, entry.sheet_part: sheet}
    book.write_bytes(package.rewritten({part: etree.tostring(root, encoding="UTF-8") for part, root in parts.items()}))


def formulas(book: Path, table: str, heading: str) -> list[str]:
    """Give the formulas of a column as the file holds them, empty where a cell has none."""
    package = Package.read(book)
    entry = package.table(table)
    assert entry is not None
    letters = column_letters(entry.area.left + entry.headings.index(heading))
    sheet = package.xml(entry.sheet_part)
    cells = {cell.get("r"): cell.findtext(f"{{{MAIN}}}f") or "" for cell in sheet.iter(f"{{{MAIN}}}c")}
    return [cells.get(f"{letters}{row}", "") for row in range(entry.body.top, entry.body.bottom + 1)]


def _widen(table: etree._Element, ref: str, heading: str, formula: str) -> None:
    table.set("ref", ref)
    for own_filter in table.iter(f"{{{MAIN}}}autoFilter"):
        own_filter.set("ref", ref)
    columns = table.find(f"{{{MAIN}}}tableColumns")
    assert columns is not None
    number = max(int(column.get("id")) for column in columns) + 1
    column = etree.SubElement(columns, f"{{{MAIN}}}tableColumn", id=str(number), name=heading)
    if formula:
        etree.SubElement(column, f"{{{MAIN}}}calculatedColumnFormula").text = formula
    columns.set("count", str(len(columns)))


def _cell(address: str, value: Value, formula: str = "") -> etree._Element:
    cell = etree.Element(f"{{{MAIN}}}c", r=address)
    if formula:
        etree.SubElement(cell, f"{{{MAIN}}}f").text = formula
    if isinstance(value, str) and not formula:
        cell.set("t", "inlineStr")
        text = etree.SubElement(cell, f"{{{MAIN}}}is")
        etree.SubElement(text, f"{{{MAIN}}}t").text = value
    else:
        cell.set("t", "str" if isinstance(value, str) else "n")
        etree.SubElement(cell, f"{{{MAIN}}}v").text = str(value)
    return cell
