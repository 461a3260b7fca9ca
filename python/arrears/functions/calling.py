"""Where a function is called from: the cell, its workbook, how that counts days, and the language of its user."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from arrears.texts import LANGUAGES, user_language


@dataclass(frozen=True, slots=True)
class Caller:
    """The calling cell; blank where a host does not say.

    ``book``: the workbook's full path, or its name if it was never saved. ``address``: of the cell, without ``$``.
    """

    book: str = ""
    sheet: str = ""
    address: str = ""
    from_1904: bool = False
    language: str = ""

    @classmethod
    def of(cls, text: str) -> "Caller":
        r"""Read where a host says a cell is: lines of book, sheet, address, 1904 or 1900, and language.

        Lines at the end may be missing.

        >>> Caller.of("C:\\books\\May.xlsx\nOpen items\n$H$7\n1900\nzh")
        Caller(book='C:\\books\\May.xlsx', sheet='Open items', address='H7', from_1904=False, language='zh')
        """
        book, sheet, address, system, language, *_ = [*text.split("\n"), *[""] * 5]
        return cls(book, sheet, address.replace("$", "").upper(), system.strip() == "1904", language.strip())

    @property
    def speaks(self) -> str:
        """The language of its user."""
        return self.language if self.language in LANGUAGES else user_language()


NOBODY: Final = Caller()
_caller: ContextVar[Caller] = ContextVar("caller", default=NOBODY)


def caller() -> Caller:
    """Give the cell that is being computed."""
    return _caller.get()


@contextmanager
def called_from(cell: Caller) -> Iterator[None]:
    """Let all that is computed within the block be called from a cell."""
    token = _caller.set(cell)
    try:
        yield
    finally:
        _caller.reset(token)
