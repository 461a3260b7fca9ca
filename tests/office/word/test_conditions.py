"""IF: numbers are compared as numbers, in the notation of the template's language."""

from decimal import Decimal

import pytest

from arrears.office.word.conditions import Operand, Phrase, compare, read_number


@pytest.mark.parametrize(
    ("left", "operator", "right", "holds"),
    [
        (100, ">", "90", True),
        (9, ">", "10", False),
        ("100", ">", "90", True),
        (Decimal("1.50"), "=", "1.5", True),
        (None, "=", "", True),
        (None, "<>", "", False),
        (0, "=", "", False),
        ("b", ">", "a", True),
        ("B", "=", "b", False),
        ("Abc", "=", "A?c", True),
        ("Abc", "<>", "A*", False),
        ("a.c", "=", "abc", False),
        (Decimal("NaN"), "=", "NaN", True),
        (True, "=", "1", False),
    ],
)
def test_comparisons(left, operator, right, holds):
    assert compare(left, operator, right) is holds


@pytest.mark.parametrize(
    ("text", "comma", "number"),
    [
        ("1.000,50", True, Decimal("1000.50")),
        ("1 000,50", True, Decimal("1000.50")),
        ("1,5", True, Decimal("1.5")),
        ("90.5", True, Decimal("90.5")),
        ("1,000.50", False, Decimal("1000.50")),
        ("1,5", False, None),
        ("-3", False, Decimal(-3)),
        ("3 apples", False, None),
        ("", True, None),
    ],
)
def test_numbers_of_a_template_are_read_in_its_notation(text, comma, number):
    assert read_number(text, comma=comma) == number


def test_a_phrase_of_one_field_gives_its_value_not_its_text():
    field = Operand("Days", lambda value: f"{value} days")
    scopes = ({"Days": 100},)
    assert Phrase((field,)).value(scopes) == 100
    assert Phrase((field, "!")).value(scopes) == "100 days!"
    assert str(Phrase(("1.000",), comma=True).value(scopes)) == "1.000"
