"""A table part: its range, headings and calculated columns after its rows were rewritten."""

from collections.abc import Mapping

from lxml import etree

from arrears.office.xlsx.areas import Area
from arrears.office.xlsx.xml_part import child, children, decoded, encoded, everywhere, same_namespace, serialise


class TablePart:
    """A table part opened for changes."""

    def __init__(self, root: etree._Element) -> None:
        """Take the parsed part."""
        self.root = root

    @property
    def columns(self) -> list[etree._Element]:
        """The tableColumn elements, left to right."""
        listed = child(self.root, "tableColumns")
        return [] if listed is None else children(listed, "tableColumn")

    def calculated(self) -> Mapping[str, str]:
        """Give the formulas of calculated columns by heading."""
        found = {}
        for column in self.columns:
            formula = child(column, "calculatedColumnFormula")
            if formula is not None and formula.text:
                found[decoded(column.get("name") or "")] = formula.text
        return found

    def resize(self, area: Area, totals_rows: int) -> None:
        """Set the table's range and that of its filter; the order it was last sorted in is no longer true."""
        self.root.set("ref", str(area))
        for attribute in ("insertRow", "insertRowShift"):
            if attribute in self.root.attrib:
                del self.root.attrib[attribute]
        found = child(self.root, "autoFilter")
        if found is not None:
            found.set("ref", str(area.down_to(area.bottom - totals_rows)))
        for state in list(everywhere(self.root, "sortState")):
            holder = state.getparent()
            if holder is not None:
                holder.remove(state)

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Give columns new headings: old -> new."""
        for column in self.columns:
            new = renamed.get(decoded(column.get("name") or ""))
            if new is not None:
                column.set("name", encoded(new).replace("\n", "_x000a_"))

    def calculate(self, heading: str, formula: str | None) -> None:
        """Make a column calculated by a formula, or plain; ``heading`` as it is now."""
        for column in self.columns:
            if decoded(column.get("name") or "") != heading:
                continue
            found = child(column, "calculatedColumnFormula")
            if formula is None:
                if found is not None:
                    column.remove(found)
                continue
            if found is None:
                found = etree.Element(same_namespace(self.root, "calculatedColumnFormula"))
                column.insert(0, found)
            if "array" in found.attrib:
                del found.attrib["array"]
            found.text = formula

    def content(self) -> bytes:
        """Write the part anew."""
        return serialise(self.root)
