"""The stories of this folder, told to accountants and carried out word for word.

A fence ``csv NAME`` writes a file. In a fence ``console`` each line ``$ arrears ...`` is run in the story's own folder
and the lines below are what it prints, runs of blanks being one; ``...`` stands for any lines, ``*`` for any text.
``$ ls FOLDER`` lists a folder. A command that is refused prints ``exit code 2`` at the end.

A fence ``sheet BOOK SHEET`` is what a person types there: its first column finds the rows, the others are typed into
them; where no row has it, a new row is typed below.
"""

import csv
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from tests.command_line import arrears
from tests.samples.books import SAMPLES
from tests.samples.typed_cells import table_rows, type_in, type_rows_below

from arrears.office.xlsx.package import Package

STORIES = sorted(Path(__file__).parent.glob("*.md"))
_FENCE = re.compile(r"^```(\w+) ?(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_a_story_happens_as_it_is_told(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARREARS_LANGUAGE", "zh" if story.stem.startswith("zh") else "en")
    monkeypatch.setenv("COLUMNS", "200")
    shutil.copytree(SAMPLES, "sample_workbooks", ignore=shutil.ignore_patterns("__pycache__"))
    commands = 0
    for kind, name, text in _FENCE.findall(story.read_text(encoding="utf-8")):
        if kind == "csv":
            Path(name).write_text(text, encoding="utf-8")
        elif kind == "sheet":
            book, sheet = shlex.split(name)
            typed(book, sheet, text)
        elif kind == "console":
            for command, told in commands_of(text):
                printed = lines(outcome(command))
                assert matches(told, printed), (
                    f"{command}\ntold:\n" + "\n".join(told) + "\nprinted:\n" + "\n".join(printed)
                )
                commands += 1
    assert commands >= 5, "a story in which little happens"


def test_the_export_comes_to_the_ageing_in_three_commands_and_to_letters_in_five() -> None:
    text = (Path(__file__).parent / "raw_export_to_letters.md").read_text(encoding="utf-8")
    told = [
        command.split()[1]
        for kind, _, block in _FENCE.findall(text)
        if kind == "console"
        for command, _ in commands_of(block)
    ]
    assert told[:3] == ["new", "import", "refresh"]
    assert "issue" in told[:5]


@pytest.mark.parametrize(
    ("told", "printed", "fits"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a", "x", "b"], False),
        (["a", "...", "b"], ["a", "x", "b"], True),
        (["a", "..."], ["a"], True),
        (["...", "b"], ["a", "b", "c"], False),
        (["a *"], ["a 12:30"], True),
    ],
)
def test_what_a_story_tells_is_compared_line_by_line(told: list[str], printed: list[str], fits: bool) -> None:
    assert matches(told, printed) is fits


def commands_of(block: str) -> Iterator[tuple[str, list[str]]]:
    """Give the commands of a console block, each with the lines told below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *told = lines(part)
        yield command, told


def outcome(command: str) -> str:
    """Run a command and give what it prints."""
    program, *words = shlex.split(command)
    if program == "ls":
        return "\n".join(sorted(path.name for path in Path(*words).iterdir()))
    assert program == "arrears", f"a story cannot run {program}"
    ran = arrears(*words)
    assert "Traceback" not in ran.err
    return ran.out + ran.err + ("exit code 2\n" if ran.code == 2 else "")


def typed(book: str, sheet: str, text: str) -> None:
    """Type rows into a sheet as a person would."""
    path, rows = Path(book), list(csv.DictReader(text.splitlines()))
    table = next(entry.name for entry in Package.read(path).tables if entry.sheet == sheet)
    key = next(iter(rows[0]))
    known = {str(row[key]) for row in table_rows(path, table)}
    old = {row[key]: {heading: cell(said) for heading, said in row.items() if heading != key} for row in rows}
    if changed := {name: cells for name, cells in old.items() if name in known}:
        type_in(path, table, key, changed)
    if new := [{heading: cell(said) for heading, said in row.items()} for row in rows if row[key] not in known]:
        type_rows_below(path, table, new)


def cell(said: str) -> str | date | Decimal | None:
    """Read what is typed into a cell as the spreadsheet would."""
    for reading in (date.fromisoformat, Decimal):
        try:
            return reading(said)
        except (ValueError, InvalidOperation):
            continue
    return said or None


def lines(text: str) -> list[str]:
    """Give the lines that are not blank, runs of blanks as one."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def matches(told: list[str], printed: list[str]) -> bool:
    """Tell whether lines are printed as told."""
    if not told:
        return not printed
    if told[0] == "...":
        return any(matches(told[1:], printed[skipped:]) for skipped in range(len(printed) + 1))
    return bool(printed) and fnmatchcase(printed[0], told[0].replace("[", "[[]")) and matches(told[1:], printed[1:])
