"""The formulas beside measures: any quotient from its inputs, shares, interest lost, and differences."""

from collections.abc import Callable, Mapping

from arrears.office.formula_parts import NOISE, Cell, decimals

_PLACES = 2
"""Decimals that measures are printed with, more where their currency has more."""


def _quotient(cell: Cell) -> str:
    """Recompute a measure: what is added + numerator / denominator x factor."""
    value = f"{cell('plus')}+{cell('numerator')}/{cell('denominator')}*{cell('factor')}"
    places = f"MAX({_PLACES},{decimals(cell('currency'))})"
    return f'IF(N({cell("denominator")})=0,"",ROUND({value},{places}))'


def _achieved(cell: Cell) -> str:
    known = f'OR({cell("month")}="",{cell("collected")}="",N({cell("planned")})=0)'
    return f'IF({known},"",ROUND({cell("collected")}/{cell("planned")}*100,{_PLACES}))'


def _beyond_plan(cell: Cell) -> str:
    known = f'OR({cell("month")}="",{cell("collected")}="")'
    return f'IF({known},"",ROUND({cell("collected")}-{cell("planned")},{NOISE}))'


def _overdue_percent(cell: Cell) -> str:
    owed = cell("owed")
    return f'IF(OR({cell("customer")}="",N({owed})=0),"",ROUND({cell("overdue")}/{owed}*100,{_PLACES}))'


def _interest_lost(cell: Cell) -> str:
    cost = f"ROUND({cell('overdue_days')}*{cell('financing_rate')}/36500,{decimals(cell('currency'))})"
    return f'IF(OR({cell("customer")}="",{cell("financing_rate")}="",{cell("overdue_days")}=""),"",{cost})'


def _confirmed(cell: Cell) -> str:
    theirs = cell("their_balance")
    return f'IF(OR({cell("number")}="",{theirs}=""),"",ROUND({cell("balance")}-{theirs},{NOISE}))'


FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("Measures", "figure_check"): _quotient,
    ("Budget", "difference_check"): _beyond_plan,
    ("Budget", "achieved_check"): _achieved,
    ("CustomerMeasures", "overdue_percent_check"): _overdue_percent,
    ("CustomerMeasures", "interest_lost_check"): _interest_lost,
    ("Confirmations", "difference_check"): _confirmed,
}
"""Every formula by table and column."""
OF_ANY_CURRENCY = ("Measures", "CustomerMeasures")
"""Tables whose formulas round to the decimals of the row's currency."""
