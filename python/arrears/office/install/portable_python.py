"""A Python for Windows that needs no installation: taken from python.org's embeddable package, or a folder of one."""

import re
import shutil
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from arrears.errors import FileRefused

_PLATFORMS = {0x014C: "win32", 0x8664: "win_amd64", 0xAA64: "win_arm64"}
_LIBRARY = re.compile(r"python(\d)(\d+)\.dll\Z", re.IGNORECASE)


@dataclass(frozen=True)
class PortablePython:
    """A Python in a folder: its version as "3.12", and the platform that wheels for it are named after."""

    folder: Path
    version: str
    platform: str

    @property
    def packages(self) -> Path:
        """Where its packages stand."""
        return self.folder / "Lib" / "site-packages"


def put_python(source: Path, folder: Path) -> PortablePython:
    """Put a Python into a folder and let it look for packages in its own folder only.

    ``source``: the .zip of python.org ("Windows embeddable package"), or a folder with python.exe, which is copied
    without the packages in it. Raises FileRefused ``no-portable-python``.
    """
    try:
        if source.is_dir():
            shutil.copytree(source, folder, ignore=shutil.ignore_patterns("site-packages", "__pycache__", "Scripts"))
        else:
            with zipfile.ZipFile(source) as package:
                package.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise FileRefused("no-portable-python", str(source), source.name) from error
    python = _described(folder, source)
    python.packages.mkdir(parents=True, exist_ok=True)
    _shut_in(python)
    return python


def _shut_in(python: PortablePython) -> None:
    """List where it looks for code: such a list keeps the registry, the environment and the user's own packages out."""
    name = f"python{python.version.replace('.', '')}"
    installed = ["Lib", "DLLs"] if (python.folder / "Lib" / "os.py").is_file() else []
    lines = [f"{name}.zip", ".", *installed, "Lib\\site-packages", "import site", ""]
    (python.folder / f"{name}._pth").write_text("\n".join(lines), encoding="utf-8")


def _described(folder: Path, source: Path) -> PortablePython:
    names = (_LIBRARY.match(path.name) for path in folder.glob("python*.dll"))
    version = next((f"{found[1]}.{found[2]}" for found in names if found), "")
    platform = _platform(folder / "python.exe")
    if not (version and platform):
        raise FileRefused("no-portable-python", str(source), source.name)
    return PortablePython(folder, version, platform)


def _platform(program: Path) -> str:
    """Read from the head of a Windows program what it runs on."""
    try:
        content = program.read_bytes()[:4096]
        start = struct.unpack_from("<I", content, 0x3C)[0]
        return _PLATFORMS.get(struct.unpack_from("<H", content, start + 4)[0], "")
    except (OSError, struct.error):
        return ""
