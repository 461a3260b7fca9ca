"""The add-in on a user's account: built, put into Excel's start folder, compared, taken away."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from arrears import __version__
from arrears.errors import FileRefused
from arrears.office.addin.addin_file import FILE_NAME, Settings, addin_file
from arrears.office.addin.wrappers import Function
from arrears.office.files import read_file, write_refused
from arrears.office.install import mac_script
from arrears.office.install.interpreter import Interpreter, callable_path
from arrears.office.install.profile import Profile
from arrears.office.install.xlwings_files import XlwingsFiles


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
            log=str(self.log),
            xlwings=self.xlwings.version,
            version=__version__,
        )

    def built(self, functions: Sequence[Function]) -> bytes:
        """Build the add-in for this computer."""
        return addin_file(self.settings(), functions)

    def install(self, functions: Sequence[Function]) -> Path:
        """Put the add-in into its folder, and on macOS the script beside Excel; give its path.

        Nothing else is written or changed. Raises InputRefused as ``Interpreter.refuse_unfit`` and ``path`` do,
        FileRefused ``open-elsewhere`` while Excel runs with it.
        """
        self.interpreter.refuse_unfit()
        path, content = self.path(), self.built(functions)
        _put(path, content)
        script = self.script()
        if script is not None:
            _put(script, mac_script.mac_script(self.interpreter.path, self.log).encode())
        with contextlib.suppress(OSError):  # without a log the add-in works all the same
            self.log.parent.mkdir(parents=True, exist_ok=True)
        return path

    def remove(self) -> list[Path]:
        """Take the add-in away, and on macOS the script; give what was taken. Workbooks and letters stay."""
        taken = [path for path in (self.path(), self.script()) if path is not None and path.exists()]
        for path in taken:
            try:
                path.unlink()
            except OSError as error:
                raise write_refused(path, error) from error
        return taken


def fingerprint(content: bytes) -> str:
    """Give the SHA-256 of an add-in, as whoever allows it by its hash wants it."""
    return hashlib.sha256(content).hexdigest()


def is_current(path: Path, content: bytes) -> bool:
    """Whether the file in the folder is byte for byte what this computer would build now."""
    try:
        return read_file(path) == content
    except FileRefused:
        return False


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. No former one is kept: Excel would open that as well."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise write_refused(path, error) from error
