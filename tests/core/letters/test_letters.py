"""What a letter says: which items, which amounts, by when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.letters.late_claim import ChargedSlice, Charges
from arrears.core.letters.letter_fields import FIELD_SETS, ITEM_FIELDS, LETTER_FIELDS
from arrears.core.letters.letters import (
    Addressee,
    OpenItem,
    content,
    levels_after,
    may_be_demanded,
    pay_by,
    set_beyond,
    stamp,
)
from arrears.core.policy import Policy
from arrears.core.terms.working_days import WorkingDays

AS_OF = date(2026, 10, 31)
ITEM = OpenItem("k1", "INV-1", "invoice", date(2026, 8, 1), date(2026, 9, 1), gross=10_000, balance=8_000, interest=120)
POLICY = Policy(company="Harbour Ltd", letter_fee=(Decimal(0), Decimal(0), Decimal(40), Decimal(40)))


def said(*items, level=1, unapplied=0, currency="EUR", policy=POLICY, **more):
    return content(
        Addressee("C1", "Nordic"), currency, items, policy, number="L2026-00001", level=level, as_of=AS_OF,
        letter_date=AS_OF, unapplied=unapplied, **more,
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
    holidays = WorkingDays(np.array(["2026-11-09"], dtype="datetime64[D]"))
    assert pay_by(date(2026, 10, 28), 10, holidays) == date(2026, 11, 10)


def test_fields_are_exactly_the_documented_ones():
    letter = said(ITEM, level=4)
    assert set(letter.fields) == set(LETTER_FIELDS)
    assert all(set(row) == set(ITEM_FIELDS) for row in letter.rows)
    assert set(letter.regions) | {"Items"} == set(FIELD_SETS["demand"].regions)


def test_credits_are_listed_one_by_one_oldest_first_and_add_up_to_what_is_deducted():
    first = OpenItem("c1", "CN-1", "credit note", date(2026, 9, 1), None, gross=-1_000, balance=-1_000)
    second = OpenItem("c2", "CN-2", "credit note", date(2026, 8, 1), None, gross=-500, balance=-200)
    letter = said(ITEM, first, second, unapplied=500)
    rows = letter.regions["OpenCredits"]
    assert [row["CreditNo"] for row in rows] == ["CN-2", "CN-1", None]
    assert sum(row["CreditAmount"] for row in rows) == letter.fields["Credits"] == Decimal("-17.00")


def test_a_reminder_before_the_due_date_lists_what_is_not_yet_due_and_claims_nothing_more():
    coming = replace(ITEM, key="k2", document_no="INV-2", due_date=date(2026, 11, 5))
    letter = said(ITEM, coming, level=0)
    assert [row["DocumentNo"] for row in letter.rows] == ["INV-2"]
    assert (letter.fields["PayBy"], letter.fields["OldestDays"]) == (date(2026, 11, 5), 0)
    assert (letter.fields["Interest"], letter.fields["Fee"]) == (None, None)


def test_slices_fixed_sum_and_daily_interest_are_claimed_with_the_interest_and_only_for_the_items_listed():
    one = ChargedSlice("k1", "INV-1", date(2026, 9, 2), AS_OF, 60, 8_000, Decimal("9.12"), 365, 120)
    charges = Charges([replace(one, key="elsewhere"), one], {"k1": 4_000, "k7": 1}, {"k1": 2, "k7": 1})
    letter = said(ITEM, level=3, charges=charges)
    assert [row["SliceInterest"] for row in letter.regions["Slices"]] == [Decimal("1.20")]
    assert (letter.fields["FixedSum"], letter.fields["PerDiem"]) == (Decimal("40.00"), Decimal("0.02"))
    assert letter.fields["TotalDue"] == Decimal("161.20")
    assert letter.fields["InterestTo"] == AS_OF
    assert (letter.fields["InterestToDate"], letter.fields["InterestCharged"]) == (Decimal("1.20"), None)
    partly = said(replace(ITEM, interest=50), level=3, charges=charges).fields
    assert (partly["InterestToDate"], partly["InterestCharged"]) == (Decimal("1.20"), Decimal("-0.70"))
    assert partly["Interest"] == Decimal("0.50")
    low = said(ITEM, level=2, charges=charges)
    assert (low.regions["Slices"], low.fields["FixedSum"], low.fields["PerDiem"]) == ([], None, None)


def test_a_letter_to_the_head_office_lists_items_by_branch_with_subtotals():
    leeds, bath = replace(ITEM, key="a", branch="C3"), replace(ITEM, key="b", document_no="INV-2", branch="C2")
    letter = said(leeds, bath, branches={"C2": "Bath", "C3": "Leeds"})
    rows = letter.regions["Branches"]
    assert [(row["BranchName"], row["BranchItems"], row["BranchBalance"]) for row in rows] == [
        ("Bath", 1, Decimal("80.00")), ("Leeds", 1, Decimal("80.00")),
    ]  # fmt: skip
    assert [row["Branch"] for row in letter.rows] == ["C2", "C3"]
    assert said(ITEM).regions["Branches"] == []


def test_a_letter_says_up_to_which_day_receipts_are_known():
    assert said(ITEM).fields["KnownTo"] == AS_OF
    assert said(ITEM, known_to=date(2026, 10, 29)).fields["KnownTo"] == date(2026, 10, 29)


def test_a_statement_picks_disputed_and_undue_items_too_and_shows_what_is_open():
    disputed = replace(ITEM, disputed=8_000, due_date=date(2026, 12, 1))
    letter = said(disputed, level=0, unapplied=500, pick=lambda item: item.balance > 0)
    assert (letter.fields["TotalOpen"], letter.fields["TotalBalance"]) == (Decimal("80.00"), Decimal("0.00"))
    assert letter.fields["AccountBalance"] == Decimal("75.00")


def test_chinese_letters_write_the_amount_in_capitals_and_german_ones_none():
    assert said(ITEM, currency="CNY", language="zh").fields["TotalDueWords"] == "人民币捌拾元整"
    assert said(ITEM, language="de").fields["TotalDueWords"] == ""


def test_only_a_euro_letter_with_a_valid_iban_carries_a_payment_code():
    policy = replace(POLICY, bank_details="Bank; IBAN DE89 3704 0044 0532 0130 00")
    code = str(said(ITEM, policy=policy).fields["PaymentQr"])
    assert code.splitlines()[7] == "EUR80.00"
    assert code.endswith("C1 L2026-00001")
    assert said(ITEM, policy=policy, currency="GBP").fields["PaymentQr"] == ""
    assert said(ITEM, policy=replace(policy, bank_details="DE88370400440532013000")).fields["PaymentQr"] == ""


def test_addresses_are_cut_into_lines_at_semicolons_of_either_width():
    letter = said(ITEM, policy=replace(POLICY, company_address="1 Quay; Bristol；UK"))
    assert letter.fields["CompanyAddress"] == "1 Quay\nBristol\nUK"
    assert letter.fields["CompanyAddressLine"] == "1 Quay · Bristol · UK"


def test_an_item_rises_by_one_level_and_not_above_the_letter():
    older = replace(ITEM, due_date=date(2026, 6, 1), key="c", level=1, last_letter=date(2026, 9, 1))
    old = replace(ITEM, due_date=date(2026, 6, 1))  # 152 days: late enough for every level
    first, second = replace(old, key="a"), replace(old, key="b", level=2, last_letter=date(2026, 9, 1))
    assert levels_after([first, second], 3, AS_OF, POLICY) == {"a": 1, "b": 3}
    assert levels_after([first, second, older], 2, AS_OF, POLICY) == {"a": 1, "b": 2, "c": 2}


def test_a_letter_of_a_level_that_none_rises_to_takes_the_furthest_below_it_there():
    done = replace(ITEM, due_date=date(2026, 6, 1), key="a", level=2, last_letter=date(2026, 9, 1))
    recent = replace(ITEM, key="r", due_date=date(2026, 10, 28))
    assert levels_after([done, replace(ITEM, key="b"), recent], 2, AS_OF, POLICY) == {"a": 2, "b": 2, "r": 0}
    assert levels_after([done], 2, AS_OF, POLICY) == {"a": 2}


def test_what_a_person_takes_further_than_its_age_does_is_known():
    assert set_beyond([ITEM], 1, AS_OF, POLICY) is None
    assert set_beyond([ITEM], 3, AS_OF, POLICY) == 1


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
