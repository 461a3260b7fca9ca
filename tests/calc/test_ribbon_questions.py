"""What a person has to know stands in the question, before it is done; afterwards the next step is the one that is."""

import pytest
from tests.calc.book_contents import changed, snapshot
from tests.calc.month_walk import AS_OF
from tests.calc.ribbon import cell, press, pressed

from arrears.office.live.live_excel import LiveExcel

pytestmark = pytest.mark.libreoffice


def test_what_letters_demand_is_asked_before_they_are_written(application, book, tmp_path):
    desk = pressed(application, "issue", tmp_path / "letters", "2026-11-02", False)
    assert desk.asked[-1].splitlines()[-1] == "Letters: 3; 464.50 EUR. Write and record them?"


def test_a_refused_dispatch_leaves_the_run_before_it_to_be_undone(application, book):
    before = snapshot(book)
    press(application, "refresh", "2026-11-30")
    cell(book, "Customers", "name", 0).select()
    told = press(application, "dispatch", "L2026-99999", "2026-11-03", "post", "")
    assert "knows no letter" in told[0]
    assert press(application, "undo")[0] == "Undone: Refresh."
    assert changed(before, snapshot(book)) == []


def test_a_lock_asks_with_what_is_not_signed_and_open_and_then_says_what_comes_next(application, book):
    press(application, "refresh", AS_OF)
    before = snapshot(book)
    desk = pressed(application, "lock", "3", "R. Viewer", False)
    unsigned, open_, question = desk.asked[-1].splitlines()
    assert unsigned == "This month is not signed: Prepared by, Reviewed by."
    assert "EUR 664.50" in open_
    assert question.startswith("Lock the month?")
    assert (desk.told, changed(before, snapshot(book))) == ([], [])

    told = press(application, "lock", "1", "P. Reparer")
    assert "signed as prepared" in told[0], told
    desk = pressed(application, "lock", "3", "R. Viewer", True)
    assert desk.asked[-1].startswith("This month is not signed: Reviewed by.\n")
    assert desk.told[-1] == "This month is locked. Next: New opens the next month."
    assert press(application, "next_step")[-1] == desk.told[-1]

    told = press(application, "new", True, "2026-11")
    made = application.books.active
    try:
        assert made.name == "Month 2026-11.xlsx"
        assert told[-1].startswith(f"Next step: {str(LiveExcel(made).block('NextStep')[0][0]).split('  ')[0]}.")
        assert "Next step: 1." in told[-1]
        assert len([line for line in told if "Next" in line]) == 1
    finally:
        made.close()
