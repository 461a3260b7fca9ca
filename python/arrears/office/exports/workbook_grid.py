"""Workbook exports (.xlsx, .xlsm, .xls, .xlsb): each sheet as a grid, or one clear refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from arrears.errors import FileRefused, Refusal
from arrears.office.exports.amount_notation import figure
from arrears.office.exports.grid import Grid, Row
from arrears.office.exports.sheet_marks import SheetMarks, refuse_far_reaching, sheet_marks
from arrears.office.xlsx.package import Package


class Workbook:
    """A workbook open for reading, sheet by sheet."""

    def __init__(self, path: Path, content: bytes) -> None:
        """Open the file; refuses protected, damaged and unknown ones."""
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 - 14 MB that text files need not load

        self._path = path
        self._package = (
            Package(content, path.name) if content.startswith(b"PK") and path.suffix.lower() != ".xlsb" else None
        )
        with refusing(path, content):
            self._book = CalamineWorkbook.from_path(str(path))
            self._sheets = [s for s in self._book.sheets_metadata if "WorkSheet" in str(s.typ)]
            self._parts = {s.name: s.part for s in self._package.sheets} if self._package else {}
        self._opened: dict[str, Any] = {}

    def sheet_names(self) -> list[tuple[str, bool]]:
        """Name the worksheets, visible ones first, each with whether it is hidden."""
        named = [(sheet.name, not str(sheet.visible).endswith("Visible")) for sheet in self._sheets]
        return sorted(named, key=lambda pair: pair[1])

    def head(self, name: str, rows: int) -> Grid:
        """Read a sheet's first rows from the first that holds anything, enough to find its headings."""
        return self._read(name, rows)

    def grid(self, name: str) -> Grid:
        """Read a whole sheet, with its error cells and the formulas whose results are not stored."""
        grid = self._read(name, None)
        self._opened.clear()
        if self._package is None or name not in self._parts:
            return grid
        with refusing(self._path):
            marks = sheet_marks(self._package, self._parts[name])
        _put_constants(grid, marks)
        return replace(grid, errors=marks.errors, uncalculated=marks.uncalculated, from_1904=self._package.date1904)

    def _read(self, name: str, rows: int | None) -> Grid:
        with refusing(self._path):
            sheet = self._sheet(name)
            start = sheet.start
            above = start[0] if start else 0
            cells = [_row(row) for row in islice(sheet.iter_rows(), rows and above + rows)]
        hidden = dict(self.sheet_names())[name]
        return Grid(sheet=name, rows=cells, first_column=(start[1] if start else 0) + 1, hidden=hidden)

    def _sheet(self, name: str) -> Any:
        if name not in self._opened:
            if self._package is not None and name in self._parts:
                refuse_far_reaching(self._package, self._parts[name], name)
            self._opened[name] = self._book.get_sheet_by_name(name)
        return self._opened[name]


def _row(cells: list[Any]) -> Row:
    return [None if cell == "" else cell for cell in cells]


def _put_constants(grid: Grid, marks: SheetMarks) -> None:
    """A formula that is only a number, as QuickBooks Online writes every figure, is that number."""
    for (row, column), formula in list(marks.uncalculated.items()):
        found = figure(formula)
        index = column - grid.first_column
        if found and found.body and row <= len(grid.rows) and 0 <= index < len(grid.rows[row - 1]):
            grid.rows[row - 1][index] = formula.lstrip("=")
            del marks.uncalculated[row, column]


@contextmanager
def refusing(path: Path, content: bytes = b"") -> Iterator[None]:
    """Turn whatever the reading library raises, panics included, into one refusal."""
    from python_calamine import PasswordError  # noqa: PLC0415

    try:
        yield
    except (Refusal, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except PasswordError as error:
        raise FileRefused("password-protected", path.name, found=path.name) from error
    except BaseException as error:
        name = "password-protected" if _has_filepass(content) else "file-damaged"
        raise FileRefused(name, path.name, found=path.name if name != "file-damaged" else _said(error)) from error


def _has_filepass(content: bytes) -> bool:
    """Tell whether an old .xls says early in its stream that it is encrypted (record FILEPASS, [MS-XLS] 2.4.117)."""
    start = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    at = start
    for _ in range(12 if start >= 0 else 0):
        kind, length = (
            int.from_bytes(content[at : at + 2], "little"),
            int.from_bytes(content[at + 2 : at + 4], "little"),
        )
        if kind == 0x2F:
            return True
        at += 4 + length
    return False


def _said(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
