"""The packages that Arrears leans on, as wheels: fetched once on a computer with a network, unpacked on one without."""

import importlib.util
import re
import shutil
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
_NAME = re.compile(r"[\w.-]+")
_LIBRARIES = "xlwings*.dll"


def fetch(folder: Path, version: str, platform: str) -> list[Path]:
    """Let pip fetch the wheels for a Windows of this platform; raises FileRefused ``wheels-not-fetched``."""
    command = [
        *_pip(folder, platform), "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
        "--platform", platform, "--python-version", version, "--dest", str(folder), *needed(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own requirements
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise FileRefused("wheels-not-fetched", str(folder), platform, why=said[-1] if said else str(done.returncode))
    return sorted(folder.glob("*.whl"))


def _pip(folder: Path, platform: str) -> list[str]:
    """Find a pip: any will do, since it is told what to fetch for. Environments of uv and pipx hold none."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    for program, words in (("uv", ("tool", "run", "pip")), ("pip3", ()), ("pip", ())):
        found = shutil.which(program)
        if found:
            return [found, *words]
    raise FileRefused("wheels-not-fetched", str(folder), platform, why="No module named pip")


def needed() -> list[str]:
    """Give what Arrears needs at run time, as its own metadata says."""
    said = metadata.requires("arrears") or []
    return [*(one for one in said if "extra ==" not in one), *_WINDOWS_ONLY]


def refuse_unfit(wheels: Sequence[Path], python: PortablePython) -> None:
    """Refuse wheels that this Python could not import, and a set in which one of those needed is missing.

    Raises FileRefused ``wheel-unfit``, ``wheels-incomplete``.
    """
    for wheel in wheels:
        if not _fits(wheel.stem, python):
            raise FileRefused("wheel-unfit", str(wheel), wheel.name, platform=python.platform, version=python.version)
    there = {_plain_name(wheel.name.partition("-")[0]) for wheel in wheels}
    names = [found[0] for one in needed() if (found := _NAME.match(one))]
    missing = [name for name in names if _plain_name(name) not in there]
    if missing:
        raise FileRefused("wheels-incomplete", str(wheels[0].parent), ", ".join(missing))


def refuse_without_library(wheels: Sequence[Path], python: PortablePython) -> None:
    """Refuse an xlwings that came without the library through which Excel reaches Python, as for Windows on ARM."""
    if not any(python.folder.glob(_LIBRARIES)):
        name = next((wheel.name for wheel in wheels if wheel.name.startswith("xlwings-")), "xlwings")
        raise FileRefused("wheel-unfit", name, name, platform=python.platform, version=python.version)


def _fits(stem: str, python: PortablePython) -> bool:
    """Compare the last three parts of a wheel's name with a Python (binary distribution format, "File name")."""
    pythons, abis, platforms = (part.split(".") for part in f"--{stem}".split("-")[-3:])
    minor = int(python.version.partition(".")[2])
    older = {f"cp3{number}" for number in range(2, minor + 1)}
    for_version = any(tag.startswith("py3") for tag in pythons) or f"cp3{minor}" in pythons
    stable = "abi3" in abis and bool(older & set(pythons))
    return bool({"any", python.platform} & set(platforms)) and (for_version or stable)


def _plain_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def unpack(wheels: Sequence[Path], python: PortablePython) -> None:
    """Put wheels where Python finds them: code among its packages, other files in the root of its folder.

    Raises FileRefused ``wheel-unsafe`` for one that would write elsewhere.
    """
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as package:
            for entry in package.infolist():
                place = None if entry.is_dir() else _place(entry.filename, python)
                if place is None:
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
