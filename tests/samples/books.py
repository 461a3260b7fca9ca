"""The sample books, made with the commands that a user would type."""

from collections.abc import Mapping, Sequence
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


_TERMS = """Customer No.,Customer Name,Terms
K1,Sample Works Ltd,3/10 2/20 n/60
K2,Sample Bau GmbH,"14 Tage 2% Skonto, 30 Tage netto"
K3,Sample Foreign KK,2/10 net 30
"""
_DISCOUNTED = """Customer No.,Customer Name,Document Type,Invoice No.,Invoice Date,Currency,Amount,Net,VAT
K1,Sample Works Ltd,Invoice,A1,2026-10-01,EUR,1190.00,1000.00,190.00
K1,Sample Works Ltd,Invoice,A2,2026-10-25,EUR,2380.00,2000.00,380.00
K1,Sample Works Ltd,Invoice,A3,2026-09-01,EUR,595.00,500.00,95.00
K2,Sample Bau GmbH,Invoice,B1,2026-10-05,EUR,1190.00,1000.00,190.00
K2,Sample Bau GmbH,Invoice,B2,2026-10-20,EUR,5950.00,5000.00,950.00
K3,Sample Foreign KK,Invoice,C1,2026-10-28,JPY,500001,,
"""
_PAID = """Customer No.,Invoice No.,Kind,Currency,Amount,Applied On,Posting Date
K1,A1,Cash,EUR,1154.30,2026-10-16,2026-10-16
K1,A1,Discount,EUR,35.70,2026-10-16,2026-10-16
K1,A3,Cash,EUR,577.15,2026-10-01,2026-10-01
K1,A3,Discount,EUR,17.85,2026-10-01,2026-10-01
K2,B1,Cash,EUR,1166.20,2026-10-29,2026-10-29
K2,B2,Cash,EUR,1000.00,2026-10-28,2026-10-28
"""


def with_discounts(book: Path, folder: Path) -> dict[str, Any]:
    """Make a book of discounts: still open, earned by a part payment, taken late, taken too large."""
    answered("new", book, "--language", "zh", "--currency", "EUR")
    for kind, text in (("customers", _TERMS), ("invoices", _DISCOUNTED), ("allocations", _PAID)):
        file = folder / f"discounts_{kind}.csv"
        file.write_text(text, encoding="utf-8")
        answered("import", book, file, "--as", kind)
    return answered("refresh", book, "--as-of", AS_OF)


def rate_row(day: str, rate: str) -> dict[str, Any]:
    """Give a row of Interest rates as typed."""
    return {"Series": "House bank", "From": date.fromisoformat(day), "Rate %": Decimal(rate), "Source": "made up"}


CLAUSES: Mapping[str, Mapping[str, str]] = {
    "monthly": {"Compounding": "monthly"},
    "yearly": {"Compounding": "yearly", "Day count": "act/act"},
    "thirty": {"Compounding": "30 days", "Day count": "act/360", "Most interest": "700"},
    "interest_first": {"Order of payment": "interest first", "Day of payment": "not counted"},
    "first_and_monthly": {"Order of payment": "interest first", "Compounding": "monthly"},
    "by_the_day": {"Rounding": "daily amount", "Minimum interest": "5"},
    "by_slice": {"Rounding": "slice", "Day count": "30/360", "Interest on": "net"},
}
"""Books of contract interest at 11.5 % -> what else the contract says."""
_LATE_DEBTS = (
    ("2024-11-04", "2024-12-04", "12345.67"), ("2025-01-15", "2025-02-14", "999.99"),
    ("2025-03-30", "2025-05-31", "10000.00"), ("2025-11-30", "2025-12-31", "77.77"),
)  # fmt: skip
_LATE_PAYMENTS = (("2025-03-19", "4000.00", 0), ("2025-07-01", "333.33", 1), ("2025-12-31", "10000.00", 2))


def with_regimes(book: Path, folder: Path, regimes: Sequence[str], settings: Mapping[str, str]) -> dict[str, Any]:
    """Make a book in which each customer follows a regime; four debts each, paid in part, late, or not at all.

    Interest is charged once in the middle, and its fixed sums with it; the rest is to charge.
    """
    answered("new", book, "--language", "en", "--currency", "EUR")
    answered("add", book, "interest")
    lists = {
        "customers": ["Customer No.,Customer Name,Interest regime", *(f"{one},{one} Ltd,{one}" for one in regimes)],
        "invoices": ["Customer No.,Invoice No.,Invoice Date,Due Date,Currency,Amount,Net,VAT"],
        "receipts": ["Receipt No.,Customer No.,Value Date,Currency,Amount Received"],
        "allocations": ["Customer No.,Invoice No.,Receipt No.,Kind,Currency,Amount,Applied On,Posting Date"],
    }
    for one in regimes:
        currency = _CURRENCY.get(one[:2], "EUR")
        for n, (dated, due, amount) in enumerate(_LATE_DEBTS):
            net = round(Decimal(amount) / Decimal("1.13"), 2)
            vat = Decimal(amount) - net
            lists["invoices"].append(f"{one},{one}-{n},{dated},{due},{currency},{amount},{net},{vat}")
        for n, (day, amount, item) in enumerate(_LATE_PAYMENTS):
            money = f"{currency},{amount}"
            lists["receipts"].append(f"R{one}{n},{one},{day},{money}")
            lists["allocations"].append(f"{one},{one}-{item},R{one}{n},Cash,{money},{day},{day}")
    for kind, rows in lists.items():
        file = folder / f"{book.stem}_{kind}.csv"
        file.write_text("\n".join(rows), encoding="utf-8")
        answer = answered("import", book, file, "--as", kind)
        assert answer["problems"] == [], answer["problems"]
    type_in(book, "Policy", "Setting", {setting: {"Value": value} for setting, value in settings.items()})
    answered("charge", book, "--as-of", "2025-09-30")
    return answered("refresh", book, "--as-of", "2026-01-31")


_CURRENCY = {"gb": "GBP", "cn": "CNY", "us": "USD", "in": "INR"}

_CLOSED = """Customer No.,Customer Name,Document Type,Invoice No.,Invoice Date,Posting Date,Due Date,Currency,Amount
K1,Sample Works Ltd,Invoice,A-0001,2026-08-20,2026-08-20,2026-09-19,EUR,12000.00
K1,Sample Works Ltd,Invoice,A-0002,2026-10-05,2026-10-05,2026-11-04,EUR,8400.50
K1,Sample Works Ltd,Credit Note,A-0003,2026-10-10,2026-10-10,2026-10-10,EUR,-400.50
K2,Sample Bau GmbH,Invoice,B-0001,2026-09-15,2026-09-15,2026-10-15,EUR,5000.00
K2,Sample Bau GmbH,Invoice,B-0002,2026-10-31,2026-11-02,2026-11-30,EUR,777.77
K2,Sample Bau GmbH,Invoice,B2,2026-10-31,2026-10-31,2026-11-30,EUR,777.77
K3,Sample Foreign KK,Invoice,C-0001,2026-09-01,2026-09-01,2026-09-30,JPY,500000
K3,Sample Foreign KK,Invoice,C-0002,2026-10-12,2026-10-12,2026-11-11,JPY,250000
K4,Sample Desert Trading,Invoice,D-0001,2026-10-03,2026-10-03,2026-11-02,KWD,100.125
"""
_CLOSED_RECEIPTS = """Receipt No.,Customer No.,Value Date,Posting Date,Currency,Amount Received
R1,K1,2026-10-20,2026-10-20,EUR,11700.00
R2,K2,2026-10-25,2026-10-25,EUR,5000.00
R3,K2,2026-10-28,2026-10-28,EUR,-5000.00
R4,K3,2026-10-30,2026-10-30,JPY,500001
"""
_CLOSED_USES = """Customer No.,Invoice No.,Receipt No.,Credit Note No.,Kind,Currency,Amount,Applied On,Posting Date
K1,A-0001,R1,,Cash,EUR,11700.00,2026-10-20,2026-10-20
K1,A-0001,,,Discount,EUR,240.00,2026-10-20,2026-10-20
K1,A-0001,,,Write-off,EUR,60.00,2026-10-21,2026-10-21
K1,A-0002,,A-0003,Credit,EUR,400.50,2026-10-21,2026-10-21
K3,C-0001,R4,,Cash,JPY,500000,2026-10-30,2026-10-30
"""
SALES_LIST = """Customer No.,Customer Name,Document Type,Invoice No.,Invoice Date,Currency,Amount
K1,Sample Works Ltd,Invoice,A2,2026-10-05,EUR,8400.05
K1,Sample Works Ltd,Credit Note,A-0003,2026-10-10,EUR,-400.50
K2,Sample Bau GmbH,Invoice,B-0002,2026-10-31,EUR,777.77
K3,Sample Foreign KK,Invoice,C-0002,2026-10-12,JPY,250000
K4,Sample Desert Trading,Invoice,D-0009,2026-10-03,KWD,100.125
K4,Sample Desert Trading,Invoice,D-0077,2026-10-30,KWD,9.999
"""


def with_tie_out(book: Path, folder: Path) -> dict[str, Any]:
    """Make a book with control accounts in three currencies, a cent and a yen that nothing explains, and sales' list.

    A journal of 50.00 stands on the account alone, as a person entered it. Gives the answer of the tie-out.
    """
    answered("new", book, "--language", "en", "--currency", "EUR")
    lists = {"invoices": _CLOSED, "receipts": _CLOSED_RECEIPTS, "allocations": _CLOSED_USES}
    for kind, text in {**lists, "sales": SALES_LIST}.items():
        file = folder / f"{book.stem}_{kind}.csv"
        file.write_text(text, encoding="utf-8")
        if kind in lists:
            answered("import", book, file, "--as", kind)
    answered("add", book, "tie-out")
    balances = {"EUR": "13827.76", "JPY": "249998", "KWD": "100.125"}
    day = date.fromisoformat(AS_OF)
    type_rows_below(book, "ControlAccounts", [
        {"Account": "1200", "Currency": code, "Balance date": day, "Balance": Decimal(amount)}
        for code, amount in balances.items()
    ])  # fmt: skip
    journal = {"Cause": "Manual journal on the account", "Since": day, "Open items over account": Decimal("-50")}
    type_rows_below(book, "Differences", [{"Account": "1200", "Currency": "EUR", **journal}])
    return answered("tie-out", book, "--as-of", AS_OF, "--sales", file)
