"""The id of a set of books: made once, kept in every copy, whatever program saves it."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from tests import libreoffice

from arrears.office.book_making import new_book
from arrears.office.book_names import BOOKS_NAME
from arrears.office.new_book.month_book import build
from arrears.office.tables import PARTS
from arrears.office.workbook_file import WorkbookFile


def books_id(path):
    with WorkbookFile.open(path, keep=False) as sheets:
        return sheets.books_id


def a_book(path):
    return new_book(path, None, "en", "EUR")


def saved_again(path, change=None):
    book = openpyxl.load_workbook(path)
    if change is not None:
        change(book)
    book.save(path)


def test_every_new_book_opens_a_set_of_books_of_its_own(tmp_path):
    one, other = books_id(a_book(tmp_path / "one.xlsx")), books_id(a_book(tmp_path / "other.xlsx"))
    assert len(one) == len(other) == 16
    assert one != other


def test_sheets_put_into_a_book_of_the_users_own_open_one_too(tmp_path):
    own = openpyxl.Workbook()
    own.save(tmp_path / "own.xlsx")
    assert len(books_id(new_book(None, tmp_path / "own.xlsx", "zh", "CNY"))) == 16


def test_the_id_stays_when_another_program_saves_the_book_and_when_a_part_is_added(tmp_path):
    path = a_book(tmp_path / "book.xlsx")
    before = books_id(path)
    saved_again(path)
    with WorkbookFile.open(path) as sheets:
        sheets.add("receipts")
    assert books_id(path) == before


def test_the_id_stays_when_libreoffice_saves_the_book(tmp_path):
    libreoffice.needed()
    path = a_book(tmp_path / "book.xlsx")
    assert books_id(libreoffice.recalculate(path, tmp_path / "out")) == books_id(path)


@pytest.mark.parametrize("said", [None, '"../../elsewhere"', '""', '"0123456789ABCDEF"', "Home!$A$1"])
def test_a_book_without_an_id_or_with_something_else_in_its_place_has_none(tmp_path, said):
    def change(book):
        del book.defined_names[BOOKS_NAME]
        if said:
            book.defined_names[BOOKS_NAME] = DefinedName(BOOKS_NAME, attr_text=said)

    path = a_book(tmp_path / "book.xlsx")
    saved_again(path, change)
    assert not books_id(path)


def test_a_built_book_has_the_id_it_is_given_and_equal_input_makes_equal_bytes():
    made = build("en", PARTS["start"], {}, "0123456789abcdef")
    assert made == build("en", PARTS["start"], {}, "0123456789abcdef")
    assert openpyxl.load_workbook(BytesIO(made)).defined_names[BOOKS_NAME].attr_text == '"0123456789abcdef"'
    assert BOOKS_NAME not in openpyxl.load_workbook(BytesIO(build("en", PARTS["start"]))).defined_names
