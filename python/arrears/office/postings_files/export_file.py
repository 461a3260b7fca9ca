"""Handing vouchers over: the file in the ledger's format, then the book that remembers it, both or neither."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from arrears.core.policy import Policy
from arrears.errors import FileRefused, InputRefused
from arrears.office.files import write_new, write_refused
from arrears.office.open_book import OpenBook
from arrears.office.postings_files.csv_file import csv_file
from arrears.office.postings_files.datev_file import DatevTerms, datev_file
from arrears.office.postings_files.kingdee_file import kingdee_file
from arrears.office.postings_files.yonyou_file import yonyou_file
from arrears.runs.bookkeeping.journal import JournalVoucher
from arrears.runs.policy_table import policy_of
from arrears.runs.postings import remember

FORMATS = ("csv", "datev", "yonyou", "kingdee")
SUFFIXES = {"csv": ".csv", "datev": ".csv", "yonyou": ".txt", "kingdee": ".xlsx"}

_DATEV = "EXTF_"
"""How the names of files begin that DATEV takes in (Developer Portal, DATEV-Format, Einstieg)."""


def hand_over(
    sheets: OpenBook, vouchers: Sequence[JournalVoucher], form: str, out: Path, now: str, by: str
) -> Path | None:
    """Write the vouchers to a file that must not exist yet and mark them in the book; None where there are none.

    The file stands under another name until the book is saved: neither is there without the other.
    Refused ``exists-already``, ``cannot-write``, ``datev-file-name``, and what the format refuses.
    """
    if not vouchers:
        return None
    _refuse_name(form, out)
    if out.exists():
        raise FileRefused("exists-already", str(out), out.name)
    content = _writers(policy_of(sheets)[0], now, by)[form](vouchers)
    waiting = out.with_name(f".{out.name}.waiting")
    waiting.unlink(missing_ok=True)
    write_new(waiting, content)
    try:
        remember(sheets, vouchers, f"{form} {now[:10]}")
        sheets.save()
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    try:
        waiting.replace(out)
    except OSError as error:
        raise write_refused(out, error) from error
    return out


def file_name(book: Path, form: str, day: str) -> Path:
    """Give the file that an export is written to where none is named: beside the book, named after it.

    >>> file_name(Path("May.xlsx"), "datev", "2026-05-31").name, file_name(Path("May.xlsx"), "csv", "2026-05-31").name
    ('EXTF_May 2026-05-31.csv', 'May csv 2026-05-31.csv')
    """
    named = f"{_DATEV}{book.stem} {day}" if form == "datev" else f"{book.stem} {form} {day}"
    return book.with_name(f"{named}{SUFFIXES[form]}")


def _refuse_name(form: str, out: Path) -> None:
    if form == "datev" and not (out.name.startswith(_DATEV) and out.suffix.lower() == ".csv"):
        raise InputRefused("datev-file-name", found=out.name)


def _writers(policy: Policy, now: str, by: str) -> Mapping[str, Callable[[Sequence[JournalVoucher]], bytes]]:
    base = policy.base_currency
    created = f"{datetime.fromisoformat(now):%Y%m%d%H%M%S}000"
    terms = DatevTerms(
        policy.datev_consultant, policy.datev_client, policy.fiscal_year_start, policy.account_length, base, created
    )
    return {
        "csv": csv_file,
        "datev": lambda vouchers: datev_file(vouchers, terms),
        "yonyou": lambda vouchers: yonyou_file(vouchers, base, by),
        "kingdee": lambda vouchers: kingdee_file(vouchers, base, by),
    }
