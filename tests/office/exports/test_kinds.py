"""What kind of list a file is, told from its own headings."""

from pathlib import Path

import pytest

from arrears.office.exports.listing import read_listing

SAMPLES = Path(__file__).resolve().parents[3] / "sample_workbooks"
KINDS = {
    "invoices.xlsx": "invoices",
    "receipts.csv": "receipts",
    "allocations.csv": "allocations",
    "customers.csv": "customers",
    "control_accounts.csv": "balances",
}


@pytest.mark.parametrize("month", ["month_en", "month_zh"])
@pytest.mark.parametrize("name", KINDS)
def test_the_lists_of_a_sample_month_are_told_apart(month, name):
    assert read_listing(SAMPLES / month / name, kind=None, currency="EUR").kind == KINDS[name]


@pytest.mark.parametrize(
    "text",
    [
        "收款单号,客户编码,客户名称,收款日期,收款金额\nSK1,C1,甲公司,2026-01-31,5.00\n",
        "客户编码,客户名称,收款日期,币种,收款金额\nC1,甲公司,2026-01-31,CNY,5.00\n",
        "Customer No.,Customer Name,Payment Date,Amount Paid\nC1,Acme,2026-01-31,5.00\n",
    ],
)
def test_amounts_with_dates_are_never_a_list_of_customers(read, text):
    listing = read(text)
    assert listing.kind == "receipts"
    assert listing.column("amount") == [5]


def test_customers_with_days_of_their_own_and_limits_are_customers(read):
    listing = read("Customer No.,Customer Name,Credit Limit,Hold until\nC1,Acme,5000,2026-01-31\n")
    assert listing.kind == "customers"


def test_allocations_say_their_kind_in_their_own_words(read):
    kinds = ("Discount", "现金折扣", "Skonto", "Write-off", "Bank Charges", "Zahlung", "Unheard-of", "")
    rows = "".join(f"C1,RE-1,R1,{kind},5.00,2026-01-31\n" for kind in kinds)
    listing = read(f"Customer No.,Invoice No.,Receipt No.,Kind,Applied Amount,Applied On\n{rows}")
    assert listing.kind == "allocations"
    assert list(listing.column("kind")) == [
        "discount", "discount", "discount", "write-off", "bank charge", "cash", "Unheard-of", None,
    ]  # fmt: skip


def test_the_day_of_delivery_acceptance_and_receipt_of_an_invoice_are_read(read):
    listing = read(
        "客户编码,单据号,单据日期,币种,应收金额,交货日期,验收日期,收票日期\nC1,RE-1,2026-01-31,CNY,5.00,2026-02-01,2026-02-03,2026-02-04\n"
    )
    days = [listing.column(key)[0] for key in ("delivery_date", "acceptance_date", "invoice_received")]
    assert [day.isoformat() for day in days] == ["2026-02-01", "2026-02-03", "2026-02-04"]
