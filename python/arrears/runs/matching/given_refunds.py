"""What refunds took out of receipts on account."""

from arrears.core.matching.given_back import Refunded
from arrears.runs.items.refunds import is_refund
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.taken_back import taken_back
from arrears.runs.reading import Row

Account = tuple[str, str]
"""A customer and a currency."""


def refunds_of(book: MatchingBook) -> dict[Account, list[Refunded]]:
    """Give, by account, each refund of money on account: the receipt it names and what credits do not stand behind."""
    table, ledger = book.tables.get("Receipts"), book.sub_ledger.ledger
    found: dict[Account, list[Refunded]] = {}
    undone = taken_back(table)
    for n, number in enumerate(book.sub_ledger.receipt_rows if table is not None else ()):
        row, rest = Row(table, number), -int(book.unapplied[n])  # type: ignore[arg-type]  # no rows without the table
        if rest > 0 and row.text("reverses") and is_refund(row) and ledger.receipts.key[n] not in undone:
            account = row.text("customer"), ledger.currencies[ledger.receipts.currency[n]]
            found.setdefault(account, []).append(Refunded(row.text("reverses"), rest))
    return found
