"""Cash application: the order of the rules, how sure each is, and that no cent goes where there is none."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.full.matching import measured
from tests.made_up_payments import made_up

from arrears.core.discounts.early_payment import DiscountRule, offers
from arrears.core.matching.cash_application import propose
from arrears.core.matching.confidence import SURE
from arrears.core.matching.incoming import Incoming, MatchingRules, Payable
from arrears.core.matching.payer_names import Alias, PayerNames
from arrears.core.terms.term_notation import parse
from arrears.office.name_similarity import similarity

NAMES = {"C1": "Alder Ltd", "C2": "Birch GmbH", "C3": "Copper SARL"}
RULES = MatchingRules(tolerance={"EUR": 5}, charge={"EUR": 1500}, groups={"C1": "G", "C3": "G"})
DAY = date(2026, 10, 20)


def item(number, amount, customer="C1", due=date(2026, 10, 1), terms="", day=date(2026, 9, 1)):
    granted = tuple(offers(parse(terms), day, amount)) if terms else ()
    return Payable(
        f"{customer}|{number}", customer, "EUR", amount, (number,), day, due, amount, 0, granted, DiscountRule()
    )


def paid(amount, reference="", payer="Alder Ltd", key="R1", day=DAY, **more):
    return Incoming(key, "EUR", amount, day, payer, "", reference, **more)


def matched(receipts, items, rules=RULES, aliases=()):
    """Give for each receipt what each item gets (paid, deducted), what of the reasons, and the confidence."""
    found = propose(receipts, items, PayerNames(NAMES, aliases, similarity), rules)
    return [
        ({items[n].numbers[0]: (p, d) for n, p, d, _ in one.lines}, [r.name for r in one.reasons], one.confidence)
        for one in found
    ]


ITEMS = [item("INV-1001", 10000), item("INV-1002", 25000), item("INV-1003", 25000), item("INV-2001", 8000, "C2")]


@pytest.mark.parametrize(
    ("receipt", "lines", "reason", "sure"),
    [
        (paid(10000, "INV-1001"), {"INV-1001": (10000, 0)}, "match-number", True),
        (paid(10000, "for inv 1001, tel 0301001"), {"INV-1001": (10000, 0)}, "match-number-inside", True),
        (paid(35000, "INV-1001 INV-1003"), {"INV-1001": (10000, 0), "INV-1003": (25000, 0)}, "match-sum", True),
        (paid(10000, "INV-1001", "Nobody Known"), {"INV-1001": (10000, 0)}, "match-payer-unknown", True),
        (paid(10000, "INV-1001", "Copper SARL"), {"INV-1001": (10000, 0)}, "match-payer-group", True),
        (paid(10000, "INV-1001", "Birch GmbH"), {"INV-1001": (10000, 0)}, "match-payer-other", False),
        (paid(10000), {"INV-1001": (10000, 0)}, "match-amount-of-one", True),
        (paid(25000), {"INV-1002": (25000, 0)}, "match-equal-amounts", False),
        (paid(25000, "1003"), {"INV-1003": (25000, 0)}, "match-number-end", True),
        (paid(60000), {"INV-1001": (10000, 0), "INV-1002": (25000, 0), "INV-1003": (25000, 0)}, "match-all", True),
        (paid(9400, "INV-1001"), {"INV-1001": (9400, 600)}, "match-charge", True),
        (paid(10003, "INV-1001"), {"INV-1001": (10003, -3)}, "match-tolerance", True),
        (paid(4000, "INV-1001"), {"INV-1001": (4000, 0)}, "match-part", True),
        (paid(12345, "INV-1001"), {"INV-1001": (10000, 0)}, "match-over", False),
        (paid(10000, "INV-9999"), {"INV-1001": (10000, 0)}, "match-number-strange", False),
        (paid(10000, payer="Alde Ltd"), {"INV-1001": (10000, 0)}, "match-payer-similar", None),
        (paid(8000, payer="Peter Sample"), {"INV-2001": (8000, 0)}, "match-amount-of-anybody", False),
        (paid(777), {}, "match-on-account", False),
        (paid(777, payer="Peter Sample"), {}, "match-payer-unknown", False),
    ],
)  # fmt: skip
def test_each_kind_of_evidence_has_its_proposal_its_reason_and_its_confidence(receipt, lines, reason, sure):
    [(found, reasons, confidence)] = matched([receipt], ITEMS)
    assert (found, reason in reasons) == (lines, True), reasons
    assert sure is None or (confidence >= SURE) == sure, confidence


def test_the_only_combination_is_proposed_and_two_are_not_said():
    items = [item("A1", 12011), item("A2", 23017), item("A3", 34001), item("A4", 51013)]
    assert matched([paid(46012)], items)[0][0] == {"A1": (12011, 0), "A3": (34001, 0)}
    twice = [*items[:3], item("A4", 12011)]
    assert matched([paid(46012)], twice)[0][0] == {}


def test_a_discount_is_taken_in_time_and_stays_open_when_late():
    items = [item("INV-1", 20000, terms="2/10 net 30", day=date(2026, 10, 15))]
    assert matched([paid(19600, "INV-1")], items)[0][0] == {"INV-1": (19600, 400)}
    assert matched([paid(19600)], items)[0][0] == {"INV-1": (19600, 400)}
    lines, reasons, confidence = matched([paid(19600, "INV-1", day=date(2026, 10, 28))], items)[0]
    assert (lines, "match-late-discount" in reasons, confidence < SURE) == ({"INV-1": (19600, 0)}, True, True)


def test_strong_evidence_goes_first_whatever_the_days():
    receipts = [paid(10000, key="R1", day=date(2026, 10, 1)), paid(10000, "INV-1001", key="R2")]
    first, second = matched(receipts, ITEMS[:1])
    assert (first[0], second[0]) == ({}, {"INV-1001": (10000, 0)})


def test_a_payment_made_twice_pays_once():
    first, second = matched([paid(10000, "INV-1001"), paid(10000, "INV-1001", key="R2")], ITEMS)
    assert first[0] == {"INV-1001": (10000, 0)}
    assert (second[0], second[1], second[2] < SURE) == ({}, ["match-settled"], True)


def test_two_receipts_pay_one_item():
    receipts = [paid(4000, key="R1"), paid(6000, key="R2")]
    found = matched(receipts, ITEMS)
    assert [one[0] for one in found] == [{"INV-1001": (4000, 0)}, {"INV-1001": (6000, 0)}]
    assert all(one[2] < SURE for one in found)
    named = matched([paid(4000, "INV-1001"), paid(6000, "INV-1001", key="R2")], ITEMS)
    assert [one[2] >= SURE for one in named] == [True, True]


def test_an_unsure_proposal_does_not_make_another_item_look_like_the_only_one():
    receipts = [paid(25000, key="R1"), paid(25000, key="R2")]
    assert [one[2] < SURE for one in matched(receipts, ITEMS)] == [True, True]


def test_oldest_first_only_where_the_policy_says_so():
    assert matched([paid(11000)], ITEMS)[0][0] == {}
    found = matched([paid(11000)], ITEMS, replace(RULES, oldest_first=True))
    assert found[0][0] == {"INV-1001": (10000, 0), "INV-1002": (1000, 0)}


def test_digits_of_another_customers_number_are_a_telephone():
    items = [item("410625", 9900, "C2"), item("INV-1001", 10000)]
    assert matched([paid(10000, "Tel 410625")], items)[0][0] == {"INV-1001": (10000, 0)}
    lines, reasons, confidence = matched([paid(9900, "Tel 410625 thanks", "Nobody")], items)[0]
    assert (lines, confidence < SURE) == ({"410625": (9900, 0)}, True), reasons


def test_a_learnt_payer_is_the_customer():
    [(lines, reasons, confidence)] = matched(
        [paid(8000, payer="Treasury Ltd")], ITEMS, aliases=[Alias("C2", "Treasury Ltd")]
    )
    assert (lines, "match-payer-alias" in reasons, confidence >= SURE) == ({"INV-2001": (8000, 0)}, True, True)


def test_a_payment_before_the_document_was_made_is_for_something_else():
    assert matched([paid(10000, day=date(2026, 8, 1))], ITEMS[:1])[0][0] == {}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_no_more_is_given_than_was_received_or_is_open(seed):
    month = made_up(seed, 60, 150)
    found = propose(
        [one.incoming for one in month.payments],
        month.items,
        PayerNames(month.names, month.aliases, similarity),
        month.rules,
    )
    given_ = [0] * len(month.items)
    for one, payment in zip(found, month.payments, strict=True):
        assert 0 <= one.paid <= payment.incoming.amount
        for line in one.lines:
            given_[line.item] += line.paid + line.deducted
    assert all(given <= thing.balance for given, thing in zip(given_, month.items, strict=True))


def test_a_made_up_month_is_matched_with_hardly_a_wrong_acceptance():
    found = measured(7, 600, 3000)
    assert len(found.wrong()) <= 1, found.wrong()
    assert len(found.accepted()) > 400
