"""Bills and contra through the book: what they settle, what comes back, who is not asked to pay meanwhile."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import a_book, allocation, balances, invoice, no_rates, receipt, refreshed

from arrears.errors import BookRefused, InputRefused
from arrears.runs.bookkeeping.bill_changes import BillChange, NewBill, bring_in, change, take
from arrears.runs.bookkeeping.contra import Contra, set_off
from arrears.runs.refresh import refresh

D = Decimal


class Day:
    """A clock that stands still."""

    def today(self):
        return date(2026, 11, 2)

    def now(self):
        return "2026-11-02T08:00:00+00:00"


def taken(number="B1", *, item="A", kind="bank acceptance", amount="100", on=date(2026, 10, 5), **more):
    return NewBill(number, kind, "C1", more.pop("currency", "EUR"), D(amount), on, item=item, **more)


def settled(sheets):
    """Bring the bills in and refresh; give what was written."""
    done = bring_in(sheets, Day(), "tester")
    refreshed(sheets)
    return [(one.bill.bill.number, one.event.settles) for one in done.written]


def standing(sheets, document="A"):
    """Give balance, days past due and due date of an item."""
    row = next(row for row in sheets.rows("Invoices") if row["document_no"] == document)
    return row["balance"], row["days_past_due"], row["due_date"]


def test_a_bill_closes_its_item_once_however_often_it_is_brought_in():
    sheets = a_book({"Invoices": [invoice("A", "100")]})
    take(sheets, taken())
    assert settled(sheets) == [("B1", 10000)]
    assert settled(sheets) == []
    assert balances(sheets) == {"A": "0.00"}
    assert [row["state"] for row in sheets.rows("Bills")] == ["held"]


@pytest.mark.parametrize(
    "before", [[], [("discounted", date(2026, 10, 12))], [("endorsed", date(2026, 10, 12))]],
    ids=["held", "discounted", "endorsed"],
)  # fmt: skip
def test_dishonour_gives_the_item_back_with_its_balance_due_date_and_age(before):
    sheets = a_book({"Invoices": [invoice("A", "100")], "Allocations": [allocation("A", "20")]})
    refreshed(sheets)
    was = standing(sheets)
    take(sheets, taken(amount="80"))
    for state, day in before:
        change(sheets, BillChange("B1", state, day, cost=D("1.50") if state == "discounted" else None))
    settled(sheets)
    assert standing(sheets)[0] == 0
    change(sheets, BillChange("B1", "dishonoured", date(2026, 10, 28)))
    assert settled(sheets) == [("B1", -8000)]
    assert standing(sheets) == was
    refresh(sheets, date(2026, 10, 27), no_rates)
    assert standing(sheets)[0] == 0


@settings(deadline=None, max_examples=25)
@given(
    st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 10**6),
    st.sampled_from([(), ("discounted",), ("endorsed",)]),
)  # fmt: skip
def test_a_foreign_bills_life_leaves_balance_and_base_as_they_were(gross, base, part, passed):
    part = min(part, gross)
    sheets = a_book({
        "Invoices": [invoice("A", D(gross) / 100, currency="USD", base_amount=D(base) / 100)], "Receipts": [],
        "Allocations": [],
    })  # fmt: skip
    before = refreshed(sheets).figures.sub_ledger.ledger
    take(sheets, taken(amount=D(part) / 100, currency="USD"))
    for state in passed:
        change(sheets, BillChange("B1", state, date(2026, 10, 12)))
    change(sheets, BillChange("B1", "dishonoured", date(2026, 10, 28)))
    settled(sheets)
    after = refreshed(sheets).figures.sub_ledger.ledger
    day = date(2026, 10, 31)
    assert after.balances(day).tolist() == before.balances(day).tolist()
    assert after.base_balances(day).tolist() == before.base_balances(day).tolist()


def test_a_foreign_bill_that_settles_the_rest_releases_the_rest_of_the_base():
    sheets = a_book({
        "Invoices": [invoice("A", "100", currency="USD", base_amount=D("33.34"))],
        "Allocations": [allocation("A", "33.33", currency="USD", base_amount=D("11.11"))],
    })  # fmt: skip
    take(sheets, taken(amount="66.67", currency="USD"))
    settled(sheets)
    done = refreshed(sheets)
    assert done.figures.sub_ledger.ledger.base_balances(date(2026, 10, 31)).tolist() == [0]
    assert sheets.rows("Bills")[0]["base_amount"] == D("22.23")


def test_nobody_who_has_handed_over_a_cheque_is_asked_to_pay_while_it_is_collected():
    sheets = a_book({"Invoices": [invoice("A", "100")]})
    assert refreshed(sheets).proposed.proposals[0].send
    take(sheets, taken(kind="cheque"))
    assert settled(sheets) == []
    done = refreshed(sheets)
    (proposal,) = done.proposed.proposals
    assert (proposal.send, proposal.unapplied, proposal.exposure) == (False, 10000, 0)
    assert {"credits-cover", "payment-under-way"} <= {one.name for one in proposal.reasons}
    assert sheets.rows("Escalation")[0]["unapplied"] == 100


def test_a_direct_debit_for_nothing_in_particular_is_deducted_from_the_account():
    sheets = a_book({"Invoices": [invoice("A", "100")]})
    take(sheets, taken(kind="direct debit", item="", amount="30"))
    done = refreshed(sheets)
    assert done.proposed.proposals[0].exposure == 7000


def test_a_cheque_that_is_returned_is_dunned_again_at_its_old_age():
    sheets = a_book({"Invoices": [invoice("A", "100")]})
    was = refreshed(sheets).proposed
    take(sheets, taken(kind="cheque"))
    change(sheets, BillChange("B1", "dishonoured", date(2026, 10, 20)))
    settled(sheets)
    now = refreshed(sheets).proposed
    assert (now.proposals, now.stamps) == (was.proposals, was.stamps)


def test_a_cheque_closes_its_item_when_it_is_collected_and_a_policy_may_close_it_when_it_is_taken():
    def written(bills_close):
        sheets = a_book({"Invoices": [invoice("A", "100")]}, policy={"bills_close": bills_close})
        take(sheets, taken(kind="cheque"))
        first = settled(sheets)
        change(sheets, BillChange("B1", "collected", date(2026, 10, 9)))
        return first, settled(sheets)

    assert written("acceptances") == ([], [("B1", 10000)])
    assert written("all") == ([("B1", 10000)], [])


def test_a_bill_known_by_its_first_list_books_only_what_came_after_it():
    sheets = a_book({
        "Invoices": [invoice("A", "100")], "Postings": [], "Accounts": [],
        "Imports": [{"file": "list.csv", "kind": "open-items", "list_date": date(2026, 10, 6), "complete": True}],
    })  # fmt: skip
    take(sheets, taken())
    change(sheets, BillChange("B1", "collected", date(2026, 10, 30)))
    settled(sheets)
    assert {row["kind"] for row in sheets.rows("Postings")} == {"bill collected"}


def test_a_bill_is_refused_that_names_no_item_of_the_customer_or_stands_there_already():
    sheets = a_book({"Invoices": [invoice("A", "100"), invoice("Z", "5", customer="C2")]})
    with pytest.raises(InputRefused, match="item-unknown"):
        take(sheets, taken(item="Z"))
    take(sheets, taken())
    with pytest.raises(InputRefused, match="bill-known"):
        take(sheets, taken())


def test_a_change_that_cannot_be_is_refused():
    sheets = a_book({"Invoices": [invoice("A", "100")]})
    take(sheets, taken())
    with pytest.raises(InputRefused, match="bill-order"):
        change(sheets, BillChange("B1", "collected", date(2026, 10, 4)))
    with pytest.raises(InputRefused, match="bill-unknown"):
        change(sheets, BillChange("B9", "collected", date(2026, 10, 9)))


def test_a_bill_for_several_items_shares_the_banks_discount_by_amount():
    sheets = a_book({"Invoices": [invoice("A", "100"), invoice("B", "200")]})
    take(sheets, taken(item="A", amount="100"))
    take(sheets, taken(item="B", amount="200"))
    change(sheets, BillChange("B1", "discounted", date(2026, 10, 9), cost=D("10.00")))
    assert [row["discount_cost"] for row in sheets.rows("Bills")] == [D("3.33"), D("6.67")]
    assert len(settled(sheets)) == 2


def test_a_contra_settles_with_its_agreement_and_never_without():
    sheets = a_book({"Invoices": [invoice("A", "100")], "Receipts": [receipt("R", "1")]})
    with pytest.raises(InputRefused, match="contra-unfounded"):
        set_off(sheets, Contra("A", D(60), date(2026, 10, 5), " "), Day(), "tester")
    with pytest.raises(InputRefused, match="contra-too-large"):
        set_off(sheets, Contra("A", D("100.01"), date(2026, 10, 5), "V-1"), Day(), "tester")
    assert set_off(sheets, Contra("A", D(60), date(2026, 10, 5), "V-1"), Day(), "tester") == "A"
    refreshed(sheets)
    (row,) = sheets.rows("Allocations")
    assert (row["kind"], row["reference"], row["state"], row["entered_by"]) == ("contra", "V-1", "to post", "tester")
    assert balances(sheets) == {"A": "40.00"}


def test_posting_a_bills_voucher_posts_its_settlement_and_the_other_way_round():
    def a_taken_bill():
        accounts = [{"use": use, "account": "1"} for use in ("bills held", "receivable")]
        sheets = a_book({"Invoices": [invoice("A", "100")], "Postings": [], "Accounts": accounts})
        take(sheets, taken())
        settled(sheets)
        return sheets

    by_number, by_list = a_taken_bill(), a_taken_bill()
    by_number.put("Postings", [{**row, "erp_document_no": "4711"} for row in by_number.rows("Postings")])
    by_list.put("Allocations", [{**row, "state": "posted"} for row in by_list.rows("Allocations")])
    for sheets in (by_number, by_list):
        refreshed(sheets)
        assert [row["state"] for row in sheets.rows("Allocations")] == ["posted"]
        assert {row["state"] for row in sheets.rows("Postings")} == {"posted"}


def test_an_older_sheet_that_cannot_say_what_is_to_post_is_refused_by_its_columns():
    sheets = a_book({"Invoices": [invoice("A", "100")], "Receipts": [], "Allocations": []})
    for key in ("state", "reference"):
        del sheets.tables["Allocations"][key]
    take(sheets, taken())
    with pytest.raises(BookRefused, match="column-missing"):
        bring_in(sheets, Day(), "tester")
    with pytest.raises(BookRefused, match="State, Reference"):
        set_off(sheets, Contra("A", D(60), date(2026, 10, 5), "V-1"), Day(), "tester")


def test_a_voucher_of_a_bill_stays_to_post_when_a_later_list_begins_the_book_anew():
    sheets = a_book({"Invoices": [invoice("A", "100")], "Postings": [], "Accounts": []})
    take(sheets, taken())
    settled(sheets)
    before = sheets.rows("Postings")
    sheets.put("Imports", [
        {"file": "list.csv", "kind": "open-items", "list_date": date(2026, 10, 30), "complete": True},
    ])  # fmt: skip
    refreshed(sheets)
    assert sheets.rows("Postings") == before
    assert {row["state"] for row in before} == {"to post"}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("cheque", "Cheque for INV-7 returned unpaid"),
        ("direct debit", "Direct debit for INV-7 returned unpaid"),
        ("bank acceptance", "Bill for INV-7 dishonoured"),
    ],
)
def test_a_bounced_cheque_is_called_one(kind, said):
    tables = {"Invoices": [invoice("A", "100", document_no="INV-7")], "Accounts": [], "Postings": []}
    sheets = a_book(tables, policy={"bills_close": "all"})
    take(sheets, taken(kind=kind))
    settled(sheets)
    change(sheets, BillChange("B1", "dishonoured", date(2026, 10, 20)))
    settled(sheets)
    assert said in {row["text"] for row in sheets.rows("Postings")}
