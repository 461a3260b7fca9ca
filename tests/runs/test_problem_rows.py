"""Problems as rows: in words, left-out ones first, those of imports kept by their files."""

from decimal import Decimal

from tests.books import a_book, invoice, refreshed
from tests.listings import listing

from arrears.core.problems import Place, Problem, Severity
from arrears.runs.problem_rows import imported_rows, rows_of, with_import_problems

LIST = "customer | document_no | document_date | currency | remaining\n C1 | A | 2026-09-01 | EUR | 10.00"


def problem(file, row, amount=None, severity=Severity.LEFT_OUT):
    return Problem("amount-missing", Place(file=file, row=row), "", severity, {}, amount, "EUR")


def a_book_with(*files):
    book = a_book({"Imports": [{"file": file, "kind": "open-items"} for file in files]})
    for file in files:
        with_import_problems(book, listing(LIST, file=file), [problem(file, 2, Decimal(5))], supersedes=False)
    return book


def test_problems_left_out_of_totals_stand_first_and_none_twice():
    found = [problem("a.csv", 1, severity=Severity.WARNING), problem("a.csv", 2), problem("a.csv", 2)]
    assert [row[0] for row in rows_of(found, "en")] == ["a.csv, row 2", "a.csv, row 1"]


def test_files_whose_names_begin_alike_keep_their_own_problems():
    book = a_book_with("list.csv", "list.csv2", "list")
    with_import_problems(book, listing(LIST, file="list"), [], supersedes=False)
    assert [row["place"] for row in book.rows("Problems")] == ["list.csv, row 2", "list.csv2, row 2"]


def test_amounts_that_imports_left_out_stand_with_their_files():
    book = a_book_with("a.csv", "b.csv")
    tables = book.read("Problems", "Imports")
    left_out = [(row["place"], row["severity"], row["currency"], row["amount"]) for row in imported_rows(tables)]
    assert left_out == [(f"{file}, row 2", "left out", "EUR", Decimal(5)) for file in ("a.csv", "b.csv")]


def test_problems_of_the_book_that_were_solved_are_gone_after_a_refresh_under_whatever_sheet_name():
    book = a_book({"Invoices": [invoice("A", "1", currency="?")], "Problems": [
        {"place": "Old name of a sheet", "cell": "A1", "found": "x", "wrong": "w", "do": "d", "severity": "warning"}
    ]})  # fmt: skip
    refreshed(book)
    assert [row["place"] for row in book.rows("Problems")] == ["Invoices"]


def test_a_very_long_text_found_is_cut_to_what_a_cell_should_show():
    (row,) = rows_of([Problem("date-unreadable", Place(sheet="S", cell="A1"), "x" * 40_000)], "en")
    assert len(row[2]) == 1_000
