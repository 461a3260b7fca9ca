"""The public list of 2,466 invoices with the days they were settled, and what it comes to by plain pandas."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
from tests.command_line import answered

FILE = ("ar_ibm", "WA_Fn-UseC_-Accounts-Receivable.csv")
INVOICES = 2_466
LABELS = (
    "Not due", "1-30 days", "31-60 days", "61-90 days", "91-180 days", "181-365 days", "Over 365 days"
)  # fmt: skip
_EDGES = (-100_000, 0, 30, 60, 90, 180, 365, 100_000)
Buckets = dict[str, tuple[int, Decimal]]


def raw(path: Path) -> pd.DataFrame:
    """Read the file as it is: days as days, amounts as whole cents."""
    frame = pd.read_csv(path, dtype=str)
    for column in ("InvoiceDate", "DueDate", "SettledDate"):
        frame[column] = pd.to_datetime(frame[column], format="%m/%d/%Y")
    frame["cents"] = frame["InvoiceAmount"].map(lambda text: int(Decimal(text) * 100))
    return frame


def open_on(frame: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Give what was invoiced by a day and not settled by its end, with the bucket by days past due."""
    day = pd.Timestamp(as_of)
    owed = frame[(frame["InvoiceDate"] <= day) & ~(frame["SettledDate"] <= day)].copy()
    late = (day - owed["DueDate"]).dt.days
    owed["bucket"] = pd.cut(late, bins=list(_EDGES), labels=list(LABELS))
    return owed


def expected(frame: pd.DataFrame, as_of: date) -> Buckets:
    """Give count and sum of every bucket."""
    owed = open_on(frame, as_of)
    groups = owed.groupby("bucket", observed=False)["cents"].agg(["size", "sum"])
    return {str(label): (int(row["size"]), Decimal(int(row["sum"])) / 100) for label, row in groups.iterrows()}


def buckets(answer: dict[str, Any]) -> Buckets:
    """Give count and sum of every bucket as a refresh answers them."""
    told = answer["currencies"]["USD"]["buckets"]
    return {label: (one["items"], Decimal(one["amount"])) for label, one in told.items()}


def imported(book: Path, file: Path) -> dict[str, Any]:
    """Make a book and import the list into it."""
    answered("new", book, "--language", "en", "--currency", "USD")
    return answered("import", book, file)


def refreshed(book: Path, as_of: str = "2013-06-30") -> dict[str, Any]:
    """Refresh the book as of a day."""
    return answered("refresh", book, "--as-of", as_of)


def same(answer: dict[str, Any], frame: pd.DataFrame, as_of: date) -> bool:
    """Tell whether every bucket has the count and sum that pandas gives; without any open item there is no currency."""
    wanted = expected(frame, as_of)
    if not answer["currencies"]:
        return all(count == 0 for count, _ in wanted.values())
    return buckets(answer) == wanted
