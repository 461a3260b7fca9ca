"""Interest of 100,000 random items, and 5,000 exact half units, against the sheet's own formulas in LibreOffice."""

import sys
import tempfile
import time
from pathlib import Path

from tests import libreoffice
from tests.full.report import Section
from tests.samples import half_cents, random_interest
from tests.samples.formula_cells import compare

ITEMS, A_BOOK, HALVES = 100_000, 5_000, 5_000
_SECONDS = 3_600


def show(section: Section) -> None:
    """Make one book after the other under all rules in turn, let LibreOffice compute it anew, and compare it."""
    section.say("| rules | items | slices | formulas | differing |")
    section.say("|---|---|---|---|---|")
    rules = random_interest.every_rule()
    items, made, computed = 0, 0.0, 0.0
    for number in range(2 * ITEMS // A_BOOK):  # not every item bears interest
        if items >= ITEMS:
            break
        one = rules[number % len(rules)]
        with tempfile.TemporaryDirectory() as name:
            book, began = Path(name) / "book.xlsx", time.perf_counter()
            random_interest.write(book, one, A_BOOK, seed=number)
            written = time.perf_counter()
            opened = libreoffice.recalculate_all([book], Path(name) / "recalculated", _SECONDS)
            made, computed = made + written - began, computed + time.perf_counter() - written
            items += _compared(section, one.name, book, opened[book])
            sys.stderr.write(f"{items:,} items, {len(section.failures)} failures\n")
    section.expect(items >= ITEMS, f"only {items:,} items bear interest")
    section.say(
        f"\n{items:,} items with interest: made by the commands in {made:.0f} s, recalculated in {computed:.0f} s, "
        f"a book at a time, at most {libreoffice.peak_mib():.0f} MiB."
    )


def show_halves(section: Section) -> None:
    """Hold the rounding of exact halves, above and below zero, to ROUND."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "halves.xlsx"
        above, below = half_cents.write(book, HALVES)
        opened = libreoffice.recalculate_all([book], folder / "recalculated")
        section.say("| amounts | items | slices | formulas | differing |")
        section.say("|---|---|---|---|---|")
        _compared(section, f"{above:,} above zero, {below:,} below", book, opened[book])


def _compared(section: Section, title: str, book: Path, recalculated: Path | None) -> int:
    """Compare one book; give how many of its items bear interest."""
    if recalculated is None:
        section.failures.append(f"LibreOffice does not open the book of {title}")
        return 0
    compared = compare(book, recalculated)
    section.failures += [f"{title}: {told}" for told in compared.differing[:10]]
    items, slices = half_cents.charged(book)
    section.expect(items, f"no interest at all: {title}")
    section.say(f"| {title} | {items:,} | {slices:,} | {compared.formulas:,} | {len(compared.differing)} |")
    return items
