"""Writing sample files so that building them again gives equal bytes."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell = None | str | int | Decimal | date
Row = Sequence[Cell]

FIXED_TIME = "2026-11-03T08:00:00Z"
ZIP_TIME = (2026, 11, 3, 8, 0, 0)


def write_csv(
    path: Path,
    rows: Sequence[Row],
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    day: Callable[[date], str] = date.isoformat,
) -> None:
    """Write rows as CSV with Windows line ends."""
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    out.writerows([[day(cell) if isinstance(cell, date) else cell for cell in row] for row in rows])
    path.write_bytes(text.getvalue().encode(encoding))


def write_table(path: Path, title: str, rows: Sequence[Row], *, day_format: str) -> None:
    """Write a workbook with one plain sheet: bold headings, dates and amounts formatted."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    for column in range(1, len(rows[0]) + 1):
        sheet.cell(1, column).font = Font(bold=True)
        width = max(len(str(row[column - 1] or "")) for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width, 8) + 3, 44)
    for number, row in enumerate(rows[1:], start=2):
        for column, cell in enumerate(row, start=1):
            if isinstance(cell, date):
                sheet.cell(number, column).number_format = day_format
            elif isinstance(cell, Decimal):
                sheet.cell(number, column).number_format = "#,##0.00" if -cell.as_tuple().exponent <= 2 else "0.0000"
            elif isinstance(cell, str):
                sheet.cell(number, column).number_format = "@"
    sheet.freeze_panes = "A2"
    save(book, path)


def save(book: Workbook, path: Path) -> None:
    """Save a workbook with fixed times inside, so that equal content gives equal bytes."""
    made = io.BytesIO()
    book.properties.creator = "Sample data"
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", FIXED_TIME.encode(), content)
            target.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)


def write_json(path: Path, content: Any) -> None:
    """Write what the files must come to: amounts as strings, dates ISO."""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    path.write_bytes(f"{text}\n".encode())
