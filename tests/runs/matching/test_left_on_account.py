"""A receipt that a person left on account is not proposed as surely again, until something new speaks for an item."""

from datetime import date

import pytest
from tests.books import invoice, receipt
from tests.runs.test_match import Clock, accept, book, line, post, propose, rows, undo

from arrears.office.name_similarity import similarity
from arrears.runs.match import propose_matches

ITEM = invoice("INV-26-0001", "100", customer="C1")
LEFT = {"document_no": None, "paid": None, "deducted": None}


def left(*sources, **more):
    """Make a book whose receipt a person has left on account although an item has its amount."""
    sheets = book(*sources, items=[ITEM], **more)
    propose(sheets)
    accept(sheets, **LEFT)
    post(sheets)
    return sheets


def again(sheets, day="2026-11-30"):
    """Propose anew as of a day; give what is proposed: source, document, confidence."""
    propose_matches(sheets, date.fromisoformat(day), similarity, Clock(), "jo")
    found = rows(sheets, "source", "document_no", "confidence", "state")
    return [row[:3] for row in found if row[3] == "proposed"]


def test_what_was_left_on_account_is_proposed_again_with_little_confidence():
    sheets = book(receipts=[receipt("R1", "100")], items=[ITEM])
    propose(sheets)
    assert rows(sheets, "document_no", "confidence") == [("INV-26-0001", "96")]
    accept(sheets, **LEFT)
    post(sheets)
    assert sheets.rows("Receipts")[0]["left_on_account"] == date(2026, 10, 31)
    assert again(sheets) == [("receipt:R1", "INV-26-0001", "50")]
    assert "left on account" in rows(sheets, "reasons")[0][0]


def test_a_line_of_the_bank_that_was_left_on_account_is_so_too():
    assert [row[2] for row in again(left(line("L1", "100")))] == ["50"]


def test_a_receipt_for_which_nothing_fits_is_not_proposed_at_ninety_percent_every_month():
    sheets = book(receipts=[receipt("R1", "77")], items=[ITEM])
    propose(sheets)
    assert rows(sheets, "confidence") == [("90",)]
    accept(sheets)
    post(sheets)
    assert again(sheets) == [("receipt:R1", "", "50")]


def test_a_new_item_is_new_evidence():
    sheets = left(receipts=[receipt("R1", "77")])
    new = invoice("INV-26-0050", "77", document_date=date(2026, 9, 25), posting_date=date(2026, 11, 5))
    sheets.put("Invoices", [ITEM, new])
    assert again(sheets) == [("receipt:R1", "INV-26-0050", "96")]


def test_what_was_accepted_unseen_was_left_by_nobody():
    sheets = book(line("L1", "130", reference="INV-26-0001"), items=[ITEM], policy={"match_accept": "80"})
    propose(sheets)
    post(sheets)
    assert "left_on_account" not in sheets.rows("Receipts")[0]


def test_the_rest_of_a_payment_that_a_person_accepted_was_left_too():
    sheets = book(line("L1", "130", reference="INV-26-0001"), items=[ITEM])
    propose(sheets)
    accept(sheets)
    post(sheets)
    assert [row[1:] for row in again(sheets)] == [("", "50")]


def test_clearing_the_day_asks_for_it_again():
    sheets = left(receipts=[receipt("R1", "100")])
    row = {key: value for key, value in sheets.rows("Receipts")[0].items() if key != "left_on_account"}
    sheets.put("Receipts", [row])
    assert [row[2] for row in again(sheets)] == ["96"]


def test_a_payment_that_names_its_item_goes_before_one_that_was_left():
    sheets = left(receipts=[receipt("R1", "100")])
    sheets.put("Bank", [line("L2", "100", on="2026-10-30")])
    assert again(sheets) == [("bank:L2", "INV-26-0001", "96"), ("receipt:R1", "", "50")]


@pytest.mark.parametrize("day", ["2026-10-31", "2027-03-31"])
def test_it_stays_so_however_many_months_go_by(day):
    assert [row[2] for row in again(left(receipts=[receipt("R1", "100")]), day)] == ["50"]


def test_undoing_what_was_allocated_takes_the_decision_back():
    sheets = book(receipts=[receipt("R1", "130", reference="INV-26-0001")], items=[ITEM])
    propose(sheets)
    accept(sheets)
    post(sheets)
    assert "left_on_account" in sheets.rows("Receipts")[0]
    undo(sheets, "R1")
    assert "left_on_account" not in sheets.rows("Receipts")[0]
