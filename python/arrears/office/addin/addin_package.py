"""The package of the add-in: a workbook of three sheets, written as text, with ribbon and VBA project."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_2006 = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HIDDEN = ' state="veryHidden"'
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the name of the code behind it, and rows of texts."""

    name: str
    code: str
    rows: Sequence[Sequence[str]]
    hidden: bool = True


def addin_package(title: str, book_code: str, sheets: Sequence[Sheet], ribbon: bytes, project: bytes) -> bytes:
    """Write an .xlam; the same contents give the same bytes, whenever and wherever it is written."""
    parts: dict[str, bytes] = {"[Content_Types].xml": _content_types(len(sheets))}
    parts["_rels/.rels"] = _relations(
        (f"{_OFFICE_2006}/officeDocument", "xl/workbook.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_MICROSOFT}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
    )
    parts["customUI/customUI14.xml"] = ribbon
    parts["docProps/core.xml"] = _properties(title)
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        *((f"{_OFFICE_2006}/worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)),
        (f"{_OFFICE_2006}/styles", "styles.xml"),
        (f"{_MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin"),
    )
    parts["xl/styles.xml"] = _styles()
    parts["xl/vbaProject.bin"] = project
    parts["xl/workbook.xml"] = _workbook(book_code, sheets)
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet)
    return _zipped(parts)


def _content_types(sheets: int) -> bytes:
    types = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
        "/xl/styles.xml": f"{_SHEETS}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/xl/worksheets/sheet{number}.xml": f"{_SHEETS}.worksheet+xml" for number in range(1, sheets + 1)},
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types.items())
    return _xml(
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> bytes:
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return _xml(f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>')


def _properties(title: str) -> bytes:
    """Give the title that Excel lists the add-in under; no date and no name of the machine's user."""
    return _xml(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        f"<dc:creator>{escape(title)}</dc:creator></cp:coreProperties>"
    )


def _styles() -> bytes:
    return _xml(
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _workbook(code: str, sheets: Sequence[Sheet]) -> bytes:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}"{_HIDDEN if sheet.hidden else ""} r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    return _xml(
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE_2006}"><workbookPr codeName="{code}"/>'
        f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets></workbook>"
    )


def _sheet(sheet: Sheet) -> bytes:
    rows = "".join(
        f'<row r="{number}">{"".join(_cell("ABCDEF"[n], number, text) for n, text in enumerate(row))}</row>'
        for number, row in enumerate(sheet.rows, 1)
    )
    return _xml(
        f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="{sheet.code}"/><sheetData>{rows}</sheetData></worksheet>'
    )


def _cell(column: str, row: int, text: str) -> str:
    """Write a text; what only looks like an escaped character (ISO 29500-1, 22.9.2.19) is kept from being one."""
    plain = escape(_LOOKS_ESCAPED.sub("_x005F_", text))
    return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'


def _xml(text: str) -> bytes:
    return (_HEAD + text).encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Put the parts together unpacked: packers differ between versions of Python, and some 200 KiB need none."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.create_system, entry.external_attr = 0, 0
            package.writestr(entry, parts[name])
    return out.getvalue()
