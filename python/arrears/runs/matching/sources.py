"""What is to be matched: incoming lines of bank statements, and receipts of the book that still hold something."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from arrears.core.matching.given_back import Refunded, given_back
from arrears.core.matching.incoming import Incoming
from arrears.core.money import CURRENCIES, to_minor
from arrears.runs.bank_states import MATCHED, NO_RECEIPT, OPEN, RETURNED
from arrears.runs.matching.given_refunds import Account, refunds_of
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.taken_back import taken_back
from arrears.runs.reading import Row, fits

BANK, RECEIPT = "bank", "receipt"
"""Where a source stands, and how its key begins."""


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the bank, or a receipt of the book; ``incoming`` holds a positive amount, whichever way it went."""

    kind: str
    row: Row
    incoming: Incoming
    sign: int
    posting_date: date
    end_to_end: str = ""

    @property
    def named(self) -> str:
        """The key of the line or the receipt in its own table."""
        return self.row.text("line_key" if self.kind == BANK else "receipt_key")


def key_of(kind: str, named: str) -> str:
    """Give the key that stands for a source on the Matching sheet."""
    return f"{kind}:{named}"


def bank_lines(book: MatchingBook) -> list[Source]:
    """Give the lines of the bank booked by the day that await something: money in that is open, and all money out.

    Money out may take back what a receipt brought, whether the bank said so (*returned*) or not (*not a receipt*). A
    line that came and its return, both *returned*, are done with.
    """
    lines = list(_lines(book))
    pairs = Counter(_money(line) for line in lines if line.sign > 0 and _state(line) == RETURNED)
    found = []
    for line in lines:
        state = _state(line)
        if state == RETURNED and line.sign < 0 and pairs[_money(line)]:
            pairs[_money(line)] -= 1
        elif state == OPEN or (line.sign < 0 and state in {NO_RECEIPT, RETURNED}):
            found.append(line)
    return found


def matched_lines(book: MatchingBook) -> dict[str, Source]:
    """Give the lines that were made into receipts, by the key of the receipt."""
    lines = (line for line in _lines(book) if _state(line) == MATCHED)
    return {line.row.text("receipt"): line for line in lines if line.row.text("receipt")}


def open_receipts(book: MatchingBook) -> list[Source]:
    """Give the receipts that still hold something, less what refunds gave back of them.

    What a reversal gave back holds nothing, nor does the reversal.
    """
    held = [one for one in receipts(book, book.unapplied.tolist()) if one.incoming.amount > 0 and one.sign > 0]
    rest = held_after(held, refunds_of(book))
    left = (_holding(one, rest[one.named]) for one in held)
    return [one for one in left if one.incoming.amount > 0]


def held_after(held: Sequence[Source], refunds: Mapping[Account, Sequence[Refunded]]) -> dict[str, int]:
    """Give what receipts hold after refunds, by their numbers; minor units."""
    left = {one.named: one.incoming.amount for one in held}
    for account, given in refunds.items():
        own = sorted((one for one in held if _account(one) == account), key=lambda one: one.posting_date)
        left |= given_back({one.named: one.incoming.amount for one in own}, given)
    return left


def whole_receipts(book: MatchingBook) -> list[Source]:
    """Give every receipt posted by the day with its whole amount, but for reversals and what was given back whole."""
    back: dict[str, int] = {}
    for key, amount in (refund for refunds in refunds_of(book).values() for refund in refunds):
        back[key] = back.get(key, 0) + amount
    every = receipts(book, book.sub_ledger.ledger.receipts.amount.tolist())
    return [one for one in every if one.sign > 0 and back.get(one.named, 0) < one.incoming.amount]


def _account(source: Source) -> Account:
    return source.incoming.customer, source.incoming.currency


def _holding(source: Source, amount: int) -> Source:
    return replace(source, incoming=replace(source.incoming, amount=amount))


def receipts(book: MatchingBook, amounts: list[int]) -> Iterator[Source]:
    """Give the receipts with some amounts of theirs, minor units."""
    table, ledger = book.tables.get("Receipts"), book.sub_ledger.ledger
    if table is None:
        return
    gone = taken_back(table)
    of_bank = matched_lines(book)
    for n, number in enumerate(book.sub_ledger.receipt_rows):
        row = Row(table, number)
        posted, value_day = (
            row.day(*days) for days in (("posting_date", "value_date"), ("value_date", "posting_date"))
        )
        if posted is None or value_day is None or posted > book.as_of or ledger.receipts.key[n] in gone:
            continue
        if row.text("reverses"):
            continue
        key, line = ledger.receipts.key[n], of_bank.get(ledger.receipts.key[n])
        said = row if line is None else line.row
        incoming = Incoming(
            key_of(RECEIPT, key), ledger.currencies[ledger.receipts.currency[n]], abs(amounts[n]), value_day,
            row.text("payer") or said.text("payer"), said.text("payer_account"),
            row.text("reference") or said.text("reference"), ledger.customers[ledger.receipts.customer[n]],
        )  # fmt: skip
        yield Source(RECEIPT, row, incoming, 1 if amounts[n] >= 0 else -1, posted, said.text("end_to_end"))


def _lines(book: MatchingBook) -> Iterator[Source]:
    table = book.tables.get("Bank")
    for number in range(0 if table is None else len(table)):
        row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
        amount, booked, currency = row.amount("amount"), row.day("booking_date"), row.text("currency").upper()
        if (
            not amount
            or booked is None
            or booked > book.as_of
            or currency not in CURRENCIES
            or not fits(amount, currency)
        ):
            continue
        minor = to_minor(amount, currency)
        said = " ".join(part for part in (row.text("reference"), _telling(row.text("end_to_end"))) if part)
        incoming = Incoming(
            key_of(BANK, row.text("line_key")), currency, abs(minor), row.day("value_date", "booking_date") or booked,
            row.text("payer"), row.text("payer_account"), said,
        )  # fmt: skip
        yield Source(BANK, row, incoming, 1 if minor > 0 else -1, booked, row.text("end_to_end"))


def _state(line: Source) -> str:
    return line.row.text("state") or OPEN


def _money(line: Source) -> tuple[str, int]:
    return line.incoming.currency, line.incoming.amount


def _telling(end_to_end: str) -> str:
    """Give an end-to-end reference where the payer set one."""
    return "" if end_to_end.upper() in {"NOTPROVIDED", "NONREF"} else end_to_end
