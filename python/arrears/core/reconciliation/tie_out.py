"""The tie-out of one control account: open items = balance of the account + differences by cause + what is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

CAUSES = (
    "interest notes to post",
    "to post",
    "posting date",
    "manual journal",
    "other currencies",
    "revaluation",
    "extraction time",
    "left out",
    "left out of imports",
    "rounding",
)
"""Why open items and control account may differ; what none of them explains is unknown."""
ENTERED = ("to post", "posting date", "manual journal", "revaluation", "extraction time")
"""Causes that a person may enter; the others are found."""
LEFT_OUT = ("left out", "left out of imports")


@dataclass(frozen=True, slots=True)
class TieOut:
    """One control account and currency on a day, in major units; a difference is what open items hold more.

    Roundings to the currency's decimals are smaller than its minor unit, so causes are decimals.
    """

    account: str
    currency: str
    opening: Decimal
    moved: Mapping[str, Decimal]
    """Movements of the period, by column of the roll-forward."""
    open_items: Decimal
    """The closing of the roll-forward."""
    ageing: Decimal
    """The total of the ageing: buckets and unapplied credits."""
    control: Decimal | None
    """The balance of the account; None where the book holds none of the day."""
    causes: Mapping[str, Decimal]
    within: str = ""
    """The account in base currency that holds this one's balance too; blank where it has a balance of its own."""

    @property
    def explained(self) -> Decimal:
        """Give what the listed causes explain."""
        return sum(self.causes.values(), Decimal(0))

    @property
    def difference(self) -> Decimal | None:
        """Give what open items hold more than the account; None without a balance."""
        return None if self.control is None else self.open_items - self.control

    @property
    def unknown(self) -> Decimal | None:
        """Give what no cause explains; None without a balance."""
        return None if self.difference is None else self.difference - self.explained
