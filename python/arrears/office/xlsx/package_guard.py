"""The gate every office file passes before anything else opens it: a bad one is refused in one sentence."""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from arrears.errors import FileRefused
from arrears.office.files import read_file

MOST_UNPACKED = 768 * 2**20
"""A month of 100,000 items with all its columns and check formulas unpacks to some 330 MiB."""
MOST_RATIO = 200
RATIO_COUNTS_FROM = 8 * 2**20
"""Parts below this size may be packed as tightly as they like: they cannot hurt."""
MOST_PARTS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PIECE = 2**20
_OVERLAP = 64
_XML_NAMES = (".xml", ".rels", ".vml")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_XML_STARTS = (b"", b"<", b"<\0", b"\0<", b"\xff\xfe", b"\xfe\xff")


def guard(path: Path) -> None:
    """Refuse a file that is not a sound workbook or document package (.xlsx, .xlsm, .docx).

    Raises FileRefused: ``not-there``, ``cannot-read``, ``password-protected``, ``not-a-package``, ``damaged-file``,
    ``too-large-unpacked``, ``unsafe-file`` or ``nothing-inside``.
    """
    guard_content(read_file(path), str(path))


def guard_content(content: bytes, name: str) -> None:
    """Refuse the bytes of a file as ``guard`` does; ``name`` is what the user calls it."""
    _refuse_containers(content, name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_members(archive.infolist(), name)
            for member in archive.infolist():
                _refuse_content(archive, member, name)
            _refuse_empty(archive, name)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, zlib.error) as error:
        raise _refused("damaged-file", name) from error


def _refused(reason: str, name: str, found: str = "") -> FileRefused:
    return FileRefused(reason, name, found or Path(name).name)


def _refuse_containers(content: bytes, name: str) -> None:
    if content.startswith(_OLE):
        raise _refused("password-protected" if _ENCRYPTED in content else "not-a-package", name)
    if not content.startswith(b"PK"):
        raise _refused("not-a-package", name)


def _refuse_members(members: list[zipfile.ZipInfo], name: str) -> None:
    """Judge by the directory alone: sizes, number, names, methods."""
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _refused("too-large-unpacked", name)
    if any(m.file_size > RATIO_COUNTS_FROM and m.file_size > MOST_RATIO * m.compress_size for m in members):
        raise _refused("too-large-unpacked", name)
    seen: set[str] = set()
    for member in members:
        if member.flag_bits & 1:
            raise _refused("password-protected", name)
        plain = part_name(member.filename).casefold()
        if plain in seen or _outside(member.filename) or member.compress_type not in (0, 8):
            raise _refused("unsafe-file", name, member.filename)
        seen.add(plain)


def part_name(member: str) -> str:
    """Give a member's name as relations spell it: forward slashes, none in front."""
    return member.replace("\\", "/").lstrip("/")


def _outside(member: str) -> bool:
    parts = member.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", parts[0]) is not None or "\0" in member


def _refuse_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Read a part to its end (which proves its checksum); an XML part must not declare a document type."""
    is_xml = member.filename.casefold().endswith(_XML_NAMES)
    before = b""
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            start = piece.removeprefix(b"\xef\xbb\xbf").lstrip()[:2]
            if is_xml and not before and start not in _XML_STARTS and start[:1] != b"<":
                raise _refused("damaged-file", name, member.filename)
            seen = before + piece
            if is_xml and any(doctype in seen for doctype in _DOCTYPES):
                raise _refused("unsafe-file", name, member.filename)
            before = piece[-_OVERLAP:]


def _refuse_empty(archive: zipfile.ZipFile, name: str) -> None:
    names = {part_name(member).casefold() for member in archive.namelist()}
    if "[content_types].xml" not in names or "_rels/.rels" not in names:
        raise _refused("nothing-inside", name)
    relations = next(member for member in archive.namelist() if part_name(member).casefold() == "_rels/.rels")
    if b"/officeDocument" not in archive.read(relations):
        raise _refused("nothing-inside", name)
