"""The checklist of a month: what is looked at before it is signed off, with what was found on the day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears import texts
from arrears.core.money import exact_sum, to_major
from arrears.core.reconciliation.open_points import OpenPoint
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.interest.interest_due import due_by_currency
from arrears.runs.lists.list_dates import list_dates
from arrears.runs.month.month_log import opening_day
from arrears.runs.month.opening_balances import opening_problems
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reconciliation.placing import NO_ACCOUNT
from arrears.runs.reconciliation.tied import TiedOut

PREPARED_BY, REVIEWED_BY = "prepared", "reviewed"
"""The checks that are the signatures themselves."""


@dataclass(frozen=True, slots=True)
class Point:
    """One row of the checklist: what is checked, in which currency, what was found.

    ``check`` names its words in the texts, section ``checklist``. ``amount`` in major units. ``open``: it prevents
    the sign-off.
    """

    check: str
    currency: str = ""
    found: str = ""
    amount: Decimal | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed which check, when, and with what comment."""

    check: str
    by: str
    on: date
    comment: str = ""


def points_of(figures: Figures, tied: TiedOut, language: str) -> list[Point]:
    """Give the checklist of the figures' day, what prevents the sign-off first."""
    return [
        *(_open(one, language) for one in tied.open_points),
        *(Point("control-agrees", one.currency, one.account, one.control) for one in tied.ties if one.unknown == 0),
        *_opening(figures),
        *_lists(figures),
        *_received(figures),
        *_interest(figures),
        *_to_post(figures, language),
        *_proposals(figures, language),
        *(Point(name) for name in ("ageing", "cut-off", "credits", PREPARED_BY, REVIEWED_BY)),
    ]


def open_amounts(points: Sequence[Point]) -> dict[str, Decimal]:
    """Add up what prevents the sign-off, by currency: the amounts that a reviewer has to name to sign all the same.

    Signs are left out, so that what is too much on one account never makes up for what is missing on another.
    """
    sums: dict[str, Decimal] = {}
    for one in points:
        if one.open:
            sums[one.currency] = sums.get(one.currency, Decimal(0)) + abs(one.amount or Decimal(0))
    return sums


def checklist_rows(table: Table, points: Sequence[Point], signed: Sequence[Signature], language: str) -> Rows:
    """Give the checklist as rows; what people wrote beside a point stays with it."""
    words = texts.texts(language)["checklist"]
    columns: dict[str, Sequence[Value]] = {
        "point": [words[one.check] for one in points],
        "found": [one.found or None for one in points],
        "currency": [one.currency or None for one in points],
        "amount": [one.amount for one in points],
        "open": [True if one.open else None for one in points],
        "check": [one.check for one in points],
    }
    rows, _ = rows_by_key(table, ("check", "currency"), columns)
    return Rows(rows.table, {**columns, **_signed(table, rows.kept, points, signed)}, rows.kept)


def _signed(
    table: Table, kept: Sequence[int | None], points: Sequence[Point], signed: Sequence[Signature]
) -> dict[str, list[Value]]:
    """Give the columns that people fill as they stand, with the signatures in theirs."""
    by_check: Mapping[str, Signature] = {one.check: one for one in signed}
    names = ("checked", "checked_by", "checked_on", "comment")
    columns: dict[str, list[Value]] = {name: [] for name in names}
    for one, row in zip(points, kept, strict=True):
        own: list[Value] = [None if row is None else table.column(name)[row] for name in names]
        signature = by_check.get(one.check)
        if signature is not None:
            own = [True, signature.by, signature.on, signature.comment or None]
        elif one.check in (PREPARED_BY, REVIEWED_BY):
            own = [None, None, None, None]
        for name, value in zip(names, own, strict=True):
            columns[name].append(value)
    return columns


def _open(one: OpenPoint, language: str) -> Point:
    rows = texts.message("checklist-rows", language, count=one.rows) if one.rows else ""
    account = "" if one.account == NO_ACCOUNT else one.account
    return Point(one.name, one.currency, " ".join(part for part in (account, rows) if part), one.amount, open=True)


def _opening(figures: Figures) -> Iterator[Point]:
    """Say, once a currency, by how much the open items differ from the balances the month was opened with."""
    sums: dict[str, list[Decimal]] = {}
    customers: dict[str, list[str]] = {}
    for one in opening_problems(figures.sub_ledger.ledger, figures.tables):
        sums.setdefault(one.values["currency"], []).append(Decimal(one.values["difference"]))
        customers.setdefault(one.values["currency"], []).append(one.values["customer"])
    for code, amounts in sums.items():
        yield Point("opening-differs", code, ", ".join(customers[code][:5]), sum(amounts, Decimal(0)), open=True)
    if not sums and opening_day(figures.tables.get("Months")) is not None:
        yield Point("opening-agrees")


def _lists(figures: Figures) -> Iterator[Point]:
    days = list_dates(figures.tables.get("Imports"))
    if days:
        yield Point("lists", found=days[-1].isoformat())


def _received(figures: Figures) -> Iterator[Point]:
    ledger = figures.sub_ledger.ledger
    for code, currency in enumerate(ledger.currencies):
        held = exact_sum(figures.ageing.unapplied[ledger.receipts.currency == code])
        if held:
            yield Point("unapplied", currency, amount=to_major(held, currency))


def _interest(figures: Figures) -> Iterator[Point]:
    for currency, sums in due_by_currency(figures).items():
        if sums["to_charge"]:
            yield Point("interest", currency, amount=to_major(sums["to_charge"], currency))


def _to_post(figures: Figures, language: str) -> Iterator[Point]:
    """Count the journal lines that no file for the ledger holds yet."""
    table = figures.tables.get("Postings")
    if table is not None:
        pairs = zip(table.column("state"), table.column("exported"), strict=True)
        waiting = sum(state == "to post" and not exported for state, exported in pairs)
        if waiting:
            yield Point("to-post", found=texts.message("checklist-rows", language, count=waiting))


def _proposals(figures: Figures, language: str) -> Iterator[Point]:
    sent = sum(one is True for one in figures.tables["Escalation"].column("send"))
    if sent:
        yield Point("letters", found=texts.message("checklist-rows", language, count=sent))
