"""The packages that Arrears leans on, as wheels: fetched once on a computer with a network, unpacked on one without."""

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path, PurePosixPath

from arrears.errors import FileRefused
from arrears.office.install.portable_python import PortablePython

# pip asks which packages are needed on the computer it runs on; these are needed on Windows only.
_WINDOWS_ONLY = ("colorama", "pywin32", "tzdata")


def fetch(folder: Path, version: str, platform: str) -> list[Path]:
    """Let pip fetch the wheels for a Windows of this platform; raises FileRefused ``wheels-not-fetched``."""
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
        "--platform", platform, "--python-version", version, "--dest", str(folder), *needed(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own requirements
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise FileRefused("wheels-not-fetched", str(folder), platform, why=said[-1] if said else str(done.returncode))
    return sorted(folder.glob("*.whl"))


def needed() -> list[str]:
    """Give what Arrears needs at run time, as its own metadata says."""
    said = metadata.requires("arrears") or []
    return [*(one for one in said if "extra ==" not in one), *_WINDOWS_ONLY]


def unpack(wheels: Sequence[Path], python: PortablePython) -> None:
    """Put wheels where Python finds them: code among its packages, other files in the root of its folder.

    Raises FileRefused ``wheel-unsafe`` for one that would write elsewhere.
    """
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as package:
            for entry in package.infolist():
                place = _place(entry.filename, python)
                if place is None or entry.is_dir():
                    continue
                if not place.resolve().is_relative_to(python.folder.resolve()):
                    raise FileRefused("wheel-unsafe", str(wheel), entry.filename)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(package.read(entry))


def _place(name: str, python: PortablePython) -> Path | None:
    """Tell where a member of a wheel belongs (binary distribution format, "The .data directory")."""
    first, *rest = PurePosixPath(name).parts
    if not first.endswith(".data"):
        return python.packages / name
    kind, *inside = rest
    if kind in ("purelib", "platlib"):
        return python.packages.joinpath(*inside)
    return python.folder.joinpath(*inside) if kind == "data" else None
