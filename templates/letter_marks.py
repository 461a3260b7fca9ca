"""The WordprocessingML that python-docx has no words for: fields, frames, borders, shades, exact heights."""

import re
from collections.abc import Callable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from arrears.office.word.address_window import Frame, twips

RULE = "8A94A0"
ALTERNATIVES = {
    "SimSun": "Noto Serif CJK SC",
    "SimHei": "Noto Sans CJK SC",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
}
Look = Callable[[Any], Any]


def field(paragraph: Any, code: str, look: Look) -> None:
    """Insert a field; in an IF, ``[Name]`` is a field nested in it."""
    kind = "" if code.split(maxsplit=1)[0] in ("IF", "PAGE", "NUMPAGES") else "MERGEFIELD "
    _mark(look(paragraph.add_run()), "begin")
    for n, piece in enumerate(re.split(r"\[(.+?)\]", f" {kind}{code} ")):
        if n % 2:
            field(paragraph, piece, look)
        elif piece:
            _instruction(look(paragraph.add_run()), piece)
    _mark(look(paragraph.add_run()), "separate")
    if kind:
        look(paragraph.add_run("«" + code.split(maxsplit=1)[0] + "»"))
    elif code in ("PAGE", "NUMPAGES"):
        look(paragraph.add_run("1"))
    _mark(look(paragraph.add_run()), "end")


def in_frame(paragraph: Any, place: Frame) -> None:
    """Stand a paragraph in a frame; neighbours in an equal frame share it."""
    frame = OxmlElement("w:framePr")
    for name, value in place.attributes().items():
        frame.set(name, value)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        frame, "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind",
        "w:jc", "w:rPr",
    )  # fmt: skip


def row_mark(row: Any, name: str) -> None:
    """Give a row a property such as ``w:tblHeader``."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def row_height(row: Any, millimetres: float, rule: str) -> None:
    """Fix the height of a row."""
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), str(twips(millimetres)))
    height.set(qn("w:hRule"), rule)
    row._tr.get_or_add_trPr().append(height)


def borders(cell: Any, **sides: str) -> None:
    """Draw lines of a colour along sides of a cell."""
    lines = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            lines.append(_line(side, sides[side]))
    properties = cell._tc.get_or_add_tcPr()
    properties.insert_element_before(
        lines, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"
    )


def shade(cell: Any, colour: str) -> None:
    """Fill a cell with a colour."""
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().insert_element_before(
        shading, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"
    )


def cell_margins(table: Any, sides: int = 45) -> None:
    """Set the left and right margins inside the cells of a table, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(sides))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def rule(paragraph: Any, side: str, kind: str = "single", space: int = 6) -> None:
    """Draw a line above or below a paragraph."""
    lines = OxmlElement("w:pBdr")
    lines.append(_line(side, RULE, kind, space))
    paragraph._p.get_or_add_pPr().insert_element_before(
        lines, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def tiny(paragraph: Any) -> None:
    """Make a paragraph that only the file format asks for as low as can be."""
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)


def font_table(names: tuple[str, ...]) -> bytes:
    """Give the part that says which fonts stand in for those a computer lacks."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{ALTERNATIVES[name]}"/></w:font>' for name in dict.fromkeys(names)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()


def _line(side: str, colour: str, kind: str = "single", space: int = 0) -> Any:
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", kind), ("sz", "6"), ("space", str(space)), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    return line


def _mark(run: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def _instruction(run: Any, code: str) -> None:
    text = OxmlElement("w:instrText")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = code
    run._r.append(text)
