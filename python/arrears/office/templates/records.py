"""Records of a person's own to fill a template with: a JSON list of objects, lists of objects within them as rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from arrears.errors import InputRefused
from arrears.office.files import read_file
from arrears.office.word.names import Names

Record = Mapping[str, Any]
"""Fields and, under a region's name, its rows; a row is a record of its own."""
_DEEPEST = 8


@dataclass
class _Shape:
    fields: set[str] = field(default_factory=set)
    regions: dict[str, "_Shape"] = field(default_factory=dict)

    def names(self) -> Names:
        return Names(frozenset(self.fields), {name: inner.names() for name, inner in self.regions.items()})


def read_records(path: Path) -> list[Record]:
    """Read the records of a file: a list of objects, alone or under ``records``, or one object.

    Numbers are exact; true and false are texts; an object within a record gives fields with a dot (``customer.name``).
    Raises InputRefused: ``records-unreadable``, ``records-empty``, ``record-name-twice``, ``record-value``.
    """
    content = read_file(path)
    try:
        found = json.loads(
            content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse_constant,
            object_pairs_hook=_once,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise InputRefused("records-unreadable", where=str(path), found=path.name) from error
    if isinstance(found, dict) and list(found) == ["records"] and isinstance(found["records"], list):
        found = found["records"]
    listed = found if isinstance(found, list) else [found]
    if not listed:
        raise InputRefused("records-empty", where=str(path), found=path.name)
    if not all(isinstance(each, dict) for each in listed):
        raise InputRefused("records-unreadable", where=str(path), found=path.name)
    return [_record(each, n, "", 0) for n, each in enumerate(listed, start=1)]


def names_of(records: Sequence[Record]) -> Names:
    """Give the names that records have, those of rows by region."""
    shape = _Shape()
    for record in records:
        _add(shape, record)
    return shape.names()


def aligned(record: Record, names: Names, number: int) -> dict[str, Any]:
    """Give a record with every name spelt as in ``names``; refuses a value where other records have rows."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        region = names.region(name)
        if region is None:
            found[names.exact(name) or name] = value
        elif value is not None and not isinstance(value, list):
            raise InputRefused("record-value", found=name, record=number)
        else:
            found[region] = [aligned(row, names.regions[region], number) for row in value or ()]
    return found


def _refuse_constant(text: str) -> None:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    folded: set[str] = set()
    for name, value in pairs:
        if name.casefold() in folded:
            raise InputRefused("record-name-twice", found=name)
        folded.add(name.casefold())
        found[name] = value
    return found


def _record(values: Mapping[str, Any], number: int, before: str, depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        raise InputRefused("record-value", found=before, record=number)
    found: dict[str, Any] = {}
    for name, value in values.items():
        whole = f"{before}{name}"
        if isinstance(value, dict):
            found |= _record(value, number, f"{whole}.", depth + 1)
        elif isinstance(value, list):
            found[whole] = _rows(value, number, whole, depth)
        elif isinstance(value, bool):
            found[whole] = str(value).lower()
        else:
            found[whole] = value
    return found


def _rows(values: list[Any], number: int, name: str, depth: int) -> list[dict[str, Any]]:
    if not all(isinstance(each, dict) for each in values):
        raise InputRefused("record-value", found=name, record=number)
    return [_record(each, number, "", depth + 1) for each in values]


def _add(shape: _Shape, record: Record) -> None:
    for name, value in record.items():
        if isinstance(value, list):
            inner = shape.regions.setdefault(_spelt(name, shape.regions), _Shape())
            for row in value:
                _add(inner, row)
        elif _spelt(name, shape.fields) not in shape.fields:
            shape.fields.add(name)


def _spelt(name: str, known: Any) -> str:
    if name in known:
        return name
    return next((each for each in known if each.casefold() == name.casefold()), name)
