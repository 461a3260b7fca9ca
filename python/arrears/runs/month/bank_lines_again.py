"""Bank lines of before an opening whose receipt came or was undone in the former month since: they follow it."""

from collections.abc import Mapping, Sequence

from arrears.core.month.opening_changes import ADDED, OpeningChange
from arrears.runs.bank_states import MATCHED, OPEN
from arrears.runs.items.undone_receipts import ENDING
from arrears.runs.matching.changed_rows import changed
from arrears.runs.ports import Rows, Sheets, Table, Value
from arrears.runs.reading import Row


def bank_lines_again(sheets: Sheets, former: Sheets, changes: Sequence[OpeningChange]) -> list[Rows]:
    """Give the lines' states as the former month has them: of a line it matched since, or whose receipt it undid.

    Money that is neither applied nor open at the bank would be lost, and money that is both would count twice.
    """
    came = {one.key for one in changes if one.table == "Receipts" and one.what == ADDED}
    if not came or not sheets.has("Bank") or not former.has("Bank"):
        return []
    table, there = sheets.read("Bank")["Bank"], _by_key(former.read("Bank")["Bank"])
    cells: dict[int, dict[str, Value]] = {}
    for number in range(len(table)):
        row = Row(table, number)
        now, key = there.get(row.text("line_key")), row.text("receipt")
        if now is None or (row.text("state") or OPEN, key) == (now.text("state") or OPEN, now.text("receipt")):
            continue
        undone = row.text("state") == MATCHED and f"{key}{ENDING}" in came
        matched = (row.text("state") or OPEN) == OPEN and now.text("receipt") in came
        if undone or matched:
            cells[number] = {"state": now.text("state") or OPEN, "receipt": now.text("receipt") or None}
    return [changed(table, cells)] if cells else []


def _by_key(table: Table) -> Mapping[str, Row]:
    rows = (Row(table, number) for number in range(len(table)))
    return {row.text("line_key"): row for row in rows if row.text("line_key")}
