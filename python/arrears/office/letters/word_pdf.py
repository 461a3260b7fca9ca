"""PDF copies by Word itself, where it is installed: Windows, through COM."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PDF = 17
"""wdExportFormatPDF."""
NO_ALERTS, NO_MACROS = 0, 3
"""wdAlertsNone; msoAutomationSecurityForceDisable: a letter is opened to be printed, never to run anything."""


def has_word() -> bool:
    """Tell whether Word is installed, without starting it."""
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415 - Windows only

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
    except OSError:
        return False
    return True


def start_word() -> Any | None:
    """Start a Word of its own that nobody sees; None where there is none."""
    if sys.platform != "win32":
        return None
    from pywintypes import com_error  # noqa: PLC0415 - Windows only; comes with xlwings
    from win32com.client import DispatchEx  # noqa: PLC0415

    try:
        word = DispatchEx("Word.Application")
    except com_error:
        return None
    word.DisplayAlerts, word.AutomationSecurity = NO_ALERTS, NO_MACROS
    return word


def export(word: Any, letters: Sequence[Path], folder: Path) -> None:
    """Let Word export letters as PDF into a folder, and end it; what it refuses shows by the PDF not being there."""
    try:
        for letter in letters:
            with contextlib.suppress(Exception):  # COM's errors are of no common kind that other systems know
                document = word.Documents.Open(str(letter), ReadOnly=True, AddToRecentFiles=False)
                try:
                    document.ExportAsFixedFormat(str(folder / f"{letter.stem}.pdf"), PDF)
                finally:
                    document.Close(SaveChanges=0)
    finally:
        word.Quit(SaveChanges=0)
