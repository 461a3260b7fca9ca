"""Interest debt by debt in exact fractions, for terms that columns cannot hold; slices as every other interest has."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

import numpy as np

from arrears.core.interest.debt_life import Change, Debt, Life, Stretch, follow, rounded
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.one_more_day import carried, run_on, within
from arrears.core.interest.pricing import Outcome, limited
from arrears.core.interest.principal import Debts
from arrears.core.interest.rates import RateSeries, named
from arrears.core.interest.slices import Slices, no_slices
from arrears.core.ledger import Ledger
from arrears.core.money import to_minor


def exact_interest(
    ledger: Ledger, as_of: date, terms: InterestTerms, late: Debts, rates: Mapping[str, RateSeries]
) -> Outcome:
    """Follow each debt through a day; refuses a day without a rate."""
    series = None if terms.rate is not None else named(terms.series, rates)
    lives = [
        follow(debt, terms, series, _most(terms, ledger, item))
        for debt, item in zip(_debts(late), late.item.tolist(), strict=True)
    ]
    unlimited = _slices(late, lives, terms)
    slices = limited(unlimited, terms, ledger)
    amount = np.zeros(ledger.items.gross.size, dtype=np.int64)
    np.add.at(amount, slices.item, slices.amount)
    principal = np.array([life.principal for life in lives], dtype=np.int64)
    beyond = np.minimum(np.maximum(-principal, 0), np.maximum(amount[late.item], 0))
    paid = np.array([life.paid for life in lives], dtype=np.int64)
    before = np.zeros_like(amount)
    np.add.at(before, unlimited.item, unlimited.amount)
    more = np.zeros(len(lives), dtype=np.int64)
    running = np.flatnonzero(run_on(late, as_of, terms)).tolist()
    longer = carried(series, as_of + timedelta(days=1)) if running and series else series
    for debt in running:
        more[debt] = rounded(lives[debt].of_one_more_day(longer))
    per_day = within(terms, ledger, late.item, before[late.item], more)
    if terms.pays_interest_first:
        # Interest that is not charged was not paid either: the receipts paid the debt.
        uncharged = ~np.isin(late.item, slices.item)
        paid[uncharged], principal[uncharged] = 0, late.left()[uncharged]
        return Outcome(slices, paid, principal, per_day)
    return Outcome(slices, beyond, principal + beyond, per_day)


def _most(terms: InterestTerms, ledger: Ledger, item: int) -> int | None:
    currency = ledger.currencies[ledger.items.currency[item]]
    return None if terms.maximum is None else to_minor(terms.maximum, currency)


def _debts(late: Debts) -> list[Debt]:
    """Take columns apart into debts, each with its changes."""
    changes: list[list[Change]] = [[] for _ in range(late.item.size)]
    columns = (late.change_debt, late.change_day, late.change, late.is_payment)
    for debt, day, amount, is_payment in zip(*(column.tolist() for column in columns), strict=True):
        changes[debt].append(Change(day, amount, is_payment))
    days = zip(late.first_day.tolist(), late.last_day.tolist(), strict=True)
    amounts = zip(late.gross.tolist(), late.net.tolist(), late.disputed.tolist(), strict=True)
    return [Debt(*ends, *sums, its) for ends, sums, its in zip(days, amounts, changes, strict=True)]


def _slices(late: Debts, lives: Sequence[Life], terms: InterestTerms) -> Slices:
    """Put the stretches of all debts into columns; the last of those rounded together takes the residual."""
    rows: list[Stretch] = []
    item: list[int] = []
    amount: list[int] = []
    group: list[int] = []
    for code, life in zip(late.item.tolist(), lives, strict=True):
        rows += life.stretches
        item += [code] * len(life.stretches)
        amount += _amounts(life.stretches)
        base = group[-1] + 1 if group else 0
        group += [base + stretch.group for stretch in life.stretches]
    if not rows:
        return no_slices()
    rates = {rate: nth for nth, rate in enumerate(dict.fromkeys(row.rate for row in rows))}
    sources = {pair: nth for nth, pair in enumerate(dict.fromkeys((row.source, row.own) for row in rows))}
    return Slices(
        item=np.array(item, dtype=np.int64),
        from_day=np.array([row.from_day for row in rows], dtype="datetime64[D]"),
        to_day=np.array([row.to_day for row in rows], dtype="datetime64[D]"),
        days=np.array([row.days for row in rows], dtype=np.int64),
        balance=np.array([row.principal + rounded(row.capitalised) for row in rows], dtype=np.int64),
        rate=np.array([rates[row.rate] for row in rows], dtype=np.int64),
        year_days=np.array([row.year_days for row in rows], dtype=np.int64),
        amount=np.array(amount, dtype=np.int64),
        source=np.array([sources[row.source, row.own] for row in rows], dtype=np.int64),
        rates=tuple(rates),
        sources=tuple(sources),
        capitalised=np.array([row.capitalised for row in rows], dtype=object),
        group=np.array(group, dtype=np.int64),
        daily=np.full(len(rows), terms.rounding == "daily amount"),
    )


def _amounts(stretches: Sequence[Stretch]) -> list[int]:
    """Round each stretch; the last of a group takes what the group's rounded sum leaves."""
    amounts: list[int] = []
    for _, rounded_together in groupby(stretches, key=lambda stretch: stretch.group):
        exact = [stretch.exact for stretch in rounded_together]
        each = [rounded(part) for part in exact[:-1]]
        amounts += [*each, rounded(sum(exact, Fraction(0))) - sum(each)]
    return amounts
