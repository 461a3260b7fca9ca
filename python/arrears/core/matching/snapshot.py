"""An open-items list is a snapshot: what changed against the book, and the dated entries that carry the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_day
from arrears.core.ledger import Codes
from arrears.core.matching.list_changes import Changes, CurrencyTotals, Remainders
from arrears.core.money import Minor, exact_sum, to_major
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import InputRefused

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OpenItemsList:
    """An exported open-items list at its list date; amounts in minor units, credits negative.

    ``gross`` counts only where ``gross_known``; a due date NaT or terms "" mean the list does not say.
    A ``complete`` list shows every open item of the ledger; from one that is not, no absence is concluded.
    ``places`` point at the rows of the file.
    """

    list_date: date
    key: tuple[str, ...]
    currency: tuple[str, ...]
    remaining: Minor
    gross: Minor
    gross_known: Flags
    posting_date: Days
    due_date: Days
    terms: tuple[str, ...]
    places: Sequence[Place]
    complete: bool = True

    def gross_stands(self) -> Flags:
        """Tell which rows state a gross that can be theirs: of the sign of the remainder, not 0 while one is open."""
        opposed = (np.sign(self.gross) != np.sign(self.remaining)) & (self.remaining != 0)
        return np.asarray(self.gross_known & ~opposed, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class BookItems:
    """The items of the book with their balances at the end of the list date; minor units, credits negative.

    ``last_list`` and ``first_list`` are the dates of the last and the first list imported, ``last_complete`` that of
    the last complete one.
    """

    key: tuple[str, ...]
    currency: tuple[str, ...]
    balance: Minor
    gross: Minor
    posting_date: Days
    due_date: Days
    terms: tuple[str, ...]
    last_list: date | None = None
    last_complete: date | None = None
    first_list: date | None = None
    to_post: frozenset[str] = frozenset()
    """Keys of items that the ledger system does not have yet: a list without them does not say they are settled."""


def compare(listed: OpenItemsList, book: BookItems) -> Changes:
    """Compare a list with the book by item key.

    Rows that cannot be used (key twice, another currency than the book's, posted only after the list date) are
    problems and change nothing. Refuses a list older than the last one imported.
    """
    if book.last_list is not None and listed.list_date < book.last_list:
        raise InputRefused("list-older", found=listed.list_date.isoformat(), last=book.last_list.isoformat())
    match = _matched(listed, book)
    usable, problems = _usable(listed, book, match)
    rows = np.flatnonzero(usable)
    booked = match[rows]
    old = np.where(booked >= 0, book.balance[booked] if len(book.key) else 0, 0)
    every = Remainders(rows.astype(np.int32), booked, old, listed.remaining[rows])
    vanished = _vanished(listed, book, match)
    known, smaller = booked >= 0, np.abs(every.new) < np.abs(old)
    moved = known & (every.new != old)
    terms = _terms_changed(listed, book, every)
    classes = {
        "new": every.where(~known),
        "reduced": every.where(moved & (old != 0) & smaller),
        "grew": every.where(moved & (old != 0) & ~smaller),
        "reappeared": every.where(moved & (old == 0)),
        "vanished": vanished,
    }
    return Changes(
        listed.list_date,
        **classes,
        changed_terms=every.where(terms),
        unchanged=every.where(known & ~moved & ~terms),
        totals=_totals(listed, book, every, classes),
        problems=(*problems, *_warnings(listed, book, every)),
    )


def _matched(listed: OpenItemsList, book: BookItems) -> Codes:
    row_of = {key: row for row, key in enumerate(book.key)}
    return np.array([row_of.get(key, -1) for key in listed.key], dtype=np.int32)


def _usable(listed: OpenItemsList, book: BookItems, match: Codes) -> tuple[Flags, list[Problem]]:
    usable = np.ones(len(listed.key), dtype=np.bool_)
    problems = []
    seen: set[str] = set()
    late = np.asarray(book.posting_date > as_day(listed.list_date), dtype=np.bool_)
    for row, (key, at) in enumerate(zip(listed.key, match.tolist(), strict=True)):
        if key in seen:
            problems.append(_left_out("key-doubled", listed, row, key))
        elif at >= 0 and book.currency[at] != listed.currency[row]:
            problems.append(_left_out("currency-changed", listed, row, listed.currency[row], book=book.currency[at]))
        elif at >= 0 and late[at]:
            problems.append(_left_out("posted-after-list", listed, row, key, posted=str(book.posting_date[at])))
        else:
            seen.add(key)
            continue
        usable[row] = False
    return usable, problems


def _left_out(name: str, listed: OpenItemsList, row: int, found: str, **values: str) -> Problem:
    currency = listed.currency[row]
    amount = to_major(int(listed.remaining[row]), currency)
    return Problem(name, listed.places[row], found, Severity.LEFT_OUT, values, amount, currency)


def _vanished(listed: OpenItemsList, book: BookItems, match: Codes) -> Remainders:
    absent = np.ones(len(book.key), dtype=np.bool_)
    absent[match[match >= 0]] = False
    absent[[row for row, key in enumerate(book.key) if key in book.to_post]] = False
    gone = np.flatnonzero(absent & (book.balance != 0)) if listed.complete else np.empty(0, dtype=np.intp)
    none = np.full(gone.size, -1, dtype=np.int32)
    return Remainders(none, gone.astype(np.int32), book.balance[gone], np.zeros(gone.size, dtype=np.int64))


def _terms_changed(listed: OpenItemsList, book: BookItems, every: Remainders) -> Flags:
    known = np.flatnonzero(every.booked >= 0)
    rows, booked = every.listed[known], every.booked[known]
    due = listed.due_date[rows]
    changed = ~np.isnat(due) & (due != book.due_date[booked])
    said = ((listed.terms[r], book.terms[b]) for r, b in zip(rows.tolist(), booked.tolist(), strict=True))
    changed |= np.fromiter((new not in ("", old) for new, old in said), np.bool_, known.size)
    flags = np.zeros(len(every), dtype=np.bool_)
    flags[known] = changed
    return flags


def _warnings(listed: OpenItemsList, book: BookItems, every: Remainders) -> list[Problem]:
    """Name rows that are used and contradict the book or themselves."""
    gross, stated = listed.gross[every.listed], listed.gross_stands()[every.listed]
    opposed = listed.gross_known[every.listed] & ~stated
    known = every.booked >= 0
    other = stated & known
    other[known] &= gross[known] != book.gross[every.booked[known]]
    backdated = ~known & _before_last(listed, book)[every.listed]
    problems = []
    for row in np.flatnonzero(opposed | other | backdated).tolist():
        at, amount = int(every.listed[row]), to_major(int(gross[row]), listed.currency[every.listed[row]])
        place = listed.places[at]
        if opposed[row]:
            problems.append(Problem("gross-sign-differs", place, str(amount)))
        if other[row]:
            held = to_major(int(book.gross[every.booked[row]]), listed.currency[at])
            problems.append(Problem("gross-differs", place, str(amount), values={"book": str(held)}))
        if backdated[row]:
            values = {"last": str(book.last_complete), "counts": str(counted_from(listed, book)[at])}
            problems.append(Problem("item-backdated", place, str(listed.posting_date[at]), values=values))
    return problems


def counted_from(listed: OpenItemsList, book: BookItems) -> Days:
    """Give the day from which a listed item counts in balances if it is new.

    Its posting date, but after the last complete list (it did not stand there) and not after this one, so that
    balances on earlier days stay what they were.
    """
    day = np.where(np.isnat(listed.posting_date), as_day(listed.list_date), listed.posting_date)
    if book.last_complete is not None:
        day = np.maximum(day, as_day(book.last_complete) + 1)
    return np.minimum(day, as_day(listed.list_date)).astype("datetime64[D]")


def _before_last(listed: OpenItemsList, book: BookItems) -> Flags:
    if book.last_complete is None or book.last_complete == listed.list_date:
        return np.zeros(len(listed.key), dtype=np.bool_)
    return np.asarray(listed.posting_date <= as_day(book.last_complete), dtype=np.bool_)


def _totals(
    listed: OpenItemsList, book: BookItems, every: Remainders, classes: dict[str, Remainders]
) -> tuple[CurrencyTotals, ...]:
    of_list, of_book = np.array(listed.currency, dtype=object), np.array(book.currency, dtype=object)
    kept = np.ones(len(book.key), dtype=np.bool_)
    kept[every.booked[every.booked >= 0]] = False
    kept[classes["vanished"].booked] = False

    def moved(name: str, currency: str) -> int:
        rows = classes[name]
        own = of_book[rows.booked] if name == "vanished" else of_list[rows.listed]
        return exact_sum(rows.difference[np.asarray(own == currency, dtype=np.bool_)])

    def total(currency: str) -> CurrencyTotals:
        in_book = np.asarray(of_book == currency, dtype=np.bool_)
        in_list = np.asarray(of_list[every.listed] == currency, dtype=np.bool_)
        return CurrencyTotals(
            currency,
            book=exact_sum(book.balance[in_book]),
            new=moved("new", currency),
            reduced=-moved("reduced", currency),
            grew=moved("grew", currency),
            reappeared=moved("reappeared", currency),
            vanished=-moved("vanished", currency),
            kept=exact_sum(book.balance[in_book & kept]),
            listed=exact_sum(every.new[in_list]),
        )

    return tuple(total(currency) for currency in sorted({*listed.currency, *book.currency}))
