"""Promises and instalments: kept by what comes in, broken by themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.dunning.arrangements import Undertaking, instalment_states, received

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("after", "came", "grace", "state"),
    [(0, 0, 0, "open"), (1, 0, 0, "broken"), (1, 0, 1, "open"), (2, 0, 1, "broken"), (-5, 500, 0, "kept"),
     (9, 500, 0, "kept"), (9, 499, 0, "broken")],
)  # fmt: skip
def test_a_promise_is_open_until_its_day_and_then_kept_or_broken(after: int, came: int, grace: int, state: str) -> None:
    assert Undertaking(500, DAY).state(DAY + timedelta(days=after), came, grace) == state


def test_a_promise_to_pay_everything_is_kept_when_nothing_is_owed() -> None:
    everything = Undertaking(None, DAY)
    assert everything.state(DAY, 10**9, 0) == "open"
    assert everything.state(DAY, 0, 0, settled=True) == "kept"


def test_receipts_count_from_the_day_of_the_promise_to_its_last_day() -> None:
    payments = [(DAY - timedelta(days=1), 1), (DAY, 10), (DAY + timedelta(days=3), 100)]
    assert received(payments, DAY, DAY + timedelta(days=3)) == 110


def test_what_comes_in_pays_the_earliest_instalment_first() -> None:
    plan = [Undertaking(100, DAY + timedelta(days=30 * n)) for n in range(3)]
    paid = [(DAY, 130)]
    on = DAY + timedelta(days=40)
    assert instalment_states(plan, DAY, paid, on, 0, settled=False) == [("kept", 100), ("broken", 30), ("open", 0)]


def test_an_instalment_paid_late_stays_broken() -> None:
    plan = [Undertaking(100, DAY)]
    late = [(DAY + timedelta(days=2), 100)]
    assert instalment_states(plan, DAY, late, DAY + timedelta(days=9), 1, settled=False) == [("broken", 100)]
    assert instalment_states(plan, DAY, late, DAY + timedelta(days=9), 2, settled=False) == [("kept", 100)]


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=5), st.lists(st.tuples(st.integers(0, 90), st.integers(1, 60)))
)
def test_what_is_towards_instalments_is_never_more_than_came_in(owed: list[int], paid: list[tuple[int, int]]) -> None:
    plan = [Undertaking(amount, DAY + timedelta(days=20 * n)) for n, amount in enumerate(owed)]
    payments = [(DAY + timedelta(days=day), amount) for day, amount in paid]
    told = instalment_states(plan, DAY, payments, DAY + timedelta(days=60), 0, settled=False)
    assert sum(came for _, came in told) == min(sum(owed), received(payments, DAY, DAY + timedelta(days=60)))
    for (state, came), amount in zip(told, owed, strict=True):
        assert state != "kept" or came == amount
