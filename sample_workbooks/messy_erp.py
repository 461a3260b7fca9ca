"""An ERP's open-items list as it comes, and its successors one and two weeks later, every change written down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from written import Cell, Row, save, write_csv, write_json

WEEKS = (date(2026, 10, 9), date(2026, 10, 16), date(2026, 10, 23))
CENT = Decimal("0.01")
UPPER = ("Customer", None, "Document", None, None, None, "Net", "Terms of", "Original", "Open", "Sales")
LOWER = ("No.", "Name", "Type", "No.", "Date", "Currency", "Due Date", "Payment", "Amount", "Amount", "Rep")
_CUSTOMERS = (
    ("0001004", "Quellhof Werkzeuge GmbH"), ("0001005", "Façonnerie du Lac SARL"), ("1006", "Brückner Probe KG"),
    ("C-77", "Placeholder Pumps Ltd"), ("C-077", "Placeholder Pumps (North) Ltd"), ("0020010", "Mustermann Optik AG"),
    ("0020011", "Señal Ejemplo S.L."), ("33001", "Sample & Sons, Inc."), ("33002", "Specimen Foods Ltd"),
    ("0033002", "Specimen Foods (old account)"), ("90A", "Prøve Shipping ApS"), ("90B", "Example Rail plc"),
    ("000777", "Nowhere Nurseries"), ("778", "Anywhere Interiors"), ("5500", "Modell Bau GmbH"),
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One open item of the ERP."""

    customer: str
    name: str
    type: str
    number: str
    day: date
    due: date
    terms: str
    original: Decimal
    open: Decimal
    seller: str

    @property
    def key(self) -> str:
        """What identifies it from list to list: customer, kind, document number, year."""
        kind = {"RV": "invoice", "DG": "credit note", "DZ": "on-account"}[self.type]
        return f"{self.customer}|{kind}|{self.number}|{self.day.year}"


def three_weeks(folder: Path) -> None:
    """Write the three lists and ``messy_erp_expected.json``."""
    rng = Random(42)
    first = _first_week(rng)
    second, gone = _a_week_later(rng, first, WEEKS[1], ())
    third, _ = _a_week_later(rng, second, WEEKS[2], gone)
    lists = (first, second, third)
    for n, (day, items) in enumerate(zip(WEEKS, lists, strict=True), start=1):
        rows = _rows(day, items, numeric=n == 2)
        if n == 3:
            write_csv(folder / "messy_erp_week3.csv", rows, encoding="cp1252", delimiter=";")
        else:
            _workbook(folder / f"messy_erp_week{n}.xlsx", rows)
    files = ("messy_erp_week1.xlsx", "messy_erp_week2.xlsx", "messy_erp_week3.csv")
    seen: dict[str, Item] = {}
    weeks = []
    before: Sequence[Item] = ()
    for file, day, items in zip(files, WEEKS, lists, strict=True):
        weeks.append(_expected(file, day, before, items, seen))
        seen |= {item.key: item for item in items}
        before = items
    write_json(folder / "messy_erp_expected.json", {"currency": "EUR", "weeks": weeks})


def _first_week(rng: Random) -> list[Item]:
    items = []
    for n in range(64):
        customer, name = _CUSTOMERS[n % len(_CUSTOMERS)] if n < 30 else rng.choice(_CUSTOMERS)
        day = WEEKS[0] - timedelta(days=rng.randrange(1, 420))
        items.append(_item(rng, customer, name, f"{1800000000 + 137 * n}" if n % 3 else f"{4500 + n:010d}", day))
    # One number used again in another year, and by another customer: only the whole key tells them apart.
    twin, small, other = items[3], Decimal("99.00"), Decimal("812.40")
    items.append(replace(twin, day=date(2025, 3, 14), due=date(2025, 4, 13), original=other, open=other))
    items.append(replace(twin, customer="5500", name="Modell Bau GmbH", original=small, open=small))
    items[3] = replace(twin, day=date(2026, 8, 3), due=date(2026, 9, 2))
    return items


def _item(rng: Random, customer: str, name: str, number: str, day: date) -> Item:
    days = rng.choice((14, 30, 30, 45))
    original = Decimal(rng.randrange(2_000, 1_500_000)) / 100
    part_paid = rng.randrange(6) == 0
    left = (original * rng.randrange(10, 90) / 100).quantize(CENT, ROUND_HALF_UP) if part_paid else original
    due, seller = day + timedelta(days=days), f"S{len(name) % 4 + 1}"
    kind = rng.randrange(14)
    if kind == 0:
        return Item(customer, name, "DG", number, day, day, "", -original, -left, seller)
    if kind == 1:
        return Item(customer, name, "DZ", f"14000{number[-5:]}", day, day, "", -original, -original, seller)
    return Item(customer, name, "RV", number, day, due, f"net {days}", original, left, seller)


def _a_week_later(rng: Random, items: Sequence[Item], day: date, gone: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Pay some, settle some, give some more time, invoice more; one settled a week ago comes back."""
    settled = rng.sample([item for item in items if item.type == "RV"], 7)
    kept = [item for item in items if item not in settled]
    paid = rng.sample([item for item in kept if item.type == "RV" and item.open > 50], 6)
    moved = rng.sample([item for item in kept if item.type == "RV" and item not in paid[1:]], 4)
    later = []
    for item in kept:
        now = item
        if item in paid:
            now = replace(now, open=(item.open * rng.randrange(20, 80) / 100).quantize(CENT, ROUND_HALF_UP))
        if item in moved:
            now = replace(now, due=item.due + timedelta(days=30))
        later.append(now)
    credit = next((n for n, item in enumerate(later) if item.type == "DG"), None)
    if credit is not None:
        later[credit] = replace(later[credit], open=(later[credit].open / 2).quantize(CENT, ROUND_HALF_UP))
    for n in range(8):
        customer, name = rng.choice(_CUSTOMERS)
        number = f"{1800100000 + day.day * 1000 + n}" if n % 3 else f"{day.day * 100 + n:010d}"
        later.append(_item(rng, customer, name, number, day - timedelta(days=rng.randrange(6))))
    # The payment of one item settled in the week before was returned by the bank.
    later += [item for item in gone if item.original == item.open][:1]
    return later, settled


def _rows(day: date, items: Sequence[Item], *, numeric: bool) -> list[Row]:
    blank: Row = (None,) * len(LOWER)
    rows: list[Row] = [
        ("Muster ERP 7.2", None, None, None, None, None, None, None, "Page", "1", None),
        ("Company code 1000 Example Trading (sample data)", *blank[1:]),
        (f"Open items: customers, key date {_german(day)}", *blank[1:]),
        blank,
        UPPER,
        LOWER,
    ]
    for customer in sorted({item.customer for item in items}):
        own = sorted((item for item in items if item.customer == customer), key=lambda item: (item.day, item.number))
        rows += [_row(item, numeric=numeric) for item in own]
        rows.append((f"Total customer {customer}", *blank[1:9], _amount(sum((i.open for i in own), Decimal(0))), None))
    rows.append(("Total", *blank[1:9], _amount(sum((i.open for i in items), Decimal(0))), None))
    rows += [blank, (f"Printed on {_german(day)} at 17:42:08 by SAMPLE", *blank[1:])]
    return rows


def _row(item: Item, *, numeric: bool) -> Row:
    """Write an item the ERP's way; where ``numeric``, customers without leading zeros come as numbers."""
    plain_number = numeric and item.customer.isdigit() and not item.customer.startswith("0")
    customer: Cell = int(item.customer) if plain_number else item.customer
    return (
        customer, item.name, item.type, item.number, _german(item.day), "EUR", _german(item.due), item.terms or None,
        _amount(item.original), _amount(item.open), item.seller,
    )  # fmt: skip


def _german(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _amount(amount: Decimal) -> str:
    return f"{abs(amount):,.2f}{'-' if amount < 0 else ''}"


def _workbook(path: Path, rows: Sequence[Row]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "SAPBEX"
    for row in rows:
        sheet.append(list(row))
    head = rows.index(UPPER) + 1
    for start, end in (("A", "B"), ("C", "F")):
        sheet.merge_cells(f"{start}{head}:{end}{head}")
    sheet.merge_cells("A2:K2")
    for number in (head, head + 1):
        for cell in sheet[number]:
            cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
            cell.border = Border(bottom=Side(style="thin"))
    for column, width in zip("ABCDEFGHIJK", (12, 30, 6, 13, 11, 9, 11, 10, 14, 14, 6), strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=head + 2, min_col=9, max_col=10):
        for cell in row:
            cell.alignment = Alignment(horizontal="right")
    save(book, path)


def _expected(
    file: str, day: date, before: Sequence[Item], items: Sequence[Item], seen: dict[str, Item]
) -> dict[str, object]:
    """Say what the list changes: per class the keys and the signed total, new less old for changes of remainder."""
    old, now = {item.key: item for item in before}, {item.key: item for item in items}
    both = [key for key in now if key in old]
    new = [key for key in now if key not in seen]
    back = [key for key in now if key in seen and key not in old]
    gone = [key for key in old if key not in now]
    changed = [key for key in both if now[key].open != old[key].open]
    terms = [key for key in both if (now[key].due, now[key].terms) != (old[key].due, old[key].terms)]
    same = [key for key in both if key not in changed and key not in terms]
    classes = {
        "new": (new, sum((now[k].open for k in new), Decimal(0))),
        "changed": (changed, sum((now[k].open - old[k].open for k in changed), Decimal(0))),
        "vanished": (gone, -sum((old[k].open for k in gone), Decimal(0))),
        "reappeared": (back, sum((now[k].open for k in back), Decimal(0))),
        "changed_terms": (terms, sum((now[k].open for k in terms), Decimal(0))),
        "unchanged": (same, sum((now[k].open for k in same), Decimal(0))),
    }
    return {
        "file": file,
        "list_date": day,
        "rows": len(items),
        "total_before": sum((item.open for item in before), Decimal(0)),
        "total": sum((item.open for item in items), Decimal(0)),
        "brought_forward": sum((now[k].original - now[k].open for k in new), Decimal(0)),
        "changes": {
            name: {"count": len(keys), "amount": total, "keys": sorted(keys)} for name, (keys, total) in classes.items()
        },
    }
