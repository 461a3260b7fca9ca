"""Which Python Excel is to start: by its full path, as a search by name finds another one or none."""

import ctypes
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath

from arrears.errors import InputRefused

_STORE = "PythonSoftwareFoundation.Python"
_PASSING = re.compile(
    r"[\\/](?:uv[\\/]cache|archive-v\d+|builds-v\d+|pipx[\\/](?:.*[\\/])?\.?cache)[\\/]", re.IGNORECASE
)
"""Where uvx and pipx run keep environments that they throw away again."""
_PIPX = "pipx_metadata.json"
_LASTING = "venvs"
"""The folder of pipx for environments that stay, wherever its home is."""
_LONGEST_PATH = 259
"""What Windows takes as the path of a program to start (MAX_PATH, without the zero at its end)."""
_BUFFER = 1024


@dataclass(frozen=True)
class Interpreter:
    """A Python: its path, the root of its environment, and what made that environment."""

    path: Path
    prefix: Path
    base: Path

    @classmethod
    def here(cls) -> "Interpreter":
        """Give the Python that runs this; on Windows the one that opens no window, where there is one."""
        path = Path(os.path.abspath(sys.executable))  # noqa: PTH100 - resolve() would leave the environment
        windowless = path.with_name("pythonw.exe")
        chosen = windowless if path.suffix == ".exe" and windowless.is_file() else path
        return cls(chosen, Path(sys.prefix), Path(sys.base_prefix))

    @property
    def made_by(self) -> str:
        """Name what made it: uv, pipx, conda, venv, store or system; "passing" for one that is not meant to last."""
        if _STORE in str(self.base):
            return "store"
        if _PASSING.search(f"{self.prefix}/"):
            return "passing"
        if (self.prefix / _PIPX).is_file():
            return "pipx" if self.prefix.parent.name == _LASTING else "passing"
        if (self.prefix / "uv-receipt.toml").is_file():
            return "uv"
        if (self.prefix / "conda-meta").is_dir():
            return "conda"
        return "system" if self.prefix == self.base else "venv"

    def refuse_unfit(self) -> None:
        """Refuse a Python that Excel could not start tomorrow.

        Python from the Microsoft Store (``store-python``): what it writes for other programs, Windows keeps from them.
        An environment that is thrown away again (``passing-python``).
        """
        if self.made_by == "store":
            raise InputRefused("store-python", found=str(self.path))
        if self.made_by == "passing":
            raise InputRefused("passing-python", found=str(self.path))


def callable_path(path: PurePath) -> str:
    """Give a path as the library can take it, which knows only the letters of the system's code page.

    Where a folder has others, or the path is too long to start a program from, Windows' short name of it serves; raises
    InputRefused ``path-not-callable`` without one.
    """
    text = str(path)
    if _plain(text):
        return text
    short = _short(text)
    if not (short and _plain(short)):
        raise InputRefused("path-not-callable", found=text)
    return short


def _plain(text: str) -> bool:
    if '"' in text or "$(" in text:  # the library would take these for the end of the path and for a name to fill in
        return False
    return sys.platform != "win32" or (len(text) <= _LONGEST_PATH and _encodes(text))


def _encodes(text: str) -> bool:
    try:
        text.encode("mbcs", "strict")
    except UnicodeEncodeError:
        return False
    return True


def _short(text: str) -> str:
    """Ask Windows for the short name; "" where the volume keeps none."""
    if sys.platform != "win32":
        return text
    short = ctypes.create_unicode_buffer(_BUFFER)
    ctypes.windll.kernel32.GetShortPathNameW(text, short, _BUFFER)
    return short.value
