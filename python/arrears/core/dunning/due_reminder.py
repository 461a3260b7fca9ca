"""The reminder before the due date: a courtesy to customers who owe nothing overdue, and never a level."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from arrears.core.dunning.dunning_case import DunningCase, Proposal
from arrears.core.dunning.procedures import Stage
from arrears.core.money import to_major, to_minor
from arrears.core.reasons import Reason, reason


class DueItem(NamedTuple):
    """An item that falls due in ``left`` days; ``free``: billed and not on hold."""

    row: int
    document: str
    balance: int
    disputed: int
    left: int
    free: bool

    @property
    def claim(self) -> int:
        """What the reminder may speak of."""
        return self.balance - self.disputed if self.free else 0


@dataclass(frozen=True, slots=True)
class DueReminder:
    """What falls due soon at one customer in one currency; ``account`` says what speaks against any letter to it."""

    account: DunningCase
    stage: Stage
    due: list[DueItem]

    def proposal(self, customer: int, currency: int, letter_date: date) -> Proposal:
        """Propose the reminder, or say why there is none."""
        told = [item for item in self.due if item.claim > 0]
        claim = sum(item.claim for item in told)
        against = [*self._against(claim, letter_date)]
        balance, disputed = sum(item.balance for item in self.due), sum(item.disputed for item in self.due)
        account = self.account
        return Proposal(
            customer=customer,
            currency=currency,
            send=bool(told) and not against and (account.released or not account.key_account),
            level=0,
            items=tuple(item.row for item in told),
            levels=(0,) * len(told),
            raised=(),
            overdue=0,
            disputed=disputed,
            withheld=balance - disputed - claim,
            unapplied=account.unapplied,
            exposure=claim - account.unapplied,
            oldest_days=0,
            last_level=0,
            last_letter=account.last_letter,
            claims_interest=False,
            reasons=(*self._for(told), *against, *account.remarks, *self._release()),
            reminds=bool(told),
        )

    def _for(self, told: list[DueItem]) -> Iterator[Reason]:
        if told:
            first = min(told, key=lambda item: item.left)
            yield reason("due-soon", document=first.document, days=first.left, items=len(told))

    def _against(self, claim: int, letter_date: date) -> Iterator[Reason]:
        yield from self.account.barred(letter_date)
        exposure = claim - self.account.unapplied
        if not claim:
            yield reason("nothing-claimable")
        elif exposure <= 0:
            yield reason("credits-cover", claim=self._major(claim), unapplied=self._major(self.account.unapplied))
        elif exposure <= to_minor(self.stage.minimum, self.account.currency):
            yield reason("at-or-below-minimum", exposure=self._major(exposure), minimum=self.stage.minimum)

    def _release(self) -> Iterator[Reason]:
        if self.account.key_account:
            yield reason("key-account")

    def _major(self, minor: int) -> Decimal:
        return to_major(minor, self.account.currency)
