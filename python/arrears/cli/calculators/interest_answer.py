"""What ``arrears interest`` answers: the slices of one debt, what receipts paid, what is left, and by which rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from arrears.cli.calculators.interest_period import Period
from arrears.cli.calculators.interest_rules import Rules, parameters
from arrears.cli.calculators.no_interest import why_none
from arrears.cli.calculators.one_debt import OneDebt, Split, Standing, splits, standing
from arrears.core.interest.rates import RateSeries
from arrears.core.interest.slices import Slice
from arrears.core.money import divide_half_away, to_major
from arrears.errors import InputRefused

Answer = dict[str, Any]
CUTS: Final = ("nearest", "down", "up")


@dataclass(frozen=True, slots=True)
class Cut:
    """How the interest as a whole is rounded: towards which side, to which unit (minor units; None: the smallest)."""

    towards: str
    unit: int | None

    def rounded(self, exact: Fraction) -> int:
        """Round an exact amount in minor units, half away from zero unless a side is named."""
        unit = self.unit or 1
        share = exact / unit
        if self.towards == "nearest":
            return divide_half_away(share.numerator, share.denominator) * unit
        whole = share.numerator // share.denominator
        return (whole if self.towards == "down" or share.denominator == 1 else whole + 1) * unit


def claimed(
    debt: OneDebt,
    period: Period,
    rules: Rules,
    known: Mapping[str, RateSeries],
    cut: Cut,
    *,
    fixed_sum: bool,
) -> Answer:
    """Answer with the interest of a debt, slice by slice, and with all that is claimed."""
    rates = {**known, **({rules.own.name: rules.own} if rules.own else {})}
    try:
        paid = splits(debt, period.as_of, rules.terms, rates)
        done = _cut(standing(debt, period.as_of, rules.terms, rates), paid, rules, cut)
    except OverflowError:
        raise InputRefused("sum-too-large", found=str(debt.gross)) from None
    regime = rules.regime
    granted = regime.fixed_sum if regime and fixed_sum else None
    compensation = granted.of(done.began, debt.currency) if granted else 0
    beside = granted.beside(compensation, debt.costs) if granted else 0
    total = done.principal_left + done.interest_left + done.earlier_left + done.costs_left + beside

    def major(minor: int) -> str:
        return str(to_major(minor, debt.currency))

    return {
        "currency": debt.currency or None,
        "amount": major(debt.gross),
        "due": None if period.counted else period.due.isoformat(),
        "as_of": None if period.counted else period.as_of.isoformat(),
        "no_interest": None if done.slices else why_none(debt, period.as_of, rules.terms, rates),
        "slices": [_slice(one, period, debt.currency) for one in done.slices],
        "interest": major(done.interest),
        "interest_paid": major(done.interest - done.interest_left),
        "receipts": [_receipt(one, period, debt.currency) for one in paid],
        "principal": major(done.principal_left),
        "earlier_interest": major(done.earlier_left),
        "costs": major(done.costs_left),
        "fixed_sum": major(beside),
        "fixed_sum_credited": major(compensation - beside),
        "fixed_sum_currency": granted.currency if granted else None,
        "total": major(total),
        "per_diem": major(done.per_diem),
        "regime": regime.name if regime else None,
        "parameters": {**parameters(rules.terms), "round": cut.towards},
        "disputed": list(regime.disputed) if regime else [],
        "sources": _sources(rules, done.slices),
    }


def _cut(done: Standing, paid: Sequence[Split], rules: Rules, cut: Cut) -> Standing:
    """Round the interest to another side or unit; its last slice takes the difference, as it takes every residual."""
    if (cut.towards == "nearest" and not cut.unit) or not done.slices:
        return done
    if any(one.to_interest for one in paid) or rules.terms.rounding != "total":
        raise InputRefused("rounding-unfit")
    whole = cut.rounded(sum((_exact(one) for one in done.slices), Fraction(0)))
    last = replace(done.slices[-1], amount=done.slices[-1].amount + whole - done.interest)
    return replace(
        done, slices=[*done.slices[:-1], last], interest=whole, interest_left=done.interest_left + whole - done.interest
    )


def _exact(one: Slice) -> Fraction:
    balance = one.principal + one.capitalised
    return balance * Fraction(one.rate) * one.days / (100 * one.year_days)


def _slice(one: Slice, period: Period, currency: str) -> Answer:
    return {
        "from": period.shown(one.from_day),
        "to": period.shown(one.to_day),
        "days": one.days,
        "balance": str(to_major(one.balance, currency)),
        "rate": _number(one.rate),
        "year_days": one.year_days,
        "amount": str(to_major(one.amount, currency)),
        "own_rate": one.own_rate,
        "source": one.source,
    }


def _receipt(one: Split, period: Period, currency: str) -> Answer:
    amounts = {
        "amount": one.amount, "to_costs": one.to_costs, "to_interest": one.to_interest,
        "to_principal": one.to_principal, "beyond": one.beyond,
    }  # fmt: skip
    return {"date": period.shown(one.day), **{name: str(to_major(minor, currency)) for name, minor in amounts.items()}}


def _sources(rules: Rules, slices: Sequence[Slice]) -> list[str]:
    """Name where the rule stands and where its reference rates were published."""
    published = (f"{rules.terms.series}: {one.source}" for one in slices if one.source)
    return list(dict.fromkeys([*([rules.regime.source] if rules.regime else []), *published]))


def _number(rate: Decimal) -> str:
    plain = rate.normalize()
    return f"{plain:f}"
