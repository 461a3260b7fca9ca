"""Lists written in the test, read as an accountant's export."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from arrears.office.exports.listing import read_listing
from arrears.runs.ports import Listing

Read = Callable[..., Listing]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a list as text and read it: ``read(text, kind=..., name="list.csv", encoding="utf-8")``."""

    def reading(text: str, *, name: str = "list.csv", encoding: str = "utf-8", **options: Any) -> Listing:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read_listing(path, **{"kind": None, "currency": "EUR", **options})

    return reading


@pytest.fixture
def read_book(tmp_path: Path) -> Read:
    """Write rows as a workbook and read it: ``read_book({"Sheet": rows}, kind=...)``."""

    def reading(sheets: dict[str, list[list[Any]]], **options: Any) -> Listing:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "list.xlsx"
        book.save(path)
        return read_listing(path, **{"kind": None, "currency": "EUR", **options})

    return reading
