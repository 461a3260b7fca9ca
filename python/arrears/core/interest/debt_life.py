"""One debt followed day by day in exact fractions: interest on interest, rates of each rest, interest paid first."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from arrears.core.dates import add_months
from arrears.core.interest import daycount
from arrears.core.interest.interest_terms import InterestTerms
from arrears.core.interest.rates import RateSeries, Segment
from arrears.core.money import divide_half_away, whole_number

_DAY = timedelta(days=1)
_MONTHS = {"monthly": 1, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Change:
    """What reduces the debt, in minor units (negative: a payment that came back), from the day it counts."""

    day: date
    amount: int
    is_payment: bool


@dataclass(frozen=True, slots=True)
class Debt:
    """A late debt in minor units; the changes in the order of their days. Both days inclusive."""

    first_day: date
    last_day: date
    gross: int
    net: int
    disputed: int
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both inclusive, with one balance and rate; ``exact``: their interest before any maximum, minor units."""

    from_day: date
    to_day: date
    days: int
    year_days: int
    principal: int
    capitalised: Fraction
    rate: Decimal
    source: str
    own: bool
    exact: Fraction
    group: int


@dataclass(slots=True)
class Life:
    """What a debt has come to: its stretches, and what is left. Amounts in minor units."""

    debt: Debt
    terms: InterestTerms
    series: RateSeries | None
    most: int | None
    """The most interest that is charged."""
    principal: int
    stretches: list[Stretch] = field(default_factory=list)
    capitalised: Fraction = Fraction(0)
    """Unpaid interest that bears interest."""
    accrued: Fraction = Fraction(0)
    """Unpaid interest that bears none (yet)."""
    paid: int = 0
    """Interest paid by receipts."""
    unrounded: Fraction = Fraction(0)
    """All interest, neither slices rounded nor cut at the most."""
    _group: int = 0
    _in_group: Fraction = Fraction(0)
    _paid_in_group: int = 0
    _closed: int = 0
    _repaid: int = 0

    @property
    def bearing(self) -> int:
        """The part of the principal that bears interest: undisputed, at the share that the net amount has in gross."""
        owed = max(self.principal - self.debt.disputed, 0)
        return owed if self.debt.net == self.debt.gross else divide_half_away(owed * self.debt.net, self.debt.gross)

    def of_one_more_day(self, series: RateSeries | None) -> Fraction:
        """Give the unrounded interest that one day after the last adds, with a series that has its rate."""
        if self.bearing <= 0:
            return Fraction(0)
        following = self.debt.last_day + _DAY
        debt = replace(self.debt, last_day=following)
        if self.terms.compounding == "none":
            longer = replace(self, debt=debt, series=series, stretches=[])
            longer._bear(following, following, debt.first_day, date.max)
        else:
            # A day may complete a rest that counts as a whole month or year, so all is followed anew.
            longer = Life(debt, self.terms, series, self.most, debt.gross)
            longer.run()
        return longer.unrounded - self.unrounded

    def run(self) -> None:
        """Follow the debt from its first day of interest through its last, and to the last change."""
        changes, day, nth = list(self.debt.changes), self.debt.first_day, 0
        while day <= self.debt.last_day:
            while changes and changes[0].day <= day:
                self._reduce(changes.pop(0))
            start, following = self._rest(nth)
            if day == following:
                self.capitalised, self.accrued, nth = self.capitalised + self.accrued, Fraction(0), nth + 1
                continue
            end = min(self.debt.last_day, following - _DAY, *(change.day - _DAY for change in changes[:1]))
            if self.bearing > 0:
                end = self._bear(day, end, start, following)
            elif not changes:
                break
            day = end + _DAY
        for change in changes:
            self._reduce(change)

    def _rest(self, nth: int) -> tuple[date, date]:
        """Give the first day of a period between rests, and that of the next."""
        first = self.debt.first_day
        if self.terms.compounding == "30 days":
            return first + timedelta(days=30 * nth), first + timedelta(days=30 * (nth + 1))
        months = _MONTHS.get(self.terms.compounding)
        if months is None:
            return first, date.max
        return add_months(first, months * nth), add_months(first, months * (nth + 1))

    def _bear(self, day: date, end: date, start: date, following: date) -> date:
        """Add the interest of one stretch; give its last day, which a change of rate may bring forward."""
        rate = self._rate(day, end, start)
        end, days, year = self._counted(day, rate.to_day, start, following)
        bearing, capitalised = self.bearing, self.capitalised
        percent, places = whole_number(rate.rate)
        hundred = 100 * 10**places * year
        balance = bearing + capitalised if capitalised else bearing
        if self.terms.rounding == "daily amount":
            exact = Fraction(rounded(Fraction(balance * percent, hundred)) * days)
        else:
            exact = Fraction(balance * percent * days, hundred)
        self.unrounded += exact
        if self.terms.rounding == "slice":
            exact = Fraction(rounded(exact))
        group = self._group if self.terms.rounding == "total" else len(self.stretches)
        self.stretches.append(
            Stretch(day, end, days, year, bearing, capitalised, rate.rate, rate.source, rate.own, exact, group)
        )
        if self.most is not None:
            exact = min(exact, self.most - self._closed - self._in_group)
        self.accrued, self._in_group = self.accrued + exact, self._in_group + exact
        return end

    def _rate(self, day: date, end: date, rest: date) -> Segment:
        """Give the rate from a day on, and the last day it holds."""
        if self.series is None:
            return Segment(day, end, self.terms.rate or Decimal(0), "", own=False)
        fixed = {"first day": self.debt.first_day, "each rest": rest}.get(self.terms.fixing)
        found = self.series.segment(day, end) if fixed is None else self.series.segment(fixed, fixed)
        return Segment(
            day, found.to_day if fixed is None else end, self.terms.rate_from(found.rate), found.source, found.own
        )

    def _counted(self, day: date, end: date, start: date, following: date) -> tuple[date, int, int]:
        """Count the days of a stretch and of its year; a turn of the year's length may end it sooner."""
        months = _MONTHS.get(self.terms.compounding)
        whole = day == start and end == following - _DAY
        if self.terms.per == "year" and self.terms.even_rests and months is not None and whole:
            days = (end - day).days + 1
            return end, days, days * 12 // months
        turns = daycount.turns(day, end, self.terms.counting)
        end = turns[0] - _DAY if turns else end
        _, _, days, year = daycount.parts(day, end, self.terms.counting)[0]
        return end, days, 1 if self.terms.per == "day" else year

    def _reduce(self, change: Change) -> None:
        """Let a change reduce the debt; a payment pays the interest accrued so far first, where the terms say so."""
        amount = change.amount
        if change.is_payment and self.terms.pays_interest_first:
            amount = self._give_back(-amount) if amount < 0 else amount - self._pay(amount)
            self._repaid += amount
        self.principal -= amount

    def _pay(self, amount: int) -> int:
        """Pay interest, rounded now; give how much was paid. What is paid wholly starts anew at nothing."""
        owed = max(rounded(self._in_group) - self._paid_in_group, 0)
        paid = min(amount, owed)
        self.paid += paid
        self._paid_in_group += paid
        self.accrued -= paid
        if paid == owed:
            self._group += bool(self.stretches) and self.stretches[-1].group == self._group
            self._closed += rounded(self._in_group)
            self._in_group, self._paid_in_group = Fraction(0), 0
            self.accrued = self.capitalised = Fraction(0)
        elif self.accrued < 0:
            self.capitalised, self.accrued = self.capitalised + self.accrued, Fraction(0)
        return paid

    def _give_back(self, amount: int) -> int:
        """Undo a payment: what it paid of the principal is owed again, then interest; give the change of principal."""
        principal = min(amount, max(self._repaid, 0))
        interest = min(amount - principal, self.paid)
        self.paid -= interest
        self._paid_in_group -= interest
        self.accrued += interest
        return -(amount - interest)


def follow(debt: Debt, terms: InterestTerms, series: RateSeries | None, most: int | None = None) -> Life:
    """Follow a debt; ``series`` is the reference rate where the terms have no rate of their own.

    ``most``: the maximum in minor units. Interest stops when the principal is paid: interest on interest runs only as
    long as there is a debt. Interest added to the principal is added exact, never rounded; what a receipt pays is
    rounded at that receipt. Refuses a day without a rate.
    """
    life = Life(debt, terms, series, most, debt.gross)
    life.run()
    return life


def rounded(exact: Fraction) -> int:
    """Round half away from zero."""
    return divide_half_away(exact.numerator, exact.denominator)
