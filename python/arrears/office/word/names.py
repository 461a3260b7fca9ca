"""The names that a letter template may use: fields, and regions of rows with fields of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Names:
    """The names a template may use: fields of the letter, and regions of rows with names of their own."""

    fields: frozenset[str]
    regions: Mapping[str, "Names"] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    """Those of the fields that hold pictures."""

    def exact(self, name: str) -> str | None:
        """Find a field's name as the data spells it; Word does not tell capitals from small letters."""
        return _spelt(name, self.fields)

    def region(self, name: str) -> str | None:
        """Find a region's name as the data spells it."""
        return _spelt(name, self.regions)

    def is_picture(self, name: str) -> bool:
        """Tell whether a field, here or in the rows of a region, holds pictures."""
        return _spelt(name, self.pictures) is not None or any(inner.is_picture(name) for inner in self.regions.values())

    def in_rows(self, name: str) -> bool:
        """Tell whether rows of a region, or of one within it, have a field."""
        return any(inner.exact(name) is not None or inner.in_rows(name) for inner in self.regions.values())


def _spelt(name: str, known: "frozenset[str] | Mapping[str, Names]") -> str | None:
    if name in known:
        return name
    return next((each for each in known if each.casefold() == name.casefold()), None)
