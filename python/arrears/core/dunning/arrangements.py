"""What customers have undertaken to pay: promises and instalment plans, kept or broken by the receipts themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

STATES = ("open", "kept", "broken")
"""Of a promise or an instalment; blank on the sheet means open."""
Payment = tuple[date, int]
"""A day and what was received, in minor units."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What is to be paid, in minor units, up to and including a day; of a plan one instalment.

    ``amount`` None: everything that is owed.
    """

    amount: int | None
    until: date

    def state(self, on: date, received: int, grace: int, *, settled: bool = False) -> str:
        """Tell how it stands on a day; it is broken by itself once the day and the days of grace have passed.

        ``received``: what came in time towards it. ``settled``: nothing is owed any more, which keeps every promise.

        >>> Undertaking(500_00, date(2024, 3, 10)).state(date(2024, 3, 11), 0, grace=0)
        'broken'
        """
        if settled or (self.amount is not None and received >= self.amount):
            return "kept"
        return "open" if on <= self.last_day(grace) else "broken"

    def last_day(self, grace: int) -> date:
        """Give the last day on which it can still be kept."""
        return self.until + timedelta(days=grace)


def received(payments: Iterable[Payment], first: date, last: date) -> int:
    """Add up what came from one day to another, both included."""
    return sum(amount for day, amount in payments if first <= day <= last)


def instalment_states(
    instalments: Sequence[Undertaking],
    agreed: date,
    payments: Sequence[Payment],
    on: date,
    grace: int,
    *,
    settled: bool,
) -> list[tuple[str, int]]:
    """Give the state of each instalment of a plan and what was received towards it; ``instalments`` by due date.

    What comes in pays the earliest instalment first, so one is kept when the receipts up to its last day cover it and
    all before it.
    """
    found: list[tuple[str, int]] = []
    due = 0
    in_all = received(payments, agreed, on)
    for one in instalments:
        owed = one.amount or 0
        in_time = received(payments, agreed, min(on, one.last_day(grace)))
        towards = max(min(in_all - due, owed), 0)
        due += owed
        found.append((one.state(on, owed if in_time >= due else 0, grace, settled=settled), towards))
    return found
