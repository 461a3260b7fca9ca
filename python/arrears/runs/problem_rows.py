"""Problems as rows of the Problems sheet: those of the book are made anew, those of imported files stay."""

from collections.abc import Sequence

from arrears import texts
from arrears.core.problems import Place, Problem, Severity
from arrears.runs.carried import rows_by_key
from arrears.runs.ports import Listing, Rows, Sheets, Table, Value

KEY = ("place", "cell", "wrong")
_COLUMNS = ("place", "cell", "found", "wrong", "do", "severity", "amount", "currency")
Row = tuple[Value, ...]


def with_import_problems(sheets: Sheets, listing: Listing, problems: Sequence[Problem]) -> None:
    """Put the problems of an import on the Problems sheet, in place of those of the same file."""
    table = sheets.read("Problems")["Problems"]
    kept = [row for row in _old_rows(table) if not _is_of(row, listing.file)]
    if problems or len(kept) < len(table):
        sheets.write([_rows(table, kept + rows_of(problems, sheets.language))], {})


def book_problems(table: Table, problems: Sequence[Problem], sheet_titles: Sequence[str], language: str) -> Rows:
    """Give the Problems rows for the book's problems, keeping those that name imported files."""
    return _rows(table, rows_of(problems, language) + _imported(table, sheet_titles))


def imported_rows(table: Table, sheet_titles: Sequence[str]) -> list[dict[str, Value]]:
    """Give the rows that name imported files, as the Problems sheet holds them."""
    return [dict(zip(_COLUMNS, row, strict=True)) for row in _imported(table, sheet_titles)]


def rows_of(problems: Sequence[Problem], language: str) -> list[Row]:
    """Write problems as rows in the user's language, those left out of totals first."""
    ordered = sorted(problems, key=lambda p: p.severity is not Severity.LEFT_OUT)
    return list(dict.fromkeys(_row(problem, language) for problem in ordered))


def _row(problem: Problem, language: str) -> Row:
    wrong, do = texts.wrong_and_do(problem, language)
    where = problem.where
    sheet = texts.place(Place(sheet=where.sheet, file=where.file, row=where.row), language)
    return (sheet, where.cell or None, problem.found, wrong, do, problem.severity.value, problem.amount, problem.currency or None)


def _old_rows(table: Table) -> list[Row]:
    return list(zip(*(table.column(name) for name in _COLUMNS), strict=True))


def _imported(table: Table, sheet_titles: Sequence[str]) -> list[Row]:
    return [row for row in _old_rows(table) if row[0] and row[0] not in sheet_titles]


def _is_of(row: Row, file: str) -> bool:
    return str(row[0] or "").startswith(file)


def _rows(table: Table, rows: Sequence[Row]) -> Rows:
    columns = {name: [row[n] for row in rows] for n, name in enumerate(_COLUMNS)}
    written, _ = rows_by_key(table, KEY, columns)
    return written
