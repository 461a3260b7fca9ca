"""The control: open items against the control accounts of the day, per currency, with what explains a difference."""

from datetime import date
from decimal import Decimal

from tests.books import AS_OF, a_book, invoice, no_rates, problems, receipt, refreshed

from arrears.runs.charge import charge
from arrears.texts import wrong_and_do

JANUARY = date(2026, 1, 31)


def account(number, balance, *, currency="EUR", on=AS_OF):
    return {"account": number, "currency": currency, "balance_date": on, "balance": Decimal(balance)}


def a_control(*accounts, invoices=(), receipts=(), **policy):
    book = a_book(
        {"Invoices": list(invoices), "Receipts": list(receipts), "ControlAccounts": list(accounts)}, policy=policy
    )
    return book, refreshed(book)


def unexplained(done):
    return [(p.where.cell, p.values["difference"]) for p in done.problems if p.name == "control-differs"]


def test_a_difference_without_a_cause_is_a_problem_at_the_balance_of_its_currency():
    _, done = a_control(
        account("1200", "90"), account("1300", "50", currency="USD"),
        invoices=[invoice("A", "90"), invoice("B", "49.99", currency="USD")],
    )  # fmt: skip
    assert unexplained(done) == [("D6", "-0.01")]


def test_a_difference_within_the_tolerance_is_none():
    _, done = a_control(account("1200", "90"), invoices=[invoice("A", "90.05")], control_tolerance="0.05")
    assert unexplained(done) == []


def test_balances_of_other_days_are_not_compared():
    book, done = a_control(account("1200", "1", on=date(2026, 9, 30)), invoices=[invoice("A", "90")])
    assert unexplained(done) == []
    assert done.ties[0].account is None
    assert "difference" not in book.rows("ControlAccounts")[0]


def test_accounts_of_a_currency_are_added_and_each_shows_its_own_items():
    book, done = a_control(
        account("1200", "70"), account("1210", "30"),
        invoices=[invoice("A", "70", control_account="1200"), invoice("B", "29", control_account="1210")],
    )  # fmt: skip
    assert done.ties[0].account == 100
    assert [(row["open_items"], row["difference"]) for row in book.rows("ControlAccounts")] == [(70, 0), (29, -1)]


def test_the_only_account_of_a_currency_holds_its_receipts_on_account_too():
    book, done = a_control(
        account("1200", "60"), invoices=[invoice("A", "70", control_account="1200")], receipts=[receipt("R", "10")]
    )
    assert book.rows("ControlAccounts")[0]["difference"] == 0
    assert done.ties[0].unknown == 0


def test_a_currency_of_which_nothing_is_open_has_no_open_items():
    book, _ = a_control(account("1200", "0", currency="CHF"), account("1201", "5", currency="chf"))
    assert [row["difference"] for row in book.rows("ControlAccounts")] == [0, -5]


def test_interest_notes_to_post_are_a_listed_difference_until_the_ledger_system_has_them():
    """An invoice of 36,500.00 at 10 % bears 310.00 in January, which the control account does not hold yet."""
    book = a_book(
        {
            "Invoices": [invoice("A", "36500.00", due="2025-12-31", document_date=date(2025, 12, 1))],
            "ControlAccounts": [account("1200", "36500.00", on=JANUARY)],
        },
        as_of=JANUARY, policy={"interest": "contract", "interest_rate": "10"},
    )  # fmt: skip
    charge(book, None, no_rates)
    done = refreshed(book)
    assert done.ties[0].listed == {"interest notes to post": Decimal("310.00")}
    assert done.ties[0].unknown == 0
    assert unexplained(done) == []
    book.tables["Invoices"]["state"][1] = "posted"
    assert refreshed(book).ties[0].unknown == Decimal("310.00")


def test_what_is_to_post_is_named_where_the_account_holds_it_already():
    _, done = a_control(
        account("1200", "60"), invoices=[invoice("A", "90")],
        receipts=[receipt(f"R{n}", "10", state="to post") for n in range(1, 4)],
    )  # fmt: skip
    found = next(one for one in done.problems if one.name == "control-differs-beyond")
    assert found.values["causes"] == "to post = -30.00 (C1 R1, C1 R2, C1 R3)"
    assert (found.found, found.values["open"], found.values["difference"]) == ("60.00", "60.00", "30.00")
    wrong, _ = wrong_and_do(found, "en")
    assert "receipts and settlements to post -30.00 (C1 R1, C1 R2, C1 R3)" in wrong
    _, done = a_control(
        account("1200", "1"), account("1300", "10"), invoices=[invoice("A", "90", control_account="1200")],
        receipts=[receipt(f"R{n}", "10", state="to post", control_account="1200") for n in range(4)],
    )  # fmt: skip
    told = {one.where.cell: one.values.get("causes", "") for one in done.problems if "control-differs" in one.name}
    assert told == {"D5": "to post = -40.00 (C1 R0, C1 R1, C1 R2, ...)", "D6": ""}


def test_a_note_to_post_that_is_not_exact_in_its_currency_is_listed_once():
    _, done = a_control(
        account("1200", "90"),
        invoices=[invoice("A", "90"), invoice("I", "1.005", kind="interest note", state="to post")],
    )  # fmt: skip
    assert done.ties[0].unknown == 0
    assert sum(done.ties[0].listed.values()) == done.ties[0].open_items - 90


def test_a_note_to_post_in_another_currency_needs_no_base_amount_yet():
    note = invoice("I", "5", currency="USD", kind="interest note", state="to post")
    _, done = a_control(invoices=[note])
    assert "base-missing" not in problems(done)
    _, done = a_control(invoices=[{**note, "state": "posted"}])
    assert "base-missing" in problems(done)
