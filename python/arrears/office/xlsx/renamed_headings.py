"""Structured references after a table's heading was renamed: Excel renames them at once, a file must too.

A formula that names a column which is no longer there makes Excel call the whole file damaged.
"""

import re
from collections.abc import Callable, Mapping

from arrears.office.xlsx.package import Package
from arrears.office.xlsx.sheet_formulas import SheetFormulas
from arrears.office.xlsx.sheet_part import SheetPart
from arrears.office.xlsx.xml_part import everywhere, markup, parse, serialise

_SPECIAL = re.compile(r"[\[\]#']")
_NEEDS_INNER = re.compile(r"[^\w. ]")
_INNER = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_OUTER = r"\[((?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*)\]"


def reference_renamed(formula: str, table: str, renamed: Mapping[str, str]) -> str:
    """Give a formula with the columns of a table under their new headings.

    >>> reference_renamed("SUM(Items[Net])+Items[[#This Row],[Net]]", "Items", {"Net": "Net due"})
    'SUM(Items[Net due])+Items[[#This Row],[Net due]]'
    >>> reference_renamed("Items[@Net]", "Items", {"Net": "Net due"})  # as Excel shows it
    'Items[@[Net due]]'
    """
    names = {_escaped(old): _escaped(new) for old, new in renamed.items()}

    def follow(match: re.Match[str]) -> str:
        content = match[2]
        if content is None:
            return match[0]
        if content in names:
            new = names[content]
            return f"{match[1]}[[{new}]]" if _NEEDS_INNER.search(new) else f"{match[1]}[{new}]"
        if content.startswith("@") and content[1:] in names:
            return f"{match[1]}[@[{names[content[1:]]}]]"
        return match[1] + "[" + _INNER.sub(lambda inner: f"[{names.get(inner[1], inner[1])}]", content) + "]"

    return re.sub(rf'"(?:[^"]|"")*"|(?<![\w.\\])({re.escape(table)}){_OUTER}', follow, formula, flags=re.IGNORECASE)


def follow_headings(
    package: Package, sheets: dict[str, SheetPart], replaced: dict[str, bytes], table: str, renamed: Mapping[str, str]
) -> None:
    """Rename the references in the formulas of all sheets and tables; parts without any are not opened."""

    def change(formula: str) -> str:
        return reference_renamed(formula, table, renamed)

    marks = [markup(_escaped(old)).encode() for old in renamed]
    for entry in package.sheets:
        open_one = sheets.get(entry.part)
        if open_one is not None:
            SheetFormulas(open_one).rewritten(change)
        elif entry.kind == "worksheet" and any(mark in package.part(entry.part) for mark in marks):
            sheet = SheetPart(package.part(entry.part), entry.part)
            if SheetFormulas(sheet).rewritten(change):
                sheets[entry.part] = sheet
    for found in package.tables:
        content = replaced.get(found.part) or package.part(found.part)
        changed = _changed(content, change)
        if changed is not None:
            replaced[found.part] = changed


def _changed(content: bytes, change: Callable[[str], str]) -> bytes | None:
    root = parse(content)
    touched = False
    for name in ("calculatedColumnFormula", "totalsRowFormula"):
        for element in everywhere(root, name):
            text = element.text or ""
            element.text = change(text)
            touched |= element.text != text
    return serialise(root) if touched else None


def _escaped(heading: str) -> str:
    return _SPECIAL.sub(lambda match: f"'{match[0]}", heading)
