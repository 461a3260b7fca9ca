"""Flags beyond letters: what an account calls for besides writing to the customer, each with its figures.

Stop supply and hand the case on (暂停供货, 移交法务), act at once on what became overdue, keep in touch with every
customer who is late, give large and old debts to the credit staff.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from arrears.core.policy import Policy
from arrears.core.reasons import Reason, reason

BROKEN = frozenset({"promise-broken", "promise-broken-whole", "plan-broken"})
"""Remarks on an account that are flags too."""


class LateItem(NamedTuple):
    """An overdue item: what may be claimed of it, in major units, how late, the level of its last letter."""

    document: str
    claim: Decimal
    days: int
    level: int
    written_to: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What flags look at: the overdue items of a customer in one currency, and what is known of the customer.

    ``owed`` and ``limit`` in the base currency; a limit of None is none at all, 0 is one that any debt exceeds.
    ``contacts_kept``: whether the book keeps a log of contacts; ``last_contact`` of whatever kind, letters too.
    """

    late: tuple[LateItem, ...]
    last_level: int
    remarks: tuple[Reason, ...] = ()
    owed: Decimal | None = None
    limit: Decimal | None = None
    base_currency: str = ""
    contacts_kept: bool = False
    last_contact: date | None = None


def flags(account: Account, policy: Policy, as_of: date) -> tuple[Reason, ...]:
    """Give the flags of an account, the weightiest first; a threshold of 0 in the policy switches its flag off."""
    claimed = [item for item in account.late if item.claim > 0]
    return (
        *_handed_on(claimed, account.last_level, policy),
        *(reason(f"flag-{case.name}", **case.values) for case in account.remarks if case.name in BROKEN),
        *_over_limit(account),
        *_for_credit_staff(claimed, policy),
        *_to_act_on(claimed, account, policy, as_of),
    )


def over_limit(owed: Decimal, limit: Decimal | None) -> bool:
    """Tell whether a debt exceeds a credit limit; no limit (blank) is never exceeded.

    >>> over_limit(Decimal(1), Decimal(0)), over_limit(Decimal(1), None), over_limit(Decimal(200), Decimal(200))
    (True, False, False)
    """
    return limit is not None and owed > limit


def _handed_on(claimed: list[LateItem], last_level: int, policy: Policy) -> Iterator[Reason]:
    final = [item for item in claimed if item.level >= last_level]
    if final:
        oldest = max(final, key=lambda item: item.days)
        yield reason("flag-legal", document=oldest.document, level=oldest.level, days=oldest.days)
    late = [item for item in claimed if 0 < policy.stop_supply_days <= item.days]
    if late:
        amount = sum((item.claim for item in late), Decimal(0))
        yield reason("flag-stop-supply", amount=amount, days=policy.stop_supply_days)


def _over_limit(account: Account) -> Iterator[Reason]:
    if account.owed is not None and account.limit is not None and over_limit(account.owed, account.limit):
        yield reason("flag-over-limit", owed=account.owed, limit=account.limit, base=account.base_currency)


def _for_credit_staff(claimed: list[LateItem], policy: Policy) -> Iterator[Reason]:
    amount = sum((item.claim for item in claimed), Decimal(0))
    if 0 < policy.large_amount <= amount:
        yield reason("flag-large", amount=amount, limit=policy.large_amount)
    oldest = max(claimed, key=lambda item: item.days, default=None)
    if oldest is not None and 0 < policy.old_days <= oldest.days:
        yield reason("flag-old", document=oldest.document, days=oldest.days, limit=policy.old_days)


def _to_act_on(claimed: list[LateItem], account: Account, policy: Policy, as_of: date) -> Iterator[Reason]:
    new = [item for item in claimed if item.days <= policy.new_overdue_days and not item.written_to]
    if new:
        amount = sum((item.claim for item in new), Decimal(0))
        yield reason("flag-newly-overdue", items=len(new), amount=amount, days=policy.new_overdue_days)
    if claimed and account.contacts_kept and policy.contact_days:
        last = account.last_contact
        if last is None:
            yield reason("flag-never-contacted")
        elif (as_of - last).days >= policy.contact_days:
            yield reason("flag-no-contact", days=(as_of - last).days, last=last)
