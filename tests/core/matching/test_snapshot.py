"""Open-items lists compared with the book, and the dated entries that follow."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.dates import as_dates, as_days
from arrears.core.ledger import ALLOCATION_KINDS, Allocations, Items, Ledger, Receipts
from arrears.core.matching.clearings import Clearings, NewItems, clearings, new_items, released_base
from arrears.core.matching.item_key import item_key
from arrears.core.matching.list_changes import Changes, Remainders
from arrears.core.matching.snapshot import BookItems, OpenItemsList, compare
from arrears.core.problems import Place, Severity
from arrears.errors import InputRefused
from arrears.texts import LANGUAGES, wrong_and_do

JAN = date(2026, 1, 31)
FEB = date(2026, 2, 28)


class Row(NamedTuple):
    key: str
    remaining: int
    gross: int | None = None
    currency: str = "EUR"
    posted: date | None = date(2026, 1, 5)
    due: date | None = None
    terms: str = ""


def a_list(day: date, *rows: Row, complete: bool = True) -> OpenItemsList:
    return OpenItemsList(
        list_date=day,
        key=tuple(r.key for r in rows),
        currency=tuple(r.currency for r in rows),
        remaining=np.array([r.remaining for r in rows], dtype=np.int64),
        gross=np.array([r.gross or 0 for r in rows], dtype=np.int64),
        gross_known=np.array([r.gross is not None for r in rows], dtype=np.bool_),
        posting_date=as_days([r.posted for r in rows]),
        due_date=as_days([r.due for r in rows]),
        terms=tuple(r.terms for r in rows),
        places=[Place(file="list.csv", row=n + 2) for n in range(len(rows))],
        complete=complete,
    )


def a_book(*rows: Row, lists: tuple[date, ...] = (JAN,)) -> BookItems:
    return BookItems(
        key=tuple(r.key for r in rows),
        currency=tuple(r.currency for r in rows),
        balance=np.array([r.remaining for r in rows], dtype=np.int64),
        gross=np.array([r.remaining if r.gross is None else r.gross for r in rows], dtype=np.int64),
        posting_date=as_days([r.posted for r in rows]),
        due_date=as_days([r.due for r in rows]),
        terms=tuple(r.terms for r in rows),
        last_list=lists[-1] if lists else None,
        last_complete=lists[-1] if lists else None,
        first_list=lists[0] if lists else None,
    )


def keys(rows: Remainders, listed: OpenItemsList, book: BookItems) -> list[str]:
    pairs = zip(rows.listed, rows.booked, strict=True)
    return [listed.key[n] if n >= 0 else book.key[b] for n, b in pairs]


def test_every_class_of_change_is_named_with_old_and_new_remainder() -> None:
    book = a_book(
        Row("part-paid", 100), Row("gone", 50), Row("back", 0, 70), Row("same", 30), Row("corrected", 20, 40),
        Row("settled long ago", 0, 10), Row("postponed", 15, due=FEB),
    )  # fmt: skip
    listed = a_list(
        FEB, Row("part-paid", 60), Row("back", 70), Row("same", 30), Row("corrected", 25), Row("fresh", 9),
        Row("postponed", 15, due=date(2026, 3, 31)),
    )  # fmt: skip
    changes = compare(listed, book)
    named = {
        name: keys(getattr(changes, name), listed, book)
        for name in ("new", "reduced", "grew", "vanished", "reappeared", "changed_terms", "unchanged")
    }
    assert named == {
        "new": ["fresh"],
        "reduced": ["part-paid"],
        "grew": ["corrected"],
        "vanished": ["gone"],
        "reappeared": ["back"],
        "changed_terms": ["postponed"],
        "unchanged": ["same"],
    }
    assert (changes.reduced.old.tolist(), changes.reduced.new.tolist()) == ([100], [60])
    assert changes.reduced.difference.tolist() == [-40]
    (total,) = changes.totals
    assert (total.book, total.new, total.reduced, total.grew) == (215, 9, 40, 5)
    assert (total.reappeared, total.vanished, total.kept, total.listed) == (70, 50, 0, 209)
    assert total.ties


def test_a_reduction_and_a_vanished_item_become_clearings_dated_the_list_date() -> None:
    book = a_book(Row("a", 100), Row("b", 50))
    listed = a_list(FEB, Row("a", 60))
    cleared = clearings(compare(listed, book), listed, book)
    assert cleared.day == FEB
    assert set(cleared.effective) == {FEB}
    assert list(zip(cleared.key, cleared.kind, cleared.amount.tolist(), strict=True)) == [
        ("a", "cleared in ERP", 40),
        ("b", "cleared in ERP", 50),
    ]


def test_an_item_that_grew_or_came_back_is_a_reversal_on_the_list_date() -> None:
    book = a_book(Row("a", 60, 100), Row("b", 0, 50))
    listed = a_list(FEB, Row("a", 80), Row("b", 50))
    cleared = clearings(compare(listed, book), listed, book)
    assert dict(zip(cleared.key, cleared.amount.tolist(), strict=True)) == {"a": -20, "b": -50}


def test_what_the_first_list_shows_part_paid_was_brought_forward() -> None:
    book, listed = a_book(lists=()), a_list(JAN, Row("a", 60, 100), Row("b", 50, 50), Row("c", 20))
    changes = compare(listed, book)
    cleared, added = clearings(changes, listed, book), new_items(changes, listed, book)
    assert (cleared.key, cleared.kind, cleared.amount.tolist()) == (("a",), ("brought forward",), [40])
    assert added.gross.tolist() == [100, 50, 20]
    assert (cleared.day, cleared.effective) == (JAN, (date(2026, 1, 5),)), "no interest on what was paid before"


def test_a_new_item_of_a_later_list_that_is_part_paid_was_cleared_in_the_erp() -> None:
    book, listed = a_book(), a_list(FEB, Row("a", 60, 100, posted=date(2026, 2, 3)))
    cleared = clearings(compare(listed, book), listed, book)
    assert (cleared.kind, cleared.amount.tolist()) == (("cleared in ERP",), [40])


def test_a_credit_used_up_is_a_reduction_with_a_negative_amount() -> None:
    book, listed = a_book(Row("credit", -100)), a_list(FEB, Row("credit", -40))
    changes = compare(listed, book)
    assert keys(changes.reduced, listed, book) == ["credit"]
    assert clearings(changes, listed, book).amount.tolist() == [-60]


def test_a_list_of_a_part_of_the_ledger_makes_nothing_vanish() -> None:
    book, listed = a_book(Row("a", 100), Row("b", 50)), a_list(FEB, Row("a", 100), complete=False)
    changes = compare(listed, book)
    assert len(changes.vanished) == 0
    assert changes.totals[0].kept == 50
    assert changes.totals[0].ties


def test_a_list_older_than_the_last_one_is_refused() -> None:
    with pytest.raises(InputRefused, match="list-older") as refused:
        compare(a_list(JAN), a_book(lists=(JAN, FEB)))
    assert refused.value.found == "2026-01-31"
    assert refused.value.values == {"last": "2026-02-28"}


def test_a_key_that_stands_twice_counts_once_and_is_a_problem() -> None:
    listed, book = a_list(FEB, Row("a", 100), Row("a", 30)), a_book(Row("a", 100))
    changes = compare(listed, book)
    (problem,) = changes.problems
    assert (problem.name, problem.where.row, problem.severity) == ("key-doubled", 3, Severity.LEFT_OUT)
    assert str(problem.amount) == "0.30"
    assert keys(changes.unchanged, listed, book) == ["a"]
    assert changes.totals[0].listed == 100


def test_an_item_in_another_currency_is_left_out_and_the_books_stays_open() -> None:
    listed, book = a_list(FEB, Row("a", 100, currency="USD")), a_book(Row("a", 100))
    changes = compare(listed, book)
    assert [p.name for p in changes.problems] == ["currency-changed"]
    assert len(changes.vanished) == 0
    assert {t.currency: (t.book, t.kept, t.listed) for t in changes.totals} == {"EUR": (100, 100, 0), "USD": (0, 0, 0)}
    assert all(t.ties for t in changes.totals)


def test_an_item_that_the_book_posts_only_after_the_list_date_is_a_problem() -> None:
    listed = a_list(FEB, Row("a", 100))
    changes = compare(listed, a_book(Row("a", 0, 100, posted=date(2026, 3, 2))))
    assert [(p.name, p.values["posted"]) for p in changes.problems] == [("posted-after-list", "2026-03-02")]
    assert changes.nothing


def test_a_new_item_dated_before_the_last_list_counts_only_after_it() -> None:
    listed, book = a_list(FEB, Row("late entry", 100, posted=date(2026, 1, 20))), a_book()
    changes = compare(listed, book)
    assert as_dates(new_items(changes, listed, book).posting_date) == [date(2026, 2, 1)]
    assert [(p.name, p.values["counts"]) for p in changes.problems] == [("item-backdated", "2026-02-01")]


def test_a_new_item_dated_after_its_own_list_counts_from_the_list_date() -> None:
    listed, book = a_list(FEB, Row("predated", 100, posted=date(2026, 3, 15)), Row("undated", 1, posted=None)), a_book()
    assert as_dates(new_items(compare(listed, book), listed, book).posting_date) == [FEB, FEB]


def test_a_gross_of_the_wrong_sign_is_not_believed() -> None:
    listed, book = a_list(FEB, Row("credit", -100, 100)), a_book()
    changes = compare(listed, book)
    assert "gross-sign-differs" in {p.name for p in changes.problems}
    assert new_items(changes, listed, book).gross.tolist() == [-100]
    assert clearings(changes, listed, book).key == ()


def test_a_changed_gross_is_reported_and_the_remainder_followed() -> None:
    listed, book = a_list(FEB, Row("a", 90, 120)), a_book(Row("a", 100, 100))
    changes = compare(listed, book)
    assert [(p.name, p.found, p.values["book"]) for p in changes.problems] == [("gross-differs", "1.20", "1.00")]
    assert clearings(changes, listed, book).amount.tolist() == [10]


def test_what_the_list_does_not_say_about_terms_changes_nothing() -> None:
    listed = a_list(FEB, Row("a", 100), Row("b", 100, terms="30 days"))
    changes = compare(listed, a_book(Row("a", 100, due=FEB, terms="net 30"), Row("b", 100, terms="60 days")))
    assert [listed.key[n] for n in changes.changed_terms.listed] == ["b"]


def test_item_keys_keep_their_parts_apart() -> None:
    assert item_key("1", "invoice", "17", 2026, 2) != item_key("1", "invoice", "17", 2026, None, "2")
    assert item_key("1|invoice", "invoice", "17", 2026) != item_key("1", "invoice|invoice", "17", 2026)
    assert item_key("00417", "invoice", "17", 2026) != item_key("417", "invoice", "17", 2026)
    assert item_key(" 00417 ", "invoice", "RE  17", 2026) == "00417|invoice|RE 17|2026"


parts = st.text(alphabet="a|\\ 1", max_size=4).map(lambda s: " ".join(s.split()))


@given(st.lists(st.tuples(parts, parts, parts, st.none() | st.integers(1, 2), parts), min_size=2, max_size=2))
def test_different_documents_have_different_keys(two: list[tuple[str, str, str, int | None, str]]) -> None:
    one, other = ((a, kind, number, 2026, part, account) for a, kind, number, part, account in two)
    assert (item_key(*one) == item_key(*other)) == (one == other)


def test_the_last_clearing_releases_what_is_left_of_the_base_amount() -> None:
    gross, base, new, held = [300, 300, -300], [100, 100, -100], [100, 0, -100], [100, 33, -100]
    released = released_base(np.array(gross), np.array(base), np.array(new), np.array(held))
    assert released.tolist() == [67, 33, -67]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_and_refusal_says_what_is_wrong_and_what_to_do(language: str) -> None:
    book = a_book(Row("other", 100), Row("later", 0, 5, posted=date(2026, 3, 2)), Row("gross", 10, 10))
    listed = a_list(
        FEB, Row("twice", 1), Row("twice", 1), Row("other", 100, currency="USD"), Row("later", 5), Row("gross", 10, 12),
        Row("sign", -3, 3),
    )  # fmt: skip
    problems = compare(listed, book).problems
    assert {p.name for p in problems} == {
        "key-doubled", "currency-changed", "posted-after-list", "gross-differs", "gross-sign-differs", "item-backdated",
    }  # fmt: skip
    with pytest.raises(InputRefused) as refused:
        compare(a_list(date(2025, 12, 31)), book)
    for case in (*problems, refused.value):
        wrong, do = wrong_and_do(case, language)
        assert wrong
        assert do
        assert "{" not in wrong + do
        assert all(value in wrong + do for value in case.values.values())


class Books:
    """A ledger kept from lists alone, the way an import keeps it."""

    def __init__(self) -> None:
        self.items: dict[str, tuple[str, int, date, date | None, str]] = {}
        self.entries: list[tuple[str, str, int, date]] = []
        self.lists: list[tuple[date, bool]] = []

    def ledger(self) -> Ledger:
        names = list(self.items)
        values = list(self.items.values())
        gross = np.array([v[1] for v in values], dtype=np.int64)
        none = np.full(len(names), 0, dtype=np.int32)
        posted = as_days([v[2] for v in values])
        amount = np.array([e[2] for e in self.entries], dtype=np.int64)
        day = as_days([e[3] for e in self.entries])
        nothing = np.full(len(self.entries), -1, dtype=np.int32)
        empty, no_days = np.empty(0, dtype=np.int64), as_days([])
        codes = np.empty(0, dtype=np.int32)
        return Ledger(
            ("C",), ("EUR", "USD"), "EUR",
            Items(tuple(names), none, none, none, posted, posted, posted, gross, gross, np.zeros_like(gross)),
            Receipts((), codes, codes, no_days, no_days, empty, empty),
            Allocations(
                np.array([names.index(e[0]) for e in self.entries], dtype=np.int32), nothing, nothing,
                np.array([ALLOCATION_KINDS.index(e[1]) for e in self.entries], dtype=np.int32), amount, amount,
                day, day,
            ),
        )  # fmt: skip

    def balances(self, day: date) -> dict[str, int]:
        return dict(zip(self.items, self.ledger().balances(day).tolist(), strict=True))

    def take(self, listed: OpenItemsList) -> Changes:
        ledger = self.ledger()
        values = list(self.items.values())
        book = BookItems(
            tuple(self.items), tuple(v[0] for v in values), ledger.balances(listed.list_date), ledger.items.gross,
            ledger.items.posting_date, as_days([v[3] for v in values]), tuple(v[4] for v in values),
            last_list=max((day for day, _ in self.lists), default=None),
            last_complete=max((day for day, complete in self.lists if complete), default=None),
            first_list=min((day for day, _ in self.lists), default=None),
        )  # fmt: skip
        changes = compare(listed, book)
        self._write(listed, changes, new_items(changes, listed, book), clearings(changes, listed, book))
        return changes

    def _write(self, listed: OpenItemsList, changes: Changes, added: NewItems, cleared: Clearings) -> None:
        due, days = as_dates(listed.due_date), as_dates(added.posting_date)
        for row, gross, day in zip(added.listed.tolist(), added.gross.tolist(), days, strict=True):
            assert day is not None
            self.items[listed.key[row]] = (listed.currency[row], gross, day, due[row], listed.terms[row])
        for row in changes.changed_terms.listed.tolist():
            currency, gross, posted, old_due, old_terms = self.items[listed.key[row]]
            self.items[listed.key[row]] = (
                currency, gross, posted, due[row] or old_due, listed.terms[row] or old_terms,
            )  # fmt: skip
        self.entries += [
            (key, kind, amount, cleared.day)
            for key, kind, amount in zip(cleared.key, cleared.kind, cleared.amount.tolist(), strict=True)
        ]
        self.lists.append((listed.list_date, listed.complete))


amounts = st.integers(-500, 500).filter(bool)
listed_rows = st.builds(
    lambda key, remaining, gross, posted, due, terms: Row(
        key, remaining, gross, "USD" if key in "xyz" else "EUR", posted, due, terms
    ),
    key=st.sampled_from("abcdefxyz"),
    remaining=amounts,
    gross=st.none() | amounts,
    posted=st.none() | st.dates(date(2025, 12, 1), date(2026, 4, 1)),
    due=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3)),
    terms=st.sampled_from(["", "net 30", "net 60"]),
)
snapshots = st.lists(
    st.tuples(st.integers(0, 9), st.lists(listed_rows, max_size=7, unique_by=lambda r: r.key), st.booleans()),
    min_size=1,
    max_size=6,
)


@given(snapshots)
def test_replayed_lists_give_their_own_remainders_on_each_list_date(
    lists: list[tuple[int, list[Row], bool]],
) -> None:
    books, day = Books(), JAN
    seen: set[date] = set()
    for later, rows, complete in lists:
        day += timedelta(days=later)
        listed = a_list(day, *rows, complete=complete)
        before = books.balances(day)
        earlier = {past: books.balances(past) for past in seen}
        changes = books.take(listed)
        assert all(total.ties for total in changes.totals)
        left_out = {p.found for p in changes.problems if p.severity is Severity.LEFT_OUT}
        expected = {} if complete else {key: m for key, m in before.items() if m}
        expected |= {row.key: row.remaining for row in rows if row.key not in left_out}
        assert {key: m for key, m in books.balances(day).items() if m} == expected
        last_complete = max((d for d, whole in books.lists[:-1] if whole), default=None)
        for past, was in earlier.items():
            if past < day and last_complete is not None and past <= last_complete:
                now = books.balances(past)
                assert {key: now[key] for key in was} == was
                assert not any(now[key] for key in now.keys() - was.keys())
        seen.add(day)


@given(snapshots)
def test_taking_the_same_list_twice_changes_nothing(lists: list[tuple[int, list[Row], bool]]) -> None:
    books, day = Books(), JAN
    for later, rows, complete in lists:
        day += timedelta(days=later)
        books.take(a_list(day, *rows, complete=complete))
        entries = len(books.entries)
        assert books.take(a_list(day, *rows, complete=complete)).nothing
        assert len(books.entries) == entries


def test_a_hundred_thousand_items_are_compared_exactly_and_empty_lists_work() -> None:
    many = [Row(f"k{n}", n + 1) for n in range(100_000)]
    book, listed = a_book(*many), a_list(FEB, *many[1:])
    changes = compare(listed, book)
    assert (len(changes.unchanged), keys(changes.vanished, listed, book)) == (99_999, ["k0"])
    assert compare(a_list(FEB), a_book()).nothing
    assert clearings(compare(a_list(FEB), a_book()), a_list(FEB), a_book()).key == ()
