"""The native formulas: LibreOffice computes them anew and must find the written values."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from tests import libreoffice

from arrears.core.buckets import Bands
from arrears.labels import band_labels, bucket_labels, unapplied_label
from arrears.office import formulas
from arrears.office.blocks import BLOCKS
from arrears.office.headings import heading, words
from arrears.office.new_book import home_formulas, month_book
from arrears.office.table_spec import Role
from arrears.office.tables import TABLES
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS, band_limits, bucket_starts, padded
from arrears.texts import LANGUAGES

HEADER = 5
AS_OF = date(2025, 3, 1)
CHECKS = [(spec.name, c.key) for spec in TABLES.values() for c in spec.columns if c.role is Role.CHECK]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("table", "key"), CHECKS)
def test_every_check_column_has_a_formula_of_balanced_brackets_within_excels_length(table, key, language):
    text = formulas.formula(table, key, language)
    assert text.startswith("=IF(")
    assert text.count("(") == text.count(")")
    assert text.count("[") == text.count("]")
    assert len(text) <= 8192


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_breaks_out_of_its_quotes(language):
    blocks = home_formulas.block_formulas(language)
    written = [f for lines in blocks.values() for line in lines for f in line]
    assert all(f.count('"') % 2 == 0 and len(f) <= 8192 for f in written)


def test_a_heading_with_special_characters_stands_in_brackets_of_its_own():
    assert formulas.column("Letters", "tracking_no", "en") == "Letters[[Tracking no.]]"
    assert formulas.own("Invoices", "purchase_order", "en") == "Invoices[[#This Row],[Customer''s PO]]"


def test_blocks_of_a_home_hold_formulas_exactly_where_they_are_marked():
    found = {
        name: (len(lines), {len(line) for line in lines}) for name, lines in home_formulas.block_formulas("en").items()
    }
    assert found == {name: (b.rows, {b.columns}) for name, b in BLOCKS.items() if b.formulas}


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_finds_the_written_balances_days_buckets_and_bands(language, tmp_path):
    """Due day, day after, last day of a bucket, part payment, later payment, credit, closed, missing due date, yen."""
    not_due, first, second, *_, over = bucket_labels((30, 60, 90, 180, 365), language)
    young, one, two, *_ = band_labels(((1, "y"), (2, "y"), (3, "y"), (4, "y"), (5, "y")), language)
    credit = unapplied_label(language)
    day = AS_OF
    items = [
        # key, document date, due date, posting date, currency, gross | balance, days, bucket, band
        ("A", day, day, None, "EUR", "100.10", "100.10", 0, not_due, young),
        ("B", day, day - timedelta(1), None, "EUR", "100.10", "100.10", 1, first, young),
        ("C", day, day - timedelta(30), None, "EUR", "0.30", "0.30", 30, first, young),
        ("D", date(2024, 3, 1), day - timedelta(31), None, "EUR", "300.00", "200.10", 31, second, young),
        ("E", date(2024, 2, 29), None, None, "USD", "300.00", "300.00", 366, over, one),
        ("F", date(2023, 2, 28), day, day, "EUR", "-50.00", "-20.00", 0, credit, credit),
        ("G", date(2023, 2, 28), day, day + timedelta(1), "EUR", "70.00", "0", 0, "", ""),
        ("H", date(2023, 2, 28), date(2023, 2, 28), None, "JPY", "70000", "70000", 732, over, two),
        ("I", day, day, None, "EUR", "30.00", "0", 0, "", ""),
    ]
    allocated = [
        ("D", "60.00", AS_OF), ("D", "39.90", AS_OF - timedelta(9)), ("D", "10.00", AS_OF + timedelta(1)),
        ("F", "-30.00", AS_OF), ("I", "30.00", AS_OF),
    ]  # fmt: skip
    book = Book(language, ["Policy", "Invoices", "Customers", "Ageing", "Receipts", "Allocations"])
    keys = [key for key, _, _ in allocated]
    book.rows(
        "Allocations",
        [{"item": k, "amount": Decimal(a), "posting_date": d, "counted_from": d} for k, a, d in allocated],
    )
    book.rows(
        "Invoices",
        [
            {
                "item_key": key,
                "customer": "1",
                "document_date": document,
                "due_date": due,
                "posting_date": posted,
                "currency": currency,
                "gross": Decimal(gross),
                "balance": Decimal(balance),
                "days_past_due": days,
                "bucket": bucket or None,
                "band": band or None,
                "first_allocation": keys.index(key) + 1 if key in keys else None,
                "allocation_count": keys.count(key) or None,
            }
            for key, document, due, posted, currency, gross, balance, days, bucket, band in items
        ],
    )
    totals = {"not_due": "100.10", "bucket_1": "100.40", "bucket_2": "200.10", "unapplied": "-20.00", "total": "380.60"}
    book.rows("Ageing", [dict(customer="1", currency="EUR", **{k: Decimal(v) for k, v in totals.items()})])
    book.rows("Receipts", [])
    book.block("HomeCurrencies", [["EUR", None]])
    again = book.recalculated(tmp_path)
    pairs = (
        ("balance", "balance_check"),
        ("days_past_due", "days_check"),
        ("bucket", "bucket_check"),
        ("band", "band_check"),
    )
    for written, computed in pairs:
        expected = ["" if v is None else v for v in again.column("Invoices", written)]
        assert ["" if v is None else v for v in again.column("Invoices", computed)] == expected, written
    assert again.column("Ageing", "total_check") == [380.6]
    assert [row[0] for row in again.values("HomeDiffer")] == [0, 0, 0, 0, 0]
    assert [row[0] for row in again.values("HomeBuckets")][:3] == [100.1, 100.4, 200.1]
    assert again.values("HomeTotals")[0][1] == again.values("HomeItems")[0][1] == 380.6
    assert again.values("HomeDifference")[0][1] == 0


@pytest.mark.libreoffice
def test_a_wrong_figure_is_counted_and_a_resorted_block_gives_no_figure(tmp_path):
    book = Book("en", ["Policy", "Invoices", "Customers", "Ageing", "Allocations"])
    book.rows(
        "Allocations",
        [{"item": k, "amount": Decimal(1), "posting_date": AS_OF, "counted_from": AS_OF} for k in ("B", "A", "A")],
    )
    same = {"customer": "1", "document_date": AS_OF, "currency": "EUR", "gross": Decimal(5)}
    labels = {"bucket": "Not due", "band": "Up to 1 year", "days_past_due": 0}
    book.rows(
        "Invoices",
        [
            dict(item_key="A", **same, **labels, balance=Decimal(3), first_allocation=1, allocation_count=2),
            dict(item_key="X", **same, **labels, balance=Decimal("4.99")),
        ],
    )
    again = book.recalculated(tmp_path)
    assert again.column("Invoices", "balance_check") == ["#N/A", 5]
    assert again.values("HomeDiffer")[0] == [1]


@pytest.mark.libreoffice
def test_interest_slices_add_up_to_the_rounded_interest_by_formula(tmp_path):
    """Three slices of 0.005 round to 0.01 each; together they are 0.015, so 0.02: the last one takes 0.00."""
    slices = [
        ("K", "EUR", "0.01"),
        ("K", "EUR", "0.01"),
        ("K", "EUR", "0.00"),
        ("L", "JPY", "1"),
        ("M", "KWD", "0.005"),
    ]
    book = Book("en", ["Policy", "Invoices", "Customers", "Ageing", "Interest"])
    book.rows(
        "Interest",
        [
            {
                "customer": "1",
                "item_key": key,
                "currency": currency,
                "days": 365,
                "year_days": 365,
                "rate": Decimal("0.5"),
                "balance": Decimal(100 if currency == "JPY" else 1),
                "amount": Decimal(amount),
                "first_slice": 1 if key == "K" else None,
                "slice_count": 3 if key == "K" else None,
            }
            for key, currency, amount in slices
        ],
    )
    again = book.recalculated(tmp_path)
    assert again.column("Interest", "amount_check") == [0.01, 0.01, 0, 1, 0.005]


@pytest.mark.libreoffice
def test_band_limits_on_home_agree_with_the_ageing_around_month_ends(tmp_path):
    """For each as-of date the documents of the days around a limit fall into the same band here and there."""
    limits = ((30, "d"), (90, "d"), (1, "y"), (2, "y"), (5, "y"))
    ends = [
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2025, 2, 28),
        date(2025, 3, 1),
        date(2025, 5, 1),
        date(2026, 1, 1),
    ]
    for number, as_of in enumerate(ends):
        days = [as_of - timedelta(n) for n in (0, 29, 30, 31, 32, 89, 90, 91)]
        days += [date(as_of.year - y, as_of.month, 1) + timedelta(n) for y in (1, 2, 5) for n in range(-4, 32)]
        expected = Bands(limits).index(np.array(days, dtype="datetime64[D]"), as_of).tolist()
        book = Book("en", ["Policy", "Invoices", "Customers", "Ageing"], as_of)
        months, past = band_limits(limits)
        book.block("BandMonths", [[n] for n in months])
        book.block("BandDays", [[n] for n in past])
        book.block("BandLabel", [[str(n)] for n in range(BANDS)])
        rows = [
            {"item_key": str(n), "customer": "1", "document_date": d, "currency": "EUR", "gross": 1}
            for n, d in enumerate(days)
        ]
        posted = [{**row, "posting_date": date(2000, 1, 1)} for row in rows]
        book.rows("Invoices", posted)
        again = book.recalculated(tmp_path / str(number))
        found = [int(text) for text in again.column("Invoices", "band_check")]
        assert found == expected, as_of


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_workbook_calculates_without_an_error(language, tmp_path):
    again = Book(language, list(TABLES), None).recalculated(tmp_path)
    cells = [cell for sheet in again.opened.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if str(cell.value).startswith(("#", "Err:"))] == []
    assert again.values("HomeEmpty")[0][0] == words(language)["home"]["empty"]


class Book:
    """A new workbook filled by openpyxl, with a canary: a formula that only a recalculation gives a value."""

    def __init__(self, language, tables, as_of=AS_OF):
        self.language = language
        self.opened = load_workbook(BytesIO(month_book.build(language, tables)))
        self.home = self.opened.worksheets[0]
        self.home["Z1"] = "=6*7"
        if as_of is not None:
            self.block("AsOf", [[as_of]])

    def rows(self, table, rows):
        sheet = self._sheet(table)
        columns = TABLES[table].columns
        for down, row in enumerate(rows, start=HEADER + 1):
            for across, column in enumerate(columns, start=1):
                if column.role is Role.CHECK:
                    sheet.cell(down, across, formulas.formula(table, column.key, self.language))
                elif row.get(column.key) is not None:
                    sheet.cell(down, across, row[column.key])
        area = f"A{HEADER}:{get_column_letter(len(columns))}{HEADER + max(1, len(rows))}"
        sheet.tables[table].ref = sheet.tables[table].autoFilter.ref = area

    def block(self, name, values):
        for down, line in enumerate(values):
            for across, value in enumerate(line):
                self.home.cell(BLOCKS[name].row + down, BLOCKS[name].column + across, value)

    def recalculated(self, folder):
        folder.mkdir(exist_ok=True)
        path = folder / "book.xlsx"
        self.opened.save(path)
        self.opened = load_workbook(libreoffice.recalculate(path, folder / "out"), data_only=True)
        self.home = self.opened.worksheets[0]
        assert self.home["Z1"].value == 42
        return self

    def column(self, table, key):
        sheet = self._sheet(table)
        text = heading(table, key, self.language)
        number = next(cell.column for cell in sheet[HEADER] if cell.value == text)
        body = sheet[sheet.tables[table].ref][1:]
        return [row[number - 1].value for row in body]

    def values(self, name):
        block = BLOCKS[name]
        rows = range(block.row, block.row + block.rows)
        columns = range(block.column, block.column + block.columns)
        return [[self.home.cell(row, column).value for column in columns] for row in rows]

    def _sheet(self, table):
        return next(sheet for sheet in self.opened.worksheets if table in sheet.tables)


def test_bucket_starts_and_labels_fill_their_blocks():
    assert len(bucket_starts((30,))) == BLOCKS["BucketFrom"].rows == MOST_BUCKETS + 1
    assert padded(("a", "b"), 3) == ["a", "b", None]
