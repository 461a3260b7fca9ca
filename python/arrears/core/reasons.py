"""Reasons: why something is proposed or not, as names and figures; their words stand in ``data/texts``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its ``name`` identifies the sentence (section ``reasons``), ``values`` are its figures.

    Amounts are Decimals in major units of the proposal's currency.
    """

    name: str
    values: Mapping[str, str | int | Decimal | date] = field(default_factory=dict)


def reason(name: str, **values: str | int | Decimal | date) -> Reason:
    """Give a reason by name with its figures.

    >>> reason("oldest-item", document="RE-17", days=42)
    Reason(name='oldest-item', values={'document': 'RE-17', 'days': 42})
    """
    return Reason(name, values)
