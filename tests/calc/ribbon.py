"""A person at the ribbon who answers as written down, and the same month on a file by the command line."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.calc.book_contents import contents, differences
from tests.command_line import arrears

from arrears.addin.ribbon_run import run_at
from arrears.office.live.live_excel import LiveExcel
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import KEEP, Rows

PROPOSED = "as proposed"
"""The answer of a person who takes what a dialog proposes."""


class Scripted:
    """A person who answers as written down beforehand, and hears what is told."""

    def __init__(self, *answers: Any) -> None:
        self.answers: deque[Any] = deque(answers)
        self.told: list[str] = []
        self.asked: list[str] = []
        self.shown: list[str] = []

    def _answer(self, question: str) -> Any:
        self.asked.append(question)
        assert self.answers, f"not foreseen: {question}"
        return self.answers.popleft()

    def agreed(self, question: str) -> bool:
        return bool(self._answer(question))

    def text(self, question: str, given: str = "") -> str | None:
        answer = self._answer(question)
        return given if answer == PROPOSED else answer

    def file(self, question: str, kinds: Any) -> Path | None:
        return self._answer(question)

    def folder(self, question: str) -> Path | None:
        return self._answer(question)

    def tell(self, sentences: Any) -> None:
        self.told += sentences

    def progress(self, sentence: str) -> None:
        self.shown.append(sentence)


def pressed(application: Any, command: str, *answers: Any) -> Scripted:
    """Press a button and answer; give the person with all that was asked and told."""
    desk = Scripted(*answers)
    run_at(application, desk, command)
    assert not desk.answers, (command, desk.asked, desk.told)
    return desk


def press(application: Any, command: str, *answers: Any) -> list[str]:
    """Press a button, answer, and give what was told."""
    return pressed(application, command, *answers).told


@dataclass
class Twins:
    """A workbook file for the command line, and a copy of it that is open."""

    application: Any
    file: Path
    book: Any

    @property
    def folder(self) -> Path:
        """Where the open one is kept."""
        return Path(self.book.fullname).parent

    @property
    def sheets(self) -> LiveExcel:
        """The open one, taken up anew."""
        return LiveExcel(self.book)

    def both(self, words: list[object], button: str, *answers: Any) -> list[str]:
        """Type a command for the file and press the button on the open workbook; give what the button said."""
        command, *rest = words
        ran = arrears(*str(command).split(), self.file, *rest)
        assert ran.code in {0, 1}, ran.out + ran.err
        return press(self.application, button, *answers)

    def write(self, table: str, key: str, row: int, value: Any, typed: str) -> None:
        """Enter the same in both: as a value into the file, as a person types it into the open workbook."""
        with WorkbookFile.open(self.file) as sheets:
            length = len(sheets.read(table)[table])
            cells = [value if n == row else KEEP for n in range(length)]
            sheets.write([Rows(table, {key: cells}, list(range(length)))], {})
        type_in(self.book, table, key, row, typed)

    def differing(self) -> list[Any]:
        """Name what differs between the two, table by table."""
        with WorkbookFile.open(self.file, keep=False) as sheets:
            wanted = contents(sheets)
        found = contents(self.sheets)
        assert found.keys() == wanted.keys()
        return differences(found, wanted)


def type_in(book: Any, table: str, key: str, row: int, typed: str) -> None:
    """Type into a cell of a table, its row counted from 0."""
    cell(book, table, key, row).api.Formula = typed


def cell(book: Any, table: str, key: str, row: int) -> Any:
    """Give a cell of a table, its row counted from 0."""
    read = LiveExcel(book).read(table)[table]
    return book.sheets[read.sheet].range(f"{read.letters[key]}{read.rows[row]}")
