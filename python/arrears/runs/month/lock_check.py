"""Whether a locked month is what it was when it was locked: every cell that differs, by its place."""

from collections.abc import Iterator, Mapping, Sequence

from arrears.core.month.canonical import BLANK, CellChange, Contents, changes, shown
from arrears.core.month.events import LOCKED, REOPENED
from arrears.core.problems import Place, Problem
from arrears.runs.month.frozen import Identity, Keys, contents_of, unpacked
from arrears.runs.month.month_log import MonthEvent, lock_of
from arrears.runs.ports import Journal, Sheets, Table

Entry = Mapping[str, object]
_NOTHING = frozenset({"n0", "t"})
"""What a formula shows where there is nothing."""


def lock_faults(sheets: Sheets, journal: Journal, keys: Keys) -> list[Problem]:
    """Compare a locked book with what its lock froze, and the lock with the journal; nothing for an open one.

    Faults are ``locked-cell-changed`` (with ``was``), ``locked-row-added``, ``locked-row-gone``, ``lock-changed`` for a
    lock that was tampered with, ``lock-unrecorded`` for one the journal does not know, and ``lock-gone`` where the
    journal says that the month is locked and the book does not. A book sent on without its journal is compared with
    itself only.
    """
    lock, entries = lock_of(sheets), journal.entries()
    if lock is None:
        return list(_gone(sheets, entries))
    faults = list(_against_journal(sheets, lock, entries))
    if not sheets.has("Frozen"):
        return [*faults, Problem("lock-changed", Place(), "Frozen")]
    return [*faults, *changed_since(sheets, keys, unpacked(sheets.read("Frozen")["Frozen"]))]


def changed_since(sheets: Sheets, keys: Keys, frozen: Mapping[str, Contents | None]) -> list[Problem]:
    """Name everything in the book that differs from frozen contents."""
    now = contents_of(sheets, keys)
    tables = sheets.read(*(name for name in keys if sheets.has(name)))
    faults = list(_altered(sheets, frozen))
    for name, was in frozen.items():
        if was is None:
            continue
        if name not in now:
            faults.append(Problem("locked-row-gone", Place(sheet=name), name))
            continue
        table = tables.get(name)
        faults += [
            _fault(change, now[name], table, sheets)
            for change in changes(was, now[name])
            if not (name in keys and _not_calculated(change, keys[name], now[name]))
        ]
    return faults


def _not_calculated(change: CellChange, identity: Identity, now: Contents) -> bool:
    """Tell a formula whose result a program did not save, now or before the lock: nobody changed it, Excel shows it.

    One that was not known at the lock shows what stands beside it in the row, or nothing.
    """
    if change.column not in identity.formulas or change.row is None:
        return False
    beside = zip(now.columns, now.rows[change.row], strict=True)
    figures = {value for name, value in beside if name not in identity.formulas}
    return change.now == BLANK or (change.was == BLANK and change.now in figures | _NOTHING)


def _altered(sheets: Sheets, frozen: Mapping[str, Contents | None]) -> Iterator[Problem]:
    """Report where the checksums that the Lock sheet shows are not those of the frozen contents."""
    table = sheets.read("Lock")["Lock"] if sheets.has("Lock") else None
    said = {} if table is None else dict(zip(table.column("table"), table.column("sha256"), strict=True))
    for name in dict.fromkeys([*frozen, *(str(one) for one in said)]):
        contents = frozen.get(name)
        if contents is None or said.get(name) != contents.checksum:
            yield Problem("lock-changed", Place(sheet="" if table is None else table.sheet), name)


def _fault(change: CellChange, now: Contents, table: Table | None, sheets: Sheets) -> Problem:
    if table is None:
        home = sheets.read("Policy")["Policy"].sheet
        return Problem("locked-cell-changed", Place(sheet=home), shown(change.now), values={"was": shown(change.was)})
    if change.row is None:
        return Problem("locked-row-gone", Place(sheet=table.sheet), change.was)
    row = now.at[change.row]
    if not change.column:
        return Problem("locked-row-added", table.place(row, now.columns[0]), change.now)
    values = {"was": shown(change.was) or "-"}
    return Problem("locked-cell-changed", table.place(row, change.column), shown(change.now), values=values)


def _against_journal(sheets: Sheets, lock: MonthEvent, entries: Sequence[Entry]) -> Iterator[Problem]:
    if entries and _last_turn(entries, lock.month) != (LOCKED, lock.sha256):
        sheet = sheets.read("Months")["Months"].sheet
        yield Problem("lock-unrecorded", Place(sheet=sheet), lock.month, values={"month": lock.month})


def _gone(sheets: Sheets, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Report a book whose own month the journal says is locked: a copy from before the lock, or one with it removed."""
    day = sheets.block("AsOf")[0][0]
    month = f"{day:%Y-%m}" if hasattr(day, "strftime") else ""
    if month and (_last_turn(entries, month) or ("", ""))[0] == LOCKED:
        yield Problem("lock-gone", Place(), month, values={"month": month})


def _last_turn(entries: Sequence[Entry], month: str) -> tuple[str, str] | None:
    """Give the last lock or reopening of a month in the journal, with its checksum."""
    turns = [one for one in entries if one.get("kind") in (LOCKED, REOPENED) and one.get("month") == month]
    return (str(turns[-1]["kind"]), str(turns[-1].get("sha256", ""))) if turns else None
