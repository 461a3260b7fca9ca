"""Instalments in amounts, and how payments fill them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.terms.deadlines import AT_ONCE, Deadline, after_days, days, months
from arrears.core.terms.instalments import amounts, equal, in_proportion, make_whole, paid_into
from arrears.core.terms.terms import Share


def shares(*parts: str) -> list[Share]:
    """Spell shares: ``30%``, ``25% of rest``, ``200`` (an amount), ``rest``."""
    found = []
    for part in parts:
        number = part.split("%")[0]
        if part == "rest":
            found.append(Share(AT_ONCE))
        elif "%" in part:
            found.append(Share(AT_ONCE, Fraction(Decimal(number)) / 100, of_rest=part.endswith("of rest")))
        else:
            found.append(Share(AT_ONCE, amount=Decimal(part)))
    return found


@pytest.mark.parametrize(
    ("total", "parts", "asked"),
    [
        (10001, ("50%", "50%"), [5001, 5000]),
        (-10001, ("50%", "50%"), [-5001, -5000]),
        (10000, ("33.33%", "33.33%", "33.34%"), [3333, 3333, 3334]),
        (158735, ("25% of rest", "25%", "396.84", "rest"), [39684, 39684, 39684, 39683]),
        (10000, ("150", "rest"), [10000, 0]),
        (1, ("50%", "50%"), [1, 0]),
        (0, ("30%", "rest"), [0, 0]),
        (10000, ("30%", "50% of rest", "rest"), [3000, 3500, 3500]),
    ],
)
def test_the_last_instalment_takes_what_is_left(total: int, parts: tuple[str, ...], asked: list[int]) -> None:
    assert amounts(total, shares(*parts), "EUR") == asked


def test_a_fixed_amount_is_in_the_currencys_own_units() -> None:
    assert amounts(5000, shares("200", "rest"), "JPY") == [200, 4800]


@pytest.mark.parametrize(
    "parts",
    [
        (),
        ("50%",),
        ("50%", "40%"),
        ("60%", "60%"),
        ("200", "30%"),
        ("rest", "30%"),
        ("50%", "50% of rest"),
        ("110%", "rest"),
        ("200",),
    ],
)
def test_shares_that_do_not_make_the_whole_are_told(parts: tuple[str, ...]) -> None:
    assert not make_whole(shares(*parts))
    with pytest.raises(ValueError, match=r"^[0-9a-z.%; ]*$"):
        amounts(100, shares(*parts), "EUR")


def test_equal_instalments_step_from_the_first_day() -> None:
    terms = equal(3, Deadline(), months(1))
    found = [share.deadline.last_day(date(2026, 1, 31)) for share in terms.instalments]
    assert found == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    terms = equal(2, after_days(30), days(30))
    assert [str(share.deadline) for share in terms.instalments] == ["30 days", "60 days"]


@pytest.mark.parametrize(
    ("asked", "paid", "filled"),
    [
        ([3333, 3333, 3334], 5000, [3333, 1667, 0]),
        ([3333, 3333, 3334], 20000, [3333, 3333, 3334]),
        ([500, 500], 0, [0, 0]),
        ([-500, -500], -600, [-500, -100]),
    ],
)
def test_payments_fill_the_instalments_in_their_order(asked: list[int], paid: int, filled: list[int]) -> None:
    assert paid_into(asked, paid) == filled


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(any))
def test_a_split_in_proportion_adds_up(total: int, weights: list[int]) -> None:
    assert sum(in_proportion(total, weights)) == total


def test_nothing_is_no_proportion() -> None:
    with pytest.raises(ValueError, match="100"):
        in_proportion(100, [1, -1])
