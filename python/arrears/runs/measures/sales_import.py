"""Bring a list of invoices, or of sales, into the Sales sheet: added up by month, customer and currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.money import CURRENCIES
from arrears.runs.measures.measure_sheets import PART
from arrears.runs.measures.month_ends import month_of
from arrears.runs.ports import Listing, Sheets, Value
from arrears.runs.reading import Row
from arrears.runs.upsert import Incoming, upserted

TABLE = "Sales"


@dataclass(slots=True)
class _Sold:
    """Sales of one month, customer and currency."""

    name: str = ""
    gross: Decimal = Decimal(0)
    net: Decimal = Decimal(0)
    base: Decimal = Decimal(0)
    without_net: bool = False
    without_base: bool = False


@dataclass(frozen=True, slots=True)
class SalesImported:
    """What a list brought: sales by month and currency in major units, and how many rows had no date or amount."""

    sums: dict[tuple[date, str], Decimal]
    rows: int
    left_out: int


def import_sales(sheets: Sheets, listing: Listing, base_currency: str) -> SalesImported:
    """Put the sums of a list onto the Sales sheet; a month and customer that are there already are replaced."""
    if not sheets.has(TABLE):
        sheets.add(PART)
    found, left_out = _added(listing, base_currency)
    table = sheets.read(TABLE)[TABLE]
    known = [sales_key(Row(table, n)) for n in range(len(table))]
    incoming = Incoming([_key(*key) for key in found], _columns(found, listing.file))
    sheets.write([upserted(table, known, incoming)], {})
    sums: dict[tuple[date, str], Decimal] = {}
    for (month, _, currency), sold in found.items():
        sums[month, currency] = sums.get((month, currency), Decimal(0)) + sold.gross
    return SalesImported(dict(sorted(sums.items())), len(listing) - left_out, left_out + len(listing.left_out))


_Key = tuple[date, str, str]


def _added(listing: Listing, base_currency: str) -> tuple[dict[_Key, _Sold], int]:
    found: dict[_Key, _Sold] = {}
    left_out = 0
    for n in range(len(listing)):
        cell = {name: column[n] for name, column in listing.columns.items()}
        day, gross = cell.get("document_date"), cell.get("gross")
        currency = str(cell.get("currency") or base_currency).upper()
        if not isinstance(day, date) or not isinstance(gross, Decimal) or currency not in CURRENCIES:
            left_out += 1
            continue
        sold = found.setdefault((month_of(day), str(cell.get("customer") or ""), currency), _Sold())
        sold.name = sold.name or str(cell.get("name") or "")
        sold.gross += gross
        _add_parts(sold, cell, gross, same=currency == base_currency)
    return dict(sorted(found.items())), left_out


def _add_parts(sold: _Sold, cell: dict[str, Value], gross: Decimal, *, same: bool) -> None:
    net, base, rate = (cell.get(name) for name in ("net", "base_amount", "booked_rate"))
    if isinstance(net, Decimal):
        sold.net += net
    else:
        sold.without_net = True
    if isinstance(base, Decimal):
        sold.base += base
    elif same:
        sold.base += gross
    elif isinstance(rate, Decimal):
        sold.base += gross * rate
    else:
        sold.without_base = True


def _columns(found: dict[_Key, _Sold], file: str) -> dict[str, Sequence[Value]]:
    sold = list(found.values())
    return {
        "month": [month for month, _, _ in found],
        "customer": [customer or None for _, customer, _ in found],
        "name": [one.name or None for one in sold],
        "currency": [currency for _, _, currency in found],
        "gross": [one.gross for one in sold],
        "net": [None if one.without_net else one.net for one in sold],
        "base_gross": [None if one.without_base else round(one.base, 2) for one in sold],
        "source": [file] * len(sold),
    }


def sales_key(row: Row) -> str:
    """Name a row of sales or of the plan: by month, customer and currency."""
    day = row.day("month")
    return _key(month_of(day) if day else date.min, row.text("customer"), row.text("currency"))


def _key(month: date, customer: str, currency: str) -> str:
    return f"{month:%Y-%m}|{customer}|{currency}"
