"""Native formulas of the sample books and of 10,000 items, recalculated by LibreOffice and compared."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import libreoffice
from tests.benchmarks.measure import large_list
from tests.command_line import answered
from tests.full.report import Section
from tests.real_files import ibm
from tests.real_files.folder import real_file
from tests.samples import books
from tests.samples.formula_cells import compare, results, with_wrong_result

ITEMS, MOST_SECONDS = 10_000, 10.0


def show(section: Section) -> None:
    """Recalculate the books and compare; the canary must come back right."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = _books(folder)
        planted = with_wrong_result(made[0], folder / "canary.xlsx")
        opened = libreoffice.recalculate_all([*made, folder / "canary.xlsx"], folder / "recalculated")
        section.say("| book | formulas | equal | differing |")
        section.say("|---|---|---|---|")
        for book in made:
            _compared(section, book, opened[book])
        canary = opened[folder / "canary.xlsx"]
        right = results(made[0], formulas_only=True)[planted]
        back = results(canary, formulas_only=False)[planted] if canary else None
        section.expect(back == right, f"the canary came back as {back}, not {right}: nothing was recalculated")


def show_large(section: Section) -> None:
    """Let LibreOffice open, recalculate and save a refreshed book of 10,000 items, and compare every formula."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "large.xlsx"
        answered("new", book, "--language", "en", "--currency", "EUR")
        answered("import", book, large_list(folder, ITEMS), "--list-date", books.AS_OF)
        answered("refresh", book, "--as-of", books.AS_OF)
        seconds = min(_seconds(lambda: libreoffice.first_sheet(book, folder / "text")) for _ in range(2))
        section.expect(seconds <= MOST_SECONDS, f"{seconds:.1f} s are more than {MOST_SECONDS:.0f} s")
        saved = _seconds(lambda: libreoffice.recalculate(book, folder / "recalculated"))
        section.say(
            f"LibreOffice started, opened and recalculated {ITEMS:,} items in {seconds:.1f} s "
            f"(most: {MOST_SECONDS:.0f} s); "
            f"saving all of it as a workbook too: {saved:.1f} s.\n"
        )
        section.say("| book | formulas | equal | differing |")
        section.say("|---|---|---|---|")
        _compared(section, book, folder / "recalculated" / book.name)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _books(folder: Path) -> list[Path]:
    made = [folder / f"{name}.xlsx" for name in (*books.MONTHS, "messy", "interest", "discounts", "ibm")]
    for path in made[:2]:
        books.month(path.stem, path)
    books.messy(made[2], books.WEEKS)
    books.with_interest(made[3], folder)
    books.with_discounts(made[4], folder)
    ibm.imported(made[5], real_file(*ibm.FILE))
    ibm.refreshed(made[5])
    return made


def _compared(section: Section, book: Path, recalculated: Path | None) -> None:
    if recalculated is None:
        section.failures.append(f"LibreOffice does not open {book.name}")
        return
    compared = compare(book, recalculated)
    equal = compared.formulas - len(compared.differing)
    section.say(f"| {book.stem} | {compared.formulas:,} | {equal:,} | {len(compared.differing)} |")
    section.failures += [f"{book.stem}: {told}" for told in compared.differing[:10]]
