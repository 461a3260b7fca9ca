"""Proposing, accepting, posting and undoing: nothing counts twice, nothing is lost, nothing is posted unseen."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, allocation, balances, invoice, receipt, refreshed, totals

from arrears.errors import Refusal
from arrears.office.name_similarity import similarity
from arrears.runs.match import post_matches, propose_matches, undo_match


class Clock:
    def today(self):
        return date(2026, 11, 2)

    def now(self):
        return "2026-11-02T09:00:00+00:00"


def line(key, amount, payer="Alder Ltd", reference="", *, on="2026-10-20", **more):
    """Write a row of the Bank sheet."""
    day = date.fromisoformat(on)
    return {
        "account": "DE1", "currency": "EUR", "booking_date": day, "value_date": day, "amount": Decimal(amount),
        "payer": payer, "reference": reference or None, "state": "open", "line_key": key,
    } | more  # fmt: skip


CUSTOMERS = [{"customer": "C1", "name": "Alder Ltd"}, {"customer": "C2", "name": "Birch GmbH"}]
ITEMS = [
    invoice("INV-26-0001", "100", customer="C1"), invoice("INV-26-0002", "250.50", customer="C1"),
    invoice("INV-26-0003", "80", customer="C2"),
]  # fmt: skip


def book(*lines, items=ITEMS, receipts=(), allocations=(), policy=None, customers=CUSTOMERS):
    return a_book(
        {
            "Invoices": items, "Customers": customers, "Receipts": list(receipts), "Allocations": list(allocations),
            "Bank": list(lines), "BankAccounts": [], "PayerAliases": [], "Matching": [],
        },
        policy=policy,
    )  # fmt: skip


def propose(sheets, by="jo", as_of=None):
    return propose_matches(sheets, as_of, similarity, Clock(), by)


def post(sheets, by="jo", as_of=None):
    return post_matches(sheets, as_of, similarity, Clock(), by)


def undo(sheets, *receipts):
    return undo_match(sheets, receipts, None, Clock(), "jo")


def accept(sheets, *sources, **more):
    """Accept the rows of sources (all if none), as a person would on the sheet."""
    table = sheets.tables["Matching"]
    for n, source in enumerate(table["source"]):
        if table["state"][n] == "proposed" and (not sources or source in sources):
            table["accept"][n] = True
            for key, value in more.items():
                table[key][n] = value


def rows(sheets, *keys):
    """Give columns of the Matching sheet, row by row, amounts as text."""
    return [tuple(str(row[key]) if key in row else "" for key in keys) for row in sheets.rows("Matching")]


def open_(sheets):
    return balances(sheets)


def test_nothing_is_posted_before_it_is_accepted():
    sheets = book(line("L1", "100", reference="INV-26-0001"))
    propose(sheets)
    assert rows(
        sheets, "source", "customer", "document_no", "open", "paid", "left_open", "unassigned", "confidence"
    ) == [("bank:L1", "C1", "INV-26-0001", "100.00", "100.00", "0.00", "0.00", "99")]
    assert sheets.rows("Receipts") == []
    assert post(sheets).receipts == []
    assert sheets.rows("Receipts") == []
    assert sheets.rows("Allocations") == []
    assert sheets.rows("Bank")[0]["state"] == "open"


def test_an_accepted_row_makes_a_receipt_and_its_allocation_with_both_dates():
    sheets = book(line("L1", "100", reference="INV-26-0001", on="2026-10-20", value_date=date(2026, 10, 18)))
    propose(sheets)
    accept(sheets)
    done = post(sheets)
    assert [one["receipt_key"] for one in done.receipts] == ["L1"]
    [paid] = sheets.rows("Allocations")
    assert (paid["item"], paid["kind"], paid["receipt"], str(paid["amount"])) == ("INV-26-0001", "cash", "L1", "100.00")
    assert (paid["effective_date"], paid["posting_date"]) == (date(2026, 10, 18), date(2026, 10, 20))
    assert (paid["state"], paid["entered_by"]) == ("to post", "jo")
    assert sheets.rows("Bank")[0]["state"] == "matched"
    assert sheets.rows("Bank")[0]["receipt"] == "L1"
    assert totals(refreshed(sheets))["EUR"] == ("330.50", "330.50")
    assert "INV-26-0001" not in open_(sheets) or open_(sheets)["INV-26-0001"] == "0.00"


def test_the_receipt_of_a_bank_line_has_a_number_that_people_can_read_and_type():
    key = "DE00SAMP01/EUR/2026-10-20/100.00/5b950e77"
    sheets = book(line(key, "100", reference="INV-26-0001"), line(f"{key}-2", "100"), items=[*ITEMS, *ITEMS[:1]])
    propose(sheets)
    accept(sheets, customer="C1")
    post(sheets)
    assert [row["receipt_key"] for row in sheets.rows("Receipts")] == ["20261020-5B950E", "20261020-5B950E-2"]
    undo(sheets, "20261020-5B950E")
    assert [row["state"] for row in sheets.rows("Bank")] == ["open", "matched"]


def test_posting_again_and_proposing_again_post_nothing_twice():
    sheets = book(line("L1", "100", reference="INV-26-0001"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    assert post(sheets).receipts == []
    assert propose(sheets).proposals == []
    assert rows(sheets, "source", "state") == [("bank:L1", "posted")]
    assert post(sheets).receipts == []
    assert len(sheets.rows("Receipts")) == 1
    assert len(sheets.rows("Allocations")) == 1


def test_a_discount_in_time_is_allocated_beside_the_cash():
    items = [invoice("INV-26-0009", "200", terms="2/10 net 30", document_date=date(2026, 10, 15), due="2026-11-14")]
    sheets = book(line("L1", "196", reference="INV-26-0009", on="2026-10-22"), items=items)
    propose(sheets)
    assert rows(sheets, "paid", "deducted", "deducted_as") == [("196.00", "4.00", "discount")]
    accept(sheets)
    post(sheets)
    assert [(row["kind"], str(row["amount"]), row["receipt"]) for row in sheets.rows("Allocations")] == [
        ("cash", "196.00", "L1"), ("discount", "4.00", "L1"),
    ]  # fmt: skip
    assert totals(refreshed(sheets))["EUR"] == ("0.00", "0.00")


def test_a_credit_note_is_used_with_the_payment_that_deducts_it():
    items = [*ITEMS, invoice("CN-26-01", "-30", customer="C1")]
    sheets = book(line("L1", "70", reference="INV-26-0001 less CN-26-01"), items=items)
    propose(sheets)
    assert rows(sheets, "document_no", "paid") == [("INV-26-0001", "100.00"), ("CN-26-01", "-30.00")]
    accept(sheets)
    post(sheets)
    refreshed(sheets)
    real = [row for row in sheets.rows("Allocations") if row["amount"] > 0]
    assert [(row["kind"], str(row["amount"]), row.get("credit")) for row in real] == [
        ("credit", "30.00", "CN-26-01"), ("cash", "70.00", None),
    ]  # fmt: skip
    assert totals(refreshed(sheets))["EUR"] == ("330.50", "330.50")
    assert not sheets.rows("Receipts")[0].get("unapplied")
    undo(sheets, "L1")
    assert totals(refreshed(sheets))["EUR"] == ("400.50", "400.50")
    assert (open_(sheets)["INV-26-0001"], open_(sheets)["CN-26-01"]) == ("100.00", "-30.00")


def test_what_is_left_of_a_receipt_stays_on_account_and_is_proposed_again():
    sheets = book(line("L1", "130", reference="INV-26-0001"))
    propose(sheets)
    assert rows(sheets, "paid", "unassigned") == [("100.00", "30.00")]
    accept(sheets)
    post(sheets)
    refreshed(sheets)
    assert str(sheets.rows("Receipts")[0]["unapplied"]) == "30.00"
    again = propose(sheets)
    assert [(one.source.incoming.key, one.source.incoming.amount) for one in again.proposals] == [("receipt:L1", 3000)]


def test_an_accountant_edits_amounts_and_numbers_before_posting():
    sheets = book(line("L1", "130", reference="INV-26-0001"))
    propose(sheets)
    sheets.tables["Matching"]["document_no"][0] = "INV-26-0002"
    sheets.tables["Matching"]["paid"][0] = Decimal("120")
    accept(sheets)
    propose(sheets)
    assert rows(sheets, "document_no", "open", "paid", "left_open", "unassigned", "accept") == [
        ("INV-26-0002", "250.50", "120", "130.50", "10.00", "True")
    ]
    post(sheets)
    refreshed(sheets)
    assert open_(sheets)["INV-26-0002"] == "130.50"


def test_a_row_that_has_become_stale_is_refused_by_name():
    sheets = book(
        line("L1", "100", reference="INV-26-0001"), line("L2", "100", reference="INV-26-0001", on="2026-10-21")
    )
    propose(sheets)
    accept(sheets, "bank:L1")
    sheets.put("Allocations", [allocation("INV-26-0001", "40")])
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert (refused.value.name, refused.value.found) == ("match-stale", "INV-26-0001")
    assert sheets.rows("Receipts") == []


def test_the_same_item_is_never_given_more_than_is_open():
    sheets = book(line("L1", "100", reference="INV-26-0001"), line("L2", "60", reference="x"))
    propose(sheets)
    sheets.tables["Matching"]["document_no"][1] = "INV-26-0001"
    sheets.tables["Matching"]["paid"][1] = Decimal(60)
    accept(sheets)
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == "match-beyond-item"


@pytest.mark.parametrize(
    ("edits", "name"),
    [
        ({"paid": Decimal(101)}, "match-beyond-receipt"),
        ({"paid": Decimal(90), "deducted": Decimal(5), "deducted_as": None}, "match-kind-missing"),
        ({"document_no": "X-9"}, "match-item-unknown"),
        ({"document_no": None}, "match-item-missing"),
        ({"customer": None}, "match-customer-missing"),
        ({"customer": "C99"}, "match-customer-unknown"),
        ({"receipt": "XYZ"}, "match-stale"),
        ({"paid": Decimal(90), "deducted": Decimal(10), "deducted_as": "write-off"}, "match-unapproved"),
        ({"paid": Decimal(90), "deducted": Decimal(10), "deducted_as": "discount"}, "match-unapproved"),
    ],
)
def test_what_cannot_be_posted_is_refused_whole(edits, name):
    sheets = book(line("L1", "100", reference="INV-26-0001"), line("L2", "80", "Birch GmbH", "INV-26-0003"))
    propose(sheets)
    accept(sheets)
    row = sheets.tables["Matching"]["source"].index("bank:L1")
    for key, value in edits.items():
        sheets.tables["Matching"][key][row] = value
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == name
    assert sheets.rows("Receipts") == []
    assert sheets.rows("Allocations") == []


def test_a_large_payment_waits_for_somebody_else_to_approve_it():
    sheets = book(line("L1", "100", reference="INV-26-0001"), policy={"approval_amount": "100"})
    propose(sheets)
    accept(sheets)
    for approver, name in (("", "match-unapproved"), (" JO ", "approval-own")):
        sheets.tables["Matching"]["approved_by"][0] = approver or None
        with pytest.raises(Refusal) as refused:
            post(sheets)
        assert refused.value.name == name
    sheets.tables["Matching"]["approved_by"][0] = "kim"
    post(sheets)
    [approval] = sheets.rows("Approvals")
    assert (approval["subject"], approval["row_key"], approval["approved_by"], approval["requested_by"]) == (
        "match", "bank:L1", "kim", "jo",
    )  # fmt: skip
    assert sheets.rows("Allocations")[0]["approved_by"] == "kim"


def test_a_change_after_the_approval_makes_it_void():
    sheets = book(line("L1", "100", reference="INV-26-0001"), policy={"approval_amount": "50"})
    propose(sheets)
    accept(sheets, approved_by="kim")
    propose(sheets)
    sheets.tables["Matching"]["paid"][0] = Decimal(60)
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == "approval-void"
    again = propose(sheets)
    assert [problem.name for problem in again.problems] == ["approval-taken-back"]
    assert rows(sheets, "approved_by", "accept") == [("", "True")]
    accept(sheets, approved_by="kim")
    post(sheets)
    assert str(sheets.rows("Allocations")[0]["amount"]) == "60.00"


def test_acceptance_unseen_is_off_unless_the_policy_says_otherwise_and_is_listed():
    sheets = book(line("L1", "100", reference="INV-26-0001"), line("L2", "55", "Birch GmbH"))
    propose(sheets)
    assert rows(sheets, "accept") == [("",), ("",)]
    sheets = book(
        line("L1", "100", reference="INV-26-0001"), line("L2", "55", "Birch GmbH"), policy={"match_accept": "95"}
    )
    propose(sheets)
    assert rows(sheets, "source", "accept", "accepted_by") == [("bank:L1", "True", "automatic"), ("bank:L2", "", "")]
    done = post(sheets)
    assert [one["source"] for one in done.automatic] == ["L1"]
    assert sheets.rows("Allocations")[0]["entered_by"] == "automatic"


def test_a_line_of_the_bank_that_the_ledger_booked_already_makes_no_second_receipt():
    sheets = book(
        line("L1", "100", reference="INV-26-0001"),
        receipts=[receipt("RCT-1", "100", on="2026-10-21")],
        allocations=[allocation("INV-26-0001", "100", receipt="RCT-1")],
    )
    before = totals(refreshed(sheets))
    propose(sheets)
    assert rows(sheets, "receipt", "document_no") == [("RCT-1", "")]
    accept(sheets)
    assert post(sheets).joined == ["RCT-1"]
    assert len(sheets.rows("Receipts")) == 1
    assert sheets.rows("Bank")[0]["receipt"] == "RCT-1"
    assert totals(refreshed(sheets)) == before


def test_a_returned_payment_opens_its_items_again_on_its_own_day():
    sheets = book(line("L1", "100", reference="INV-26-0001", on="2026-10-05", end_to_end="E2E-77"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    sheets.put("Bank", [
        *sheets.rows("Bank"), line("L2", "-100", on="2026-10-25", reference="RETURN", end_to_end="E2E-77")
    ])  # fmt: skip
    propose(sheets)
    assert rows(sheets, "returns", "received", "confidence")[0] == ("L1", "-100.00", "97")
    accept(sheets)
    post(sheets)
    assert totals(refreshed(sheets, "2026-10-24"))["EUR"] == ("330.50", "330.50")
    assert totals(refreshed(sheets, "2026-10-31"))["EUR"] == ("430.50", "430.50")
    back = sheets.rows("Allocations")[-1]
    assert (str(back["amount"]), back["reverses"], back["effective_date"]) == ("-100.00", "L1", date(2026, 10, 25))
    assert [str(row.get("unapplied", 0)) for row in sheets.rows("Receipts")] in (["0", "0"], ["0.00", "0.00"])
    assert propose(sheets).proposals == []


@pytest.mark.parametrize("state", ["returned", "not a receipt"])
def test_a_return_is_proposed_as_the_bank_import_leaves_its_line(state):
    sheets = book(line("L1", "100", reference="INV-26-0001", on="2026-10-05"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    back = line("L2", "-100", on="2026-10-25", reference="Return direct debit", state=state)
    sheets.put("Bank", [*sheets.rows("Bank"), back])
    propose(sheets)
    assert rows(sheets, "returns", "received", "confidence")[0] == ("L1", "-100.00", "90")
    accept(sheets)
    post(sheets)
    assert totals(refreshed(sheets))["EUR"] == ("430.50", "430.50")
    assert propose(sheets).proposals == []


def test_money_paid_out_to_a_customer_is_no_return_unless_somebody_says_so():
    sheets = book(line("L1", "100", reference="INV-26-0001", on="2026-10-05"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    paid = line("L2", "-100", on="2026-10-25", reference="rent", state="not a receipt")
    sheets.put("Bank", [*sheets.rows("Bank"), paid])
    assert propose(sheets).proposals == []


def test_a_payment_that_came_and_went_back_before_it_was_posted_leaves_no_receipt():
    sheets = book(
        line("L1", "100", reference="INV-26-0001", end_to_end="E2E-77"),
        line("L2", "-100", on="2026-10-25", reference="returned", end_to_end="E2E-77"),
    )
    propose(sheets)
    assert rows(sheets, "source", "returns") == [("bank:L2", "bank:L1")]
    accept(sheets)
    post(sheets)
    assert [row["state"] for row in sheets.rows("Bank")] == ["returned", "returned"]
    assert sheets.rows("Receipts") == []
    assert propose(sheets).proposals == []


def test_undoing_restores_both_sides_and_leaves_its_trace():
    sheets = book(line("L1", "130", reference="INV-26-0001"))
    before = totals(refreshed(sheets))
    propose(sheets)
    accept(sheets)
    post(sheets)
    undo(sheets, "L1")
    assert totals(refreshed(sheets)) == before
    assert open_(sheets)["INV-26-0001"] == "100.00"
    assert sheets.rows("Bank")[0]["state"] == "open"
    assert "receipt" not in sheets.rows("Bank")[0]
    assert [str(row["amount"]) for row in sheets.rows("Allocations")] == ["100.00", "-100.00"]
    assert [(row["receipt_key"], str(row["amount"])) for row in sheets.rows("Receipts")] == [
        ("L1", "130.00"), ("L1/undone", "-130.00"),
    ]  # fmt: skip
    assert rows(sheets, "state") == [("undone",)]
    with pytest.raises(Refusal) as refused:
        undo(sheets, "L1")
    assert refused.value.name == "receipt-not-matched"
    propose(sheets)
    accept(sheets)
    assert [one["receipt_key"] for one in post(sheets).receipts] == ["L1/2"]
    assert totals(refreshed(sheets))["EUR"] == ("300.50", "300.50")


def test_undoing_the_match_of_a_receipt_of_the_ledger_leaves_it_on_account():
    sheets = book(receipts=[receipt("RCT-1", "100", reference="INV-26-0001")])
    propose(sheets)
    accept(sheets)
    post(sheets)
    refreshed(sheets)
    assert open_(sheets)["INV-26-0001"] == "0.00"
    undo(sheets, "RCT-1")
    refreshed(sheets)
    assert open_(sheets)["INV-26-0001"] == "100.00"
    assert str(sheets.rows("Receipts")[0]["unapplied"]) == "100.00"
    assert propose(sheets).proposals[0].source.named == "RCT-1"


def test_a_payer_is_learnt_from_what_a_person_accepted():
    sheets = book(line("L1", "100", "Holding Treasury", "INV-26-0001", payer_account="DE99"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    assert [(row["payer"], row["payer_account"], row["customer"]) for row in sheets.rows("PayerAliases")] == [
        ("Holding Treasury", "DE99", "C1")
    ]
    sheets.put("Bank", [*sheets.rows("Bank"), line("L2", "250.50", "Holding Treasury", payer_account="DE99")])
    propose(sheets)
    assert rows(sheets, "source", "document_no", "confidence")[0] == ("bank:L2", "INV-26-0002", "96")


def test_a_decision_on_a_proposal_that_changed_is_named_and_dropped():
    sheets = book(line("L1", "100", reference="INV-26-0001"))
    propose(sheets)
    accept(sheets)
    sheets.put("Allocations", [allocation("INV-26-0001", "40")])
    assert [problem.name for problem in propose(sheets).problems] == ["match-decision-dropped"]
    assert rows(sheets, "accept", "paid") == [("", "60.00")]


def test_a_row_that_a_person_added_is_posted_with_its_block():
    sheets = book(line("L1", "180", reference="INV-26-0001"))
    propose(sheets)
    added = {"source": "bank:L1", "document_no": "INV-26-0003", "paid": Decimal(80), "accept": True, "customer": "C1"}
    accept(sheets)
    sheets.put("Matching", [*sheets.rows("Matching"), sheets.rows("Matching")[0] | added | {"item_key": None}])
    propose(sheets)
    post(sheets)
    refreshed(sheets)
    assert (open_(sheets)["INV-26-0001"], open_(sheets)["INV-26-0003"]) == ("0.00", "0.00")


def test_undoing_a_joined_line_takes_nothing_back_that_the_ledger_allocated():
    sheets = book(
        line("L1", "100", reference="INV-26-0001"), receipts=[receipt("RCT-1", "100", on="2026-10-21")],
        allocations=[allocation("INV-26-0001", "100", receipt="RCT-1")],
    )  # fmt: skip
    before = totals(refreshed(sheets))
    propose(sheets)
    accept(sheets)
    post(sheets)
    undo(sheets, "RCT-1")
    assert totals(refreshed(sheets)) == before
    assert len(sheets.rows("Allocations")) == 1
    assert sheets.rows("Bank")[0]["state"] == "open"


def test_a_payer_is_not_learnt_from_what_nobody_looked_at():
    sheets = book(line("L1", "100", "Holding Treasury", "INV-26-0001"), policy={"match_accept": "95"})
    propose(sheets)
    assert len(post(sheets).automatic) == 1
    assert sheets.rows("PayerAliases") == []


def test_earlier_months_stay_as_they_were_reported():
    sheets = book(receipts=[receipt("RCT-1", "100", on="2026-09-10", reference="INV-26-0001")])
    before = totals(refreshed(sheets, "2026-09-30"))
    propose(sheets, as_of=date(2026, 10, 31))
    accept(sheets)
    post(sheets, as_of=date(2026, 10, 31))
    [paid] = sheets.rows("Allocations")
    assert (paid["effective_date"], paid["posting_date"]) == (date(2026, 9, 10), date(2026, 10, 1))
    assert totals(refreshed(sheets, "2026-09-30")) == before


def test_a_refresh_and_a_second_proposal_change_nothing_that_was_decided():
    sheets = book(line("L1", "130", reference="INV-26-0001"), line("L2", "80", "Birch GmbH", "INV-26-0003"))
    propose(sheets)
    accept(sheets, "bank:L1", note="called them")
    refreshed(sheets)
    propose(sheets)
    assert sorted(rows(sheets, "source", "accept", "note")) == [("bank:L1", "True", "called them"), ("bank:L2", "", "")]


def test_a_partly_undone_receipt_on_account_asks_nobody_twice():
    late = [invoice("INV-26-0001", "100", customer="C1", due="2026-09-01")]
    sheets = book(line("L1", "130", reference="INV-26-0001"), items=late)
    propose(sheets)
    accept(sheets)
    post(sheets)
    undo(sheets, "L1")
    sheets.put("Bank", [])
    refreshed(sheets)
    [proposal] = sheets.rows("Escalation")
    assert (proposal["send"], str(proposal["unapplied"])) == (True, "0.00")


def test_a_payment_is_not_accepted_and_taken_back_in_the_same_go():
    sheets = book(
        line("L1", "100", reference="INV-26-0001"), line("L2", "-100", on="2026-10-25", reference="something else")
    )
    propose(sheets)
    assert sorted(rows(sheets, "source", "returns")) == [("bank:L1", ""), ("bank:L2", "bank:L1")]
    accept(sheets)
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert (refused.value.name, refused.value.found) == ("match-stale", "bank:L1")


def test_a_payment_is_taken_back_once():
    sheets = book(line("L1", "100", reference="INV-26-0001", end_to_end="E2E-77"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    back = {"end_to_end": "E2E-77", "reference": "RETURN"}
    sheets.put("Bank", [*sheets.rows("Bank"), line("L2", "-100", on="2026-10-25", **back)])
    propose(sheets)
    accept(sheets)
    undo(sheets, "L1")
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == "match-stale"


def test_a_receipt_that_was_written_before_the_program_stopped_is_not_made_twice():
    sheets = book(line("L1", "100", reference="INV-26-0001"))
    propose(sheets)
    accept(sheets)
    sheets.put("Receipts", [receipt("L1", "100", on="2026-10-20", state="to post", customer="C1")])
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == "match-stale"
    propose(sheets)
    accept(sheets)
    post(sheets)
    assert [row["receipt_key"] for row in sheets.rows("Receipts")] == ["L1"]
    assert sheets.rows("Bank")[0]["state"] == "matched"
    assert totals(refreshed(sheets))["EUR"] == ("330.50", "330.50")


@pytest.mark.parametrize("edits", [{"returns": "L3"}, {"customer": "C2"}])
def test_a_return_takes_back_the_same_money_of_the_same_customer_only(edits):
    sheets = book(
        line("L1", "100", reference="INV-26-0001", end_to_end="E2E-77"), line("L3", "80", "Birch GmbH", "INV-26-0003")
    )
    propose(sheets)
    accept(sheets)
    post(sheets)
    back = line("L2", "-100", on="2026-10-25", reference="RETURN", end_to_end="E2E-77")
    sheets.put("Bank", [*sheets.rows("Bank"), back])
    propose(sheets)
    accept(sheets)
    row = sheets.tables["Matching"]["source"].index("bank:L2")
    for key, value in edits.items():
        sheets.tables["Matching"][key][row] = value
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == "match-stale"
    assert len(sheets.rows("Receipts")) == 2


def test_blanks_in_an_approvers_name_do_not_renew_an_approval():
    sheets = book(line("L1", "100", reference="INV-26-0001"), policy={"approval_amount": "50"})
    propose(sheets)
    accept(sheets, approved_by="Kim  Lee")
    propose(sheets)
    sheets.tables["Matching"]["paid"][0] = Decimal(60)
    with pytest.raises(Refusal) as refused:
        post(sheets)
    assert refused.value.name == "approval-void"


def test_a_number_is_meant_however_it_is_typed():
    sheets = book(line("L1", "100", reference="INV-26-0001"))
    propose(sheets)
    accept(sheets)
    sheets.tables["Matching"]["document_no"][0] = " inv-26-0001"
    post(sheets)
    assert sheets.rows("Allocations")[0]["item"] == "INV-26-0001"


def test_undoing_in_the_next_month_leaves_the_former_one_as_it_was():
    sheets = book(line("L1", "100", reference="INV-26-0001"))
    propose(sheets)
    accept(sheets)
    post(sheets)
    october = totals(refreshed(sheets))
    undo_match(sheets, ["L1"], date(2026, 11, 30), Clock(), "jo")
    assert totals(refreshed(sheets)) == october
    assert totals(refreshed(sheets, "2026-11-30"))["EUR"] == ("430.50", "430.50")
    propose(sheets, as_of=date(2026, 11, 30))
    accept(sheets)
    post(sheets, as_of=date(2026, 11, 30))
    assert totals(refreshed(sheets)) == october
    assert totals(refreshed(sheets, "2026-11-30"))["EUR"] == ("330.50", "330.50")
