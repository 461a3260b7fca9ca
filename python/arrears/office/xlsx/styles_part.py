"""A styles part that takes in the cell styles of another workbook; what it had keeps its place and its number."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from arrears.office.xlsx.xml_part import child, children, same_namespace

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_FIRST_OWN_FORMAT = 164
"""Number formats below this are built in (ECMA-376, part 1, 18.8.30)."""
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class StyleNumbers:
    """How the style numbers of the other workbook are called here; ``dates`` are its styles that show days."""

    cells: Mapping[int, int]
    differential: Mapping[int, int]
    dates: frozenset[int]


def absorb(root: etree._Element, other: etree._Element) -> StyleNumbers:
    """Append the other workbook's styles to a styles part, each kind once."""
    formats = _formats(root, other)
    numbers = {
        "numFmtId": formats,
        "fontId": _appended(root, other, "fonts"),
        "fillId": _appended(root, other, "fills"),
        "borderId": _appended(root, other, "borders"),
    }
    cells = _cell_styles(root, other, numbers)
    differential = _appended(root, other, "dxfs")
    _table_styles(root, other, differential)
    return StyleNumbers(cells, differential, _dates(other))


def _section(root: etree._Element, name: str) -> etree._Element:
    """Find a list of the styles part, or make it at its place in the schema."""
    found = child(root, name)
    if found is None:
        found = etree.Element(same_namespace(root, name))
        before = children(root, *_ORDER[: _ORDER.index(name)])
        root.insert(root.index(before[-1]) + 1 if before else 0, found)
    return found


def _listed(root: etree._Element, name: str) -> list[etree._Element]:
    found = child(root, name)
    return [] if found is None else [element for element in found if isinstance(element.tag, str)]


def _spelt(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


def _appended(root: etree._Element, other: etree._Element, name: str) -> dict[int, int]:
    """Append the elements of one list that are not there yet; old number -> new number."""
    if not _listed(other, name):
        return {}
    section = _section(root, name)
    known: dict[bytes, int] = {}
    for number, element in enumerate(_listed(root, name)):
        known.setdefault(_spelt(element), number)
    numbers = {}
    for number, element in enumerate(_listed(other, name)):
        spelt = _spelt(element)
        if spelt not in known:
            known[spelt] = len(section)
            section.append(deepcopy(element))
        numbers[number] = known[spelt]
    section.set("count", str(len(section)))
    return numbers


def _formats(root: etree._Element, other: etree._Element) -> dict[int, int]:
    """Append own number formats under free numbers."""
    wanted = _listed(other, "numFmts")
    if not wanted:
        return {}
    section = _section(root, "numFmts")
    known = {element.get("formatCode"): int(element.get("numFmtId") or 0) for element in section}
    free = max((_FIRST_OWN_FORMAT - 1, *known.values())) + 1
    numbers = {}
    for element in wanted:
        code = element.get("formatCode")
        if code not in known:
            known[code] = free
            made = etree.SubElement(section, same_namespace(root, "numFmt"))
            made.set("numFmtId", str(free))
            made.set("formatCode", code or "General")
            free += 1
        numbers[int(element.get("numFmtId") or 0)] = known[code]
    section.set("count", str(len(section)))
    return numbers


def _cell_styles(
    root: etree._Element, other: etree._Element, numbers: Mapping[str, Mapping[int, int]]
) -> dict[int, int]:
    """Append cell styles; the other's default style becomes the default here."""
    section = _section(root, "cellXfs")
    if not len(section):
        etree.SubElement(section, same_namespace(root, "xf"))
    known: dict[bytes, int] = {}
    for number, element in enumerate(section):
        known.setdefault(_spelt(element), number)
    mapped = {0: 0}
    for number, element in enumerate(_listed(other, "cellXfs")):
        if number == 0:
            continue
        made = deepcopy(element)
        for attribute, names in numbers.items():
            old = int(made.get(attribute) or 0)
            made.set(attribute, str(names.get(old, old)))
        made.set("xfId", "0")
        spelt = _spelt(made)
        if spelt not in known:
            known[spelt] = len(section)
            section.append(made)
        mapped[number] = known[spelt]
    section.set("count", str(len(section)))
    return mapped


def _table_styles(root: etree._Element, other: etree._Element, differential: Mapping[int, int]) -> None:
    """Append the other's own table styles unless one of that name is there."""
    wanted = _listed(other, "tableStyles")
    if not wanted:
        return
    section = _section(root, "tableStyles")
    known = {element.get("name") for element in children(section, "tableStyle")}
    for element in wanted:
        if element.get("name") not in known:
            made = deepcopy(element)
            renumber_differential(made, differential)
            section.append(made)
    section.set("count", str(len(section)))


def renumber_differential(root: etree._Element, differential: Mapping[int, int]) -> None:
    """Give every reference to a differential format, by whatever attribute, its new number."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for attribute, value in element.attrib.items():
            if str(attribute).lower().endswith("dxfid") and str(value).isdigit():
                element.set(attribute, str(differential.get(int(value), int(value))))


def _dates(other: etree._Element) -> frozenset[int]:
    codes = {int(e.get("numFmtId") or 0): e.get("formatCode") or "" for e in _listed(other, "numFmts")}
    formats = [int(element.get("numFmtId") or 0) for element in _listed(other, "cellXfs")]
    return frozenset(n for n, f in enumerate(formats) if f in _BUILT_IN_DATES or _shows_days(codes.get(f, "")))


def _shows_days(code: str) -> bool:
    """Tell a format of dates by its letters.

    >>> _shows_days("yyyy-mm-dd"), _shows_days('#,##0.00 "days"')
    (True, False)
    """
    return re.search(r"[dmyDMY]", _NOT_FORMAT.sub("", code)) is not None and "General" not in code
