"""What letters claim for late payment, as the sheets of interest show it: slices, fixed sums, interest per day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from arrears.core.letters.late_claim import ChargedSlice, Charges
from arrears.runs.dunning.recipients import Recipients
from arrears.runs.letters.letter_rows import minor, text, whole
from arrears.runs.ports import Table


def charges_in(tables: Mapping[str, Table], recipients: Recipients) -> Mapping[tuple[str, str], Charges]:
    """Give what is charged by recipient and currency; nothing where the book has no sheets of interest."""
    found: dict[tuple[str, str], list[ChargedSlice]] = {}
    table = tables.get("Interest")
    for row in () if table is None else range(len(table)):
        if table is not None and (one := _slice(table, row)) is not None:
            account = (recipients.of(text(table, "customer", row)), text(table, "currency", row).upper())
            found.setdefault(account, []).append(one)
    by_item = _by_item(tables.get("InterestTotals"))
    return {account: Charges(slices, *by_item) for account, slices in found.items()}


def _by_item(table: Table | None) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Give the fixed sum not charged yet and the interest of one more day, by item key in minor units."""
    fixed, per_day = dict[str, int](), dict[str, int]()
    if table is None:
        return fixed, per_day
    for row in range(len(table)):
        key, currency = text(table, "item_key", row), text(table, "currency", row).upper()
        per_day[key] = minor(table, "per_day", row, currency)
        charged = minor(table, "fixed_charged", row, currency)
        fixed[key] = 0 if charged else minor(table, "fixed_sum", row, currency)
    return fixed, per_day


def _slice(table: Table, row: int) -> ChargedSlice | None:
    """Give a stretch of interest; None where a row of the sheet is no whole one."""
    first, last = table.column("from_day")[row], table.column("to_day")[row]
    rate = table.column("rate")[row]
    if not isinstance(first, date) or not isinstance(last, date) or not isinstance(rate, int | Decimal):
        return None
    currency = text(table, "currency", row).upper()
    return ChargedSlice(
        text(table, "item_key", row), text(table, "document_no", row), first, last, whole(table, "days", row),
        minor(table, "balance", row, currency), Decimal(rate), whole(table, "year_days", row),
        minor(table, "amount", row, currency),
    )  # fmt: skip
