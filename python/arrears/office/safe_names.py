"""File names from people's words: safe on Windows, other scripts kept."""

import re
import unicodedata

LONGEST = 100
"""Characters of a name without its ending; folders of accountants run deep and paths end at 260."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def safe_name(first: str, words: str, ending: str) -> str:
    """Build a file name from a leading number, free words and an ending.

    The words are cut to fit; what Windows, or an eye, would trip over (separators, device names, control and
    direction marks, trailing dots and blanks) goes.

    >>> safe_name("L2026-00001", "Smith/Sons: Ltd. ", ".docx")
    'L2026-00001 Smith Sons Ltd.docx'
    """
    name = " ".join(f"{_clean(first)} {_clean(words)}".split())[:LONGEST]
    name = _whole(name).strip(" .~$")
    if not name or _RESERVED.match(name):
        name = f"_{name}"
    return name + ending


def _clean(text: str) -> str:
    # Cc controls, Cf direction marks and joiners, Cs surrogates, Co private use, Cn unassigned, Zl and Zp line ends.
    whole = unicodedata.normalize("NFC", text)
    visible = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c for c in whole)
    kept = "".join(c for c in visible if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    return _FORBIDDEN.sub(" ", kept)


def _whole(name: str) -> str:
    # A file system counts bytes: 255 of them, less what an ending and a temporary mark need.
    return name.encode("utf-8")[:220].decode("utf-8", "ignore")
