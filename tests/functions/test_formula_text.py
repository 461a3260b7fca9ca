"""Formulas of plain values, as examples and the command line write them."""

import pytest
from tests.functions.examples_held import BY_NAME

from arrears.errors import InputRefused
from arrears.functions.examples import computed
from arrears.functions.formula_text import parse
from arrears.office.cells import CellError


def test_arguments_are_read_as_cells() -> None:
    found = parse('= ar_x( 1.5e3, -9%, "a ""b"", c", , {1,"x";-2,TRUE}, DATE(2026,1,31), #N/A, false )')
    assert found.name == "AR_X"
    assert found.arguments == [
        1500.0, -0.09, 'a "b", c', None, [[1.0, "x"], [-2.0, True]], 46053.0, CellError("#N/A"), False,
    ]  # fmt: skip


def test_a_function_may_have_no_arguments() -> None:
    assert parse("=AR_VERSION()").arguments == []


@pytest.mark.parametrize(
    "text",
    [
        "", "=", "AR_DSO", "=AR_DSO(1", "=AR_DSO(1))", "=AR_DSO(A1)", "=AR_DSO(1)+1", "=AR_DSO({1;2,3})",
        '=AR_DSO(-"x")', "=AR_DSO(DATE(2026,2,30))", "=AR_DSO(DATE(2026))", "=AR_DSO(1;2)", "=__import__('os')",
        "=AR_DSO(#WRONG!)", "=1", "=AR_DSO({})",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="formula-unreadable"):
        parse(text)


def test_an_unknown_function_and_too_many_arguments_are_refused() -> None:
    with pytest.raises(InputRefused, match="function-unknown"):
        computed("=AR_DAYS(1)")
    with pytest.raises(InputRefused, match="formula-unreadable"):
        computed("=AR_VERSION(1)")
    assert "AR_VERSION" in BY_NAME
