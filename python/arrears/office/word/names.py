"""The names that a letter template may use: fields, and regions of rows with fields of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Names:
    """The names a template may use: fields of the letter, and regions of rows with names of their own."""

    fields: frozenset[str]
    regions: Mapping[str, "Names"] = field(default_factory=dict)

    def exact(self, name: str) -> str | None:
        """Find a field's name as the data spells it; Word does not tell capitals from small letters."""
        return _spelt(name, self.fields)

    def region(self, name: str) -> str | None:
        """Find a region's name as the data spells it."""
        return _spelt(name, self.regions)


def _spelt(name: str, known: "frozenset[str] | Mapping[str, Names]") -> str | None:
    if name in known:
        return name
    return next((each for each in known if each.casefold() == name.casefold()), None)
