"""The blocks on Home: fixed sizes, totals by bucket and band, the largest overdue customers."""

from decimal import Decimal

from tests.books import a_book, invoice, refreshed

from arrears.office.blocks import BLOCKS
from arrears.runs.sheet_sizes import MOST_CURRENCIES, TOP_CUSTOMERS


def blocks(invoices, **policy):
    book = a_book({"Invoices": invoices}, policy=policy)
    refreshed(book)
    return book.blocks


def test_every_block_has_the_shape_its_sheet_has_room_for():
    many = [
        invoice(f"{code}{n}", "1", currency=code, customer=f"C{n}") for n in range(15) for code in ("EUR", "USD", "JPY")
    ]
    for written in (blocks([]), blocks(many), blocks(many, buckets="5"), blocks(many, buckets="1,2,3,4,5,6,7")):
        for name, block in written.items():
            area = BLOCKS[name]
            assert (len(block), {len(row) for row in block}) == (area.rows, {area.columns}), name


def test_totals_stand_below_their_buckets_and_differ_by_nothing():
    written = blocks([invoice("A", "100"), invoice("B", "-30"), invoice("C", "5", currency="USD")])
    assert written["HomeCurrencies"][0][:2] == ["EUR", "USD"]
    assert written["HomeTotals"][0][1:3] == written["HomeItems"][0][1:3] == [Decimal("70.00"), Decimal("5.00")]
    for column in (0, 1):
        assert sum(row[column] for row in written["HomeBuckets"]) == written["HomeTotals"][0][column + 1]
    assert set(written["HomeDifference"][0]) == {Decimal(0), None}


def test_the_largest_overdue_customers_stand_first_and_credits_not_at_all():
    rows = [invoice(f"I{n}", str(n), customer=f"C{n:02}", name=f"Name {n}") for n in range(1, 13)]
    top = blocks([*rows, invoice("N", "-900", customer="C99")])["HomeTop"]
    assert [row[0] for row in top] == [f"Name {n}" for n in range(12, 2, -1)]
    assert len(top) == TOP_CUSTOMERS


def test_no_more_currencies_are_shown_than_there_is_room_for():
    codes = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN")
    written = blocks([invoice(code, "1", currency=code) for code in codes])
    assert written["HomeCurrencies"] == [["EUR", "CHF", "DKK", "GBP", "NOK", "PLN"]]
    assert len(written["HomeCurrencies"][0]) == MOST_CURRENCIES
