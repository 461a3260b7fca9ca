"""What was matched here and what the ledger's lists say of it afterwards: the same money never counts twice."""

from tests.books import a_book, refreshed, totals
from tests.listings import bring
from tests.runs.test_match import accept, line, open_, post, propose

HEAD = "customer | name | document_no | kind | document_date | due_date | currency | gross | remaining\n"
FIRST = (
    HEAD
    + """
    C1 | Alder Ltd | INV-26-0001 | | 2026-09-05 | 2026-10-05 | EUR | 100 | 100
    C1 | Alder Ltd | INV-26-0002 | | 2026-09-06 | 2026-10-06 | EUR | 250 | 250
"""
)
KEY = "C1|invoice|INV-26-0001|2026"


def matched():
    """Give a book of the first list with the payment of one item matched and posted here."""
    book = a_book({"Bank": [line("L1", "100", reference="INV-26-0001")], "BankAccounts": [], "PayerAliases": [],
                   "Matching": []})  # fmt: skip
    bring(book, FIRST, "2026-09-30", file="first.csv")
    propose(book)
    accept(book)
    post(book)
    return book


def states(book):
    return [row.get("state") for row in book.rows("Allocations") if row["kind"] == "cash"]


def test_a_list_that_shows_the_item_settled_posts_the_match_and_clears_nothing_again():
    book = matched()
    second = HEAD + "C1 | Alder Ltd | INV-26-0002 | | 2026-09-06 | 2026-10-06 | EUR | 250 | 250"
    bring(book, second, "2026-10-31", file="second.csv")
    assert totals(refreshed(book))["EUR"] == ("250.00", "250.00")
    assert [(row["kind"], str(row["amount"])) for row in book.rows("Allocations")] == [("cash", "100.00")]
    assert states(book) == ["posted"]
    assert book.rows("Receipts")[0]["state"] == "posted"


def test_a_list_that_does_not_have_the_payment_yet_leaves_it_matched_and_to_post():
    book = matched()
    bring(book, FIRST, "2026-10-31", file="second.csv")
    assert totals(refreshed(book))["EUR"] == ("250.00", "250.00")
    assert open_(book)["INV-26-0001"] == "0.00"
    assert states(book) == ["to post"]
    third = HEAD + "C1 | Alder Ltd | INV-26-0002 | | 2026-09-06 | 2026-10-06 | EUR | 250 | 250"
    bring(book, third, "2026-11-30", file="third.csv")
    assert states(book) == ["posted"]
    assert totals(refreshed(book, "2026-11-30"))["EUR"] == ("250.00", "250.00")


def test_a_list_that_says_something_else_is_the_record():
    book = matched()
    second = (
        HEAD
        + """
        C1 | Alder Ltd | INV-26-0001 | | 2026-09-05 | 2026-10-05 | EUR | 100 | 40
        C1 | Alder Ltd | INV-26-0002 | | 2026-09-06 | 2026-10-06 | EUR | 250 | 250
    """
    )
    bring(book, second, "2026-10-31", file="second.csv")
    assert open_(refreshed_book(book))["INV-26-0001"] == "40.00"
    assert states(book) == ["posted"]


def refreshed_book(book):
    refreshed(book)
    return book


def test_the_ledgers_own_receipt_and_allocation_take_the_place_of_those_made_here():
    book = matched()
    receipts = """
        receipt_key | customer | value_date | posting_date | currency | amount
        RCT-9       | C1       | 2026-10-21 | 2026-10-21   | EUR      | 100
    """
    bring(book, receipts, kind="receipts", file="receipts.csv")
    assert [(row["receipt_key"], row["state"]) for row in book.rows("Receipts")] == [("RCT-9", "posted")]
    assert book.rows("Bank")[0]["receipt"] == "RCT-9"
    allocations = """
        item        | customer | receipt | amount | posting_date
        INV-26-0001 | C1       | RCT-9   | 100    | 2026-10-22
    """
    bring(book, allocations, kind="allocations", file="allocations.csv")
    paid = [row for row in book.rows("Allocations") if row["kind"] == "cash"]
    assert [(row["item"], row["receipt"], str(row["amount"]), row["state"]) for row in paid] == [
        (KEY, "RCT-9", "100.00", "posted")
    ]
    assert totals(refreshed(book))["EUR"] == ("250.00", "250.00")
    assert propose(book).proposals == []


def test_money_behind_what_a_list_cleared_before_is_not_applied_again():
    book = a_book({"Bank": [line("L1", "100", reference="INV-26-0001", on="2026-10-20")], "BankAccounts": [],
                   "PayerAliases": [], "Matching": []})  # fmt: skip
    bring(book, FIRST, "2026-09-30", file="first.csv")
    second = HEAD + "C1 | Alder Ltd | INV-26-0002 | | 2026-09-06 | 2026-10-06 | EUR | 250 | 250"
    bring(book, second, "2026-10-31", file="second.csv")
    propose(book)
    [proposal] = book.rows("Matching")
    assert proposal.get("paid") is None
    assert proposal["confidence"] < 95
    accept(book)
    post(book)
    assert open_(refreshed_book(book)) == {"INV-26-0001": "0.00", "INV-26-0002": "250.00"}
    assert str(book.rows("Receipts")[0]["unapplied"]) == "0.00"
    assert totals(refreshed(book))["EUR"] == ("250.00", "250.00")


WITH_CREDIT = FIRST + "    C1 | Alder Ltd | CN-26-0003  | credit note | 2026-09-07 | 2026-09-07 | EUR | -80 | -80\n"


def refunded():
    """Give a book whose credit note was given back by the bank, matched and posted here."""
    out = line("L9", "-80", reference="Refund CN-26-0003", state="not a receipt")
    book = a_book({"Bank": [out], "BankAccounts": [], "PayerAliases": [], "Matching": []})
    bring(book, WITH_CREDIT, "2026-09-30", file="first.csv")
    propose(book)
    accept(book)
    post(book)
    return book


def test_a_list_without_the_credit_note_posts_its_refund_and_one_with_it_leaves_it_to_post():
    book = refunded()
    bring(book, WITH_CREDIT, "2026-10-31", file="second.csv")
    assert states(book) == ["to post"]
    assert totals(refreshed(book))["EUR"] == ("350.00", "350.00")
    bring(book, FIRST, "2026-11-30", file="third.csv")
    assert states(book) == ["posted"]
    assert totals(refreshed(book, "2026-11-30"))["EUR"] == ("350.00", "350.00")


def test_the_ledgers_own_refund_takes_the_place_of_the_one_made_here():
    book = refunded()
    receipts = """
        receipt_key | customer | value_date | posting_date | currency | amount | instrument
        RF-1        | C1       | 2026-10-21 | 2026-10-21   | EUR      | -80    | Refund
    """
    bring(book, receipts, kind="receipts", file="receipts.csv")
    assert [(row["receipt_key"], row["state"]) for row in book.rows("Receipts")] == [("RF-1", "posted")]
    assert totals(refreshed(book))["EUR"] == ("350.00", "350.00")


def test_what_a_returned_payment_takes_back_follows_the_ledgers_number_of_the_payment():
    book = matched()
    book.put("Bank", [*book.rows("Bank"), line("L2", "-100", on="2026-10-25", reference="returned INV-26-0001")])
    propose(book)
    accept(book)
    post(book)
    receipts = """
        receipt_key | customer | value_date | posting_date | currency | amount
        RCT-9       | C1       | 2026-10-21 | 2026-10-21   | EUR      | 100
    """
    bring(book, receipts, kind="receipts", file="receipts.csv")
    assert [(row["receipt_key"], row.get("reverses")) for row in book.rows("Receipts")] == [
        ("RCT-9", None), ("L2", "RCT-9"),
    ]  # fmt: skip
    assert propose(book).proposals == []
