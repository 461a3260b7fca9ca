"""Undoing a return: the payment stands again on its items, and may come back once more."""

import pytest
from tests.books import balances, invoice, refreshed, totals
from tests.runs.test_match import accept, book, line, post, propose, rows, undo

ITEMS = [invoice("INV-26-0001", "100"), invoice("INV-26-0002", "250.50"), invoice("CN-26-0003", "-20")]


def returned(reference, amount):
    """Make a book whose payment was matched, came back, and was taken back."""
    sheets = book(line("L1", amount, reference=reference, on="2026-10-05", end_to_end="E2E-77"), items=ITEMS)
    for source in (None, line("L2", f"-{amount}", on="2026-10-25", reference="RETURN", end_to_end="E2E-77")):
        if source:
            paid = balances(sheets), totals(refreshed(sheets))
            sheets.put("Bank", [*sheets.rows("Bank"), source])
        go_on(sheets)
    return sheets, paid


def go_on(sheets):
    propose(sheets)
    accept(sheets, *[row["source"] for row in sheets.rows("Matching") if row["source"].startswith("bank:")])
    post(sheets)
    refreshed(sheets)


CASES = pytest.mark.parametrize(
    ("reference", "amount"),
    [
        ("INV-26-0001", "130"),
        ("INV-26-0001", "60"),
        ("INV-26-0001 CN-26-0003", "80"),
        ("INV-26-0001 INV-26-0002", "351"),
    ],
)


@CASES
def test_the_items_are_paid_again_once_the_return_is_undone(reference, amount):
    sheets, paid = returned(reference, amount)
    assert balances(sheets) == {"INV-26-0001": "100.00", "INV-26-0002": "250.50", "CN-26-0003": "-20.00"}
    undo(sheets, "L2")
    sums = totals(refreshed(sheets))
    assert (balances(sheets), sums) == paid


@CASES
def test_it_may_come_back_again_and_be_undone_again(reference, amount):
    sheets, paid = returned(reference, amount)
    for key in ("L2", "L2/2"):
        undo(sheets, key)
        refreshed(sheets)
        propose(sheets)
        assert ("bank:L2", "L1", "proposed") in rows(sheets, "source", "returns", "state")
        go_on(sheets)
        assert balances(sheets) == {"INV-26-0001": "100.00", "INV-26-0002": "250.50", "CN-26-0003": "-20.00"}
    undo(sheets, "L2/3")
    assert (totals(refreshed(sheets)), balances(sheets)) == paid[::-1]


def test_the_receipt_itself_may_be_undone_once_its_return_is():
    sheets, _ = returned("INV-26-0001", "100")
    undo(sheets, "L2")
    undo(sheets, "L1")
    refreshed(sheets)
    assert balances(sheets)["INV-26-0001"] == "100.00"
    assert [row["state"] for row in sheets.rows("Bank")] == ["open", "open"]
