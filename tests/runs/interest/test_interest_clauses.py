"""Interest by customer and by item: a regime or rate of their own, and whom a statute does not reach."""

from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, invoice
from tests.listings import bring

from arrears.office.rate_files import rate_series
from arrears.runs.refresh import refresh

DAY = date(2026, 3, 31)


def debts(*customers, **said):
    """One invoice of 10,000.00 a customer, due on 31 December 2025."""
    said = {"due": "2025-12-31", "document_date": date(2025, 12, 1), **said}
    return [invoice(f"A-{customer}", "10000.00", customer=customer, **said) for customer in customers]


def interest(book, as_of=DAY):
    """Refresh a book and give, by customer, the interest of its one item and the rule it follows."""
    done = refresh(book, as_of, rate_series)
    figures = done.figures
    ledger = figures.sub_ledger.ledger
    rows = zip(ledger.items.customer.tolist(), figures.interest.amount.tolist(), figures.agreed, strict=True)
    by_customer = {ledger.customers[code]: (amount, one.name if one else "") for code, amount, one in rows}
    return by_customer, [p for p in figures.problems if p.name != "base-missing"]


def test_each_customer_may_have_a_rule_of_its_own():
    customers = [
        {"customer": "C1"},
        {"customer": "C2", "interest_regime": "none"},
        {"customer": "C3", "interest_rate": Decimal(12)},
        {"customer": "C4", "interest_regime": "gb-1998"},
    ]
    book = a_book(
        {"Invoices": debts("C1", "C2", "C3", "C4", currency="GBP"), "Customers": customers}, as_of=DAY,
        policy={"interest": "contract", "interest_rate": "7.3"},
    )  # fmt: skip
    found, said = interest(book)
    # 90 days: 7.3 %, 12 %, and 8 over the Bank Rate of 31 December 2025 (3.75).
    assert found == {
        "C1": (18_000, "contract"), "C2": (0, ""), "C3": (29_589, "contract"), "C4": (28_973, "gb-1998"),
    }  # fmt: skip
    assert said == []


def test_a_regime_on_the_item_goes_before_its_customers():
    items, customers = debts("C1", interest_regime="none"), [{"customer": "C1", "interest_regime": "gb-1998"}]
    book = a_book({"Invoices": items, "Customers": customers}, as_of=DAY)
    assert interest(book)[0] == {"C1": (0, "")}


def test_a_regime_between_businesses_charges_no_consumer_and_says_so_once():
    customers = [{"customer": "C1"}, {"customer": "C2", "consumer": True}, {"customer": "C3", "consumer": True}]
    items = [*debts("C1", "C2", "C3"), invoice("B", "5.00", customer="C2", due="2026-01-01")]
    book = a_book({"Invoices": items, "Customers": customers}, as_of=DAY, policy={"interest": "gb-1998"})
    found, said = interest(book)
    assert [name for name, (amount, _) in found.items() if amount] == ["C1"]
    assert [(p.name, p.found, p.values["regime"]) for p in said] == [("regime-business-only", "C2, C3", "gb-1998")]
    assert said[0].where.sheet == "Customers"


def test_a_contract_reaches_consumers_too():
    book = a_book(
        {"Invoices": debts("C1"), "Customers": [{"customer": "C1", "consumer": True}]}, as_of=DAY,
        policy={"interest": "contract", "interest_rate": "7.3"},
    )  # fmt: skip
    assert interest(book) == ({"C1": (18_000, "contract")}, [])


def test_a_customer_with_a_contract_and_no_rate_is_a_problem():
    book = a_book(
        {"Invoices": debts("C1"), "Customers": [{"customer": "C1", "interest_regime": "contract"}]}, as_of=DAY
    )
    found, said = interest(book)
    assert found == {"C1": (0, "")}
    assert [p.name for p in said] == ["contract-rate-missing"]


def test_a_missing_rate_stops_the_items_that_need_it_and_no_other():
    items = [*debts("C1", "C2"), *debts("C3", interest_rate=Decimal(8))]
    customers = [{"customer": "C2", "interest_regime": "cn-sale"}]
    settings = {"interest": "reference", "interest_series": "de_basiszinssatz", "interest_margin": "9"}
    book = a_book({"Invoices": items, "Customers": customers}, as_of=date(2027, 2, 1), policy=settings)
    found, said = interest(book, date(2027, 2, 1))
    assert [name for name, (amount, _) in found.items() if amount] == ["C2", "C3"]
    missing = [(p.found, p.values["day"], p.values["items"]) for p in said if p.name == "no-interest-rate-missing"]
    assert missing == [("de_basiszinssatz", "2027-01-01", "1")]


def test_what_a_statute_does_not_leave_open_is_not_followed_and_said():
    book = a_book(
        {"Invoices": debts("C1")}, as_of=DAY, policy={"interest": "gb-1998", "interest_compounding": "monthly"}
    )
    found, said = interest(book)
    assert found == {"C1": (28_973, "gb-1998")}
    assert [(p.name, p.values["setting"]) for p in said] == [("setting-overruled", "interest_compounding")]


@pytest.mark.parametrize(("typed", "kept"), [("gb-1998", "gb-1998"), ("GB-1998", "gb-1998"), ("gb1998", "")])
def test_a_typo_in_the_regime_is_a_problem_and_means_none(typed, kept):
    found, said = interest(a_book({"Invoices": debts("C1")}, as_of=DAY, policy={"interest": typed}))
    assert found["C1"][1] == kept
    assert [p.name for p in said] == ([] if kept else ["setting-unreadable"])


def test_a_list_of_customers_brings_regimes_and_consumers():
    book = a_book()
    bring(book, "customer | interest_regime | consumer\n C1 | gb-1998 | \n C2 | | Yes", kind="customers")
    rows = book.rows("Customers")
    assert (rows[0]["interest_regime"], rows[1]["consumer"]) == ("gb-1998", True)


def test_interest_on_net_amounts_needs_them_and_says_where_they_are_missing():
    items = [*debts("C1", net=Decimal(8000)), *debts("C2", vat=Decimal(1000)), *debts("C3")]
    settings = {"interest": "contract", "interest_rate": "7.3", "interest_base": "net"}
    found, said = interest(a_book({"Invoices": items}, as_of=DAY, policy=settings))
    assert [amount for amount, _ in found.values()] == [14_400, 16_200, 18_000]
    assert [(p.name, p.found, p.values["items"]) for p in said] == [("net-missing", "A-C3", "1")]
