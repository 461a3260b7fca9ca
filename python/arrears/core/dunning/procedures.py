"""Dunning procedures: for each level from when it may be proposed, how long after the last letter, by whom, and how.

A company has the one its policy lists, and as many more as it writes into its Procedures table, for classes of
customers: the phases 信用期, 协调期, 清欠期 with sales, finance and credit staff acting in turn (三级催款制度), or the
stages 内勤提示, 外勤催收, 委托, 诉讼.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from arrears.core.policy import Policy

ACTORS = ("sales", "finance", "credit control", "legal")
"""Who acts at a level."""
LEGAL_FROM = 4
"""The level of the policy's own lists from which letters speak of legal steps: the letter before action."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One level of a procedure, or its reminder before the due date.

    ``days``: days past due from which the level may be proposed; of a reminder, days before the due date. ``interval``:
    days since the last letter was sent. ``minimum`` and ``fee`` in major units of the letter's currency; an exposure at
    or below the minimum gets no letter. A blank ``template`` means the level's own.
    """

    days: int
    interval: int = 0
    minimum: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    template: str = ""
    channel: str = ""
    actor: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A dunning procedure: its levels, level 1 first, and what goes out before the due date, if anything does.

    The policy's own has no name.
    """

    stages: tuple[Stage, ...]
    interest_from_level: int
    reminder: Stage | None = None
    name: str = ""

    @classmethod
    def of(cls, policy: Policy) -> "Procedure":
        """Take the procedure from the lists of the policy.

        >>> [stage.days for stage in Procedure.of(Policy()).stages]
        [7, 21, 35, 49]
        """
        stages = (
            Stage(
                days,
                policy.letter_interval,
                policy.minimum_amount,
                policy.fee(level),
                actor="legal" if level >= LEGAL_FROM else "",
            )
            for level, days in enumerate(policy.levels, start=1)
        )
        return cls(tuple(stages), policy.interest_from_level)

    @property
    def levels(self) -> tuple[int, ...]:
        """Days past due from which each level may be proposed, level 1 first."""
        return tuple(stage.days for stage in self.stages)

    def stage(self, level: int) -> Stage | None:
        """Give a level's stage, beyond the last one the last; of level 0 the reminder, if there is one."""
        return self.stages[min(level, len(self.stages)) - 1] if level > 0 else self.reminder

    def level_by_age(self, days: int) -> int:
        """Give the level that an item so many days past due is old enough for; 0 for none.

        >>> Procedure.of(Policy()).level_by_age(21), Procedure.of(Policy()).level_by_age(6)
        (2, 0)
        """
        return sum(days >= needed for needed in self.levels)

    def is_legal(self, level: int) -> bool:
        """Tell whether a level is for the legal department, so that setting it by hand needs an approver."""
        stage = self.stage(level)
        return stage is not None and stage.actor == "legal"

    def applied_to(self, policy: Policy) -> Policy:
        """Give the policy as it is for customers of this procedure."""
        if not self.name:
            return policy
        first = self.stages[0]
        fees = tuple(stage.fee for stage in self.stages)
        return replace(
            policy, levels=self.levels, letter_interval=first.interval, minimum_amount=first.minimum, letter_fee=fees
        )

    @property
    def rules(self) -> str:
        """Write what a proposal owes to a procedure of the table; blank for the policy's own, which says it itself."""
        if not self.name:
            return ""
        parts = (self.reminder, *self.stages)
        shown = (f"{s.days} {s.interval} {s.minimum} {s.fee} {s.template} {s.actor}" if s else "" for s in parts)
        return "|".join((self.name, *shown))
