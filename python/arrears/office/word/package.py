"""A Word file as a package: members read with their packed bytes, and packed again without being touched."""

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from arrears.errors import TemplateRefused
from arrears.office.xlsx.package_guard import guard_content

Element = etree._Element

_FIXED_DATE = (46 << 9) | (1 << 5) | 1
"""1 January 2026 as DOS counts days: the same input makes the same bytes on any day."""
_LOCAL = "<4s5H3I2H"
_CENTRAL = "<4s6H3I5H2I"
CENTRAL_END = "<4s4H2IH"
"""The record that ends a package."""
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the package: its name, its packed bytes and what they unpack to."""

    name: str
    packed: bytes
    method: int
    checksum: int
    size: int

    def unpacked(self) -> bytes:
        """Give the content."""
        return self.packed if self.method == 0 else zlib.decompressobj(-15).decompress(self.packed, self.size)


def member(name: str, content: bytes, level: int = 6) -> Member:
    """Pack a content; levels as zlib counts them."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return Member(name, packed, 8, zlib.crc32(content), len(content))


def letter_member(name: str, content: bytes) -> Member:
    """Pack a part of a letter: a small window, so that packing thousands costs no fresh memory; 2 % larger."""
    packer = zlib.compressobj(3, zlib.DEFLATED, -14, 6)
    packed = packer.compress(content) + packer.flush()
    return Member(name, packed, 8, zlib.crc32(content), len(content))


def read_package(content: bytes, file: str) -> dict[str, Member]:
    """Read a package's members with their packed bytes, after it has passed the guard."""
    guard_content(content, file)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        return {entry.filename: _member_of(content, entry) for entry in entries}


def pack(members: Iterable[Member]) -> bytes:
    """Write a package of members, in order, at a fixed time."""
    shelf = Shelf(members)
    return shelf.closed(())


class Shelf:
    """Members that many packages have in common, packed once; each package adds its own behind them."""

    def __init__(self, members: Iterable[Member]) -> None:
        """Pack the common members."""
        whole, directory, self._count = bytearray(), bytearray(), 0
        for each in members:
            local, central = headers(each, len(whole), len(each.packed))
            whole += local + each.packed
            directory += central
            self._count += 1
        self._local, self._central = bytes(whole), bytes(directory)

    def closed(self, members: Iterable[Member]) -> bytes:
        """Give a whole package: the common members, then these."""
        chunks, central, offset, count = [self._local], [self._central], len(self._local), self._count
        for each in members:
            local, entry = headers(each, offset, len(each.packed))
            chunks += (local, each.packed)
            central.append(entry)
            offset += len(local) + len(each.packed)
            count += 1
        directory = b"".join(central)
        end = struct.pack(CENTRAL_END, b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
        return b"".join((*chunks, directory, end))


def same_parts(one: bytes, other: bytes) -> bool:
    """Tell whether two packages hold the same members in the same order, however packed.

    zlib packs otherwise from one build to the next, so equal letters of two machines may differ in their bytes.
    """
    if one == other:
        return True
    if not (_ends_whole(one) and _ends_whole(other)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(one)) as first, zipfile.ZipFile(io.BytesIO(other)) as second:
            pairs = list(itertools.zip_longest(first.infolist(), second.infolist()))
            alike = all(a and b and _announced(a) == _announced(b) for a, b in pairs)
            return alike and all(first.read(a) == second.read(b) for a, b in pairs)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return False


def _ends_whole(content: bytes) -> bool:
    """Tell whether a package ends with its directory: nothing was put behind it, no remark into it."""
    return content[-struct.calcsize(CENTRAL_END) :].startswith(b"PK\x05\x06")


def _announced(entry: zipfile.ZipInfo) -> tuple[str, int, int]:
    return entry.filename, entry.file_size, entry.CRC


def parse(content: bytes, file: str, part: str) -> Element:
    """Parse a part; refuses document types and entities, and what is not XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as cause:
        raise TemplateRefused("template-damaged", where=file, found=part) from cause
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateRefused("template-forbidden", where=file, found="DOCTYPE")
    return root


def serialised(root: Element) -> bytes:
    """Write a part."""
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _member_of(content: bytes, entry: zipfile.ZipInfo) -> Member:
    header = struct.unpack_from(_LOCAL, content, entry.header_offset)
    start = entry.header_offset + struct.calcsize(_LOCAL) + header[9] + header[10]
    packed = content[start : start + entry.compress_size]
    return Member(entry.filename, packed, entry.compress_type, entry.CRC, entry.file_size)


def headers(each: Member, offset: int, packed: int) -> tuple[bytes, bytes]:
    """Give what stands before a member's packed bytes, and its entry in the directory."""
    name = each.name.encode("utf-8")
    flags = 0 if each.name.isascii() else _UTF8_NAME
    fixed = (flags, each.method, 0, _FIXED_DATE, each.checksum, packed, each.size, len(name), 0)
    local = struct.pack(_LOCAL, b"PK\x03\x04", 20, *fixed) + name
    central = struct.pack(_CENTRAL, b"PK\x01\x02", 20, 20, *fixed, 0, 0, 0, 0, offset) + name
    return local, central
