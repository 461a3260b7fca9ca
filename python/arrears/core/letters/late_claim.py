"""What a letter claims for late payment: interest with the stretches it was computed in, fixed sum, daily amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.letters.letter_items import OpenItem, unless_zero
from arrears.core.letters.letter_parties import FieldValue
from arrears.core.money import to_major


@dataclass(frozen=True, slots=True)
class ChargedSlice:
    """A stretch of an item's interest as a letter prints it; both days inclusive, amounts in minor units."""

    key: str
    document_no: str
    from_day: date
    to_day: date
    days: int
    balance: int
    rate: Decimal
    year_days: int
    amount: int


@dataclass(frozen=True, slots=True)
class Charges:
    """What is charged beside each item's interest, by item key in minor units, and the slices of all.

    ``fixed_sums``: compensation for recovery costs not charged yet. ``per_days``: the interest of one more day.
    """

    slices: Sequence[ChargedSlice] = ()
    fixed_sums: Mapping[str, int] = field(default_factory=dict)
    per_days: Mapping[str, int] = field(default_factory=dict)


NO_CHARGES = Charges()


@dataclass(frozen=True, slots=True)
class LateClaim:
    """The part of a letter that is claimed for late payment, in minor units; nothing unless made by ``of``."""

    interest: int = 0
    fixed_sum: int = 0
    per_diem: int = 0
    to_day: date | None = None
    slices: Sequence[ChargedSlice] = ()

    @classmethod
    def of(cls, listed: Sequence[OpenItem], charges: Charges, as_of: date) -> "LateClaim":
        """Claim the interest of the items listed, with their slices, and what else is charged, up to a day."""
        keys = [item.key for item in listed]
        place = {key: n for n, key in enumerate(keys)}
        slices = sorted(
            (one for one in charges.slices if one.key in place), key=lambda one: (place[one.key], one.from_day)
        )
        interest = max(0, sum(item.interest for item in listed))  # what was charged too much is set off elsewhere
        fixed, per_day = (sum(of.get(key, 0) for key in keys) for of in (charges.fixed_sums, charges.per_days))
        return cls(interest, fixed, per_day, as_of if interest else None, slices)

    def fields(self, currency: str) -> dict[str, FieldValue]:
        """Give the fields that say what is claimed; what earlier notes charged is what the slices come to beyond it."""
        computed = sum(one.amount for one in self.slices)
        charged = computed - self.interest if self.slices else 0
        return {
            "InterestToDate": unless_zero(computed or self.interest, currency),
            "InterestCharged": unless_zero(-charged, currency),
            "Interest": unless_zero(self.interest, currency),
            "InterestTo": self.to_day,
            "PerDiem": unless_zero(self.per_diem, currency),
            "FixedSum": unless_zero(self.fixed_sum, currency),
        }

    def rows(self, currency: str) -> list[dict[str, FieldValue]]:
        """Give the rows of the computation table."""
        return [
            {
                "SliceDocumentNo": one.document_no,
                "SliceFrom": one.from_day,
                "SliceTo": one.to_day,
                "SliceDays": one.days,
                "SliceBalance": to_major(one.balance, currency),
                "SliceRate": one.rate,
                "SliceYearDays": one.year_days,
                "SliceInterest": to_major(one.amount, currency),
            }
            for one in self.slices
        ]
