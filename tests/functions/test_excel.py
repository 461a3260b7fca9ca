"""Calls as Excel makes them, through xlwings' own conversion: every function, every shape that COM knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.functions.com_host import MISSING, ComHost, com_host
from tests.functions.examples_held import BY_NAME, same

from arrears.functions import DECLARED, Function
from arrears.functions.calling import Caller, called_from
from arrears.functions.declaration import LOG
from arrears.functions.examples import examples
from arrears.functions.formula_text import parse

EXAMPLES = examples()
NOT_A_NUMBER = "\ue0002015"
"""What stands for #VALUE! on the way to VBA."""
NOT_AVAILABLE = "\ue0002042"
COM_NOT_AVAILABLE = -2146826246
"""What COM gives for a cell with #N/A."""


@pytest.fixture(scope="module")
def excel() -> Iterator[ComHost]:
    with com_host() as host:
        yield host


def place(cell: str, sheet: str = "Ageing", book: str = "Book1") -> str:
    return "\n".join((book, sheet, cell, "1900", "en"))


def com(argument: object) -> object:
    """Give an argument as COM hands it over: rows as tuples, nothing as missing."""
    if isinstance(argument, list):
        return tuple(tuple(None if cell == "" else cell for cell in row) for row in argument)
    return MISSING if argument is None else argument


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_called_through_com_gives_what_the_page_says(excel: ComHost, name: str) -> None:
    arguments = map(com, parse(EXAMPLES[name].formula).arguments)
    assert same(excel.call(name, *arguments, place=place("B2")), EXAMPLES[name].cells)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_missing_at_the_end_may_be_there_as_missing_or_blank(excel: ComHost, name: str) -> None:
    given = [com(argument) for argument in parse(EXAMPLES[name].formula).arguments]
    for rest in (MISSING, None):
        whole = [*given, *[rest] * (len(BY_NAME[name].parameters) - len(given))]
        assert same(excel.call(name, *whole, place=place("B2")), EXAMPLES[name].cells)


@pytest.mark.parametrize("function", DECLARED, ids=lambda function: function.name)
@pytest.mark.parametrize("shape", ["scalar", "row", "column", "block", "one cell"])
def test_every_shape_comes_back_as_rows_that_com_can_carry(excel: ComHost, function: Function, shape: str) -> None:
    block = {
        "scalar": 46053.0, "row": ((46053.0, None, "x"),), "column": ((46053.0,), (COM_NOT_AVAILABLE,)),
        "block": ((46053.0, 1.0), (True, "")), "one cell": ((46053.0,),),
    }[shape]  # fmt: skip
    given = excel.call(function.name, *[block] * len(function.parameters), place=place("C3"))
    rows = given if isinstance(given, list) else [given]
    cells = [cell for row in rows for cell in (row if isinstance(row, list) else [row])]
    assert cells
    assert {type(cell) for cell in cells} <= {float, str, bool}


@pytest.mark.parametrize("name", EXAMPLES)
def test_xlwings_asks_for_the_same_arguments_as_are_declared(excel: ComHost, name: str) -> None:
    told = getattr(excel.module, name).__xlfunc__
    asked = [(one["name"], "optional" in one) for one in told["args"] if one["vba"] is None]
    assert asked == [(one.name, one.optional) for one in BY_NAME[name].parameters]
    assert [one["name"] for one in told["args"] if one["vba"]] == ["place"]


def test_an_error_in_one_cell_stays_in_its_row(excel: ComHost) -> None:
    column = ((46053.0,), (COM_NOT_AVAILABLE,), ("soon",), (None,), (46081.0,))
    found = excel.call("AR_DAYS_PAST_DUE", column, 46082.0, place=place("D4"))
    assert found == [[29.0], [NOT_AVAILABLE], [NOT_A_NUMBER], [""], [1.0]]


def test_a_range_in_several_pieces_is_the_fault_of_the_call_and_explained(excel: ComHost) -> None:
    given = ("\ue0002", 46082.0)
    assert excel.call("AR_DAYS_PAST_DUE", *given, place=place("$E$4")) == NOT_A_NUMBER
    why = excel.call("AR_EXPLAIN", place("$E$4"), place=place("F1"))
    assert why.startswith("The argument due date is a range in 2 pieces.")
    assert excel.call("AR_DAYS_PAST_DUE", 46053.0, 46082.0, place=place("$E$4")) == 29.0


def test_the_reason_of_a_cell_that_spilled_is_kept_until_the_formula_is_right(excel: ComHost) -> None:
    asked = ("AR_EXPLAIN", place("$D$6"))
    excel.call("AR_DAYS_PAST_DUE", ((46053.0,), (46054.0,), ("soon",)), 46082.0, place=place("$D$4"))
    assert excel.call(*asked, place=place("F1")).startswith("'soon' is not a date (due date).")
    excel.call("AR_DAYS_PAST_DUE", ((46053.0,), (46054.0,), (46055.0,)), 46082.0, place=place("$D$4"))
    assert excel.call(*asked, place=place("F1")).startswith("Nothing is known of this cell")


def test_a_cell_of_the_same_name_in_another_book_or_sheet_has_its_own_reason(excel: ComHost) -> None:
    excel.call("AR_DSO", "much", 1.0, 30.0, place=place("A1"))
    for other in (place("A1", sheet="Home"), place("A1", book="June.xlsx"), place("A2")):
        assert excel.call("AR_EXPLAIN", other).startswith("Nothing is known")
    assert excel.call("AR_EXPLAIN", place("A1")).startswith("'much' is not a number")


def test_an_error_that_came_in_is_told_apart(excel: ComHost) -> None:
    excel.call("AR_DSO", COM_NOT_AVAILABLE, 1.0, 30.0, place=place("A9"))
    assert "#N/A" in excel.call("AR_EXPLAIN", place("A9"))


def test_a_book_that_counts_from_1904_means_other_days(excel: ComHost) -> None:
    there = place("A1").replace("1900", "1904")
    assert excel.call("AR_DUE_DATE", "net 30", 44570.0, place=there) == 44600.0
    assert excel.call("AR_AMOUNT_IN_WORDS", 5.0, "CNY", place=there.replace("\nen", "\nzh")) == "人民币伍元整"
    with called_from(Caller.of(there)):
        assert BY_NAME["AR_LIMITATION_DATE"].call(44570.0, "CN") == 44570.0 + 1096


def test_the_log_names_reasons_and_nothing_of_what_cells_hold(
    excel: ComHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LOG, "handlers", [])
    excel.module.log_to(tmp_path)
    excel.call("AR_DSO", "Alder Ltd", 1.0, 30.0, place=place("B7"))
    for handler in LOG.handlers:
        handler.close()
    logged = (tmp_path / excel.module.LOG_NAME).read_text(encoding="utf-8")
    assert "AR_DSO Ageing!B7: argument-no-number" in logged
    assert "Alder" not in logged


def test_a_letter_beside_the_workbook_is_given_in_full(excel: ComHost) -> None:
    columns = ((("C1",),), ((46082.0,),), ((r"letters\R-7.docx",),))
    for book, path in ((r"C:\books\May.xlsx", r"C:\books\letters\R-7.docx"), ("Book1", r"letters\R-7.docx")):
        assert excel.call("AR_LAST_LETTER", "C1", *columns, place=place("B2", book=book)) == path


def test_a_constant_of_one_row_comes_flat(excel: ComHost) -> None:
    assert excel.call("AR_DAYS_PAST_DUE", (46053.0, COM_NOT_AVAILABLE), 46082.0) == [29.0, NOT_AVAILABLE]
    assert excel.call("AR_BUCKET", 46053.0, 46100.0, (30.0, 60.0), place=place("A1")) == "31-60 days"
