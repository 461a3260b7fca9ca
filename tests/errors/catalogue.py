"""The catalogue of problems and refusals: for each name one input that causes it, run through the command line.

A case is a file ``cases/<section>/<name>.toml``: ``when`` says in a sentence what goes wrong, ``start`` what there is
at first (nothing, a new book, a book with two items, one with letters issued), ``files`` are lists written in the
case, ``others`` what other people do to the book meanwhile, ``steps`` what happens, one a line:

    arrears ...             a command; the last one is the one whose answer is looked at
    cell TABLE ROW KEY = X  a person types X into a cell (row 1 is the table's first)
    setting KEY = X         a person types X beside a setting on Home
    remove PATH, put PATH   a file or folder goes, or a file of text comes
    cause NAME              something that takes code, in ``causes.py``

Below them stand the expected texts, written by ``python -m tests.errors.rewrite`` and read over by a person.
"""

import atexit
import contextlib
import io
import json
import os
import shlex
import shutil
import tempfile
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.errors import causes

import arrears
from arrears import texts
from arrears.cli import screens
from arrears.cli.app import app
from arrears.core.problems import Problem
from arrears.errors import Refusal
from arrears.office import book_making
from arrears.office.headings import heading, setting_of

FOLDER = Path(__file__).parent / "cases"
SECTIONS = ("problems", "refusals")
EXPECTED = "# What is said; rewritten by: python -m tests.errors.rewrite"
BOOK = "Book.xlsx"
ITEMS = """\
Customer,Name,Document no.,Document date,Due date,Currency,Gross,Open amount
C1,Alder Ltd,RE-1,2026-08-01,2026-08-15,EUR,100.00,100.00
C2,Birch GmbH,RE-2,2026-08-18,2026-09-01,EUR,250.00,250.00
"""
_NEW = "arrears new Book.xlsx --language en --set 'Company=Harbour Ltd' --set 'Bank details=Example Bank'"
_STARTS = {
    "nothing": [],
    "book": [_NEW],
    "items": [
        _NEW,
        "arrears import Book.xlsx items.csv --as open-items --list-date 2026-09-30",
        "arrears refresh Book.xlsx --as-of 2026-09-30",
    ],
}
_STARTS["letters"] = [*_STARTS["items"], "arrears issue Book.xlsx --out letters --letter-date 2026-10-01"]


@dataclass(frozen=True, slots=True)
class Case:
    """One name, what causes it, and what is said about it by language."""

    section: str
    name: str
    told: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """The file of the case."""
        return FOLDER / self.section / f"{self.name}.toml"

    @property
    def steps(self) -> list[str]:
        """What happens, one step a line."""
        return [line for line in self.told["steps"].splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: the answer of its last command, its exit code, and the problem or refusal in it."""

    code: int
    answer: Mapping[str, Any]
    met: Problem | Refusal
    folder: str
    unchanged: bool
    """Whether the last command left the book as it was."""

    def said(self, language: str) -> dict[str, str]:
        """Give where, what was found, what is wrong and what to do, in a language, without this machine's folders."""
        wrong, do = texts.wrong_and_do(self.met, language)
        said = {"where": texts.place(self.met.where, language), "found": self.met.found, "wrong": wrong, "do": do}
        return {key: self._plain(text) for key, text in said.items()}

    def _plain(self, text: str) -> str:
        for folder in (self.folder, str(Path(arrears.__file__).parent.parent), tempfile.gettempdir()):
            text = text.replace(folder + os.sep, "")
        return text.replace("\\", "/")


def cases() -> list[Case]:
    """Read every case."""
    files = (path for section in SECTIONS for path in sorted((FOLDER / section).glob("*.toml")))
    return [Case(p.parent.name, p.stem, tomllib.loads(p.read_text(encoding="utf-8"))) for p in files]


def happen(case: Case, folder: Path) -> Outcome:
    """Make a case happen in an empty folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARREARS_LANGUAGE", "en")
        patch.setattr(book_making, "new_books_id", lambda: causes.BOOKS_ID)
        patch.chdir(folder)
        shutil.copytree(_started(case.told.get("start", "items")), folder, dirs_exist_ok=True)
        for name, text in case.told.get("files", {}).items():
            (folder / name).write_text(text, encoding="utf-8")
        heard = _heard(patch)
        code, answer = 0, dict[str, Any]()
        book, before = folder / BOOK, b""
        for step in case.steps:
            before = _content(book)
            code, answer = _take(step, folder, patch) or (code, answer)
        unchanged = before == _content(book)
    wanted = Problem if case.section == "problems" else Refusal
    met = next((each for each in heard if each.name == case.name and isinstance(each, wanted)), None)
    assert met is not None, f"{case.name} did not happen: {code} {json.dumps(answer, ensure_ascii=False)[:1500]}"
    return Outcome(code, answer, met, str(folder), unchanged)


def _content(path: Path) -> bytes:
    """Read a file without ``Path.read_bytes``, which some cases spoil."""
    if not path.exists():
        return b""
    with path.open("rb") as stream:
        return stream.read()


def _heard(patch: pytest.MonkeyPatch) -> list[Problem | Refusal]:
    """Listen to what is put into words."""
    heard: list[Problem | Refusal] = []
    original = texts.wrong_and_do

    def listening(case: Problem | Refusal, language: str) -> tuple[str, str]:
        heard.append(case)
        return original(case, language)

    patch.setattr(texts, "wrong_and_do", listening)
    return heard


def _take(step: str, folder: Path, patch: pytest.MonkeyPatch) -> tuple[int, Mapping[str, Any]] | None:
    verb, _, rest = step.strip().partition(" ")
    if verb == "arrears":
        return command(rest)
    match verb:
        case "cell":
            place, _, value = rest.partition(" =")
            _type(folder / BOOK, place.split(), value.strip())
        case "setting":
            key, _, value = rest.partition("=")
            _set(folder / BOOK, key.strip(), value.strip())
        case "remove":
            path = folder / rest
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case "put":
            path = folder / rest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("something else", encoding="utf-8")
        case "cause":
            getattr(causes, rest)(folder, patch)
        case _:
            raise ValueError(step)
    return None


def command(line: str) -> tuple[int, dict[str, Any]]:
    """Run a command of Arrears and give its exit code and the object it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = screens.outcome(app, [*shlex.split(line), "--json"])
    answer: dict[str, Any] = json.loads(printed.getvalue())
    return code, answer


@cache
def _started(start: str) -> Path:
    """Make, once, the folder that cases of a kind start from."""
    folder = _scratch() / start
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(book_making, "new_books_id", lambda: causes.BOOKS_ID)
        (folder / "items.csv").write_text(ITEMS, encoding="utf-8")
        for step in _STARTS[start]:
            code, answer = command(step.removeprefix("arrears "))
            assert code == 0, answer
    return folder


@cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="arrears-cases-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextlib.contextmanager
def opened(path: Path) -> Iterator[openpyxl.Workbook]:
    """Change a workbook as a person would, with a program that is not Arrears."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl leaves out is no matter here
        book = openpyxl.load_workbook(path)
        yield book
        book.save(path)


def table_of(book: openpyxl.Workbook, name: str) -> tuple[Any, Any]:
    """Find a table and the sheet it stands on."""
    return next((sheet, sheet.tables[name]) for sheet in book.worksheets if name in sheet.tables)


def _type(path: Path, place: list[str], text: str) -> None:
    table, row, key = place
    with opened(path) as book:
        sheet, found = table_of(book, table)
        headings = {cell.value: cell for cell in sheet[found.ref][0]}
        cell = headings[heading(table, key, "en")]
        sheet.cell(cell.row + int(row), cell.column).value = _typed(text)


def _set(path: Path, key: str, text: str) -> None:
    with opened(path) as book:
        sheet, found = table_of(book, "Policy")
        row = next(row for row in sheet[found.ref] if setting_of(str(row[0].value)) == key)
        row[1].value = _typed(text)


def _typed(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text or None
