"""How well receivables are collected: DSO, count-back DSO, collection effectiveness, average days late."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import numpy as np

from arrears.core.dates import as_days
from arrears.core.measures.average_days_late import average_days, days_between
from arrears.core.measures.collection_effectiveness import collection_effectiveness
from arrears.core.measures.count_back import count_back_dso
from arrears.core.measures.dso import days_sales_outstanding
from arrears.core.measures.measure import (
    NO_SALES,
    NOTHING_PAID,
    NOTHING_TO_COLLECT,
    SALES_MISSING,
    SALES_TOO_SHORT,
    Figure,
    NotComputable,
)
from arrears.errors import InputRefused
from arrears.functions.declaration import Declarations
from arrears.functions.figures import AMOUNT, COUNT, DAY
from arrears.functions.ranges import equal_lengths
from arrears.functions.results import Percent

declared = Declarations()
_WHY: Final = {
    NO_SALES: InputRefused("measure-no-sales"),
    SALES_MISSING: InputRefused("measure-sales-missing"),
    SALES_TOO_SHORT: InputRefused("measure-sales-too-short"),
    NOTHING_TO_COLLECT: InputRefused("measure-nothing-to-collect"),
    NOTHING_PAID: InputRefused("measure-nothing-paid"),
}
"""The refusal for each reason why a measure cannot be worked out."""


@declared.each("AR_DSO", receivables=AMOUNT, credit_sales=AMOUNT, days=COUNT)
def dso(receivables: Decimal, credit_sales: Decimal, days: int) -> Decimal:
    """Give days sales outstanding: receivables / credit sales x days of the same period, to 2 decimals."""
    if not days:
        raise InputRefused("argument-unknown", found="0", argument="days", choices="1, 2, 3, ...")
    return _rounded(days_sales_outstanding(receivables, credit_sales, days))


@declared.single("AR_COUNT_BACK_DSO", receivables=AMOUNT, monthly_sales=AMOUNT.of_range(), as_of=DAY)
def counted_back(receivables: Decimal, monthly_sales: Sequence[Decimal | None], as_of: date) -> Decimal:
    """Give DSO by counting back month by month; sales newest first, of calendar months."""
    days, month = [], as_of
    for _ in monthly_sales:
        days.append(monthrange(month.year, month.month)[1])
        month = month.replace(day=1) - timedelta(days=1)
    return _rounded(count_back_dso(receivables, monthly_sales, days))


@declared.each("AR_CEI", opening=AMOUNT, credit_sales=AMOUNT, closing=AMOUNT, closing_not_due=AMOUNT)
def effectiveness(opening: Decimal, credit_sales: Decimal, closing: Decimal, closing_not_due: Decimal) -> Percent:
    """Give the collection effectiveness index: the part of what could be collected that was."""
    return Percent(_rounded(collection_effectiveness(opening, credit_sales, closing, closing_not_due)))


@declared.single("AR_AVERAGE_DAYS_LATE", due_dates=DAY.of_range(), paid_dates=DAY.of_range())
def days_late(due_dates: Sequence[date | None], paid_dates: Sequence[date | None]) -> Decimal:
    """Average how late invoices were paid, in days to 2 decimals; rows without either date are left out."""
    equal_lengths({"due_dates": due_dates, "paid_dates": paid_dates})
    return _rounded(average_days(np.asarray(days_between(as_days(due_dates), as_days(paid_dates)))))


def _rounded(figure: Figure) -> Decimal:
    if isinstance(figure, NotComputable):
        raise _WHY[figure.reason]
    return figure.rounded()
