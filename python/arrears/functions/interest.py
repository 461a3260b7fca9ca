"""Interest on late payment: the amount, its slices, the fixed sum that statutes grant, and reference rates."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from arrears.core.interest.interest import charge
from arrears.core.interest.interest_settings import DAY_COUNTS, READERS
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
from arrears.functions.figures import AMOUNT, CURRENCY, DAY
from arrears.functions.ranges import differing, key, not_one_item
from arrears.functions.readers import TEXT, Reader, one_of
from arrears.functions.receipts import AMOUNTS, DATES, ITEMS, Amounts, Days, Received
from arrears.functions.results import VALUE, Fault, Percent, Result
from arrears.functions.spreading import attempted
from arrears.functions.terms import minor
from arrears.texts import message

declared = Declarations()

DAY_COUNT: Final = one_of(DAY_COUNTS, READERS["day_count"])
COMPOUNDING: Final = one_of(COMPOUNDINGS, READERS["interest_compounding"])
_ASKED: Final[Mapping[str, Reader]] = {
    "amount": AMOUNT, "due_date": DAY, "as_of": DAY, "rate_or_regime": BASIS, "currency_code": CURRENCY,
    "day_count": DAY_COUNT, "compounding": COMPOUNDING, "receipt_dates": DATES, "receipt_amounts": AMOUNTS,
    "own_rates": OWN_RATES, "item": TEXT, "receipt_items": ITEMS,
}  # fmt: skip
"""The parameters of interest; the same for its amount and its slices, so that one formula turns into the other."""
_LEFT_OUT: Final[Mapping[str, object]] = {
    "currency_code": "", "day_count": "", "compounding": "", "receipt_dates": (), "receipt_amounts": (),
    "own_rates": (), "item": "", "receipt_items": (),
}  # fmt: skip
_AT: Final = {name: number for number, name in enumerate(_ASKED)}
Basis = Regime | InterestTerms


def _whose_receipts(values: Sequence[Any], rows: int) -> None:
    """Refuse receipts that do not tell which of several invoices they pay."""
    received = [day for day in values[_AT["receipt_dates"]] if day is not None]
    if rows > 1 and received and not values[_AT["receipt_items"]]:
        raise InputRefused("argument-receipts-of-whom", found=str(rows), argument="receipt_items")


@declared.columns("AR_INTEREST", _LEFT_OUT, _whose_receipts, **_ASKED)
def interest_amounts(
    amount: Sequence[Decimal],
    due_date: Sequence[date],
    as_of: Sequence[date],
    rate_or_regime: Sequence[Basis],
    currency_code: Sequence[str],
    day_count: Sequence[str],
    compounding: Sequence[str],
    receipt_dates: Days,
    receipt_amounts: Amounts,
    own_rates: OwnRates,
    item: Sequence[str],
    receipt_items: Sequence[str | None],
) -> list[Result]:
    """Compute the interest on debts from the day after they fell due through a day, that day counted.

    What was received reduces a debt from the day after. Receipts name the invoice they pay, by the key that stands in
    ``item``; those of a single invoice need not.
    """
    rates, received = known_rates(own_rates), Received.of(receipt_dates, receipt_amounts, receipt_items)
    twice = differing(list(map(key, item)), list(zip(amount, due_date, strict=True))) & received.rows.keys()
    columns = (amount, due_date, as_of, rate_or_regime, currency_code, day_count, compounding)
    found: list[Result] = [None] * len(amount)
    by_day: dict[date, list[_Row]] = defaultdict(list)
    for row, (invoice, *values) in enumerate(zip(item, *columns, strict=True)):
        asked = attempted(_owed, received, twice, invoice, *values)
        if isinstance(asked, Fault):
            found[row] = asked
        else:
            by_day[asked[0].as_of].append((row, *asked))
    for day, rows in by_day.items():
        charged = _charged(day, [debt for _, debt, _ in rows], [paid for _, _, paid in rows], rates)
        for (row, _, _), result in zip(rows, charged, strict=True):
            found[row] = result
    return found


@declared.table("AR_INTEREST_SLICES", **_ASKED)
def interest_slices(
    amount: Decimal,
    due_date: date,
    as_of: date,
    rate_or_regime: Basis,
    currency_code: str = "",
    day_count: str = "",
    compounding: str = "",
    receipt_dates: Days = (),
    receipt_amounts: Amounts = (),
    own_rates: OwnRates = (),
    item: str = "",
    receipt_items: Sequence[str | None] = (),
) -> list[list[Result]]:
    """Compute the interest on one debt slice by slice; what was received reduces it from the day after."""
    debt = _debt(amount, due_date, as_of, rate_or_regime, currency_code, day_count, compounding)
    paid = Received.of(receipt_dates, receipt_amounts, receipt_items).on(item, debt)
    if isinstance(paid, Fault):
        return [[paid]]
    done = charge(ledger_of([debt], [paid]), as_of, [debt.terms], known_rates(own_rates))
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


_Row = tuple[int, Debt, list[Payment]]


def _owed(received: Received, twice: Collection[str], item: str, *terms: Any) -> "tuple[Debt, list[Payment]] | Fault":
    """Give a debt and what was received on it."""
    if key(item) in twice:
        raise not_one_item(item)
    debt = _debt(*terms)
    paid = received.on(item, debt)
    return paid if isinstance(paid, Fault) else (debt, paid)


def _charged(
    day: date, debts: Sequence[Debt], payments: Sequence[Sequence[Payment]], rates: Mapping[str, RateSeries]
) -> list[Result]:
    """Charge debts on one day; a debt whose rate is not known is the only one left out."""
    done, missing = charge_known(ledger_of(debts, payments), day, [debt.terms for debt in debts], rates)
    amounts = zip(done.amount.tolist(), debts, strict=True)
    found: list[Result] = [to_major(amount, debt.currency) for amount, debt in amounts]
    for case in missing:
        day_missing = case.day.isoformat()
        refusal = InputRefused("rate-missing", found=case.series, series=case.series, day=day_missing)
        for row in case.items:
            found[row] = Fault(VALUE, refusal)
    return found
