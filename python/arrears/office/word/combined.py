"""One document of many letters, for printing: a section for each, pages counted anew, headers of its own."""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from arrears.office.word.nodes import Values
from arrears.office.word.print_file import NUMBERING, STYLES, PrintFile
from arrears.office.word.stories import relationships_of
from arrears.office.word.template import Template

Filled = tuple[Template, Values, Mapping[str, Sequence[Values]]]
"""A letter: its template, its fields, the rows of its regions."""

_RSIDS = re.compile(rb"<w:rsids>.*?</w:rsids>", re.DOTALL)
_SHARED = (
    STYLES,
    NUMBERING,
    "word/settings.xml",
    *(relationships_of(f"word/{n}.xml") for n in ("footnotes", "endnotes")),
)


def look_of(template: Template) -> str:
    """Give the fingerprint of what letters must share to stand in one document: styles, lists, settings, notes."""
    shared = [_RSIDS.sub(b"", template.sources.get(name, b"")) for name in _SHARED]
    notes = [story.name for kind in ("footnotes", "endnotes") for story in template.parts_of(kind)]
    return hashlib.sha256(b"\0".join([*shared, *(name.encode() for name in notes)])).hexdigest()


def combined(letters: Iterable[Filled], *, duplex: bool = False) -> bytes:
    """Give one document of letters for printing, in their order; their templates must share one look (``look_of``).

    Each letter has a section of its own (or those of its template), begins at page 1, counts its own pages only, and
    has headers and footers, bookmarks, notes and numbered lists of its own. ``duplex`` lets each begin on a front page.
    Equal input gives equal bytes. Raises ValueError for no letter and for letters of different looks.
    """
    out = io.BytesIO()
    write_combined(letters, out, duplex=duplex)
    return out.getvalue()


def write_combined(letters: Iterable[Filled], out: BinaryIO, *, duplex: bool = False) -> int:
    """Write one document of letters to a file while they come, in flat memory; give how many. See ``combined``."""
    coming = iter(letters)
    pending = next(coming, None)
    if pending is None:
        raise ValueError("no letters to combine")
    look = look_of(pending[0])
    with PrintFile(pending[0], out, duplex=duplex) as print_file:
        for letter in coming:
            if letter[0] is not pending[0] and look_of(letter[0]) != look:
                raise ValueError("letters of different looks cannot stand in one document")
            print_file.add(*pending, last=False)
            pending = letter
        print_file.add(*pending, last=True)
    return print_file.count
