"""The Escalation sheet: proposals with their figures, in the order in which people work through them."""

from datetime import date
from decimal import Decimal

from tests.books import a_book, invoice, receipt, refreshed


def test_letters_to_send_stand_first_the_highest_level_first_then_by_name():
    sent = {"level": 2, "last_letter": date(2026, 10, 1)}
    book = a_book({
        "Invoices": [
            invoice("A", "100", customer="1", name="Zelkova"), invoice("B", "100", customer="2", name="alder"),
            invoice("C", "100", customer="3", name="Cedar", due="2026-07-31", **sent),
            invoice("D", "1", customer="4", name="Aspen"),
        ]
    })  # fmt: skip
    refreshed(book)
    assert [(row["name"], row["send"], row["level"]) for row in book.rows("Escalation")][:3] == [
        ("Cedar", True, 3), ("alder", True, 1), ("Zelkova", True, 1),
    ]  # fmt: skip
    assert book.rows("Escalation")[3]["send"] is False


def test_a_customer_has_one_proposal_a_currency_and_its_credits_stay_in_theirs():
    book = a_book({
        "Invoices": [invoice("A", "100"), invoice("B", "80", currency="USD"), invoice("N", "-30", currency="USD")],
        "Receipts": [receipt("R", "5", currency="USD")],
    })  # fmt: skip
    refreshed(book)
    rows = book.rows("Escalation")
    assert {row["currency"]: (row["overdue"], row["unapplied"], row["exposure"]) for row in rows} == {
        "EUR": (100, 0, 100), "USD": (80, 35, 45),
    }  # fmt: skip


def test_a_disputed_part_is_shown_and_not_claimed():
    book = a_book({"Invoices": [invoice("A", "100", disputed=Decimal("40"))]})
    refreshed(book)
    (row,) = book.rows("Escalation")
    assert (row["disputed"], row["exposure"]) == (40, 60)


def test_a_customers_stop_and_an_items_hold_are_respected():
    book = a_book({
        "Invoices": [invoice("A", "100"), invoice("B", "100", customer="C2", hold_until=date(2026, 12, 31))],
        "Customers": [{"customer": "C1", "stop": "lawyer"}],
    })  # fmt: skip
    refreshed(book)
    assert [row["send"] for row in book.rows("Escalation")] == [False, False]
    assert all("no letter" in row["reasons"] for row in book.rows("Escalation"))


def test_a_customer_with_nothing_overdue_is_not_on_the_sheet():
    book = a_book({"Invoices": [invoice("A", "100", due="2026-10-31"), invoice("N", "-5", customer="C2")]})
    refreshed(book)
    assert book.rows("Escalation") == []


def test_reasons_are_in_the_language_of_the_book():
    book = a_book({"Invoices": [invoice("A", "100")]}, language="zh")
    refreshed(book)
    assert "逾期" in book.rows("Escalation")[0]["reasons"]
