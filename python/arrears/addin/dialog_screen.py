"""What a command answers, told in one message at the spreadsheet application: sentences, problems, the next step."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.table import Table

from arrears import texts
from arrears.addin.desk import Desk
from arrears.cli.screens import NOT_RUN, Screen
from arrears.errors import Refusal

MOST_SENTENCES = 24
"""A message is read; more than this stands on the sheets."""
MOST_ROWS = 12
"""Of one table."""


class DialogScreen(Screen):
    """A screen whose lines go into one message; of a table, each row is a line."""

    def __init__(self, desk: Desk, language: str) -> None:
        """Start with whoever is to be told."""
        super().__init__(language, as_json=False)
        self._desk = desk
        self.answer: Mapping[str, Any] = {}
        self.told: list[str] = []
        self.refused: Refusal | None = None

    def word(self, name: str, **values: object) -> str:
        """Give a message in the screen's language, in the ribbon's own words where the usual ones name commands."""
        own = texts.ribbon(self.language)["messages"].get(name)
        return str(own).format_map(values) if own else super().word(name, **values)

    def show(self, answer: Mapping[str, Any], lines: Sequence[object] = ()) -> None:
        """Keep an answer until the command has ended."""
        super().show(answer, lines)
        self.answer = answer

    @property
    def asks(self) -> bool:
        """Somebody sits here."""
        return True

    def agreed(self, question: str, declined: str, **values: object) -> bool:
        """Show the answer so far with the question under it."""
        sentences = [*self._sentences(), self.word(question, **values)]
        agreed = self._desk.agreed("\n".join(sentences))
        self._ending = ({}, () if agreed else (declined,))
        return agreed

    def end(self) -> None:
        """Tell what was done."""
        self.told += self._sentences()

    def refuse(self, case: Refusal) -> None:
        """Tell what was refused, and what to do."""
        self.code, self.refused = NOT_RUN, case
        self.told += in_sentences(case, self.language)

    @contextmanager
    def steps(self, name: str) -> Iterator[Callable[[], None]]:
        """Count steps in the status bar; Esc is looked for between two of them."""
        count, doing = 0, self.word(name)

        def step() -> None:
            nonlocal count
            count += 1
            self._desk.progress(f"{doing} {count}")

        self._desk.progress(doing)
        try:
            yield step
        finally:
            self._over()

    @contextmanager
    def working(self, name: str) -> Iterator[None]:
        """Show in the status bar that something longer is going on."""
        self._desk.progress(self.word(name))
        try:
            yield
        finally:
            self._over()

    def _over(self) -> None:
        try:
            self._desk.progress("")
        except KeyboardInterrupt:  # the work is done; there is nothing left to stop
            return

    def _sentences(self) -> list[str]:
        answer, lines = self._ending
        said = [sentence for line in lines for sentence in self._lines_of(line)]
        found = answer.get("problems", ())
        shown = said[:MOST_SENTENCES]
        return [*shown, self.word("problems", count=len(found))] if found else shown

    def _lines_of(self, line: object) -> list[str]:
        if not isinstance(line, Table):
            return [str(line)]
        columns = [[str(cell) for cell in column.cells] for column in line.columns]
        rows = [" · ".join(cell for cell in row if cell) for row in zip(*columns, strict=True)]
        further = [self.word("more-rows", count=len(rows) - MOST_ROWS)] if len(rows) > MOST_ROWS else []
        return [f"  {row}" for row in rows[:MOST_ROWS]] + further


def in_sentences(case: Refusal, language: str) -> list[str]:
    """Say what was refused and where, and what to do."""
    wrong, do = texts.wrong_and_do(case, language)
    do = texts.ribbon(language)["what-to-do"].get(case.name, do)
    where = texts.place(case.where, language)
    return [f"{where}: {wrong}" if where else wrong, do]
