"""The workbook part after sheets changed: full recalculation on load, names that follow, the calculation chain gone."""

import re
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.office.xlsx.areas import Area
from arrears.office.xlsx.moved_formulas import TableMove
from arrears.office.xlsx.package import CONTENT_TYPES, Package, relations_part
from arrears.office.xlsx.sheet_part import spliced
from arrears.office.xlsx.xml_part import child, children, everywhere, same_namespace, serialise

_AFTER_CALCULATION = (
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_AFTER_NAMES = ("calcPr", *_AFTER_CALCULATION)
_ONE_AREA = re.compile(r"(?:'((?:[^']|'')+)'|([^'!:,()]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")


def recalculated(package: Package, moves: Sequence[TableMove], renamed: Callable[[str], str]) -> bytes:
    """Write the workbook part so that Excel recalculates on load, with names following moved tables and headings."""
    root = package.xml(package.workbook_part)
    names = child(root, "definedNames")
    for name in () if names is None else children(names, "definedName"):
        for move in moves:
            name.text = move.names(name.text or "")
        name.text = renamed(name.text or "")
    recalculate(root)
    return serialise(root)


def recalculate(root: etree._Element) -> None:
    """Ask Excel to recalculate everything when it loads the workbook."""
    spliced(root, "calcPr", _AFTER_CALCULATION).set("fullCalcOnLoad", "1")


def with_names(package: Package, names: Mapping[str, str]) -> bytes:
    """Write the package with further defined names of the whole workbook: name -> what it refers to."""
    root = package.xml(package.workbook_part)
    listed = spliced(root, "definedNames", _AFTER_NAMES)
    for name, refers_to in names.items():
        made = etree.SubElement(listed, same_namespace(root, "definedName"), name=name)
        made.text = refers_to
    recalculate(root)
    return package.rewritten({package.workbook_part: serialise(root)})


def without_chain(package: Package) -> tuple[dict[str, bytes], set[str]]:
    """Take the calculation chain out: the parts that name it, rewritten, and the part to drop."""
    chains = package.related(package.workbook_part, "calcChain")
    if not chains:
        return {}, set()
    types, relations = package.xml(CONTENT_TYPES), package.xml(relations_part(package.workbook_part))
    for override in list(everywhere(types, "Override")):
        if (override.get("PartName") or "").lstrip("/").casefold() in {chain.casefold() for chain in chains}:
            types.remove(override)
    for relation in list(everywhere(relations, "Relationship")):
        if (relation.get("Type") or "").endswith("/calcChain"):
            relations.remove(relation)
    rewritten = {CONTENT_TYPES: serialise(types), relations_part(package.workbook_part): serialise(relations)}
    return rewritten, {chain for chain in chains if chain in package}


def block_area(package: Package, name: str) -> tuple[str, Area]:
    """Find the sheet and the area of a named block.

    Raises BookRefused ``block-missing`` when the workbook has no such name, or it does not name one area of a sheet.
    """
    for defined in package.names:
        match = _ONE_AREA.fullmatch(defined.refers_to.strip())
        if defined.name.casefold() == name.casefold() and match:
            return (match[1] or "").replace("''", "'") or match[2], Area.read(match[3])
    raise BookRefused("block-missing", Place(file=package.name), name)
