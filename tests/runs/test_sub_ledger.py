"""The sub-ledger of the tables: every identity of amounts, and every row that is left out with its amount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import AS_OF, a_book, allocation, invoice, problems, receipt, refreshed, totals

from arrears.core.problems import Severity
from arrears.runs.figures import read_book
from arrears.runs.sub_ledger import load


def loaded(tables, base="EUR"):
    return load(base, read_book(a_book(tables)))


def left_out(done):
    return [(p.name, p.where.cell, str(p.amount), p.currency) for p in done.problems if p.severity is Severity.LEFT_OUT]


def listed(done, currency="EUR"):
    return {cause: str(amount) for tie in done.ties if tie.currency == currency for cause, amount in tie.listed.items()}


def test_buckets_items_and_control_account_agree():
    book = a_book({
        "Invoices": [invoice("A", "100.00"), invoice("B", "40.00", due="2026-12-31"), invoice("N", "-15.00")],
        "Receipts": [receipt("R", "30.00")],
        "Allocations": [allocation("A", "25.00", receipt="R")],
        "ControlAccounts": [
            {"account": "1200", "currency": "EUR", "balance_date": AS_OF, "balance": Decimal("95.00")}
        ],
    })  # fmt: skip
    done = refreshed(book)
    assert totals(done) == {"EUR": ("95.00", "95.00")}
    assert done.ties[0].unknown == 0
    assert book.rows("ControlAccounts")[0]["difference"] == 0


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (invoice("B", "40.00", currency="XYZ"), "currency-unknown"),
        (invoice("B", "40.00", customer=None), "required-missing"),
        (invoice("A", "40.00"), "key-doubled"),
        (invoice("B", "40.00", due=None, document_date=None), "required-missing"),
    ],
)
def test_a_row_left_out_is_reported_with_its_cell_and_amount(row, problem):
    book = a_book({"Invoices": [invoice("A", "100.00"), row]})
    done = refreshed(book)
    assert [(name, amount) for name, _, amount, _ in left_out(done)] == [(problem, "40.00")]
    assert all(cell.endswith("6") for _, cell, _, _ in left_out(done))
    assert totals(done) == {"EUR": ("100.00", "100.00")}


def test_a_row_left_out_is_a_listed_difference_to_the_control_account():
    account = {"account": "1200", "currency": "EUR", "balance_date": AS_OF, "balance": Decimal("140.00")}
    book = a_book({"Invoices": [invoice("A", "100"), invoice("A", "40")], "ControlAccounts": [account]})
    done = refreshed(book)
    assert listed(done) == {"left out": "-40"}
    assert done.ties[0].unknown == 0
    assert "control-differs" not in problems(done)


def test_a_receipt_left_out_leaves_open_items_higher_not_lower():
    account = {"account": "1200", "currency": "EUR", "balance_date": AS_OF, "balance": Decimal("70.00")}
    book = a_book({
        "Invoices": [invoice("A", "100")],
        "Receipts": [receipt("R", "30", value_date=None)],
        "Allocations": [allocation("A", "30", receipt="R")],
        "ControlAccounts": [account],
    })  # fmt: skip
    done = refreshed(book)
    assert listed(done) == {"left out": "30"}
    assert done.ties[0].unknown == 0


def test_an_item_left_out_with_its_allocation_differs_by_what_is_open_of_it():
    account = {"account": "1200", "currency": "EUR", "balance_date": AS_OF, "balance": Decimal("60.00")}
    book = a_book({
        "Invoices": [invoice("A", "100", currency="EURO")],
        "Allocations": [allocation("A", "40")],
        "ControlAccounts": [account],
    })  # fmt: skip
    done = refreshed(book)
    assert {problem.name for problem in done.problems} >= {"currency-unknown", "allocation-without-item"}
    assert totals(done) == {}


def test_a_difference_counts_from_the_day_its_row_is_posted():
    book = a_book({"Invoices": [invoice("A", "1.005", posting_date=date(2026, 10, 31)), invoice("B", "1")]})
    assert listed(refreshed(book, "2026-10-30")) == {}
    assert listed(refreshed(book, "2026-10-31")) == {"rounding": "0.005"}


def test_amounts_round_to_the_decimals_of_their_currency_and_the_rounding_is_listed():
    book = a_book({
        "Invoices": [
            invoice("J", "100.5", currency="JPY"), invoice("K", "1.2345", currency="KWD"), invoice("E", "-0.005"),
        ]
    })  # fmt: skip
    done = refreshed(book)
    assert totals(done) == {"JPY": ("101", "101"), "KWD": ("1.235", "1.235"), "EUR": ("-0.01", "-0.01")}
    assert listed(done, "JPY") == {"rounding": "0.5"}
    assert listed(done, "KWD") == {"rounding": "0.0005"}
    assert listed(done) == {"rounding": "-0.005"}


def test_roundings_of_base_amounts_and_disputes_are_no_differences_of_the_open_items():
    book = a_book({
        "Invoices": [invoice("A", "10", currency="USD", base_amount=Decimal("9.005"), disputed=Decimal("1.001"))]
    })  # fmt: skip
    done = refreshed(book)
    assert problems(done).count("amount-rounded") == 2
    assert all(not tie.listed for tie in done.ties)


def test_an_allocation_rounded_against_a_receipt_changes_no_total():
    tables = {
        "Invoices": [invoice("A", "100")],
        "Receipts": [receipt("R", "10.01")],
        "Allocations": [allocation("A", "10.005", receipt="R")],
    }
    assert listed(refreshed(a_book(tables))) == {}
    tables["Allocations"] = [allocation("A", "10.005", kind="write-off")]
    tables["Receipts"] = []
    assert listed(refreshed(a_book(tables))) == {"rounding": "-0.005"}


def test_two_currencies_are_never_added():
    book = a_book({
        "Invoices": [invoice("A", "100"), invoice("B", "70", currency="USD")],
        "Receipts": [receipt("R", "70", currency="USD")],
        "Allocations": [allocation("A", "70", receipt="R")],
    })  # fmt: skip
    done = refreshed(book)
    assert totals(done) == {"EUR": ("100.00", "100.00"), "USD": ("0.00", "0.00")}
    assert "allocation-currency-differs" in problems(done)


def test_base_amounts_are_released_pro_rata_and_the_last_allocation_takes_the_remainder():
    book = loaded({
        "Invoices": [invoice("A", "300", currency="USD", base_amount=Decimal("100.00"))],
        "Allocations": [
            allocation("A", "100", currency="USD", on=f"2026-10-0{day}") for day in (1, 2, 3)
        ],
    })  # fmt: skip
    assert book.ledger.allocations.base.tolist() == [3333, 3334, 3333]
    assert book.ledger.base_balances(AS_OF).tolist() == [0]


def test_a_booked_rate_gives_the_base_amount_in_the_decimals_of_the_base_currency():
    book = loaded({"Invoices": [invoice("A", "10.01", currency="USD", booked_rate=Decimal("150.5"))]}, base="JPY")
    assert book.ledger.items.base.tolist() == [1507]


def test_an_unknown_base_leaves_the_base_total_blank_and_says_so_once_a_currency():
    book = a_book({
        "Invoices": [
            invoice(n, "10", currency=code) for n, code in (("A", "USD"), ("B", "USD"), ("C", "GBP"), ("D", "EUR"))
        ]
    })  # fmt: skip
    done = refreshed(book)
    assert [p.found for p in done.problems if p.name == "base-missing"] == ["GBP", "USD"]
    assert {row["currency"]: row.get("base_total") for row in book.rows("Ageing")} == {
        "EUR": Decimal("10.00"), "USD": None, "GBP": None,
    }  # fmt: skip


@pytest.mark.parametrize("amount", ["1E+300", "12345678901234567890"])
def test_an_amount_too_large_to_keep_is_left_out_and_the_rest_goes_on(amount):
    book = a_book({"Invoices": [invoice("A", amount), invoice("B", "5", disputed=Decimal(amount))]})
    done = refreshed(book)
    assert problems(done).count("amount-too-large") == 2
    assert totals(done) == {"EUR": ("5.00", "5.00")}


def test_a_receipt_number_that_stands_twice_counts_once():
    done = refreshed(a_book({"Receipts": [receipt("R", "30"), receipt("R", "20")]}))
    assert totals(done) == {"EUR": ("-30.00", "-30.00")}
    assert left_out(done)[0][:1] + left_out(done)[0][2:] == ("key-doubled", "20", "EUR")


def test_customers_told_apart_by_leading_zeros_stay_apart():
    book = a_book({"Invoices": [invoice("A", "1", customer="0042"), invoice("B", "2", customer="42")]})
    refreshed(book)
    assert {row["customer"]: str(row["total"]) for row in book.rows("Ageing")} == {"0042": "1.00", "42": "2.00"}


def test_a_credit_is_not_asked_for_a_due_date():
    done = refreshed(a_book({"Invoices": [invoice("A", "10"), invoice("N", "-5", due=None)]}))
    assert not {"due-date-missing", "due-dates-missing"} & set(problems(done))


amounts = st.decimals(min_value=-10_000, max_value=10_000, places=4)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(amounts, st.sampled_from(["EUR", "JPY", "KWD", "EURO"]), st.integers(0, 5)), max_size=8),
    st.lists(amounts, max_size=4),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), amounts), max_size=6),
)
def test_what_is_typed_less_listed_differences_is_what_is_counted(items, receipts, allocations):
    book = a_book({
        "Invoices": [invoice(str(key), str(gross), currency=code, kind="invoice") for gross, code, key in items],
        "Receipts": [receipt(f"R{n}", str(amount)) for n, amount in enumerate(receipts)],
        "Allocations": [
            allocation(str(key), str(amount), receipt=f"R{n}", currency=None) for key, n, amount in allocations
        ],
    })  # fmt: skip
    for tie in refreshed(book).ties:
        typed = sum(gross for gross, code, _ in items if code == tie.currency)
        typed -= sum(receipts) if tie.currency == "EUR" else 0
        unjoined = sum(
            amount for key, n, amount in allocations
            if n >= len(receipts) and next((c for _, c, k in items if k == key and c != "EURO"), "") == tie.currency
        )  # fmt: skip
        assert tie.open_items == tie.buckets == typed - unjoined + sum(tie.listed.values())


def test_a_foreign_receipt_without_a_booked_base_leaves_the_items_base_alone():
    book = a_book({
        "Invoices": [invoice("A", "100", currency="GBP", base_amount=Decimal("115"))],
        "Receipts": [receipt("R", "60", currency="GBP")],
        "Allocations": [allocation("A", "60", currency="GBP", receipt="R")],
    })  # fmt: skip
    refreshed(book)
    assert [row["base_total"] for row in book.rows("Ageing")] == [Decimal("46.00")]


def test_a_settled_account_keeps_no_base_though_receipt_and_item_were_booked_at_different_rates():
    book = a_book({
        "Invoices": [invoice("A", "100", currency="USD", base_amount=Decimal("100")), invoice("B", "1", currency="USD",
                                                                                        base_amount=Decimal("1"))],
        "Receipts": [receipt("R", "100", currency="USD", base_amount=Decimal("90"))],
        "Allocations": [allocation("A", "100", currency="USD", receipt="R")],
    })  # fmt: skip
    refreshed(book)
    assert [row["base_total"] for row in book.rows("Ageing")] == [Decimal("1.00")]
