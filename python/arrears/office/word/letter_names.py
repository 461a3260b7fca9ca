"""The names that the template of a letter may use, by what the letter is for."""

from collections.abc import Mapping

from arrears.core.letters.letter_fields import FIELD_SETS, FieldSet, kind_of
from arrears.office.word.names import Names

ITEMS = "Items"
"""The region of a letter's items."""
PICTURES = frozenset({"PaymentQr"})
"""The fields that hold pictures."""


def names_in(known: FieldSet) -> Names:
    """Give a field set as the names of a template."""
    regions = {region: Names(frozenset(inner)) for region, inner in known.regions.items()}
    return Names(frozenset(known.fields), regions, PICTURES & known.fields.keys())


LETTER_NAMES: Mapping[str, Names] = {name: names_in(known) for name, known in FIELD_SETS.items()}


def names_for(template: str) -> Names:
    """Give the names that a template may use, by its file's name."""
    return LETTER_NAMES[kind_of(template).fields]
