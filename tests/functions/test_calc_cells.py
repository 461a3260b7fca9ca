"""The functions in real cells of LibreOffice Calc: what they show equals what Python gives."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.functions.calc_host import calc_host
from tests.functions.examples_held import call, same

from arrears import __version__
from arrears.functions.examples import examples
from arrears.functions.results import Fault

pytestmark = pytest.mark.libreoffice

EXAMPLES = examples()
ROWS = 10_000
FIRST_TABLE = 60
DUE = [45_900 + row % 365 for row in range(ROWS)]
RECEIPTS = [("Date", "Amount", "Invoice"), (45_716, 4_000, "RE-1"), (45_700, 900, "RE-2")]
"""A list with its headings, as whole columns bring them along."""
OTHERS = {
    "B40": "=AR_VERSION()",
    "B41": "=AR_DAYS_PAST_DUE(Z1,46082)",
    "B42": '=AR_INTEREST(100,46053,Z1,"custom")',
    "C42": "=AR_EXPLAIN(B42)",
    "B43": "=AR_DUE_DATE(Z1,46053)",
    "B44": '=AR_DUE_DATE("as agreed",46053)',
    "C44": "=AR_EXPLAIN(B44)",
    "B45": "=AR_NEXT_LEVEL(500,46053,46082,1,Z1)",
    "B46": "=AR_DAYS_PAST_DUE(1/0,46082)",
    "B47": "=AR_DSO(100,50,30)*2",
    "C47": "=AR_EXPLAIN(B47)",
    "B48": "=AR_LIMITATION_DATE(46053,3,)",
    "B49": '=AR_INTEREST(10000,45688,45718,9%,,,,T1:T3,U1:U3,,"re-1",V1:V3)',
}


@pytest.fixture(scope="module")
def sheet() -> Iterator[Any]:
    cells = {f"B{row}": example.formula for row, (_, example) in enumerate(_singles(), start=1)} | OTHERS
    tables = {address: (formula, len(rows), len(rows[0])) for address, formula, rows in _tables()}
    for row, day in enumerate(DUE, start=1):
        cells[f"K{row}"] = day
        cells[f"L{row}"] = f"=AR_DAYS_PAST_DUE(K{row},$N$1)"
    cells["N1"] = 46_082
    cells["N3"], cells["N5"] = 46_053, "soon"
    for column, rows in zip("TUV", zip(*RECEIPTS, strict=True), strict=True):
        cells |= {f"{column}{row}": cell for row, cell in enumerate(rows, start=1)}
    tables["P1"] = ("=AR_DAYS_PAST_DUE(N3:N5,$N$1)", 3, 1)
    with calc_host() as calc:
        yield calc.computed(cells, tables)


def _singles() -> list[tuple[str, Any]]:
    return [(name, example) for name, example in EXAMPLES.items() if not isinstance(example.cells, list)]


def _tables() -> list[tuple[str, str, list[list[Any]]]]:
    found, row = [], FIRST_TABLE
    for example in EXAMPLES.values():
        if isinstance(example.cells, list):
            found.append((f"B{row}", example.formula, example.cells))
            row += len(example.cells) + 1
    return found


def test_every_example_shows_what_python_gives(sheet: Any) -> None:
    shown = {name: sheet[f"B{row}"].value for row, (name, _) in enumerate(_singles(), start=1)}
    assert {name for name, example in _singles() if not same(shown[name], example.cells)} == set()
    assert shown


def test_every_table_shows_what_python_gives(sheet: Any) -> None:
    for address, _, rows in _tables():
        first = sheet[address]
        block = sheet.iter_rows(
            first.row, first.row + len(rows) - 1, first.column, first.column + len(rows[0]) - 1, values_only=True
        )
        assert [["" if cell is None else cell for cell in row] for row in block] == rows


def test_ten_thousand_cells_are_filled(sheet: Any) -> None:
    shown = [sheet[f"L{row}"].value for row in range(1, ROWS + 1)]
    expected = call("AR_DAYS_PAST_DUE", [[float(day)] for day in DUE], 46082.0)
    assert [[float(cell)] for cell in shown] == expected


def test_a_column_in_one_formula_keeps_blanks_and_has_errors_in_their_own_rows(sheet: Any) -> None:
    assert [sheet[f"P{row}"].value for row in (1, 2, 3)] == [29, None, "#VALUE!"]


def test_a_blank_cell_stays_blank_or_is_said_to_be_missing(sheet: Any) -> None:
    assert sheet["B41"].value is None
    assert sheet["B42"].value == "#VALUE!"
    assert sheet["B43"].value is None
    assert sheet["B45"].value == 0


def test_calc_hands_on_the_errors_of_other_cells(sheet: Any) -> None:
    assert sheet["B46"].value == "#DIV/0!"


def test_why_a_cell_shows_an_error_is_told(sheet: Any) -> None:
    assert sheet["C42"].value.startswith("The argument as of is blank.")
    assert sheet["C44"].value.startswith("The payment terms 'as agreed' are not understood.")
    assert "Put what it computes into cells of their own" in sheet["C47"].value


def test_functions_are_parts_of_formulas(sheet: Any) -> None:
    assert sheet["B40"].value == __version__
    assert sheet["B47"].value == 120
    assert not isinstance(call("AR_LIMITATION_DATE", 46053.0, 3.0, None), Fault)
    assert sheet["B48"].value == call("AR_LIMITATION_DATE", 46053.0, 3.0)


def test_the_receipts_of_an_invoice_are_found_in_their_list(sheet: Any) -> None:
    assert sheet["B49"].value == 72


def test_where_the_program_is_gone_a_cell_says_so() -> None:
    with calc_host(["/nowhere/python"]) as calc:
        sheet = calc.computed({"A1": "=AR_DSO(100,50,30)", "A2": "=AR_EXPLAIN(A1)"}, {})
    assert sheet["A1"].value == "#VALUE!"
    assert sheet["A2"].value == "Arrears does not start: /nowhere/python"
