"""XML parts of an office package: parsed without entities or network, found by local name in any dialect."""

import re
from collections.abc import Iterator

from lxml import etree

from arrears.errors import FileRefused

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDS_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NEVER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_PRESERVE = re.compile(r"^\s|\s$|[\n\t]|  ")


def parse(content: bytes, name: str = "") -> etree._Element:
    """Parse a part; raises FileRefused ``damaged-file`` when it is not well-formed XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileRefused("damaged-file", name, name) from error


def serialise(root: etree._Element) -> bytes:
    """Write a part as UTF-8 with the declaration Excel writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return etree.QName(element).localname


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """List the direct children of these local names, in order."""
    return [child for child in element if isinstance(child.tag, str) and local(child) in names]


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Find the first direct child of this local name."""
    return next(iter(children(element, name)), None)


def everywhere(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Walk all descendants of this local name, whatever the namespace."""
    return element.iter(f"{{*}}{name}")


def same_namespace(element: etree._Element, name: str) -> str:
    """Name an element in the namespace of another one."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def relation_id(element: etree._Element) -> str:
    """Give the value of ``r:id``, in the usual dialect or the strict one."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("/relationships}id")), "")


def decoded(text: str) -> str:
    """Turn ``_x000a_`` and the like into the characters they stand for.

    >>> decoded("Net_x000a_amount")
    'Net\\namount'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def encoded(text: str) -> str:
    """Write control characters, and text that only looks like an escape, the way Excel does; drop what XML forbids.

    >>> encoded("a\\rb"), encoded("_x000D_")
    ('a_x000D_b', '_x005F_x000D_')
    """
    return _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", _NEVER.sub("", text))


def markup(text: str) -> str:
    """Escape text for an XML text node.

    >>> markup("A & B <C>")
    'A &amp; B &lt;C&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def keeps_spaces(text: str) -> bool:
    """Tell whether a text loses white space unless marked ``xml:space="preserve"``."""
    return _PRESERVE.search(text) is not None
