"""Rows left out for what an amount is."""

from decimal import Decimal

import pytest

HEAD = "Customer,Invoice Number,Invoice Date,Due Date,Currency,Amount,Open Amount\n"
ROW = "C1,1,2026-01-01,2026-01-31,EUR,5.00,5.00\n"


@pytest.mark.parametrize("amount", ["9007199254740993.01", "12345678901234.56", "-1234567890123456", "9" * 40])
def test_an_amount_longer_than_a_cell_keeps_is_left_out_and_told(read, amount):
    listing = read(f"{HEAD}{ROW}C2,2,2026-01-01,2026-01-31,EUR,{amount},{amount}\n")
    assert listing.column("amount") == [5]
    (problem,) = listing.problems
    assert (problem.name, problem.where.cell, problem.amount) == ("amount-too-long", "G3", Decimal(amount))
    assert (problem.found, problem.currency, dict(problem.values)) == (amount, "EUR", {"column": "Open Amount"})
    assert [(row.row, row.amount) for row in listing.left_out] == [(3, Decimal(amount))]


@pytest.mark.parametrize("amount", ["1234567890123.45", "33.333333333333336", "10000000000000000", "0.01"])
def test_an_amount_that_a_cell_keeps_in_its_currency_is_taken(read, amount):
    listing = read(f"{HEAD}{ROW}C2,2,2026-01-01,2026-01-31,EUR,{amount},{amount}\n")
    assert listing.column("amount") == [5, Decimal(amount)]
    assert not listing.problems


def test_a_long_posting_points_at_the_column_it_stands_in(read):
    listing = read(
        "Customer,Invoice,Date,Debit,Credit\nA,1,2026-01-31,5,\nA,2,2026-01-31,,9007199254740993.01\n", kind="ledger"
    )
    assert [(p.where.cell, p.amount) for p in listing.problems] == [("E3", Decimal("-9007199254740993.01"))]
