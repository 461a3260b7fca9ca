"""A sheet and its tables as Excel's object model hands them over on Windows, in memory; nothing is computed.

What Calc cannot show: formulas in two notations, cells in the format Text, comments with answers, an older Excel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from tests.office.live.stand_in_rules import Rule, Rules, Several, several

from arrears.office.xlsx.areas import Area

NO_MEMBER = -2147352570
REFUSED = -2147352567
SHOWN_BY_FORMULA = 7.0
"""What every formula comes to here."""


class ComError(Exception):
    """As pywin32 raises it."""

    @property
    def hresult(self) -> Any:
        return self.args[0]


class Cell:
    """A cell: its value, its formula as Excel 365 shows it, its number format."""

    def __init__(self) -> None:
        self.value: Any = None
        self.formula = ""
        self.notation = "General"

    def typed(self, raw: Any, member: str, *, stays_text: bool) -> None:
        """Take what is put in, as Excel does."""
        self.value, self.formula = raw, ""
        if raw in ("", None):
            self.value = None
        elif self.notation == "@" or stays_text:
            self.value = raw.removeprefix("'") if isinstance(raw, str) else f"{raw:g}"
        elif isinstance(raw, str) and raw.startswith("'"):
            self.value = raw[1:]
        elif isinstance(raw, str) and raw.startswith("="):
            own_row = member == "Formula" and ":" in raw
            self.value, self.formula = SHOWN_BY_FORMULA, f"=@{raw[1:]}" if own_row else raw

    def said(self, member: str) -> Any:
        """Give what is read back."""
        if member == "Value2" or not self.formula:
            return ("" if self.value is None else str(self.value)) if member != "Value2" else self.value
        return self.formula.replace("=@", "=", 1) if member == "Formula" else self.formula


class Sheet:
    """A sheet of cells."""

    def __init__(self, name: str, *, protected: bool, threads: Sequence[str], has_formula2: bool) -> None:
        self.name = name
        self.has_formula2 = has_formula2
        self.has_array: bool | None = False
        self.cells: dict[tuple[int, int], Cell] = {}
        self.makes_texts_of: set[tuple[int, int]] = set()
        self.hidden_rows: set[int] = set()
        self.notes: list[Any] = []
        self.tables: list[Any] = []
        self.rules: list[Rule] = []
        self.checks: dict[tuple[int, int], str] = {}
        self.api = SimpleNamespace(ProtectContents=protected, FilterMode=False, Hyperlinks=Links(), Range=several)
        self.book = Book(self)
        if threads:
            places = [Area.read(thread) for thread in threads]
            self.api.CommentsThreaded = [
                SimpleNamespace(Parent=SimpleNamespace(Row=at.top, Column=at.left)) for at in places
            ]

    def cell(self, at: tuple[int, int]) -> Cell:
        return self.cells.setdefault(at, Cell())

    def keep_heading_apart(self, at: tuple[int, int]) -> None:
        """Give a heading that another column of its table has a number, as Excel does."""
        for area in (table.area for table in self.tables if table.area.top == at[0]):
            columns = range(area.left, area.right + 1)
            if at[1] in columns:
                others = {self.cell((at[0], column)).value for column in columns if column != at[1]}
                while self.cell(at).value in others:
                    self.cell(at).value += "2"

    def range(self, first: tuple[int, int], last: tuple[int, int]) -> "Range":
        return (NewRange if self.has_formula2 else OldRange)(self, Area(first[1], first[0], last[1], last[0]))

    def named(self, address: str) -> "Range":
        at = Area.read(address)
        return self.range((at.top, at.left), (at.bottom, at.right))

    @property
    def used_range(self) -> "Range":
        return self.range((1, 1), (max(row for row, _ in self.cells), max(column for _, column in self.cells)))


class Links(list[Any]):
    """The links of a sheet."""

    def Add(self, anchor: Any, address: str, within: str = "", tip: str = "") -> None:  # noqa: N802 - Excel's name
        place = anchor.rng.area
        cell = SimpleNamespace(Row=place.top, Column=place.left)
        self.append(SimpleNamespace(Type=0, Range=cell, Address=address, SubAddress=within, ScreenTip=tip))


class Book:
    """The workbook of one sheet, that is shown, with its application."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheets = SimpleNamespace(active=sheet)
        self.app = App(self)


class App:
    """The application of a workbook."""

    def __init__(self, book: Book) -> None:
        self.books = SimpleNamespace(active=book)
        self.selected, self.copied = "A1", ""
        self.cut_copy_mode: Any = None
        self.api = SimpleNamespace(
            Union=lambda *some: Several([a for one in some for a in one.areas]), ActiveWindow=self
        )

    @property
    def RangeSelection(self) -> Any:  # noqa: N802 - Excel's name
        at = self.selected
        return SimpleNamespace(Select=lambda: setattr(self, "selected", at))


class Api:
    """A range as COM shows it."""

    def __init__(self, rng: "Range") -> None:
        object.__setattr__(self, "rng", rng)

    def __getattr__(self, member: str) -> Any:
        rng, sheet = self.rng, self.rng.sheet
        if member == "EntireRow":
            return Rows(rng)
        if member == "HasArray":
            return sheet.has_array
        if member == "ClearHyperlinks":
            return self._clear_links
        if member == "FormatConditions":
            return Rules(rng)
        if member == "Validation":
            return SimpleNamespace(Delete=lambda: [sheet.checks.pop(at, None) for row in rng.places for at in row])
        if member not in {"Value2", "Formula", "Formula2"} or (member == "Formula2" and not sheet.has_formula2):
            raise ComError(NO_MEMBER, "Unknown name.", None, None)
        rows = tuple(tuple(sheet.cell(at).said(member) for at in row) for row in rng.places)
        return rows[0][0] if rng.shape == (1, 1) else rows

    def _clear_links(self) -> None:
        links, place = self.rng.sheet.api.Hyperlinks, self.rng.area
        links[:] = [one for one in links if one.Type or (one.Range.Row, one.Range.Column) != (place.top, place.left)]

    def __setattr__(self, member: str, grid: Any) -> None:
        rng, sheet = self.rng, self.rng.sheet
        if member == "Formula2" and not sheet.has_formula2:
            raise AssertionError("xlwings would wait for ever")
        grid = grid if isinstance(grid, tuple) else ((grid,),)
        for row, raws in zip(rng.places, grid, strict=True):
            for at, raw in zip(row, raws, strict=True):
                sheet.cell(at).typed(raw, member, stays_text=at in sheet.makes_texts_of)
                sheet.keep_heading_apart(at)


class Rows:
    """The rows of a range."""

    def __init__(self, rng: "Range") -> None:
        object.__setattr__(self, "rng", rng)

    def __getattr__(self, member: str) -> Any:
        hidden = {row in self.rng.sheet.hidden_rows for row in self.rng.rows}
        return hidden.pop() if len(hidden) == 1 else None

    def __setattr__(self, member: str, hidden: Any) -> None:
        (self.rng.sheet.hidden_rows.update if hidden else self.rng.sheet.hidden_rows.difference_update)(self.rng.rows)


class Range:
    """A range as xlwings shows it."""

    merge_cells = False

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.sheet, self.area = sheet, area
        self.row, self.column = area.top, area.left
        self.shape = area.bottom - area.top + 1, area.right - area.left + 1
        self.api = Api(self)

    @property
    def rows(self) -> range:
        return range(self.area.top, self.area.bottom + 1)

    @property
    def places(self) -> list[list[tuple[int, int]]]:
        return [[(row, column) for column in range(self.area.left, self.area.right + 1)] for row in self.rows]

    @property
    def number_format(self) -> str | None:
        found = {self.sheet.cell(at).notation for row in self.places for at in row}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, notation: str) -> None:
        for at in (at for row in self.places for at in row):
            self.sheet.cell(at).notation = notation

    def get_special_cells(self, _kind: str) -> list["Range"]:
        shown = [row for row in self.rows if row not in self.sheet.hidden_rows]
        return [self.sheet.range((row, self.area.left), (row, self.area.right)) for row in shown]

    @property
    def note(self) -> Any:
        return next((one for one in self.sheet.notes if one.location.area == self.area), None)

    def add_note(self, text: str) -> None:
        made = SimpleNamespace(location=self, text=text)
        made.delete = lambda: self.sheet.notes.remove(made)
        self.sheet.notes.append(made)

    def autofill(self, destination: "Range", _kind: str) -> None:
        """Fill formats, and every conditional format as one more rule: at worst, that is what Excel does."""
        for row in destination.places:
            for source, at in zip(self.places[0], row, strict=True):
                self.sheet.cell(at).notation = self.sheet.cell(source).notation
        new = Area(self.area.left, self.area.bottom + 1, self.area.right, destination.area.bottom)
        for rule in list(self.sheet.rules):
            filled = [
                str(replace(area, top=new.top, bottom=new.bottom)) for area in rule.areas if area.meets(self.area)
            ]
            if filled:
                self.sheet.rules.append(Rule(rule.name, ",".join(filled)))

    def copy(self) -> None:
        self.sheet.book.app.cut_copy_mode, self.sheet.book.app.copied = "copy", str(self.area)

    def paste(self, paste: str) -> None:
        """Paste validation, of one row into rows; what is pasted into is selected then."""
        app = self.sheet.book.app
        assert (paste, app.cut_copy_mode) == ("validation", "copy")
        source = self.sheet.named(app.copied)
        for row in self.places:
            for copied, at in zip(source.places[0], row, strict=True):
                self.sheet.checks.pop(at, None)
                if copied in self.sheet.checks:
                    self.sheet.checks[at] = self.sheet.checks[copied]
        app.selected = str(self.area)

    def clear(self) -> None:
        for at in (at for row in self.places for at in row):
            self.sheet.cells.pop(at, None)


class NewRange(Range):
    """A range of an Excel that has ``Formula2``."""


class OldRange(Range):
    """A range of an older Excel."""


class Table:
    """A table; its totals row goes when it is switched off, and comes back without what stood in it."""

    def __init__(self, sheet: Sheet, name: str, area: Area, *, totals: bool, filtered: bool) -> None:
        self.sheet, self.name, self.area = sheet, name, area
        self._totals = totals
        self.api = SimpleNamespace(AutoFilter=SimpleNamespace(FilterMode=filtered))
        sheet.tables.append(self)

    @property
    def range(self) -> Range:
        return self.sheet.range((self.area.top, self.area.left), (self.area.bottom, self.area.right))

    @property
    def show_totals(self) -> bool:
        return self._totals

    @show_totals.setter
    def show_totals(self, shown: bool) -> None:
        if not shown:
            self.sheet.range((self.area.bottom, self.area.left), (self.area.bottom, self.area.right)).clear()
        self._totals, self.area = shown, self.area.down_to(self.area.bottom + (1 if shown else -1))

    def resize(self, rng: Range) -> None:
        assert not self._totals
        self.area = rng.area


def sheet(
    name: str,
    cells: Mapping[str, Any],
    *,
    protected: bool = False,
    threads: Sequence[str] = (),
    makes_texts_of: Sequence[str] = (),
    has_formula2: bool = True,
) -> Sheet:
    """Make a sheet of cells: address to what is typed in."""
    made = Sheet(name, protected=protected, threads=threads, has_formula2=has_formula2)
    for address, raw in cells.items():
        made.named(address).api.Formula = raw
    made.makes_texts_of = {(place.top, place.left) for place in map(Area.read, makes_texts_of)}
    return made


def table(sheet: Sheet, name: str, area: str, *, totals: bool = False, filtered: bool = False) -> Table:
    """Make a table of cells."""
    return Table(sheet, name, Area.read(area), totals=totals, filtered=filtered)
