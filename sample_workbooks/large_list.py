"""A large made-up open-items list: for speed, not for reading."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from written import Row, write_csv

LIST_DATE = date(2026, 10, 31)
_HEAD: Row = (
    "Customer No.", "Customer Name", "Document Type", "Document No.", "Document Date", "Due Date", "Payment Terms",
    "Currency", "Original Amount", "Open Amount", "Salesperson",
)  # fmt: skip


def write(folder: Path, items: int) -> Path:
    """Write ``large_open_items.csv``: a customer for a dozen items, one item in 8 part-paid, one in 25 a credit."""
    rng = Random(10_000)
    customers = max(items // 12, 1)
    rows: list[Row] = [_HEAD]
    for n in range(items):
        owner = rng.randrange(customers)
        day = LIST_DATE - timedelta(days=rng.randrange(500))
        days = rng.choice((14, 30, 30, 30, 60))
        gross = Decimal(rng.randrange(1_000, 2_000_000)) / 100
        left = gross if rng.randrange(8) else (gross * rng.randrange(5, 95) / 100).quantize(Decimal("0.01"))
        kind, sign = ("Credit Note", -1) if n % 25 == 24 else ("Invoice", 1)
        currency = "USD" if owner % 4 == 3 else "EUR"
        rows.append((
            f"D{owner:06d}", f"Sample Customer {owner:06d}", kind, f"{n + 1:010d}", day, day + timedelta(days=days),
            f"net {days}", currency, sign * gross, sign * left, f"Seller {owner % 9}",
        ))  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "large_open_items.csv"
    write_csv(path, rows)
    return path
