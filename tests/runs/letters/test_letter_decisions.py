"""What a person decided about a proposed letter outlives a change of figures, or is named when it does not."""

from datetime import date
from decimal import Decimal

import pytest
from tests.fake_sheets import FakeSheets

from arrears.runs.propose import propose


def a_book():
    invoices = [
        {
            "customer": "C1", "kind": "invoice", "document_no": "A1", "document_date": date(2026, 8, 1),
            "due_date": date(2026, 8, 31), "currency": "EUR", "gross": Decimal(100), "item_key": "C1-A1", "level": 1,
            "last_letter": date(2026, 9, 15),
        }
    ]  # fmt: skip
    return FakeSheets({"Invoices": invoices, "Customers": [{"customer": "C1", "name": "Alder"}]}, {"AsOf": [[None]]})


def proposed(book, day):
    _, found = propose(book, day, lambda _table: {})
    return book.rows("Escalation")[0], found


def edited(book, **cells):
    for key, value in cells.items():
        book.tables["Escalation"][key][0] = value


def problems(book):
    return [row["wrong"] for row in book.rows("Problems")]


def test_a_letter_turned_down_stays_turned_down_when_figures_change_and_is_named():
    book = a_book()
    row, _ = proposed(book, date(2026, 10, 31))
    assert (row["send"], row["level"]) == (True, 2)
    edited(book, send=False, edit_reason="customer called")
    row, found = proposed(book, date(2026, 11, 1))
    assert (row["send"], row["edit_reason"]) == (False, "customer called")
    assert found.on_sheet == {("C1", "EUR"): (False, 2)}, "what is shown is what stands on the sheet"
    assert any("C1 was kept" in said for said in problems(book))
    row, _ = proposed(book, date(2026, 11, 2))
    assert row["send"] is False, "and it stays so until a person changes it"


@pytest.mark.parametrize(("level", "stands", "name"), [(1, 1, "kept"), (3, 2, "dropped")])
def test_a_softer_level_is_kept_and_a_harder_one_is_dropped(level, stands, name):
    book = a_book()
    proposed(book, date(2026, 10, 31))
    edited(book, level=level)
    row, _ = proposed(book, date(2026, 11, 1))
    assert (row["send"], row["level"]) == (True, stands)
    assert any(name in said for said in problems(book))


def test_a_letter_asked_for_against_the_proposal_is_not_sent_on_other_figures():
    book = a_book()
    book.tables["Invoices"]["last_letter"][0] = date(2026, 10, 30)
    row, _ = proposed(book, date(2026, 10, 31))
    assert row["send"] is False
    edited(book, send=True)
    row, _ = proposed(book, date(2026, 11, 1))
    assert row["send"] is False
    assert any("dropped" in said for said in problems(book))


def test_without_a_decision_nothing_is_said():
    book = a_book()
    proposed(book, date(2026, 10, 31))
    row, _ = proposed(book, date(2026, 11, 1))
    assert (row["send"], problems(book)) == (True, [])
