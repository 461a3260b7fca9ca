"""Vouchers as plain CSV: UTF-8 with a signature, a comma between cells, a point before decimals, ISO dates."""

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO

from arrears.runs.bookkeeping.journal import JournalVoucher

COLUMNS = (
    "voucher", "line", "date", "kind", "account", "debit", "credit", "currency", "base_debit", "base_credit",
    "tax_code", "text", "customer", "document_no",
)  # fmt: skip
_ACTIVE = re.compile(r"[=+@\t\r\n＝＋－＠]|-(?!\d+\Z)")
"""How a text begins that a spreadsheet may take for a formula (OWASP, CSV injection); "-17" is a number."""


def csv_file(vouchers: Sequence[JournalVoucher]) -> bytes:
    """Write one line a journal line, under fixed English headings."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in vouchers:
        for place, line in enumerate(one.lines, 1):
            debit, credit = (line.amount, Decimal(0)) if line.debit else (Decimal(0), -line.amount)
            base_debit, base_credit = (line.base, Decimal(0)) if line.debit else (Decimal(0), -line.base)
            writer.writerow([
                one.number, place, one.day.isoformat(), one.kind, _inert(line.account), *map(_plain, (debit, credit)),
                one.currency, *map(_plain, (base_debit, base_credit)), _inert(line.tax_code), _inert(line.text),
                _inert(one.customer), _inert(line.document_no),
            ])  # fmt: skip
    return stream.getvalue().encode("utf-8-sig")


def _plain(amount: Decimal) -> str:
    return format(amount, "f")


def _inert(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula; the ledger's import sees the apostrophe."""
    return f"'{text}" if _ACTIVE.match(text) else text
