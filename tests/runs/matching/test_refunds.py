"""Refunds through the book: proposed, accepted, posted, undone, told to the ledger; never taken for a receipt."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import allocation, balances, invoice, receipt, refreshed, totals
from tests.runs.test_match import accept, book, line, post, propose, rows, undo

from arrears.core.bookkeeping.postings import USES
from arrears.errors import Refusal

CREDIT = invoice("CN-26-0009", "-80", customer="C1")


def out(amount="-80", reference="", **more):
    return line("L9", amount, reference=reference, state="not a receipt", **more)


def posted(sheets):
    propose(sheets)
    accept(sheets)
    return post(sheets)


def receipts(sheets):
    return [(str(row["amount"]), row.get("instrument"), row.get("reverses")) for row in sheets.rows("Receipts")]


def test_a_refund_is_proposed_against_the_credit_note_and_called_one():
    sheets = book(out(reference="Refund CN-26-0009"), items=[CREDIT])
    (proposal,) = propose(sheets).proposals
    assert proposal.returns == proposal.receipt == ""
    assert rows(sheets, "received", "document_no", "paid", "open", "left_open", "unassigned") == [
        ("-80.00", "CN-26-0009", "-80.00", "-80.00", "0.00", "0.00")
    ]
    assert "refund" in rows(sheets, "reasons")[0][0]


def test_an_accepted_refund_settles_the_credit_note_and_is_no_receipt():
    sheets = book(out(), items=[CREDIT])
    done = posted(sheets)
    assert receipts(sheets) == [("-80.00", "Refund", None)]
    assert [(row["item"], row["kind"], str(row["amount"])) for row in done.allocations] == [
        ("CN-26-0009", "cash", "-80.00")
    ]
    assert sheets.rows("Bank")[0]["state"] == "matched"
    assert totals(refreshed(sheets))["EUR"] == ("0.00", "0.00")
    assert balances(sheets)["CN-26-0009"] == "0.00"
    assert propose(sheets).proposals == []


def test_undoing_a_refund_gives_the_credit_back():
    sheets = book(out(), items=[CREDIT])
    before = totals(refreshed(sheets))
    posted(sheets)
    undo(sheets, "L9")
    assert totals(refreshed(sheets)) == before
    assert balances(sheets)["CN-26-0009"] == "-80.00"
    assert sheets.rows("Bank")[0]["state"] == "open"
    assert rows(propose_again(sheets), "document_no", "paid")[0] == ("CN-26-0009", "-80.00")


def propose_again(sheets):
    propose(sheets)
    return sheets


def test_a_part_of_a_receipt_on_account_is_given_back_and_the_rest_stays():
    sheets = book(out("-30", "refund"), items=[], receipts=[receipt("R1", "50")])
    propose(sheets)
    assert ("R1", "-30.00", "-30.00") in rows(sheets, "refund_of", "received", "unassigned")
    accept(sheets, "bank:L9")
    post(sheets)
    assert receipts(sheets)[1] == ("-30.00", "Refund", "R1")
    propose(sheets)
    assert rows(sheets, "source", "received")[0] == ("receipt:R1", "20.00")


def test_a_receipt_that_was_given_back_is_not_proposed_any_more_and_is_again_once_that_is_undone():
    sheets = book(out("-50"), items=[], receipts=[receipt("R1", "50")])
    propose(sheets)
    accept(sheets, "bank:L9")
    post(sheets)
    assert propose(sheets).proposals == []
    undo(sheets, "L9")
    assert ("receipt:R1", "50.00") in rows(propose_again(sheets), "source", "received")


def test_a_refund_of_credit_and_receipts_takes_all_of_them():
    sheets = book(out("-130"), items=[CREDIT], receipts=[receipt("R1", "20"), receipt("R2", "30")])
    propose(sheets)
    accept(sheets, "bank:L9")
    post(sheets)
    assert totals(refreshed(sheets))["EUR"] == ("0.00", "0.00")
    assert propose(sheets).proposals == []


def test_what_is_owed_is_set_off_before_the_rest_is_given_back():
    sheets = book(out("-50"), items=[CREDIT, invoice("INV-26-0001", "30", customer="C1")])
    done = posted(sheets)
    assert [(row["item"], row["kind"], str(row["amount"])) for row in done.allocations] == [
        ("INV-26-0001", "credit", "30.00"), ("CN-26-0009", "cash", "-50.00"),
    ]  # fmt: skip
    refreshed(sheets)
    assert balances(sheets) == {"CN-26-0009": "0.00", "INV-26-0001": "0.00"}


def test_a_refund_is_never_accepted_unseen():
    sheets = book(out(reference="Refund CN-26-0009"), items=[CREDIT], policy={"match_accept": "50"})
    propose(sheets)
    assert rows(sheets, "accept") == [("",)]


def test_the_payee_of_a_refund_is_not_learnt_as_a_payer():
    sheets = book(out(reference="Refund CN-26-0009", payer="Alder Treasury"), items=[CREDIT])
    posted(sheets)
    assert sheets.rows("PayerAliases") == []


@pytest.mark.parametrize(
    ("edits", "name"),
    [
        ({"paid": Decimal(-81)}, "match-beyond-receipt"),
        ({"paid": Decimal(5)}, "match-beyond-receipt"),
        ({"refund_of": "R7"}, "match-stale"),
        ({"customer": None}, "match-customer-missing"),
    ],
)
def test_a_refund_that_cannot_be_is_refused(edits, name):
    sheets = book(out(), items=[CREDIT])
    propose(sheets)
    accept(sheets, **edits)
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == name


def test_what_a_refund_gives_back_of_a_receipt_pays_no_item_in_the_same_go():
    sheets = book(out("-30", "refund"), items=[invoice("INV-26-0001", "100")], receipts=[receipt("R1", "50")])
    propose(sheets)
    accept(sheets)
    accept(sheets, "receipt:R1", document_no="INV-26-0001", paid=Decimal(21))
    before = sheets.rows("Receipts")
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == "match-beyond-receipt"
    assert sheets.rows("Receipts") == before
    accept(sheets, "receipt:R1", paid=Decimal(20))
    assert [(row["receipt"], str(row["amount"])) for row in post(sheets).allocations] == [("R1", "20.00")]


def test_a_return_that_the_bank_calls_a_refund_stays_a_returned_payment():
    sheets = book(line("L1", "80", reference="INV-1", on="2026-10-05", end_to_end="E2E-77"), items=[CREDIT])
    posted(sheets)
    back = line("L2", "-80", on="2026-10-25", end_to_end="E2E-77", kind="Refund")
    sheets.put("Bank", [*sheets.rows("Bank"), back])
    propose(sheets)
    assert ("bank:L2", "L1") in rows(sheets, "source", "returns")
    accept(sheets, "bank:L2")
    post(sheets)
    assert receipts(sheets)[1] == ("-80.00", "Payment returned", "L1")
    assert [one.source.named for one in propose(sheets).proposals] == []


def test_what_the_bank_says_came_back_is_no_refund_of_a_credit_that_happens_to_have_its_amount():
    paid = receipt("R1", "80", payer="Alder Ltd")
    sheets = book(out(reference="Direct debit returned"), items=[CREDIT, invoice("INV-26-0001", "80")], receipts=[paid],
                  allocations=[allocation("INV-26-0001", "80", receipt="R1")])  # fmt: skip
    propose(sheets)
    assert rows(sheets, "source", "returns", "document_no") == [("bank:L9", "R1", "")]


def test_the_ledger_hears_of_a_refund_by_its_name():
    sheets = book(out(reference="RE 77"), items=[CREDIT])
    sheets.put("Accounts", [{"use": use, "account": f"{1000 + n}"} for n, use in enumerate(USES)])
    sheets.put("Postings", [])
    posted(sheets)
    refreshed(sheets)
    booked = {}
    for row in sheets.rows("Postings"):
        amount = row.get("base_debit", Decimal(0)) - row.get("base_credit", Decimal(0))
        booked[row["use"]] = booked.get(row["use"], 0) + amount
    assert booked == {"bank": -80, "on-account": 0, "receivable": 80}
    assert {(row["kind"], row["text"]) for row in sheets.rows("Postings")} == {
        ("refund", "Refund of CN-26-0009: Alder Ltd, RE 77"), ("refund", "Refund: Alder Ltd, RE 77"),
    }  # fmt: skip


def test_the_ledger_hears_of_a_credit_that_was_used_before_the_rest_was_given_back():
    sheets = book(out("-50"), items=[CREDIT, invoice("INV-26-0001", "30", customer="C1")])
    sheets.put("Accounts", [{"use": use, "account": f"{1000 + n}"} for n, use in enumerate(USES)])
    sheets.put("Postings", [])
    posted(sheets)
    refreshed(sheets)
    assert {(row["kind"], row["text"]) for row in sheets.rows("Postings")} == {
        ("refund", "Refund: Alder Ltd"), ("refund", "Refund of CN-26-0009: Alder Ltd"),
        ("credit", "Credit CN-26-0009 used on INV-26-0001: Alder Ltd"),
    }  # fmt: skip


def test_the_roll_forward_shows_a_refund_as_one():
    sheets = book(out(), items=[CREDIT])
    posted(sheets)
    rolled = refreshed(sheets).tied.roll
    assert rolled is not None
    sheets.put("RollForward", [])
    refreshed(sheets)
    (row,) = [row for row in sheets.rows("RollForward") if row.get("customer") == "C1"]
    assert str(row["refunds"]) == "80.00"


def test_the_roll_forward_takes_a_refund_that_was_undone_out_of_refunds_again():
    sheets = book(out(), items=[CREDIT])
    posted(sheets)
    undo(sheets, "L9")
    sheets.put("RollForward", [])
    refreshed(sheets)
    (row,) = [row for row in sheets.rows("RollForward") if row.get("customer") == "C1"]
    assert [str(row[column]) for column in ("refunds", "receipts", "returned_payments")] == ["0.00", "0.00", "0.00"]


def test_money_in_that_the_bank_calls_a_refund_can_be_undone_once_and_stands_among_receipts():
    sheets = book(line("L1", "100", reference="INV-26-0001", kind="微信退款"), items=[invoice("INV-26-0001", "100")])
    posted(sheets)
    undo(sheets, "L1")
    with pytest.raises(Refusal) as refused:
        undo(sheets, "L1")
    assert refused.value.name == "receipt-not-matched"
    assert [one.source.incoming.key for one in propose(sheets).proposals] == ["bank:L1"]
    sheets.put("RollForward", [])
    refreshed(sheets)
    (row,) = [row for row in sheets.rows("RollForward") if row.get("customer") == "C1"]
    assert [str(row[column]) for column in ("refunds", "receipts", "returned_payments")] == ["0.00", "0.00", "0.00"]


def test_a_refund_that_was_undone_is_told_to_the_ledger_as_that():
    sheets = book(out("-50", "RE 77"), items=[CREDIT, invoice("INV-26-0001", "30", customer="C1")])
    sheets.put("Accounts", [{"use": use, "account": f"{1000 + n}"} for n, use in enumerate(USES)])
    sheets.put("Postings", [])
    posted(sheets)
    undo(sheets, "L9")
    refreshed(sheets)
    assert {row["text"] for row in sheets.rows("Postings") if "undone" in row["text"]} == {
        "Refund L9 undone: Alder Ltd, RE 77", "Refund of CN-26-0009 undone: Alder Ltd, RE 77",
        "Refund undone - Credit CN-26-0009 used on INV-26-0001: Alder Ltd, RE 77",
    }  # fmt: skip


def test_days_of_a_refund_are_those_of_the_bank():
    sheets = book(out(on="2026-10-20"), items=[CREDIT])
    posted(sheets)
    (row,) = sheets.rows("Allocations")
    assert (row["effective_date"], row["posting_date"]) == (date(2026, 10, 20), date(2026, 10, 20))
