"""One click on the ribbon: the open workbook, the person at it, and what the command said."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from inspect import signature
from pathlib import Path
from typing import Any

import typer

from arrears import texts
from arrears.addin.desk import Desk
from arrears.addin.dialog_screen import DialogScreen
from arrears.addin.follow_ups import FOLLOW_UPS
from arrears.cli.screens import make_screen
from arrears.office.live.live_excel import LiveExcel
from arrears.office.open_book import open_book, working_live
from arrears.runs.known_customers import refuse_unknown
from arrears.runs.month.month_log import lock_of
from arrears.runs.ports import Table


class GivenUp(Exception):  # noqa: N818 - the person's word for it
    """The person closed a dialog: nothing is done, and nothing needs to be said."""


@dataclass
class Session:
    """A command at work; ``sheets`` is the open workbook, taken up anew for every command."""

    app: Any
    desk: Desk
    sheets: LiveExcel
    told: list[str] = field(default_factory=list)
    letters: tuple[str, ...] = ()
    """The numbers of letters that were issued."""
    stands: str = ""
    """The sentence that says why this run is not undone: something outside the workbook rests on it."""
    files: str = ""
    """Where files were written that undoing leaves there."""

    @property
    def path(self) -> Path:
        """The workbook, as commands name it."""
        return self.sheets.path

    @property
    def language(self) -> str:
        """The language of the workbook."""
        return self.sheets.language

    def run(self, command: Callable[..., None], **options: Any) -> DialogScreen:
        """Run a command of the command line on the open workbook and tell what it said; give that."""
        screen = self.heard(command, **options)
        self.told += screen.told
        return screen

    def heard(self, command: Callable[..., None], **options: Any) -> DialogScreen:
        """Run a command of the command line on the open workbook; give what it said without telling it.

        Where it refuses for want of an option, that is asked for, once, and the command runs again.
        """
        known = signature(command).parameters
        asked: set[str] = set()
        while True:
            screen = self._once(command, options)
            follow_up = FOLLOW_UPS.get(screen.refused.name) if screen.refused else None
            if follow_up is None or follow_up.option not in known or follow_up.option in asked:
                break
            question = [*screen.told[:-1], said(follow_up.question, self.language)]
            answer = self.desk.text("\n".join(question))
            if not answer:
                break
            asked.add(follow_up.option)
            options[follow_up.option] = follow_up.given(answer)
        return screen

    def _once(self, command: Callable[..., None], options: Mapping[str, Any]) -> DialogScreen:
        screen = DialogScreen(self.desk, self.language)
        token = make_screen.set(lambda _language, _as_json: screen)
        try:
            with working_live(self.sheets):
                command(**options)
        except typer.Exit:  # every command ends with an exit code
            pass
        finally:
            make_screen.reset(token)
        return screen

    @contextmanager
    def work(self) -> Iterator[LiveExcel]:
        """Work on the workbook as commands do: not on a locked month, and all of it or nothing."""
        with working_live(self.sheets), open_book(self.path):
            yield self.sheets

    def say(self, name: str, **values: object) -> None:
        """Add a sentence to what is told at the end."""
        self.told.append(said(name, self.language, **values))

    def say_next(self, of: LiveExcel | None = None) -> None:
        """Say which step of the month Home shows as the next one, of another workbook if one is named.

        After a locked month comes the next one, whatever was not ticked off.
        """
        sheets = of or self.sheets
        if lock_of(sheets) is not None:
            self.say("locked-next")
            return
        step = str(sheets.block("NextStep")[0][0] or "")
        self.say("next" if step else "all-done", step=numbered(step))

    def agree(self, name: str, **values: object) -> None:
        """Ask whether to go on; raises GivenUp."""
        if not self.desk.agreed(said(name, self.language, **values)):
            raise GivenUp

    def ask(self, name: str, given: str = "") -> str:
        """Ask for a text; raises GivenUp."""
        return self.put_question(said(name, self.language), given)

    def put_question(self, question: str, given: str = "") -> str:
        """Ask for a text in words of one's own; raises GivenUp."""
        answer = self.desk.text(question, given)
        if answer is None:
            raise GivenUp
        return answer.strip()

    def ask_day(self, name: str, given: date | None = None) -> str | None:
        """Ask for a day, written as 2026-10-31; None for a blank answer."""
        return self.ask(name, given.isoformat() if given else "") or None

    def ask_file(self, name: str, *kinds: str) -> Path:
        """Ask for a file; raises GivenUp."""
        return _given(self.desk.file(said(name, self.language), kinds))

    def ask_folder(self, name: str) -> Path:
        """Ask for a folder; raises GivenUp."""
        return _given(self.desk.folder(said(name, self.language)))

    def as_of(self) -> date | None:
        """Give the as-of date on Home."""
        return next((cell for row in self.sheets.block("AsOf") for cell in row if isinstance(cell, date)), None)

    def show(self, table: str) -> None:
        """Take the person to the sheet of a table."""
        self.sheets.book.sheets[self.sheets.read(table)[table].sheet].activate()

    def chosen(self, table: str) -> list[int]:
        """Give the rows of a table, from 0, that the selected cells touch; none on another sheet."""
        if not self.sheets.has(table):
            return []
        read, cells = self.sheets.read(table)[table], self.app.selection
        if cells is None or str(cells.sheet.name) != read.sheet:
            return []
        rows = range(cells.row, cells.row + cells.shape[0])
        return [n for n, row in enumerate(read.rows) if row in rows]

    def customer(self) -> str:
        """Give the customer of the selected row of any table, or ask for one; refuses a number of nobody."""
        for name in ("Customers", "Escalation", "Ageing", "Invoices", "Letters", "Receipts"):
            rows = self.chosen(name)
            named = _text(self.sheets.read(name)[name], "customer", rows[0]) if rows else ""
            if named:
                return named
        customer = self.ask("customer")
        refuse_unknown(self.sheets, customer)
        return customer


def said(name: str, language: str, **values: object) -> str:
    """Give a sentence of the ribbon's dialogs."""
    text: str = texts.ribbon(language)["dialogs"][name]
    return texts.fill(text, values)


def numbered(step: str) -> str:
    """Write a step of the month as a sentence names it.

    >>> numbered("7  Issue letters")
    '7. Issue letters'
    """
    return step.replace("  ", ". ", 1)


def _text(table: Table, key: str, row: int) -> str:
    value = table.column(key)[row]
    return "" if value is None else str(value)


def _given(chosen: Path | None) -> Path:
    if chosen is None:
        raise GivenUp
    return chosen
