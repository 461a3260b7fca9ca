"""A message at the end of a button fits on the screen, whatever it has to say."""

import pytest

from arrears.addin.dialog_screen import MOST_LINES, height
from arrears.addin.one_message import in_one_message

NEXT = "Next step: 2. Clear problems."


def rows(name, count, length=20):
    return [f"  {name} {n} ".ljust(length, "x") for n in range(count)]


def test_what_fits_is_told_as_it_is():
    told = ["List imported.", *rows("new", 12), "Rows left out: 3", *rows("out", 3), NEXT]
    assert in_one_message(told, "en") == told


def test_the_done_the_left_out_and_the_next_step_stand_and_the_rest_is_counted():
    told = ["Read as invoices.", *rows("mapping", 20), "Rows left out: 40", *rows("out", 40), "Imported.", NEXT]
    shown = in_one_message(told, "en")
    assert height(shown) <= MOST_LINES
    assert [line for line in shown if line in told] == [line for line in told if line in shown]
    assert {"Read as invoices.", "Rows left out: 40", "Imported."} <= {*shown}
    assert shown[-1] == NEXT
    missing = len(told) - (len(shown) - 1)
    assert shown[-2].startswith(f"Lines that do not fit into this message: {missing}.")
    assert "Problems" in shown[-2]
    assert len([line for line in shown if "mapping" in line]) >= 10 <= len([line for line in shown if "out " in line])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_long_lines_count_as_what_they_take_on_the_screen(language):
    told = ["Done.", *rows("problem", 20, length=400), NEXT]
    shown = in_one_message(told, language)
    assert height(shown) <= MOST_LINES
    assert (shown[0], shown[-1]) == ("Done.", NEXT)


def test_a_sentence_higher_than_the_screen_leaves_the_next_step():
    assert in_one_message(["x" * 110 * MOST_LINES, NEXT], "en")[-1] == NEXT
