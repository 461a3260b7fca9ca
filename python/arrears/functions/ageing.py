"""How late an item is, what was open on a day, and the ageing table of a whole range."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np

from arrears.core import ageing as core
from arrears.core.buckets import Bands, Buckets
from arrears.core.dates import as_days
from arrears.core.ledger import ITEM_KINDS, Allocations, Items, Ledger, Receipts
from arrears.core.money import LARGEST, to_major, to_minor
from arrears.core.policy import Policy
from arrears.errors import InputRefused
from arrears.functions.calling import caller
from arrears.functions.declaration import Declarations
from arrears.functions.figures import AMOUNT, CURRENCY, DAY, MONEY
from arrears.functions.ranges import Row, differing, equal_lengths, filled_rows, key, not_one_item, rows_by_key
from arrears.functions.readers import TEXT, rising
from arrears.functions.results import VALUE, Fault, Result
from arrears.labels import bucket_labels, unapplied_label
from arrears.texts import message

declared = Declarations()
Limits = tuple[int, ...]
STANDARD: Final[Limits] = Policy().buckets


LIMITS: Final = rising(most=7)


@declared.each("AR_DAYS_PAST_DUE", due_date=DAY, as_of=DAY)
def days_past_due(due_date: date, as_of: date) -> int:
    """Count the days from the due date to a day; 0 while it is not late."""
    return max((as_of - due_date).days, 0)


@declared.each("AR_BUCKET", due_date=DAY, as_of=DAY, limits=LIMITS)
def bucket(due_date: date, as_of: date, limits: Limits = STANDARD) -> str:
    """Name the ageing bucket an item stands in on a day."""
    nth = int(Buckets(limits).index(np.array([(as_of - due_date).days]))[0])
    return bucket_labels(limits, caller().speaks)[nth]


@declared.columns(
    "AR_OPEN_BALANCE",
    {"posting_date": None},
    item=TEXT, amount=MONEY, as_of=DAY,
    allocated_items=TEXT.of_range(), allocated_amounts=MONEY.of_rows(), allocated_dates=DAY.of_rows(),
    posting_date=DAY,
)  # fmt: skip
def open_balance(
    item: Sequence[str],
    amount: Sequence[Decimal],
    as_of: Sequence[date],
    allocated_items: Sequence[str | None],
    allocated_amounts: Sequence[Decimal | Fault | None],
    allocated_dates: Sequence[date | Fault | None],
    posting_date: Sequence[date | None],
) -> list[Result]:
    """Give what was open of each item at the end of a day: its amount less what was allocated by then.

    Allocations count from their date on, on the item that they name. Before its posting date an item is not open.
    """
    reducing, faults = rows_by_key({
        "allocated_items": allocated_items, "allocated_dates": allocated_dates, "allocated_amounts": allocated_amounts
    })  # fmt: skip
    keys = list(map(key, item))
    for named in differing(keys, amount) & reducing.keys():
        faults.setdefault(named, Fault(VALUE, not_one_item(named)))
    days, sums = _running(reducing)
    found: list[Result] = []
    for named, gross, on, posted in zip(keys, amount, as_of, posting_date, strict=True):
        by_then = bisect_right(days.get(named, ()), on)
        booked = gross if posted is None or posted <= on else Decimal(0)
        open_then = booked - (sums[named][by_then - 1] if by_then else 0)
        found.append(faults.get("") or faults.get(named) or open_then)
    return found


def _running(by_item: Mapping[str, list[Row]]) -> tuple[dict[str, list[date]], dict[str, list[Decimal]]]:
    """Give the days of each item's allocations, in order, and the total allocated by each of them."""
    days, sums = {}, {}
    for item, rows in by_item.items():
        rows.sort(key=lambda row: row[0])
        total = Decimal(0)
        days[item] = [day for day, _ in rows]
        sums[item] = [total := total + reduced for _, reduced in rows]
    return days, sums


@declared.table(
    "AR_AGEING",
    customers=TEXT.of_range(), amounts=AMOUNT.of_range(), due_dates=DAY.of_range(), as_of=DAY, limits=LIMITS,
    currencies=CURRENCY.of_range(),
)  # fmt: skip
def ageing_table(
    customers: Sequence[str | None],
    amounts: Sequence[Decimal | None],
    due_dates: Sequence[date | None],
    as_of: date,
    limits: Limits = STANDARD,
    currencies: Sequence[str | None] = (),
) -> list[list[Result]]:
    """Age open amounts per customer and currency: total, not due, buckets, unapplied credits, days of the oldest.

    Credits (negative amounts) stand in a column of their own. Total = not due + buckets + unapplied, and the last row
    adds up each currency.
    """
    columns: dict[str, Sequence[Any]] = {"customers": customers, "amounts": amounts, "due_dates": due_dates}
    columns |= {"currencies": currencies} if currencies else {}
    equal_lengths(columns)
    ledger = _ledger(list(filled_rows(columns)), with_currency=bool(currencies))
    aged = core.age(ledger, as_of, Buckets(limits), Bands(((1, "y"),)))
    language = caller().speaks
    headings = [
        message("function-customer", language), *([message("function-currency", language)] if currencies else []),
        message("function-total", language), *bucket_labels(limits, language), unapplied_label(language),
        message("function-oldest", language),
    ]  # fmt: skip
    total = message("function-total", language)
    return [
        list(headings),
        *_rows(ledger, core.by_customer(ledger, aged), ledger.customers, with_currency=bool(currencies)),
        *_rows(ledger, core.by_currency(ledger, aged), (total,), with_currency=bool(currencies)),
    ]


def _rows(ledger: Ledger, totals: core.AgeTotals, names: Sequence[str], *, with_currency: bool) -> list[list[Result]]:
    rows: list[list[Result]] = []
    for n in range(len(totals)):
        code = ledger.currencies[totals.currency[n]]
        sums = (totals.total[n], totals.not_due[n], *totals.buckets[n], totals.unapplied[n])
        rows.append([
            names[max(int(totals.customer[n]), 0)],
            *([code] if with_currency else []),
            *(to_major(int(minor), code) for minor in sums),
            int(totals.oldest_days[n]),
        ])  # fmt: skip
    return rows


def _ledger(rows: Sequence[Sequence[Any]], *, with_currency: bool) -> Ledger:
    """Make a ledger whose items are the rows, each open with its whole amount."""
    codes_of = [row[3] if with_currency else "" for row in rows]
    spelled: dict[str, str] = {}
    for row in rows:
        spelled.setdefault(key(row[0]), row[0])  # as it is spelled first
    customers, currencies = tuple(sorted(spelled.values())), tuple(sorted(set(codes_of)))
    minor = [to_minor(row[1], code) for row, code in zip(rows, codes_of, strict=True)]
    if sum(map(abs, minor)) >= LARGEST:  # so that no sum of them passes it either
        raise InputRefused("sum-too-large", found=str(max(minor, key=abs)))
    at = {key(name): n for n, name in enumerate(customers)}
    code_at = {code: n for n, code in enumerate(currencies)}
    due, amount = as_days([row[2] for row in rows]), np.array(minor, dtype=np.int64)
    code = np.array([code_at[each] for each in codes_of], dtype=np.int32)
    customer = np.array([at[key(row[0])] for row in rows], dtype=np.int32)
    kind = np.full(len(rows), ITEM_KINDS.index("invoice"), dtype=np.int32)
    ever, zero = np.full(len(rows), np.datetime64("1900-01-01"), dtype="datetime64[D]"), np.zeros_like(amount)
    items = Items(tuple(map(str, range(len(rows)))), customer, code, kind, due, ever, due, amount, zero, zero)
    none, no_day = np.zeros(0, dtype=np.int32), as_days([])
    no_amount = np.zeros(0, dtype=np.int64)
    return Ledger(
        customers, currencies, "", items, Receipts((), none, none, no_day, no_day, no_amount, no_amount),
        Allocations(none, none, none, none, no_amount, no_amount, no_day, no_day),
    )  # fmt: skip
