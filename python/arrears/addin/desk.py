"""The person at the spreadsheet application: what is asked of them and told to them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

STOP_KEY = 0x1B
"""Esc, as Windows numbers keys."""
FOLDER_PICKER = 4
"""msoFileDialogFolderPicker."""
TEXT, _OPEN_ANY = 2, "*.*"
LONGEST_PROMPT = 255
"""What Excel's input box shows of a question."""


class Desk(Protocol):
    """Asks and tells; every answer is None where the person gave up."""

    def agreed(self, question: str) -> bool:
        """Ask yes or no."""

    def text(self, question: str, given: str = "") -> str | None:
        """Ask for a text, proposing one."""

    def file(self, question: str, kinds: Sequence[str]) -> Path | None:
        """Ask for a file of some kinds (``*.xlsx``)."""

    def folder(self, question: str) -> Path | None:
        """Ask for a folder."""

    def tell(self, sentences: Sequence[str]) -> None:
        """Show what a command did."""

    def progress(self, sentence: str) -> None:
        """Show what is going on; blank when it is over. Raises KeyboardInterrupt where the person pressed Esc."""


class ExcelDesk:
    """The person at Excel, through xlwings."""

    def __init__(self, app: Any) -> None:
        """Take the running application; Esc that was pressed before, in a cell or a dialog, stops nothing."""
        self._app = app
        _stop_pressed()

    def agreed(self, question: str) -> bool:
        """Ask yes or no."""
        return bool(self._app.alert(question, "Arrears", buttons="yes_no") == "yes")

    def text(self, question: str, given: str = "") -> str | None:
        """Ask for a text, proposing one."""
        if len(question) > LONGEST_PROMPT:
            self._app.alert(question, "Arrears")
            question = _short(question)
        said = self._app.api.InputBox(question, "Arrears", given, Type=TEXT)
        return None if said is False else str(said)

    def file(self, question: str, kinds: Sequence[str]) -> Path | None:
        """Ask for a file of some kinds."""
        described = question.replace(",", " ")  # a comma would end the description of the filter
        chosen = self._app.api.GetOpenFilename(f"{described},{';'.join(kinds) or _OPEN_ANY}", 1, question)
        return None if chosen is False else Path(str(chosen))

    def folder(self, question: str) -> Path | None:
        """Ask for a folder."""
        dialog = self._app.api.FileDialog(FOLDER_PICKER)
        dialog.Title = question
        return Path(str(dialog.SelectedItems(1))) if dialog.Show() else None

    def tell(self, sentences: Sequence[str]) -> None:
        """Show what a command did."""
        self._app.alert("\n".join(sentences), "Arrears")

    def progress(self, sentence: str) -> None:
        """Show what is going on in the status bar."""
        self._app.status_bar = sentence or False
        if _stop_pressed():
            raise KeyboardInterrupt


def _short(question: str) -> str:
    r"""Give the line of a long question that asks, wherever the list above or below it goes on.

    >>> _short("What went wrong.\nWhich one?\n1  This\n2  That")
    'Which one?'
    """
    lines = question.splitlines()
    asks = next((line for line in reversed(lines) if not line[:1].isdigit()), question)
    return asks[:LONGEST_PROMPT]


def _stop_pressed() -> bool:
    """Tell whether Esc was pressed since it was last asked; never where the system cannot tell."""
    import ctypes  # noqa: PLC0415 - only where there is something to ask

    windows = getattr(ctypes, "windll", None)
    return windows is not None and bool(windows.user32.GetAsyncKeyState(STOP_KEY) & 1)
