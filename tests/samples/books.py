"""The sample books, made with the commands that a user would type."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.command_line import answered
from tests.samples.typed_cells import type_in, type_rows_below

SAMPLES = Path(__file__).resolve().parents[2] / "sample_workbooks"
AS_OF = "2026-10-31"
WEEKS = {
    "messy_erp_week1.xlsx": "2026-10-09",
    "messy_erp_week2.xlsx": "2026-10-16",
    "messy_erp_week3.csv": "2026-10-23",
}
"""The messy ERP's lists and their list dates."""
MONTHS = {"month_en": ("en", "EUR"), "month_zh": ("zh", "CNY")}
_LISTS = (
    ("customers.csv", "customers"), ("invoices.xlsx", "invoices"), ("receipts.csv", "receipts"),
    ("allocations.csv", "allocations"), ("control_accounts.csv", "balances"),
)  # fmt: skip

_CUSTOMERS = """Customer No.,Customer Name,Interest Rate %
K1,Sample Contract Ltd,9.75
K2,Sample Reference Ltd,
K3,Sample Foreign KK,
K4,Sample Desert Trading,12
"""
_INVOICES = """Customer No.,Customer Name,Document Type,Invoice No.,Invoice Date,Due Date,Currency,Amount,Exchange Rate
K1,Sample Contract Ltd,Invoice,A1,2026-01-15,2026-02-14,EUR,12345.67,
K1,Sample Contract Ltd,Invoice,A2,2026-05-20,2026-06-19,EUR,8000.00,
K1,Sample Contract Ltd,Credit Note,A3,2026-06-01,2026-06-01,EUR,-1500.00,
K2,Sample Reference Ltd,Invoice,B1,2026-03-01,2026-03-31,EUR,5000.01,
K2,Sample Reference Ltd,Invoice,B2,2026-06-10,2026-07-10,EUR,777.77,
K2,Sample Reference Ltd,Invoice,B3,2026-10-05,2026-11-04,EUR,99.95,
K3,Sample Foreign KK,Invoice,C1,2026-02-01,2026-03-03,JPY,1234567,0.0061
K3,Sample Foreign KK,Invoice,C2,2026-08-01,2026-08-31,JPY,333333,0.0060
K4,Sample Desert Trading,Invoice,D1,2026-04-01,2026-05-01,KWD,1000.125,2.9
K4,Sample Desert Trading,Invoice,D2,2026-07-01,2026-07-31,KWD,0.777,2.9
K4,Sample Desert Trading,Credit Note,D3,2026-08-15,2026-08-15,KWD,-100.005,2.9
"""
_RECEIPTS = """Receipt No.,Customer No.,Customer Name,Value Date,Posting Date,Currency,Amount Received
R1,K1,Sample Contract Ltd,2026-04-10,2026-04-13,EUR,2345.67
R2,K2,Sample Reference Ltd,2026-07-20,2026-07-20,EUR,1000.00
R3,K3,Sample Foreign KK,2026-09-09,2026-09-10,JPY,500001
R4,K4,Sample Desert Trading,2026-06-30,2026-06-30,KWD,250.005
R5,K2,Sample Reference Ltd,2026-10-20,2026-10-20,EUR,55.55
"""
_ALLOCATIONS = """Customer No.,Invoice No.,Receipt No.,Credit Note No.,Kind,Currency,Amount,Applied On,Posting Date
K1,A1,R1,,Cash,EUR,2345.67,2026-04-10,2026-04-13
K1,A2,,A3,Credit,EUR,1200.00,2026-06-25,2026-06-25
K2,B1,R2,,Cash,EUR,1000.00,2026-07-20,2026-07-20
K3,C1,R3,,Cash,JPY,400001,2026-09-09,2026-09-10
K4,D1,R4,,Cash,KWD,250.005,2026-06-30,2026-06-30
K4,D1,,D3,Credit,KWD,60.001,2026-08-20,2026-08-20
"""


def month(name: str, book: Path) -> dict[str, Any]:
    """Make a month's book and give the answer of its refresh."""
    language, currency = MONTHS[name]
    answered("new", book, "--language", language, "--currency", currency)
    for file, kind in _LISTS:
        dated = ("--list-date", AS_OF) if kind == "balances" else ()
        answered("import", book, SAMPLES / name / file, "--as", kind, *dated)
    return answered("refresh", book, "--as-of", AS_OF)


def messy(book: Path, weeks: Mapping[str, str]) -> dict[str, Any]:
    """Make a book of the messy ERP's lists (file -> list date) and give the answer of its refresh as of the last."""
    answered("new", book, "--language", "en", "--currency", "EUR")
    for file, day in weeks.items():
        answered("import", book, SAMPLES / file, "--list-date", day)
    return answered("refresh", book, "--as-of", list(weeks.values())[-1])


def with_interest(book: Path, folder: Path) -> dict[str, Any]:
    """Make a book whose items bear interest: contract rates, a reference series that changes, three currencies.

    Receipts split the slices; credit notes are partly used on invoices; a receipt is posted days after its value.
    """
    answered("new", book, "--language", "en", "--currency", "EUR")
    answered("add", book, "interest")
    lists = {"customers": _CUSTOMERS, "invoices": _INVOICES, "receipts": _RECEIPTS, "allocations": _ALLOCATIONS}
    for kind, text in lists.items():
        file = folder / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        answer = answered("import", book, file, "--as", kind)
        assert answer["problems"] == [], answer["problems"]
    policy = {"Interest": "reference", "Reference series": "House bank", "Margin, points": "8"}
    type_in(book, "Policy", "Setting", {setting: {"Value": value} for setting, value in policy.items()})
    rates = (("2026-01-01", "2.27"), ("2026-07-01", "1.52"), ("2026-09-15", "1.77"))
    type_rows_below(book, "InterestRates", [rate_row(day, rate) for day, rate in rates])
    return answered("refresh", book, "--as-of", AS_OF)


def rate_row(day: str, rate: str) -> dict[str, Any]:
    """Give a row of Interest rates as typed."""
    return {"Series": "House bank", "From": date.fromisoformat(day), "Rate %": Decimal(rate), "Source": "made up"}
