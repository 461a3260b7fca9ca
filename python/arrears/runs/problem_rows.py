"""Problems as rows of the Problems sheet: those of the book are made anew, those of imported files stay."""

from collections.abc import Collection, Mapping, Sequence

from arrears import texts
from arrears.core.problems import Place, Problem, Severity
from arrears.runs.carried import read_present, rows_by_key
from arrears.runs.ports import Listing, Rows, Sheets, Table, Value
from arrears.runs.reading import Row

KEY = ("place", "cell", "wrong")
_COLUMNS = ("place", "cell", "found", "wrong", "do", "severity", "amount", "currency", "customer")
Line = tuple[Value, ...]


def with_import_problems(sheets: Sheets, listing: Listing, problems: Sequence[Problem], *, supersedes: bool) -> None:
    """Put the problems of an import on the Problems sheet, in place of those of the same file.

    A whole open-items list supersedes what earlier ones left there.
    """
    tables = read_present(sheets, "Problems", "Imports")
    table = tables["Problems"]
    files = {listing.file, *(_files(tables, listing.kind) if supersedes else ())}
    kept = [line for line in _lines(table) if not _is_of(line, files)]
    if problems or len(kept) < len(table):
        sheets.write([_with_lost_notes(table, kept + rows_of(problems, sheets.language), sheets.language)], {})


def book_problems(tables: Mapping[str, Table], problems: Sequence[Problem], language: str) -> Rows:
    """Give the Problems rows for the book's problems, keeping those of imported files and notes not yet found a place.

    A note on a problem that is solved becomes a problem itself, which stays until somebody deletes its row.
    """
    table = tables["Problems"]
    stay = [line for line in _lines(table) if _is_of(line, _files(tables)) or _is_lost_note(line)]
    return _with_lost_notes(table, rows_of(problems, language) + stay, language)


def further_problems(table: Table, problems: Sequence[Problem], language: str) -> Rows:
    """Give the Problems rows as they stand, and some more below."""
    return _with_lost_notes(table, _lines(table) + rows_of(problems, language), language)


def imported_rows(tables: Mapping[str, Table]) -> list[dict[str, Value]]:
    """Give the rows that name imported files, as the Problems sheet holds them."""
    files = _files(tables)
    return [dict(zip(_COLUMNS, line, strict=True)) for line in _lines(tables["Problems"]) if _is_of(line, files)]


def rows_besides(table: Table, problems: Sequence[Problem], language: str) -> list[dict[str, Value]]:
    """Give the rows of the Problems sheet that say something else than these problems."""
    known = {(line[0], line[1], line[3]) for line in rows_of(problems, language)}
    return [
        dict(zip(_COLUMNS, line, strict=True)) for line in _lines(table) if (line[0], line[1], line[3]) not in known
    ]


def rows_of(problems: Sequence[Problem], language: str) -> list[Line]:
    """Write problems as rows in the user's language, those left out of totals first."""
    ordered = sorted(problems, key=lambda p: p.severity is not Severity.LEFT_OUT)
    return list(dict.fromkeys(_line(problem, language) for problem in ordered))


def _line(problem: Problem, language: str) -> Line:
    wrong, do = texts.wrong_and_do(problem, language)
    where = problem.where
    sheet = texts.place(Place(sheet=where.sheet, file=where.file, row=where.row), language)
    found = problem.found[:_LONGEST_FOUND] or None
    severity, currency = problem.severity.value, problem.currency or None
    customer = problem.customer or None
    return sheet or None, where.cell or None, found, wrong, do, severity, problem.amount, currency, customer


_LONGEST_FOUND = 1_000
"""Characters of what was found that a cell shows; the place tells where the rest stands."""


def _lines(table: Table) -> list[Line]:
    rows = (Row(table, number) for number in range(len(table)))
    return [tuple(row.cell(name) for name in _COLUMNS) for row in rows]


def _files(tables: Mapping[str, Table], kind: str = "") -> set[str]:
    """Name the files that were imported, of one kind or of any."""
    imports = tables.get("Imports")
    rows = [] if imports is None else [Row(imports, number) for number in range(len(imports))]
    return {row.text("file") for row in rows if row.text("file") and kind in ("", row.text("kind"))}


def _is_of(line: Line, files: Collection[str]) -> bool:
    place = str(line[0] or "")
    return any(place == file or place.startswith((f"{file},", f"{file} ", f"{file}:", f"{file}，")) for file in files)


def _is_lost_note(line: Line) -> bool:
    said = (texts.texts(language)["problems"]["note-without-row"]["do"] for language in texts.LANGUAGES)
    return line[_COLUMNS.index("do")] in said


def _with_lost_notes(table: Table, lines: Sequence[Line], language: str) -> Rows:
    _, lost = _rows(table, lines)
    return _rows(table, [*lines, *rows_of(lost, language)])[0]


def _rows(table: Table, lines: Sequence[Line]) -> tuple[Rows, list[Problem]]:
    unique = list(dict.fromkeys(lines))
    columns = {name: [line[n] for line in unique] for n, name in enumerate(_COLUMNS)}
    return rows_by_key(table, KEY, columns)
