"""Lock: what is frozen, every changed cell named, nothing written into a locked month, a trace of every turn."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import a_book, allocation, invoice, no_rates, receipt
from tests.issuing import MemoryJournal
from tests.months import Clock

from arrears.errors import BookRefused, InputRefused, ProposalRefused
from arrears.office.months.month_closing import frozen_keys
from arrears.office.table_spec import Type
from arrears.office.tables import TABLES
from arrears.runs.lock import lock, reopen
from arrears.runs.month.lock_check import lock_faults
from arrears.runs.month.month_log import refuse_locked
from arrears.runs.refresh import refresh
from arrears.runs.sign_off import Desk

KEYS = frozen_keys()
CONTRACT = {"interest": "contract", "interest_rate": "10"}


def a_month():
    """Make a refreshed book with an open item, a settled one and a receipt."""
    book = a_book(
        {"Customers": [{"customer": "C1", "name": "Alder"}], "Invoices": [invoice("A", "100"), invoice("B", "50.5")],
         "Receipts": [receipt("R", "70")], "Allocations": [allocation("B", "50.5", receipt="R")],
         "Contacts": [{"contacted_on": date(2026, 10, 3), "customer": "C1", "said": "soon"}]}, policy=CONTRACT
    )  # fmt: skip
    refresh(book, None, no_rates)
    return book


def locked(book=None, journal=None):
    book, journal = book or a_month(), journal or MemoryJournal()
    return book, journal, lock(book, journal, Clock(), "Ben", KEYS, no_rates)


def faults(book, journal):
    return [
        (one.name, str(one.where), one.values.get("was", ""), one.found) for one in lock_faults(book, journal, KEYS)
    ]


def test_a_locked_month_is_what_it_was():
    book, journal, done = locked()
    assert (done.month, done.already, done.signed, faults(book, journal)) == ("2026-10", False, False, [])
    assert {row["table"] for row in book.rows("Lock")} > {"Invoices", "Policy", "Home"}


def test_a_changed_cell_is_named_with_what_it_was_and_is():
    book, journal, _ = locked()
    book.tables["Invoices"]["gross"][1] = Decimal("50.51")
    assert faults(book, journal) == [("locked-cell-changed", "Invoices!H6", "50.5", "50.51")]


def test_rows_that_came_and_went_are_named():
    book, journal, _ = locked()
    book.put("Customers", [*book.rows("Customers"), {"customer": "C9"}])
    book.put("Contacts", [])
    assert {(name, found) for name, _, _, found in faults(book, journal)} == {
        ("locked-row-added", "C9"), ("locked-row-gone", "2026-10-03 C1 soon"),
    }  # fmt: skip


def test_sorting_a_table_changes_nothing():
    book, journal, _ = locked()
    for name, column in book.tables["Invoices"].items():
        book.tables["Invoices"][name] = column[::-1]
    assert faults(book, journal) == []


def test_another_as_of_date_is_a_change():
    book, journal, _ = locked()
    book.blocks["AsOf"] = [[date(2026, 10, 30)]]
    assert ("locked-cell-changed", "Policy", "2026-10-31", "2026-10-30") in faults(book, journal)


_OTHER = {
    Type.TEXT: "other", Type.CODE: "other", Type.CHOICE: "other", Type.DAY: date(1999, 9, 9),
    Type.RATE: Decimal("77.7"),
    Type.AMOUNT: Decimal("123.45"), Type.COUNT: 999, Type.YES: True,
}  # fmt: skip
_LOCKED = locked()
_CELLS = [
    (table, column.key, row)
    for table in _LOCKED[0].tables
    if table in KEYS
    for column in TABLES[table].columns
    for row in range(len(_LOCKED[0].rows(table)))
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(_CELLS), st.booleans())
def test_every_single_changed_cell_is_found_and_named(cell, blank):
    table, key, row = cell
    book, journal = deepcopy(_LOCKED[0]), _LOCKED[1]
    column = book.tables[table][key]
    was = column[row]
    now = None if blank else _OTHER[TABLES[table].column(key).type]
    if was == now:
        now = None if was is not None else False if was is True else was
    column[row] = now
    if now == was or (now is None and key in KEYS[table].formulas):  # a formula that a program did not calculate
        assert faults(book, journal) == []
        return
    place = str(book.read(table)[table].place(row, key))
    found = [one for one in faults(book, journal) if one[0] == "locked-cell-changed"]
    assert [where for _, where, _, _ in found] == [place]


def test_what_was_frozen_cannot_be_changed_unseen():
    book, journal, _ = locked()
    changed = deepcopy(book)
    changed.tables["Frozen"]["content"][0] = "AAAA"
    assert "lock-changed" in {name for name, *_ in faults(changed, journal)}
    changed = deepcopy(book)
    changed.tables["Months"]["sha256"][-1] = "0" * 64
    assert {name for name, *_ in faults(changed, journal)} == {"lock-unrecorded"}


def test_a_copy_from_before_the_lock_is_told_by_the_journal():
    before = a_month()
    _, journal, _ = locked(deepcopy(before))
    assert [name for name, *_ in faults(before, journal)] == ["lock-gone"]


def test_locking_again_changes_nothing_and_says_what_differs():
    book, journal, _ = locked()
    book.tables["Invoices"]["note"][0] = "later"
    before, entries = deepcopy(book.tables), len(journal.entries())
    again = lock(book, journal, Clock(), "Cas", KEYS, no_rates)
    assert (again.already, len(again.faults), book.tables == before, len(journal.entries()) == entries) == (
        True,
        1,
        True,
        True,
    )


def test_nothing_is_written_into_a_locked_month_until_it_is_reopened():
    book, journal, _ = locked()
    with pytest.raises(BookRefused, match="book-locked"):
        refuse_locked(book)
    with pytest.raises(InputRefused, match="reopen-unexplained"):
        reopen(book, journal, Clock(), "Ben", " ")
    assert reopen(book, journal, Clock(), "Ben", "an invoice was missing") == "2026-10"
    refuse_locked(book)
    assert [(row["event"], row.get("reason")) for row in book.rows("Months")] == [
        ("locked", None), ("reopened", "an invoice was missing"),
    ]  # fmt: skip
    assert [(one["kind"], one.get("reason")) for one in journal.entries()] == [
        ("locked", None), ("reopened", "an invoice was missing"),
    ]  # fmt: skip
    with pytest.raises(BookRefused, match="not-locked"):
        reopen(book, journal, Clock(), "Ben", "again")


def test_old_figures_are_not_locked():
    book = a_month()
    book.tables["Invoices"]["gross"][0] = Decimal(101)
    with pytest.raises(ProposalRefused, match="refresh-needed"):
        locked(book)


def signing(book):
    return Desk(book, Clock(), KEYS, no_rates)


def test_two_people_sign_and_the_lock_knows():
    book = a_month()
    signing(book).prepare("Ann Lee", "all in")
    with pytest.raises(InputRefused, match="reviewer-prepared"):
        signing(book).review("ann  LEE")
    with pytest.raises(BookRefused, match="points-open"):
        signing(book).review("Ben Ito")
    with pytest.raises(InputRefused, match="override-differs"):
        signing(book).review("Ben Ito", overrides={"EUR": Decimal("80.51")})
    done = signing(book).review("Ben Ito", "no ledger balance yet", {"EUR": Decimal("80.50")})
    assert done.overridden == {"EUR": Decimal("80.50")}
    signed = {row["check"]: (row.get("checked_by"), row.get("comment")) for row in book.rows("SignOff")}
    assert signed["prepared"] == ("Ann Lee", "all in")
    assert signed["reviewed"] == ("Ben Ito", "no ledger balance yet")
    assert [row["event"] for row in book.rows("Months")] == ["prepared", "overridden", "reviewed"]
    assert locked(book)[2].signed


def test_a_change_makes_the_signatures_void():
    book = a_month()
    signing(book).prepare("Ann Lee")
    book.tables["Invoices"]["note"][0] = "called"
    with pytest.raises(BookRefused, match="prepared-changed"):
        signing(book).review("Ben Ito", overrides={"EUR": Decimal("80.50")})
    signing(book).prepare("Ann Lee")
    signing(book).review("Ben Ito", overrides={"EUR": Decimal("80.50")})
    book.tables["Invoices"]["note"][0] = "called again"
    assert not locked(book)[2].signed


def test_nobody_reviews_what_nobody_prepared():
    with pytest.raises(BookRefused, match="not-prepared"):
        signing(a_month()).review("Ben Ito")


def test_what_people_wrote_on_the_checklist_stays():
    book = a_month()
    signing(book).prepare("Ann Lee")
    row = [one["check"] for one in book.rows("SignOff")].index("ageing")
    book.tables["SignOff"]["comment"][row] = "C1 looked at"
    signing(book).prepare("Ann Lee")
    assert {one["check"]: one.get("comment") for one in book.rows("SignOff")}["ageing"] == "C1 looked at"


def test_a_formula_whose_result_was_not_known_at_the_lock_may_show_it_later():
    book = a_month()
    book.tables["Invoices"]["balance_check"] = [None, None]
    book, journal, _ = locked(book)
    book.tables["Invoices"]["balance_check"] = [Decimal(100), Decimal(0)]
    assert faults(book, journal) == []
    book.tables["Invoices"]["balance_check"][0] = Decimal(99)
    assert [one[0] for one in faults(book, journal)] == ["locked-cell-changed"]
