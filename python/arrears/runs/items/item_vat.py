"""Net and VAT of an item, as far as its row says, and amounts of it split in the same proportion."""

from decimal import Decimal
from typing import Final

from arrears.core.discounts.vat import TaxedPart, split
from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.money import to_major, to_minor
from arrears.runs.figures import Figures
from arrears.runs.reading import Row, fits

REDUCE_VAT: Final = tuple(ALLOCATION_KINDS.index(kind) for kind in ("discount", "write-off"))
"""Allocations that change what the customer was charged, and so the VAT of it."""


def net_and_vat(figures: Figures) -> dict[int, tuple[Decimal, Decimal]]:
    """Give net and VAT, in major units, of every discount and write-off by its row of Allocations."""
    ledger, invoices = figures.sub_ledger.ledger, figures.tables["Invoices"]
    entries = ledger.allocations
    found = {}
    for nth, row in enumerate(figures.sub_ledger.allocation_rows):
        if entries.kind[nth] not in REDUCE_VAT:
            continue
        item = int(entries.item[nth])
        code = ledger.currencies[ledger.items.currency[item]]
        whole = taxed(Row(invoices, figures.sub_ledger.item_rows[item]), int(ledger.items.gross[item]), code)
        both = parts(int(entries.amount[nth]), whole)
        if both is not None:
            found[row] = (to_major(both[0], code), to_major(both[1], code))
    return found


def taxed(row: Row, gross: int, currency: str) -> TaxedPart | None:
    """Give net and VAT of an item's gross (minor units); None where neither its net nor its VAT is known."""
    net, vat = (_minor(row, key, currency, gross) for key in ("net", "vat"))
    if net is None and vat is None:
        return None
    if net is None:
        net = gross - (vat or 0)
    return TaxedPart(Decimal(0), net, gross - net)


def parts(amount: int, whole: TaxedPart | None) -> tuple[int, int] | None:
    """Split an amount of an item into net and VAT; None where the item's own are not known."""
    if whole is None or whole.gross == 0:
        return None
    part = split(amount, [whole])[0]
    return part.net, part.vat


def _minor(row: Row, key: str, currency: str, gross: int) -> int | None:
    amount = row.amount(key)
    if amount is None or not fits(amount, currency):
        return None
    minor = abs(to_minor(amount, currency))
    return minor if gross >= 0 else -minor
