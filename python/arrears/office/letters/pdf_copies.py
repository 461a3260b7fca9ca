"""PDF copies of Word letters, made by LibreOffice where it is installed, else by Word."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from arrears.core.problems import Place, Problem
from arrears.errors import FileRefused
from arrears.office.files import write_new
from arrears.office.letters.word_pdf import export, has_word, start_word

_USUAL = {
    "win32": (r"C:\Program Files\LibreOffice\program\soffice.com",
              r"C:\Program Files (x86)\LibreOffice\program\soffice.com"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}  # fmt: skip
_AT_ONCE = 100
"""Letters a call: starting costs seconds, and a call that hangs must not hold all of them."""
_SECONDS = 30 + _AT_ONCE * 5


def converter() -> str | None:
    """Find LibreOffice: on the search path, or where its installer puts it; None if it is not there."""
    usual = (path for path in _USUAL.get(sys.platform, ()) if Path(path).is_file())
    return shutil.which("soffice") or shutil.which("libreoffice") or next(usual, None)


def refuse_without_converter(out: Path) -> None:
    """Refuse to begin what would end without PDFs; raises FileRefused ``no-pdf-converter``."""
    if converter() is None and not has_word():
        raise FileRefused("no-pdf-converter", where=str(out))


def pdf_copies(letters: Sequence[Path], out: Path) -> tuple[list[Path], list[Problem]]:
    """Make a PDF of each letter, by the same name, in a folder; those that are there already stay.

    Gives the PDFs, and a problem ``pdf-failed`` for each letter that none could be made of.
    """
    wanted = [letter for letter in letters if not (out / f"{letter.stem}.pdf").exists()]
    for start in range(0, len(wanted), _AT_ONCE):
        _convert(wanted[start : start + _AT_ONCE], out)
    made = [out / f"{letter.stem}.pdf" for letter in letters if (out / f"{letter.stem}.pdf").exists()]
    lacking = [letter for letter in letters if out / f"{letter.stem}.pdf" not in made]
    return made, [Problem("pdf-failed", Place(), letter.name) for letter in lacking]


def _convert(letters: Sequence[Path], out: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="arrears-pdf-") as name:
        work, program = Path(name), converter()
        if program is not None:
            _by_libreoffice(program, letters, work)
        elif (word := start_word()) is not None:
            export(word, letters, work)
        for letter in letters:
            made = work / f"{letter.stem}.pdf"
            if made.exists():
                write_new(out / made.name, made.read_bytes())


def _by_libreoffice(program: str, letters: Sequence[Path], work: Path) -> None:
    """Convert in a profile of its own, so that an open LibreOffice does not take the job and leave it undone."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), *map(str, letters)]
    # What could not be started, or hangs, shows by the PDFs that are not there.
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 - a program of this machine, on files of our own
            command, capture_output=True, timeout=_SECONDS, check=False, env=os.environ | {"HOME": str(work)}
        )
