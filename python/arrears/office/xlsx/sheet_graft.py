"""A worksheet part made ready for another workbook: styles renumbered, shared texts written out, days recounted."""

import re
from collections.abc import Sequence
from decimal import Decimal

from arrears.office.xlsx.package import Package
from arrears.office.xlsx.sheet_part import SheetPart
from arrears.office.xlsx.styles_part import StyleNumbers, renumber_differential
from arrears.office.xlsx.xml_part import everywhere

_BETWEEN_CALENDARS = 1462
"""Days from the zero of the 1900 calendar to that of the 1904 calendar."""
_STYLE = re.compile(rb'(?<!\S)s="(\d+)"')
_SHARED_CELL = re.compile(rb'(<c[^>]*?)\st="s"([^>]*)>\s*<v>(\d+)</v>\s*</c>')
_TEXT = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
_NUMBER = re.compile(rb"(?<=<v>)(-?[\d.]+)(?=</v>)")


def shared_texts(package: Package) -> Sequence[bytes]:
    """List the shared texts of a built workbook, each as the inside of its element."""
    parts = package.related(package.workbook_part, "sharedStrings")
    if not parts or parts[0] not in package:
        return []
    return [match[1] or b"" for match in _TEXT.finditer(package.part(parts[0]))]


def grafted_sheet(content: bytes, styles: StyleNumbers, texts: Sequence[bytes], *, calendar: int) -> bytes:
    """Rewrite a worksheet part; ``calendar`` is 1 on the way from the 1900 to the 1904 calendar, -1 back, 0 in one."""
    sheet = SheetPart(content)

    def restyled(match: re.Match[bytes]) -> bytes:
        return b's="%d"' % styles.cells.get(int(match[1]), 0)

    def written_out(match: re.Match[bytes]) -> bytes:
        return match[1] + b' t="inlineStr"' + match[2] + b"><is>" + texts[int(match[3])] + b"</is></c>"

    for number, row in sheet.rows.items():
        cells = _SHARED_CELL.sub(written_out, row.cells)
        row.attributes = _STYLE.sub(restyled, row.attributes)
        row.cells = b"".join(_ready(raw, styles, calendar) for raw, _, _ in sheet.cut(cells, number))
    for column in everywhere(sheet.root, "col"):
        if column.get("style"):
            column.set("style", str(styles.cells.get(int(column.get("style") or 0), 0)))
    renumber_differential(sheet.root, styles.differential)
    for view in everywhere(sheet.root, "sheetView"):
        if "tabSelected" in view.attrib:
            del view.attrib["tabSelected"]
    return sheet.content()


def _ready(raw: bytes, styles: StyleNumbers, calendar: int) -> bytes:
    """Restyle one cell; a day, told by its format, is counted in the other calendar."""
    end = raw.index(b">")
    opening, rest = raw[:end], raw[end:]
    match = _STYLE.search(opening)
    if match is None:
        return raw
    style = int(match[1])
    if calendar and style in styles.dates and b't="' not in opening.replace(b't="n"', b""):
        rest = _NUMBER.sub(lambda found: _counted(found[0], calendar), rest)
    return opening[: match.start()] + b's="%d"' % styles.cells.get(style, 0) + opening[match.end() :] + rest


def _counted(number: bytes, calendar: int) -> bytes:
    return str(Decimal(number.decode()) - calendar * _BETWEEN_CALENDARS).encode()
