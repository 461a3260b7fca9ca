"""What the commands take on large lists, each in a process of its own, and the package writer beside openpyxl."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
from tests.command_line import Ran, measured
from tests.samples.books import AS_OF, SAMPLES

from arrears.office.xlsx.package import Package
from arrears.office.xlsx.package_writer import TableEdit, edit


@dataclass(frozen=True, slots=True)
class Figure:
    """What one piece of work on so many items took: wall and processor seconds, highest resident memory."""

    work: str
    items: int
    wall: float
    cpu: float
    peak_mib: float

    def row(self) -> str:
        """Give the figure as a row of a table."""
        return f"| {self.work} | {self.items:,} | {self.wall:.2f} | {self.cpu:.2f} | {self.peak_mib:.0f} |"


HEAD = "| work | items | wall s | cpu s | peak MiB |\n|---|---|---|---|---|"


def large_list(folder: Path, items: int) -> Path:
    """Write the made-up list of so many open items."""
    script = SAMPLES / "build_samples.py"
    subprocess.run(
        [sys.executable, str(script), "--large", str(folder), "--items", str(items)], check=True, capture_output=True
    )
    return folder / "large_open_items.csv"


def month(folder: Path, items: int, *, letters: bool = True) -> Iterator[Figure]:
    """Measure import, refresh, a second refresh over the filled sheets, and the letters of one list."""
    listing, book = large_list(folder, items), folder / "book.xlsx"
    sender = ("--set", "Company=Alder Trading", "--set", "Bank details=Sample Bank, account 0001")
    _run("new", book, "--language", "en", "--currency", "EUR", *sender)
    commands: dict[str, tuple[object, ...]] = {
        "import": ("import", book, listing, "--list-date", AS_OF),
        "refresh": ("refresh", book, "--as-of", AS_OF),
        "refresh again": ("refresh", book, "--as-of", AS_OF),
    }
    if letters:
        commands["issue"] = ("issue", book, "--out", folder / "letters", "--letter-date", "2026-11-02")
    for work, command in commands.items():
        ran = _run(*command)
        named = f"issue, {len(ran.answer['letters']):,} letters" if work == "issue" else work
        yield Figure(named, items, ran.wall, ran.cpu, ran.peak_mib)


def _run(*words: object) -> Ran:
    ran = measured(*words, "--json", limit=3_600)
    assert ran.code in (0, 1), ran.out + ran.err
    return ran


def writers(book: Path, rounds: int = 3) -> tuple[float, float]:
    """Give the least processor seconds to write a column of Open items: within the package, and by openpyxl."""
    ours = min(_seconds(lambda: _within_package(book)) for _ in range(rounds))
    theirs = min(_seconds(lambda: _through_openpyxl(book)) for _ in range(rounds))
    return ours, theirs


def _within_package(book: Path) -> None:
    package = Package.read(book)
    entry = package.table("Invoices")
    assert entry is not None
    rows = entry.body.bottom - entry.body.top + 1
    column = {entry.headings[7]: [Decimal(n) / 100 for n in range(rows)]}
    book.with_suffix(".package.xlsx").write_bytes(edit(package, [TableEdit("Invoices", column, range(rows))], {}))


def _through_openpyxl(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened["Open items"]
    for number in range(6, sheet.max_row + 1):
        sheet.cell(number, 8).value = number / 100
    opened.save(book.with_suffix(".openpyxl.xlsx"))


def _seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
