"""Every native formula of the refreshed books, recalculated by LibreOffice, equals the figure written beside it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests import libreoffice
from tests.command_line import answered
from tests.real_files import ibm
from tests.real_files.folder import real_file, real_folder
from tests.samples import books
from tests.samples.formula_cells import compare, results, with_wrong_result
from tests.samples.typed_cells import table_rows

from arrears.core.interest.regimes import REGIMES
from arrears.office.xlsx.areas import column_letters
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.workbook_part import block_area

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("the books are made once")]
LEAST = {
    "month_en": 1300, "month_zh": 1300, "messy": 450, "interest": 200, "discounts": 60, "regimes": 180, "tied": 230,
    **dict.fromkeys(books.CLAUSES, 180),
}  # fmt: skip
"""Formulas that a book has at least; fewer would mean that they were not found."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path, dict[str, Any]]]:
    """The books as refreshed, as LibreOffice recalculated them, and the answers of their refreshes."""
    libreoffice.needed()
    folder = tmp_path_factory.mktemp("books")
    answers = {name: books.month(name, folder / f"{name}.xlsx") for name in books.MONTHS}
    answers["messy"] = books.messy(folder / "messy.xlsx", books.WEEKS)
    answers["interest"] = books.with_interest(folder / "interest.xlsx", folder)
    for name, clause in books.CLAUSES.items():
        settings = {"Contract rate %": "11.5", **clause}
        answers[name] = books.with_regimes(folder / f"{name}.xlsx", folder, ["contract"], settings)
    answers["regimes"] = books.with_regimes(folder / "regimes.xlsx", folder, list(REGIMES), {"Fixed sums": "yes"})
    answers["discounts"] = books.with_discounts(folder / "discounts.xlsx", folder)
    books.with_tie_out(folder / "tied.xlsx", folder)
    answers["tied"] = answered("refresh", folder / "tied.xlsx", "--as-of", books.AS_OF)
    if real_folder() is not None:
        ibm.imported(folder / "ibm.xlsx", real_file(*ibm.FILE))
        answers["ibm"] = ibm.refreshed(folder / "ibm.xlsx")
    with_wrong_result(folder / "month_en.xlsx", folder / "canary.xlsx")
    paths = {name: folder / f"{name}.xlsx" for name in (*answers, "canary")}
    opened = libreoffice.recalculate_all(list(paths.values()), folder / "recalculated")
    lost = [path.name for path, result in opened.items() if result is None]
    assert lost == [], "LibreOffice does not open them"
    return {name: (path, opened[path] or path, answers.get(name, {})) for name, path in paths.items()}


@pytest.mark.parametrize("name", LEAST)
def test_every_formula_of_a_sample_gives_the_figure_written_beside_it(made: Any, name: str) -> None:
    written, recalculated, _ = made[name]
    compared = compare(written, recalculated)
    assert compared.differing == []
    assert compared.formulas >= LEAST[name]
    assert figures_not_stored(compared.not_stored) == []


def test_every_formula_over_2466_real_invoices_gives_the_figure_written_beside_it(made: Any) -> None:
    real_file()
    compared = compare(*made["ibm"][:2])
    assert compared.differing == []
    assert compared.formulas >= 4 * ibm.INVOICES


def test_a_wrong_stored_result_comes_back_right_so_it_was_recalculated(made: Any) -> None:
    planted, recalculated, _ = made["canary"]
    before = results(made["month_en"][0], formulas_only=True)
    compared = compare(planted, recalculated)
    assert len(compared.differing) == 1, "the planted one and no other"
    place = compared.differing[0].partition(":")[0]
    sheet, cell = place.split("!")
    assert results(planted, formulas_only=True)[sheet, cell] == 987654321.25
    assert results(recalculated, formulas_only=False)[sheet, cell] == before[sheet, cell]


@pytest.mark.parametrize("name", LEAST)
def test_home_recalculated_shows_the_totals_of_the_answer_and_no_difference(made: Any, name: str) -> None:
    written, recalculated, answer = made[name]
    cells = results(recalculated, formulas_only=False)
    codes = [cell for cell in block(written, cells, "HomeCurrencies")[0] if cell]
    assert sorted(codes) == sorted(answer["currencies"])
    column_of = {code: n for n, code in enumerate(codes)}
    buckets, totals = block(written, cells, "HomeBuckets"), block(written, cells, "HomeTotals")
    for code, told in answer["currencies"].items():
        shown = [money(line[column_of[code]]) for line in buckets]
        wanted = [money(one["amount"]) for one in told["buckets"].values()]
        assert shown[: len(wanted)] == wanted
        assert shown[-1] == money(told["unapplied"])
        assert money(totals[0][1 + column_of[code]]) == money(told["open"])
    assert {cell or 0 for cell in block(written, cells, "HomeDifference")[0]} == {0}
    assert [line[0] for line in block(written, cells, "HomeDiffer")] == [0] * 5, (
        "figures that differ from their formulas"
    )


def test_the_interest_book_shows_what_it_was_made_for(made: Any) -> None:
    written, _, answer = made["interest"]
    slices = [row for row in table_rows(written, "Interest") if row["Item key"]]
    sources = {str(row["Source"]) for row in slices}
    assert {row["Currency"] for row in slices} == {"EUR", "JPY", "KWD"}
    assert sources == {"", "made up (your own row)"}, "contract rates, and the rows typed into Interest rates"
    assert len({row["Rate %"] for row in slices}) >= 5, "contract rates and a series that changed twice"
    by_item = {row["Item key"] for row in slices}
    assert max(sum(row["Item key"] == key for row in slices) for key in by_item) >= 3
    for code in ("EUR", "JPY", "KWD"):
        told = Decimal(answer["currencies"][code]["interest"])
        assert told > 0
        assert sum(money(row["Amount"]) for row in slices if row["Currency"] == code) == told, json.dumps(
            slices, default=str
        )


@pytest.mark.parametrize("name", ["regimes", *books.CLAUSES])
def test_what_was_charged_and_what_is_to_charge_come_to_the_interest_of_every_item(made: Any, name: str) -> None:
    written, _, answer = made[name]
    totals = [row for row in table_rows(written, "InterestTotals") if row["Item key"]]
    notes = [row for row in table_rows(written, "InterestCharges") if row["Item key"]]
    assert totals
    assert notes
    for row in totals:
        assert money(row["Charged before"]) + money(row["To charge"]) == money(row["Interest to date"])
        assert str(row["Basis"])
    for code, told in answer["currencies"].items():
        due = (money(row["Interest to date"]) for row in totals if row["Currency"] == code)
        assert sum(due) == money(told["interest"])
    charged = sum(money(row["Charged before"]) for row in totals)
    assert sum(money(row["Interest charged"]) for row in notes) == charged


def figures_not_stored(cells: list[str]) -> list[str]:
    """Leave words out, and the dates behind the bands: a formula may give them without a stored result."""
    return [told for told in cells if not told.endswith("'") and "!M" not in told]


def block(book: Path, cells: dict[tuple[str, str], Any], name: str) -> list[list[Any]]:
    """Give the cells of a named block, row by row."""
    sheet, area = block_area(Package.read(book), name)
    columns = [column_letters(number) for number in range(area.left, area.right + 1)]
    return [[cells.get((sheet, f"{letters}{row}")) for letters in columns] for row in range(area.top, area.bottom + 1)]


def money(cell: object) -> Decimal:
    """Give a figure of a cell or an answer at the precision of money."""
    return round(Decimal(str(cell or 0)), 3)
