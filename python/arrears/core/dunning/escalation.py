"""Dunning proposals: which customer may get a letter of which level, in which currency, and why or why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_dates, as_day
from arrears.core.dunning.due_reminder import DueItem, DueReminder
from arrears.core.dunning.dunning_case import DunningCase, OverdueItem, Proposal
from arrears.core.dunning.procedures import Procedure
from arrears.core.ledger import ITEM_KINDS, Codes
from arrears.core.money import Minor
from arrears.core.reasons import Reason

__all__ = ["DunningBlocks", "DunningItems", "Procedure", "Proposal", "UnappliedCredits", "propose"]

NEVER_CLAIMED = frozenset({"unbilled"})
"""Kinds that no letter claims: nothing was billed yet."""
AccountCode = tuple[int, int]
"""Customer code and currency code."""


@dataclass(frozen=True, slots=True)
class DunningItems:
    """Items of the ledger as dunning sees them, one row each; minor units, credits negative or 0.

    ``level`` is the level of the last letter issued for the item (0: none), ``last_letter`` its date; ``opening`` tells
    that somebody approved the level when the book went live, so no letter bears it, ``unapproved`` that nobody has yet.
    ``disputed`` is the disputed part of the balance. A hold counts up to and including ``hold_until``. ``due``: NaT
    where the item has no due date, which asks nobody to pay.
    """

    document: tuple[str, ...]
    customer: Codes
    currency: Codes
    kind: Codes
    balance: Minor
    disputed: Minor
    due: Days
    days_past_due: NDArray[np.int64]
    level: NDArray[np.int64]
    last_letter: Days
    hold_until: Days
    opening: NDArray[np.bool_]
    unapproved: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DunningBlocks:
    """Per customer code: why letters are stopped ("" if they are not), and until when they are held (inclusive).

    ``key_accounts``: customers whose letters wait until somebody releases them; ``released``: accounts where that was
    done. ``remarks``: what else is to be known about an account; one with remarks is proposed, overdue or not.
    """

    stop: tuple[str, ...]
    hold_until: Days
    key_accounts: frozenset[int] = frozenset()
    released: frozenset[AccountCode] = frozenset()
    remarks: Mapping[AccountCode, tuple[Reason, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnappliedCredits:
    """On-account receipts, open credit notes and pending collections by customer and currency code.

    Amounts are positive minor units; rows of one customer and currency add up.
    """

    customer: Codes
    currency: Codes
    amount: Minor


def propose(
    items: DunningItems,
    blocks: DunningBlocks,
    credits_held: UnappliedCredits,
    currencies: tuple[str, ...],
    procedures: Sequence[Procedure],
    *,
    letter_date: date,
) -> list[Proposal]:
    """Propose letters, one per customer and currency with anything overdue, in the order of their codes.

    ``procedures``: each customer's, by code. A level rises by one, only after a letter of the level before, when the
    item is late enough for it and the last letter to the customer in this currency is old enough. Disputed amounts,
    held items and credits raise nothing. Nothing goes out where credits may already cover the claim (net exposure), or
    to a customer stopped or held. A customer with nothing overdue may be reminded of what falls due soon.
    """
    account = items.customer.astype(np.int64) * len(currencies) + items.currency
    late = np.flatnonzero((items.balance > 0) & (items.days_past_due > 0))
    order = late[np.argsort(account[late], kind="stable")]
    accounts, starts = np.unique(account[order], return_index=True)
    unapplied = _unapplied(credits_held, len(currencies))
    rows = _late_rows(items, order, procedures, letter_date)
    spans = dict(
        zip(accounts.tolist(), zip(starts.tolist(), [*starts.tolist(), order.size][1:], strict=True), strict=True)
    )
    soon = _due_soon(items, account, procedures, set(items.customer[late].tolist()), letter_date)
    remarked = {customer * len(currencies) + currency for customer, currency in blocks.remarks}
    codes = sorted({*spans, *soon, *remarked})
    letters = _last_letters(account, items, np.array(codes, dtype=np.int64))
    held_until = as_dates(blocks.hold_until)
    proposals = []
    for code, last in zip(codes, letters, strict=True):
        customer, currency = divmod(code, len(currencies))
        start, end = spans.get(code, (0, 0))
        case = DunningCase(
            currency=currencies[currency],
            rows=rows[start:end],
            unapplied=unapplied.get(code, 0),
            last_letter=last,
            stop=blocks.stop[customer],
            hold_until=held_until[customer],
            remarks=blocks.remarks.get((customer, currency), ()),
            key_account=customer in blocks.key_accounts,
            released=(customer, currency) in blocks.released,
        )
        reminder = procedures[customer].reminder
        if code in soon and reminder is not None:
            proposals.append(DueReminder(case, reminder, soon[code]).proposal(customer, currency, letter_date))
        else:
            proposals.append(case.proposal(customer, currency, procedures[customer], letter_date))
    return proposals


def _last_letters(account: NDArray[np.int64], items: DunningItems, accounts: NDArray[np.int64]) -> list[date | None]:
    """Give the date of the last letter to each account, for whatever item, settled ones too.

    A reminder before the due date is none: it delays no letter.
    """
    latest = np.full(accounts.size, np.iinfo(np.int64).min)
    reminded = (items.level <= 0) & (items.last_letter <= items.due)
    sent = ~np.isnat(items.last_letter) & ~reminded & np.isin(account, accounts)
    np.maximum.at(latest, np.searchsorted(accounts, account[sent]), items.last_letter[sent].astype(np.int64))
    return as_dates(latest.view("datetime64[D]"))


def _unapplied(credits_held: UnappliedCredits, currencies: int) -> dict[int, int]:
    sums: dict[int, int] = {}
    codes = credits_held.customer.astype(np.int64) * currencies + credits_held.currency
    for code, amount in zip(codes.tolist(), credits_held.amount.tolist(), strict=True):
        sums[code] = sums.get(code, 0) + amount
    return sums


def _late_rows(
    items: DunningItems, order: NDArray[np.intp], procedures: Sequence[Procedure], letter_date: date
) -> list[OverdueItem]:
    balance, days, level = items.balance[order], items.days_past_due[order], np.maximum(items.level[order], 0)
    final, needed = _next_levels(level, items.customer[order], procedures)
    columns = (
        order,
        balance,
        np.clip(items.disputed[order], 0, balance),
        days,
        level,
        items.hold_until[order] >= as_day(letter_date),
        _billed(items, order),
        final,
        np.where(final, 0, np.maximum(needed - days, 0)),
        (level > 0) & np.isnat(items.last_letter[order]) & ~items.opening[order],
        items.unapproved[order],
    )
    row, *rest = (column.tolist() for column in columns)
    documents = (items.document[r] for r in row)
    return [OverdueItem(*cells) for cells in zip(row, documents, *rest, strict=True)]


def _next_levels(
    level: NDArray[np.int64], customer: Codes, procedures: Sequence[Procedure]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Tell which rows are past the last level of their procedure, and from how many days the next level starts."""
    kinds = {one: number for number, one in enumerate(dict.fromkeys(procedures))}
    kind = np.array([kinds[one] for one in procedures], dtype=np.int64)[customer]
    most = max((len(one.stages) for one in kinds), default=0)
    starts = np.array([[*one.levels, *[0] * (most - len(one.stages) + 1)] for one in kinds] or [[0]])
    final = level >= np.array([len(one.stages) for one in kinds], dtype=np.int64)[kind]
    return final, starts[kind, np.minimum(level, most)]


def _billed(items: DunningItems, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    never = [code for code, kind in enumerate(ITEM_KINDS) if kind in NEVER_CLAIMED]
    return ~np.isin(items.kind[rows], never)


def _due_soon(
    items: DunningItems,
    account: NDArray[np.int64],
    procedures: Sequence[Procedure],
    late: set[int],
    letter_date: date,
) -> dict[int, list[DueItem]]:
    """Give, by account, the items to remind customers of before they fall due: those with nothing overdue at all."""
    before = np.array([-1 if p.reminder is None else p.reminder.days for p in procedures], dtype=np.int64)
    before[list(late)] = -1
    if not (before >= 0).any():
        return {}
    left = (items.due - as_day(letter_date)).astype(np.int64)
    left[np.isnat(items.due)] = -1
    open_rows = np.flatnonzero((items.balance > 0) & (left >= 0) & (left <= before[items.customer]))
    fresh = open_rows[(items.level[open_rows] <= 0) & np.isnat(items.last_letter[open_rows])]
    found: dict[int, list[DueItem]] = {}
    free = _billed(items, fresh) & ~(items.hold_until[fresh] >= as_day(letter_date))
    for row, is_free in zip(fresh.tolist(), free.tolist(), strict=True):
        balance = int(items.balance[row])
        disputed = min(max(int(items.disputed[row]), 0), balance)
        item = DueItem(row, items.document[row], balance, disputed, int(left[row]), is_free)
        found.setdefault(int(account[row]), []).append(item)
    return found
