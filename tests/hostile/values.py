"""Values that letters may be filled with, the worst of them."""

import io
import random
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import segno

from arrears.office.word.images import Picture
from arrears.office.word.names import Names

TEXTS = (
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r>", "</w:document>", "<w:p/>", "<!--",
    "<?xml?>", "{ DDEAUTO c cmd }", "{ INCLUDETEXT \\\\\\\\host\\\\file }", "«CustomerName»",
    "{ MERGEFIELD CustomerName }", "<?arrears slot 0?>", "<?arrears end 0?>", "arrears-hole-0-0;",
    "arrears-drawing", "TableStart:Items", "TableEnd:Items", "\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x80\x9f\ufffe\uffff",
    "\ud800 half", "half \udfff", "\ud83d", "\ufdd0", "a\u202eb\u2066c\u2069", "שלום עולם 12.00",
    "شركة الشرق للتجارة", "👩‍👩‍👧‍👦 🇨🇳 e\u0301\u0301", "\ufeff", "\u200b", "\u2028\u2029", "x" * 32_000,
    "龘" * 32_000, "&" * 9_000, "<" * 9_000, "&amp;&lt;&#0;&#xD800;", "]]>", "=1+1", "+cmd|' /C calc'!A0", "\\",
    "\\\\", '"', "'", "”“", "%s %n %b", "${x}", "{{ 7*7 }}", "{% for x in y %}", "\r", "\r\n", "\n" * 50, "\t" * 50,
    " ", "  lead and trail  ", "0", "-0", "NaN", "Infinity", "1e999999", "1,5", "True", "None", "2026-13-45",
    "0000-00-00", "rId1", "word/document.xml", "_GoBack", "http://x/?a=1&b=<2>", "javascript:alert(1)", "𠀀𪜀𫝀",
    "Ａ　Ｂ", "ﷺ", "İıſß",
)  # fmt: skip
"""What a name or a note may hold."""
ODD = (
    None, "", 0, -1, 10**30, True, Decimal(0), Decimal("-0"), Decimal("-0.001"), Decimal("NaN"), Decimal("Infinity"),
    Decimal("1E+500"), Decimal("1E-500"), Decimal("12345678901234567890.125"), Decimal("-1234.5"), date.min, date.max,
)  # fmt: skip
"""What a cell may hold beside text."""


def source_of(seed: object) -> random.Random:
    """Give a source of values; the same seed gives the same."""
    return random.Random(str(seed))  # noqa: S311 - test data


def fields(names: Names, source: random.Random) -> dict[str, Any]:
    """Give hostile values for the fields of a template."""
    return {name: _picture(source) if name in names.pictures else _value(source) for name in sorted(names.fields)}


def regions(names: Names, source: random.Random) -> dict[str, Any]:
    """Give hostile rows for its regions."""
    return {
        region: [{**fields(inner, source), **regions(inner, source)} for _ in range(source.choice((0, 1, 2, 5)))]
        for region, inner in names.regions.items()
    }


def _value(source: random.Random) -> Any:
    kind = source.random()
    if kind < 0.55:
        return source.choice(TEXTS)
    if kind < 0.75:
        return source.choice(ODD)
    if kind < 0.85:
        return "".join(chr(source.choice((*range(0x30), 0x3C, 0x26, 0xD800, 0xFFFF, 0x4E00))) for _ in range(20))
    return source.choice((Decimal(source.randrange(-(10**9), 10**9)) / 100, date(2026, 3, 5), source.randrange(1000)))


def _picture(source: random.Random) -> Any:
    return source.choice((None, "", "text <&>", source.choice(_pictures())))


@cache
def _pictures() -> tuple[Picture, ...]:
    drawn = []
    for text, says in (("one", 'says "<&>"\n'), ("two", "\ud800\x00")):
        out = io.BytesIO()
        segno.make_qr(text).save(out, kind="png")
        drawn.append(Picture(out.getvalue(), 30, says))
    return tuple(drawn)
