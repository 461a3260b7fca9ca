"""Going live on old debts: nobody who owes for a year gets a friendly reminder, and nothing is made up."""

from datetime import date

from tests.books import a_book, invoice, no_rates, refreshed

from arrears.runs.propose import propose, propose_opening_levels


def a_book_of_old_debts():
    return a_book({
        "Invoices": [
            invoice("OLD", "100", due="2025-09-30"), invoice("MID", "100", due="2026-10-05", customer="C2"),
            invoice("NEW", "100", due="2026-10-20", customer="C3"),
            invoice("SENT", "100", due="2025-09-30", customer="C4", level=1, last_letter=date(2026, 9, 1)),
        ]
    })  # fmt: skip


def column(book, key):
    return {row["item_key"]: row.get(key) for row in book.rows("Invoices")}


def sends(book):
    propose(book, None, no_rates)
    return {row["customer"]: (row["send"], row.get("level")) for row in book.rows("Escalation")}


def test_each_old_debt_is_proposed_the_level_before_that_of_its_age():
    book = a_book_of_old_debts()
    assert propose_opening_levels(book, None, no_rates) == 2
    assert column(book, "opening_level") == {"OLD": 3, "MID": 1, "NEW": None, "SENT": None}
    assert set(column(book, "level").values()) == {None, 1}, "nothing is said to have been written"


def test_no_letter_goes_before_somebody_approves_and_then_the_one_that_the_age_calls_for():
    book = a_book_of_old_debts()
    refreshed(book)
    propose_opening_levels(book, None, no_rates)
    assert sends(book) == {"C1": (False, None), "C2": (False, None), "C3": (True, 1), "C4": (True, 2)}
    book.tables["Invoices"]["opening_approved"][:2] = ["Grace", "Grace"]
    assert sends(book) == {"C1": (True, 4), "C2": (True, 2), "C3": (True, 1), "C4": (True, 2)}


def test_a_person_may_set_another_opening_level_which_stays():
    book = a_book_of_old_debts()
    propose_opening_levels(book, None, no_rates)
    book.tables["Invoices"]["opening_level"][0] = 1
    book.tables["Invoices"]["opening_approved"][0] = "Grace"
    assert propose_opening_levels(book, None, no_rates) == 1
    assert column(book, "opening_level")["OLD"] == 1
    assert sends(book)["C1"] == (True, 2)
