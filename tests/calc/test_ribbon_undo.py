"""Undo where something was changed since, and of what is not undone."""

import shutil

import pytest
from tests.calc.book_contents import changed, snapshot
from tests.calc.month_walk import INVOICES, MORE
from tests.calc.ribbon import cell, press, type_in

from arrears.office.live.live_excel import LiveExcel

pytestmark = pytest.mark.libreoffice


def test_a_table_changed_since_is_named_and_left_the_others_go_back(application, book, tmp_path):
    (tmp_path / "more.csv").write_text(INVOICES + MORE, encoding="utf-8")
    before = snapshot(book)
    press(application, "import", tmp_path / "more.csv", "", True)
    type_in(book, "Customers", "note", 0, "'call first")
    told = press(application, "undo")
    assert "Undone: Import." in told
    assert "Not put back, because they were changed since: Customers." in told
    assert any("press Refresh" in line for line in told)
    assert cell(book, "Customers", "note", 0).api.Value2 == "call first"
    assert len(LiveExcel(book).read("Invoices")["Invoices"]) == len(INVOICES.splitlines()) - 1
    assert {"Invoices", "Imports"}.isdisjoint(changed(before, snapshot(book)))


def test_what_somebody_entered_on_home_since_stays(application, book):
    press(application, "refresh", "2026-11-30")
    steps = next(name for name in book.names if name.name == "Steps").refers_to_range
    by = steps.sheet.range((steps.row + 1, steps.column))
    by.api.Formula = "'P. Reparer"
    told = press(application, "undo")
    assert by.api.Value2 == "P. Reparer"
    assert any(f"changed since: {steps.sheet.name}" in line for line in told), told


def test_sheets_in_which_something_was_entered_since_are_not_removed(application, book):
    press(application, "add_part", "Bills")
    table = next(one for sheet in book.sheets for one in sheet.tables if one.name == "Bills").range
    table.sheet.range((table.row + 1, table.column)).api.Formula = "'B1"
    told = press(application, "undo")
    assert any("Not removed" in line and "Bills" in line for line in told), told
    assert LiveExcel(book).has("Bills")


def test_there_is_one_undo_and_then_none(application, book):
    press(application, "refresh", "2026-11-30")
    assert press(application, "undo")[0] == "Undone: Refresh."
    assert press(application, "undo") == ["There is no run of Arrears to undo in this workbook."]


def test_a_run_goes_back_after_the_workbook_was_closed_and_opened(application, prepared, tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    path = shutil.copy(prepared, tmp_path / "Month.xlsx")
    opened = application.books.open(path)
    before = snapshot(opened)
    press(application, "refresh", "2026-11-30")
    opened.save()
    opened.close()
    opened = application.books.open(path)
    try:
        assert press(application, "undo")[0] == "Undone: Refresh."
        assert changed(before, snapshot(opened)) == []
    finally:
        opened.close()


def test_an_undo_that_is_refused_changes_nothing_and_can_be_pressed_again(application, book):
    before = snapshot(book)
    press(application, "refresh", "2026-11-30")
    after = snapshot(book)
    sheet = book.sheets[LiveExcel(book).read("Problems")["Problems"].sheet]
    sheet.api.Protect("")
    try:
        assert any("protected" in line for line in press(application, "undo"))
    finally:
        sheet.api.Unprotect("")
    assert changed(after, snapshot(book)) == []
    assert press(application, "undo")[0] == "Undone: Refresh."
    assert changed(before, snapshot(book)) == []


def test_a_sheet_of_the_users_own_with_the_name_of_a_new_one_is_refused_and_untouched(application, book):
    own = book.sheets.add("bills", after=book.sheets[0])
    own.range((1, 1), (9, 9)).api.Formula = tuple(("'mine",) * 9 for _ in range(9))
    before = snapshot(book)
    assert any("already has a sheet" in line and "Bills" in line for line in press(application, "add_part", "Bills"))
    assert own.range((1, 1), (9, 9)).api.Formula == tuple(("mine",) * 9 for _ in range(9))
    assert changed(before, snapshot(book)) == []
    assert "Bills" not in [name.name for name in book.names]


def test_sheets_are_added_all_or_none(application, book, monkeypatch):
    before = snapshot(book)

    def failing(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("arrears.office.live.new_sheets.put_formulas", failing)
    press(application, "add_part", "Receipts")
    assert changed(before, snapshot(book)) == []


def test_a_new_sheet_that_was_given_another_name_is_not_removed(application, book):
    press(application, "add_part", "Bills")
    sheet = book.sheets[LiveExcel(book).read("Bills")["Bills"].sheet]
    sheet.impl.name = "Bills of exchange"
    assert any("Not removed" in line for line in press(application, "undo"))
    assert LiveExcel(book).has("Bills")


def test_a_refused_next_month_leaves_the_run_before_it_to_be_undone(application, book):
    before = snapshot(book)
    press(application, "refresh", "2026-11-30")
    told = press(application, "next", "2027-05")
    assert any("is not the month after" in line for line in told), told
    assert press(application, "undo")[0] == "Undone: Refresh."
    assert changed(before, snapshot(book)) == []
