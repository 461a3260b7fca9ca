"""Amounts in English words, in every currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.money import CURRENCIES, exponent
from arrears.core.words.currency_names import NAMES
from arrears.core.words.words import money_in_words
from arrears.core.words.words_en import english_words, number_words
from arrears.errors import InputRefused


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1409.50", "GBP", "one thousand four hundred nine pounds and fifty pence"),
        ("1.01", "GBP", "one pound and one penny"),
        ("1", "EUR", "one euro"),
        ("0.21", "USD", "twenty-one cents"),
        ("0", "USD", "zero dollars"),
        ("-1000000.10", "EUR", "minus one million euros and ten cents"),
        ("12345", "JPY", "twelve thousand three hundred forty-five yen"),
        ("3.005", "KWD", "three dinars and five fils"),
        ("1015.999", "CHF", "one thousand sixteen francs"),
    ],
)
def test_units_and_smallest_units_are_joined_by_one_and(amount, currency, words):
    assert english_words(Decimal(amount), currency) == words


@pytest.mark.parametrize(
    ("number", "american", "british"),
    [
        (101, "one hundred one", "one hundred and one"),
        (1001, "one thousand one", "one thousand and one"),
        (1100, "one thousand one hundred", "one thousand one hundred"),
        (110_000, "one hundred ten thousand", "one hundred and ten thousand"),
        (2_000_300_040, "two billion three hundred thousand forty", "two billion three hundred thousand and forty"),
    ],
)
def test_the_and_within_numbers_is_a_matter_of_style(number, american, british):
    assert (number_words(number), number_words(number, "british")) == (american, british)


def test_every_currency_has_names_and_a_smallest_unit_where_it_has_decimals():
    assert set(NAMES) == set(CURRENCIES)
    for code, names in NAMES.items():
        assert bool(names.smallest_many) == (exponent(code) > 0), code


def test_a_letter_gets_its_amount_in_its_language():
    assert money_in_words(Decimal("5.50"), "CNY", "zh") == "人民币伍元伍角"
    assert money_in_words(Decimal("5.50"), "CNY", "en") == "five yuan and fifty fen"


def test_amounts_beyond_quadrillions_are_refused():
    with pytest.raises(InputRefused, match="beyond-words"):
        english_words(Decimal(10) ** 16, "EUR")


_VALUE = {number_words(n): n for n in [*range(20), *range(20, 100, 10)]}
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}


def read_back(words):
    """Read words as a person does."""
    total = group = 0
    for word in words.replace("-", " ").replace(" and ", " ").split():
        if word == "hundred":
            group *= 100
        elif word in _SCALE:
            total, group = total + group * _SCALE[word], 0
        else:
            group += _VALUE[word]
    return total + group


@given(st.integers(0, 10**16), st.sampled_from(["american", "british"]))
def test_every_number_reads_back(number, style):
    assert read_back(number_words(number, style)) == number
