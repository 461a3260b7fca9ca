"""A small text table becomes a ledger, so that a test's input stands in the test.

    item    KEY CUSTOMER CURRENCY KIND DOCUMENT-DATE DUE-DATE AMOUNT [base=] [disputed=] [posted=]
    receipt KEY CUSTOMER CURRENCY VALUE-DATE AMOUNT [base=] [posted=]
    alloc   ITEM FROM AMOUNT EFFECTIVE-DATE [base=] [posted=] [kind=]

FROM is a receipt, a credit item, or ``-``; a date of ``-`` is missing; blanks in a kind are written ``_``.
"""

from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import Days, as_days
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Allocations, Codes, Items, Ledger, Receipts
from arrears.core.money import Minor, to_minor
from arrears.core.reconciliation.movements import ControlAccounts

Line = tuple[list[str], dict[str, str]]


def ledger(text: str, base_currency: str = "EUR", first_day: date | None = None) -> Ledger:
    """Build the ledger a text table describes."""
    lines = [_line(line) for line in text.strip().splitlines() if line.strip()]
    items = [line for line in lines if line[0][0] == "item"]
    receipts = [line for line in lines if line[0][0] == "receipt"]
    allocations = [line for line in lines if line[0][0] == "alloc"]
    customers = tuple(dict.fromkeys(words[2] for words, _ in items + receipts))
    currencies = tuple(dict.fromkeys(words[3] for words, _ in items + receipts))
    item_rows = {words[1]: row for row, (words, _) in enumerate(items)}
    receipt_rows = {words[1]: row for row, (words, _) in enumerate(receipts)}
    item_currency = [words[3] for words, _ in items]
    return Ledger(
        customers=customers,
        currencies=currencies,
        base_currency=base_currency,
        items=Items(
            key=tuple(item_rows),
            customer=_codes([customers.index(words[2]) for words, _ in items]),
            currency=_codes([currencies.index(words[3]) for words, _ in items]),
            kind=_codes([ITEM_KINDS.index(words[4].replace("_", " ")) for words, _ in items]),
            document_date=_days([words[5] for words, _ in items]),
            posting_date=_days([more.get("posted", words[5]) for words, more in items]),
            due_date=_days([words[6] for words, _ in items]),
            gross=_minor([words[7] for words, _ in items], item_currency),
            base=_minor([more.get("base", words[7]) for words, more in items], [base_currency] * len(items)),
            disputed=_minor([more.get("disputed", "0") for _, more in items], item_currency),
        ),
        receipts=Receipts(
            key=tuple(receipt_rows),
            customer=_codes([customers.index(words[2]) for words, _ in receipts]),
            currency=_codes([currencies.index(words[3]) for words, _ in receipts]),
            value_date=_days([words[4] for words, _ in receipts]),
            posting_date=_days([more.get("posted", words[4]) for words, more in receipts]),
            amount=_minor([words[5] for words, _ in receipts], [words[3] for words, _ in receipts]),
            base=_minor([more.get("base", words[5]) for words, more in receipts], [base_currency] * len(receipts)),
        ),
        allocations=_allocations(allocations, item_rows, receipt_rows, item_currency, base_currency),
        first_day=first_day,
    )


def _allocations(
    lines: list[Line], items: dict[str, int], receipts: dict[str, int], currency: list[str], base_currency: str
) -> Allocations:
    item = [items[words[1]] for words, _ in lines]
    return Allocations(
        item=_codes(item),
        receipt=_codes([receipts.get(words[2], -1) for words, _ in lines]),
        credit=_codes([items.get(words[2], -1) for words, _ in lines]),
        kind=_codes([ALLOCATION_KINDS.index(more.get("kind", "cash").replace("_", " ")) for _, more in lines]),
        amount=_minor([words[3] for words, _ in lines], [currency[row] for row in item]),
        base=_minor([more.get("base", words[3]) for words, more in lines], [base_currency] * len(lines)),
        effective_date=_days([words[4] for words, _ in lines]),
        posting_date=_days([more.get("posted", words[4]) for words, more in lines]),
    )


def _line(line: str) -> Line:
    parts = line.split()
    return [part for part in parts if "=" not in part], dict(part.split("=", 1) for part in parts if "=" in part)


def _codes(values: list[int]) -> Codes:
    return np.array(values, dtype=np.int32)


def _days(texts: list[str]) -> Days:
    return as_days([None if text == "-" else date.fromisoformat(text) for text in texts])


def _minor(texts: list[str], currencies: list[str]) -> Minor:
    amounts = [to_minor(Decimal(text), code) for text, code in zip(texts, currencies, strict=True)]
    return np.array(amounts, dtype=np.int64)


def one_account(book: Ledger) -> ControlAccounts:
    """Put a whole ledger on one control account without a name."""
    zeros = np.zeros(len(book.items.key), dtype=np.int32), np.zeros(len(book.receipts.key), dtype=np.int32)
    return ControlAccounts(("",), *zeros)
