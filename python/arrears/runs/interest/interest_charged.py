"""What interest notes charged so far, as the Interest charged sheet records it: per item interest and fixed sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from arrears.core.money import Minor, to_minor
from arrears.core.problems import Problem
from arrears.runs.ports import Table
from arrears.runs.reading import Row, fits
from arrears.runs.sub_ledger import SubLedger


@dataclass(frozen=True, slots=True)
class Charged:
    """Charged per item of the ledger, in minor units; ``last_note`` its last interest note, ``rows`` its records."""

    interest: Minor
    fixed: Minor
    last_note: Mapping[int, str]
    rows: Mapping[int, Sequence[int]]
    last_day: date | None
    """The date of the latest note."""
    problems: Sequence[Problem]


def charged_of_items(sub_ledger: SubLedger, table: Table | None, invoices: Table) -> Charged:
    """Add up the records by item.

    One whose item is gone from Open items is a problem and counts for nothing; one whose note is gone while it was
    still to post is a problem too, and counts, so that nothing is charged twice.
    """
    ledger = sub_ledger.ledger
    interest, fixed = (np.zeros(len(ledger.items.key), dtype=np.int64) for _ in range(2))
    item_of = {key: n for n, key in enumerate(ledger.items.key)}
    notes = {str(number) for number in invoices.column("document_no") if number}
    last: dict[int, tuple[date, str]] = {}
    rows: dict[int, list[int]] = {}
    days: list[date] = []
    problems: list[Problem] = []
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        item, amount, day = item_of.get(row.text("item_key")), row.amount("interest"), row.day("note_date")
        if item is None:
            problems.append(Problem("charge-without-item", row.place("item_key"), row.text("item_key")))
            continue
        currency = ledger.currencies[ledger.items.currency[item]]
        fixed_sum = row.amount("fixed_sum")
        unusable = [one for one in (amount, fixed_sum) if one is not None and not fits(one, currency)]
        if amount is None or day is None or unusable or row.text("currency").upper() != currency:
            problems.append(Problem("charge-unusable", row.place("interest"), row.text("interest")))
            continue
        if row.text("state") == "to post" and row.text("interest_note") not in notes:
            problems.append(Problem("charge-without-note", row.place("interest_note"), row.text("interest_note")))
        interest[item] += to_minor(amount, currency)
        fixed[item] += 0 if fixed_sum is None else to_minor(fixed_sum, currency)
        last[item] = max(last.get(item, (day, "")), (day, row.text("interest_note")))
        rows.setdefault(item, []).append(number)
        days.append(day)
    by_item = {item: note for item, (_, note) in last.items()}
    return Charged(interest, fixed, by_item, rows, max(days, default=None), problems)
