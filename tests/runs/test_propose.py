"""Propose: the Escalation sheet alone is written anew."""

import copy

from tests.books import a_book, invoice, no_rates, refreshed

from arrears.runs.propose import propose


def test_only_the_escalation_sheet_is_written():
    book = a_book({"Invoices": [invoice("A", "100")]})
    before = copy.deepcopy(book.tables)
    figures, proposed = propose(book, None, no_rates)
    assert [(row["customer"], row["send"]) for row in book.rows("Escalation")] == [("C1", True)]
    assert {name for name in before if book.tables[name] != before[name]} == {"Escalation"}
    assert (len(proposed.proposals), figures.as_of.isoformat()) == (1, "2026-10-31")


def test_it_proposes_what_a_refresh_proposes():
    one = a_book({"Invoices": [invoice("A", "100"), invoice("B", "3", customer="C2")]})
    other = copy.deepcopy(one)
    refreshed(one)
    propose(other, None, no_rates)
    assert one.rows("Escalation") == other.rows("Escalation")


def test_a_note_whose_proposal_is_gone_becomes_a_problem():
    book = a_book({"Invoices": [invoice("A", "100")]})
    propose(book, None, no_rates)
    book.tables["Escalation"]["note"][0] = "will pay Friday"
    book.put("Invoices", [])
    propose(book, None, no_rates)
    assert [row["found"] for row in book.rows("Problems")] == ["will pay Friday"]
