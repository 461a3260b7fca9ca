"""An xlwings engine on LibreOffice Calc, with the members that Arrears uses on the open workbook and no others."""

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings as xw
from tests.calc.com_cells import ComRange, HostError
from tests.calc.formula_text import in_excel
from tests.calc.office_process import OfficeProcess, uno
from xlwings import base_classes

from arrears.office.xlsx.areas import Area, column_letters

CALLS: Counter[str] = Counter()
"""Calls to the host since the counter was last cleared."""
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
_ALL_CONTENTS = 1023
_FORMULAS = 16
_LONGEST_TITLE = 31
_ASIDE = 500
"""A column that no table reaches."""


def _count(kind: str) -> None:
    CALLS[kind] += 1


def _said(name: str, value: Any) -> Any:
    given = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    given.Name, given.Value = name, value
    return given


def _called(members: list[Any], key: Any) -> Any:
    """Find a member by number, from 1, or by name; raises KeyError as Excel's collections are expected to."""
    if isinstance(key, int):
        return members[key - 1]
    found = [one for one in members if one.name == key]
    if not found:
        raise KeyError(key)
    return found[0]


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
        self.selected: Range | None = None
        self._books = Books(self)

    engine = property(lambda self: SimpleNamespace(name="calc", type="desktop"))
    api = xl = property(lambda self: self.office.desktop)
    pid = property(lambda self: self.office.number)
    books = property(lambda self: self._books)
    version = property(lambda self: "16.0")

    def activate(self, steal_focus: bool = False) -> None:
        pass

    @property
    def selection(self) -> "Range":
        return self.selected or self.books.active.sheets.active.range("A1")

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

    def quit(self) -> None:
        for book in list(self.books):
            book.close()
        self.kill()

    def kill(self) -> None:
        if self in self._apps._apps:
            self._apps._apps.remove(self)
        self.office.stop()


class Books(base_classes.Books):
    """The open workbooks, the active one first."""

    app: Any = None

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []

    @property
    def active(self) -> "Book":
        return self._books[0]

    def open(self, fullname: str, *rest: Any, **more: Any) -> "Book":
        _count("open")
        url = uno().systemPathToFileUrl(str(fullname))
        document = self.app.api.loadComponentFromURL(url, "_blank", 0, (_said("Hidden", True),))
        book = Book(self.app, document, str(fullname))
        self._books.insert(0, book)
        return book

    def __call__(self, key: Any) -> "Book":
        return _called(self._books, key)

    def __iter__(self) -> Any:
        return iter(list(self._books))

    def __len__(self) -> int:
        return len(self._books)

    def __contains__(self, key: Any) -> bool:
        return any(book.name == key for book in self._books)


class Book(base_classes.Book):
    """An open workbook."""

    app: Any = None

    def __init__(self, app: App, document: Any, fullname: str) -> None:
        self.app, self.document, self._fullname = app, document, fullname
        self.column_names: dict[str, tuple[str, str]] = {}
        self.active_sheet = ""
        self.tables_by_sheet: dict[int, list[Any]] | None = None

    api = property(lambda self: SimpleNamespace(Date1904=self.document.NullDate.Year == 1904))
    name = property(lambda self: Path(self._fullname).name)
    fullname = property(lambda self: self._fullname)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))

    def activate(self) -> None:
        self.app.books._books.remove(self)
        self.app.books._books.insert(0, self)

    def follow_columns(self, names: Any) -> None:
        """Let names for columns of tables follow the tables: Calc keeps such a name as a plain range."""
        for name in names:
            table, heading = self.column_names[name]
            if self.document.DatabaseRanges.hasByName(table):
                database = self.document.DatabaseRanges.getByName(table)
                sheet = Sheet(self, self.document.Sheets.getByIndex(database.DataArea.Sheet))
                self.document.NamedRanges.getByName(name).setContent(Table(sheet, database).column(heading))

    def tables_on(self, sheet: int) -> list[Any]:
        """Give the tables of a sheet by its number; looked up once, until sheets come or go."""
        if self.tables_by_sheet is None:
            self.tables_by_sheet = {}
            ranges = self.document.DatabaseRanges
            for one in (ranges.getByName(name) for name in ranges.ElementNames):
                self.tables_by_sheet.setdefault(one.DataArea.Sheet, []).append(one)
        return self.tables_by_sheet.get(sheet, [])

    def save(self, path: Any = None, password: Any = None) -> None:
        _count("save")
        path = str(path or self._fullname)
        said = (_said("FilterName", _FILTERS[Path(path).suffix.lower()]), _said("Overwrite", True))
        self.document.storeAsURL(uno().systemPathToFileUrl(path), said)
        self._fullname = path

    def close(self) -> None:
        self.app.books._books.remove(self)
        self.document.close(True)


class Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> "Sheet":
        sheets = self.book.document.Sheets
        name = self.book.active_sheet
        return Sheet(self.book, sheets.getByName(name) if name in sheets.ElementNames else sheets.getByIndex(0))

    def add(self, before: Any = None, after: Any = None, name: Any = None) -> "Sheet":
        _count("write")
        sheets = self.book.document.Sheets
        sheets.insertNewByName(f"Sheet{sheets.Count + 1}", after.index if after else before.index - 1 if before else 0)
        made = Sheet(self.book, sheets.getByIndex(after.index if after else before.index - 1 if before else 0))
        if name:
            made.name = name
        self.book.tables_by_sheet = None
        return made

    def __call__(self, key: Any) -> "Sheet":
        sheets = self.book.document.Sheets
        if isinstance(key, int):
            return Sheet(self.book, sheets.getByIndex(key - 1))
        if key not in sheets.ElementNames:
            raise KeyError(key)
        return Sheet(self.book, sheets.getByName(key))

    def __iter__(self) -> Any:
        sheets = self.book.document.Sheets
        return iter([Sheet(self.book, sheets.getByIndex(n)) for n in range(sheets.Count)])

    def __len__(self) -> int:
        return int(self.book.document.Sheets.Count)

    def __contains__(self, key: Any) -> bool:
        return key in self.book.document.Sheets.ElementNames


class Sheet(base_classes.Sheet):
    """A sheet."""

    def __init__(self, book: Book, cells: Any) -> None:
        self._book, self.cells_ = book, cells

    api = property(lambda self: SimpleNamespace(ProtectContents=self.cells_.isProtected()))
    book = property(lambda self: self._book)
    index = property(lambda self: self.cells_.RangeAddress.Sheet + 1)
    tables = property(lambda self: Tables(self))

    @property
    def name(self) -> str:
        return str(self.cells_.Name)

    @name.setter
    def name(self, title: str) -> None:
        if len(title) > _LONGEST_TITLE:
            raise HostError(f"a sheet name of {len(title)} characters")
        self.cells_.setName(title)

    def range(self, first: Any, last: Any = None) -> "Range":
        if isinstance(first, str):
            return Range(self, Area.read(first))
        row, column = first if isinstance(first, tuple) else (first.row, first.column)
        bottom, right = last or first if isinstance(last or first, tuple) else (last.row, last.column)
        return Range(self, Area(column, row, right, bottom))

    def delete(self) -> None:
        """Delete the sheet and its tables; Excel asks unless alerts are off."""
        _count("write")
        if self._book.app.display_alerts:
            raise HostError("Excel asks whether the sheet may be deleted, and waits")
        document = self._book.document
        for table in self.tables:
            document.DatabaseRanges.removeByName(table.name)
        document.Sheets.removeByName(self.name)
        self._book.tables_by_sheet = None

    def activate(self) -> None:
        self._book.active_sheet = self.name

    def copy(self, before: Any = None, after: Any = None) -> None:
        """Copy the sheet behind one of another workbook, its tables with it."""
        _count("copy")
        target = after.book.document
        name = self.name
        if name in target.Sheets.ElementNames:
            raise HostError(f"there is a sheet {name}")
        tables = list(self.tables)
        # Formulas would keep naming tables by the numbers of their own workbook, over which Calc falls; Excel's would
        # point back to that workbook. Whoever copies a sheet types them anew.
        for area in self.cells_.queryContentCells(_FORMULAS).getRangeAddresses():
            rows = area.StartColumn, area.StartRow, area.EndColumn, area.EndRow
            self.cells_.getCellRangeByPosition(*rows).clearContents(_FORMULAS)
        # A table that comes along keeps the number of its own workbook, by which formulas would find another one; so
        # it gets one here first, and has its place afterwards.
        aside = target.Sheets.getByIndex(0).getCellRangeByPosition(_ASIDE, 0, _ASIDE, 1).RangeAddress
        for table in tables:
            target.DatabaseRanges.addNewByName(table.name, aside)
        known = set(target.DatabaseRanges.ElementNames)
        target.Sheets.importSheet(self.book.document, name, after.index)
        number = target.Sheets.getByName(name).RangeAddress.Sheet
        for extra in set(target.DatabaseRanges.ElementNames) - known:
            target.DatabaseRanges.removeByName(extra)
        for table in tables:
            place = table.area_
            place.Sheet = number
            made = target.DatabaseRanges.getByName(table.name)
            made.DataArea, made.ContainsHeader, made.AutoFilter = place, True, True
        after.book.tables_by_sheet = None


class Range(base_classes.Range):
    """A range of cells."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self._sheet, self.area = sheet, area
        self.cells_ = sheet.cells_.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)

    api = property(lambda self: ComRange(self.cells_, _count))
    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self.area.top)
    column = property(lambda self: self.area.left)
    shape = property(lambda self: (self.area.bottom - self.area.top + 1, self.area.right - self.area.left + 1))
    address = property(lambda self: str(self.area))
    coords = property(lambda self: (self._sheet.name, self.row, self.column, *self.shape))

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def current_region(self) -> "Range":
        cursor = self._sheet.cells_.createCursorByRange(self.cells_)
        cursor.collapseToCurrentRegion()
        return _range(self._sheet, cursor.RangeAddress)

    def autofill(self, destination: "Range", type_: str) -> None:
        """Give every row of the destination the formats of the first one."""
        _count("write")
        if type_ != "fill_formats":
            raise NotImplementedError(type_)
        for n in range(self.shape[1]):
            look = self.cells_.getCellByPosition(n, 0)
            column = destination.impl.cells_.getCellRangeByPosition(n, 0, n, destination.shape[0] - 1)
            for name in ("NumberFormat", "CellBackColor", "HoriJustify", "CharHeight", "CharColor", "IsTextWrapped"):
                column.setPropertyValue(name, look.getPropertyValue(name))

    @property
    def raw_value(self) -> Any:
        return self.api.Value

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self.api.Value2 = data

    @property
    def number_format(self) -> str:
        raise NotImplementedError

    @number_format.setter
    def number_format(self, notation: str) -> None:
        _count("write")
        formats, locale = self._sheet.book.document.NumberFormats, uno().createUnoStruct("com.sun.star.lang.Locale")
        key = formats.queryKey(notation, locale, False)
        self.cells_.NumberFormat = formats.addNew(notation, locale) if key == -1 else key

    def autofit(self, axis: Any = None) -> None:
        _count("write")
        self.cells_.Columns.OptimalWidth = True

    def insert(self, shift: Any = None, copy_origin: Any = None) -> None:
        """Insert whole columns or cells; what stands there moves, tables with it."""
        kind = uno().Enum("com.sun.star.sheet.CellInsertMode", {"right": "RIGHT", "down": "DOWN"}[shift])
        self._sheet.cells_.insertCells(self.cells_.RangeAddress, kind)

    def select(self) -> None:
        self._sheet.book.app.selected = self
        self._sheet.activate()

    def clear(self) -> None:
        _count("write")
        self.cells_.clearContents(_ALL_CONTENTS)

    @property
    def column_hidden(self) -> bool:
        return not self.cells_.Columns.IsVisible

    @column_hidden.setter
    def column_hidden(self, hidden: bool) -> None:
        _count("write")
        self.cells_.Columns.IsVisible = not hidden


def _range(sheet: Sheet, place: Any) -> Range:
    return Range(sheet, Area(place.StartColumn + 1, place.StartRow + 1, place.EndColumn + 1, place.EndRow + 1))


class Tables(base_classes.Tables):
    """The tables of a sheet: Calc's database ranges."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def _all(self) -> list["Table"]:
        return [Table(self.sheet, one) for one in self.sheet.book.tables_on(self.sheet.index - 1)]

    def __iter__(self) -> Any:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: Any) -> "Table":
        return _called(self._all(), key)

    def __contains__(self, key: Any) -> bool:
        return any(table.name == key for table in self._all())


class Table(base_classes.Table):
    """A table."""

    def __init__(self, sheet: Sheet, database: Any) -> None:
        self._sheet, self.database = sheet, database

    api = property(lambda self: SimpleNamespace(AutoFilter=None))
    name = property(lambda self: str(self.database.Name))
    area_ = property(lambda self: self.database.DataArea)
    parent = property(lambda self: self._sheet)

    @property
    def range(self) -> Range:
        return _range(self._sheet, self.area_)

    @property
    def header_row_range(self) -> Range:
        area = self.range.area
        return Range(self._sheet, area.down_to(area.top))

    @property
    def show_totals(self) -> bool:
        return bool(self.database.TotalsRow)

    @show_totals.setter
    def show_totals(self, shown: bool) -> None:
        self.database.TotalsRow = shown

    def resize(self, rng: Any) -> None:
        _count("write")
        rng = rng.impl
        if rng.area.top != self.range.area.top:
            raise HostError("a table keeps its header row")
        self.database.DataArea = rng.cells_.RangeAddress
        named = self._sheet.book.column_names
        self._sheet.book.follow_columns([name for name, (table, _) in named.items() if table == self.name])

    def column(self, heading: str) -> str:
        """Give the cells of a column, as Calc writes them."""
        area = self.range.area
        headings = [str(cell) for cell in self.header_row_range.cells_.getDataArray()[0]]
        letters = column_letters(area.left + headings.index(heading))
        return f"$'{self._sheet.name}'.${letters}${area.top + 1}:${letters}${area.bottom}"


class Names(base_classes.Names):
    """The defined names of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._names = book.document.NamedRanges

    def __call__(self, key: Any) -> "Name":
        key = self._names.ElementNames[key - 1] if isinstance(key, int) else key
        return Name(self.book, self._names.getByName(key))

    def __iter__(self) -> Any:
        return iter([self(name) for name in self._names.ElementNames])

    def __len__(self) -> int:
        return int(self._names.Count)

    def contains(self, key: Any) -> bool:
        return bool(self._names.hasByName(key))

    def snapshot(self) -> Any:
        return [(name, self(name)) for name in self._names.ElementNames]

    def add(self, name: str, refers_to: str) -> "Name":
        _count("write")
        content = refers_to.removeprefix("=")
        column = re.fullmatch(r"(\w+)\[\[?([^\[\]]+)\]?\]", content)
        if column:
            self.book.column_names[name] = column[1], column[2]
            content = "0"
        cell = re.fullmatch(r"('(?:[^']|'')+'|\w+)!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)", content)
        content = f"${cell[1]}.{cell[2]}" if cell else content
        origin = self.book.document.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
        if self._names.hasByName(name):
            self._names.removeByName(name)
        self._names.addNewByName(name, content, origin, 0)
        self.book.follow_columns([name] if name in self.book.column_names else [])
        return self(name)


class Name(base_classes.Name):
    """A defined name."""

    def delete(self) -> None:
        _count("write")
        self.book.column_names.pop(self.name, None)
        self.book.document.NamedRanges.removeByName(self.name)

    def __init__(self, book: Book, named: Any) -> None:
        self.book, self.named = book, named

    api = property(lambda self: self.named)
    name = property(lambda self: str(self.named.Name))
    refers_to = property(lambda self: in_excel(f"={self.named.Content}"))

    @property
    def refers_to_range(self) -> Range:
        place = self.named.getReferredCells().RangeAddress
        sheet = Sheet(self.book, self.book.document.Sheets.getByIndex(place.Sheet))
        return _range(sheet, place)


def start() -> xw.App:
    """Start Calc and give it as an xlwings application."""
    if "calc" not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=Engine()))
    xw.engines["calc"].activate()
    return xw.engines["calc"].apps.add()
