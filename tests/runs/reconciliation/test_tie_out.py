"""The tie-out of a book: roll-forward, differences by cause, what is unknown and what explains it, open points."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import AS_OF, a_book, allocation, invoice, no_rates, receipt

from arrears.errors import InputRefused
from arrears.runs.reconciliation.evidence import evidence
from arrears.runs.tie_out import tie_out

OCTOBER = date(2026, 10, 15)


def account(balance, *, number="1200", currency="EUR", on=AS_OF, **more):
    row = {"account": number, "currency": currency, "balance_date": on, "balance": Decimal(balance)}
    return row | more


def difference(amount, cause="manual journal", *, since=AS_OF, currency="EUR", number="1200", **more):
    row = {"account": number, "currency": currency, "cause": cause, "amount": Decimal(amount), "entry_date": since}
    return row | more


def tied_out(accounts, first_day=None, as_of=None, **tables):
    book = a_book({"ControlAccounts": accounts, **tables})
    return book, tie_out(book, as_of, no_rates, first_day=first_day)


def the_tie(done, currency="EUR"):
    (tie,) = [one for one in done.refreshed.tied.ties if one.currency == currency]
    return tie


def points(done):
    return [(point.name, point.account, point.amount) for point in done.refreshed.tied.open_points]


def suspected(done):
    figures, tied = done.refreshed.figures, done.refreshed.tied
    return [(one.name, one.document) for one in evidence(figures, tied, the_tie(done))]


def lines(book, account="1200", currency="EUR"):
    rows = [row for row in book.rows("Reconciliation") if (row["account"], row["currency"]) == (account, currency)]
    return {row["line"].strip(): row.get("amount") for row in rows}


def test_a_month_is_rolled_forward_from_its_opening_to_the_balance_of_the_account():
    book, done = tied_out(
        [account("630")],
        Invoices=[invoice("A", "1000"), invoice("B", "500", document_date=OCTOBER)],
        Receipts=[receipt("R", "850")],
        Allocations=[allocation("A", "850", receipt="R"), allocation("A", "20", kind="discount")],
    )
    assert lines(book) == {
        "Opening balance 2026-09-30": 1000, "Invoices": 500, "Receipts": -850, "Discounts granted": -20,
        "Closing balance 2026-10-31 = sum of open items": 630, "Total of ageing": 630,
        "Balance of the control account": 630, "Unknown difference": 0,
    }  # fmt: skip
    (row,) = book.rows("RollForward")
    assert (row["opening"], row["invoices"], row["receipts"], row["discounts"], row["closing"]) == (
        1000, 500, -850, -20, 630
    )  # fmt: skip
    assert (row["ageing_total"], row["difference"], row["closing_check"]) == (630, 0, 630)
    assert points(done) == []


def test_a_period_may_begin_earlier_than_the_month():
    book, _ = tied_out([account("100")], date(2026, 8, 1), Invoices=[invoice("A", "100")])
    assert lines(book)["Opening balance 2026-07-31"] == 0
    assert lines(book)["Invoices"] == 100


def test_a_period_that_begins_after_the_as_of_date_is_refused():
    with pytest.raises(InputRefused, match="period-reversed"):
        tied_out([account("100")], date(2026, 11, 1), Invoices=[invoice("A", "100")])


def test_one_cent_is_unknown_and_prevents_the_sign_off():
    _, done = tied_out([account("100.01")], Invoices=[invoice("A", "100")])
    assert points(done) == [("unknown-difference", "1200", Decimal("-0.01"))]


def test_an_account_without_a_balance_of_the_day_cannot_be_signed_off():
    _, done = tied_out([account("100", on=date(2026, 9, 30))], Invoices=[invoice("A", "100")])
    assert points(done) == [("no-control-balance", "-", Decimal("100.00"))]


def test_a_journal_on_the_account_alone_is_a_cause_once_a_person_enters_it():
    book, done = tied_out([account("150")], Invoices=[invoice("A", "100")], Differences=[difference("-50")])
    assert the_tie(done).causes == {"manual journal": Decimal("-50")}
    assert the_tie(done).unknown == 0
    assert [row["counted"] for row in book.rows("Differences")] == [Decimal("-50")]
    assert lines(book)["Manual journal on the account"] == -50


@pytest.mark.parametrize(
    "entered",
    [{"since": date(2026, 11, 1)}, {"cleared_on": date(2026, 10, 31)}],
)
def test_what_came_later_or_was_cleared_explains_nothing(entered):
    book, done = tied_out([account("150")], Invoices=[invoice("A", "100")], Differences=[difference("-50", **entered)])
    assert the_tie(done).unknown == -50
    assert book.rows("Differences")[0]["counted"] == 0
    assert "counted_check" in book.rows("Differences")[0]


def test_a_row_entered_without_an_amount_or_of_no_currency_is_a_problem():
    _, done = tied_out(
        [account("100")], Invoices=[invoice("A", "100")],
        Differences=[{"account": "1200", "currency": "EUR", "cause": "manual journal"}, difference("5", currency="XX")],
    )  # fmt: skip
    found = [problem for problem in done.refreshed.problems if problem.where.sheet == "Differences"]
    assert [problem.values["field"] for problem in found] == ["amount", "currency"]
    assert the_tie(done).unknown == 0


def test_rows_left_out_are_listed_with_their_cell_and_prevent_the_sign_off():
    book, done = tied_out([account("170")], Invoices=[invoice("A", "100"), invoice("A", "70", customer="C2")])
    assert the_tie(done).causes == {"left out": Decimal("-70")}
    assert the_tie(done).unknown == 0
    assert points(done) == [("rows-left-out", "", Decimal("70"))]
    (row,) = book.rows("Differences")
    assert (row["cause"], row["amount"], row["document_no"], row["place"]) == ("left out", -70, "A", "Invoices!C6")


def test_what_was_decided_here_and_is_not_booked_yet_is_to_post():
    _, done = tied_out(
        [account("1000")],
        Invoices=[invoice("A", "1000"), invoice("I", "7", kind="interest note", state="to post")],
        Receipts=[receipt("R", "300", state="to post")],
        Allocations=[
            allocation("A", "300", receipt="R", state="to post"),
            allocation("A", "20", kind="discount", state="to post"),
        ],
    )
    assert the_tie(done).causes == {"interest notes to post": Decimal("7"), "to post": Decimal("-320.00")}
    assert the_tie(done).unknown == 0


def test_documents_that_the_account_counts_by_their_own_date_are_named_where_they_come_to_the_difference():
    late = invoice("L", "55.01", document_date=AS_OF, posting_date=date(2026, 11, 2))
    book, done = tied_out([account("155.01")], Invoices=[invoice("A", "100"), late])
    assert the_tie(done).causes == {"posting date": Decimal("-55.01")}
    assert the_tie(done).unknown == 0
    assert [(row["cause"], row["document_no"]) for row in book.rows("Differences")] == [("posting date", "L")]
    again = tie_out(book, None, no_rates)
    assert the_tie(again).causes == {"posting date": Decimal("-55.01")}
    assert len(book.rows("Differences")) == 1


def test_settlements_entered_after_the_account_was_extracted_are_named():
    _, done = tied_out(
        [account("100", extracted_on=date(2026, 11, 2))],
        Invoices=[invoice("A", "100")],
        Allocations=[
            allocation("A", "10", kind="write-off", on="2026-10-30", entered_on=date(2026, 11, 4)),
            allocation("A", "3", kind="discount", on="2026-11-01", entered_on=date(2026, 11, 4)),
        ],
    )
    assert the_tie(done).causes == {"extraction time": Decimal("-10.00")}
    assert the_tie(done).unknown == 0


@pytest.mark.parametrize(
    ("amount", "balance", "suspicion"),
    [
        ("53.70", "1000.00", "one-row"),  # the account lacks it
        ("53.70", "946.30", "wrong-side"),  # it was credited there
        ("53.70", "1035.70", "digits-swapped"),  # it was booked as 35.70
    ],
)
def test_a_row_that_would_explain_the_difference_is_suspected(amount, balance, suspicion):
    rows = [invoice("A", "1000"), invoice("B", amount, document_date=OCTOBER)]
    _, done = tied_out([account(balance)], Invoices=rows)
    assert suspected(done) == [(suspicion, "B")]


def test_a_row_of_the_next_month_that_the_account_has_already_is_suspected():
    rows = [invoice("A", "1000"), invoice("B", "53.70", document_date=date(2026, 11, 3))]
    _, done = tied_out([account("1053.70")], Invoices=rows)
    assert suspected(done) == [("posted-later", "B")]


def test_what_is_missing_on_one_account_and_too_much_on_another_points_at_it():
    _, done = tied_out(
        [account("70"), account("60", number="1210")],
        Invoices=[invoice("A", "100", control_account="1200"), invoice("B", "30", control_account="1210")],
    )
    figures, tied = done.refreshed.figures, done.refreshed.tied
    told = {tie.account: [(one.name, one.document) for one in evidence(figures, tied, tie)] for tie in tied.ties}
    assert told == {"1200": [("other-account", "1210")], "1210": [("other-account", "1200")]}


def test_a_cell_edited_after_its_list_was_read_is_suspected_by_the_sum_that_was_read():
    read = {
        "file": "open.csv", "kind": "open-items", "list_date": AS_OF, "complete": True, "currency": "EUR",
        "sum_read": Decimal("100.00"), "sha256": "x",
    }  # fmt: skip
    _, done = tied_out([account("100")], Invoices=[invoice("A", "100.01", document_date=AS_OF)], Imports=[read])
    assert suspected(done) == [("changed-since-list", "2026-10-31")]


def test_accounts_of_one_currency_are_tied_out_apart_and_together_where_rows_cannot_be_told_apart():
    named = [invoice("A", "100", control_account="1200"), invoice("B", "30", customer="C2", control_account="1210")]
    _, done = tied_out([account("100"), account("30", number="1210")], Invoices=named)
    assert [(tie.account, tie.open_items, tie.unknown) for tie in done.refreshed.tied.ties] == [
        ("1200", 100, 0), ("1210", 30, 0),
    ]  # fmt: skip
    more = [*named, invoice("C", "5", customer="C3")]
    book, done = tied_out([account("105"), account("30", number="1210")], Invoices=more)
    assert [(tie.account, tie.open_items, tie.unknown) for tie in done.refreshed.tied.ties] == [("1200 + 1210", 135, 0)]
    assert all("open_items" not in row for row in book.rows("ControlAccounts"))


def test_a_receipt_stands_on_the_account_of_its_customers_first_item():
    _, done = tied_out(
        [account("60"), account("30", number="1210")],
        Invoices=[
            invoice("A", "100", control_account="1200"),
            invoice("B", "30", customer="C2", control_account="1210"),
        ],
        Receipts=[receipt("R", "40")],
    )
    assert [(tie.account, tie.unknown) for tie in done.refreshed.tied.ties] == [("1200", 0), ("1210", 0)]


def test_a_past_day_is_rebuilt_as_it_was_reported_then():
    rows = {
        "Invoices": [invoice("A", "100")],
        "Allocations": [allocation("A", "40", on="2026-09-15"), allocation("A", "60", on="2026-10-05")],
    }
    september = date(2026, 9, 30)
    _, then = tied_out([account("60", on=september)], as_of=september, **rows)
    later = [*rows["Allocations"], allocation("A", "-60", on="2026-10-20")]
    book, _ = tied_out([account("60", on=september)], Invoices=rows["Invoices"], Allocations=later)
    again = tie_out(book, september, no_rates)
    assert the_tie(again) == the_tie(then)
    assert the_tie(again).unknown == 0


def test_the_first_list_is_the_opening_where_nothing_before_it_can_be_rebuilt():
    first = {"file": "a.csv", "kind": "open-items", "list_date": date(2026, 10, 9), "complete": True, "sha256": "x"}
    book, done = tied_out([account("100")], Invoices=[invoice("A", "100")], Imports=[first])
    assert done.refreshed.tied.roll.opened == date(2026, 10, 9)
    assert lines(book)["Opening balance 2026-10-09"] == 100


def test_a_note_on_a_line_stays_with_it():
    book, _ = tied_out([account("100")], Invoices=[invoice("A", "100")])
    book.tables["Reconciliation"]["note"][0] = "agreed with M."
    tie_out(book, None, no_rates)
    assert book.rows("Reconciliation")[0]["note"] == "agreed with M."


def test_a_refund_named_by_its_instrument_is_no_returned_payment():
    book, _ = tied_out(
        [account("80")], Receipts=[receipt("R1", "-50", instrument="Refund"), receipt("R2", "-30")],
    )  # fmt: skip
    (row,) = book.rows("RollForward")
    assert (row["refunds"], row["returned_payments"]) == (50, 30)


def foreign(**more):
    rows = [
        invoice("A", "100"),
        invoice("U", "50", currency="USD", customer="C2", base_amount=Decimal("46.30")),
        invoice("V", "10", currency="USD", customer="C2", booked_rate=Decimal("0.9")),
    ]
    return tied_out([account("155.30", **more)], Invoices=rows)


def test_an_account_kept_in_base_currency_holds_other_currencies_at_their_booked_amounts():
    book, done = foreign(all_currencies=True)
    euro, dollar = the_tie(done), the_tie(done, "USD")
    assert euro.causes == {"other currencies": Decimal("-55.30")}
    assert (euro.unknown, dollar.unknown, dollar.within) == (0, None, "1200")
    assert points(done) == []
    (row,) = [one for one in book.rows("Reconciliation") if one["currency"] == "USD" and one["source"] == 101]
    assert row["explanation"] == "Within the balance of 1200 in base currency."


def test_an_account_that_seems_to_hold_other_currencies_is_suspected_to():
    _, done = foreign()
    assert suspected(done) == [("other-currencies", "USD")]


def test_a_revaluation_that_is_posted_is_in_the_account_and_one_to_post_is_not():
    rows = {
        "Invoices": [invoice("A", "100"), invoice("U", "50", currency="USD", base_amount=Decimal("46.30"))],
        "Postings": [
            {"kind": "revaluation", "posting_date": AS_OF, "state": state, "use": "receivable", "account": "1200",
             "base_debit": Decimal("1.20"), "document_no": state}
            for state in ("posted", "to post")
        ],
    }  # fmt: skip
    _, done = tied_out([account("147.50", all_currencies=True)], **rows)
    assert the_tie(done).causes == {"other currencies": Decimal("-46.30"), "revaluation": Decimal("-1.20")}
    assert the_tie(done).unknown == 0


def test_home_shows_the_accounts_of_the_day_and_what_is_unknown_of_each_currency():
    book, _ = tied_out(
        [account("100.01"), account("7", currency="USD")],
        Invoices=[invoice("A", "100"), invoice("U", "7", currency="USD")],
    )
    assert book.blocks["HomeControl"][0][:3] == [Decimal("100.01"), 7, None]
    assert book.blocks["HomeUnknown"][0][:3] == [Decimal("-0.01"), 0, None]


def test_accounts_that_differ_in_two_directions_are_two_problems_and_home_shows_what_is_misplaced():
    book, done = tied_out(
        [account("70"), account("60", number="1210")],
        Invoices=[invoice("A", "100", control_account="1200"), invoice("B", "30", control_account="1210")],
    )
    found = [one.values["difference"] for one in done.refreshed.problems if one.name == "control-differs"]
    assert found == ["30.00", "-30.00"]
    assert book.blocks["HomeUnknown"][0][0] == 30
