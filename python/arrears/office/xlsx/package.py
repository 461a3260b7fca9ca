"""An Excel workbook as a package of parts: sheets, tables, names, relations; every part not touched stays as it is."""

import posixpath
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from arrears.errors import FileRefused
from arrears.office.files import read_file
from arrears.office.xlsx.areas import Area
from arrears.office.xlsx.package_guard import part_name
from arrears.office.xlsx.xml_part import child, children, decoded, everywhere, parse, relation_id
from arrears.office.xlsx.zip_members import Archive

STRICT = "http://purl.oclc.org/ooxml/"
CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; ``target`` is a part name, or an address outside when ``external``."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: worksheet, table, drawing; the same in both dialects."""
        return self.type.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet: its title, its part, and whether it is visible, hidden or veryHidden."""

    name: str
    part: str
    state: str
    kind: str = "worksheet"


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table: its name, where it stands, and its headings as shown."""

    name: str
    sheet: str
    sheet_part: str
    part: str
    area: Area
    headings: tuple[str, ...]
    header_rows: int = 1
    totals_rows: int = 0

    @property
    def ref(self) -> str:
        """The whole table in A1 notation, header and totals row included."""
        return str(self.area)

    @property
    def body(self) -> Area:
        """The body rows; a table always has at least one."""
        area = self.area
        return Area(area.left, area.top + self.header_rows, area.right, area.bottom - self.totals_rows)


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name of the workbook and what it refers to; ``scope`` is the sheet it is local to."""

    name: str
    refers_to: str
    scope: str | None = None
    hidden: bool = False


class Package:
    """The parts of a workbook, read once."""

    def __init__(self, content: bytes, name: str = "") -> None:
        """Open the bytes of a guarded file; ``name`` is what the user calls it."""
        self.content = content
        self.name = name
        self.archive = Archive.of(content)
        self._zip = zipfile.ZipFile(BytesIO(content))
        self._members = {part_name(member.name).casefold(): member.name for member in self.archive.members}

    @classmethod
    def read(cls, path: Path) -> "Package":
        """Read a workbook file that ``package_guard.guard`` has let pass."""
        return cls(read_file(path), str(path))

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(part_name(member.name) for member in self.archive.members)

    def __contains__(self, part: str) -> bool:
        return part_name(part).casefold() in self._members

    def member(self, part: str) -> str:
        """Give the archive's own spelling of a part's name; raises FileRefused ``damaged-file`` when it is missing."""
        try:
            return self._members[part_name(part).casefold()]
        except KeyError as error:
            raise FileRefused("damaged-file", self.name, part) from error

    def part(self, name: str) -> bytes:
        """Give the content of a part."""
        return self._zip.read(self.member(name))

    def xml(self, name: str) -> etree._Element:
        """Parse a part anew; the caller may change what it gets."""
        return parse(self.part(name), name)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """List the relations of a part; of the package itself for ``""``."""
        name = relations_part(part)
        if name not in self:
            return ()
        return tuple(_relation(element, part) for element in everywhere(self.xml(name), "Relationship"))

    def related(self, part: str, kind: str) -> list[str]:
        """List the parts that a part is related to by a kind of relation."""
        return [r.target for r in self.relations(part) if r.kind == kind and not r.external]

    def content_type(self, part: str) -> str:
        """Give the content type of a part: its own, or that of its file name's ending."""
        root = self.xml(CONTENT_TYPES)
        wanted = part_name(part).casefold()
        for kind, key, value in (("Override", "PartName", wanted), ("Default", "Extension", wanted.rsplit(".", 1)[-1])):
            for element in everywhere(root, kind):
                if part_name(element.get(key) or "").casefold() == value:
                    return element.get("ContentType") or ""
        return ""

    @cached_property
    def workbook_part(self) -> str:
        """The part that lists the sheets; raises FileRefused ``nothing-inside``."""
        for target in self.related("", "officeDocument"):
            if target in self:
                return target
        raise FileRefused("nothing-inside", self.name, Path(self.name).name)

    @cached_property
    def workbook(self) -> etree._Element:
        """The workbook part, parsed; for reading only."""
        return self.xml(self.workbook_part)

    @property
    def strict(self) -> bool:
        """Whether the workbook is in the strict dialect of Office Open XML."""
        return str(etree.QName(self.workbook).namespace).startswith(STRICT)

    @property
    def signed(self) -> bool:
        """Whether a digital signature covers the file; any change would break it."""
        return any(relation.type.endswith("digital-signature/origin") for relation in self.relations(""))

    @cached_property
    def date1904(self) -> bool:
        """Whether days count from 1904 instead of 1900."""
        properties = child(self.workbook, "workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    @cached_property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """All sheets in the order of their tabs; those whose part is missing are left out."""
        relations = {relation.id: relation for relation in self.relations(self.workbook_part)}
        listed = child(self.workbook, "sheets")
        found = []
        for element in () if listed is None else children(listed, "sheet"):
            relation = relations.get(relation_id(element))
            if relation is not None and relation.target in self:
                state = element.get("state") or "visible"
                found.append(SheetEntry(element.get("name") or "", relation.target, state, relation.kind))
        return tuple(found)

    @cached_property
    def tables(self) -> tuple[TableEntry, ...]:
        """All tables of all worksheets."""
        return tuple(
            _table(self.xml(part), sheet, part)
            for sheet in self.sheets
            for part in self.related(sheet.part, "table")
            if part in self
        )

    def table(self, name: str) -> TableEntry | None:
        """Find a table by name, in any letter case as Excel does."""
        return next((table for table in self.tables if table.name.casefold() == name.casefold()), None)

    @cached_property
    def names(self) -> tuple[DefinedName, ...]:
        """All defined names."""
        listed = child(self.workbook, "definedNames")
        titles = [element.get("name") for element in everywhere(self.workbook, "sheet")]
        found = []
        for element in () if listed is None else children(listed, "definedName"):
            index = element.get("localSheetId")
            scope = titles[int(index)] if index and int(index) < len(titles) else None
            hidden = element.get("hidden") in ("1", "true")
            found.append(DefinedName(element.get("name") or "", element.text or "", scope, hidden))
        return tuple(found)

    def rewritten(
        self,
        replace: Mapping[str, bytes],
        add: Mapping[str, bytes] | None = None,
        drop: Collection[str] = (),
    ) -> bytes:
        """Write the package anew: named parts replaced, added or dropped, every other member byte for byte."""
        return self.archive.rewritten(
            {self.member(part): content for part, content in replace.items()},
            add or {},
            {self.member(part) for part in drop},
        )


def relations_part(part: str) -> str:
    """Name the part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(element: etree._Element, part: str) -> Relation:
    target = element.get("Target") or ""
    external = element.get("TargetMode") == "External"
    if not external:
        folder = "" if target.startswith(("/", "\\")) else posixpath.dirname(part)
        target = posixpath.normpath(posixpath.join(folder, part_name(unquote(target))))
    return Relation(element.get("Id") or "", element.get("Type") or "", target, external)


def _table(root: etree._Element, sheet: SheetEntry, part: str) -> TableEntry:
    columns = (column for column in everywhere(root, "tableColumn"))
    return TableEntry(
        name=root.get("displayName") or root.get("name") or "",
        sheet=sheet.name,
        sheet_part=sheet.part,
        part=part,
        area=Area.read(root.get("ref") or "A1"),
        headings=tuple(decoded(column.get("name") or "") for column in columns),
        header_rows=int(root.get("headerRowCount") or 1),
        totals_rows=int(root.get("totalsRowCount") or 0),
    )
