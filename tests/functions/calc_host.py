"""LibreOffice Calc with our extension in a profile of its own: formulas in, what their cells hold out."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from tests import libreoffice

from arrears.cli.function_commands import SERVER
from arrears.functions import DECLARED
from arrears.office.calc_addin.extension import write_extension

_SECONDS = 120
_NOBODY = 65534
PROGRAM = (sys.executable, "-E", "-P", "-m", SERVER)


class CalcHost:
    """A profile of LibreOffice that has the extension."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = folder / "profile"

    def install(self, extension: Path) -> None:
        """Add the extension; ``unopkg`` refuses to work for root, so that another user does it then."""
        self.profile.mkdir()
        command = ["unopkg", "add", "-f", f"-env:UserInstallation={self.profile.as_uri()}", str(extension)]
        environment = {**os.environ, "HOME": str(self.profile)}
        if os.geteuid() == 0:
            shutil.chown(self.profile, _NOBODY, _NOBODY)
            command = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", *command]
        added = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False)
        assert added.returncode == 0, added.stderr

    def computed(self, cells: Mapping[str, Any], tables: Mapping[str, tuple[str, int, int]]) -> Any:
        """Let Calc compute a sheet of cells and of tables (first cell -> formula, rows, columns); give it read back."""
        book = openpyxl.Workbook()
        for address, value in cells.items():
            book.active[address] = value
        for address, (formula, rows, columns) in tables.items():
            first = book.active[address]
            last = f"{get_column_letter(first.column + columns - 1)}{first.row + rows - 1}"
            book.active[address] = ArrayFormula(f"{address}:{last}", formula)
        book.save(self.folder / "cells.xlsx")
        environment = {**os.environ, "ARREARS_LANGUAGE": "en", "HOME": str(self.folder)}
        subprocess.run(
            [
                libreoffice.SOFFICE or "", f"-env:UserInstallation={self.profile.as_uri()}", "--headless",
                "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(self.folder / "out"),
                str(self.folder / "cells.xlsx"),
            ],
            env=environment, capture_output=True, timeout=_SECONDS, check=True,
        )  # fmt: skip
        return openpyxl.load_workbook(self.folder / "out" / "cells.xlsx", data_only=True).active


@contextmanager
def calc_host(command: Sequence[str] = PROGRAM) -> Iterator[CalcHost]:
    """Give a profile with the extension, built from the declarations, and take it away again."""
    libreoffice.needed()
    if shutil.which("unopkg") is None or (os.geteuid() == 0 and shutil.which("setpriv") is None):
        pytest.skip(libreoffice.REASON)
    folder = Path(tempfile.mkdtemp(prefix="arrears-calc-"))
    try:
        folder.chmod(0o755)  # another user has to read the extension
        write_extension(folder / "arrears.oxt", DECLARED, command, "1.0")
        (folder / "arrears.oxt").chmod(0o644)
        host = CalcHost(folder)
        host.install(folder / "arrears.oxt")
        yield host
    finally:
        shutil.rmtree(folder, ignore_errors=True)
