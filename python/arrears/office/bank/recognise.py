"""Which format a statement file is in: found from its content, never from its name; and reading it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from arrears.core.bank.proof import proof_problems
from arrears.core.bank.statement import Statement
from arrears.errors import FileRefused, InputRefused, ListRefused
from arrears.office.bank.bai2 import read_bai2
from arrears.office.bank.camt import read_camt
from arrears.office.bank.list_head import find_head
from arrears.office.bank.list_signs import SIGNS
from arrears.office.bank.list_without_headings import head_from_cells
from arrears.office.bank.lists import Wishes, read_list
from arrears.office.bank.mt940 import read_mt940
from arrears.office.bank.ofx import read_ofx
from arrears.office.bank.other_readings import with_headings
from arrears.office.bank.qif import read_qif
from arrears.office.exports.day_notation import ORDERS
from arrears.office.exports.decimal_mark import MARKS
from arrears.office.exports.grid import Grid
from arrears.office.exports.sources import content_of, opened, refuse_other_formats
from arrears.office.exports.text_grid import decode, read_text
from arrears.office.exports.workbook_grid import Workbook

_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD, _SHORT = 4096, 2_000_000
_MT940 = re.compile(r"^\s*(?:\{4:\s*)?:(?:20|21|25|28C?|34F|60[FM]|61|62[FM]|64|86|940):", re.MULTILINE)
_BAI2 = re.compile(r"\A\s*01,[^\n]*(?:\n|/)\s*02,")
_QIF = re.compile(r"^!(?:Type:|Account|Option:|Clear:)", re.MULTILINE | re.IGNORECASE)
_CAMT = re.compile(r"camt\.05[234]|<(?:\w+:)?(?:BkToCstmr|Stmt>|Rpt>|Ntfctn>)")


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A statement file read: its name, the SHA-256 of its bytes, its format, and the statements in it."""

    file: str
    sha256: str
    format: str
    statements: Sequence[Statement]


def read_statements(
    path: Path, *, dates: str | None = None, decimal: str | None = None, signs: str | None = None,
    account: str | None = None, currency: str | None = None, sheet: str | None = None,
) -> StatementFile:  # fmt: skip
    """Read a statement file in any of the formats known; each statement says what in it does not add up.

    ``dates``, ``decimal`` and ``signs`` serve where nothing in the file decides; ``account`` and ``currency`` where it
    names none. Raises a Refusal for a file that is no bank statement, or leaves open what an amount or a day is.
    """
    if dates is not None and dates not in ORDERS:
        raise InputRefused("dates-option", found=dates)
    if decimal is not None and decimal not in MARKS:
        raise InputRefused("decimal-option", found=decimal)
    if signs is not None and signs not in SIGNS:
        raise InputRefused("signs-option", found=signs)
    content = content_of(path)
    format_, statements = _read(path, content, Wishes(dates, decimal, signs), sheet)
    completed = [
        replace(one, account=one.account or account or "", currency=one.currency or (currency or "").upper())
        for one in statements
    ]
    proved = [replace(one, problems=(*one.problems, *proof_problems(one, path.name))) for one in completed]
    return StatementFile(path.name, hashlib.sha256(content).hexdigest(), format_, proved)


def _read(path: Path, content: bytes, wishes: Wishes, sheet: str | None) -> tuple[str, list[Statement]]:
    file = path.name
    if not content.startswith(_PACKAGES):
        text, _ = decode(content)
        format_ = format_of(text)
        if format_ == "camt":
            return format_, read_camt(content, file)
        if format_ == "mt940":
            return format_, read_mt940(text, file)
        if format_ == "bai2":
            return format_, read_bai2(text, file)
        if format_ == "ofx":
            return format_, read_ofx(text, file, dates=wishes.dates, decimal=wishes.decimal)
        if format_ == "qif":
            return format_, read_qif(text, file, dates=wishes.dates, decimal=wishes.decimal)
    return "list", _list(path, content, wishes, sheet)


def _list(path: Path, content: bytes, wishes: Wishes, sheet: str | None) -> list[Statement]:
    """Read a list; where no headings are found, in other encodings and delimiters, then by its cells alone."""
    grid = _grid(path, content, sheet)
    if _may_be_misread(content):
        grid = with_headings(content, path.name) or grid
    try:
        head = find_head(grid, path.name)
    except ListRefused:
        other = None if content.startswith(_PACKAGES) else with_headings(content, path.name)
        grid, told = (other, find_head(other, path.name)) if other else (grid, head_from_cells(grid))
        if told is None:
            raise
        head = told
    return read_list(grid, path.name, wishes, head)


def _may_be_misread(content: bytes) -> bool:
    """Tell a text whose letters fit several encodings alike: more known headings decide."""
    return not content.startswith(_PACKAGES) and len(content) < _SHORT and decode(content)[1] == "cp1252"


def format_of(text: str) -> str:
    """Tell the format of a text: camt, mt940, bai2, ofx, qif, or list.

    >>> format_of(":20:STARTUMS\\n:25:10020030/1234567"), format_of("!Type:Bank\\nD8/12/13"), format_of("Date,Amount")
    ('mt940', 'qif', 'list')
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    head = head.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"<OFX\b|^OFXHEADER", head, re.IGNORECASE | re.MULTILINE):
        return "ofx"
    if head.startswith("<") and _CAMT.search(head):
        return "camt"
    if _BAI2.match(head):
        return "bai2"
    if _QIF.search(head):
        return "qif"
    return "mt940" if _MT940.search(head) else "list"


def _grid(path: Path, content: bytes, sheet: str | None) -> Grid:
    """Open a list: a workbook's named sheet, else the first that has cells; any other text whatever its name."""
    if not content.startswith(_PACKAGES):
        refuse_other_formats(path, content)
        if _is_binary(content):
            raise FileRefused("format-unknown", path.name, found=path.suffix or path.name)
        return read_text(path, content)
    source = opened(path, content)
    if isinstance(source, Grid):
        return source
    return _sheet(source, path, sheet)


def _sheet(book: Workbook, path: Path, sheet: str | None) -> Grid:
    names = [name for name, _ in book.sheet_names()]
    if sheet is not None and sheet not in names:
        raise InputRefused("sheet-missing", path.name, found=sheet, sheets=", ".join(names))
    if not names:
        raise FileRefused("no-worksheet", path.name)
    chosen = sheet or next((name for name in names if any(any(row) for row in book.head(name, 60).rows)), names[0])
    return book.grid(chosen)


def _is_binary(content: bytes) -> bool:
    sample = content[:_HEAD]
    return (
        sample.count(0) > 0 and not sample.startswith((b"\xff\xfe", b"\xfe\xff")) and sample.count(0) < len(sample) // 4
    )
