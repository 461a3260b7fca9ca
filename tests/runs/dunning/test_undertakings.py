"""Promises and instalment plans on their sheets: letters wait for them, receipts keep them, time breaks them."""

from datetime import date
from decimal import Decimal

from tests.books import a_book, allocation, invoice, receipt, refreshed


def promised(**more):
    return {"customer": "C1", "promised_on": date(2026, 10, 20), "until": date(2026, 11, 5)} | more


def book_with(invoices=None, **tables):
    policy = tables.pop("policy", None)
    receipts = {"Receipts": (), "Allocations": (), "Plans": (), "Promises": ()}
    return a_book(
        {"Invoices": invoices or [invoice("A", "100"), invoice("B", "50")]} | receipts | tables, policy=policy
    )


def proposal(book, as_of=None):
    refreshed(book, as_of)
    return next(row for row in book.rows("Escalation") if row["customer"] == "C1")


def test_a_promise_for_the_account_holds_all_of_it_until_its_day():
    book = book_with(Promises=[promised(amount=Decimal(150))])
    row = proposal(book)
    assert (row["send"], row["withheld"], row["exposure"]) == (False, 150, 0)
    assert "promised on 2026-10-20: 150.00 EUR by 2026-11-05; no letter before" in row["reasons"]
    assert (book.rows("Promises")[0]["state"], book.rows("Promises")[0]["received"]) == ("open", 0)


def test_a_promise_for_an_item_holds_that_item_only_by_key_or_document_number():
    row = proposal(book_with(Promises=[promised(item="A")]))
    assert (row["send"], row["withheld"], row["exposure"]) == (True, 100, 50)


def test_a_promise_is_broken_by_itself_after_its_day_and_the_days_of_grace():
    book = book_with(Promises=[promised(amount=Decimal(150))], policy={"promise_grace": "2"})
    assert proposal(book, "2026-11-07")["send"] is False
    row = proposal(book, "2026-11-08")
    assert (row["send"], book.rows("Promises")[0]["state"]) == (True, "broken")
    assert row["flags"].startswith("Promise broken: 150.00 EUR promised for 2026-11-05")


def test_a_receipt_in_time_keeps_a_promise_whatever_it_was_applied_to():
    paid = receipt("R", "150", on="2026-11-02")
    book = book_with(Promises=[promised(amount=Decimal(150))], Receipts=[paid])
    row = proposal(book, "2026-11-08")
    assert book.rows("Promises")[0]["state"] == "kept"
    assert "credits" in row["reasons"]
    assert "promise" not in row["reasons"]


def test_a_receipt_before_the_promise_keeps_nothing():
    book = book_with(Promises=[promised(amount=Decimal(150))], Receipts=[receipt("R", "150", on="2026-10-19")])
    proposal(book, "2026-11-08")
    assert book.rows("Promises")[0]["state"] == "broken"


def test_a_promise_for_an_item_is_kept_by_what_settles_it():
    settled = allocation("A", "100", on="2026-11-03", kind="cleared in ERP")
    book = book_with(Promises=[promised(item="A", amount=Decimal(100))], Allocations=[settled])
    proposal(book, "2026-11-08")
    assert (book.rows("Promises")[0]["state"], book.rows("Promises")[0]["received"]) == ("kept", 100)


def test_a_write_off_keeps_no_promise():
    gone = allocation("A", "60", on="2026-11-03", kind="write-off")
    book = book_with(Promises=[promised(item="A", amount=Decimal(60))], Allocations=[gone])
    proposal(book, "2026-11-08")
    assert book.rows("Promises")[0]["state"] == "broken"


def test_a_promise_without_an_amount_means_all_of_it():
    book = book_with([invoice("A", "100")], Promises=[promised()])
    assert "all of it by 2026-11-05" in proposal(book)["reasons"]
    book.put("Allocations", [allocation("A", "100", on="2026-11-04")])
    refreshed(book, "2026-11-08")
    assert book.rows("Promises")[0]["state"] == "kept"


def test_an_item_that_is_not_known_is_named_and_holds_the_whole_account():
    book = book_with(Promises=[promised(item="Z")])
    assert proposal(book)["send"] is False
    assert [row["found"] for row in book.rows("Problems")] == ["Z"]


def instalment(due, amount="50", **more):
    return {"plan": "P1", "customer": "C1", "agreed_on": date(2026, 10, 1), "due_date": date.fromisoformat(due),
            "amount": Decimal(amount)} | more  # fmt: skip


PLAN = [instalment("2026-10-15"), instalment("2026-11-15"), instalment("2026-12-15")]


def test_letters_wait_while_each_instalment_is_paid_in_time():
    book = book_with(Plans=PLAN, Receipts=[receipt("R", "50", on="2026-10-14")])
    row = proposal(book)
    assert (row["send"], "instalment plan P1: 50.00 EUR due by 2026-11-15" in row["reasons"]) == (False, True)
    assert [one["state"] for one in book.rows("Plans")] == ["kept", "open", "open"]
    assert [one["received"] for one in book.rows("Plans")] == [50, 0, 0]


def test_a_missed_instalment_breaks_the_plan_and_letters_go_on():
    book = book_with(Plans=PLAN, Receipts=[receipt("R", "49", on="2026-10-14")])
    row = proposal(book)
    assert (row["send"], row["flags"].startswith("Plan P1 broken: 50.00 EUR due by 2026-10-15")) == (True, True)


def test_refreshed_twice_the_sheets_say_the_same():
    book = book_with(Plans=PLAN, Promises=[promised(item="A")])
    refreshed(book)
    before = {name: book.rows(name) for name in ("Plans", "Promises", "Escalation")}
    refreshed(book)
    assert {name: book.rows(name) for name in before} == before
