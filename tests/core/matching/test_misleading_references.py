"""Payments whose references, names and amounts point somewhere they do not mean: none of them may look sure."""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.matching.test_cash_application import item, matched, paid

from arrears.core.matching.combinations import combination
from arrears.core.matching.confidence import SURE
from arrears.core.matching.document_numbers import DocumentNumbers
from arrears.core.matching.payer_names import SAME, SEVERAL, SIMILAR, PayerNames
from arrears.office.name_similarity import similarity


def ordered(*amounts):
    """Give items of one purchase order."""
    return [replace(item(f"INV-{n}", amount), numbers=(f"INV-{n}", "4500771")) for n, amount in enumerate(amounts, 11)]


def test_some_invoices_of_an_order_are_found_by_their_sum():
    [(lines, reasons, confidence)] = matched([paid(10013 + 23007, "PO 4500771")], ordered(10013, 5441, 23007))
    assert lines == {"INV-11": (10013, 0), "INV-13": (23007, 0)}
    assert ("match-combination" in reasons, confidence >= SURE) == (True, True)


def test_a_part_of_an_order_is_not_surely_of_its_oldest_invoice():
    [(lines, reasons, confidence)] = matched([paid(7000, "PO 4500771")], ordered(10013, 5441, 23007))
    assert (sum(one for one, _ in lines.values()), "match-part-of-several" in reasons) == (7000, True)
    assert confidence < SURE


def test_a_number_in_another_currency_does_not_mean_the_item_of_the_same_amount():
    items = [replace(item("INV-1001", 10000), currency="USD"), item("INV-1002", 10000)]
    [(lines, reasons, confidence)] = matched([paid(10000, "Invoice INV-1001")], items)
    assert (lines, "match-other-currency" in reasons) == ({"INV-1002": (10000, 0)}, True)
    assert confidence < SURE


@pytest.mark.parametrize(
    "reference",
    ["Rechnung 70385", "Invoice no. 62316", "70385", "RE-28991", "2025/1187", "order 51500", "发票号 70385"],
)
def test_a_number_that_nobody_has_speaks_against_the_amount(reference):
    items = [item("RE-2899", 10000), item("51000", 77, "C2"), item("52000", 78, "C2"), item("2026/1001", 79, "C2")]
    [(lines, reasons, confidence)] = matched([paid(10000, reference)], items)
    assert (lines, "match-number-strange" in reasons, confidence < SURE) == ({"RE-2899": (10000, 0)}, True, True)


@pytest.mark.parametrize("reference", ["contract 1234567", "20.10.2026", "Tel +49 30 123456", "thank you"])
def test_other_numbers_do_not(reference):
    assert matched([paid(10000, reference)], [item("RE-2899", 10000), item("51000", 77, "C2")])[0][2] >= SURE


def test_money_paid_ahead_is_not_surely_for_what_is_billed():
    [(_, reasons, confidence)] = matched([paid(10000, "deposit October")], [item("INV-1001", 10000)])
    assert ("match-ahead" in reasons, confidence < SURE) == (True, True)


@pytest.mark.parametrize(
    ("amount", "reference", "lines"),
    [
        (5000, "F-337 12 pieces", {"F-337": (5000, 0)}),
        (90000, "F-33712", {"F-33712": (90000, 0)}),
        (90000, "F-337 12", {"F-33712": (90000, 0)}),
        (5000, "F-337 1", {"F-337": (5000, 0)}),
    ],
)
def test_of_numbers_that_begin_alike_the_amount_says_which(amount, reference, lines):
    found, _, confidence = matched([paid(amount, reference)], [item("F-337", 5000), item("F-33712", 90000)])[0]
    assert (found, confidence >= SURE) == (lines, True)


def test_and_where_the_amount_does_not_say_neither_is_sure():
    found = matched([paid(2000, "F-337 12 pieces")], [item("F-337", 5000), item("F-33712", 90000)])
    assert found[0][2] < SURE


def test_a_number_as_the_book_writes_it_is_not_read_as_a_shorter_one():
    numbers = DocumentNumbers([["2026"], ["2026/117"]])
    assert [one.items for one in numbers.found("Invoice 2026/117")] == [(1,)]


def test_a_credit_that_the_payer_took_off_unnamed_is_proposed_with_the_invoice():
    items = [item("INV-1001", 10000), item("CN-1", -1800), item("CN-2", -300)]
    [(lines, reasons, confidence)] = matched([paid(8200, "INV-1001")], items)
    assert (lines, "match-credit-used" in reasons) == ({"INV-1001": (10000, 0), "CN-1": (-1800, 0)}, True)
    assert confidence < SURE


def test_an_orders_number_that_is_an_own_invoices_digits_is_no_sure_part_payment():
    items = [item("2026/6093", 44500), item("INV-5", 5794)]
    assert matched([paid(4000, "Order 20266093")], items)[0][2] < SURE
    assert matched([paid(4000, "Invoice 2026/6093")], items)[0][2] >= SURE


def test_digits_of_several_members_that_come_to_the_amount_are_what_is_paid():
    items = [item("2026/1578", 4000, "C2"), item("2026/1468", 5000, "C2")]
    [(lines, _, confidence)] = matched([paid(9000, "2026/1578 2026/1468")], items)
    assert (lines, confidence < SURE) == ({"2026/1578": (4000, 0), "2026/1468": (5000, 0)}, True)


@pytest.mark.parametrize(
    ("name", "customers", "how"),
    [
        ("Marlow Foods Limited", ("M",), SAME), ("Marlow Foods", ("M",), SAME), ("Marlow Foods PLC", ("M",), SIMILAR),
        ("Anchor Trading", ("A", "B"), SEVERAL), ("华信（北京）科技有限公司", ("H",), SAME),
        ("华信(北京)科技有限责任公司", ("H",), SAME), ("Delta GmbH & Co. KG", ("D",), SIMILAR),
    ],
)  # fmt: skip
def test_another_legal_form_may_be_another_company(name, customers, how):
    names = {
        "M": "Marlow Foods Ltd", "A": "Anchor Trading SA", "B": "Anchor Trading GmbH", "H": "华信(北京)科技有限公司",
        "D": "Delta GmbH",
    }  # fmt: skip
    found = PayerNames(names, (), similarity).of(name)
    assert (found.customers, found.how) == (customers, how)


def test_the_parent_of_a_group_is_not_its_subsidiary():
    found = PayerNames({"H": "苏州新锐医药有限公司"}, (), similarity).of("苏州新锐医药集团有限公司")
    assert found.how != SAME


def test_a_name_only_alike_is_never_sure_however_rare_the_amount():
    assert matched([paid(10007, payer="Alder Limitde")], [item("INV-1001", 10007)])[0][2] < SURE
    assert matched([paid(10007, payer="Alder PLC")], [item("INV-1001", 10007)])[0][2] < SURE


def test_round_amounts_meet_by_chance_whatever_else_is_open():
    amounts = [34000, 119000, 82000, 50000, 61000, 7000, 193000, 28003]
    found = combination(amounts, 34000 + 119000 + 82000)
    assert found is None or not found.chance_below(1000)


def test_a_combination_is_not_said_where_one_item_of_the_amount_came_later():
    items = [
        item("A-1", 17013),
        item("A-2", 1307),
        replace(item("A-3", 18320), document_day=paid(1).day.replace(day=25)),
    ]
    assert matched([paid(18320)], items)[0][2] < SURE


def test_a_discount_beside_a_credit_note_is_proposed_and_left_to_a_person():
    items = [item("INV-1", 100000, terms="2/30 net 60", day=date(2026, 9, 25)), item("CN-1", -20000)]
    [(lines, reasons, confidence)] = matched([paid(78000, "INV-1 less CN-1")], items)
    assert lines == {"INV-1": (98000, 2000), "CN-1": (-20000, 0)}
    assert ("match-discount" in reasons, confidence < SURE) == (True, True)
