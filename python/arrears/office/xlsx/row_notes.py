"""Notes at the cells of a sheet, and comments with authors and answers: they go with the rows of a table.

A note stands in a part of its own (``comments``), its box in a drawing; a comment with answers stands in a third part
(``threadedComment``), beside a note that older versions of Excel show in its place.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from lxml import etree

from arrears.office.xlsx.areas import Area
from arrears.office.xlsx.moved_formulas import TableMove
from arrears.office.xlsx.note_boxes import At, moved_boxes
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.xml_part import child, decoded, everywhere, local, serialise

_ELEMENTS = {"comments": "comment", "threadedComment": "threadedComment"}
"""What a part of notes lists, by the kind of its relation."""


class RowNotes:
    """The notes of one sheet, opened for changes; parts are parsed only where there are any."""

    def __init__(self, package: Package, sheet_part: str) -> None:
        """Look for the notes of a sheet; raises FileRefused ``damaged-file`` where their part is not XML."""
        self._package = package
        self._parts = {
            relation.target: relation.kind
            for relation in package.relations(sheet_part)
            if relation.kind in {*_ELEMENTS, "vmlDrawing"} and not relation.external and relation.target in package
        }
        self._drawings: dict[str, bytes] = {}
        self._changed: set[str] = set()

    @cached_property
    def _listed(self) -> Mapping[str, etree._Element]:
        return {part: self._package.xml(part) for part, kind in self._parts.items() if kind in _ELEMENTS}

    @property
    def texts(self) -> Mapping[At, str]:
        """What the notes say, by row and column; a comment with its answers, each after the name of who wrote it."""
        notes = {at: _text(element) for at, element in self._elements("comments")}
        threads: dict[At, list[str]] = {}
        for at, element in self._elements("threadedComment"):
            said = child(element, "text")
            text = "" if said is None else _tidy(said.text or "")
            threads.setdefault(at, []).append(f"{self._people.get(element.get('personId') or '', '?')}: {text}")
        return notes | {at: "\n".join(said) for at, said in threads.items()}

    def first_in(self, area: Area) -> str | None:
        """Give the address of the first cell of an area that bears a note."""
        return next((str(_cell(at)) for at in self._cells if _cell(at).meets(area)), None)

    def follow(self, move: TableMove, placed: Mapping[int, int], blank: Collection[int]) -> None:
        """Let notes go with the rows of a table's body (old row -> new row), or go with them; those of totals too.

        A note at a ``blank`` row that goes is about no record, and comes to stand at a heading.
        """
        cells = self._cells
        places = {at: _after(at, move, placed) for at in cells}
        taken = {place for place in places.values() if place is not None}
        for at in cells:
            if places[at] is None and at[0] in blank:
                places[at] = place = _free_heading(at[1], move, taken)
                taken |= set() if place is None else {place}
        if any(at != place for at, place in places.items()):
            self._move(lambda at: places.get(at, at))

    def _move(self, place: Callable[[At], At | None]) -> None:
        for kind in _ELEMENTS:
            for at, element in list(self._elements(kind)):
                _put(element, place(at))
        self._changed |= self._listed.keys()
        for part, kind in self._parts.items():
            if kind == "vmlDrawing":
                before = self._drawings.get(part) or self._package.part(part)
                self._drawings[part] = moved_boxes(before, part, place)

    @property
    def _cells(self) -> list[At]:
        return sorted({at for kind in _ELEMENTS for at, _ in self._elements(kind)})

    def changed(self) -> Mapping[str, bytes]:
        """Give the parts that have to be replaced."""
        made = {part: serialise(self._listed[part]) for part in self._changed} | self._drawings
        return {part: content for part, content in made.items() if content != self._package.part(part)}

    def _elements(self, kind: str) -> Iterator[tuple[At, etree._Element]]:
        for part, root in self._listed.items():
            for element in everywhere(root, _ELEMENTS[kind]) if self._parts[part] == kind else ():
                at = _at(element.get("ref") or "")
                if at is not None:
                    yield at, element

    @cached_property
    def _people(self) -> Mapping[str, str]:
        parts = self._package.related(self._package.workbook_part, "person")
        roots = (self._package.xml(part) for part in parts if part in self._package)
        people = (one for root in roots for one in everywhere(root, "person"))
        return {one.get("id") or "": one.get("displayName") or "?" for one in people}


def texts_by_row(package: Package, sheet_part: str, body: Area) -> Mapping[int, Sequence[str]]:
    """Give what the notes in a table's body say, by body row from 0, left to right."""
    found: dict[int, list[str]] = {}
    for at, text in sorted(RowNotes(package, sheet_part).texts.items()):
        if text and _cell(at).meets(body):
            found.setdefault(at[0] - body.top, []).append(text)
    return found


def _after(at: At, move: TableMove, placed: Mapping[int, int]) -> At | None:
    row, body = at[0], move.body
    if not body.left <= at[1] <= body.right:
        return at
    if body.top <= row <= body.bottom:
        return (placed[row], at[1]) if row in placed else None
    in_totals = body.bottom < row <= body.bottom + move.totals_rows
    return (row + move.bottom - body.bottom, at[1]) if in_totals else at


def _free_heading(column: int, move: TableMove, taken: Collection[At]) -> At | None:
    """Give the nearest heading, to the right first, that bears no note; None if the table has none."""
    columns = sorted(range(move.body.left, move.body.right + 1), key=lambda n: (abs(n - column), n < column))
    headings = ((move.body.top - 1, n) for n in columns if move.header_rows)
    return next((heading for heading in headings if heading not in taken), None)


def _put(element: etree._Element, place: At | None) -> None:
    holder = element.getparent()
    if place is not None:
        element.set("ref", str(_cell(place)))
    elif holder is not None:
        holder.remove(element)


def _text(note: etree._Element) -> str:
    said = child(note, "text")
    pieces = () if said is None else everywhere(said, "t")
    return _tidy("".join(t.text or "" for t in pieces if (above := t.getparent()) is None or local(above) != "rPh"))


def _tidy(text: str) -> str:
    return decoded(text).replace("\r", "").strip()


def _cell(at: At) -> Area:
    return Area(at[1], at[0], at[1], at[0])


def _at(ref: str) -> At | None:
    try:
        area = Area.read(ref)
    except ValueError:
        return None
    return area.top, area.left
