"""Sheets of a freshly built workbook put into a workbook of the user's own; every part it had stays byte for byte."""

import posixpath
import re
from collections.abc import Collection, Sequence

from lxml import etree

from arrears.core.problems import Place
from arrears.errors import BookRefused, FileRefused
from arrears.office.xlsx.dialect import in_dialect
from arrears.office.xlsx.package import CONTENT_TYPES, Package, Relation, SheetEntry, relations_part
from arrears.office.xlsx.sheet_graft import grafted_sheet, shared_texts
from arrears.office.xlsx.sheet_part import spliced
from arrears.office.xlsx.styles_part import StyleNumbers, absorb, renumber_differential
from arrears.office.xlsx.workbook_part import recalculate
from arrears.office.xlsx.xml_part import child, children, everywhere, parse, same_namespace, serialise

_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AFTER_NAMES = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip


def graft(target: Package, source: bytes, only: Sequence[str] | None = None) -> bytes:
    """Add the worksheets of a built workbook (or ``only`` those named) after the target's own sheets.

    Styles, tables, charts and names come along under free numbers, in the target's dialect and calendar.
    Raises BookRefused ``signed-book``, or ``name-clash`` for a sheet, table or name that the target has already.
    """
    if target.signed:
        raise BookRefused("signed-book", Place(file=target.name))
    built = Package(source)
    sheets = [s for s in built.sheets if s.kind == "worksheet" and (only is None or s.name in only)]
    _refuse_clashes(target, built, sheets)
    return _Graft(target, built, sheets).made()


def _refuse_clashes(target: Package, built: Package, sheets: Sequence[SheetEntry]) -> None:
    titles = {sheet.name.casefold() for sheet in target.sheets}
    names = {name.name.casefold(): name.refers_to for name in target.names if name.scope is None}
    tables = {table.name.casefold() for table in target.tables}
    parts = {sheet.part for sheet in sheets}

    def refuse(kind: str, name: str) -> None:
        raise BookRefused("name-clash", Place(file=target.name), name, kind=kind)

    for sheet in sheets:
        if sheet.name.casefold() in titles:
            refuse("sheet", sheet.name)
    for table in built.tables:
        if table.sheet_part in parts and table.name.casefold() in {*tables, *names}:
            refuse("table", table.name)
    for name in built.names:
        plain = name.name.casefold()
        if name.scope is None and (plain in tables or names.get(plain, name.refers_to) != name.refers_to):
            refuse("name", name.name)


class _Graft:
    """The parts that are added and those that are rewritten."""

    def __init__(self, target: Package, built: Package, sheets: Sequence[SheetEntry]) -> None:
        self._target = target
        self._built = built
        self._sheets = sheets
        self._taken = {part.casefold() for part in target.parts}
        self._added: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._folder = posixpath.dirname(target.workbook_part)
        self._workbook = target.xml(target.workbook_part)
        self._relations = target.xml(relations_part(target.workbook_part))
        self._table_number = max((_table_id(target, table.part) for table in target.tables), default=0)
        self._replaced: dict[str, bytes] = {}

    def made(self) -> bytes:
        styles = self._styles()
        texts = shared_texts(self._built)
        places = {sheet.part: self._free(sheet.part) for sheet in self._sheets}
        identifiers = []
        for sheet in self._sheets:
            content = in_dialect(self._built.part(sheet.part), strict=self._target.strict)
            shift = self._target.date1904 - self._built.date1904
            self._add(places[sheet.part], grafted_sheet(content, styles, texts, calendar=shift), self._type(sheet.part))
            self._follow(sheet.part, places[sheet.part], styles)
            identifiers.append(self._relate("worksheet", places[sheet.part]))
        self._list_sheets(identifiers)
        self._list_names()
        recalculate(self._workbook)
        self._replaced[self._target.workbook_part] = serialise(self._workbook)
        self._replaced[relations_part(self._target.workbook_part)] = serialise(self._relations)
        self._replaced[CONTENT_TYPES] = self._content_types()
        return self._target.rewritten(self._replaced, self._added)

    def _styles(self) -> StyleNumbers:
        """Take the built workbook's styles into the target's, which may have none yet."""
        other = parse(in_dialect(self._built.part(self._styles_part(self._built)), strict=self._target.strict))
        found = self._target.related(self._target.workbook_part, "styles")
        if found and found[0] in self._target:
            root = self._target.xml(found[0])
            numbers = absorb(root, other)
            self._replaced[found[0]] = serialise(root)
            return numbers
        place = self._free(posixpath.join(self._folder, "styles.xml"))
        root = parse(etree.tostring(other))
        numbers = absorb(root, other)
        self._add(place, serialise(root), _STYLES_TYPE)
        self._relate("styles", place)
        return numbers

    @staticmethod
    def _styles_part(package: Package) -> str:
        return package.related(package.workbook_part, "styles")[0]

    def _follow(self, part: str, place: str, styles: StyleNumbers) -> None:
        """Bring along the parts that a part leads to: tables, drawings, charts, pictures, notes."""
        relations = self._built.relations(part)
        if not relations:
            return
        root = parse(_NO_RELATIONS)
        for relation in relations:
            target = relation.target
            if not relation.external:
                target = "/" + self._bring(relation, styles)
            _relationship(root, relation.id, self._dialect_type(relation.type), target, external=relation.external)
        self._add(relations_part(place), serialise(root), "")

    def _bring(self, relation: Relation, styles: StyleNumbers) -> str:
        place = self._free(relation.target)
        content = self._built.part(relation.target)
        if relation.target.endswith((".xml", ".vml")):
            content = in_dialect(content, strict=self._target.strict)
        if relation.kind == "table":
            content = self._table(content, styles)
        self._add(place, content, self._type(relation.target))
        self._follow(relation.target, place, styles)
        return place

    def _table(self, content: bytes, styles: StyleNumbers) -> bytes:
        root = parse(content)
        self._table_number += 1
        root.set("id", str(self._table_number))
        renumber_differential(root, styles.differential)
        return serialise(root)

    def _free(self, part: str) -> str:
        """Find a part name that is free in the target: the same, or with another number."""
        stem, suffix = posixpath.splitext(part)
        base = re.sub(r"\d+$", "", stem)
        place, number = part, 0
        while place.casefold() in self._taken:
            number += 1
            place = f"{base}{number}{suffix}"
        self._taken.add(place.casefold())
        return place

    def _add(self, place: str, content: bytes, content_type: str) -> None:
        self._added[place] = content
        if content_type:
            self._types[place] = content_type

    def _type(self, part: str) -> str:
        return self._built.content_type(part)

    def _dialect_type(self, relation_type: str) -> str:
        return in_dialect(relation_type.encode(), strict=self._target.strict).decode()

    def _relate(self, kind: str, place: str) -> str:
        used = {element.get("Id") for element in self._relations}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        relation_type = self._dialect_type(f"{_OFFICE_RELATIONS}/{kind}")
        _relationship(self._relations, f"rId{number}", relation_type, f"/{place}")
        return f"rId{number}"

    def _list_sheets(self, identifiers: Sequence[str]) -> None:
        listed = child(self._workbook, "sheets")
        if listed is None:
            raise FileRefused("damaged-file", self._target.name, self._target.workbook_part)
        self._before = len(children(listed, "sheet"))
        free = max((int(sheet.get("sheetId") or 0) for sheet in children(listed, "sheet")), default=0) + 1
        namespace = in_dialect(_OFFICE_RELATIONS.encode(), strict=self._target.strict).decode()
        for number, (sheet, identifier) in enumerate(zip(self._sheets, identifiers, strict=True), start=free):
            made = etree.SubElement(listed, same_namespace(self._workbook, "sheet"))
            made.set("name", sheet.name)
            made.set("sheetId", str(number))
            if sheet.state != "visible":
                made.set("state", sheet.state)
            made.set(f"{{{namespace}}}id", identifier)

    def _list_names(self) -> None:
        wanted = child(self._built.workbook, "definedNames")
        if wanted is None:
            return
        titles = [element.get("name") for element in everywhere(self._built.workbook, "sheet")]
        places = {sheet.name: self._before + number for number, sheet in enumerate(self._sheets)}
        known = {name.name.casefold() for name in self._target.names if name.scope is None}
        for element in children(wanted, "definedName"):
            index = element.get("localSheetId")
            scope = titles[int(index)] if index else None
            if (scope is None and (element.get("name") or "").casefold() in known) or (scope and scope not in places):
                continue
            if not self._reaches(element.text or "", titles):
                continue
            listed = spliced(self._workbook, "definedNames", _AFTER_NAMES)
            made = etree.SubElement(listed, same_namespace(self._workbook, "definedName"))
            made.attrib.update(element.attrib)
            made.text = element.text
            if scope:
                made.set("localSheetId", str(places[scope]))

    def _reaches(self, refers_to: str, titles: Collection[str | None]) -> bool:
        """Tell whether a name leads to no sheet that is left behind."""
        taken = {sheet.name for sheet in self._sheets}
        left = [title.replace("'", "''") for title in titles if title and title not in taken]
        return not any(f"'{title}'!" in refers_to or refers_to.startswith(f"{title}!") for title in left)

    def _content_types(self) -> bytes:
        root = self._target.xml(CONTENT_TYPES)
        defaults = {(e.get("Extension") or "").casefold() for e in everywhere(root, "Default")}
        if "rels" not in defaults:
            default = etree.Element(same_namespace(root, "Default"), Extension="rels", ContentType=_RELATIONS_TYPE)
            root.insert(0, default)
        for place, content_type in self._types.items():
            made = etree.SubElement(root, same_namespace(root, "Override"))
            made.set("PartName", f"/{place}")
            made.set("ContentType", content_type)
        return serialise(root)


def _relationship(
    root: etree._Element, identifier: str, relation_type: str, target: str, *, external: bool = False
) -> None:
    made = etree.SubElement(root, same_namespace(root, "Relationship"))
    made.set("Id", identifier)
    made.set("Type", relation_type)
    made.set("Target", target)
    if external:
        made.set("TargetMode", "External")


def _table_id(package: Package, part: str) -> int:
    return int(package.xml(part).get("id") or 0)
