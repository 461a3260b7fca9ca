"""Options that several commands share, and reading what was typed."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from arrears.errors import InputRefused

Book = Annotated[Path, typer.Argument(help="The workbook (.xlsx or .xlsm).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The as-of date, for example 2026-10-31.")]
As = Annotated[
    str | None,
    typer.Option(
        "--as", help="What the list is: open-items, invoices, ledger, receipts, allocations, customers, balances."
    ),
]
ListDate = Annotated[str | None, typer.Option(help="The day the list was drawn up for.")]
Dates = Annotated[
    str | None, typer.Option(help="Order of day, month and year where a column leaves it open: dmy, mdy or ymd.")
]
Decimal = Annotated[str | None, typer.Option(help="Decimal mark where amounts leave it open: a point or a comma.")]
Currency = Annotated[str | None, typer.Option(help="Currency of amounts where the list names none.")]
Sheet = Annotated[str | None, typer.Option(help="The sheet to read, where the file has several.")]
Language = Annotated[str | None, typer.Option(help="Language of the workbook: en or zh.")]


def day(text: str | None) -> date | None:
    """Read a date option; refuses anything but year, month, day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputRefused("date-option", found=text) from None


def required_day(text: str) -> date:
    """Read a date option that has to be given."""
    found = day(text)
    assert found is not None  # noqa: S101 - only None gives None
    return found
