"""Random items and exact halves in short; python -m tests.full interest halves shows them at full size."""

import random
from pathlib import Path

import pytest
from tests import libreoffice
from tests.samples import half_cents, random_interest
from tests.samples.formula_cells import compare

ITEMS, HALVES = 250, 300

Made = dict[str, tuple[Path, Path | None]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A book of random items for every rule, and one of halves: as written, and as LibreOffice recalculated them."""
    libreoffice.needed()
    folder = tmp_path_factory.mktemp("random")
    books = {"halves": folder / "halves.xlsx"}
    half_cents.write(books["halves"], HALVES)
    for number, rules in enumerate(random_interest.every_rule()):
        books[rules.name] = folder / f"{number}.xlsx"
        random_interest.write(books[rules.name], rules, ITEMS, seed=number)
    opened = libreoffice.recalculate_all(list(books.values()), folder / "recalculated")
    return {name: (book, opened[book]) for name, book in books.items()}


def test_every_formula_gives_the_interest_written_beside_it(made: Made) -> None:
    for name, (written, recalculated) in made.items():
        assert recalculated is not None, name
        compared = compare(written, recalculated)
        assert compared.differing == [], name
        least = HALVES if name == "halves" else ITEMS // 3
        assert half_cents.charged(written)[0] >= least, f"{name}: too few items bear interest to show anything"


def test_the_halves_are_halves_and_stand_on_either_side_of_zero() -> None:
    made = half_cents.halves(random.Random(1))  # noqa: S311 - made-up figures
    signs = set()
    for item in (next(made) for _ in range(HALVES)):
        twice, rest = divmod(2 * sum(stretch.numerator for stretch in item), 10_000 * item[0].year_days)
        assert (rest, twice % 2) == (0, 1)
        signs.add(twice > 0)
    assert signs == {True, False}
