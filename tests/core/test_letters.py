"""What a letter says: which items, which amounts, by when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.letters import (
    ITEM_FIELDS,
    LETTER_FIELDS,
    Addressee,
    OpenItem,
    content,
    levels_after,
    may_be_demanded,
    pay_by,
    stamp,
)
from arrears.core.policy import Policy

AS_OF = date(2026, 10, 31)
ITEM = OpenItem("k1", "INV-1", "invoice", date(2026, 8, 1), date(2026, 9, 1), gross=10_000, balance=8_000, interest=120)
POLICY = Policy(company="Harbour Ltd", letter_fee=(Decimal(0), Decimal(0), Decimal(40), Decimal(40)))


def said(*items, level=1, unapplied=0, currency="EUR", policy=POLICY):
    return content(
        Addressee("C1", "Nordic"), currency, items, policy, number="L2026-00001", level=level, as_of=AS_OF,
        letter_date=AS_OF, unapplied=unapplied,
    )  # fmt: skip


def test_low_levels_claim_neither_interest_nor_fee():
    letter = said(ITEM, level=2)
    assert (letter.fields["Interest"], letter.fields["Fee"]) == (None, None)
    assert letter.fields["TotalDue"] == Decimal("80.00")


def test_from_its_level_on_interest_and_fee_are_added_and_shown_apart():
    letter = said(ITEM, level=3)
    assert (letter.fields["Interest"], letter.fields["Fee"]) == (Decimal("1.20"), Decimal("40.00"))
    assert letter.fields["TotalDue"] == Decimal("121.20")


def test_interest_from_level_zero_means_never():
    assert said(ITEM, level=4, policy=replace(POLICY, interest_from_level=0)).fields["Interest"] is None


def test_credits_and_unapplied_receipts_are_deducted_in_the_open():
    credit = OpenItem("c1", "CN-1", "credit note", AS_OF, AS_OF, gross=-1_000, balance=-1_000)
    letter = said(ITEM, credit, unapplied=500)
    assert letter.fields["Credits"] == Decimal("-15.00")
    assert letter.fields["TotalDue"] == Decimal("65.00")
    assert [row["DocumentNo"] for row in letter.rows] == ["INV-1"]


def test_a_disputed_part_is_shown_and_not_asked_for():
    (row,) = said(replace(ITEM, disputed=3_000)).rows
    assert (row["Gross"], row["Paid"], row["Disputed"], row["Balance"]) == (
        Decimal("100.00"), Decimal("20.00"), Decimal("30.00"), Decimal("50.00"),
    )  # fmt: skip


def test_what_is_held_disputed_not_due_or_not_billed_is_never_in_a_letter():
    left_out = [
        replace(ITEM, hold_until=AS_OF),
        replace(ITEM, disputed=8_000),
        replace(ITEM, disputed=9_999_999),
        replace(ITEM, due_date=AS_OF),
        replace(ITEM, due_date=None),
        replace(ITEM, kind="unbilled"),
        replace(ITEM, balance=-1),
    ]
    assert not any(may_be_demanded(item, AS_OF, AS_OF) for item in left_out)
    assert may_be_demanded(replace(ITEM, hold_until=date(2026, 10, 30)), AS_OF, AS_OF)


def test_oldest_items_come_first():
    letter = said(ITEM, replace(ITEM, key="k2", document_no="INV-0", due_date=date(2026, 6, 1)))
    assert [row["DocumentNo"] for row in letter.rows] == ["INV-0", "INV-1"]
    assert letter.fields["OldestDays"] == 152


def test_currencies_without_decimals_have_none():
    assert said(ITEM, currency="JPY").fields["TotalDue"] == Decimal(8000)
    assert said(ITEM, currency="KWD").fields["TotalDue"] == Decimal("8.000")


def test_the_day_to_pay_by_is_moved_from_weekends_and_holidays():
    assert pay_by(date(2026, 10, 28), 10) == date(2026, 11, 9)  # 7 November is a Saturday
    holidays = np.array(["2026-11-09"], dtype="datetime64[D]")
    assert pay_by(date(2026, 10, 28), 10, holidays) == date(2026, 11, 10)


def test_fields_are_exactly_the_documented_ones():
    letter = said(ITEM, level=4)
    assert set(letter.fields) == set(LETTER_FIELDS)
    assert all(set(row) == set(ITEM_FIELDS) for row in letter.rows)


def test_addresses_are_cut_into_lines_at_semicolons_of_either_width():
    letter = said(ITEM, policy=replace(POLICY, company_address="1 Quay; Bristol；UK"))
    assert letter.fields["CompanyAddress"] == "1 Quay\nBristol\nUK"
    assert letter.fields["CompanyAddressLine"] == "1 Quay · Bristol · UK"


def test_an_item_rises_by_one_level_and_not_above_the_letter():
    old = replace(ITEM, due_date=date(2026, 6, 1))  # 152 days: late enough for every level
    first, second = replace(old, key="a"), replace(old, key="b", level=2, last_letter=date(2026, 9, 1))
    assert levels_after([first, second], 3, AS_OF, POLICY) == {"a": 1, "b": 3}
    assert levels_after([first, second], 2, AS_OF, POLICY) == {"a": 1, "b": 2}


def test_a_level_set_by_a_person_is_reached_by_the_furthest_item():
    recent = replace(ITEM, key="r", due_date=date(2026, 10, 28))
    assert levels_after([ITEM, recent], 4, AS_OF, POLICY) == {"k1": 4, "r": 0}


def test_the_stamp_does_not_depend_on_the_order_but_on_every_figure():
    lines = [("a", 100, 0), ("b", -50, 1)]
    mark = stamp("C1", "EUR", AS_OF, lines)
    assert len(mark) == 16
    assert stamp("C1", "EUR", AS_OF, [*reversed(lines), ("settled", 0, 3)]) == mark
    others = [
        stamp("C2", "EUR", AS_OF, lines),
        stamp("C1", "USD", AS_OF, lines),
        stamp("C1", "EUR", date(2026, 10, 30), lines),
        stamp("C1", "EUR", AS_OF, [("a", 101, 0), ("b", -50, 1)]),
        stamp("C1", "EUR", AS_OF, [("a", 100, 1), ("b", -50, 1)]),
        stamp("C1", "EUR", AS_OF, lines, unapplied=1),
    ]
    assert mark not in others


@given(
    st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(0, 10**12), st.integers(0, 10**9)), max_size=8),
    st.integers(0, 10**12),
    st.integers(1, 4),
)
def test_the_rows_and_lines_of_a_letter_add_up_to_what_is_asked_for(amounts, unapplied, level):
    items = [
        replace(ITEM, key=str(n), balance=balance, disputed=disputed, interest=interest)
        for n, (balance, disputed, interest) in enumerate(amounts)
    ]
    letter = said(*items, level=level, unapplied=unapplied)
    fields = letter.fields
    lines = [fields[name] or 0 for name in ("Credits", "Interest", "Fee")]
    assert fields["TotalDue"] == sum((row["Balance"] for row in letter.rows), Decimal(0)) + sum(lines)
    assert all(row["Gross"] - (row["Paid"] or 0) - (row["Disputed"] or 0) == row["Balance"] > 0 for row in letter.rows)
