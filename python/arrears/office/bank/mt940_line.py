"""The statement line of MT940, :61: (SWIFT, Customer Payments and Statements, field 61)."""

import calendar
import re
from datetime import date
from decimal import Decimal

from arrears.core.bank.statement import Line

_LINE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?\s*(?P<mark>R[CD]|E[CD]|[CD])(?P<funds>[A-Z])?\s*(?P<amount>\d[\d.,]*)"
    r"(?:(?P<bare>NONREF)|(?P<kind>[A-Z][A-Z0-9 ]{3})(?P<rest>.*))?",
)
_TAIL = re.compile(r"/(?:OCMT|CHGS|TRCD|EXCH)/.*")
_NO_REFERENCE = ("N", "PREF", "MARF", "NONREF", "NOREF", "NON REF", "KREF+", "EREF", "EREF+", "NOTPROVIDED")


def read_line(text: str, row: int, near: date | None) -> Line | None:
    """Read the first line of a :61: field; None where it is none. ``near`` helps to find the year of the entry date.

    >>> line = read_line("0709040904RCR204,88NRTINONREF//R7", 1, None)
    >>> line.amount, line.booking_date, line.kind, line.bank_reference, line.returned
    (Decimal('-204.88'), datetime.date(2007, 9, 4), 'NRTI', 'R7', True)
    """
    head, _, tail = text.partition("\n")
    found = _LINE.fullmatch(head.rstrip())
    if found is None:  # some banks break the line before the amount
        found = _LINE.fullmatch(f"{head.rstrip()}{tail.split(chr(10))[0].strip()}")
    amount = amount_of(found["amount"]) if found else None
    if found is None or amount is None:
        return None
    value = day_of(found["value"])[0]
    if value is None:
        return None
    mark = found["mark"]
    customer, _, bank = (found["rest"] or "").partition("//")
    bank = _TAIL.sub("", bank)  # the supplement belongs on a line of its own
    customer, beside = _parted(customer)
    customer = "" if customer in _NO_REFERENCE else customer
    kind = (found["kind"] or "").strip()
    return Line(
        amount=-amount if mark in ("D", "RC", "ED") else amount,
        booking_date=_entry_day(found["entry"], value, near) if found["entry"] else value,
        value_date=value,
        payer=beside,
        payer_account=customer if beside and customer.isdigit() else "",
        reference="" if beside else customer,
        end_to_end="" if beside else customer,
        bank_reference=bank.strip() if bank.strip() not in _NO_REFERENCE else "",
        kind=kind,
        pending=mark.startswith("E"),
        returned=mark == "RC",
        row=row,
    )


def amount_of(text: str) -> Decimal | None:
    """Read an amount: comma decimals, as the standard has it; a point as well where it can only be the decimal mark.

    >>> amount_of("000000001213,28"), amount_of("500"), amount_of("1.234,50"), amount_of("12.5"), amount_of("1.234")
    (Decimal('1213.28'), Decimal('500'), Decimal('1234.50'), Decimal('12.5'), None)
    """
    if re.fullmatch(r"\d+(,\d*)?", text):
        return Decimal(text.rstrip(",").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d*", text):
        return Decimal(text.replace(".", "").rstrip(",").replace(",", "."))
    return Decimal(text) if re.fullmatch(r"\d+\.\d{1,2}", text) else None


def day_of(text: str) -> tuple[date | None, bool]:
    """Read a day YYMMDD; the 29th to 31st of a shorter February is its last day, and said to be moved.

    Banks that count months of 30 days write interest of February under its 30th.

    >>> day_of("090230"), day_of("091332")
    ((datetime.date(2009, 2, 28), True), (None, False))
    """
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:6])
    year += 1900 if year >= 80 else 2000
    if month == 2 and 28 < day < 32 and day > calendar.monthrange(year, 2)[1]:
        return date(year, 2, calendar.monthrange(year, 2)[1]), True
    try:
        return date(year, month, day), False
    except ValueError:
        return None, False


def moved_day(text: str) -> str:
    """Give the value date as written where it is no day of the calendar; blank where it is one."""
    return text[:6] if day_of(text[:6])[1] else ""


def _entry_day(text: str, value: date, near: date | None) -> date:
    """Give the entry date its year: the one that brings it nearest to the opening balance, else to the value date."""
    beside = near or value
    years = (beside.year - 1, beside.year, beside.year + 1)
    days = [found for year in years if (found := day_of(f"{year % 100:02}{text}")[0])]
    return min(days, key=lambda day: abs((day - beside).days), default=value)


def _parted(customer: str) -> tuple[str, str]:
    """Part an account number from the name that Rabobank's older statements write beside it."""
    found = re.fullmatch(r"(\S*)\s{3,}(\S.*)", customer.strip())
    return (found[1], found[2].strip()) if found else (customer.strip(), "")
