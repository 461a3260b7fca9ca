"""Measures of a list of 2,466 invoices with the day each was paid, against plain loops over the same list."""

import csv
import os
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from arrears.core.measures.measure import rounded
from arrears.office.book_making import new_book
from arrears.office.list_files import bring_in
from arrears.office.rate_files import rate_series
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.measures.measure import measure

BEFORE, FIRST, LAST = date(2013, 9, 30), date(2013, 10, 1), date(2013, 10, 31)


def listed():
    folder = os.environ.get("ARREARS_REAL_FILES")
    file = Path(folder or "") / "ar_ibm" / "WA_Fn-UseC_-Accounts-Receivable.csv"
    if not folder or not file.exists():
        pytest.skip("ARREARS_REAL_FILES names no folder with the list of paid invoices.")
    return file


def read(file):
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            days = (_day(row[key]) for key in ("InvoiceDate", "DueDate", "SettledDate"))
            yield row["customerID"], Decimal(row["InvoiceAmount"]), *days


def _day(text):
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


def test_every_measure_agrees_with_a_plain_loop_over_the_list(tmp_path):
    file = listed()
    rows = list(read(file))
    book = new_book(tmp_path / "Book.xlsx", None, "en", "USD", ["sales_source=invoices", "financing_rate=5"])
    with WorkbookFile.open(book) as sheets:
        bring_in(sheets, file, kind="ledger", list_date=None, dates="mdy", currency=None, sheet=None, complete=True)
        done = measure(sheets, LAST, rate_series)
    found = {str(line["measure"]): line.get("figure") for line in done.sheets.lines if line["as_of"] == LAST}

    def total(pick):
        return sum((Fraction(amount) for _, amount, made, due, paid in rows if pick(made, due, paid)), Fraction(0))

    opened = total(lambda made, _, paid: made < FIRST <= paid)
    owed = total(lambda made, _, paid: made <= LAST < paid)
    late = total(lambda made, due, paid: made <= LAST < paid and due < LAST)
    sold = total(lambda made, *_: FIRST <= made <= LAST)
    quarter = total(lambda made, *_: date(2013, 8, 1) <= made <= LAST)
    ripe_paid = total(lambda _, due, paid: due <= LAST and FIRST <= paid <= LAST)
    ripe_open = total(lambda made, due, paid: due <= LAST and made <= LAST < paid)
    settled = [(due, paid, made) for _, _, made, due, paid in rows if FIRST <= paid <= LAST]
    lost = sum(Fraction(amount) * max((min(paid, LAST) - max(due, BEFORE)).days, 0) for _, amount, _, due, paid in rows)
    assert found["receivables"] == rounded(owed)
    assert found["overdue_amount"] == rounded(late)
    assert found["credit_sales"] == rounded(sold)
    assert found["dso"] == rounded(owed / quarter * 92)
    assert found["best_possible_dso"] == rounded((owed - late) / quarter * 92)
    assert found["cei"] == rounded((opened + sold - owed) / (opened + sold - (owed - late)) * 100)
    assert found["collection_rate"] == rounded(ripe_paid / (ripe_paid + ripe_open) * 100)
    assert found["overdue_ratio"] == rounded(late / owed * 100)
    assert found["days_late"] == rounded(Fraction(sum((paid - due).days for due, paid, _ in settled), len(settled)))
    assert found["days_to_pay"] == rounded(Fraction(sum((paid - made).days for _, paid, made in settled), len(settled)))
    assert found["interest_lost"] == rounded(lost * 5 / 36500)
