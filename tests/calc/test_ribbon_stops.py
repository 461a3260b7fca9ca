"""Long work says how far it is and can be stopped with Esc; the host is as it was, and the next run goes on."""

from datetime import date

import pytest
from tests.calc.book_contents import changed, snapshot
from tests.calc.month_walk import AS_OF
from tests.calc.ribbon import Scripted, press, pressed

from arrears.addin.desk import ExcelDesk
from arrears.addin.ribbon_run import run_at
from arrears.office.live.live_excel import LiveExcel

pytestmark = pytest.mark.libreoffice

LETTERS = 3


class Stopping(Scripted):
    """A person who presses Esc when the status bar says a sentence for the last time they wait for."""

    def __init__(self, until, *answers):
        super().__init__(*answers)
        self.until = until

    def progress(self, sentence):
        super().progress(sentence)
        if sentence.endswith(self.until):
            raise KeyboardInterrupt


def settings(application):
    return (
        application.screen_updating,
        application.calculation,
        application.enable_events,
        application.display_alerts,
    )


def test_esc_between_two_letters_stops_and_the_next_run_finishes_each_once(application, book, tmp_path):
    folder, before, were = tmp_path / "letters", snapshot(book), settings(application)
    desk = Stopping("letters 2", folder, "2026-11-02", True)
    told = run_at(application, desk, "issue")
    assert any("none is written twice" in line for line in told), told
    assert len(list(folder.glob("*.docx"))) == LETTERS - 1
    assert changed(before, snapshot(book)) == []
    assert settings(application) == were

    told = press(application, "issue", folder, "2026-11-02", True)
    letters = LiveExcel(book).read("Letters")["Letters"]
    assert sorted(letters.column("customer")) == ["C1", "C2", "C3"]
    assert len(set(letters.column("number"))) == LETTERS
    assert sorted(path.name for path in folder.glob("*.docx")) == sorted(
        str(name).replace("\\", "/").rsplit("/", 1)[-1] for name in letters.column("file")
    )
    assert any("Next step" in line for line in told)


def test_the_status_bar_counts_the_letters_and_is_given_back(application, book, tmp_path):
    desk = pressed(application, "issue", tmp_path / "letters", "2026-11-02", True)
    assert [line.rsplit(" ", 1)[-1] for line in desk.shown if line[-1:].isdigit()] == ["1", "2", "3"]
    assert desk.shown[-1] == ""
    assert pressed(application, "refresh", AS_OF).shown[0]


def test_esc_while_everything_is_reckoned_leaves_the_workbook_as_it_was(application, book):
    before, were = snapshot(book), settings(application)
    told = run_at(application, Stopping("Refreshing", "2026-12-31"), "refresh")
    assert any("interrupted" in line for line in told), told
    assert changed(before, snapshot(book)) == []
    assert settings(application) == were


def test_the_real_dialogs_ask_within_excels_limits_and_esc_is_looked_for(application, book, monkeypatch, calc_only):
    desk, host = ExcelDesk(application), application.api
    host.shown.clear()
    host.answers.append("Bills")
    run_at(application, desk, "add_part")
    listed, asked, told = host.shown
    assert listed.startswith("Sheets to add (number):\n1  ")
    assert asked == "Sheets to add (number):"
    assert told.startswith("Sheets added at the end of the workbook: Bills")
    host.answers.append(False)
    run_at(application, desk, "import")
    assert host.shown[-1] == "List to import"
    host.answers.append("2026-11-30")
    run_at(application, desk, "refresh")
    assert application.status_bar is False
    assert LiveExcel(book).block("AsOf")[0][0] == date(2026, 11, 30)
    monkeypatch.setattr("arrears.addin.desk._stop_pressed", lambda: True)
    before = snapshot(book)
    host.answers.append("2026-12-31")
    run_at(application, desk, "refresh")
    assert "interrupted" in host.shown[-1]
    assert application.status_bar is False
    assert changed(before, snapshot(book)) == []
