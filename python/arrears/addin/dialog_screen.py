"""What a command answers, told in one message at the spreadsheet application: sentences, problems, the next step."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.table import Table

from arrears import texts
from arrears.addin.desk import Desk
from arrears.cli.screens import NOT_RUN, Screen
from arrears.errors import Refusal

MOST_LINES = 30
"""A message has to fit on the screen, its buttons with it; what is more stands on the sheets."""
LINE = 110
"""Letters that a line of a message holds; one of Chinese counts twice."""
MOST_ROWS = 12
"""Of one table."""
MOST_PROBLEMS = 6
"""Of all that were found; the button Check lists more of them."""
MOST_LEFT_OUT = 6
FIGURES = {"amount", "buckets", "items", "open", "to_charge", "to_date", "unearned", "unknown"}
"""The values of sentences that are amounts of money."""
_AMOUNT = re.compile(r"(?<![\w.,])-?\d{4,}\.\d{2,3}(?![\d.])")


class _More(str):
    """The sentence that says how many rows are not shown."""

    rows = 1


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
        values = {key: grouped(str(value)) if key in FIGURES else value for key, value in values.items()}
        said = texts.fill(str(own), values) if own else super().word(name, **values)
        if name == "more-rows":
            said = _More(said)
            said.rows = int(str(values["count"]))
        return said

    def show(self, answer: Mapping[str, Any], lines: Sequence[object] = ()) -> None:
        """Keep an answer until the command has ended."""
        super().show(answer, lines)
        self.answer = answer

    @property
    def asks(self) -> bool:
        """Somebody sits here."""
        return True

    def agreed(self, question: str, declined: str, **values: object) -> bool:
        """Show the answer so far with the question under it; nothing is asked where there is nothing to do."""
        if values.get("count") == 0 and not self._ending[0].get("finished"):
            return True
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

        try:
            self._desk.progress(doing)
            yield step
        finally:
            self._over()

    @contextmanager
    def working(self, name: str) -> Iterator[None]:
        """Show in the status bar that something longer is going on."""
        try:
            self._desk.progress(self.word(name))
            yield
        finally:
            self._over()

    def _over(self) -> None:
        try:
            self._desk.progress("")
        except KeyboardInterrupt:  # the work is done; there is nothing left to stop
            return

    def left_out(self) -> list[str]:
        """Say how many rows of a list were read and which were left out, with their amounts."""
        rows = self.answer["left_out"]
        said = [self.word("rows-read", read=self.answer["read"], left_out=len(rows))]
        for one in rows[:MOST_LEFT_OUT]:
            amount = f" ({grouped(one['amount'])})" if one["amount"] else ""
            said.append(f"  {self.word('row-left-out', row=one['row'], reason=one['reason'])}{amount}")
        return said + self._further(len(rows) - MOST_LEFT_OUT)

    def changes(self) -> list[str]:
        """Say what an import changed, a line a kind of change, with its amounts."""
        colon = mark("colon", self.language)
        return [
            f"  {self.word(f'change-{name}')}{colon}{change['items']}{_amounts(change['amounts'])}"
            for name, change in self.answer["changes"].items()
            if change["items"]
        ]

    def _sentences(self) -> list[str]:
        answer, lines = self._ending
        found = answer.get("problems", ())
        problems = self._problems(found, MOST_PROBLEMS if lines else MOST_ROWS)
        said = self._joined([self._lines_of(line) for line in lines])
        shown, left = fitting(said, max(MOST_LINES - height(problems), MOST_LINES // 2))
        return [*shown, *self._further(left), *problems]

    def _problems(self, found: Sequence[Mapping[str, Any]], most: int) -> list[str]:
        if not found:
            return []
        said = [self.word("problems", count=len(found))]
        for one in found[:most]:
            where = f"{one['where']}{mark('colon', self.language)}" if one["where"] else ""
            said.append(f"  {where}{one['wrong']}{mark('gap', self.language)}{one['do']}")
        more = len(found) - most
        return [*said, self.word("more-problems", count=more)] if more > 0 else said

    def _further(self, count: int) -> list[str]:
        return [self.word("more-rows", count=count)] if count > 0 else []

    def _joined(self, blocks: Sequence[list[str]]) -> list[list[str]]:
        """Say once how many rows of a table are not shown, where its command leaves some out and the message others."""
        joined: list[list[str]] = []
        for block in blocks:
            last = joined[-1][-1] if joined and joined[-1] else ""
            if len(block) == 1 and isinstance(block[0], _More) and isinstance(last, _More):
                joined[-1][-1] = self.word("more-rows", count=last.rows + block[0].rows)
            else:
                joined.append(block)
        return joined

    def _lines_of(self, line: object) -> list[str]:
        """Write a table as lines, its headings first: a blank cell is a dash, so that each stands under its own."""
        if not isinstance(line, Table):
            return [line if isinstance(line, str) else str(line)]
        columns = [
            [grouped(str(cell)) if column.justify == "right" else str(cell) for cell in column.cells]
            for column in line.columns
        ]
        head = [str(column.header) for column in line.columns]
        rows = [" · ".join(cell.strip() or "-" for cell in row) for row in zip(*columns, strict=True)]
        shown = [" · ".join(text or "-" for text in head)] if any(head) and rows else []
        return [f"  {row}" for row in [*shown, *rows[:MOST_ROWS]]] + self._further(len(rows) - MOST_ROWS)


def fitting(blocks: Sequence[Sequence[str]], lines: int) -> tuple[list[str], int]:
    """Give what of some sentences and tables fits on so many lines, in its order, and how many rows are left.

    Sentences come first, then the first row of every table or list, then the second, so that a long one hides no other.

    >>> fitting([["first"], ["  a", "  b", "  c"], ["second"], ["  d"]], 4)
    (['first', '  a', 'second', '  d'], 2)
    """
    deep: list[tuple[int, str]] = []
    for block in blocks:
        indented = [text.startswith(" ") for text in block]
        first = 1 + deep[-1][0] if deep and len(block) == 1 else 1  # a line of a list that is no table
        deep += [(first + n if indented[n] else 0, text) for n, text in enumerate(block)]
    kept, left = set[int](), lines
    for place in sorted(range(len(deep)), key=lambda n: deep[n][0]):
        left -= height([deep[place][1]])
        if left < 0:
            break
        kept.add(place)
    rest = sum(text.rows if isinstance(text, _More) else 1 for n, (_, text) in enumerate(deep) if n not in kept)
    return [deep[n][1] for n in sorted(kept)], rest


def height(sentences: Sequence[str]) -> int:
    """Count the lines that sentences take in a message, a long one several."""
    return sum(1 + cell_len(sentence) // LINE for sentence in sentences)


def grouped(text: str) -> str:
    """Write the amounts in a text with a comma between thousands; their decimals stay as they are.

    >>> grouped("478162.07 CNY, -1200.00 USD"), grouped("2026-10-31")
    ('478,162.07 CNY, -1,200.00 USD', '2026-10-31')
    """
    return _AMOUNT.sub(lambda found: f"{Decimal(found[0]):,}", text)


def _amounts(amounts: Mapping[str, str]) -> str:
    named = ", ".join(f"{grouped(amount)} {currency}" for currency, amount in amounts.items() if currency)
    return f" · {named}" if named else ""


def in_sentences(case: Refusal, language: str) -> list[str]:
    """Say what was refused and where, and what to do."""
    wrong, do = texts.wrong_and_do(case, language)
    do = texts.ribbon(language)["what-to-do"].get(case.name, do)
    where = texts.place(case.where, language)
    return [f"{where}{mark('colon', language)}{wrong}" if where else wrong, do]


def mark(name: str, language: str) -> str:
    """Give a mark that sentences are joined with: colon, gap or list."""
    found: str = texts.ribbon(language)["marks"][name]
    return found
