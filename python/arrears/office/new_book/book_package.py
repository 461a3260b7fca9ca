"""The finishing of a new book's package: what openpyxl cannot say, and the same bytes from the same inputs."""

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_AFTER_IGNORED = re.compile(rb"<(?:smartTags|drawing|legacyDrawing|controls|tableParts|extLst)\b|</worksheet>")
"""The elements that follow ``ignoredErrors`` in a sheet (ECMA-376, part 1, 18.3.1.99)."""
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def finished(package: bytes, identifiers: Mapping[int, str]) -> bytes:
    """Mark cells whose digits are text on purpose, so Excel does not flag each of them, and fix all times.

    ``identifiers``: number of the sheet (from 1) -> ranges of its text columns.
    """
    stream = BytesIO()
    with ZipFile(BytesIO(package)) as made, ZipFile(stream, "w", ZIP_DEFLATED) as out:
        for member in made.infolist():
            text = _finished_part(member.filename, made.read(member), identifiers)
            out.writestr(ZipInfo(member.filename, _FIXED_TIME), text, ZIP_DEFLATED)
    return stream.getvalue()


def _finished_part(name: str, text: bytes, identifiers: Mapping[int, str]) -> bytes:
    if name == "docProps/core.xml":
        return _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", text)
    number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
    area = identifiers.get(int(number[1])) if number else None
    if not area:
        return text
    ignored = f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'
    return _AFTER_IGNORED.sub(lambda found: ignored.encode() + found[0], text, count=1)
