"""The UNO type library of the functions' interface, in LibreOffice's binary format.

The format is told at the top of unoidl/source/unoidlprovider.cxx of LibreOffice: little-endian numbers of 4 bytes; maps
of names to entities, sorted by name; a name is an offset of a text that ends with a zero byte, a text in an entity is
its length and its bytes. LibreOffice's own unoidl-write makes the same of the same interface, but reuses texts.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_MAGIC: Final = b"UNOIDL\xff\0"
_MODULE: Final = 0
_INTERFACE: Final = 5
_IN: Final = 0
_BASE: Final = "com.sun.star.uno.XInterface"


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name, the type it gives, and its parameters, all of them ingoing: name -> type."""

    name: str
    gives: str
    parameters: Mapping[str, str]


def type_library(interface: str, methods: Sequence[Method]) -> bytes:
    """Write a library of one interface, named with its modules: ``org.arrears.XFunctions``."""
    *modules, name = interface.split(".")
    written = bytearray(_MAGIC + bytes(8))
    entry = _put(written, name, _interface(methods))
    for module in reversed(modules):
        entry = _put(written, module, bytes([_MODULE]) + _number(1) + entry)
    at = len(written)
    written += entry
    written[8:16] = _number(at) + _number(1)
    return bytes(written)


def _put(written: bytearray, name: str, entity: bytes) -> bytes:
    """Add an entity and its name; give the entry of the map that holds it."""
    at = len(written)
    written += entity
    named = len(written)
    written += name.encode("ascii") + b"\0"
    return _number(named) + _number(at)


def _interface(methods: Sequence[Method]) -> bytes:
    bases, no_optional_bases, no_attributes = _number(1) + _text(_BASE), _number(0), _number(0)
    parts = [bytes([_INTERFACE]), bases, no_optional_bases, no_attributes, _number(len(methods))]
    return b"".join(parts + [_method(method) for method in methods])


def _method(method: Method) -> bytes:
    parameters = [bytes([_IN]) + _text(name) + _text(kind) for name, kind in method.parameters.items()]
    no_exceptions = _number(0)
    head = _text(method.name) + _text(method.gives) + _number(len(parameters))
    return head + b"".join(parameters) + no_exceptions


def _number(value: int) -> bytes:
    return struct.pack("<I", value)


def _text(text: str) -> bytes:
    return _number(len(text)) + text.encode("ascii")
