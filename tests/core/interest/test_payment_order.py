"""How a payment is split over costs, interest and principal."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.interest.payment_order import INTEREST_FIRST, PARTS, PRINCIPAL_FIRST, split
from arrears.errors import InputRefused

OWED = st.fixed_dictionaries({part: st.integers(0, 10**9) for part in PARTS})


def test_costs_then_interest_then_principal_unless_told_otherwise() -> None:
    owed = {"costs": 5000, "interest": 6986, "principal": 100_000}
    assert split(20_000, owed) == ({"costs": 5000, "interest": 6986, "principal": 8014}, 0)
    assert split(20_000, owed, PRINCIPAL_FIRST) == ({"costs": 5000, "principal": 15_000, "interest": 0}, 0)


def test_what_is_paid_beyond_everything_is_given_back() -> None:
    assert split(100, {"costs": 10, "interest": 20, "principal": 30}) == (
        {"costs": 10, "interest": 20, "principal": 30},
        40,
    )


def test_as_instructed_parts_that_are_not_named_get_nothing() -> None:
    assert split(50, {"costs": 10, "interest": 20, "principal": 30}, ("principal",)) == ({"principal": 30}, 20)


@pytest.mark.parametrize("order", [("costs", "costs"), ("costs", "tax")])
def test_an_order_that_names_a_part_twice_or_an_unknown_one_is_refused(order: tuple[str, ...]) -> None:
    with pytest.raises(InputRefused, match="payment-order-unknown"):
        split(50, {"costs": 10, "interest": 20, "principal": 30}, order)


@given(st.integers(0, 4 * 10**9), OWED)
def test_the_order_never_changes_the_total_paid(payment: int, owed: dict[str, int]) -> None:
    totals = set()
    for order in permutations(INTEREST_FIRST):
        paid, left = split(payment, owed, order)
        assert sum(paid.values()) + left == payment
        assert all(0 <= paid[part] <= owed[part] for part in PARTS)
        totals.add((sum(paid.values()), left))
    assert len(totals) == 1
