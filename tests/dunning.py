"""Overdue items written as rows, and what is proposed for them, for the tests of dunning."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arrears.core.dates import as_days
from arrears.core.dunning.escalation import DunningBlocks, DunningItems, Procedure, Proposal, UnappliedCredits, propose
from arrears.core.dunning.procedures import Stage
from arrears.core.ledger import ITEM_KINDS

TODAY = date(2026, 10, 31)


def procedure_of(*days: int, interval: int = 14, minimum: int = 25) -> Procedure:
    return Procedure(tuple(Stage(day, interval, Decimal(minimum)) for day in days), interest_from_level=3)


PLAIN = procedure_of(7, 21, 35, 49)
CURRENCIES = ("EUR", "JPY")


class Row(NamedTuple):
    days: int
    balance: int = 100_00
    level: int = 0
    sent: date | None = None
    disputed: int = 0
    hold: date | None = None
    customer: int = 0
    currency: int = 0
    kind: str = "invoice"
    document: str = "RE-17"
    opening: bool = False
    unapproved: bool = False


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def proposals(
    *rows: Row,
    credit: int = 0,
    stop: str = "",
    hold: date | None = None,
    procedure: Procedure = PLAIN,
    procedures: list[Procedure] | None = None,
    on: date = TODAY,
    **blocks: object,
) -> list[Proposal]:
    code = np.int32
    customers = 1 + max((r.customer for r in rows), default=0)
    return propose(
        DunningItems(
            document=tuple(r.document for r in rows),
            customer=np.array([r.customer for r in rows], dtype=code),
            currency=np.array([r.currency for r in rows], dtype=code),
            kind=np.array([ITEM_KINDS.index(r.kind) for r in rows], dtype=code),
            balance=np.array([r.balance for r in rows], dtype=np.int64),
            disputed=np.array([r.disputed for r in rows], dtype=np.int64),
            due=as_days([on - timedelta(days=r.days) for r in rows]),
            days_past_due=np.array([max(r.days, 0) for r in rows], dtype=np.int64),
            level=np.array([r.level for r in rows], dtype=np.int64),
            last_letter=as_days([r.sent for r in rows]),
            hold_until=as_days([r.hold for r in rows]),
            opening=np.array([r.opening for r in rows], dtype=np.bool_),
            unapproved=np.array([r.unapproved for r in rows], dtype=np.bool_),
        ),
        DunningBlocks((stop, *[""] * (customers - 1)), as_days([hold, *[None] * (customers - 1)]), **blocks),  # type: ignore[arg-type]
        UnappliedCredits(np.zeros(1, code), np.zeros(1, code), np.array([credit], dtype=np.int64)),
        CURRENCIES,
        procedures or [procedure] * customers,
        letter_date=on,
    )


def only(*rows: Row, **facts: object) -> Proposal:
    (proposal,) = proposals(*rows, **facts)  # type: ignore[arg-type]
    return proposal


def names(proposal: Proposal) -> list[str]:
    return [case.name for case in proposal.reasons]
