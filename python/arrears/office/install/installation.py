"""The add-in on a user's account: built, put into Excel's start folder, compared, taken away."""

import contextlib
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from arrears import __version__
from arrears.errors import FileRefused
from arrears.office.addin.addin_file import FILE_NAME, Settings, addin_file
from arrears.office.addin.wrappers import Function
from arrears.office.files import write_refused
from arrears.office.install import mac_script
from arrears.office.install.interpreter import Interpreter, callable_path
from arrears.office.install.profile import Profile
from arrears.office.install.standing_addin import is_foreign
from arrears.office.install.xlwings_files import XlwingsFiles

_LOG_OF_ANY_USER = r"%LOCALAPPDATA%\Arrears\excel.log"
"""Where Windows keeps ``Installation.log``, so that one add-in, with one SHA-256, serves every account."""


@dataclass(frozen=True)
class Installation:
    """What one computer needs: the account, the Python that Excel is to start, and the installed xlwings.

    ``folder`` stands for Excel's start folder where another is wanted, such as one on a network drive.
    """

    profile: Profile
    interpreter: Interpreter
    xlwings: XlwingsFiles
    folder: Path | None = None

    @property
    def log(self) -> Path:
        """Where the add-in keeps what went wrong."""
        return self.profile.own_folder() / "excel.log"

    def path(self) -> Path:
        """Give where the add-in belongs; raises InputRefused where Excel has no start folder."""
        return (self.folder or self.profile.start_folder()) / FILE_NAME

    def script(self) -> Path | None:
        """Give where the script belongs that macOS needs."""
        return self.profile.script_folder() / mac_script.NAME if self.profile.on_mac else None

    def settings(self) -> Settings:
        """Give what the add-in has to know of this computer."""
        library64, library32 = self.xlwings.library64, self.xlwings.library32
        return Settings(
            interpreter=callable_path(self.interpreter.path),
            library64=str(library64 or ""),
            library32=str(library32 or ""),
            log=_LOG_OF_ANY_USER if self.profile.on_windows else str(self.log),
            xlwings=self.xlwings.version,
            version=__version__,
        )

    def built(self, functions: Sequence[Function]) -> bytes:
        """Build the add-in for this computer."""
        return addin_file(self.settings(), functions)

    def install(self, functions: Sequence[Function]) -> Path:
        """Put the add-in into its folder, and on macOS the script beside Excel; give its path.

        Nothing else is written or changed. Raises InputRefused as ``Interpreter.refuse_unfit``, ``path`` and
        ``callable_path`` do, FileRefused ``open-elsewhere`` while Excel runs with it, ``add-in-of-others`` for a file
        of that name that Arrears did not make.
        """
        self.interpreter.refuse_unfit()
        path, content = self.path(), self.built(functions)
        _refuse_foreign(path)
        _put(path, content)
        script = self.script()
        if script is not None:
            _put(script, mac_script.mac_script(self.interpreter.path, self.log).encode())
        with contextlib.suppress(OSError):  # without a log the add-in works all the same
            self.log.parent.mkdir(parents=True, exist_ok=True)
        return path

    def remove(self) -> list[Path]:
        """Take the add-in away, and on macOS the script, with the log; give what was taken. Workbooks and letters stay.

        Raises FileRefused ``open-elsewhere`` while Excel runs with it, ``add-in-of-others`` as ``install`` does.
        """
        _refuse_foreign(self.path())
        put = [path for path in (self.path(), self.script()) if path is not None]
        taken = [path for path in (*put, *map(_fresh, put)) if _taken(path)]
        with contextlib.suppress(OSError):  # not there, in use, or not empty
            self.log.unlink(missing_ok=True)
            self.log.parent.rmdir()
        return taken


def fingerprint(content: bytes) -> str:
    """Give the SHA-256 of an add-in, as whoever allows it by its hash wants it."""
    return hashlib.sha256(content).hexdigest()


def _refuse_foreign(path: Path) -> None:
    try:
        content = path.read_bytes()
    except OSError:  # none is there; or whoever writes next hears why it cannot be touched
        return
    if is_foreign(content):
        raise FileRefused("add-in-of-others", str(path), path.name)


def _taken(path: Path) -> bool:
    """Take a file away; False where there was none."""
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise write_refused(path, error) from error
    return True


def _fresh(path: Path) -> Path:
    """Name the file that is written before it takes the place of another; one cut off is written over or taken away."""
    return path.with_name(f".{path.name}.new")


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. No former one is kept: Excel would open that as well."""
    fresh = _fresh(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        _forget(fresh)
        # Windows answers for a folder that may not be written as for a file in use; nothing uses this one.
        raise write_refused(path, OSError(error.errno, error.strerror)) from error
    try:
        fresh.replace(path)
    except OSError as error:
        _forget(fresh)
        raise write_refused(path, error) from error


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
