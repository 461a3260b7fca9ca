"""The installed xlwings: its version, the libraries that let Excel reach Python, and what VBA must know of them."""

import importlib.util
import re
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from arrears.errors import FileRefused

_MODULE = "xlwings_custom_addin.bas"
_DECLARED = re.compile(
    r'Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings(?:32|64)-(?P<version>[\w.]+)\.dll" '
    r'\(ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1\) As Long'
)


@dataclass(frozen=True)
class XlwingsFiles:
    """What is installed; a library that is not there is None, as on any system but Windows."""

    version: str
    library32: Path | None
    library64: Path | None


def installed() -> XlwingsFiles:
    """Find the xlwings that this Python imports, without importing it.

    Raises FileRefused ``xlwings-missing``, and ``xlwings-unknown`` where its libraries want to be called otherwise than
    the add-in calls them.
    """
    package = _package()
    version = metadata.version("xlwings")
    _check(package / _MODULE, version)
    return XlwingsFiles(version, _library(32, version), _library(64, version))


def _package() -> Path:
    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise FileRefused("xlwings-missing", found="xlwings")
    return Path(found.origin).parent


def _check(module: Path, version: str) -> None:
    """Compare how xlwings' own VBA declares the library with how ours does."""
    try:
        text = module.read_text(encoding="utf-8")
    except OSError:
        raise FileRefused("xlwings-unknown", str(module), version) from None
    declared = {found["version"] for found in _DECLARED.finditer(text)}
    if declared != {version}:
        raise FileRefused("xlwings-unknown", str(module), version)


def _library(bits: int, version: str) -> Path | None:
    """Find a library by its name: in the root of the environment, wherever pip put it, or beside Python."""
    name = f"xlwings{bits}-{version}.dll"
    return next((folder / name for folder in _folders(name) if (folder / name).is_file()), None)


def _folders(name: str) -> Iterable[Path]:
    listed = metadata.distribution("xlwings").files or ()
    yield from (Path(str(file.locate())).resolve().parent for file in listed if file.name == name)
    yield Path(sys.prefix)
    yield Path(sys.executable).parent
    for scheme in sysconfig.get_scheme_names():
        yield Path(sysconfig.get_path("data", scheme))
