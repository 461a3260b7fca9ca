"""Open workbooks."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.calc.engine.calls import count
from tests.calc.engine.column_names import ColumnNames
from tests.calc.engine.members import called
from tests.calc.engine.names import Names
from tests.calc.engine.office_process import said, uno
from tests.calc.engine.sheets import Sheets
from xlwings import base_classes

_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}


class Books(base_classes.Books):
    """The open workbooks, the active one first."""

    app: Any = None

    def __init__(self, app: Any) -> None:
        self.app = app
        self._books: list[Book] = []

    @property
    def active(self) -> "Book":
        return self._books[0]

    def open(self, fullname: str, *rest: Any, **more: Any) -> "Book":
        count("open")
        url = uno().systemPathToFileUrl(str(fullname))
        document = self.app.office.desktop.loadComponentFromURL(url, "_blank", 0, (said("Hidden", True),))
        book = Book(self.app, document, str(fullname))
        self._books.insert(0, book)
        return book

    def __call__(self, key: Any) -> "Book":
        return called(self._books, key)

    def __iter__(self) -> Any:
        return iter(list(self._books))

    def __len__(self) -> int:
        return len(self._books)

    def __contains__(self, key: Any) -> bool:
        return any(book.name == key for book in self._books)


class Book(base_classes.Book):
    """An open workbook."""

    app: Any = None

    def __init__(self, app: Any, document: Any, fullname: str) -> None:
        self.app, self.document, self._fullname = app, document, fullname
        self.columns = ColumnNames(document, self)
        self.active_sheet = ""
        self.totals: dict[str, Any] = {}
        self.tables_by_sheet: dict[int, list[Any]] | None = None

    api = property(lambda self: SimpleNamespace(Date1904=self.document.NullDate.Year == 1904))
    name = property(lambda self: Path(self._fullname).name)
    fullname = property(lambda self: self._fullname)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))

    def activate(self) -> None:
        self.app.books._books.remove(self)
        self.app.books._books.insert(0, self)

    def tables_on(self, sheet: int) -> list[Any]:
        """Give the tables of a sheet by its number; looked up once, until sheets come or go."""
        if self.tables_by_sheet is None:
            self.tables_by_sheet = {}
            ranges = self.document.DatabaseRanges
            for one in (ranges.getByName(name) for name in ranges.ElementNames):
                self.tables_by_sheet.setdefault(one.DataArea.Sheet, []).append(one)
        return self.tables_by_sheet.get(sheet, [])

    def save(self, path: Any = None, password: Any = None) -> None:
        count("save")
        path = str(path or self._fullname)
        options = (said("FilterName", _FILTERS[Path(path).suffix.lower()]), said("Overwrite", True))
        self.document.storeAsURL(uno().systemPathToFileUrl(path), options)
        self._fullname = path

    def close(self) -> None:
        self.app.books._books.remove(self)
        self.document.close(True)
