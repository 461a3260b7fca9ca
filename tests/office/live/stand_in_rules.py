"""Conditional formats as Excel's object model hands them over, in memory."""

import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from arrears.office.xlsx.areas import Area

LONGEST_REFERENCE = 255


class Several:
    """Ranges taken together."""

    def __init__(self, areas: list[Area]) -> None:
        self.areas = areas


def several(text: str) -> Several:
    """Give the ranges of a reference."""
    assert len(text) <= LONGEST_REFERENCE
    return Several([Area.read(one) for one in text.split(",")])


class Rule:
    """A conditional format and where it applies."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.areas = [Area.read(one) for one in text.split(",")]

    def __str__(self) -> str:
        return f"{self.name} {','.join(map(str, self.areas))}"

    @property
    def AppliesTo(self) -> Any:  # noqa: N802 - Excel's name
        found = [SimpleNamespace(Address=re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", str(area))) for area in self.areas]
        return SimpleNamespace(Areas=Listed(found))

    def ModifyAppliesToRange(self, given: Any) -> None:  # noqa: N802
        self.areas = given.areas

    def leave(self, area: Area) -> None:
        """Apply no longer to rows."""
        kept = []
        for one in self.areas:
            if not one.meets(area):
                kept.append(one)
                continue
            if one.top < area.top:
                kept.append(one.down_to(area.top - 1))
            if one.bottom > area.bottom:
                kept.append(Area(one.left, area.bottom + 1, one.right, one.bottom))
        self.areas = kept


class Listed:
    """A collection of COM."""

    def __init__(self, found: Sequence[Any]) -> None:
        self._found = found

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self._found)

    def Item(self, number: int) -> Any:  # noqa: N802
        return self._found[number - 1]


class Rules(Listed):
    """The conditional formats of a range."""

    def __init__(self, rng: Any) -> None:
        self._rng = rng
        super().__init__([one for one in rng.sheet.rules if any(area.meets(rng.area) for area in one.areas)])

    def Delete(self) -> None:  # noqa: N802
        for rule in self._found:
            rule.leave(self._rng.area)
        self._rng.sheet.rules[:] = [rule for rule in self._rng.sheet.rules if rule.areas]
