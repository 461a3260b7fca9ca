"""The vouchers of the Postings sheet as a ledger system takes them in, and which of them are still to export."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.money import to_major, to_minor
from arrears.errors import InputRefused
from arrears.runs.bookkeeping.written_vouchers import Written, written_vouchers
from arrears.runs.carried import in_place
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line, in major units: ``amount`` in the voucher's currency and ``base``, debits positive."""

    account: str
    amount: Decimal
    base: Decimal
    tax_code: str
    text: str
    document_no: str
    debit: bool
    use: str = ""


@dataclass(frozen=True, slots=True)
class JournalVoucher:
    """One voucher of the sheet, with the rows it stands in."""

    number: str
    day: date
    kind: str
    customer: str
    currency: str
    state: str
    exported: str
    erp_document_no: str
    lines: Sequence[JournalLine]
    rows: Sequence[int]


def journal(table: Table, base_currency: str) -> list[JournalVoucher]:
    """Read the vouchers of the sheet, in its order, amounts with the decimals of their currency."""
    return [_voucher(table, one, base_currency) for one in written_vouchers(table)]


def to_export(vouchers: Sequence[JournalVoucher], through: date, *, again: bool) -> list[JournalVoucher]:
    """Choose what to export: to post, dated up to a day, and not exported before unless it is asked for again.

    Refused ``postings-blank-account``: a voucher whose accounts are not all given.
    """
    chosen = [one for one in vouchers if one.state == "to post" and one.day <= through and (again or not one.exported)]
    blank = [one for one in chosen if not all(line.account for line in one.lines)]
    if blank:
        raise InputRefused("postings-blank-account", found=blank[0].number, vouchers=len(blank))
    return chosen


def marked_exported(table: Table, vouchers: Sequence[JournalVoucher], said: str) -> Rows:
    """Give the sheet with the vouchers marked as exported."""
    column: list[Value | Keep] = [KEEP] * len(table)
    for row in (row for one in vouchers for row in one.rows):
        column[row] = said
    return in_place(table, {"exported": column})


def _voucher(table: Table, one: Written, base: str) -> JournalVoucher:
    lines = [Row(table, number) for number in one.rows]
    return JournalVoucher(
        one.number, one.day or date.min, one.kind, lines[0].text("customer"), one.currency,
        "posted" if one.posted else "to post", lines[0].text("exported"),
        next((found for line in lines if (found := line.text("erp_document_no"))), ""),
        [_line(line, one.currency, base) for line in lines], one.rows,
    )  # fmt: skip


def _line(row: Row, currency: str, base_currency: str) -> JournalLine:
    is_debit = row.amount("debit") is not None or row.amount("base_debit") is not None
    side, sign = ("debit", 1) if is_debit else ("credit", -1)
    amount = to_minor(row.amount(side) or Decimal(0), currency)
    base = to_minor(row.amount(f"base_{side}") or Decimal(0), base_currency)
    return JournalLine(
        row.text("account"), to_major(sign * amount, currency), to_major(sign * base, base_currency),
        row.text("tax_code"), row.text("text"), row.text("document_no"), is_debit, row.text("use"),
    )  # fmt: skip
