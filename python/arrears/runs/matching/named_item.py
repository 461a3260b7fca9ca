"""Which item a row of the Matching sheet means: the one proposed, or the one whose number a person typed."""

from arrears.errors import ProposalRefused
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.reading import Row


def named_item(book: MatchingBook, row: Row) -> int | None:
    """Give the item of the ledger that a row means; None where its number is blank, or means none or several."""
    number, key = row.text("document_no"), row.text("item_key")
    proposed = book.item_of.get(key)
    if not number:
        return None
    if proposed is not None and _folded(book.document(proposed)) == _folded(number):
        return proposed
    found = _numbered(book, number, row)
    return found[0] if len(found) == 1 else None


def meant_item(book: MatchingBook, row: Row) -> int | None:
    """Give the item that a row means; None for a row without one.

    Raises ProposalRefused ``match-item-unknown`` or ``match-item-several``.
    """
    item, number = named_item(book, row), row.text("document_no")
    if item is not None or not number:
        return item
    if not _numbered(book, number, row):
        raise ProposalRefused("match-item-unknown", row.place("document_no"), number)
    raise ProposalRefused("match-item-several", row.place("document_no"), number)


def _numbered(book: MatchingBook, number: str, row: Row) -> list[int]:
    """Give the open items of a number and currency: those of the row's customer where it has one of them."""
    currency, customer = row.text("currency"), row.text("customer")
    payables = [(n, one) for n, one in enumerate(book.payables) if one.currency == currency and one.balance]
    of_number = [n for n, one in payables if number in one.numbers]
    if not of_number:
        of_number = [n for n, one in payables if _folded(number) in map(_folded, one.numbers)]
    own = [n for n in of_number if book.customer(n) == customer]
    return own or of_number


def _folded(number: str) -> str:
    """Give a number as people mean it, however they typed it."""
    return "".join(number.split()).casefold()
