"""What a list of documents says was paid: on a day, a receipt and its allocation; without one, brought forward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from arrears.core.money import to_major
from arrears.core.problems import Place, Problem
from arrears.runs.lists.bare_remainders import Remainder
from arrears.runs.lists.import_allocations import Allocated
from arrears.runs.lists.import_context import Context
from arrears.runs.lists.import_receipts import ListedReceipt
from arrears.runs.lists.settlements import Brought, Settled, Settlements, receipt_key


class Paid(NamedTuple):
    """A document of the list: its key, its row, its amount in minor units and its day; ``credit``: it is one."""

    key: str
    row: int
    amount: int
    day: date
    credit: bool


@dataclass(slots=True)
class Payments:
    """What settles the documents of a list, and the settlements it takes back."""

    receipts: list[ListedReceipt] = field(default_factory=list)
    allocations: list[Allocated] = field(default_factory=list)
    brought: list[Brought] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    reopened: list[tuple[str, str, int]] = field(default_factory=list)
    """Key, currency and minor units of the settlements taken back."""


def paid_documents(
    context: Context, documents: Sequence[Paid], held: Settlements, bare: Mapping[str, Remainder]
) -> Payments:
    """Compare what each document says was paid with what the book holds of it.

    A settled credit is cleared on itself: the list does not say what it was used for. A document that the book has as
    settled by a list and that has no settled date in this one is open again.
    """
    payments = Payments()
    for document in documents:
        before = held.of.get(document.key, Settled())
        brought = before.brought + (bare[document.key].brought.amount if document.key in bare else 0)
        before = Settled(before.by_list, brought, before.otherwise)
        day, paid = context.day(document.row, "settled_date"), _paid(context, document)
        if day is not None:
            _on_a_day(context, payments, document, day, (document.amount if paid is None else paid), before)
            continue
        if "settled_date" in context.listing.mapping:
            _take_back(context, payments, document, before)
            before.by_list = 0
        if paid is not None:
            _without_day(context, payments, document, paid, before)
    if payments.brought:
        day_said = "" if context.list_date is None else context.list_date.isoformat()
        values = {"items": str(len(payments.brought)), "day": day_said}
        name = "paid-without-date" if day_said else "paid-without-any-date"
        place = Place(file=context.listing.file)
        context.problems.append(Problem(name, place, context.listing.mapping.get("paid", ""), values=values))
    return payments


def _paid(context: Context, document: Paid) -> int | None:
    """Give what a document says was paid, of its sign; it may be printed with another."""
    paid = context.amount(document.row, "paid")
    if paid is None:
        return None
    minor = abs(context.minor(paid, context.currency(document.row), document.row))
    return -minor if document.amount < 0 else minor


def _on_a_day(
    context: Context, payments: Payments, document: Paid, day: date, paid: int, before: Settled
) -> None:  # fmt: skip
    currency, row = context.currency(document.row), document.row
    left = paid - before.brought - (before.otherwise if document.credit else 0)
    if left * document.amount <= 0:
        _take_back(context, payments, document, before)
        return
    amount = to_major(left, currency)
    if document.credit:
        payments.allocations.append(Allocated(document.key, "credit", "", "", row, currency, amount, day, day))
        return
    key = receipt_key(document.key)
    payments.receipts.append(ListedReceipt(key, row, amount, day, settles=True))
    payments.allocations.append(Allocated(document.key, "cash", key, "", row, currency, amount, day, day))


def _take_back(context: Context, payments: Payments, document: Paid, before: Settled) -> None:
    if before.by_list:
        payments.taken_back.append(document.key)
        payments.reopened.append((document.key, context.currency(document.row), before.by_list))


def _without_day(context: Context, payments: Payments, document: Paid, paid: int, before: Settled) -> None:
    """Bring forward what the book does not hold yet; more than was brought forward is never taken back."""
    sign = -1 if document.amount < 0 else 1
    missing = sign * (paid - before.by_list - before.brought - before.otherwise)
    missing = sign * max(missing, -max(sign * before.brought, 0))
    if missing:
        posted = max(context.list_date or document.day, document.day)
        currency = context.currency(document.row)
        payments.brought.append(Brought(document.key, currency, missing, document.day, posted))
