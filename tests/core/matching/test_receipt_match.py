"""Receipts find themselves again by number, customer, day and amount; a number alone never makes two receipts one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from arrears.core.matching.receipt_match import Held, Received, keyed


def received(number, customer="C1", on="2026-02-10", amount=10000):
    return Received(number, customer, date.fromisoformat(on), "EUR", amount)


def keys(rows, book=()):
    return [one.key for one in keyed(rows, book)]


def held(rows, book=()):
    return [*book, *(Held(key, row) for key, row in zip(keys(rows, book), rows, strict=True))]


BOTH = [received("R1"), received("R1", "C2", amount=20000)]


def test_a_number_that_recurs_never_overwrites_the_receipt_of_another_customer():
    book = held(BOTH)
    again = [received("R1", "C2", amount=20000), received("R1", on="2026-03-10", amount=7000)]
    assert keys(again, book) == ["R1/C2/2026-02-10/200.00", "R1/C1/2026-03-10/70.00"]
    assert [one.recurs for one in keyed(again, book)] == ["", "R1/C1/2026-02-10/100.00"]


def test_a_number_that_is_one_receipts_alone_is_its_key():
    assert keys([received("R1"), received("R2")]) == ["R1", "R2"]
    assert keys([received("R1", "C2")], held([received("R1")])) == ["R1/C2/2026-02-10/100.00"]


def test_another_amount_on_the_same_day_is_a_correction():
    book = held(BOTH)
    assert keys([received("R1", "C2", amount=21000)], book) == ["R1/C2/2026-02-10/200.00"]


def test_another_day_is_a_correction_only_where_the_number_is_one_receipts_alone():
    moved = [received("R1", on="2026-03-10")]
    assert keys(moved, held([received("R1")])) == ["R1"]
    assert keys(moved, held(BOTH)) == ["R1/C1/2026-03-10/100.00"]


def test_a_customer_that_becomes_known_is_a_correction():
    assert keys([received("R1", "C2")], held([received("R1", "")])) == ["R1"]


def test_the_second_of_two_equal_receipts_stays_a_second_one():
    twice = [received("R1"), received("R1")]
    assert keys(twice) == ["R1/C1/2026-02-10/100.00", "R1/C1/2026-02-10/100.00/2"]
    assert keys(twice, held(twice)) == keys(twice)


def test_keys_of_an_older_book_stay_valid():
    book = [Held("R1", received("R1")), Held("R1/2", received("R1/2", "C2", amount=20000))]
    assert keys(reversed_ := list(reversed(BOTH)), book) == ["R1/2", "R1"]
    assert len(reversed_) == 2


lists = st.lists(
    st.builds(
        received,
        st.sampled_from(["R1", "R2"]),
        st.sampled_from(["", "C1", "C2"]),
        st.sampled_from(["2026-02-10", "2026-03-10"]),
        st.integers(1, 3),
    ),
    max_size=6,
)


@given(lists)
def test_a_list_again_in_any_order_changes_nothing(rows):
    book = held(rows)
    assert len({one.key for one in book}) == len(rows)
    again = keyed(list(reversed(rows)), book)
    of_key = {one.key: one.received.told for one in book}
    assert [of_key[one.key] for one in again] == [row.told for row in reversed(rows)]


@given(lists, lists)
def test_no_two_receipts_of_a_list_share_a_key(first, second):
    found = keys(second, held(first))
    assert len(set(found)) == len(found)
