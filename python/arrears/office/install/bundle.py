"""A folder that holds everything: Arrears, its packages and a Python, for people who may not install programs."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

import arrears
from arrears.errors import FileRefused
from arrears.office import shipped
from arrears.office.files import write_refused
from arrears.office.install.portable_python import PortablePython, put_python
from arrears.office.install.wheels import fetch, refuse_unfit, refuse_without_library, unpack

_START = '@"%~dp0python\\python.exe" -E -P -m arrears {words}\r\n@pause\r\n'
_PROGRAMS = {"Install.cmd": "install", "Remove.cmd": "install --remove", "Check.cmd": "doctor"}
SUMS = "SHA256SUMS.txt"


@dataclass(frozen=True)
class Bundle:
    """A folder ready to be copied; ``python`` is None where only the wheels could be gathered."""

    folder: Path
    wheels: tuple[Path, ...]
    python: PortablePython | None
    files: int


def make_bundle(folder: Path, source: Path | None, wheels: Path | None, version: str, platform: str) -> Bundle:
    """Gather everything in a new folder.

    ``source``: the Python to put in; without one the folder holds only the wheels, and its README says what is missing.
    ``wheels``: a folder of wheels gathered before; without one pip fetches them, for ``version`` and ``platform`` where
    no Python tells them. A failure leaves no folder behind. Raises FileRefused ``exists-already``, ``wheels-missing``,
    and what ``put_python``, ``fetch``, ``refuse_unfit`` and ``unpack`` raise.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FileRefused("exists-already", str(folder), folder.name)
    try:
        return _gathered(folder, source, wheels, version, platform)
    except OSError as error:
        _emptied(folder)
        raise write_refused(folder, error) from error
    except FileRefused:
        _emptied(folder)  # so that the next try finds it as this one did
        raise


def _gathered(folder: Path, source: Path | None, wheels: Path | None, version: str, platform: str) -> Bundle:
    folder.mkdir(parents=True, exist_ok=True)
    python = None if source is None else put_python(source, folder / "python")
    found = _wheels(folder / "wheels", wheels, python, version, platform)
    if python is not None:
        refuse_unfit(found, python)
        unpack(found, python)
        refuse_without_library(found, python)
        _put_arrears(python.packages)
        for name, words in _PROGRAMS.items():
            (folder / name).write_bytes(_START.format(words=words).encode())
    _put_readme(folder, python.version if python else version)
    files = _put_sums(folder)
    return Bundle(folder, tuple(found), python, files)


def _emptied(folder: Path) -> None:
    """Take away what was gathered in a folder that was new or empty."""
    shutil.rmtree(folder, ignore_errors=True)


def _wheels(folder: Path, given: Path | None, python: PortablePython | None, version: str, platform: str) -> list[Path]:
    folder.mkdir()
    if given is not None:
        there = sorted(given.glob("*.whl"))
        if not there:
            raise FileRefused("wheels-missing", str(given), given.name)
        return [Path(shutil.copy2(wheel, folder)) for wheel in there]
    return fetch(folder, python.version if python else version, python.platform if python else platform)


def _put_arrears(packages: Path) -> None:
    """Copy Arrears as it runs here, with what a wheel of it would carry, and its metadata."""
    package = packages / "arrears"
    shutil.copytree(Path(arrears.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    for inside, outside in (("addin_files", shipped.addin()), ("templates", shipped.templates())):
        only_data = shutil.ignore_patterns("__pycache__", "*.py")  # what makes them is no part of what is shipped
        shutil.copytree(outside, package / inside, ignore=only_data, dirs_exist_ok=True)
    told = packages / f"arrears-{arrears.__version__}.dist-info"
    for name in ("METADATA", "licenses/LICENSE"):
        (told / name).parent.mkdir(parents=True, exist_ok=True)
        (told / name).write_text(metadata.distribution("arrears").read_text(name) or "", encoding="utf-8")


def _put_readme(folder: Path, version: str) -> None:
    """Put in what the user reads, and the page for IT that the doctor speaks of."""
    (folder / "INSTALL.md").write_bytes(shipped.install_page().read_bytes())
    text = (resources.files("arrears") / "data" / "install" / "bundle.txt").read_text(encoding="utf-8")
    told = text.replace("VERSION", version).replace("\n", "\r\n")
    (folder / "README.txt").write_bytes(told.encode("utf-8-sig"))


def _put_sums(folder: Path) -> int:
    """List every file with its SHA-256, in the form that sha256sum and Get-FileHash give."""
    lines = [f"{_sum(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return len(lines)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
