"""A package written as it comes: members go to the file at once, long parts are packed while they grow."""

import struct
import tempfile
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from arrears.office.word.package import CENTRAL_END, Member, headers

MOST_MEMBERS = 65_000
"""A package of more would need the 64-bit form, which not every program reads."""
_CHUNK = 1 << 20


class PackageStream:
    """Writes members one after another to a file."""

    def __init__(self, out: BinaryIO) -> None:
        """Take a file that is open for writing."""
        self._out = out
        self._central: list[bytes] = []
        self._offset = 0
        self.names: set[str] = set()

    def add(self, each: Member) -> None:
        """Write a member."""
        self._begin(each)
        self._out.write(each.packed)
        self._offset += len(each.packed)

    def add_all(self, members: Iterable[Member]) -> None:
        """Write several."""
        for each in members:
            self.add(each)

    def add_growing(self, grown: "GrowingPart") -> None:
        """Write a part that has grown to its end."""
        each, size = grown.closed()
        local, central = headers(each, self._offset, size)
        self._note(each.name, central)
        self._out.write(local)
        for chunk in grown.chunks():
            self._out.write(chunk)
        self._offset += len(local) + size

    def close(self) -> None:
        """Write the directory at the end."""
        directory, count = b"".join(self._central), len(self._central)
        self._out.write(directory)
        self._out.write(struct.pack(CENTRAL_END, b"PK\x05\x06", 0, 0, count, count, len(directory), self._offset, 0))

    def _begin(self, each: Member) -> None:
        local, central = headers(each, self._offset, len(each.packed))
        self._note(each.name, central)
        self._out.write(local)
        self._offset += len(local)

    def _note(self, name: str, central: bytes) -> None:
        if name in self.names:
            raise ValueError(f"{name} stands in the package already")
        self.names.add(name)
        self._central.append(central)


class GrowingPart:
    """A long part: packed as it comes, kept in a temporary file, so that memory stays flat."""

    def __init__(self, name: str) -> None:
        """Begin a part."""
        self.name = name
        self._packer = zlib.compressobj(3, zlib.DEFLATED, -15)
        self._kept = tempfile.SpooledTemporaryFile(max_size=8 << 20)  # noqa: SIM115 - closed by ``close``
        self._checksum = 0
        self._size = 0

    def close(self) -> None:
        """Let the temporary file go."""
        self._kept.close()

    def write(self, content: bytes) -> None:
        """Add to the part."""
        self._checksum = zlib.crc32(content, self._checksum)
        self._size += len(content)
        self._kept.write(self._packer.compress(content))

    def closed(self) -> tuple[Member, int]:
        """End the part; give it as a member without its packed bytes, and their number."""
        self._kept.write(self._packer.flush())
        return Member(self.name, b"", 8, self._checksum, self._size), self._kept.tell()

    def chunks(self) -> Iterable[bytes]:
        """Give the packed bytes."""
        self._kept.seek(0)
        return iter(lambda: self._kept.read(_CHUNK), b"")
