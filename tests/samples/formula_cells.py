"""The formula cells of a workbook file with their stored results, and how a recalculation compares with them."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TOLERANCE = 1e-9
Result = float | str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """How many formulas were compared, which came out otherwise, and which gave something where nothing was stored."""

    formulas: int
    differing: list[str]
    not_stored: list[str]


def results(book: Path, *, formulas_only: bool) -> dict[tuple[str, str], Result]:
    """Give the stored results of cells: (sheet, cell) -> number, text, or None where nothing is stored."""
    found: dict[tuple[str, str], Result] = {}
    with zipfile.ZipFile(book) as package:
        texts = _shared_texts(package)
        for title, part in sheet_parts(package):
            with package.open(part) as stream:
                for _, cell in etree.iterparse(stream, tag=f"{MAIN}c"):
                    if not formulas_only or cell.find(f"{MAIN}f") is not None:
                        found[title, cell.get("r")] = _result(cell, texts)
                    cell.clear()
    return found


def compare(written: Path, recalculated: Path) -> Compared:
    """Compare every formula's stored result with what another program computed; errors differ from everything."""
    ours, theirs = results(written, formulas_only=True), results(recalculated, formulas_only=False)
    differing, not_stored = [], []
    for (sheet, cell), result in ours.items():
        computed = theirs.get((sheet, cell))
        if not _equal(result, computed):
            told = f"{sheet}!{cell}: written {result!r}, computed {computed!r}"
            (not_stored if result is None else differing).append(told)
    return Compared(len(ours) - len(not_stored), differing, not_stored)


def with_wrong_result(book: Path, out: Path, wrong: str = "987654321.25") -> tuple[str, str]:
    """Copy a workbook with the stored result of one numeric formula made wrong; give its sheet and cell.

    A recalculation that believed stored results would give the wrong one back.
    """
    with zipfile.ZipFile(book) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        sheet, part = next((title, part) for title, part in sheet_parts(package) if title in {"Open items", "应收明细"})
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                root = etree.fromstring(content)
                cell = next(c for c in root.iter(f"{MAIN}c") if c.find(f"{MAIN}f") is not None and _is_number(c))
                address = str(cell.get("r"))
                cell.find(f"{MAIN}v").text = wrong
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            copy.writestr(name, content)
    return sheet, address


def sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the title and part of every sheet, in the book's order."""
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    for sheet in etree.fromstring(package.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        target = targets[sheet.get(_RELATION)]
        yield str(sheet.get("name")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _is_number(cell: etree._Element) -> bool:
    return cell.get("t") in (None, "n") and bool(cell.findtext(f"{MAIN}v"))


def _shared_texts(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [
        "".join(t.text or "" for t in si.iter(f"{MAIN}t"))
        for si in etree.fromstring(package.read("xl/sharedStrings.xml"))
    ]


def _result(cell: etree._Element, texts: list[str]) -> Result:
    kind, value = cell.get("t"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
    if kind == "str":
        return value or ""
    if not value:
        return None
    if kind == "s":
        return texts[int(value)]
    return value if kind == "e" else float(value)


def _equal(written: Result, computed: Result) -> bool:
    if isinstance(written, float) and isinstance(computed, float):
        return abs(written - computed) <= _TOLERANCE
    if isinstance(written, str) and written.startswith("#"):
        return False
    return (written or "") == (computed or "")
