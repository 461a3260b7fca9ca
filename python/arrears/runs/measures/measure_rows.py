"""The Measures sheet: each measure of each month with what it was worked out from; carried months stay as they are."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property

from arrears.core.discounts.deductions import Deduction
from arrears.core.measures.credit_sales import CreditSales, window_start
from arrears.core.measures.measure import Figure, NotComputable
from arrears.core.measures.month_measures import (
    AGE,
    MEASURES,
    PERCENT,
    ROLL,
    Measured,
    Month,
    held_without_base,
)
from arrears.core.measures.payments import Payments
from arrears.core.measures.scope import Scope, scopes
from arrears.core.money import exponent
from arrears.core.problems import Problem
from arrears.labels import bucket_labels
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.measures.month_ends import MonthEnds, month_of
from arrears.runs.measures.sales import credit_sales
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row

CARRIED, REBUILT = "carried", "rebuilt"
IN_BASE, IN_CURRENCY = "base", "currency"
COLUMNS = (
    "month", "measure", "bucket", "currency", "view", "figure", "figure_check", "unit", "reason", "numerator",
    "denominator", "factor", "plus", "as_of", "state", "figure_key",
)  # fmt: skip
_DIGITS, _PLACES = 60, 2

Line = dict[str, Value]


def measure_lines(
    figures: Figures, ends: MonthEnds, tables: Mapping[str, Table], deducted: Sequence[Deduction], language: str
) -> list[Line]:
    """Give the rows of every month, the newest first: those carried from earlier books, the others worked out anew."""
    carried = _carried(tables["Measures"])
    kept = {(line["month"], line["currency"], line["view"]) for line in carried}
    lines = list(carried)
    payments = Payments(figures.sub_ledger.ledger)
    for scope in scopes(figures.sub_ledger.ledger):
        sold = {month.replace(day=1): amount for month, amount in _known(carried, "credit_sales", scope).items()}
        sales = credit_sales(figures, tables.get("Sales"), scope, sold)
        work = _Work(figures, ends, scope, sales, payments, deducted)
        work.carried = _known(carried, "receivables", scope)
        for first, last in ends.months():
            if (month_of(last), scope.currency, _view(scope)) not in kept:
                lines += work.lines(first, last, language)
    return sorted(lines, key=_order)


def measure_rows(table: Table, lines: Sequence[Line]) -> tuple[Rows, list[Problem]]:
    """Give the table with these rows; what people noted stays with its row."""
    return rows_by_key(table, ("figure_key",), {key: [line.get(key) for line in lines] for key in COLUMNS})


class _Work:
    """One view of the ledger while its months are measured."""

    def __init__(
        self, figures: Figures, ends: MonthEnds, scope: Scope, sales: CreditSales, payments: Payments,
        deducted: Sequence[Deduction],
    ) -> None:  # fmt: skip
        self.figures, self.ends, self.scope, self.sales = figures, ends, scope, sales
        self.payments, self.deducted = payments, deducted
        self.carried: Mapping[date, Decimal] = {}
        """Receivables at the ends of months that an earlier book closed."""

    def lines(self, first: date, last: date, language: str) -> Iterator[Line]:
        """Give the rows of a month."""
        found = self._measured(first, last).figures()
        labels = bucket_labels(self.figures.policy.buckets, language)
        for name, figure in found.items():
            prefix, _, bucket = name.rpartition("_")
            of_bucket = f"{prefix}_" in (AGE, ROLL)
            unit = PERCENT if of_bucket else MEASURES[name]
            yield {
                "month": month_of(last),
                "measure": name,
                "bucket": labels[int(bucket)] if of_bucket else None,
                "currency": self.scope.currency,
                "view": _view(self.scope),
                "unit": unit,
                "as_of": last,
                "state": REBUILT,
                "figure_key": figure_key(last, name, self.scope.currency, _view(self.scope)),
                **_parts(figure, self.scope.currency),
            }

    def _measured(self, first: date, last: date) -> Measured:
        closing = self.ends.aged(last)
        opening_day = first - timedelta(days=1)
        window_day = window_start(last, self.sales.window) - timedelta(days=1)
        known = not self.scope.in_base or self._base_known
        return Measured(
            self.scope, Month(first, last, self.ends.aged(opening_day), closing or self.figures.viewed), self.sales,
            self.payments, self._total(opening_day), self._total(window_day), self.deducted,
            self.figures.policy.financing_rate, known,
        )  # fmt: skip

    @cached_property
    def _base_known(self) -> bool:
        """Tell whether everything booked has its amount in base currency; what is to post needs none."""
        states = self.figures.tables["Invoices"].column("state")
        rows = zip(self.figures.sub_ledger.base_known, self.figures.sub_ledger.item_rows, strict=True)
        return all(known or states[row] == "to post" for known, row in rows)

    def _total(self, day: date) -> Fraction | None:
        """Give the receivables at the end of a day: rebuilt, else as an earlier book carried them."""
        aged = self.ends.aged(day)
        if aged is not None and held_without_base(self.scope, aged):
            return None
        if aged is not None:
            return self.scope.total(self.scope.balance(aged)) - self.scope.total(self.scope.held(aged))
        known = self.carried.get(month_of(day))
        return None if known is None else Fraction(known)


def figure_key(day: date, measure: str, currency: str, view: str = IN_BASE) -> str:
    """Name a figure: its month, measure, currency and view.

    >>> figure_key(date(2026, 10, 31), "dso", "EUR")
    '2026-10 dso EUR base'
    """
    return f"{day:%Y-%m} {measure} {currency} {view}"


def _view(scope: Scope) -> str:
    return IN_BASE if scope.in_base else IN_CURRENCY


def _parts(figure: Figure, currency: str) -> Line:
    """Show a figure by its parts, to two decimals or as many more as its currency has."""
    if isinstance(figure, NotComputable):
        return {"reason": figure.reason}
    value = figure.rounded(_places(currency))
    parts = (figure.numerator, figure.denominator, figure.factor, figure.plus)
    shown = dict(zip(("numerator", "denominator", "factor", "plus"), map(exact_decimal, parts), strict=True))
    return {"figure": value, "figure_check": value, **shown}


def _places(currency: str) -> int:
    return max(_PLACES, exponent(currency))


def exact_decimal(number: Fraction) -> Decimal:
    """Write a fraction as a decimal, to 60 digits where it never ends."""
    with localcontext(prec=_DIGITS):
        return Decimal(number.numerator) / Decimal(number.denominator)


def lines_as_written(table: Table) -> list[Line]:
    """Give the rows as the sheet has them; a workbook drops the last noughts of a figure."""
    rows = (Row(table, number) for number in range(len(table)))
    return [{key: _as_shown(row, key) for key in COLUMNS} for row in rows]


def _as_shown(row: Row, key: str) -> Value:
    value = row.cell(key)
    if key not in ("figure", "figure_check") or not isinstance(value, Decimal):
        return value
    return round(value, _places(row.text("currency")))


def _carried(table: Table) -> list[Line]:
    """Give the rows that an earlier book left: they are frozen."""
    return [line for line in lines_as_written(table) if line["state"] == CARRIED]


def _known(lines: Sequence[Line], measure: str, scope: Scope) -> dict[date, Decimal]:
    """Give what carried rows say of an amount of a view, by month."""
    found: dict[date, Decimal] = {}
    for line in lines:
        month, amount = line["month"], line["numerator"]
        same = (line["measure"], line["currency"], line["view"]) == (measure, scope.currency, _view(scope))
        if same and isinstance(month, date) and isinstance(amount, Decimal):
            found[month] = amount
    return found


_PLACE = {name: number for number, name in enumerate(MEASURES)}


def _order(line: Line) -> tuple[object, ...]:
    month, name = line["month"], str(line["measure"])
    days = -month.toordinal() if isinstance(month, date) else 0
    return (days, line["view"] != IN_BASE, str(line["currency"]), _PLACE.get(name, len(_PLACE)), name)
