"""What keeps letters from being issued, and how a person decides otherwise: with a reason, and by name."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, allocation, invoice, receipt, refreshed
from tests.issuing import MemoryJournal, MemoryWriter, Today

from arrears.errors import ProposalRefused
from arrears.runs.issue import issue

COMPANY = {"company": "Harbour", "bank_details": "Bank"}


def proposed(tables=None, *, policy=None, **item):
    items = {"Invoices": [invoice("A", "100", **item)]}
    book = a_book(items | (tables or {}), policy=COMPANY | (policy or {}))
    refreshed(book)
    return book


def issued(book, on="2026-10-31", journal=None, **more):
    day = date.fromisoformat(on)
    return issue(book, MemoryWriter(), journal or MemoryJournal(), Today(day), day, **more)


def sent(done):
    return [(letter.customer, letter.level) for letter in done.letters]


def why(done):
    return [remark.why.name for remark in done.skipped]


def test_a_level_set_higher_needs_a_reason():
    book = proposed(due="2026-10-01")
    book.tables["Escalation"]["level"][0] = 3
    with pytest.raises(ProposalRefused, match="level-unexplained") as refused:
        issued(book)
    assert refused.value.values == {"level": "3", "reached": "1"}
    book.tables["Escalation"]["edit_reason"][0] = "two broken promises"
    assert sent(issued(book)) == [("C1", 3)]


def test_a_level_for_the_legal_department_needs_an_approver_too():
    book = proposed(due="2026-10-01")
    book.tables["Escalation"]["level"][0] = 4
    book.tables["Escalation"]["edit_reason"][0] = "insolvency is rumoured"
    with pytest.raises(ProposalRefused, match="level-unapproved"):
        issued(book)
    book.tables["Escalation"]["approved_by"][0] = "Grace"
    assert sent(issued(book)) == [("C1", 4)]


def test_a_legal_level_that_is_reached_by_itself_needs_neither():
    book = proposed(due="2026-06-01", level=3, last_letter=date(2026, 9, 1))
    assert sent(issued(book)) == [("C1", 4)]


def imported(kind="receipts", on="2026-10-31"):
    return {"kind": kind, "list_date": date.fromisoformat(on), "file": "list.csv"}


@pytest.mark.parametrize("kind", ["receipts", "open-items", "ledger"])
def test_letters_wait_for_receipts_that_are_not_older_than_the_policy_allows(kind):
    book = proposed({"Imports": [imported(kind, "2026-10-28"), imported("customers", "2026-11-05")]})
    with pytest.raises(ProposalRefused, match="receipts-outdated") as refused:
        issued(book, "2026-11-01")
    assert refused.value.values == {"days": "4", "most": "3", "letter_date": "2026-11-01"}
    assert sent(issued(book, "2026-10-31")) == [("C1", 1)]


def test_a_reason_for_the_run_is_taken_and_the_journal_keeps_it():
    book, journal = proposed({"Imports": [imported(on="2026-10-01")]}), MemoryJournal()
    assert sent(issued(book, despite="the bank is on strike", journal=journal)) == [("C1", 1)]
    assert [entry.get("despite") for entry in journal.entries() if entry["kind"] == "opened"] == [
        "the bank is on strike"
    ]


def test_a_reason_in_every_row_to_send_is_taken_too():
    book = proposed({"Imports": [imported(on="2026-10-01")]})
    book.tables["Escalation"]["edit_reason"][0] = "they told us that they have not paid"
    assert sent(issued(book)) == [("C1", 1)]


def test_the_policy_says_how_old_receipts_may_be():
    book = proposed({"Imports": [imported(on="2026-10-01")]}, policy={"receipts_age": "30"})
    assert sent(issued(book)) == [("C1", 1)]


def test_a_book_kept_by_hand_says_nothing_of_imports():
    assert sent(issued(proposed(), "2026-11-20")) == [("C1", 1)]


def left_out(customer="C1"):
    lost = receipt("R", "100", customer=customer) | {"amount": None}
    return {"Receipts": [lost, receipt("R2", "1", customer="C9")], "Allocations": ()}


def test_a_customer_with_a_row_left_out_gets_no_letter_without_a_reason():
    book = proposed(left_out())
    done = issued(book)
    assert (sent(done), why(done)) == ([], ["rows-left-out"])
    assert done.skipped[0].why.values["place"] == "Receipts!K5"
    book.tables["Escalation"]["edit_reason"][0] = "the row is a duplicate"
    assert sent(issued(book)) == [("C1", 1)]


def test_a_row_of_another_customer_hinders_nobody_and_a_reason_for_the_run_is_taken():
    assert sent(issued(proposed(left_out("C2")))) == [("C1", 1)]
    assert sent(issued(proposed(left_out()), despite="duplicates")) == [("C1", 1)]


def test_a_key_accounts_letter_waits_until_it_is_released():
    book = proposed({"Customers": [{"customer": "C1", "key_account": True}]})
    assert book.rows("Escalation")[0]["send"] is False
    book.tables["Escalation"]["send"][0] = True
    assert why(issued(book)) == ["release-missing"]
    book.tables["Escalation"]["released"][0] = True
    refreshed(book)
    assert book.rows("Escalation")[0]["send"] is True
    assert sent(issued(book)) == [("C1", 1)]


def test_what_was_released_is_one_proposal():
    book = proposed({"Customers": [{"customer": "C1", "key_account": True}]})
    book.tables["Escalation"]["released"][0] = True
    book.tables["Invoices"]["gross"][0] = Decimal(120)
    refreshed(book)
    row = book.rows("Escalation")[0]
    assert (row["send"], "released" in row) == (False, False)


def test_who_paid_between_the_figures_and_the_letter_is_not_asked_to_pay():
    paid = {"Receipts": [receipt("R", "100", on="2026-11-02")], "Allocations": ()}
    assert why(issued(proposed(paid), "2026-11-02")) == ["credits-cover"]
    assert sent(issued(proposed(paid), "2026-11-01")) == [("C1", 1)]


def test_what_came_in_since_is_deducted_once_and_below_the_minimum_nothing_is_asked():
    part = {"Receipts": [receipt("R", "60", on="2026-11-02")],
            "Allocations": [allocation("A", "60", receipt="R", on="2026-11-02")]}  # fmt: skip
    writer, day = MemoryWriter(), date(2026, 11, 2)
    done = issue(proposed(part), writer, MemoryJournal(), Today(day), day)
    assert sent(done) == [("C1", 1)]
    assert b"('TotalDue', Decimal('40.00'))" in writer.files[done.letters[0].number]
    most = {"Receipts": [receipt("R", "80", on="2026-11-02")], "Allocations": ()}
    assert why(issued(proposed(most), "2026-11-02")) == ["at-or-below-minimum"]


def test_a_reminder_before_the_due_date_is_written_once_and_raises_nothing():
    stages = [
        {"procedure": "P", "level": 0, "days": 5, "minimum": Decimal(0)},
        {"procedure": "P", "level": 1, "days": 7, "minimum": Decimal(0), "fee": Decimal(9)},
    ]  # fmt: skip
    book = proposed({"Procedures": stages}, policy={"procedure": "P"}, due="2026-11-04")
    journal, writer = MemoryJournal(), MemoryWriter()
    done = issue(book, writer, journal, Today(), date(2026, 10, 31))
    assert sent(done) == [("C1", 0)]
    assert b"reminder_before_due" in writer.files[done.letters[0].number]
    item = book.rows("Invoices")[0]
    assert (item.get("level"), item["last_letter"]) == (None, date(2026, 10, 31))
    refreshed(book)
    assert book.rows("Escalation") == []
    refreshed(book, "2026-11-11")
    assert sent(issue(book, writer, journal, Today(date(2026, 11, 11)), date(2026, 11, 11))) == [("C1", 1)]
