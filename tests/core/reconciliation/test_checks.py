"""Cut-off, duplicates and suspects of an unknown difference."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.dates import as_days
from arrears.core.reconciliation.cutoff import CHECKS, cut_off
from arrears.core.reconciliation.duplicates import duplicates
from arrears.core.reconciliation.suspects import suspects

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
BEFORE, WITHIN, AFTER = date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 1)


def checked(posted, dated, amount=100):
    found = cut_off(as_days([posted]), as_days([dated]), np.array([amount], dtype=np.int64), FIRST, LAST)
    return [(CHECKS[code], shift) for code, shift in zip(found.check.tolist(), found.shift.tolist(), strict=True)]


def test_a_row_is_found_where_only_one_of_its_dates_lies_in_the_period():
    assert checked(WITHIN, AFTER) == [("posted, dated later", -100)]
    assert checked(LAST, BEFORE) == [("posted, dated earlier", 0)]
    assert checked(AFTER, LAST) == [("dated, posted later", 100)]
    assert checked(BEFORE, WITHIN) == [("dated, posted earlier", 0)]
    assert checked(WITHIN, LAST) == checked(BEFORE, BEFORE) == checked(AFTER, AFTER) == []
    assert checked(BEFORE, AFTER) == [], "neither date lies in the period"


ROWS = st.lists(
    st.tuples(st.sampled_from([BEFORE, WITHIN, LAST, AFTER]), st.sampled_from([BEFORE, WITHIN, LAST, AFTER]),
              st.integers(-999, 999)), max_size=8,
)  # fmt: skip


@given(ROWS)
def test_the_shifts_lead_from_the_balance_by_posting_dates_to_that_by_document_dates(rows):
    rows = [row for row in rows if row[:2] not in ((BEFORE, AFTER), (AFTER, BEFORE))]
    posted, dated = as_days([row[0] for row in rows]), as_days([row[1] for row in rows])
    found = cut_off(posted, dated, np.array([row[2] for row in rows], dtype=np.int64), FIRST, LAST)
    by_posting = sum(amount for day, _, amount in rows if day <= LAST)
    by_document = sum(amount for _, day, amount in rows if day <= LAST)
    assert by_posting + found.shift.sum() == by_document


def doubled(*rows, parts=None):
    customer, amount, day, number = zip(*rows, strict=True)
    codes = np.array(customer, dtype=np.int32)
    found = duplicates(
        codes, np.zeros(len(rows), dtype=np.int32), np.array(amount, dtype=np.int64), as_days(day), number,
        parts or [None] * len(rows),
    )  # fmt: skip
    return [(one.row, one.first, one.reason) for one in found]


def test_one_number_in_two_spellings_is_a_duplicate_and_so_is_one_amount_on_one_day():
    assert doubled((1, 100, FIRST, "INV-007"), (1, 100, LAST, "inv 7")) == [(1, 0, "same number")]
    assert doubled((1, 100, FIRST, "A"), (1, 100, FIRST, "B")) == [(1, 0, "same amount and day")]


def test_other_customers_amounts_and_days_are_no_duplicates():
    assert doubled((1, 100, FIRST, "7"), (2, 100, FIRST, "7")) == []
    assert doubled((1, 100, FIRST, "7"), (1, 101, FIRST, "7")) == []
    assert doubled((1, 100, FIRST, "A"), (1, 100, LAST, "B")) == []
    assert doubled((1, 0, FIRST, "A"), (1, 0, FIRST, "A")) == [], "nothing is not an amount"


def test_instalments_of_one_invoice_are_no_duplicates():
    rows = [(1, 100, FIRST, "7"), (1, 100, FIRST, "7")]
    assert doubled(*rows, parts=[1, 2]) == []
    assert doubled(*rows, parts=[1, 1]) == [(1, 0, "same number")]


def plainly(rows, parts):
    """Compare every row with each one before it."""
    found = []
    for n, row in enumerate(rows):
        alike = [m for m in range(n) if rows[m][:2] == row[:2]]
        same = [m for m in alike if rows[m][3] == row[3] and (None in (parts[m], parts[n]) or parts[m] == parts[n])]
        near = [m for m in alike if rows[m][2] == row[2] and rows[m][3] != row[3]]
        if same or near:
            found.append((n, *((same[0], "same number") if same else (near[0], "same amount and day"))))
    return found


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1), st.integers(1, 2), st.sampled_from([FIRST, LAST]), st.sampled_from("ABC"),
            st.sampled_from([None, 1, 2]),
        ),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_duplicates_are_those_that_comparing_each_row_with_every_other_finds(rows):
    parts = [part for *_, part in rows]
    rows = [tuple(row) for *row, _ in rows]
    assert doubled(*rows, parts=parts) == plainly(rows, parts)


def suspected(unknown, *effects):
    return [(one.suspicion, one.row) for one in suspects(unknown, np.array(effects, dtype=np.int64))]


def test_rows_that_would_explain_a_difference_are_named_with_how():
    assert suspected(5370, 100, 5370) == [("one row", 1)]
    assert suspected(10740, 100, 5370) == [("wrong side", 1)]
    assert suspected(1800, 100, 5370) == [("digits swapped", 1)]
    assert suspected(-1800, 100, -5370) == [("digits swapped", 1)]
    assert suspected(0, 0, 5370) == []
    assert suspected(7, 100, 5370) == []


def test_where_too_many_rows_would_explain_it_none_is_named():
    assert suspected(100, *[100] * 6) == []


@given(st.integers(10, 10**9), st.data())
def test_digits_that_were_swapped_are_always_found(held, data):
    digits = str(held)
    place = data.draw(st.integers(0, len(digits) - 2))
    other = int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
    unknown = held - other
    if unknown and abs(unknown) < held and other:
        assert ("digits swapped", 0) in suspected(unknown, held)
