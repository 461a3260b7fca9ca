"""Every button is pressed: given up at every question, answered, undone, and answered again."""

from pathlib import Path

import pytest
from tests.calc.book_contents import changed, snapshot
from tests.calc.engine import CALLS
from tests.calc.month_walk import collecting, reconciling, steps
from tests.calc.ribbon import Scripted, press, pressed

from arrears.addin import ribbon_run
from arrears.addin.ribbon_run import run_at
from arrears.office.addin.ribbon import commands

pytestmark = pytest.mark.libreoffice

ELSEWHERE = {
    "new": "test_ribbon_tools, test_ribbon_reconcile",
    "age_list": "test_ribbon_tools",
    "undo": "after each step here, and test_ribbon_undo",
}
"""Buttons that are pressed by tests of their own."""


def test_every_button_of_the_tab_is_pressed_by_some_test(tmp_path):
    on_the_tab = {button for group in commands().values() for button in group}
    answered = {*ribbon_run.COMMANDS, *ribbon_run.WITHOUT_BOOK} - {"next"}
    assert {*(step.button for step in steps(tmp_path)), *ELSEWHERE} == on_the_tab == answered


@pytest.mark.parametrize("half", [collecting, reconciling])
def test_each_button_given_up_does_nothing_answered_does_its_work_and_is_undone(application, book, tmp_path, half):
    for step in half(tmp_path):
        step.first(book)
        _given_up(application, step)
        before = snapshot(book)
        told = press(application, step.button, *step.answers)
        assert any(step.told in line for line in told) or not step.told, (step.button, told)
        after = snapshot(book)
        if not step.undone:
            continue
        assert changed(before, after) or step.button == "escalation", step.button  # it may find what Refresh found
        told = press(application, "undo")
        assert any(step.undone in line for line in told), (step.button, told)
        if step.undone == "letters journal":
            assert changed(after, snapshot(book)) == [], step.button
            continue
        assert changed(before, snapshot(book)) == [], (step.button, told)
        if step.again:
            press(application, step.button, *step.answers)


def _given_up(application, step):
    """Close each dialog of a button in turn: nothing is said, nothing is written."""
    for n, answer in enumerate(step.answers):
        if isinstance(answer, bool):
            continue
        CALLS.clear()
        desk = Scripted(*step.answers[:n], None)
        told = run_at(application, desk, step.button)
        assert (told, CALLS["write"]) == ([], 0), (step.button, n, told)


@pytest.mark.parametrize("button", ["import", "issue"])
def test_declined_where_it_is_shown_what_would_be_done_nothing_is_done(application, book, tmp_path, button):
    step = next(one for one in steps(tmp_path) if one.button == button)
    before = snapshot(book)
    desk = pressed(application, button, *step.answers[:-1], False)
    assert desk.told in (["Nothing was imported."], ["Nothing was written."])
    assert changed(before, snapshot(book)) == []
    assert not Path(tmp_path / "letters").exists()


def test_a_cell_that_is_no_answer_to_a_question_is_refused_with_the_choices(application, book):
    told = press(application, "postings", "9")
    assert told[0] == "'9' is not one of the choices of Postings for your ledger."
    assert told[1].startswith("Choose one of: Only draw up the lines, Write a CSV file, Write a file for DATEV, ")
