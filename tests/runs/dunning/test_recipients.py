"""Letters about a branch's items go to its head office, in one letter with a subtotal for each branch."""

from datetime import date
from decimal import Decimal

from tests.books import AS_OF, a_book, invoice, receipt, refreshed
from tests.issuing import MemoryJournal, MemoryWriter, Today

from arrears.runs.issue import issue
from arrears.runs.letters.letter_batch import plan
from arrears.runs.statements import OPEN_ITEMS, Asked, make_statements

HEAD = {"customer": "HQ", "name": "Cedar Group", "address": "1 Main St"}
NORTH = {"customer": "N", "name": "Cedar North", "dunning_recipient": "HQ"}
SOUTH = {"customer": "S", "name": "Cedar South", "dunning_recipient": "HQ"}
POLICY = {"company": "Harbour Ltd", "bank_details": "Example Bank"}


def group_book(*customers, **tables):
    items = [
        invoice("N-1", "100", customer="N"),
        invoice("S-1", "250", customer="S"),
        invoice("S-2", "50", customer="S"),
    ]
    book = a_book({"Invoices": items, "Customers": list(customers or (HEAD, NORTH, SOUTH)), **tables}, policy=POLICY)
    return book, refreshed(book)


def proposed(book):
    return {row["customer"]: (row["send"], str(row["exposure"])) for row in book.rows("Escalation")}


def drafts(book):
    return plan(book, MemoryWriter(), MemoryJournal(), Today(), letter_date=AS_OF).letters


def test_one_letter_goes_to_the_head_office_which_has_no_items_of_its_own():
    book, _ = group_book()
    assert proposed(book) == {"HQ": (True, "400.00")}
    (draft,) = drafts(book)
    fields = draft.letter.fields
    assert (fields["CustomerNo"], fields["CustomerAddress"], fields["TotalDue"]) == ("HQ", "1 Main St", Decimal(400))
    assert [(row["Branch"], row["DocumentNo"]) for row in draft.letter.rows] == [
        ("N", "N-1"),
        ("S", "S-1"),
        ("S", "S-2"),
    ]


def test_the_letter_gives_a_subtotal_for_each_branch():
    (draft,) = drafts(group_book()[0])
    said = [(row["BranchNo"], row["BranchName"], row["BranchItems"], row["BranchBalance"])
            for row in draft.letter.regions["Branches"]]  # fmt: skip
    assert said == [("N", "Cedar North", 1, Decimal(100)), ("S", "Cedar South", 2, Decimal(300))]


def test_the_head_offices_own_items_are_a_branch_like_the_others():
    items = [invoice("H-1", "70", customer="HQ"), invoice("N-1", "100", customer="N")]
    book, _ = group_book(HEAD, NORTH, Invoices=items)
    (draft,) = drafts(book)
    assert [row["BranchNo"] for row in draft.letter.regions["Branches"]] == ["HQ", "N"]


def test_what_one_branch_paid_is_deducted_for_all():
    book, _ = group_book(Receipts=[receipt("R1", "120", customer="S")])
    assert proposed(book) == {"HQ": (True, "280.00")}
    assert drafts(book)[0].letter.fields["TotalDue"] == Decimal(280)


def test_what_a_branch_paid_since_counts_as_well():
    book, _ = group_book(Receipts=[receipt("R1", "120", customer="S", on="2026-11-02")])
    (draft,) = plan(book, MemoryWriter(), MemoryJournal(), Today(), letter_date=date(2026, 11, 3)).letters
    assert draft.letter.fields["TotalDue"] == Decimal(280)


def test_a_stopped_or_held_branch_stays_out_of_its_head_offices_letter():
    for kept_out in ({"stop": "lawyer"}, {"hold_until": date(2026, 12, 31)}):
        book, _ = group_book(HEAD, NORTH, SOUTH | kept_out)
        assert proposed(book) == {"HQ": (True, "100.00")}
        assert [row["DocumentNo"] for row in drafts(book)[0].letter.rows] == ["N-1"]


def test_a_stopped_head_office_stops_the_letter():
    book, _ = group_book(HEAD | {"stop": "insolvency"}, NORTH, SOUTH)
    assert proposed(book) == {"HQ": (False, "400.00")}


def test_a_key_account_among_the_branches_waits_for_its_release():
    book, _ = group_book(HEAD, NORTH | {"key_account": True}, SOUTH)
    assert proposed(book)["HQ"][0] is False
    book.tables["Escalation"]["send"][0] = True
    assert not drafts(book)


def test_a_branch_over_its_own_limit_is_flagged_on_its_head_offices_proposal():
    book, _ = group_book(HEAD | {"credit_limit": Decimal(1000)}, NORTH, SOUTH | {"credit_limit": Decimal(200)})
    assert "300" in book.rows("Escalation")[0]["flags"]


def test_after_the_letter_the_items_of_all_branches_have_its_level_and_nothing_is_proposed_again():
    book, _ = group_book()
    issue(book, MemoryWriter(), MemoryJournal(), Today(), AS_OF)
    assert [row["level"] for row in book.rows("Invoices")] == [1, 1, 1]
    refreshed(book)
    assert proposed(book)["HQ"][0] is False


def test_letters_in_two_names_are_one_when_the_branch_is_assigned_after_a_first_letter():
    apart = [HEAD, {**NORTH, "dunning_recipient": None}, SOUTH]
    book, _ = group_book(*apart)
    assert set(proposed(book)) == {"HQ", "N"}
    book.tables["Customers"]["dunning_recipient"][1] = "HQ"
    refreshed(book)
    assert set(proposed(book)) == {"HQ"}


def test_a_recipient_nobody_knows_leaves_the_customer_to_be_written_to_and_is_named():
    book, done = group_book(NORTH, SOUTH)
    assert set(proposed(book)) == {"N", "S"}
    assert [p.name for p in done.problems if p.name.startswith("dunning")] == ["dunning-recipient-unknown"] * 2


def test_customers_that_send_each_other_their_letters_are_each_written_to():
    book, done = group_book(HEAD | {"dunning_recipient": "N"}, NORTH, SOUTH)
    assert "HQ" not in proposed(book)
    assert {p.name for p in done.problems if p.name.startswith("dunning")} == {"dunning-recipient-circle"}


def test_statements_stay_with_each_customer():
    book, _ = group_book()
    made, _ = make_statements(book, MemoryWriter(), Asked(OPEN_ITEMS, AS_OF), lambda kind, _language: kind)
    assert [one.customer for one in made] == ["N", "S"]
