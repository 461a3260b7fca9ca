"""Interest on late payment: the amount, its slices, the fixed sum that statutes grant, and reference rates."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from arrears.core.interest.interest import charge
from arrears.core.interest.interest_settings import DAY_COUNTS
from arrears.core.interest.interest_terms import COMPOUNDINGS, InterestTerms
from arrears.core.interest.missing_rates import charge_known
from arrears.core.interest.rates import RateSeries, named
from arrears.core.interest.regimes import Regime
from arrears.core.money import to_major
from arrears.errors import InputRefused
from arrears.functions.agreed_rates import BASIS, OWN_RATES, REGIME, OwnRates, agreed, known_rates, series_named
from arrears.functions.calling import caller
from arrears.functions.debts import Debt, Payment, ledger_of
from arrears.functions.declaration import Declarations
from arrears.functions.ranges import equal_lengths, filled_rows
from arrears.functions.readers import AMOUNT, CURRENCY, DAY, TEXT, one_of
from arrears.functions.results import VALUE, Fault, Percent, Result
from arrears.functions.spreading import attempted
from arrears.functions.terms import minor
from arrears.texts import message

declared = Declarations()

DAY_COUNT: Final = one_of(DAY_COUNTS)
COMPOUNDING: Final = one_of(COMPOUNDINGS)
_LEFT_OUT: Final = {"currency_code": "", "day_count": "", "compounding": "", "own_rates": ()}
Basis = Regime | InterestTerms


@declared.columns(
    "AR_INTEREST",
    _LEFT_OUT,
    amount=AMOUNT, due_date=DAY, as_of=DAY, rate_or_regime=BASIS, currency_code=CURRENCY, day_count=DAY_COUNT,
    compounding=COMPOUNDING, own_rates=OWN_RATES,
)  # fmt: skip
def interest_amounts(
    amount: Sequence[Decimal],
    due_date: Sequence[date],
    as_of: Sequence[date],
    rate_or_regime: Sequence[Basis],
    currency_code: Sequence[str],
    day_count: Sequence[str],
    compounding: Sequence[str],
    own_rates: OwnRates,
) -> list[Result]:
    """Compute the interest on unpaid debts from the day after they fell due through a day, that day counted."""
    rates = known_rates(own_rates)
    columns = (amount, due_date, as_of, rate_or_regime, currency_code, day_count, compounding)
    found: list[Result] = [None] * len(amount)
    by_day: dict[date, list[tuple[int, Debt]]] = defaultdict(list)
    for row, values in enumerate(zip(*columns, strict=True)):
        debt = attempted(_debt, *values)
        if isinstance(debt, Fault):
            found[row] = debt
        else:
            by_day[debt.as_of].append((row, debt))
    for day, rows in by_day.items():
        for (row, _), result in zip(rows, _charged(day, [debt for _, debt in rows], rates), strict=True):
            found[row] = result
    return found


@declared.table(
    "AR_INTEREST_SLICES",
    amount=AMOUNT, due_date=DAY, as_of=DAY, rate_or_regime=BASIS, currency_code=CURRENCY, day_count=DAY_COUNT,
    compounding=COMPOUNDING, receipt_dates=DAY.of_range(), receipt_amounts=AMOUNT.of_range(),
    own_rates=OWN_RATES,
)  # fmt: skip
def interest_slices(
    amount: Decimal,
    due_date: date,
    as_of: date,
    rate_or_regime: Basis,
    currency_code: str = "",
    day_count: str = "",
    compounding: str = "",
    receipt_dates: Sequence[date | None] = (),
    receipt_amounts: Sequence[Decimal | None] = (),
    own_rates: OwnRates = (),
) -> list[list[Result]]:
    """Compute the interest on one debt slice by slice; what was received reduces it from the day after."""
    debt = _debt(amount, due_date, as_of, rate_or_regime, currency_code, day_count, compounding)
    received = _payments(debt, receipt_dates, receipt_amounts)
    done = charge(ledger_of([debt], received), as_of, [debt.terms], known_rates(own_rates))
    names = ("from", "to", "days", "balance", "rate", "year-days", "interest")
    headings: list[Result] = [message(f"function-{name}", caller().speaks) for name in names]
    return [headings] + [
        [
            one.from_day, one.to_day, one.days, to_major(one.balance, currency_code), Percent(one.rate), one.year_days,
            to_major(one.amount, currency_code),
        ]
        for one in done.slices.of(0)
    ]  # fmt: skip


@declared.each("AR_FIXED_SUM", amount=AMOUNT, due_date=DAY, as_of=DAY, regime=REGIME, currency_code=CURRENCY)
def fixed_sum(amount: Decimal, due_date: date, as_of: date, regime: Regime, currency_code: str = "") -> Decimal:
    """Give the compensation that a statute grants once for a debt that is late; 0 where it grants none."""
    granted = regime.fixed_sum
    if granted is None:
        return Decimal(0)
    currency = currency_code or granted.currency
    late = as_of > due_date
    if late:
        regime.refuse_earlier(due_date, regime.terms)
    return to_major(granted.of(minor(amount, currency), currency) if late else 0, currency)


@declared.each("AR_REFERENCE_RATE", series=TEXT, on_date=DAY, own_rates=OWN_RATES)
def reference_rate(series: str, on_date: date, own_rates: OwnRates = ()) -> Percent:
    """Give the reference rate in force on a day."""
    name = series_named(series)
    if name is None:
        raise InputRefused("argument-unknown", found=series, argument="series", choices=", ".join(known_rates()))
    return Percent(named(name, known_rates(own_rates)).on(on_date))


def _debt(
    amount: Decimal, due: date, as_of: date, basis: Basis, currency: str, day_count: str, compounding: str
) -> Debt:
    terms = agreed(basis, day_count, compounding)
    if isinstance(basis, Regime) and as_of > due:
        basis.refuse_earlier(due, terms)
    return Debt(minor(amount, currency), currency, due, as_of, terms)


def _charged(day: date, debts: Sequence[Debt], rates: Mapping[str, RateSeries]) -> list[Result]:
    """Charge debts on one day; a debt whose rate is not known is the only one left out."""
    done, missing = charge_known(ledger_of(debts), day, [debt.terms for debt in debts], rates)
    amounts = zip(done.amount.tolist(), debts, strict=True)
    found: list[Result] = [to_major(amount, debt.currency) for amount, debt in amounts]
    for case in missing:
        day_missing = case.day.isoformat()
        refusal = InputRefused("rate-missing", found=case.series, series=case.series, day=day_missing)
        for row in case.items:
            found[row] = Fault(VALUE, refusal)
    return found


def _payments(debt: Debt, dates: Sequence[date | None], amounts: Sequence[Decimal | None]) -> list[Payment]:
    columns = {"receipt_dates": dates, "receipt_amounts": amounts}
    equal_lengths(columns)
    received = sorted((day, minor(paid, debt.currency)) for day, paid in filled_rows(columns))
    lowest = min((paid for _, paid in received), default=0)
    if lowest < 0:
        raise InputRefused("argument-negative", found=str(to_major(lowest, debt.currency)), argument="receipt_amounts")
    return [(day, paid) for day, paid in received if day <= debt.as_of]
