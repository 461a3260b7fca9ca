"""One bad row of a column: an error there, with its reason, and everywhere else what a single call gives."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.functions.examples_held import BY_NAME, call

from arrears.core.dunning import escalation
from arrears.functions import DECLARED, letters
from arrears.functions.calling import Caller
from arrears.functions.examples import examples
from arrears.functions.explain import REASONS, said_of
from arrears.functions.formula_text import parse
from arrears.functions.results import Fault, Outcome

BAD: tuple[Any, ...] = (
    "x", "#N/A", True, -1.0, 0.0, 0.5, 60.0, 1e9, 1e17, 1e18, 1e308, -1e18, 2_958_465.0, float("nan"), "31.1.26",
    "1,234",
)  # fmt: skip
WHOLE = {
    "limits", "levels", "own_rates", "allocated_items", "allocated_amounts", "allocated_dates", "letters_customers",
    "letters_dates", "letters_files", "letters_voided", "receipt_dates", "receipt_amounts", "receipt_items",
}  # fmt: skip
"""Parameters that are one list for all rows."""
OF_ONE_FIGURE = {"AR_COUNT_BACK_DSO", "AR_AVERAGE_DAYS_LATE", "AR_EXPLAIN", "AR_VERSION"}
SPREAD = [one.name for one in DECLARED if not one.array and one.name not in OF_ONE_FIGURE]


def with_one_bad_row(name: str) -> Iterator[tuple[str, list[Any], list[list[Any]], Any]]:
    """Give for each parameter that takes a column: arguments, the column with a bad row in it, and a way to call."""
    given = list(parse(examples()[name].formula).arguments)
    given += [None] * (len(BY_NAME[name].parameters) - len(given))
    if name == "AR_OPEN_BALANCE":
        given[0] = "RE-9"  # without allocations: they cannot be on one key with several amounts
    for at, parameter in enumerate(BY_NAME[name].parameters):
        if parameter.name not in WHOLE:
            for bad in BAD:
                yield parameter.name, given, [[given[at]], [bad], [given[at]]], at


@pytest.mark.parametrize("name", SPREAD)
def test_only_the_bad_row_is_an_error(name: str) -> None:
    seen = 0
    for parameter, given, column, at in with_one_bad_row(name):
        alone = [[call(name, *given[:at], cell[0], *given[at + 1 :])] for cell in column]
        found = call(name, *given[:at], column, *given[at + 1 :])
        assert repr(found) == repr(alone), (parameter, column[1][0])
        assert not isinstance(alone[0][0], Fault)
        seen += isinstance(alone[1][0], Fault)
    assert seen


@pytest.mark.parametrize("name", SPREAD)
def test_the_bad_row_is_explained(name: str) -> None:
    _, given, column, at = next(one for one in with_one_bad_row(name) if one[2][1][0] == "#N/A")
    column[1][0] = "\ue000much"
    found = call(name, *given[:at], column, *given[at + 1 :])
    REASONS.keep(Caller("Book.xlsx", "Home", "B2"), found)
    told = said_of(REASONS.of(Caller("Book.xlsx", "Home", "B3")))
    bad = found[1][0] if isinstance(found, list) else found
    assert told.startswith("Nothing is known") != isinstance(bad, Fault)
    assert said_of(REASONS.of(Caller("Book.xlsx", "Home", "B2"))).startswith("Nothing is known")


def test_a_row_that_fails_as_nobody_thought_it_could_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    healthy = escalation.propose

    def broken(items: Any, *others: Any, **more: Any) -> Any:
        if 66_600 in items.balance.tolist():
            raise RuntimeError
        return healthy(items, *others, **more)

    monkeypatch.setattr(letters, "propose", broken)
    found: Outcome = call("AR_NEXT_LEVEL", [[500.0], [400.0], [666.0], [300.0]], 46053.0, 46082.0)
    assert isinstance(found, list)
    assert [row[0] for row in found if not isinstance(row[0], Fault)] == [1.0, 1.0, 1.0]
    assert found[2][0].reason.name == "function-failed"  # type: ignore[union-attr]
