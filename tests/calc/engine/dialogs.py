"""Excel's own dialogs, answered as laid down beforehand, with Excel's limits."""

from collections import deque
from types import SimpleNamespace
from typing import Any

from tests.calc.engine.com_conditions import ComAreas
from tests.calc.engine.limits import HostError

LONGEST_PROMPT = 255
CANCELLED = False
"""What Excel gives where a dialog was closed."""


class ComApplication:
    """Excel's Application object as far as Arrears uses it: its dialogs, and what it would correct of itself."""

    Union = staticmethod(ComAreas.union)

    def __init__(self, app: Any) -> None:
        """Start without answers."""
        self._app = app
        self.answers: deque[Any] = deque()
        self.AutoCorrect = SimpleNamespace(AutoFillFormulasInLists=True)
        self.shown: list[str] = []

    @property
    def ActiveWindow(self) -> Any:  # noqa: N802
        """The window with what is selected."""
        selected = self._app.selection
        return SimpleNamespace(RangeSelection=SimpleNamespace(Select=selected.select))

    def InputBox(self, Prompt: str, Title: str, Default: str, Type: int) -> Any:  # noqa: N802, N803 - Excel's names
        """Ask for a text."""
        if len(Prompt) > LONGEST_PROMPT:
            raise HostError(f"a question of {len(Prompt)} letters")
        return self._answer(Prompt)

    def GetOpenFilename(self, FileFilter: str, FilterIndex: int, Title: str) -> Any:  # noqa: N802, N803
        """Ask for a file; a filter is a description and its patterns, with a comma between."""
        if len(FileFilter.split(",")) % 2 or len(FileFilter) > LONGEST_PROMPT:
            raise HostError(f"the file filter {FileFilter}")
        return self._answer(Title)

    def FileDialog(self, kind: int) -> "_FolderDialog":  # noqa: N802
        """Give the dialog that picks a folder."""
        return _FolderDialog(self)

    def Dialogs(self, number: int) -> "_BuiltInDialog":  # noqa: N802
        """Give one of Excel's own dialogs by its number."""
        return _BuiltInDialog(self, number)

    def alert(self, prompt: str, buttons: str | None) -> str:
        """Show a message; only one with a choice waits for an answer."""
        if buttons in {None, "ok"}:
            self.shown.append(prompt)
            return "ok"
        return str(self._answer(prompt))

    def _answer(self, question: str) -> Any:
        self.shown.append(question)
        return self.answers.popleft()


class _FolderDialog:
    Title = ""

    def __init__(self, application: ComApplication) -> None:
        self._application = application
        self._chosen: Any = CANCELLED

    def Show(self) -> int:  # noqa: N802
        self._chosen = self._application._answer(self.Title)
        return 0 if self._chosen is CANCELLED else -1

    def SelectedItems(self, number: int) -> str:  # noqa: N802
        return str(self._chosen)


class _BuiltInDialog:
    def __init__(self, application: ComApplication, number: int) -> None:
        self._application, self._number = application, number

    def Show(self) -> bool:  # noqa: N802
        self._application.shown.append(f"dialog {self._number}")
        return True
