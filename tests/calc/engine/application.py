"""The running applications."""

from types import SimpleNamespace
from typing import Any

from tests.calc.engine.books import Books
from tests.calc.engine.calls import count
from tests.calc.engine.dialogs import ComApplication
from tests.calc.engine.office_process import OfficeProcess
from xlwings import base_classes


class Engine:
    """What ``xw.engines`` takes."""

    name = "calc"
    type = "desktop"

    def __init__(self) -> None:
        """Start without an application."""
        self.apps = Apps()


class Apps(base_classes.Apps):
    """The running applications."""

    def __init__(self) -> None:
        self._apps: list[App] = []

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> "App":
        app = App(self)
        self._apps.insert(0, app)
        return app

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def __iter__(self) -> Any:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> "App":
        return next(app for app in self._apps if app.pid == pid)


class App(base_classes.App):
    """One LibreOffice."""

    visible = screen_updating = display_alerts = enable_events = interactive = True
    status_bar: Any = False

    def __init__(self, apps: Apps) -> None:
        self._apps = apps
        self.office = OfficeProcess()
        self._com = ComApplication(self)
        self.selected: Any = None
        self.copied: Any = None
        self._books = Books(self)

    engine = property(lambda self: SimpleNamespace(name="calc", type="desktop"))
    api = xl = property(lambda self: self._com)
    pid = property(lambda self: self.office.number)
    books = property(lambda self: self._books)
    version = property(lambda self: "16.0")

    def activate(self, steal_focus: bool = False) -> None:
        pass

    @property
    def selection(self) -> Any:
        return self.selected or self.books.active.sheets.active.range("A1")

    @property
    def cut_copy_mode(self) -> Any:
        return "copy" if self.copied else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, mode: Any) -> None:
        count("write")
        self.copied = None

    @property
    def calculation(self) -> str:
        automatic = all(book.document.isAutomaticCalculationEnabled() for book in self.books)
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, mode: str) -> None:
        for book in self.books:
            book.document.enableAutomaticCalculation(mode == "automatic")
            if mode == "automatic":
                book.document.calculate()

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculateAll()

    def alert(self, prompt: str, title: str, buttons: Any, mode: Any, callback: Any) -> str:
        return self._com.alert(prompt, buttons)

    def quit(self) -> None:
        for book in list(self.books):
            book.close()
        self.kill()

    def kill(self) -> None:
        if self in self._apps._apps:
            self._apps._apps.remove(self)
        self.office.stop()
