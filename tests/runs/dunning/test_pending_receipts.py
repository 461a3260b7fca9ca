"""Nobody who has paid is asked to pay: money at the bank counts against letters before it is posted."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, invoice, refreshed

from arrears.errors import Refusal
from arrears.office.name_similarity import similarity
from arrears.runs.dunning.issue_conditions import refuse_unknown_money
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.match import propose_matches

LATE = [
    invoice("INV-26-0001", "100", customer="C1", due="2026-09-01"),
    invoice("INV-26-0002", "90", customer="C2", due="2026-09-01"),
]
CUSTOMERS = [{"customer": "C1", "name": "Alder Ltd"}, {"customer": "C2", "name": "Birch GmbH"}]


class Clock:
    def today(self):
        return date(2026, 11, 2)

    def now(self):
        return "2026-11-02T09:00:00+00:00"


def line(key, amount, payer, reference=None, state="open", on="2026-10-20"):
    day = date.fromisoformat(on)
    return {
        "account": "DE1", "currency": "EUR", "booking_date": day, "value_date": day, "amount": Decimal(amount),
        "payer": payer, "reference": reference, "state": state, "line_key": key,
    }  # fmt: skip


def book(*lines):
    tables = {"Invoices": LATE, "Customers": CUSTOMERS, "Bank": list(lines), "BankAccounts": [], "PayerAliases": []}
    return a_book({**tables, "Receipts": [], "Allocations": [], "Matching": []})


def sent(sheets):
    refreshed(sheets)
    return {row["customer"]: (row["send"], str(row["unapplied"])) for row in sheets.rows("Escalation")}


def test_without_bank_lines_both_customers_are_written_to():
    assert sent(book()) == {"C1": (True, "0.00"), "C2": (True, "0.00")}


def test_an_open_bank_line_of_a_customer_stops_the_letter_and_says_why():
    sheets = book(line("L1", "100", "ALDER LTD."))
    assert sent(sheets) == {"C1": (False, "100.00"), "C2": (True, "0.00")}
    assert any("100.00 EUR came in at the bank" in row["reasons"] for row in sheets.rows("Escalation"))


def test_a_proposed_match_that_nobody_accepted_counts_whoever_paid():
    sheets = book(line("L1", "100", "Maria Example", "INV-26-0001"))
    propose_matches(sheets, None, similarity, Clock(), "jo")
    assert sent(sheets)["C1"] == (False, "100.00")


@pytest.mark.parametrize("state", ["matched", "not a receipt", "returned"])
def test_a_line_that_is_dealt_with_counts_no_more(state):
    assert sent(book(line("L1", "100", "Alder Ltd", state=state)))["C1"] == (True, "0.00")


def test_letters_are_refused_while_the_bank_holds_money_of_nobody_known():
    sheets = book(line("L1", "55.50", "Peter Sample"))
    refreshed(sheets)
    with pytest.raises(Refusal) as refused:
        refuse_unknown_money(LetterSheets(sheets), date(2026, 11, 2), "")
    assert (refused.value.name, refused.value.found, refused.value.values["amounts"]) == (
        "bank-lines-open", "1", "55.50 EUR",
    )  # fmt: skip
    refuse_unknown_money(LetterSheets(sheets), date(2026, 11, 2), "the line is a tax refund")
    refuse_unknown_money(LetterSheets(book(line("L1", "55.50", "Alder Ltd"))), date(2026, 11, 2), "")
