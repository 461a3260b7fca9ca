"""OFX as a tree of tags, from SGML (1.x) and XML (2.x) alike: unclosed, misspelt and empty tags are all met with."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<(?P<tag>/?[A-Za-z0-9._]+)[^<>]*?(?P<alone>/?)>", re.DOTALL
)
_LEAVES = frozenset(
    """
    NAME MEMO TRNAMT FITID DTPOSTED DTUSER DTAVAIL TRNTYPE CHECKNUM REFNUM BALAMT DTASOF CURDEF ACCTID BANKID
    BRANCHID ACCTTYPE DTSTART DTEND CODE SEVERITY MESSAGE CURSYM CURRATE PAYEEID SIC MKTGINFO LANGUAGE DTSERVER
    TRNUID ORG FID SRVRTID CORRECTFITID CORRECTACTION VALUEDATE ACCTBAL
    """.split()  # noqa: SIM905 - a list of tags reads better without marks
)
"""Tags that hold a text, also where it is blank and the tag is never closed."""


@dataclass(slots=True)
class Tag:
    """A tag: its name in capitals, its text, and what it holds."""

    name: str
    text: str = ""
    inside: "list[Tag]" = field(default_factory=list)

    def all(self, name: str) -> "Iterator[Tag]":
        """Walk the tags of a name, however deep."""
        for tag in self.inside:
            if tag.name == name:
                yield tag
            yield from tag.all(name)

    def first(self, *names: str) -> "Tag | None":
        """Give the first tag of one of some names, however deep."""
        return next((tag for name in names for tag in self.all(name)), None)

    def said(self, *names: str) -> str:
        """Give the text of the first of some tags that has one."""
        return next((tag.text for name in names for tag in self.all(name) if tag.text), "")


def tree_of(text: str) -> Tag:
    """Read the tags of an OFX text; what no tag closes is closed with the tag around it.

    >>> tree = tree_of("<OFX><STMTTRN><TRNAMT>5.00<NAME><MEMO>A &amp; B</STMTTRN></OFX>")
    >>> tree.said("TRNAMT"), tree.said("NAME"), tree.said("MEMO")
    ('5.00', '', 'A & B')
    """
    text = _closed(text, "<!--", "-->")
    text = _closed(text, "<![CDATA[", "]]>")
    root = Tag("")
    stack = [root]
    closed = {name.upper() for name in re.findall(r"</([A-Za-z0-9._]+)", text)}
    tokens = [token for token in _TOKEN.finditer(text) if not token[0].startswith("<!--")]
    for number, token in enumerate(tokens):
        end = tokens[number + 1].start() if number + 1 < len(tokens) else len(text)
        said = _text(re.sub(r"<!--.*?-->", " ", text[token.end() : end], flags=re.DOTALL))
        if token["cdata"] is not None:
            if stack[-1].inside:
                _fill(stack[-1].inside[-1], " ".join(token["cdata"].split()))
            continue
        name = token["tag"].upper()
        if name.startswith("/"):
            _close(stack, name[1:])
            continue
        tag = Tag(name, said)
        stack[-1].inside.append(tag)
        if not (said or token["alone"] or name in _LEAVES or name not in closed):
            stack.append(tag)
    return root


def _closed(text: str, begin: str, end: str) -> str:
    """Leave out beginnings that nothing ends, which would be looked for over and over."""
    last = text.rfind(end) + len(end) if end in text else 0
    return text[:last] + text[last:].replace(begin, " ")


def _fill(tag: Tag, said: str) -> None:
    tag.text = f"{tag.text} {said}".strip()


def _close(stack: list[Tag], name: str) -> None:
    """Close the innermost open tag of a name and all that was left open in it."""
    depth = next((n for n in range(len(stack) - 1, 0, -1) if stack[n].name == name), None)
    if depth is not None:
        del stack[depth:]


def _text(raw: str) -> str:
    return " ".join(html.unescape(raw).split())
