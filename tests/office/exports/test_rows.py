"""What rows are: items, headings of groups, totals, repeated headers, remarks."""

from datetime import date
from decimal import Decimal

from arrears.runs.ports import Listing

QBO = """Sunny Gardens Ltd
A/R Aging Detail
As of April 3, 2021

,Date,Transaction type,Num,Due date,Amount,Open balance
Acme Works,,,,,,
,03/25/2021,Invoice,1001,04/24/2021,=1499.50,=1499.50
,03/28/2021,Payment,88,,=-200,=-200
   Site Two,,,,,,
,03/29/2021,Invoice,1002,04/28/2021,"1,000.00","1,000.00"
Total for    Site Two,,,,,"1,000.00","1,000.00"
Total for Acme Works,,,,,"2,299.50","2,299.50"
Total Energies SE,,,,,,
,03/30/2021,Credit Memo,1003,03/30/2021,-50.00,-50.00
Total for Total Energies SE,,,,,-50.00,-50.00
TOTAL,,,,,"2,249.50","2,249.50"

"Saturday, Apr 03, 2021 07:12:44 AM GMT-7 - Accrual Basis"
"""


def told(listing: Listing) -> list[tuple[int, str]]:
    return [(row.row, row.reason.split(":")[0]) for row in listing.left_out]


def test_customers_as_headings_above_their_rows_are_given_to_each_row(read):
    listing = read(QBO)
    assert listing.kind == "open-items"
    assert listing.column("customer") == ["Acme Works", "Acme Works", "Acme Works:Site Two", "Total Energies SE"]
    assert listing.column("remaining") == [Decimal("1499.50"), Decimal(-200), Decimal("1000.00"), Decimal("-50.00")]
    assert listing.column("kind") == ["invoice", "on-account", "invoice", "credit note"]
    assert listing.column("document_date")[0] == date(2021, 3, 25)
    assert listing.header_row == 5


def test_totals_and_footers_are_left_out_and_every_row_is_accounted_for(read):
    listing = read(QBO)
    assert told(listing) == [
        (6, "heading of a group"),
        (9, "heading of a group"),
        (11, "subtotal"),
        (12, "subtotal"),
        (13, "heading of a group"),
        (15, "subtotal"),
        (16, "total of the list"),
        (18, "remark"),
    ]
    assert listing.printed_totals["remaining"] == Decimal("2249.50")
    assert not listing.problems


def test_a_customer_whose_name_begins_with_total_is_an_item(read):
    listing = read("Customer,Invoice,Date,Amount\nTotal Energies SE,1,2026-01-31,5\nAcme,2,2026-01-31,6\nTotal,,,11\n")
    assert listing.column("customer") == ["Total Energies SE", "Acme"]
    assert told(listing) == [(4, "total of the list")]


def test_repeated_headers_are_skipped_and_said(read):
    head = "客户编码,客户名称,单据号,单据日期,金额\n"
    text = f"{head}C1,甲,A1,2026-01-31,5\n{head}C2,乙,A2,2026-01-31,6\n"
    listing = read(text)
    assert len(listing) == 2
    assert told(listing) == [(3, "headings repeated")]


def test_opening_monthly_and_yearly_sums_of_a_chinese_ledger_are_never_items(read):
    listing = read(
        "日期,凭证号,客户名称,摘要,借方,贷方,方向,余额\n"
        "2026-01-01,,甲公司,期初余额,,,借,100.00\n"
        "2026-01-05,记-1,甲公司,销售,50.00,,借,150.00\n"
        "2026-01-20,记-9,甲公司,收款,,30.00,借,120.00\n"
        "2026-01-31,,甲公司,本月合计,50.00,30.00,借,120.00\n"
        "2026-01-31,,甲公司,本年累计,50.00,30.00,借,120.00\n",
        kind="ledger",
    )
    assert listing.column("amount") == [Decimal("50.00"), Decimal("-30.00")]
    assert [row for row, _ in told(listing)] == [2, 5, 6]
    assert not listing.problems


def test_a_printed_total_that_differs_is_a_problem_with_its_cell(read):
    listing = read("Customer,Invoice,Date,Amount\nA,1,2026-01-31,5\nB,2,2026-01-31,6\nGrand total,,,12.50\n")
    problem = next(p for p in listing.problems if p.name == "total-differs")
    assert dict(problem.values) == {"column": "Amount", "printed": "12.50", "read": "11", "difference": "1.50"}
    assert (problem.where.row, problem.where.cell) == (4, "D4")


def test_a_last_row_of_figures_alone_is_the_total(read):
    listing = read("Customer,Invoice,Date,Amount\nA,1,2026-01-31,5\nB,2,2026-01-31,6\n,,,11\n")
    assert told(listing) == [(4, "amounts without customer, document or date")]
    assert listing.printed_totals["amount"] == 11
    assert not listing.problems


def test_rows_read_and_left_out_are_all_rows_with_anything_in_them(read):
    listing = read(QBO)
    filled = sum(bool(line.strip(",")) for line in QBO.splitlines()[5:])
    assert len(listing) + len(listing.left_out) == filled


def test_a_total_per_group_and_one_for_the_list_are_told_apart(read):
    listing = read(
        "客户,单据号,单据日期,未收金额\n甲,1,2026-01-31,5\n甲,2,2026-01-31,6\n小计,,,11\n乙,3,2026-01-31,7\n小计,,,7\n合计,,,18\n"
    )
    assert listing.printed_totals == {"remaining": Decimal(18)}
    assert len(listing) == 3
    assert not listing.problems


def test_a_figure_alone_inside_the_list_is_a_problem_unless_it_sums_what_is_above(read):
    head = "Customer,Invoice,Date,Amount\nA,1,2026-01-31,5\nA,2,2026-01-31,6\n"
    assert not read(f"{head},,,11\nB,3,2026-01-31,7\nGrand total,,,18\n").problems
    listing = read(f"{head},,,12\nB,3,2026-01-31,7\nGrand total,,,18\n")
    assert [(p.name, p.where.cell, p.amount) for p in listing.problems] == [("figure-alone", "D4", 12)]


def test_totals_of_an_open_amount_called_balance_name_its_cells(read):
    head = "Customer,Invoice,Date,Balance\nA,1,2026-01-31,5\nA,2,2026-01-31,6\n"
    listing = read(f"{head},,,12\nB,3,2026-01-31,7\nGrand total,,,19\n", kind="open-items")
    assert [(p.name, p.where.cell) for p in listing.problems] == [("total-differs", "D6"), ("figure-alone", "D4")]
    assert listing.printed_totals["remaining"] == 19


DATED = "Customer,Invoice Number,Invoice Date,Due Date,Open Amount\n"


def test_a_document_with_its_dates_is_an_item_though_it_is_called_balance_forward(read):
    listing = read(f"{DATED}A,1,2026-01-01,2026-01-31,5\nA,Balance forward,2026-01-01,2026-01-31,2\n")
    assert listing.column("amount") == [5, 2]
    assert listing.column("document_no") == ["1", "Balance forward"]
    assert not listing.left_out


def test_a_balance_forward_without_a_due_date_is_carried_over(read):
    listing = read(f"{DATED}A,1,2026-01-01,2026-01-31,5\nA,Balance forward,2026-01-01,,2\n")
    assert listing.column("amount") == [5]
    assert [row for row, _ in told(listing)] == [3]
