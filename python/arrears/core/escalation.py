"""Dunning proposals: which customer may get a letter of which level, in which currency, and why or why not."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears.core.dates import Days, as_dates, as_day
from arrears.core.dunning_case import DunningCase, OverdueItem, Procedure, Proposal
from arrears.core.ledger import ITEM_KINDS, Codes
from arrears.core.money import Minor

__all__ = ["DunningBlocks", "DunningItems", "Procedure", "Proposal", "UnappliedCredits", "propose"]

NEVER_CLAIMED = frozenset({"unbilled"})
"""Kinds that no letter claims: nothing was billed yet."""


@dataclass(frozen=True, slots=True)
class DunningItems:
    """Items of the ledger as dunning sees them, one row each; minor units, credits negative or 0.

    ``level`` is the level of the last letter issued for the item (0: none), ``last_letter`` its date. ``disputed`` is
    the disputed part of the balance. A hold counts up to and including ``hold_until``.
    """

    document: tuple[str, ...]
    customer: Codes
    currency: Codes
    kind: Codes
    balance: Minor
    disputed: Minor
    days_past_due: NDArray[np.int64]
    level: NDArray[np.int64]
    last_letter: Days
    hold_until: Days


@dataclass(frozen=True, slots=True)
class DunningBlocks:
    """Per customer code: why letters are stopped ("" if they are not), and until when they are held (inclusive)."""

    stop: tuple[str, ...]
    hold_until: Days


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
    procedure: Procedure,
    *,
    letter_date: date,
) -> list[Proposal]:
    """Propose letters, one per customer and currency with anything overdue, in the order of their codes.

    A level rises by one, only after a letter of the level before, when the item is late enough for it and the last
    letter to the customer in this currency is old enough. Disputed amounts, held items and credits raise nothing.
    Nothing goes out where credits may already cover the claim (net exposure), or to a customer stopped or held.
    """
    account = items.customer.astype(np.int64) * len(currencies) + items.currency
    late = np.flatnonzero((items.balance > 0) & (items.days_past_due > 0))
    order = late[np.argsort(account[late], kind="stable")]
    accounts, starts = np.unique(account[order], return_index=True)
    letters = _last_letters(account, items.last_letter, accounts)
    unapplied = _unapplied(credits_held, len(currencies))
    rows = _late_rows(items, order, procedure, letter_date)
    held_until = as_dates(blocks.hold_until)
    proposals = []
    ends = [*starts.tolist(), order.size][1:]
    for code, start, end, last in zip(accounts.tolist(), starts.tolist(), ends, letters, strict=True):
        customer, currency = divmod(code, len(currencies))
        case = DunningCase(
            currency=currencies[currency],
            rows=rows[start:end],
            unapplied=unapplied.get(code, 0),
            last_letter=last,
            stop=blocks.stop[customer],
            hold_until=held_until[customer],
        )
        proposals.append(case.proposal(customer, currency, procedure, letter_date))
    return proposals


def _last_letters(account: NDArray[np.int64], last_letter: Days, accounts: NDArray[np.int64]) -> list[date | None]:
    """Give the date of the last letter to each account, for whatever item, settled ones too."""
    latest = np.full(accounts.size, np.iinfo(np.int64).min)
    sent = ~np.isnat(last_letter) & np.isin(account, accounts)
    np.maximum.at(latest, np.searchsorted(accounts, account[sent]), last_letter[sent].astype(np.int64))
    return as_dates(latest.view("datetime64[D]"))


def _unapplied(credits_held: UnappliedCredits, currencies: int) -> dict[int, int]:
    sums: dict[int, int] = {}
    codes = credits_held.customer.astype(np.int64) * currencies + credits_held.currency
    for code, amount in zip(codes.tolist(), credits_held.amount.tolist(), strict=True):
        sums[code] = sums.get(code, 0) + amount
    return sums


def _late_rows(
    items: DunningItems, order: NDArray[np.intp], procedure: Procedure, letter_date: date
) -> list[OverdueItem]:
    balance, days, level = items.balance[order], items.days_past_due[order], np.maximum(items.level[order], 0)
    never = [code for code, kind in enumerate(ITEM_KINDS) if kind in NEVER_CLAIMED]
    final = level >= len(procedure.levels)
    needed = np.array([*procedure.levels, 0])[np.minimum(level, len(procedure.levels))]
    columns = (
        order,
        balance,
        np.clip(items.disputed[order], 0, balance),
        days,
        level,
        items.hold_until[order] >= as_day(letter_date),
        ~np.isin(items.kind[order], never),
        final,
        np.where(final, 0, np.maximum(needed - days, 0)),
        (level > 0) & np.isnat(items.last_letter[order]),
    )
    row, *rest = (column.tolist() for column in columns)
    documents = (items.document[r] for r in row)
    return [OverdueItem(*cells) for cells in zip(row, documents, *rest, strict=True)]
