"""Filling any template from a person's own records: one Word file a record, none before all are known to be whole."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arrears.errors import FileRefused, InputRefused
from arrears.office.files import read_file, write_refused
from arrears.office.safe_names import safe_name
from arrears.office.templates.field_places import FieldPlace, field_places, scopes_of, with_row_regions
from arrears.office.templates.records import Record, aligned, names_of, read_records
from arrears.office.word.names import Names
from arrears.office.word.template import Template

REFUSE, EMPTY = "refuse", "empty"
MISSING = (REFUSE, EMPTY)
"""What becomes of a field that a record lacks."""
_PATTERN_FIELD = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Filling:
    """How records are put into a template: the language of dates and numbers, missing fields, the files' names."""

    language: str = "en"
    missing: str = REFUSE
    name: str = ""
    """A pattern with fields in braces, ``{number} {customer}``; blank: the template's name and the record's number."""


def merge_records(template: Path, records: Path, out: Path, filling: Filling) -> list[Path]:
    """Fill a template once for each record of a file; give the paths of what was written.

    Everything is read and checked first. A file that is there already is never written over: the new one gets a number
    behind its name. Raises TemplateRefused, FileRefused, and InputRefused ``record-field-missing`` among others.
    """
    content, given = read_file(template), read_records(records)
    places = field_places(content, str(template))
    names = _names(places, given)
    wholes = [aligned(record, names, n) for n, record in enumerate(given, start=1)]
    used = with_row_regions(places, names)
    if filling.missing == REFUSE:
        _refuse_lacking(wholes, used, names)
    compiled = Template(content, filling.language, names, str(template))
    stems = [_stem(record, n, template, filling, len(wholes)) for n, record in enumerate(wholes, start=1)]
    return _written(compiled, wholes, names, _free_paths(out, stems))


def _names(places: Sequence[FieldPlace], records: Sequence[Record]) -> Names:
    """Give the names of the records, with what only the template names put where it stands."""
    names = names_of(records)
    for place in with_row_regions(places, names):
        if not place.name or not any(scope.exact(place.name) for scope in scopes_of(place, names)):
            names = _with(names, place.regions, place.name)
    return names


def _with(names: Names, regions: Sequence[str], name: str) -> Names:
    if not regions:
        return Names(names.fields | {name} if name else names.fields, names.regions)
    region = names.region(regions[0]) or regions[0]
    inner = _with(names.regions.get(region, Names(frozenset())), regions[1:], name)
    return Names(names.fields, {**names.regions, region: inner})


def _refuse_lacking(records: Sequence[Record], places: Sequence[FieldPlace], names: Names) -> None:
    asked = list(dict.fromkeys((place.name, place.regions) for place in places))
    for n, record in enumerate(records, start=1):
        for name, regions in asked:
            for lacking in _lacking([record], [names], regions, name):
                raise InputRefused("record-field-missing", found=lacking, record=n)


def _lacking(values: list[Record], scopes: list[Names], regions: Sequence[str], name: str) -> Iterator[str]:
    """Give what a record lacks for a field within regions; ``values`` and ``scopes`` go together, outermost first."""
    if not regions:
        level = next((n for n in reversed(range(len(scopes))) if scopes[n].exact(name) is not None), None)
        if name and (level is None or scopes[level].exact(name) not in values[level]):
            yield name
        return
    level = next((n for n in reversed(range(len(scopes))) if scopes[n].region(regions[0]) is not None), None)
    region = None if level is None else scopes[level].region(regions[0])
    if level is None or region is None or region not in values[level]:
        yield regions[0]
        return
    for row in values[level][region]:
        yield from _lacking([*values, row], [*scopes, scopes[level].regions[region]], regions[1:], name)


def _stem(record: Record, number: int, template: Path, filling: Filling, count: int) -> str:
    if not filling.name:
        return f"{template.stem} {number:0{max(4, len(str(count)))}d}"
    folded = {name.casefold(): value for name, value in record.items() if not isinstance(value, list)}

    def value(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name.casefold() not in folded:
            raise InputRefused("record-field-missing", found=name, record=number)
        found = folded[name.casefold()]
        return "" if found is None else str(found)

    return _PATTERN_FIELD.sub(value, filling.name)


def _free_paths(out: Path, stems: Sequence[str]) -> list[Path]:
    """Give each file a path that nothing has yet; names that differ in capitals alone are one name on Windows."""
    taken = {each.name.casefold() for each in out.iterdir()} if out.is_dir() else set()
    paths = []
    for stem in stems:
        name, again = safe_name("", stem, ".docx"), 2
        while name.casefold() in taken:
            name, again = safe_name("", f"{stem[:80]} ({again})", ".docx"), again + 1
        taken.add(name.casefold())
        paths.append(out / name)
    return paths


def _written(compiled: Template, records: Sequence[Record], names: Names, paths: Sequence[Path]) -> list[Path]:
    filled = [
        compiled.fill(*_parted(record, names)) for record in records[:1]
    ]  # a fault shows before the folder is made
    try:
        paths[0].parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileRefused("cannot-write", str(paths[0].parent), paths[0].parent.name, reason="no-folder") from error
    for n, (record, path) in enumerate(zip(records, paths, strict=True)):
        _write(path, filled[0] if n == 0 else compiled.fill(*_parted(record, names)))
    return list(paths)


def _write(path: Path, content: bytes) -> None:
    """Write a file that must not be there; unlike issued letters it may be made again, so nothing is synced."""
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise FileRefused("exists-already", str(path), path.name) from error
    except OSError as error:
        raise write_refused(path, error) from error


def _parted(record: Record, names: Names) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    regions = {name: record.get(name, []) for name in names.regions}
    return {name: value for name, value in record.items() if name not in regions}, regions
