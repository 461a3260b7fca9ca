"""A line of the bank whose receipt somebody deleted is named by matching and refreshing, never for earlier months."""

from datetime import date

from tests.books import refreshed
from tests.runs.test_match import accept, book, line, post, propose


def matched():
    sheets = book(line("L1", "100", reference="INV-26-0001"), line("L2", "250.50", reference="INV-26-0002"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    return sheets


def lost(done):
    found = [problem for problem in done.problems if problem.name == "bank-receipt-gone"]
    return [(one.found, one.where.cell, one.values["amount"], one.values["payer"]) for one in found]


def test_a_book_as_matching_left_it_has_lost_nothing():
    assert lost(refreshed(matched())) == []


def test_a_deleted_receipt_is_named_with_the_line_it_was_made_of():
    sheets = matched()
    sheets.put("Receipts", [row for row in sheets.rows("Receipts") if row["receipt_key"] != "L2"])
    for done in (refreshed(sheets), propose(sheets)):
        ((key, cell, amount, payer),) = lost(done)
        assert (key, amount, payer) == ("L2", "250.50", "Alder Ltd")
        assert cell.endswith(str(sheets.read("Bank")["Bank"].rows[1]))


def test_a_line_that_is_matched_to_nothing_is_named_too():
    sheets = book(line("L1", "100", state="matched"))
    assert [one[0] for one in lost(refreshed(sheets))] == [""]


def test_an_amount_or_a_currency_that_cannot_be_read_keeps_nothing_from_being_named():
    sheets = book(line("L1", "100.005", state="matched", receipt="R1", currency="???"))
    assert [one[:1] for one in lost(refreshed(sheets))] == [("R1",)]


def test_receipts_that_stayed_in_an_earlier_month_are_not_missed():
    sheets = matched()
    sheets.put("Receipts", [])
    sheets.put("Months", [{"month": "2026-11", "event": "month opened", "closing_day": date(2026, 10, 31)}])
    assert lost(refreshed(sheets, "2026-11-30")) == []
