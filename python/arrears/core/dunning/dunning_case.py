"""The overdue items of one customer in one currency: the letter they lead to, and what speaks against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from arrears.core.dunning.procedures import Procedure
from arrears.core.money import to_major, to_minor
from arrears.core.reasons import Reason, reason

STOPPED = {
    stop: reason(f"stopped-{stop.replace(' ', '-')}") for stop in ("insolvency", "lawyer", "agency", "no letters")
}
"""The reasons for which a customer gets no letters, by what the Customers sheet says."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one customer in one currency; amounts in minor units.

    ``items`` are the rows of undisputed overdue items that a letter lists, ``levels`` the level of each after it, and
    ``raised`` the ones it brings a level further (only those get its level and date). ``level`` is the highest of the
    raised ones, and where nothing rises 0; ``send`` tells whether the letter should go.
    overdue - disputed - withheld - unapplied = exposure; ``withheld`` is on hold or not billed yet. ``reminds``: the
    letter goes out before anything is due and leaves every level as it is; its ``overdue`` is what falls due.
    """

    customer: int
    currency: int
    send: bool
    level: int
    items: tuple[int, ...]
    levels: tuple[int, ...]
    raised: tuple[int, ...]
    overdue: int
    disputed: int
    withheld: int
    unapplied: int
    exposure: int
    oldest_days: int
    last_level: int
    last_letter: date | None
    claims_interest: bool
    reasons: tuple[Reason, ...]
    reminds: bool = False


class OverdueItem(NamedTuple):
    """One overdue item, judged by itself; ``missing`` days until its next level, 0 when reached or none is left.

    ``undated``: at a level, and nobody knows since when. ``unapproved``: an opening level is proposed for it, and
    nobody has approved it yet.
    """

    row: int
    document: str
    balance: int
    disputed: int
    days: int
    level: int
    held: bool
    billed: bool
    final: bool
    missing: int
    undated: bool
    unapproved: bool

    @property
    def claim(self) -> int:
        """What a letter may claim of it."""
        return self.balance - self.disputed if self.billed and not self.held else 0

    @property
    def rises(self) -> bool:
        """Tell whether its next level may be proposed."""
        return not (self.final or self.undated or self.unapproved or self.missing)


@dataclass(frozen=True, slots=True)
class DunningCase:
    """The overdue items of one customer in one currency, with what speaks against a letter.

    ``remarks``: what else is to be known about the account, such as promises. A key account's letters wait until
    somebody has released them.
    """

    currency: str
    rows: list[OverdueItem]
    unapplied: int
    last_letter: date | None
    stop: str
    hold_until: date | None
    remarks: tuple[Reason, ...] = ()
    key_account: bool = False
    released: bool = False

    def proposal(self, customer: int, currency: int, procedure: Procedure, letter_date: date) -> Proposal:
        """Propose the letter, or say why there is none."""
        claimed = [row for row in self.rows if row.claim > 0]
        raised = [row for row in claimed if row.rises]
        level = max((row.level + 1 for row in raised), default=0)
        against = [*self._against(claimed, raised, procedure, letter_date)]
        overdue, disputed = sum(row.balance for row in self.rows), sum(row.disputed for row in self.rows)
        claim = sum(row.claim for row in claimed)
        return Proposal(
            customer=customer,
            currency=currency,
            send=bool(raised) and not against and (self.released or not self.key_account),
            level=level,
            items=tuple(row.row for row in claimed),
            levels=tuple(row.level + row.rises for row in claimed),
            raised=tuple(row.row for row in raised),
            overdue=overdue,
            disputed=disputed,
            withheld=overdue - disputed - claim,
            unapplied=self.unapplied,
            exposure=claim - self.unapplied,
            oldest_days=max((row.days for row in self.rows), default=0),
            last_level=max((row.level for row in self.rows), default=0),
            last_letter=self.last_letter,
            claims_interest=0 < procedure.interest_from_level <= level,
            reasons=(
                *self._for(raised, procedure, letter_date),
                *against,
                *self._beside(claimed),
                *self.remarks,
            ),
        )

    def _for(self, raised: list[OverdueItem], procedure: Procedure, letter_date: date) -> Iterator[Reason]:
        if self.rows:
            oldest = max(self.rows, key=lambda row: row.days)
            yield reason("oldest-item", document=oldest.document, days=oldest.days)
        if raised:
            level = max(row.level + 1 for row in raised)
            count = sum(row.level + 1 == level for row in raised)
            yield reason("level-reached", level=level, days=procedure.levels[level - 1], items=count)
        if self.last_letter is not None:
            ago = (letter_date - self.last_letter).days
            if ago >= 0:
                yield reason("last-letter", date=self.last_letter, days=ago)
            else:
                yield reason("last-letter-later", date=self.last_letter)

    def _against(
        self, claimed: list[OverdueItem], raised: list[OverdueItem], procedure: Procedure, letter_date: date
    ) -> Iterator[Reason]:
        yield from self.barred(letter_date)
        if not claimed:
            yield reason("nothing-claimable" if self.rows else "nothing-overdue")
            return
        level = max((row.level + 1 for row in raised), default=1)
        yield from self._worth(sum(row.claim for row in claimed), procedure, level)
        yield from _beyond_letters(claimed)
        unapproved = [row for row in claimed if row.unapproved]
        if unapproved:
            yield reason("opening-unapproved", document=unapproved[0].document, items=len(unapproved))
        if raised:
            yield from self._too_soon(procedure, level, letter_date)
        elif not unapproved:
            yield from _no_level(claimed, procedure)

    def barred(self, letter_date: date) -> Iterator[Reason]:
        """Say what bars every letter to the customer."""
        if self.stop:
            yield STOPPED.get(self.stop) or reason("customer-stopped", stop=self.stop)
        if self.hold_until is not None and self.hold_until >= letter_date:
            yield reason("customer-held", until=self.hold_until)

    def _worth(self, claim: int, procedure: Procedure, level: int) -> Iterator[Reason]:
        exposure, minimum = claim - self.unapplied, procedure.stages[level - 1].minimum
        if exposure <= 0:
            yield reason("credits-cover", claim=self._major(claim), unapplied=self._major(self.unapplied))
        elif exposure <= to_minor(minimum, self.currency):
            yield reason("at-or-below-minimum", exposure=self._major(exposure), minimum=minimum)

    def _too_soon(self, procedure: Procedure, level: int, letter_date: date) -> Iterator[Reason]:
        interval = procedure.stages[level - 1].interval
        if self.last_letter is not None and (letter_date - self.last_letter).days < interval:
            free = self.last_letter + timedelta(days=interval)
            yield reason("letter-interval", date=self.last_letter, interval=interval, free=free)

    def _beside(self, claimed: list[OverdueItem]) -> Iterator[Reason]:
        """Say what the letter leaves out or deducts, what letters can no longer settle, and what it waits for."""
        claim = sum(row.claim for row in claimed)
        if 0 < self.unapplied < claim:
            left = self._major(claim - self.unapplied)
            yield reason("credits-deducted", unapplied=self._major(self.unapplied), exposure=left)
        disputed = [row.disputed for row in self.rows if row.disputed]
        if disputed:
            yield reason("disputed-left-out", amount=self._major(sum(disputed)), items=len(disputed))
        held = [row.balance - row.disputed for row in self.rows if row.held and row.billed]
        if held:
            yield reason("items-on-hold", amount=self._major(sum(held)), items=len(held))
        unbilled = [row.balance - row.disputed for row in self.rows if not row.billed]
        if unbilled:
            yield reason("unbilled-left-out", amount=self._major(sum(unbilled)), items=len(unbilled))
        if self.key_account:
            yield reason("key-account")

    def _major(self, minor: int) -> Decimal:
        return to_major(minor, self.currency)


def _beyond_letters(claimed: list[OverdueItem]) -> Iterator[Reason]:
    """Say that letters are at an end: after the last one a person decides, and no softer letter follows it."""
    final = [row for row in claimed if row.final]
    if final:
        oldest = max(final, key=lambda row: row.days)
        yield reason("refer-to-legal", document=oldest.document, level=oldest.level, items=len(final))


def _no_level(claimed: list[OverdueItem], procedure: Procedure) -> Iterator[Reason]:
    """Say why no item rises: the date of its last letter is not known, it is not late enough, no level is left."""
    undated = [row for row in claimed if row.undated and not row.final]
    if undated:
        yield reason("last-letter-missing", document=undated[0].document, level=undated[0].level, items=len(undated))
    waiting = [row for row in claimed if row.missing]
    if waiting:
        next_up = min(waiting, key=lambda row: row.missing)
        values = {"level": next_up.level + 1, "needed": procedure.levels[next_up.level], "missing": next_up.missing}
        yield reason("level-not-reached", document=next_up.document, days=next_up.days, **values)
    if not undated and not waiting:
        yield reason("no-level-left", level=len(procedure.levels))
