"""Opening an exported file whatever its name says: workbook, text, or one clear refusal that names what it is."""

from pathlib import Path

from arrears.errors import FileRefused
from arrears.office.exports.grid import Grid
from arrears.office.exports.text_grid import read_text
from arrears.office.exports.workbook_grid import Workbook
from arrears.office.files import read_file
from arrears.office.xlsx.package_guard import guard_content

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
_LARGEST = 256 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"ID;P", "SYLK (.slk)"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"SQLite format 3", "SQLite"),
    (b"PAR1", "Parquet"),
)


def content_of(path: Path) -> bytes:
    """Read a file's bytes; refuses one that is missing, empty, or larger than any list of receivables."""
    content = read_file(path)
    if len(content) > _LARGEST:
        raise FileRefused(
            "file-too-large", path.name, found=f"{len(content) / 2**20:.0f} MiB", most=f"{_LARGEST // 2**20} MiB"
        )
    if not content.strip(b"\x00 \t\r\n"):
        raise FileRefused("file-empty", path.name)
    return content


def opened(path: Path, content: bytes) -> Workbook | Grid:
    """Open by content first and by name second, since exports are often misnamed."""
    refuse_other_formats(path, content)
    if content.startswith(b"PK\x03\x04"):
        guard_content(content, path.name)
        return Workbook(path, content)
    if content.startswith(_OLE):
        return Workbook(path, content)
    if path.suffix.lower() in TEXTS or (path.suffix.lower() in WORKBOOKS and _is_text(content)):
        return read_text(path, content)
    if path.suffix.lower() in WORKBOOKS:
        return Workbook(path, content)
    raise FileRefused("format-unknown", path.name, found=path.suffix or path.name)


def refuse_other_formats(path: Path, content: bytes) -> None:
    """Refuse, by its name, a format that Arrears does not read."""
    start = content[:2048]
    found = next((name for signature, name in _SIGNATURES if start.startswith(signature)), None)
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<workbook", b"<html", b"<!doctype html", b"<table", b"<meta")):
        found = "HTML" if b"<html" in head or b"<table" in head or b"<!doctype" in head else "XML"
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            found = "Excel XML 2003"
    if start.startswith(b"PK") and b"opendocument" in start[:200]:
        found = "OpenDocument (.ods)"
    if start.startswith((b"\x09\x00", b"\x09\x02", b"\x09\x04")) and start[2:4] in {
        b"\x04\x00",
        b"\x06\x00",
        b"\x08\x00",
    }:
        found = "Excel 2-4"
    if found:
        raise FileRefused("format-unknown", path.name, found=found)


def _is_text(content: bytes) -> bool:
    sample = content[:4096]
    return sample.count(0) == 0 and sum(byte < 32 and byte not in b"\t\r\n\f" for byte in sample) == 0
