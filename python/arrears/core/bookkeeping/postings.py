"""Journal lines: what each decision books, debit = credit in its currency and in base currency, to the cent."""

from collections.abc import Iterable
from typing import NamedTuple

USES = (
    "receivable",
    "on-account",
    "bank",
    "discount",
    "write-off",
    "bank charge",
    "withholding tax",
    "rounding",
    "payables",
    "exchange gain",
    "exchange loss",
    "revaluation gain",
    "revaluation loss",
    "interest income",
    "fee income",
    "output VAT",
    "credit balances",
    "bills held",
    "bill discount",
    "bill loan",
)
"""What an account is used for; which account that is, the company's own chart of accounts says."""
RECEIVABLES = ("receivable", "on-account")
"""Uses whose accounts the sub-ledger makes up: the control accounts."""
COUNTERS = {"contra": "payables", "bill": "bills held", "cash": "bank"}
"""The other side of an allocation without a source, where it bears another name than the allocation's kind."""


class Line(NamedTuple):
    """One journal line, in minor units: positive is a debit, negative a credit.

    ``base`` is in base currency; ``document`` the item, receipt or bill it concerns, for the ledger's own clearing.
    """

    use: str
    amount: int
    base: int
    document: str = ""


Lines = tuple[Line, ...]


def balanced(lines: Iterable[Line]) -> bool:
    """Tell whether debit = credit, in the currency and in base currency."""
    lines = tuple(lines)
    return not sum(line.amount for line in lines) and not sum(line.base for line in lines)


def paid(amount: int, released: int, spent: int, item: str, source: str, source_use: str = "on-account") -> Lines:
    """Book a receipt or a credit on an item: each side at its own base, the difference as realised exchange.

    ``released``: base the item gives up; ``spent``: base the receipt or credit gives up. All lines of one currency;
    the exchange line has no amount in it.

    >>> paid(10000, 850000, 800000, "INV", "PAY")[2]
    Line(use='exchange loss', amount=0, base=50000, document='INV')
    """
    lines = (Line(source_use, amount, spent, source), Line("receivable", -amount, -released, item))
    return _told((*lines, _difference(released - spent, "exchange", item)))


def reduced(kind: str, amount: int, base: int, item: str, vat: tuple[int, int] = (0, 0)) -> Lines:
    """Book what reduces an item without a payment: discount, write-off, bank charge, tax withheld, contra, bill.

    ``vat``: the VAT in the amount and in its base, booked by itself; it is none where the ledger system takes it out
    by a tax code.
    """
    tax, tax_base = vat
    if kind == "exchange":
        use = "exchange loss" if amount > 0 or (amount == 0 and base > 0) else "exchange gain"
    else:
        use = COUNTERS.get(kind, kind)
    return _told((
        Line(use, amount - tax, base - tax_base, item),
        Line("output VAT", tax, tax_base, item),
        Line("receivable", -amount, -base, item),
    ))  # fmt: skip


def charged(kind: str, gross: int, base: int, item: str, vat: tuple[int, int] = (0, 0)) -> Lines:
    """Book an interest note or a fee: receivable against income and the VAT in it."""
    tax, tax_base = vat
    use = "interest income" if kind == "interest note" else "fee income"
    return _told((
        Line("receivable", gross, base, item),
        Line(use, tax - gross, tax_base - base, item),
        Line("output VAT", -tax, -tax_base, item),
    ))  # fmt: skip


def received(amount: int, base: int, receipt: str) -> Lines:
    """Book a receipt on account."""
    return _told((Line("bank", amount, base, receipt), Line("on-account", -amount, -base, receipt)))


def reclassified(amount: int, base: int, on_account: tuple[int, int] = (0, 0)) -> Lines:
    """Show a customer's credit balance (positive) as a liability; debited is the account where it stands.

    ``on_account``: how much of it, and of its base, are receipts not applied; the rest stands on the receivable.
    """
    held, held_base = on_account
    return _told((
        Line("receivable", amount - held, base - held_base), Line("on-account", held, held_base),
        Line("credit balances", -amount, -base),
    ))  # fmt: skip


def revalued(difference: int, document: str, use: str = "receivable") -> Lines:
    """Bring an item, or a receipt on account, to the closing rate: a base-currency difference, positive a gain."""
    return _told((Line(use, 0, difference, document), _difference(-difference, "revaluation", document)))


def reversed_(lines: Iterable[Line]) -> Lines:
    """Book the same the other way round."""
    return tuple(line._replace(amount=-line.amount, base=-line.base) for line in lines)


def _difference(loss: int, what: str, document: str) -> Line:
    return Line(f"{what} loss" if loss > 0 else f"{what} gain", 0, loss, document)


def _told(lines: Iterable[Line]) -> Lines:
    """Leave out lines that say nothing."""
    return tuple(line for line in lines if line.amount or line.base)
