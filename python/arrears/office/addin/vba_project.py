"""vbaProject.bin from source text, as [MS-OVBA] asks of a writer: sources only, nothing that Office could cache.

Version 0xFFFF makes Office compile from the source (1.6, 2.3.4.1); module streams begin with their source (2.3.4.3).
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from arrears.office.addin.compound_file import compound_file
from arrears.office.addin.vba_compression import compressed

CODE_PAGE = "cp1252"
_LONGEST_LINE, _MOST_CONTINUED, _LONGEST_NAME = 1023, 24, 31
_OFFICE = (
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
    r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"
)
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    ("Office", _OFFICE),
)


@dataclass(frozen=True)
class Module:
    """A module of a project: its name, its source with the attributes first, and how the project lists it."""

    name: str
    source: str
    kind: Literal["Document", "Class", "Module"] = "Module"

    def packed_text(self) -> bytes:
        """Give the source as VBA stores it: code page 1252, CR LF; refuses what VBA could not hold (ValueError)."""
        if not (self.name.isidentifier() and self.name.isascii() and len(self.name) <= _LONGEST_NAME):
            raise ValueError(f"{self.name}: not a name for a module")
        lines = self.source.splitlines()
        continued = 0
        for number, line in enumerate(lines, 1):
            continued = continued + 1 if line.endswith(" _") else 0
            if len(line) > _LONGEST_LINE or continued > _MOST_CONTINUED:
                raise ValueError(f"{self.name}, line {number}: longer than VBA takes")
        text = "".join(f"{line}\r\n" for line in lines)
        try:
            return text.encode(CODE_PAGE)
        except UnicodeEncodeError as error:
            raise ValueError(f"{self.name}: VBA has no {text[error.start]!r}; keep it in the sheet of texts") from None


def vba_project(name: str, project_id: str, modules: Sequence[Module]) -> bytes:
    """Give the bytes of vbaProject.bin; refuses names given twice and what VBA could not hold (ValueError)."""
    streams = {"_VBA_PROJECT": bytes.fromhex("CC61FFFF000100"), "dir": compressed(_directory(name, modules))}
    for module in modules:
        if module.name.lower() in map(str.lower, streams):
            raise ValueError(f"{module.name}: two modules of this name")
        streams[module.name] = compressed(module.packed_text())
    names = b"".join(m.name.encode(CODE_PAGE) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return compound_file(
        # PROJECTwm stands as it is: Excel refuses a project that has it packed.
        {"VBA": streams, "PROJECT": _project(name, project_id, modules), "PROJECTwm": names + b"\0\0"}
    )


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    """Write the records of the dir stream (2.3.4.2)."""
    language = struct.pack("<I", 0x409)
    out = _record(0x01, struct.pack("<I", 1)) + _record(0x02, language) + _record(0x14, language)
    out += _record(0x03, struct.pack("<H", 1252)) + _record(0x04, name.encode(CODE_PAGE))
    out += _twice(0x05, 0x40, "") + _record(0x06, b"") + _record(0x3D, b"")
    out += _record(0x07, bytes(4)) + _record(0x08, bytes(4))
    out += struct.pack("<HIIH", 0x09, 4, 1, 1)
    out += _twice(0x0C, 0x3C, "")
    for reference, library in _REFERENCES:
        out += _twice(0x16, 0x3E, reference)
        out += _record(0x0D, struct.pack("<I", len(library)) + library.encode(CODE_PAGE) + bytes(6))
    out += _record(0x0F, struct.pack("<H", len(modules))) + _record(0x13, b"\xff\xff")
    return out + b"".join(map(_listed, modules)) + _record(0x10, b"")


def _listed(module: Module) -> bytes:
    """Write the records of one module (2.3.4.2.3.2); its stream has nothing before the source, so its offset is 0."""
    out = _twice(0x19, 0x47, module.name) + _twice(0x1A, 0x32, module.name) + _twice(0x1C, 0x48, "")
    out += _record(0x31, bytes(4)) + _record(0x1E, bytes(4)) + _record(0x2C, b"\xff\xff")
    return out + _record(0x21 if module.kind == "Module" else 0x22, b"") + _record(0x2B, b"")


def _project(name: str, project_id: str, modules: Sequence[Module]) -> bytes:
    """Write the PROJECT stream (2.3.1): no password, not locked, shown."""
    lines = [f'ID="{project_id}"']
    lines += [f"Document={m.name}/&H00000000" if m.kind == "Document" else f"{m.kind}={m.name}" for m in modules]
    lines += [
        f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(bytes(4), project_id, 0x5D)}"',
        f'DPB="{_encrypted(bytes(1), project_id, 0xA2)}"',
        f'GC="{_encrypted(bytes([255]), project_id, 0x9D)}"',
        "", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "", "[Workspace]", *(f"{m.name}=0, 0, 0, 0, C" for m in modules),
    ]  # fmt: skip
    return "".join(f"{line}\r\n" for line in lines).encode(CODE_PAGE)


def _encrypted(data: bytes, project_id: str, seed: int) -> str:
    """Write a value of the PROJECT stream by data encryption (2.4.3.2); the seed is ours to choose and fixed."""
    key = sum(project_id.encode("ascii")) & 0xFF
    out = bytearray([seed, seed ^ 2, seed ^ key])
    plain_before, one, two = key, out[2], out[1]
    for byte in bytes([7] * ((seed & 6) // 2)) + struct.pack("<I", len(data)) + data:
        out.append(byte ^ ((two + plain_before) & 0xFF))
        two, one, plain_before = one, out[-1], byte
    return out.hex().upper()


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _twice(number: int, number_unicode: int, text: str) -> bytes:
    return _record(number, text.encode(CODE_PAGE)) + _record(number_unicode, text.encode("utf-16-le"))
