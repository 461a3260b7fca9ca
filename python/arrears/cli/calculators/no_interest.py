"""Why a debt bears no interest: which one choice of its rule, were it otherwise, would let it bear some."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from arrears.cli.calculators.one_debt import OneDebt, standing
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.rates import RateSeries
from arrears.errors import InputRefused

_TIMES: Final = 10**6
"""A debt so many times as large bears interest that is no longer rounded to nothing."""


def why_none(debt: OneDebt, as_of: date, terms: InterestTerms, rates: Mapping[str, RateSeries]) -> str:
    """Name why there is no interest, where there is none: the first of the reasons that alone explains it."""
    if not debt.gross:
        return "amount"
    last = debt.due + timedelta(days=terms.grace - terms.due_day_counted)
    in_time = sum(amount for day, amount in debt.receipts if day <= last)
    if as_of <= last or in_time >= debt.gross:
        return "in-time"
    for name, other, otherwise in _others(debt, terms):
        try:
            if standing(other, as_of, otherwise, rates).slices:
                return name
        except InputRefused:  # other days bear interest now, of which a rate is not known
            return name
    return "rate"


def _others(debt: OneDebt, terms: InterestTerms) -> Iterator[tuple[str, OneDebt, InterestTerms]]:
    """Give reasons, each with the debt and the terms that it would not hold for."""
    yield "not-in-force", debt, replace(terms, not_before=None)
    yield "minimum", debt, replace(terms, minimum=Decimal(0))
    yield "disputed", debt, replace(terms, disputed_bears=True)
    yield "longest-days", debt, replace(terms, longest_days=None)
    yield "maximum", debt, replace(terms, maximum=None)
    if debt.gross < _TIMES**2:
        receipts = [(day, amount * _TIMES) for day, amount in debt.receipts]
        sums = {name: getattr(debt, name) * _TIMES for name in ("gross", "net", "disputed", "costs", "earlier")}
        yield "rounded", replace(debt, receipts=receipts, **sums), terms
