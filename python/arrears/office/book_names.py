"""What a book says about itself in defined names: they go along with every copy, whatever program saves it."""

import re
import secrets

from arrears.office.xlsx.package import Package

LANGUAGE_NAME = "ArrearsLanguage"
"""The language a book was made in."""
BOOKS_NAME = "BooksId"
"""The set of books that a workbook, its copies and its later months belong to; their letters have one journal."""

_ID = re.compile(r"[0-9a-f]{16}")


def new_books_id() -> str:
    """Make up the id of a new set of books: 16 hexadecimal digits, told apart from any other by chance alone."""
    return secrets.token_hex(8)


def books_id(package: Package) -> str:
    """Give the id of the set of books; blank for a workbook made before there were any, or one that is not an id."""
    return checked_id(constant(package, BOOKS_NAME))


def checked_id(said: str) -> str:
    r"""Give what a workbook says is its id; blank if it is none, as the journal's file is named after it.

    >>> checked_id("0123456789abcdef"), checked_id(r"..\..\other")
    ('0123456789abcdef', '')
    """
    return said if _ID.fullmatch(said) else ""


def constant(package: Package, name: str) -> str:
    """Give the text that a defined name stands for; blank if there is no such name."""
    found = (one.refers_to for one in package.names if one.name.casefold() == name.casefold())
    return next(found, "").strip().strip('"')
