"""The packing of VBA sources and of the project's directory: [MS-OVBA] 2.4.1."""

import struct

_CHUNK = 4096
_SHORTEST = 3
"""A copy of fewer bytes than this costs more than the bytes themselves."""


def compressed(data: bytes) -> bytes:
    """Pack bytes as a CompressedContainer (2.4.1.1.1); refuses a last part that packing would make longer (ValueError).

    >>> compressed(b"aaaaaaaaaa").hex()
    '0103b002610600'
    """
    chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
    return b"\x01" + b"".join(_chunk(chunk) for chunk in chunks)


def _chunk(plain: bytes) -> bytes:
    """Pack up to 4,096 bytes behind a header of length, signature 3 and flag (2.4.1.1.5)."""
    packed = _tokens(plain)
    if len(packed) <= _CHUNK:
        return struct.pack("<H", (len(packed) - 1) | 0xB000) + packed
    if len(plain) < _CHUNK:  # only a full chunk may stand unpacked
        raise ValueError("the last part of this text cannot be packed")
    return struct.pack("<H", (_CHUNK - 1) | 0x3000) + plain


def _tokens(plain: bytes) -> bytes:
    """Write literals and copies in groups of eight behind a byte of flags (2.4.1.1.7)."""
    out, position = bytearray(), 0
    seen: dict[bytes, list[int]] = {}
    while position < len(plain):
        flags_at = len(out)
        out.append(0)
        for bit in range(8):
            if position >= len(plain):
                break
            start, length = _longest(plain, position, seen)
            if length:
                out += struct.pack("<H", _copy(position, start, length))
                out[flags_at] |= 1 << bit
            else:
                out.append(plain[position])
                length = 1
            for passed in range(position, position + length):
                seen.setdefault(plain[passed : passed + _SHORTEST], []).append(passed)
            position += length
    return bytes(out)


def _longest(plain: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Find the longest earlier run that repeats here, the nearest of equals; length 0 if none pays."""
    most = min((0xFFFF >> _offset_bits(position)) + _SHORTEST, len(plain) - position)
    best = (0, 0)
    if most < _SHORTEST:
        return best
    for start in reversed(seen.get(plain[position : position + _SHORTEST], ())):
        length = _SHORTEST
        while length < most and plain[start + length] == plain[position + length]:
            length += 1
        if length > best[1]:
            best = (start, length)
        if length == most:
            break
    return best


def _copy(position: int, start: int, length: int) -> int:
    """Pack offset and length into one token (2.4.1.3.19.3)."""
    return ((position - start - 1) << (16 - _offset_bits(position))) | (length - _SHORTEST)


def _offset_bits(position: int) -> int:
    """Give how many bits of a token hold the offset, by how much stands before it (2.4.1.3.19.1)."""
    return max(4, (position - 1).bit_length()) if position else 4
