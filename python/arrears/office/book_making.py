"""Making a new workbook, or adding Arrears' sheets to one of the user's own."""

from collections.abc import Sequence
from pathlib import Path

from arrears.core.money import CURRENCIES
from arrears.errors import FileRefused, InputRefused
from arrears.office.book_names import new_books_id
from arrears.office.files import replace_file, write_new
from arrears.office.headings import setting_of, settings_like
from arrears.office.tables import PARTS
from arrears.office.xlsx.package import Package
from arrears.office.xlsx.package_guard import guard
from arrears.texts import LANGUAGES

USUAL_CURRENCY = {"en": "EUR", "zh": "CNY"}


def new_book(
    book: Path | None, into: Path | None, language: str, currency: str | None, settings: Sequence[str] = ()
) -> Path:
    """Make a workbook at ``book``, or put Arrears' sheets into ``into``; refuses to overwrite anything.

    ``settings``: policy settings as ``Label=value`` or ``key=value``.
    """
    if language not in LANGUAGES:
        raise InputRefused("language-unknown", found=language, languages=", ".join(LANGUAGES))
    base = (currency or USUAL_CURRENCY[language]).upper()
    if base not in CURRENCIES:
        raise InputRefused("currency-option", found=base)
    from arrears.office.new_book.month_book import build  # noqa: PLC0415 - openpyxl is loaded only where sheets are made

    content = build(language, PARTS["start"], {**_read(settings), "base_currency": base}, new_books_id())
    if into is not None:
        _put_into(into, content)
        return into
    if book is None:
        raise InputRefused("book-missing")
    if book.suffix.lower() != ".xlsx":
        raise FileRefused("book-suffix", str(book), book.suffix)
    write_new(book, content)
    return book


def _read(settings: Sequence[str]) -> dict[str, str]:
    read = {}
    for setting in settings:
        label, equals, value = setting.partition("=")
        key = setting_of(label)
        if not equals or key is None:
            near = [] if key else settings_like(label)
            if near:
                raise InputRefused("setting-misspelt", found=setting, labels=", ".join(near))
            raise InputRefused("setting-unknown", found=setting)
        read[key] = value.strip()
    return read


def _put_into(path: Path, content: bytes) -> None:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise FileRefused("book-suffix", str(path), path.suffix)
    from arrears.office.xlsx.package_graft import graft  # noqa: PLC0415 - only where sheets go into another book

    guard(path)
    replace_file(path, graft(Package.read(path), content))
