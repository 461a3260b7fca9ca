"""Text from data as the inside of a ``w:t``: nothing in it can become markup, and nothing is illegal in XML."""

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Whatever ``as_markup`` changes; most texts hold none of it."""
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def as_markup(text: str) -> bytes:
    """Turn text into the inside of a ``w:t``: markup escaped, line ends and tabs as Word's, the illegal left out.

    Direction overrides are left out as well: they could make an amount beside a name read backwards.
    """
    if _SPECIAL.search(text) is None:
        return text.encode()
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    return escaped(plain).replace("\n", _BREAK).replace("\t", _TAB).encode()


def as_attribute(text: str) -> bytes:
    """Turn text into the inside of an attribute in double quotes, on one line."""
    return escaped(" ".join(text.split())).replace('"', "&quot;").encode("utf-8")


def escaped(text: str) -> str:
    """Escape markup and leave out what XML cannot carry, and direction overrides."""
    plain = _DIRECTION.sub("", _ILLEGAL.sub("", text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
