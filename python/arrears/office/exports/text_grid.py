"""Text exports (.csv, .tsv, .txt): encoding, delimiter and line ends found from the bytes."""

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from arrears.errors import FileRefused
from arrears.office.exports.grid import Grid, Row

DELIMITERS = ",;\t|"
_SAMPLE_LINES = 60
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(content: bytes) -> tuple[str, str]:
    """Turn bytes into text, with the encoding found: UTF-8, UTF-16, GB18030 or cp1252.

    >>> decode("客户".encode("gb18030"))[1], decode("Käufer;Fälligkeit".encode("cp1252"))[1]
    ('gb18030', 'cp1252')
    """
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), None) or _unmarked_encoding(content)
    return content.decode(encoding, errors="replace").replace("\x00", ""), encoding


def _unmarked_encoding(content: bytes) -> str:
    sample = content[:4096]
    if len(sample) > 3 and sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030" if _pairs_outweigh_singles(content[:200_000]) else "cp1252"
    return "utf-8"


def _pairs_outweigh_singles(content: bytes) -> bool:
    """GB text comes in pairs of high bytes; letters with accents in cp1252 stand alone among ASCII."""
    pairs = singles = run = 0
    for byte in (*content, 0):
        if byte >= 0x81:
            run += 1
            continue
        pairs += run // 2
        singles += run % 2
        run = 0
    return pairs > singles


def read_text(path: Path, content: bytes) -> Grid:
    """Read a delimited text file into a grid; refuses binary content and lines no reader can part."""
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        zeros = content[:4096].count(0)
        if zeros < len(content[:4096]) // 4:
            raise FileRefused("not-a-text-file", path.name)
    text, _encoding = decode(content)
    text, delimiter = _announced(text)
    delimiter = delimiter or _delimiter(text)
    try:
        rows = [_cells(row) for row in _parted(text, delimiter)]
    except csv.Error as error:
        raise FileRefused("text-damaged", path.name, found=str(error)) from error
    return Grid(sheet="", rows=rows, evidence="," if delimiter == ";" else "", delimiter=delimiter)


def _announced(text: str) -> tuple[str, str]:
    """Excel's own first line ``sep=;`` names the delimiter; blank it, so that row numbers stay."""
    first, _, rest = text.partition("\n")
    line = first.strip().strip('"')
    if line.lower().startswith("sep=") and len(line) == 5:
        return "\n" + rest, line[4]
    return text, ""


def _parted(text: str, delimiter: str) -> "csv.Reader":  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)


def _cells(row: list[str]) -> Row:
    return [cell if cell.strip() else None for cell in row]


def _delimiter(text: str) -> str:
    """Take the delimiter that parts most lines into the same number of fields, more fields first."""
    return max(DELIMITERS, key=lambda mark: _regularity(text, mark))


def _regularity(text: str, delimiter: str) -> float:
    try:
        widths = Counter(len(row) for row in islice(_parted(text, delimiter), _SAMPLE_LINES) if any(row))
    except csv.Error:
        return 0.0
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda pair: pair[1] * pair[0])
    return (width - 1) * count / sum(widths.values())
