"""The container of a VBA project: a compound file, version 3 ([MS-CFB]), written in one go."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF
_SECTOR, _SMALL_SECTOR, _SMALL = 512, 64, 4096
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_MOST_FAT_SECTORS = 109
"""What the header lists; some 6.8 MiB of project, many times more than an add-in's text."""


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    left: int = _NOBODY
    right: int = _NOBODY
    child: int = _NOBODY
    colour: int = _BLACK
    start: int = 0
    size: int = 0


def compound_file(tree: Mapping[str, object]) -> bytes:
    """Write streams (bytes) and storages (mappings) as one compound file; the same tree gives the same bytes."""
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add(entries, tree)
    sectors = _Sectors()
    for entry in entries[1:]:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = sectors.small(entry.data) if entry.size < _SMALL else sectors.store(entry.data)
    entries[0].size, entries[0].start = len(sectors.small_bytes), sectors.store(bytes(sectors.small_bytes))
    return sectors.file(entries)


def _add(entries: list[_Entry], children: Mapping[str, object]) -> int:
    """Add the members of a storage as a red-black tree (2.6.4) and give its root.

    The tree is the balanced one: all levels full but the last, whose members are red; so no red has a red parent and
    every way down passes as many black members.
    """
    first, names = len(entries), sorted(children, key=lambda name: (len(name), name.upper()))
    for name in names:
        node = children[name]
        entries.append(_Entry(name, _STREAM, node) if isinstance(node, bytes) else _Entry(name, _STORAGE))
    last_level = len(names).bit_length() - 1
    full = len(names) + 1 == 1 << (last_level + 1)

    def root_of(low: int, high: int, level: int) -> int:
        if low > high:
            return _NOBODY
        middle = (low + high) // 2
        entry = entries[first + middle]
        entry.colour = _RED if level == last_level and not full else _BLACK
        entry.left, entry.right = root_of(low, middle - 1, level + 1), root_of(middle + 1, high, level + 1)
        return first + middle

    root = root_of(0, len(names) - 1, 0)
    for place, name in enumerate(names):
        node = children[name]
        if isinstance(node, Mapping):
            entries[first + place].child = _add(entries, node)
    return root


class _Sectors:
    """The sectors of a file as they fill, with the table that chains them (2.3) and that of the small ones (2.4)."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.table: list[int] = []
        self.small_bytes = bytearray()
        self.small_table: list[int] = []

    def store(self, data: bytes) -> int:
        """Store bytes in whole sectors and give the first one's number."""
        return self._chained(data, self.data, self.table, _SECTOR)

    def small(self, data: bytes) -> int:
        """Store a short stream among the small sectors and give the first one's number."""
        return self._chained(data, self.small_bytes, self.small_table, _SMALL_SECTOR)

    def file(self, entries: list[_Entry]) -> bytes:
        """Close the file: small table, directory, table of sectors, header (2.2)."""
        small_table = struct.pack(f"<{len(self.small_table)}I", *self.small_table)
        small_count = -(-len(small_table) // _SECTOR)
        small_start = self.store(small_table.ljust(small_count * _SECTOR, b"\xff"))
        directory = b"".join(map(_packed, entries))
        directory += _packed(_Entry("", 0)) * (-len(entries) % (_SECTOR // 128))
        directory_start = self.store(directory)
        used, count = len(self.table), 1
        while used + count > count * (_SECTOR // 4):
            count += 1
        if count > _MOST_FAT_SECTORS:
            raise ValueError("the project is too large for one compound file of this form")
        table = [*self.table, *[_FAT] * count]
        listed = [used + n for n in range(count)] + [_FREE] * (_MOST_FAT_SECTORS - count)
        header = struct.pack(
            "<8s16sHHHHH6sIIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count, directory_start, 0, _SMALL,
            small_start, small_count, _END, 0, listed[0],
        )  # fmt: skip
        packed = struct.pack(f"<{len(table)}I", *table).ljust(count * _SECTOR, b"\xff")
        return header + struct.pack("<108I", *listed[1:]) + bytes(self.data) + packed

    @staticmethod
    def _chained(data: bytes, into: bytearray, table: list[int], size: int) -> int:
        if not data:
            return _END
        count, start = -(-len(data) // size), len(table)
        table.extend([*range(start + 1, start + count), _END])
        into += data.ljust(count * size, b"\0")
        return start


def _packed(entry: _Entry) -> bytes:
    """Write a member of the directory (2.6.1); an unnamed one is unused."""
    name = entry.name.encode("utf-16-le") + b"\0\0" if entry.name else b""
    if len(name) > 64:
        raise ValueError(f"{entry.name}: longer than the 31 characters a stream may be named with")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name, len(name), entry.kind, entry.colour if entry.name else 0, entry.left, entry.right, entry.child, b"", 0,
        0, 0, entry.start, entry.size,
    )  # fmt: skip
