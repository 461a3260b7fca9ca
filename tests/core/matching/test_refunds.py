"""Refunds: which credit of a customer money out gives back, how sure that is, and what is left alone."""

from datetime import date

import pytest

from arrears.core.matching.confidence import SURE
from arrears.core.matching.incoming import Incoming, Line, Payable
from arrears.core.matching.payer_names import PayerNames
from arrears.core.matching.refunds import refunds

DAY = date(2026, 10, 20)
NAMES = {"C1": "Alder Ltd", "C2": "Birch GmbH"}


def item(number, balance, customer="C1", currency="EUR", on=1):
    day = date(2026, 9, on)
    return Payable(number, customer, currency, balance, (number,), day, day)


def held(key, amount, customer="C1", on=1):
    return Incoming(f"receipt:{key}", "EUR", amount, date(2026, 9, on), customer=customer)


def out(amount, payee="Alder Ltd", reference="", currency="EUR"):
    return Incoming(f"bank:{amount}{reference}", currency, amount, DAY, payee, "", reference)


def found(debits, items=(), receipts=()):
    payers = PayerNames(NAMES, [], lambda name, others: [90 if name[:4] == other[:4] else 0 for other in others])
    return refunds(debits, list(items), list(receipts), payers)


def one(debit, items=(), receipts=()):
    """Give lines, receipt, percent and first reason of the one proposal; None where there is none."""
    refund = found([debit], items, receipts).get(0)
    if refund is None:
        return None
    proposed = refund.proposed
    return proposed.lines, refund.receipt, proposed.confidence, proposed.reasons[0].name


def test_a_credit_note_that_is_named_is_given_back():
    credit = item("CN-26-07", -8000)
    assert one(out(8000, reference="CN-26-07"), [credit]) == ((Line(0, -8000),), -1, 94, "match-refund-number")


def test_a_named_credit_note_counts_less_where_the_money_went_to_somebody_else():
    credit = item("CN-26-07", -8000)
    assert one(out(8000, "Birch GmbH", "CN-26-07"), [credit])[2] == 60
    assert one(out(8000, "Peter Sample", "CN-26-07"), [credit])[2] == 85


def test_the_one_credit_of_the_very_amount_is_given_back():
    items = [item("CN-1", -8000), item("CN-2", -500), item("INV-1", 8000)]
    assert one(out(8000), items) == ((Line(0, -8000),), -1, 90, "match-refund-credit")
    assert one(out(8000, reference="Refund"), items)[2] == 94


def test_money_on_account_is_given_back():
    assert one(out(5000), [], [held("R1", 5000)]) == ((), 0, 90, "match-refund-received")
    assert one(out(2000), [], [held("R1", 5000)]) is None
    assert one(out(2000, reference="退款"), [], [held("R1", 5000)])[:2] == ((), 0)


def test_of_equal_credits_the_oldest_is_given_back_and_never_as_likely():
    items = [item("CN-2", -8000, on=9), item("CN-1", -8000, on=2)]
    lines, _, percent, _ = one(out(8000, reference="refund"), items)
    assert (lines, percent) == ((Line(1, -8000),), 80)


def test_all_the_credit_is_given_back_together():
    lines, receipt, _, why = one(out(13000), [item("CN-1", -8000)], [held("R1", 3000, on=2), held("R2", 2000, on=1)])
    assert (lines, receipt, why) == ((Line(0, -8000),), 1, "match-refund-all")


def test_what_is_left_of_credit_after_what_is_owed_is_given_back():
    lines, _, _, why = one(out(7000), [item("CN-1", -10000), item("INV-1", 3000)])
    assert (lines, why) == ((Line(0, -10000), Line(1, 3000)), "match-refund-net")


def test_a_part_needs_the_word_refund_or_the_number():
    items = [item("CN-26-07", -8000)]
    assert one(out(2000), items) is None
    assert one(out(2000, reference="refund"), items) == ((Line(0, -2000),), -1, 75, "match-refund-part")
    assert one(out(2000, reference="CN-26-07"), items) == ((Line(0, -2000),), -1, 75, "match-refund-part")


def test_a_refund_that_no_credit_stands_behind_is_shown_and_left_to_a_person():
    assert one(out(2000, reference="Refund of June"), [item("INV-1", 900)]) == ((), -1, 50, "match-refund-unfounded")
    assert one(out(2000, "Peter Sample", "Refund of June")) is None


@pytest.mark.parametrize(
    "debit", [out(8000, "Peter Sample"), out(8000, currency="USD"), out(8001), out(8000, "Birch GmbH")]
)
def test_other_money_out_is_no_refund(debit):
    assert one(debit, [item("CN-1", -8000)], []) is None


def test_no_credit_is_given_back_twice():
    both = [out(8000, reference="refund 1"), out(8000, reference="refund 2")]
    first, second = (refund.proposed for refund in found(both, [item("CN-1", -8000)]).values())
    assert (first.lines, second.lines) == ((Line(0, -8000),), ())


def test_nothing_that_went_out_is_ever_sure():
    cases = [out(8000, reference="refund CN-26-07"), out(8000), out(8000, reference="refund")]
    assert all(one(debit, [item("CN-26-07", -8000)])[2] < SURE for debit in cases)


def test_digits_in_what_is_paid_to_somebody_unknown_are_no_part_of_a_credit():
    numbered = item("4711", -8000)
    for payee, reference in (("Zinc Supplies", "Rechnung 4711"), ("Jane Doe", "Salary 4711"), ("Finanzamt", "4711")):
        assert one(out(3000, payee, reference), [numbered]) is None
        assert one(out(8000, payee, reference), [numbered])[2] == 80
    assert one(out(3000, "Peter Sample", "Refund of 4711"), [numbered])[2] == 75
    assert one(out(3000, reference="4711"), [numbered])[2] == 75


def test_a_customer_who_is_paid_for_a_document_of_its_own_is_doubted():
    credit, settled = item("CN-26-07", -8000), item("INV-26-0003", 0)
    lines, _, percent, _ = one(out(8000, reference="Your invoice 77812"), [credit])
    assert (lines, percent) == ((Line(0, -8000),), 80)
    names = [why.name for why in found([out(8000, reference="Your invoice 77812")], [credit])[0].proposed.reasons]
    assert names == ["match-refund-credit", "match-payee", "match-number-strange"]
    assert one(out(8000, reference="Invoice INV-26-0003, paid twice"), [credit, settled])[2] == 90
    assert one(out(8000, reference="Refund of invoice 77812"), [credit])[2] == 94
