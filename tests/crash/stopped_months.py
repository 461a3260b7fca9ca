"""Trials: opening or locking a month stopped at one step, then tried again, as if nothing had happened."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.command_line import answered, arrears
from tests.crash.machine import Machine, Stopped

from arrears.errors import Refusal
from arrears.office.journal_file import JournalFile
from arrears.office.workbook_file import WorkbookFile

WAYS = ("before", "middle", "after", "full")
BOOK, OPENED = "Month.xlsx", "Month 2026-11.xlsx"


def steps(start: Path, work: Path, *words: object) -> int:
    """Count the steps of a command that runs through."""
    shutil.copytree(start, work)
    machine = Machine(work)
    _run(machine, words[0], work / BOOK, *words[1:])
    return len(machine.steps)


def faults_of_next(start: Path, work: Path, at: int, how: str) -> Iterator[str]:
    """Stop the opening of a month at a step and try again; say what is not as it should be."""
    shutil.copytree(start, work)
    closed = (work / BOOK).read_bytes()
    _run(Machine(work, at, how), "next", work / BOOK, "2026-11")
    if (work / OPENED).exists() and not answered("next", work / BOOK, "2026-11")["already"]:
        yield f"half a workbook lay there at step {at}, {how}"
    answered("next", work / BOOK, "2026-11")
    if (work / BOOK).read_bytes() != closed:
        yield f"the closed book changed at step {at}, {how}"
    if answered("refresh-opening", work / OPENED, "--from", work / BOOK)["differences"]:
        yield f"the opening differs at step {at}, {how}"
    shutil.rmtree(work)


def faults_of_lock(start: Path, work: Path, at: int, how: str) -> Iterator[str]:
    """Stop the locking of a month at a step and try again; say what is not as it should be."""
    shutil.copytree(start, work)
    _run(Machine(work, at, how), "lock", work / BOOK)
    answered("lock", work / BOOK)
    answer = answered("verify", work / BOOK)
    if not answer["ok"] or answer["lock"] != {"month": "2026-10", "kept": True}:
        yield f"not verified at step {at}, {how}: {answer['faults']}"
    with WorkbookFile.open(work / BOOK, keep=False) as sheets:
        if JournalFile.beside(work / BOOK, sheets.books_id).entries()[-1]["kind"] != "locked":
            yield f"the journal lacks the lock at step {at}, {how}"
    shutil.rmtree(work)


def _run(machine: Machine, *words: object) -> None:
    with machine.running(), suppress(Stopped, Refusal):
        arrears(*words, "--json")
