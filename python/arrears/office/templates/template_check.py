"""Checking a letter template before any letter is written: unknown fields, missing ones, forbidden content."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arrears import texts
from arrears.core.letters.letter_fields import KINDS, kind_of
from arrears.core.problems import Place, Problem
from arrears.errors import Refusal, TemplateRefused
from arrears.office.files import read_file
from arrears.office.templates.field_places import FieldPlace, field_places, scopes_of, with_row_regions
from arrears.office.word.guard import refuse_forbidden
from arrears.office.word.letter_names import names_for
from arrears.office.word.names import Names
from arrears.office.word.package import read_package
from arrears.office.word.template import Template

_NAMED = ("template-field-unknown", "template-field-outside")
"""What the check names field by field, with places."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a template: what is wrong, and where in the document if it has a place."""

    case: Problem | Refusal
    place: FieldPlace | None = None

    def where(self, language: str) -> str:
        """Write where the fault is, as people point at it."""
        return "" if self.place is None else place_in_words(self.place, language)


@dataclass(frozen=True, slots=True)
class Checked:
    """A template checked: the kind of letter it was taken for, the fields it uses, its faults."""

    kind: str
    used: tuple[str, ...]
    faults: tuple[Fault, ...]


def check_template(path: Path, kind: str | None = None) -> Checked:
    """Check a template as one of a kind, by its file's name unless said otherwise.

    Raises FileRefused for a file that is no sound package, TemplateRefused for one that is no Word document.
    """
    content, file = read_file(path), str(path)
    name = kind or path.stem
    names = names_for(name)
    forbidden = list(_forbidden(content, file))
    try:
        places = with_row_regions(field_places(content, file), names)
    except TemplateRefused as fault:
        return Checked(name, (), (*forbidden, *_unless_said(fault, forbidden)))
    faults = [*forbidden, *_unknown(places, names, file), *_outside(places, names, file)]
    faults += _lacking(places, name, file)
    faults += _unsound(content, names, file, faults)
    faults = list({(each.case.name, each.case.found, each.where("en")): each for each in faults}.values())
    return Checked(name, tuple(sorted({place.name for place in places if place.name})), tuple(faults))


def known_kinds() -> tuple[str, ...]:
    """Give the kinds of letters a template may be checked as."""
    return tuple(KINDS)


def place_in_words(place: FieldPlace, language: str) -> str:
    """Write a place in a document in a language."""
    part = texts.message(f"template-part-{place.part}", language)
    if place.cell is None:
        return texts.message("template-paragraph", language, part=part, number=place.paragraph, text=place.text)
    table, row, column = place.cell
    return texts.message("template-cell", language, part=part, table=table, row=row, column=column)


def nearest(name: str, names: Names) -> str:
    """Give the known name that is most like another."""
    known = {each.casefold(): each for each in _all_names(names)}
    close = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0)
    return known[close[0]] if close else ""


def _all_names(names: Names) -> Iterator[str]:
    yield from sorted(names.fields)
    for inner in names.regions.values():
        yield from _all_names(inner)


def _forbidden(content: bytes, file: str) -> Iterator[Fault]:
    """Look at every part by itself, so that one fault does not hide those of other parts."""
    for name, each in read_package(content, file).items():
        if name.endswith((".xml", ".rels", ".bin")):
            try:
                refuse_forbidden({name: each.unpacked()}, file)
            except TemplateRefused as fault:
                yield Fault(fault)


def _unknown(places: list[FieldPlace], names: Names, file: str) -> Iterator[Fault]:
    for place in places:
        scopes = scopes_of(place, names)
        if len(scopes) <= len(place.regions) and not place.name:
            region = place.regions[-1]
            near = next(iter(difflib.get_close_matches(region, names.regions, n=1, cutoff=0)), "Items")
            yield _problem("template-unknown-field", f"TableStart:{region}", file, place, f"TableStart:{near}")
        elif place.name and not any(scope.exact(place.name) for scope in scopes) and not names.in_rows(place.name):
            yield _problem("template-unknown-field", place.name, file, place, nearest(place.name, names))


def _outside(places: list[FieldPlace], names: Names, file: str) -> Iterator[Fault]:
    for place in places:
        reached = any(scope.exact(place.name) for scope in scopes_of(place, names))
        if place.name and not reached and names.in_rows(place.name):
            yield Fault(TemplateRefused("template-field-outside", where=file, found=place.name), place)


def _lacking(places: list[FieldPlace], kind: str, file: str) -> Iterator[Fault]:
    used = {place.name.casefold() for place in places}
    for name in kind_of(kind).required:
        if name.casefold() not in used:
            yield Fault(Problem("template-lacks-field", Place(file=file), name))


def _unsound(content: bytes, names: Names, file: str, known: list[Fault]) -> list[Fault]:
    try:
        Template(content, "en", names, file)
    except TemplateRefused as fault:
        return list(_unless_said(fault, known)) if fault.name not in _NAMED or not known else []
    return []


def _unless_said(fault: TemplateRefused, known: list[Fault]) -> Iterator[Fault]:
    if all((fault.name, fault.found) != (each.case.name, each.case.found) for each in known):
        yield Fault(fault)


def _problem(name: str, found: str, file: str, place: FieldPlace, near: str) -> Fault:
    return Fault(Problem(name, Place(file=file), found, values={"nearest": near}), place)
