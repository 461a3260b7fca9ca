"""Trying a template on made-up data; fields that no letter has are filled by what their formats ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from arrears.office.files import read_file, replace_file
from arrears.office.safe_names import safe_name
from arrears.office.templates.field_places import FieldPlace, field_places, scopes_of, with_row_regions
from arrears.office.templates.made_up import made_up
from arrears.office.word.formats import LOCALES
from arrears.office.word.letter_names import names_for
from arrears.office.word.names import Names
from arrears.office.word.payment_picture import with_payment_picture
from arrears.office.word.template import Template

ROWS = 3
"""Rows of a region that no letter has."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """A preview: where it was written, in which language, and which fields no letter of its kind has."""

    path: Path
    language: str
    unknown: tuple[str, ...]


def preview_template(template: Path, out: Path, language: str, count: int) -> Previewed:
    """Fill a template with made-up data and write it as ``<name> preview.docx`` into a folder, over a former one.

    ``count``: the items it lists. Raises TemplateRefused and FileRefused for what cannot be used.
    """
    content, known = read_file(template), names_for(template.stem)
    said = made_up(template.stem, language, count)
    values: dict[str, Any] = {**with_payment_picture(said.fields), **{k: list(v) for k, v in said.regions.items()}}
    names, unknown = known, []
    for place in with_row_regions(field_places(content, str(template)), known):
        if not _known(place, names):
            names = _invented(names, values, place.regions, place)
            unknown.append(place.name or f"TableStart:{place.regions[-1]}")
    compiled = Template(content, language, names, str(template))
    path = out / safe_name("", f"{template.stem} preview", ".docx")
    fields = {name: value for name, value in values.items() if name not in names.regions}
    filled = compiled.fill(fields, {name: values[name] for name in names.regions if name in values})
    out.mkdir(parents=True, exist_ok=True)
    replace_file(path, filled)
    return Previewed(path, language, tuple(dict.fromkeys(unknown)))


def language_of(template: Path, wished: str | None, otherwise: str) -> str:
    """Give the language of a preview: as wished, else that of the template's folder, else another."""
    return wished or (template.parent.name if template.parent.name in LOCALES else otherwise)


def _known(place: FieldPlace, names: Names) -> bool:
    scopes = scopes_of(place, names)
    if len(scopes) <= len(place.regions):
        return False
    return not place.name or any(scope.exact(place.name) for scope in scopes)


def _invented(names: Names, values: dict[str, Any], regions: Sequence[str], place: FieldPlace) -> Names:
    """Add a field to the names and a value to the values, in every row of its region."""
    if not regions:
        if place.name:
            values[place.name] = _value(place)
        return Names(names.fields | {place.name} if place.name else names.fields, names.regions, names.pictures)
    region = names.region(regions[0]) or regions[0]
    rows: list[Mapping[str, Any]] = values.get(region) or [{} for _ in range(ROWS)]
    inner = names.regions.get(region, Names(frozenset()))
    changed, invented = list[dict[str, Any]](), inner
    for row in rows:
        changed.append(dict(row))
        invented = _invented(inner, changed[-1], regions[1:], place)
    values[region] = changed
    return Names(names.fields, {**names.regions, region: invented}, names.pictures)


def _value(place: FieldPlace) -> str | Decimal | date:
    switches = {switch for switch, _ in place.switches}
    if "@" in switches:
        return date(2026, 10, 31)
    return Decimal("1234.50") if "#" in switches else f"«{place.name}»"
