"""Letters deduct what is on its way, and their stamp follows it: a bill taken after the proposal makes it stale."""

from datetime import date
from decimal import Decimal

from tests.books import a_book, invoice, refreshed

from arrears.runs.bookkeeping.bill_changes import NewBill, take
from arrears.runs.letters.letter_sheets import LetterSheets

DAY = date(2026, 10, 31)


def test_what_is_on_its_way_is_deducted_in_the_letter_and_makes_an_older_proposal_stale():
    sheets = a_book({"Invoices": [invoice("A", "100")]})
    refreshed(sheets)
    before = LetterSheets(sheets)
    assert before.stamp(("C1", "EUR"), DAY) == sheets.rows("Escalation")[0]["proposed"]
    take(sheets, NewBill("4711", "direct debit", "C1", "EUR", Decimal(30), date(2026, 10, 20), item="A"))
    after = LetterSheets(sheets)
    assert after.under_way(("C1", "EUR"), DAY) == 3000
    assert after.stamp(("C1", "EUR"), DAY) != before.stamp(("C1", "EUR"), DAY)
    refreshed(sheets)
    assert after.stamp(("C1", "EUR"), DAY) == sheets.rows("Escalation")[0]["proposed"]
