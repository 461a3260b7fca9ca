"""What a template names, and where: every merge field with its region, part, paragraph or table cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from arrears.office.word.fields import Element, Field, W, find_fields, merge_name
from arrears.office.word.names import Names
from arrears.office.word.package import parse, read_package
from arrears.office.word.stories import stories

_REGION = re.compile(r"(TableStart|TableEnd|BeginGroup|EndGroup):(.+)", re.IGNORECASE)
_IMAGE = re.compile(r"Image:", re.IGNORECASE)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """One merge field: its name, the regions it stands in (outermost first), its pictures, and where it is found."""

    name: str
    regions: tuple[str, ...]
    part: str
    """document, header, footer, footnotes or endnotes."""
    paragraph: int
    cell: tuple[int, int, int] | None
    """Table, row and column within the part; None outside tables."""
    text: str
    """What the paragraph says, cut to a few words."""
    row: str
    """Path of the table row it stands in; blank outside tables."""
    switches: Sequence[tuple[str, str]] = ()


def field_places(content: bytes, file: str) -> list[FieldPlace]:
    """List the merge fields of a template in the order of its parts; refuses what is no sound Word document."""
    members = read_package(content, file)
    parts = {name: each.unpacked() for name, each in members.items() if name.endswith((".xml", ".rels"))}
    found: list[FieldPlace] = []
    for story in stories(parts, file):
        found += _PartPlaces(parse(parts[story.name], file, story.name), story.kind, file).places()
    return found


def with_row_regions(places: Sequence[FieldPlace], names: Names) -> list[FieldPlace]:
    """Add the region that a table row repeats for: the one whose fields it holds, without TableStart around it."""
    regions = {row: region for row in {p.row for p in places} if row and (region := _row_region(places, row, names))}
    return [_within(place, regions.get(place.row, "")) for place in places]


def scopes_of(place: FieldPlace, names: Names) -> list[Names]:
    """Give the names in reach of a field, the letter's first, the innermost region's last."""
    scopes = [names]
    for region in place.regions:
        spelt = next((found for scope in reversed(scopes) if (found := scope.region(region)) is not None), None)
        inner = next((scope.regions[spelt] for scope in reversed(scopes) if spelt and spelt in scope.regions), None)
        if inner is not None:
            scopes.append(inner)
    return scopes


class _PartPlaces:
    """Reads one part."""

    def __init__(self, root: Element, kind: str, file: str) -> None:
        self.root = root
        self.kind = kind
        self.fields = find_fields(root, file)
        self.tree = root.getroottree()
        self.paragraphs = {self.tree.getpath(p): n for n, p in enumerate(root.iter(f"{W}p"), start=1)}
        self.tables = {self.tree.getpath(t): n for n, t in enumerate(root.iter(f"{W}tbl"), start=1)}

    def places(self) -> Iterator[FieldPlace]:
        open_regions: list[str] = []
        for outer in self.fields:
            for each in outer.all():
                if each.name != "MERGEFIELD":
                    continue
                name, switches = merge_name(each.code)
                mark = _REGION.fullmatch(name)
                if mark is None:
                    yield self._place(outer, _IMAGE.sub("", name).strip(), tuple(open_regions), switches)
                elif mark[1].casefold() in ("tablestart", "begingroup"):
                    open_regions.append(mark[2].strip())
                    yield self._place(outer, "", tuple(open_regions), ())
                elif open_regions:
                    open_regions.pop()

    def _place(
        self, outer: Field, name: str, regions: tuple[str, ...], switches: Sequence[tuple[str, str]]
    ) -> FieldPlace:
        run = outer.runs[0]
        paragraph = next(run.iterancestors(f"{W}p"), None)
        row = next(run.iterancestors(f"{W}tr"), None)
        text = "" if paragraph is None else "".join(t.text or "" for t in paragraph.iter(f"{W}t")).strip()
        number = 0 if paragraph is None else self.paragraphs[self.tree.getpath(paragraph)]
        path = "" if row is None else f"{self.kind} {self.tree.getpath(row)}"
        return FieldPlace(name, regions, self.kind, number, self._cell(run), text[:_LONGEST], path, switches)

    def _cell(self, run: Element) -> tuple[int, int, int] | None:
        cell = next(run.iterancestors(f"{W}tc"), None)
        row = None if cell is None else cell.getparent()
        table = None if row is None else next(row.iterancestors(f"{W}tbl"), None)
        if cell is None or row is None or table is None:
            return None
        rows, cells = list(table.iterchildren(f"{W}tr")), list(row.iterchildren(f"{W}tc"))
        down = rows.index(row) + 1 if row in rows else 0
        across = cells.index(cell) + 1 if cell in cells else 0
        return self.tables[self.tree.getpath(table)], down, across


def _row_region(places: Sequence[FieldPlace], row: str, names: Names) -> str:
    for place in places:
        if place.row == row and place.name:
            scopes = scopes_of(place, names)
            if len(scopes) <= len(place.regions):
                return ""  # a region of another name is marked around it
            if any(scope.exact(place.name) for scope in scopes):
                continue
            for region, inner in scopes[-1].regions.items():
                if inner.exact(place.name):
                    return region
    return ""


def _within(place: FieldPlace, region: str) -> FieldPlace:
    if not region:
        return place
    return FieldPlace(
        place.name, (*place.regions, region), place.part, place.paragraph, place.cell, place.text, place.row,
        place.switches,
    )  # fmt: skip
