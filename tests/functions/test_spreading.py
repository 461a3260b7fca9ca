"""Single cells and whole columns: one shape, blank rows, faults in their own row."""

from tests.functions.examples_held import call, reason

from arrears.functions.results import Fault
from arrears.office.cells import CellError


def test_single_cells_give_a_single_cell() -> None:
    assert call("AR_DAYS_PAST_DUE", 46053.0, 46082.0) == 29.0


def test_a_column_gives_a_column_and_a_row_a_row() -> None:
    assert call("AR_DAYS_PAST_DUE", ((46053.0,), (46054.0,)), 46082.0) == [[29.0], [28.0]]
    assert call("AR_DAYS_PAST_DUE", ((46053.0, 46054.0),), 46082.0) == [[29.0, 28.0]]


def test_a_column_against_a_row_gives_every_pair() -> None:
    found = call("AR_DAYS_PAST_DUE", ((46053.0,), (46054.0,)), ((46082.0, 46083.0, 46084.0),))
    assert found == [[29.0, 30.0, 31.0], [28.0, 29.0, 30.0]]


def test_a_range_of_one_cell_gives_a_range_of_one_cell() -> None:
    assert call("AR_DAYS_PAST_DUE", ((46053.0,),), 46082.0) == [[29.0]]


def test_where_a_shorter_column_ends_nothing_is_available() -> None:
    found = call("AR_DAYS_PAST_DUE", ((46053.0,), (46054.0,), (46055.0,)), ((46082.0,), (46082.0,)))
    assert found[:2] == [[29.0], [28.0]]  # type: ignore[index]
    assert found[2][0].error == "#N/A"  # type: ignore[index, union-attr]


def test_a_row_whose_first_cell_is_blank_stays_blank() -> None:
    assert call("AR_INTEREST", ((None,), ("",), (" ",)), ((None,), (46053.0,), (46053.0,)), 46082.0, 0.09) == [[""]] * 3


def test_a_row_that_lacks_something_else_is_an_error_with_its_reason() -> None:
    found = call("AR_INTEREST", ((1000.0,), (1000.0,)), ((None,), (46053.0,)), 46082.0, 0.09)
    assert found[1] == [7.15]  # type: ignore[index]
    assert found[0][0].reason.values == {"argument": "due_date"}  # type: ignore[index, union-attr]


def test_an_error_value_comes_out_as_it_went_in() -> None:
    for cell in (CellError("#REF!"), "#REF!"):
        assert call("AR_DAYS_PAST_DUE", cell, 46082.0) == Fault("#REF!")
        assert call("AR_AVERAGE_DAYS_LATE", ((46053.0,), (cell,)), ((46053.0,), (46053.0,))) == Fault("#REF!")


def test_an_error_in_an_argument_of_all_rows_is_in_every_row() -> None:
    assert call("AR_DAYS_PAST_DUE", ((46053.0,), (46054.0,)), "#N/A") == [[Fault("#N/A")]] * 2


def test_no_argument_at_all_is_a_blank_cell() -> None:
    assert call("AR_DAYS_PAST_DUE") == ""
    assert reason("AR_DAYS_PAST_DUE", 46053.0) == "argument-blank"


def test_a_range_without_cells_counts_as_left_out() -> None:
    assert call("AR_DAYS_PAST_DUE", (), 46082.0) == ""
    assert call("AR_DAYS_PAST_DUE", ((),), 46082.0) == ""


def test_columns_of_a_list_that_do_not_fit_each_other_are_named() -> None:
    asked = ([["K1"], ["K2"]], 100.0, 46112.0)
    short = call("AR_OPEN_BALANCE", *asked, [["K1"], ["K2"]], [[40.0]], [[46082.0], [46082.0]])
    torn = call("AR_OPEN_BALANCE", *asked, [["K1"], ["K2"]], [[40.0], [None]], [[46082.0], [46082.0]])
    assert [row[0].reason.name for row in short] == ["argument-lengths"] * 2  # type: ignore[union-attr]
    assert torn[0] == [60.0]  # type: ignore[index]
    assert torn[1][0].reason.name == "argument-row-blank"  # type: ignore[index, union-attr]


def test_a_list_without_rows_is_a_list_of_nothing() -> None:
    assert call("AR_OPEN_BALANCE", "K1", 100.0, 46112.0, None, None, None) == 100.0
    assert call("AR_LAST_LETTER", "C1", None, None, None) == ""
    assert len(call("AR_AGEING", None, None, None, 46112.0)) == 1  # type: ignore[arg-type]


def test_a_list_of_one_row_may_have_a_blank_in_it() -> None:
    rows = call("AR_STATEMENT", "C1", "C1", 46000.0, None, 100.0)
    assert [row[4] for row in rows] == ["Balance", 0.0, 100.0, 100.0]  # type: ignore[index]


def test_of_several_cells_none_is_picked_where_one_is_asked_for() -> None:
    assert reason("AR_STATEMENT", [["C1"], ["C2"]], [["C1"]], [[46000.0]], [["R"]], [[1.0]]) == "argument-one-cell"
    assert reason("AR_COUNT_BACK_DSO", [[1.0], [2.0]], [[5.0]], 46000.0) == "argument-one-cell"
    assert call("AR_COUNT_BACK_DSO", [[50.0]], [[100.0]], 46053.0) == 15.5
