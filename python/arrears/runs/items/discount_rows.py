"""The Discounts sheet: discounts still open, deductions earned but not posted, and those taken without being earned."""

from collections.abc import Mapping
from fractions import Fraction

from arrears.core.discounts.deductions import Deduction
from arrears.core.discounts.early_payment import Offer
from arrears.core.discounts.open_offers import OpenOffer
from arrears.core.money import divide_half_away, to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.items.item_discounts import ItemDiscounts
from arrears.runs.items.item_vat import parts, taxed
from arrears.runs.ports import Rows, Sheets, Value
from arrears.runs.reading import Row

_KEY = ("item_key", "finding", "receipt", "taken_on")
_COLUMNS = (
    "customer", "name", "document_no", "currency", "finding", "discount_until", "percent", "discount_on",
    "discount_open", "to_pay", "annual_cost", "receipt", "taken_on", "booked", "days_late", "taken", "granted",
    "unearned", "unearned_check", "unearned_net", "unearned_vat", "item_key",
)  # fmt: skip

Line = Mapping[str, Value]


def discount_rows(sheets: Sheets, figures: Figures, found: ItemDiscounts) -> tuple[Rows | None, list[Problem]]:
    """Give the rows of the sheet, which a book gets when there is first something to put on it."""
    if not sheets.has("Discounts"):
        if not found.open and not found.deducted:
            return None, []
        sheets.add("discounts")
    lines = _lines(figures, found)
    columns = {key: [line.get(key) for line in lines] for key in _COLUMNS}
    return rows_by_key(sheets.read("Discounts")["Discounts"], _KEY, columns)


def _lines(figures: Figures, found: ItemDiscounts) -> list[Line]:
    """Put what was deducted first, then what is open, the next to expire first."""
    names = customer_names(figures)
    still_open = sorted(found.open, key=lambda one: (one.offer.until, one.item))
    return [
        *(_common(figures, names, one.item) | _deducted(figures, one) for one in found.deducted),
        *(_common(figures, names, one.item) | _open(figures, one) for one in still_open),
    ]


def _common(figures: Figures, names: Mapping[str, str], item: int) -> dict[str, Value]:
    items, ledger = figures.sub_ledger.ledger.items, figures.sub_ledger.ledger
    customer = ledger.customers[items.customer[item]]
    return {
        "customer": customer,
        "name": names.get(customer),
        "document_no": Row(figures.tables["Invoices"], figures.sub_ledger.item_rows[item]).text("document_no") or None,
        "currency": _currency(figures, item),
        "item_key": items.key[item],
    }


def _open(figures: Figures, one: OpenOffer) -> dict[str, Value]:
    code = _currency(figures, one.item)
    return _offered(one.offer, code) | {
        "finding": "still open",
        "discount_open": to_major(one.amount, code),
        "to_pay": to_major(one.to_pay, code),
        "annual_cost": None if one.annual_cost is None else round(one.annual_cost, 2),
    }


def _deducted(figures: Figures, one: Deduction) -> dict[str, Value]:
    code, receipts = _currency(figures, one.item), figures.sub_ledger.ledger.receipts
    row = Row(figures.tables["Invoices"], figures.sub_ledger.item_rows[one.item])
    split = parts(one.unearned, taxed(row, int(figures.sub_ledger.ledger.items.gross[one.item]), code))
    unearned: dict[str, Value] = {
        "unearned": to_major(one.unearned, code),
        "unearned_check": to_major(one.unearned, code),
    }
    if split is not None and one.unearned:
        unearned |= {"unearned_net": to_major(split[0], code), "unearned_vat": to_major(split[1], code)}
    return (
        _offered(one.offer, code)
        | unearned
        | {
            "finding": one.finding,
            "receipt": receipts.key[one.receipt] if one.receipt >= 0 else None,
            "taken_on": one.day,
            "booked": one.booked,
            "days_late": one.days_late or None,
            "taken": to_major(one.taken, code),
            "granted": to_major(one.granted, code),
        }
    )


def _offered(offer: Offer, code: str) -> dict[str, Value]:
    if offer.percent is None or not offer.percent:
        return {"discount_until": offer.until}
    base = Fraction(offer.exact * 100, Fraction(offer.percent))
    return {
        "discount_until": offer.until,
        "percent": offer.percent,
        "discount_on": to_major(divide_half_away(base.numerator, base.denominator), code),
    }


def _currency(figures: Figures, item: int) -> str:
    ledger = figures.sub_ledger.ledger
    return ledger.currencies[int(ledger.items.currency[item])]


def discounts_by_currency(figures: Figures, found: ItemDiscounts) -> dict[str, dict[str, int]]:
    """Add up, per currency in minor units, the discounts still open and those taken without being earned."""
    sums: dict[str, dict[str, int]] = {}
    for one in found.open:
        _add(sums, _currency(figures, one.item), "open", one.amount)
    for taken in found.deducted:
        _add(sums, _currency(figures, taken.item), "unearned", taken.unearned)
    return sums


def _add(sums: dict[str, dict[str, int]], currency: str, what: str, minor: int) -> None:
    of_currency = sums.setdefault(currency, {"open": 0, "unearned": 0})
    of_currency[what] += minor
