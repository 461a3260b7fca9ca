"""Single cells between Excel and Arrears."""

import pytest
from tests.office.live import stand_in

from arrears.office.cells import CellError
from arrears.office.live.busy import is_busy
from arrears.office.live.host_cells import ERRORS, LONGEST_TYPED, put, values_of


@pytest.mark.parametrize(
    ("number", "text"),
    [(2042, "#N/A"), (2007, "#DIV/0!"), (2043, "#GETTING_DATA"), (2045, "#SPILL!"), (2050, "#CALC!")],
)
def test_an_error_is_told_by_the_number_that_excel_gives_it(number, text):
    assert ERRORS[0x800A0000 - 2**32 + number] == text


def test_an_error_that_nobody_knows_yet_is_no_figure():
    sheet = stand_in.sheet("Items", {"A1": 5.0})
    sheet.cell((1, 1)).value = 0x800A0000 - 2**32 + 2060
    assert values_of(sheet.named("A1")) == [[CellError("#UNKNOWN!")]]


def test_texts_are_measured_as_excel_counts_them(monkeypatch):
    sheet = stand_in.sheet("Items", {"A1": 5.0})
    written = []
    monkeypatch.setattr(stand_in.NewRange, "raw_value", property(None, lambda _, text: written.append(text)), False)
    emoji = "'" + "\U0001f4c8" * (LONGEST_TYPED // 2)
    put(sheet.named("A1"), [[emoji]])
    assert written == [emoji]


@pytest.mark.parametrize(
    "case",
    [
        stand_in.ComError(-2147418111, "Call was rejected by callee.", None, None),
        stand_in.ComError(-2147352567, "Exception occurred.", (0, None, None, None, 0, -2146777998), None),
        type("ExcelBusyError", (Exception,), {})(),
    ],
)
def test_a_cell_being_edited_is_told_from_a_refusal(case):
    assert is_busy(case)
    refused = stand_in.ComError(-2147352567, "Exception occurred.", (0, "Excel", "no", None, 0, -2146827284), None)
    assert not is_busy(refused)
