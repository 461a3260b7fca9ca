"""The identity of a letter in its file's properties: its number, and the journal's last seal before it was written.

Where lines were cut off the end of a journal, the letters written after the cut still name seals that it lacks.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from arrears.office.word.package import Member, letter_member

PART = "docProps/core.xml"
_OLD = re.compile(rb"<dc:identifier\b[^>]*(?:/>|>.*?</dc:identifier>)", re.DOTALL)
_END = re.compile(rb"</(?:\w+:)?coreProperties>\s*$")
_FOUND = re.compile(rb"<dc:identifier\b[^>]*>([^<]*)</dc:identifier>")


class Identity:
    """The properties part of a template, with a place for the identifier (ISO/IEC 29500-2, 8.3: ``dc:identifier``)."""

    def __init__(self, properties: bytes) -> None:
        """Cut the part where the identifier goes."""
        whole = _OLD.sub(b"", properties)
        end = _END.search(whole)
        cut = end.start() if end else len(whole)
        self._before, self._after = whole[:cut], whole[cut:]

    def member(self, identifier: str) -> Member:
        """Give the part with an identifier."""
        text = escape(identifier).encode()
        element = b'<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">%s</dc:identifier>' % text
        return letter_member(PART, self._before + element + self._after)


def identifier_of(letter: bytes) -> str:
    """Give the identifier of a letter's file; blank if it has none, or is no Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(letter)) as package:
            found = _FOUND.search(package.read(PART))
    except (KeyError, zipfile.BadZipFile, OSError):
        return ""
    return found[1].decode("utf-8", "replace") if found else ""
