"""The Excel on this computer: where it is, its version, and whether it is a 32-bit or a 64-bit program."""

import plistlib
import struct
from dataclasses import dataclass
from pathlib import Path

from arrears.office.install.profile import Profile
from arrears.office.install.registry import Registry

_APP_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLASS = r"SOFTWARE\Classes\Excel.Application\CurVer"
_CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_MAC = Path("/Applications/Microsoft Excel.app/Contents/Info.plist")
_OLDEST, _OLDEST_ON_MAC = 16, 15
_BITS = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
"""Machine types of a Windows program: x86, x64, ARM64 (PE format, COFF header)."""


@dataclass(frozen=True)
class Excel:
    """An installed Excel; ``bits`` is 0 and ``version`` blank where they cannot be told."""

    path: Path
    version: str
    bits: int

    @property
    def too_old(self) -> bool:
        """Whether it is older than Excel 2016, as far as its version is known; 2016 for Mac began as 15."""
        main = self.version.partition(".")[0]
        return main.isdecimal() and int(main) < (_OLDEST if self.path.suffix.lower() == ".exe" else _OLDEST_ON_MAC)


def find_excel(profile: Profile, registry: Registry | None, mac: Path = _MAC) -> Excel | None:
    """Find Excel by what its installation left behind."""
    if profile.on_mac:
        return _on_mac(mac)
    return None if registry is None else _on_windows(registry)


def _on_windows(registry: Registry) -> Excel | None:
    path = registry.values("HKLM", _APP_PATH).get("") or registry.values("HKCU", _APP_PATH).get("")
    if not path:
        return None
    program = Path(str(path).strip('"'))
    version = str(registry.values("HKLM", _CLICK_TO_RUN).get("versiontoreport", ""))
    if not version:  # installed from a medium: only the main number is kept, as "Excel.Application.16"
        version = str(registry.values("HKLM", _CLASS).get("", "")).rpartition(".")[2]
    return Excel(program, version, program_bits(program))


def _on_mac(description: Path) -> Excel | None:
    try:
        told = plistlib.loads(description.read_bytes())
    except (OSError, plistlib.InvalidFileException):
        return None
    return Excel(description.parent.parent, str(told.get("CFBundleShortVersionString", "")), 64)


def program_bits(program: Path) -> int:
    """Read from the head of a Windows program whether it is a 32-bit or a 64-bit one; 0 if it is not to be told."""
    try:
        with program.open("rb") as file:
            head = file.read(64)
            file.seek(struct.unpack_from("<I", head, 0x3C)[0])
            signature = file.read(6)
        return _BITS.get(struct.unpack_from("<H", signature, 4)[0], 0) if signature[:4] == b"PE\0\0" else 0
    except (OSError, struct.error):
        return 0
