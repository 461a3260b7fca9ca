"""Bills, cheques and direct debits: where each stands on a day, what it settles, and what it books.

A bill that closes its item does so when it is taken; one that does not leaves the item open until it is collected, and
is money on its way until then. Dishonour gives the item back as it was: same balance, same due date, same age.
With recourse (追索权) endorsing or discounting keeps the bill in the books beside a liability (CAS 23 art. 7 ff.;
IFRS 9 para. 3.2.6); without it the bill has left them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from arrears.core.bookkeeping.postings import Line, Lines

BILL_KINDS = ("bank acceptance", "commercial acceptance", "cheque", "direct debit")
ACCEPTANCES = ("bank acceptance", "commercial acceptance")
BILL_STATES = ("held", "endorsed", "discounted", "collected", "dishonoured")
CLOSING = {"acceptances": ACCEPTANCES, "all": BILL_KINDS, "none": ()}
"""Which kinds close their item when they are taken, by the policy's word."""


class Event(NamedTuple):
    """What happened to a bill on a day; ``settles`` is what its item's balance falls by (negative: rises)."""

    day: date
    state: str
    settles: int
    lines: Lines


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill for one item, amounts in minor units; ``base`` the booked base of the amount it settles.

    ``on``: the day of each state it has been in, ``held`` (taken) always. ``cost``: the discount a bank kept.
    """

    number: str
    kind: str
    amount: int
    base: int
    on: Mapping[str, date]
    maturity: date | None
    recourse: bool
    closes: bool
    item: str = ""
    cost: int = 0
    cost_base: int = 0

    @property
    def fault(self) -> str:
        """Name what cannot be: states out of order, two ways of passing it on, dishonour without recourse."""
        passed = [state for state in ("endorsed", "discounted") if state in self.on]
        order = [self.on[state] for state in ("held", *passed) if state in self.on]
        ends = [self.on[state] for state in ("collected", "dishonoured") if state in self.on]
        if len(passed) > 1 or order != sorted(order) or any(end < max(order) for end in ends):
            return "bill-days-unordered"
        if len(ends) == 2 and self.on["dishonoured"] < self.on["collected"]:
            return "bill-days-unordered"
        if "dishonoured" in self.on and passed and not self.recourse:
            return "bill-without-recourse"
        return ""

    def state_on(self, day: date) -> str:
        """Give its state at the end of a day; blank before it was taken."""
        reached = [state for state in BILL_STATES if state in self.on and self.on[state] <= day]
        return max(reached, key=lambda state: (self.on[state], BILL_STATES.index(state)), default="")

    def pending_on(self, day: date) -> int:
        """Give what is under way for an item still open: nobody who has paid is asked to pay."""
        under_way = self.state_on(day) in ("held", "endorsed", "discounted")
        return self.amount if under_way and not self.settled_on(day) else 0

    def settled_on(self, day: date) -> int:
        """Give what its item's balance has fallen by, at the end of a day."""
        return sum(event.settles for event in self.events() if event.day <= day)

    def exposure_on(self, day: date) -> int:
        """Give what would come back if the bill were not honoured: held, or passed on with recourse."""
        state = self.state_on(day)
        at_risk = state == "held" or (state in ("endorsed", "discounted") and self.recourse)
        return self.amount if at_risk else 0

    def events(self) -> Iterator[Event]:
        """Give what happened, in order of days, with the balance each moves and the lines each books."""
        told = {
            "held": self._held, "endorsed": self._endorsed, "discounted": self._discounted,
            "collected": self._collected, "dishonoured": self._dishonoured,
        }  # fmt: skip
        passed = ""
        for state in sorted(self.on, key=lambda state: (self.on[state], BILL_STATES.index(state))):
            settles, lines = told[state](passed)
            yield Event(self.on[state], state, settles, tuple(one for one in lines if one.amount or one.base))
            passed = state

    def _held(self, _passed: str) -> tuple[int, list[Line]]:
        if not self.closes:
            return 0, []
        return self.amount, [self._line("bills held", 1), self._line("receivable", -1, self.item)]

    def _endorsed(self, _passed: str) -> tuple[int, list[Line]]:
        if self.recourse:
            return 0, []
        return self._leaves([self._line("payables", 1)])

    def _discounted(self, _passed: str) -> tuple[int, list[Line]]:
        proceeds = Line("bank", self.amount - self.cost, self.base - self.cost_base, self.number)
        money = [proceeds, Line("bill discount", self.cost, self.cost_base, self.number)]
        if self.recourse:
            return 0, [*money, self._line("bill loan", -1)]
        return self._leaves(money)

    def _collected(self, passed: str) -> tuple[int, list[Line]]:
        if passed == "endorsed" and self.recourse:
            return self._leaves([self._line("payables", 1)])
        if passed == "discounted" and self.recourse:
            return self._leaves([self._line("bill loan", 1)])
        if passed in ("endorsed", "discounted"):
            return 0, []
        return self._leaves([self._line("bank", 1)])

    def _dishonoured(self, passed: str) -> tuple[int, list[Line]]:
        if passed == "collected":
            return -self.amount, [self._line("receivable", 1, self.item), self._line("bank", -1)]
        repaid = [self._line("bill loan", 1), self._line("bank", -1)] if "discounted" in self.on else []
        if not self.closes:
            return 0, repaid
        return -self.amount, [self._line("receivable", 1, self.item), self._line("bills held", -1), *repaid]

    def _leaves(self, against: list[Line]) -> tuple[int, list[Line]]:
        """Let the bill go: out of bills held, or, where its item is still open, off the item."""
        if self.closes:
            return 0, [*against, self._line("bills held", -1)]
        return self.amount, [*against, self._line("receivable", -1, self.item)]

    def _line(self, use: str, sign: int, document: str = "") -> Line:
        return Line(use, sign * self.amount, sign * self.base, document or self.number)
