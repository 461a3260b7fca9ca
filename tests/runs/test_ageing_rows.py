"""The Ageing and the Customers sheet: every row adds up, and the order is the reader's."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import a_book, invoice, receipt, refreshed


def a_row(book, customer="C1"):
    return next(row for row in book.rows("Ageing") if row.get("customer") == customer)


def test_customers_stand_by_name_the_base_currency_first():
    book = a_book({
        "Invoices": [
            invoice("A", "1", customer="3", name="birch"), invoice("B", "1", customer="2", name="Alder"),
            invoice("C", "1", customer="1", name="Zelkova"), invoice("D", "1", customer="1", currency="CHF"),
        ],
        "Customers": [{"customer": "1", "name": "Cedar"}],
    })  # fmt: skip
    refreshed(book)
    assert [(row["name"], row["currency"]) for row in book.rows("Ageing")] == [
        ("Alder", "EUR"), ("birch", "EUR"), ("Cedar", "EUR"), ("Cedar", "CHF"),
    ]  # fmt: skip


def test_receipts_of_nobody_known_have_a_row_of_their_own():
    book = a_book({"Invoices": [invoice("A", "10")], "Receipts": [receipt("R", "4", customer=None)]})
    refreshed(book)
    rows = {row.get("customer"): row["total"] for row in book.rows("Ageing")}
    assert sum(rows.values()) == 6
    assert rows["C1"] == 10


def test_a_settled_customer_has_no_row():
    book = a_book({"Invoices": [invoice("A", "0"), invoice("B", "5", customer="C2")]})
    refreshed(book)
    assert [row["customer"] for row in book.rows("Ageing")] == ["C2"]


def test_customers_show_their_items_age_and_last_receipt():
    book = a_book({
        "Invoices": [
            invoice("A", "1"), invoice("B", "1", currency="USD", due="2026-10-30"), invoice("D", "1", due="2027-01-01"),
        ],
        "Receipts": [
            receipt("R1", "1", on="2026-10-30"), receipt("R2", "1", on="2026-09-30"),
            receipt("R3", "1", on="2026-11-01"),
        ],
        "Customers": [{"customer": "C1"}, {"customer": "C2"}],
    })  # fmt: skip
    refreshed(book)
    first, second = book.rows("Customers")
    assert (first["items"], first["oldest_days"], first["last_receipt"]) == (3, 31, date(2026, 10, 30))
    assert set(second) == {"customer"}


money = st.decimals(min_value=-999, max_value=999, places=2).map(str)
lines = st.lists(
    st.tuples(
        money, st.sampled_from("123"), st.sampled_from(["EUR", "JPY"]), st.dates(date(2020, 1, 1), date(2027, 1, 1))
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(lines, st.lists(money, max_size=3), st.sampled_from(["30, 60", "1", "10,20,30,40,50,60,70"]), st.booleans())
def test_buckets_bands_and_credits_of_every_row_add_up(items, receipts, limits, fifo):
    book = a_book(
        {
            "Invoices": [
                invoice(
                    str(n),
                    gross,
                    customer=customer,
                    currency=code,
                    due=due.isoformat(),
                    document_date=due,
                    kind="invoice",
                )
                for n, (gross, customer, code, due) in enumerate(items)
            ],
            "Receipts": [receipt(f"R{n}", amount, customer="1") for n, amount in enumerate(receipts)],
            "Customers": [{"customer": "1", "ageing_view": "FIFO" if fifo else "open item"}],
        },
        policy={"buckets": limits},
    )
    done = refreshed(book)
    for row in book.rows("Ageing"):
        buckets = sum(row.get(f"bucket_{n}") or Decimal(0) for n in range(1, 9))
        bands = sum(row.get(f"band_{n}") or Decimal(0) for n in range(1, 7))
        assert row["total"] == row["not_due"] + buckets + row["unapplied"] == bands + row["unapplied"]
        assert row["overdue"] == buckets
    for tie in done.ties:
        assert tie.open_items == sum(row["total"] for row in book.rows("Ageing") if row["currency"] == tie.currency)
