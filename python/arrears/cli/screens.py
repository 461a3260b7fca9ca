"""What people and programs see of a command: sentences and small tables, or one JSON object."""

import io
import json
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from typer.exceptions import TyperException

from arrears import texts
from arrears.errors import FileRefused, InputRefused, Refusal
from arrears.texts import user_language as user_language  # noqa: PLC0414 - commands take it from here too

DONE, WITH_PROBLEMS, NOT_RUN = 0, 1, 2
MOST_PROBLEMS_SHOWN = 20


class Screen:
    """One command's output, in the language of the book it works on."""

    def __init__(self, language: str, *, as_json: bool) -> None:
        """Start with a language; ``as_json`` prints one object instead of sentences."""
        self.language = language
        self.as_json = as_json
        self.code = DONE
        self._ending: tuple[Mapping[str, Any], Sequence[object]] = ({}, ())
        self.console = Console(highlight=False, soft_wrap=True)
        self.progress = Console(stderr=True, highlight=False)

    def speak(self, language: str) -> None:
        """Change to the language of the book."""
        self.language = language

    def word(self, name: str, **values: object) -> str:
        """Give a message in the screen's language."""
        return texts.message(name, self.language, **values)

    @contextmanager
    def steps(self, name: str) -> Iterator[Callable[[], None]]:
        """Show progress on the error stream while the work goes on; call what this gives once a step."""
        if not self.progress.is_terminal:
            yield lambda: None
            return
        with Progress(
            TextColumn("{task.description}"),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.progress,
            transient=True,
        ) as bar:
            task = bar.add_task(self.word(name), total=None)
            yield lambda: bar.advance(task)

    @contextmanager
    def working(self, name: str) -> Iterator[None]:
        """Show on the error stream that something longer is going on."""
        if not self.progress.is_terminal:
            yield
            return
        with self.progress.status(self.word(name)):
            yield

    def show(self, answer: Mapping[str, Any], lines: Sequence[object] = ()) -> None:
        """Show an answer as JSON or as the lines made of it once the command has ended; its problems set the exit code.

        Not before: a workbook is saved last, and what could not be saved was not done.
        """
        if answer.get("problems"):
            self.code = WITH_PROBLEMS
        self._ending = (answer, lines)

    @property
    def asks(self) -> bool:
        """Whether somebody sits at a terminal who can be asked."""
        return not self.as_json and sys.stdin.isatty() and self.console.is_terminal

    def agreed(self, question: str, declined: str, **values: object) -> bool:
        """Show the answer so far and ask before it is written; where nobody sits at a terminal, nobody is asked.

        ``declined`` is shown instead of the answer where the person says no.
        """
        if not self.asks:
            return True
        self.end()
        agreed = typer.confirm(self.word(question, **values), default=True)
        self._ending = ({}, () if agreed else (declined,))
        return agreed

    def end(self) -> None:
        """Print what is to be shown."""
        answer, lines = self._ending
        if self.as_json and answer:
            sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
            return
        for line in lines:
            self.console.print(Text(line) if isinstance(line, str) else line)
        self._show_problems(answer.get("problems", ()))

    def table(
        self, *headings: str, rows: Sequence[Sequence[object]], right: Sequence[int] = (), whole: Sequence[int] = (0,)
    ) -> Table:
        """Lay rows out as a table; columns in ``right`` hold figures, those in ``whole`` names that must not break.

        A name wider than half of the screen breaks all the same, so that nothing is ever cut off.
        """
        table = Table(box=None, pad_edge=False, header_style="bold")
        for n, heading in enumerate(headings):
            widest = max((cell_len(str(row[n])) for row in rows if row[n] is not None), default=0)
            fits = n in whole and widest <= self.console.width // 2
            table.add_column(heading, justify="right" if n in right else "left", overflow="fold", no_wrap=fits)
        for row in rows:
            table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
        return table

    def sourced(self, sources: Sequence[tuple[str, str]]) -> list[str]:
        """Give lines that name the source of each of some things; those with one source share a line."""
        names: dict[str, list[str]] = {}
        for name, source in sources:
            names.setdefault(source, []).append(name)
        return [f"{', '.join(of)}: {source}" for source, of in names.items() if source]

    def refuse(self, case: Refusal) -> None:
        """Print a refusal."""
        from arrears.cli import answers  # noqa: PLC0415 - answers know the runs, which a usage error need not load

        self.code = NOT_RUN
        answer = answers.refusal(case, self.language)
        if self.as_json:
            sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
            return
        error = answer["error"]
        where = f"{error['where']}: " if error["where"] else ""
        self.progress.print(Text(f"{where}{error['wrong']}\n{error['do']}"), style="red")

    def _show_problems(self, found: Sequence[Mapping[str, Any]]) -> None:
        if not found:
            return
        self.console.print(Text(self.word("problems", count=len(found))), style="bold")
        for one in found[:MOST_PROBLEMS_SHOWN]:
            where = f"{one['where']}: " if one["where"] else ""
            self.console.print(Text(f"  {where}{one['wrong']} {one['do']}"))
        if len(found) > MOST_PROBLEMS_SHOWN:
            self.console.print(Text(self.word("more-problems", count=len(found) - MOST_PROBLEMS_SHOWN)))


make_screen: ContextVar[Callable[[str, bool], Screen]] = ContextVar(
    "make_screen", default=lambda language, as_json: Screen(language, as_json=as_json)
)
"""Who shows what commands answer: a terminal, unless somebody else is at the keyboard."""


@contextmanager
def showing(as_json: bool, language: str | None = None) -> Iterator[Screen]:  # noqa: FBT001 - mirrors the option
    """Show a command's outcome; whatever goes wrong ends as a sentence and exit code 2."""
    screen = make_screen.get()(language if language in texts.LANGUAGES else user_language(), as_json)
    try:
        yield screen
        screen.end()
    except Refusal as case:
        screen.refuse(case)
    except MemoryError:
        screen.refuse(FileRefused("out-of-memory"))
    except KeyboardInterrupt:
        screen.refuse(InputRefused("interrupted"))
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback reaches a user
        screen.refuse(FileRefused("unexpected", found=type(error).__name__, log=logged(error)))
    raise typer.Exit(screen.code)


def outcome(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the command line and give its exit code; wrong options are refused like anything else."""
    try:
        code = app(list(arguments), standalone_mode=False)
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        return NOT_RUN
    except TyperException as error:
        if not error.format_message():  # no command was typed, and the help was shown
            return NOT_RUN
        screen = Screen(user_language(), as_json="--json" in arguments)
        screen.refuse(InputRefused("usage", found=error.format_message()))
        return screen.code
    return code if isinstance(code, int) else DONE


def set_encodings(arguments: Sequence[str]) -> None:
    """Print JSON as UTF-8 (RFC 8259, 8.1), and on a terminal that lacks a letter a mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if "--json" in arguments else None, errors="replace")


def logged(error: Exception) -> Path:
    """Keep where an unexpected error came from; its message is left out, as it may hold names or amounts."""
    path = Path(tempfile.gettempdir()) / "arrears-error.log"
    lines = [type(error).__name__, *traceback.format_tb(error.__traceback__)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
