"""A table's cells between host and runs, whatever the host: headings to keys, raw cells to typed columns and back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from arrears.core.problems import Place, Problem
from arrears.office import cells, formulas
from arrears.office.headings import choice, heading, setting_of, words
from arrears.office.table_columns import keys_of_headings
from arrears.office.table_spec import Column, Role, Type
from arrears.office.tables import TABLES
from arrears.office.xlsx.renamed_headings import reference_renamed
from arrears.runs.ports import KEEP, Keep, Table, Value


def read_table(
    name: str,
    sheet: str,
    headings: Sequence[str],
    body: Sequence[Sequence[object]],
    cell_of: Callable[[int, int], tuple[str, int]],
    written_by_people: Callable[[int, str | None], bool],
    *,
    from_1904: bool = False,
    notes: Mapping[int, Sequence[str]] | None = None,
) -> Table:
    """Read a table's raw cells as typed columns, blank rows skipped.

    ``cell_of``: column letters and sheet row of a body row and a column, both from 0. ``written_by_people`` tells, of a
    column's number and key, whether what stands there is to be carried along. ``from_1904``: how serials count.
    ``notes``: what the notes at the cells of a body row say; they are a person's words too.
    """
    keys = keys_of_headings(name, headings, sheet)
    telling = [n for n, key in enumerate(keys) if _tells(name, key) or (key is None and written_by_people(n, None))]
    rows = [n for n, row in enumerate(body) if any(is_filled(row[cell]) for cell in telling)]
    letters = {key: cell_of(0, n)[0] for n, key in enumerate(keys) if key}
    columns: dict[str, list[Value]] = {}
    problems: list[Problem] = []
    sheet_rows = [cell_of(row, 0)[1] for row in rows]
    for n, key in enumerate(keys):
        if key is None:
            continue
        column = TABLES[name].column(key)
        raws = [body[row][n] for row in rows]
        if column.type is Type.DAY and from_1904:
            raws = [cells.day_of_serial(raw, from_1904=True) if isinstance(raw, float) else raw for raw in raws]
        columns[key], found = _typed(raws, column, sheet, letters[key], sheet_rows)
        if column.role not in {Role.RESULT, Role.CHECK}:
            problems += found
    pinned = notes or {}
    own = [n for n, key in enumerate(keys) if written_by_people(n, key)]
    noted = [
        " ".join((*(cells.shown(body[r][n]) for n in own if is_filled(body[r][n])), *pinned.get(r, ()))) for r in rows
    ]
    return Table(name, sheet, columns, sheet_rows, letters, noted, problems)


def only_people_write(table: str, key: str | None, *, calculated: bool) -> bool:
    """Tell a column of the user's own, unless its formula fills every row, or one that only people edit."""
    if key is None:
        return not calculated
    spec = TABLES[table]
    return spec.column(key).role is Role.EDIT and key not in spec.proposed


def check_formula(table: str, key: str, headings: Sequence[str], sheet: str, language: str) -> str | None:
    """Give the formula of a check column, without ``=``, with the headings as they stand; None if one was deleted."""
    text = formulas.formula(table, key, language).removeprefix("=")
    keys = keys_of_headings(table, headings, sheet)
    own = {heading(table, k, language): h for k, h in zip(keys, headings, strict=True) if k}
    deleted = (heading(table, c.key, language) for c in TABLES[table].columns if c.key not in keys)
    if any(f"[{name}]" in text for name in deleted):
        return None
    renamed = {name: shown for name, shown in own.items() if name != shown}
    return reference_renamed(text, table, renamed) if renamed else text


def shown(value: Value | Keep, column: Column, language: str) -> Value | Keep:
    """Give a value as the sheet shows it in its language."""
    if value is KEEP or value is None:
        return value
    if column.type is Type.CHOICE:
        return choice(str(value), language)
    if column.type is Type.YES:
        return choice("yes" if value else "no", language)
    if column.key == "setting":
        return heading_of_setting(str(value), language)
    return value


def heading_of_setting(setting: str, language: str) -> str:
    """Give the label of a policy setting."""
    for group in words(language)["policy"].values():
        if setting in group:
            return str(group[setting][0])
    return setting


def is_filled(raw: object) -> bool:
    """Tell whether a cell holds anything but spaces."""
    return raw is not None and raw != "" and not (isinstance(raw, str) and not raw.strip())


def plain(raw: object) -> Value:
    """Read a cell of a block, which has no column: a number, a day, or text."""
    is_number = isinstance(raw, float | int) and not isinstance(raw, bool)
    kind = Type.AMOUNT if is_number else Type.DAY if isinstance(raw, date) else Type.TEXT
    value, _ = cells.typed(raw, Column("", kind), Place())
    return value


def _tells(table: str, key: str | None) -> bool:
    """Tell whether a column makes its row one that is not blank: formulas show something in a blank row too."""
    return key is not None and TABLES[table].column(key).role is not Role.CHECK


def _typed(
    raws: Sequence[object], column: Column, sheet: str, letters: str, sheet_rows: Sequence[int]
) -> tuple[list[Value], list[Problem]]:
    values, problems = cells.typed_column(raws, column, lambda n: Place(sheet=sheet, cell=f"{letters}{sheet_rows[n]}"))
    if column.key == "setting":
        values = [setting_of(str(value)) or value for value in values]
    return values, problems
