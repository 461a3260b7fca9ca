"""Which item of the book a row of a list is about, and the key of one that the book does not have.

Customer, kind and document number name a document. The rest tells documents of one name apart only where several
stand in the list or the book, because one list says it and another does not: the year of the document date, the
instalment, the control account, and the due date. Rows of one name that differ in nothing but their due dates are
instalments; they are numbered by due date from 1, after those that the book has.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from arrears.core.matching.item_key import item_key


class Named(NamedTuple):
    """What a row says about the item it means; ``year`` is that of the document date, None where it says none."""

    customer: str
    kind: str
    number: str
    year: int | None = None
    instalment: int | None = None
    account: str = ""
    due: date | None = None

    @property
    def document(self) -> tuple[str, str, str]:
        """Give what names the document, blanks folded."""
        return _folded(self.customer), self.kind, _folded(self.number)


class Booked(NamedTuple):
    """An item of the book: its key and what it says about itself."""

    key: str
    named: Named


class Match(NamedTuple):
    """The key of a row, and its instalment where it was numbered here."""

    key: str
    instalment: int | None = None
    doubtful: bool = False
    """Whether several items of the book may be meant, so that none was taken."""


def matched(rows: Sequence[Named], book: Sequence[Booked]) -> list[Match]:
    """Give the key of every row: that of the item of the book it is about, else one of its own.

    Rows that say the same have the same key.

    >>> one = Booked("C1|invoice|1|2026||1200", Named("C1", "invoice", "1", 2026, account="1200"))
    >>> [match.key for match in matched([Named("C1", "invoice", "1", 2026), Named("C1", "invoice", "2", 2026)], [one])]
    ['C1|invoice|1|2026||1200', 'C1|invoice|2|2026']
    """
    documents: dict[tuple[str, str, str], list[Named]] = {}
    for row in dict.fromkeys(rows):
        documents.setdefault(row.document, []).append(row)
    held: dict[tuple[str, str, str], list[Booked]] = {}
    for one in book:
        if one.named.document in documents:
            held.setdefault(one.named.document, []).append(one)
    found: dict[Named, Match] = {}
    for document, named in documents.items():
        found |= _of_document(named, held.get(document, []))
    return [found[row] for row in rows]


_Test = Callable[[Named, Named], bool]


def _of_document(rows: Sequence[Named], book: Sequence[Booked]) -> dict[Named, Match]:
    rows = sorted(rows, key=lambda r: (r.year or 0, r.instalment or 0, r.due or date.max, r.account))
    taken: dict[Named, Booked] = {}
    for test in (_the_same, _alike, _due_then, _said_so, _no_year, _other_account, _instalment_unsaid):
        _take(taken, rows, book, test, mutual=True)
    for test in (_said_so, _no_year, _other_account):
        _take(taken, rows, book, test, mutual=False)
    used = {one.key for one in taken.values()}
    left = [one.named for one in book if one.key not in used]
    found = {row: Match(one.key) for row, one in taken.items()}
    keys = {one.key for one in book}
    new = [row for row in rows if row not in taken]
    for row in new:
        doubtful = sum(_years_agree(row, one) and _instalments_agree(row, one) for one in left) > 1
        match = _new(row, rows, [one.named for one in book], keys)
        found[row] = match._replace(doubtful=doubtful and not _apart(row, left))
        keys.add(match.key)
    return found


def _take(
    taken: dict[Named, Booked], rows: Sequence[Named], book: Sequence[Booked], test: _Test, *, mutual: bool
) -> None:
    """Take each row's item where just one fits; ``mutual``: and no other row fits that one."""
    free = [row for row in rows if row not in taken]
    used = {one.key for one in taken.values()}
    fits = {row: [one for one in book if one.key not in used and test(row, one.named)] for row in free}
    for row in free:
        items = [one for one in fits[row] if one.key not in used]
        rivals = sum(one in items[:1] for row_fits in fits.values() for one in row_fits)
        if len(items) == 1 and (rivals == 1 or not mutual):
            taken[row] = items[0]
            used.add(items[0].key)


def _the_same(row: Named, item: Named) -> bool:
    return row[3:] == item[3:]


def _alike(row: Named, item: Named) -> bool:
    alike = (row.year, row.account, row.due) == (item.year, item.account, item.due)
    return alike and _instalments_agree(row, item)


def _due_then(row: Named, item: Named) -> bool:
    said = row.due is not None and row.due == item.due
    return said and _years_agree(row, item) and _instalments_agree(row, item) and _accounts_agree(row, item)


def _said_so(row: Named, item: Named) -> bool:
    return row.year == item.year and row.instalment == item.instalment and _accounts_agree(row, item)


def _no_year(row: Named, item: Named) -> bool:
    return _years_agree(row, item) and row.instalment == item.instalment and _accounts_agree(row, item)


def _other_account(row: Named, item: Named) -> bool:
    return _years_agree(row, item) and row.instalment == item.instalment


def _instalment_unsaid(row: Named, item: Named) -> bool:
    return _years_agree(row, item) and _instalments_agree(row, item) and None in {row.due, item.due}


def _years_agree(row: Named, item: Named) -> bool:
    """Tell whether the years can be one: an unknown one fits any, unless the document were dated after it was due."""
    if row.year == item.year:
        return row.year is not None or bool(row.number)
    if row.year is not None and item.year is not None:
        return False
    year, due = row.year or item.year, item.due if row.year is not None else row.due
    return bool(row.number) and (due is None or year is None or year <= due.year)


def _instalments_agree(row: Named, item: Named) -> bool:
    return row.instalment == item.instalment or None in {row.instalment, item.instalment}


def _accounts_agree(row: Named, item: Named) -> bool:
    return row.account == item.account or "" in {row.account, item.account}


def _apart(row: Named, items: Sequence[Named]) -> bool:
    """Tell whether a row says something that sets it apart from every item left: a due date of its own."""
    return row.due is not None and all(one.due is not None and one.due != row.due for one in items)


def _new(row: Named, rows: Sequence[Named], book: Sequence[Named], keys: set[str]) -> Match:
    """Name a new item: by its account or its instalment only where the plain name is another's too."""
    like = [one for one in (*rows, *book) if one != row and one.year == row.year and _instalments_agree(row, one)]
    account = row.account if any(one.account != row.account for one in like) else ""
    near = [one for one in like if one.account == row.account or not account]
    number = row.instalment
    if number is None and (near or _key(row, None, account) in keys):
        said = [one.instalment or 0 for one in rows if one.year == row.year]
        in_book = [one.instalment or 1 for one in book if one.year == row.year]
        number = max((*said, *in_book), default=0) + 1
        while _key(row, number, account) in keys:
            number += 1
    key = _key(row, number, account)
    if key in keys:
        key = _key(row, number, row.account)
    return Match(key, None if row.instalment is not None else number)


def _key(row: Named, instalment: int | None, account: str) -> str:
    return item_key(row.customer, row.kind, row.number, row.year, instalment, account)


def _folded(text: str) -> str:
    return " ".join(text.split())
