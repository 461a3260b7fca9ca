"""The check formulas of Bank accounts, computed by LibreOffice, agree with what Arrears wrote beside them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
from tests import libreoffice
from tests.command_line import answered
from tests.listings import FixedClock

from arrears.core.bank.statement import Line, Statement
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.bank import bring_in_statements

LONG = "62220000111122223"
"""Seventeen digits and one more: as numbers the two accounts below would be the same."""


def test_closing_balances_recalculate_to_what_was_written(tmp_path):
    libreoffice.needed()
    book = tmp_path / "Book.xlsx"
    answered("new", book, "--language", "en")
    lines = (Line(Decimal("11300.10"), date(2026, 11, 2)), Line(Decimal("-0.30"), date(2026, 11, 3)))
    first = Statement(LONG + "1", "CNY", "1", Decimal(100), closing=Decimal("11399.80"), lines=lines)
    other = replace(first, account=LONG + "2", closing=Decimal("11399.81"))
    with WorkbookFile.open(book) as sheets:
        bring_in_statements(sheets, [first, other], FixedClock(), "Ada", file="a.csv", sha256="a")
    written, computed = (
        openpyxl.load_workbook(path, data_only=True)["Bank accounts"]
        for path in (book, libreoffice.recalculate(book, tmp_path / "out"))
    )
    headings = [cell.value for cell in written[5]]
    for name, expected in (("Closing by formula", [11399.8, 11399.8]), ("Difference by formula", [0, 0.01])):
        column = headings.index(name) + 1
        assert [round(computed.cell(row, column).value, 4) for row in (6, 7)] == expected
        assert [round(written.cell(row, column).value, 4) for row in (6, 7)] == expected
