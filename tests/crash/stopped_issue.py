"""One trial: a batch of letters stopped at one step, then finished, compared with a batch that ran through."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from tests.command_line import answered
from tests.crash.machine import Machine, Stopped

from arrears.errors import Refusal
from arrears.office.letters import letter_files
from arrears.office.workbook_file import WorkbookFile

AS_OF = "2026-10-31"
BOOK, OUT = "Month.xlsx", "letters"
WAYS = ("before", "middle", "after", "full", "forbidden")


class FrozenClock:
    """The same moment in every run, so that runs can be compared byte by byte."""

    def today(self) -> date:
        return date.fromisoformat(AS_OF)

    def now(self) -> str:
        return f"{AS_OF}T09:00:00Z"


class Silent:
    """A screen nobody looks at."""

    def speak(self, language: str) -> None:
        """Say nothing."""

    def steps(self, _name: str) -> nullcontext:
        """Show nothing."""
        return nullcontext(lambda: None)


@dataclass(frozen=True)
class Outcome:
    """What lies on the disk after a batch."""

    letters: Mapping[str, str]
    register: Sequence[Sequence[object]]
    levels: Sequence[Sequence[object]]
    faults: Sequence[str]


def prepare(folder: Path, letters: int) -> None:
    """Make a book that proposes so many letters."""
    rows = ["Customer,Name,Document no.,Document date,Due date,Currency,Open amount"]
    rows += [f"C{n:03d},Customer {n},RE-{n},2026-08-01,2026-08-31,EUR,{100 + n}.50" for n in range(1, letters + 1)]
    (folder / "items.csv").write_text("\n".join(rows) + "\n")
    book = folder / BOOK
    answered("new", book, "--language", "en", "--set", "company=Harbour Ltd", "--set", "bank_details=Bank")
    answered("import", book, folder / "items.csv", "--as", "open-items", "--list-date", AS_OF)
    answered("refresh", book, "--as-of", AS_OF)
    (folder / "items.csv").unlink()


def issue(folder: Path) -> None:
    """Issue the letters of the book."""
    with patch.object(letter_files, "SystemClock", FrozenClock):
        letter_files.issue_letters(folder / BOOK, folder / OUT, None, Silent())


def outcome(folder: Path) -> Outcome:
    """Look at the disk: letters by name with their hashes, the register, the levels, what verify says."""
    out = folder / OUT
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}
    with WorkbookFile.open(folder / BOOK, keep=False) as sheets:
        tables = sheets.read("Letters", "Invoices")
    register = tables["Letters"]
    kept = ("number", "customer", "level", "template", "letter_date", "items", "amount", "void_reason")
    levels = [tables["Invoices"].column(key) for key in ("item_key", "level", "last_letter")]
    verified = letter_files.verify_letters(folder / BOOK, out, Silent())
    return Outcome(files, [list(register.column(key)) for key in kept], [list(c) for c in levels], verified["faults"])


def trial(start: Path, work: Path, at: int, how: str) -> Outcome:
    """Stop a batch at a step, let the next run finish it, and give what is there then."""
    shutil.copytree(start, work)
    machine = Machine(work, at, how)
    with machine.running():
        try:
            issue(work)
        except (Stopped, Refusal):
            pass
        except OSError as error:
            raise AssertionError(f"no sentence for the user at step {at} ({how}): {error}") from error
    issue(work)
    found = outcome(work)
    shutil.rmtree(work)
    return found


def steps(start: Path, work: Path) -> list[str]:
    """Give the steps of a batch that runs through."""
    shutil.copytree(start, work)
    machine = Machine(work)
    with machine.running():
        issue(work)
    return machine.steps
