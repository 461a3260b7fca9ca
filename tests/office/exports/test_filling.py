"""Customers and vouchers written once for several rows."""

import pytest

from arrears.office.exports.groups import code_and_name


def test_a_customer_on_the_first_line_of_its_group_is_filled_down_and_said(read):
    listing = read(
        "Customer No.,Customer Name,Document No.,Document Date,Remaining Amount\n"
        "10,Acme,1,2026-01-05,5\n,,2,2026-01-06,6\n,,3,2026-01-07,7\n"
        "20,Bolt,4,2026-01-08,8\n,,5,2026-01-09,9\n"
    )
    assert listing.column("customer") == ["10", "10", "10", "20", "20"]
    assert listing.column("name")[4] == "Bolt"
    assert any("3 rows below were filled" in note for note in listing.notes)


def test_one_missing_customer_in_a_full_list_is_a_problem_not_filled(read):
    rows = "".join(f"10,{n},2026-01-05,5\n" for n in range(8))
    listing = read(f"Customer No.,Document No.,Document Date,Remaining Amount\n{rows},99,2026-01-05,5\n")
    assert len(listing) == 8
    problem = next(p for p in listing.problems if p.name == "row-incomplete")
    assert (problem.where.row, problem.where.cell, problem.amount) == (10, "A10", 5)
    assert [row.row for row in listing.left_out] == [10]


def test_nothing_is_carried_over_a_subtotal(read):
    listing = read(
        "客户,单据号,单据日期,未收金额\n甲,1,2026-01-05,5\n,2,2026-01-06,6\n小计,,,11\n,3,2026-01-07,7\n乙,4,2026-01-07,7\n,5,2026-01-07,7\n"
    )
    assert listing.column("customer") == ["甲", "甲", "乙", "乙"]
    assert [p.where.row for p in listing.problems if p.name == "row-incomplete"] == [5]


def test_a_voucher_journal_dated_on_its_first_lines_is_filled_down(read):
    listing = read(
        "日期,会计期间,凭证字号,摘要,科目代码,客户,借方,贷方\n"
        "2020-05-01,2020.5,记 - 1,销售,1122.01,甲,113.00,0\n,,,销售,1122.01,乙,0,13.00\n"
        "2020-05-02,2020.5,记 - 2,收款,1002.10,丙,50,0\n,,,收款,1122.01,甲,0,50\n合计,,,,,,163.00,63.00\n",
        kind="ledger",
    )
    assert [str(d) for d in listing.column("document_date")] == ["2020-05-01", "2020-05-01", "2020-05-02", "2020-05-02"]
    assert listing.column("document_no") == ["记 - 1", "记 - 1", "记 - 2", "记 - 2"]
    assert [str(a) for a in listing.column("amount")] == ["113.00", "-13.00", "50", "-50"]
    assert not listing.problems


def test_a_labelled_heading_gives_number_and_name(read):
    listing = read(
        "Invoice,Invoice Date,Amount\nCustomer: 10023 Acme Ltd,,\n1,2026-01-31,5\n2,2026-01-31,6\n"
        "Customer: 10024 Bolt GmbH,,\n3,2026-01-31,7\n"
    )
    assert listing.column("customer") == ["10023", "10023", "10024"]
    assert listing.column("name") == ["Acme Ltd", "Acme Ltd", "Bolt GmbH"]


def test_a_name_that_begins_with_a_digit_is_no_number():
    assert code_and_name("3M Deutschland") == ("3M Deutschland", "3M Deutschland")


def test_a_row_with_a_name_but_no_number_takes_the_number_of_that_name(read):
    customers = ("10", "10", "", "10", "10", "10")
    rows = "".join(f"{customer},Acme,{number},2026-01-31,5\n" for number, customer in enumerate(customers))
    listing = read("Customer No.,Customer Name,Invoice,Date,Amount\n" + rows)
    assert listing.column("customer") == ["10"] * 6
    assert [p.name for p in listing.problems] == ["customer-number-missing"]


@pytest.mark.parametrize(
    "customers",
    [["C1", "C2", "", "C4"], ["C1", "C2", "C3", "", "", "C4"], ["C1", "", "C1", "", ""], ["C1", ""]],
    ids=["one of four", "two in a run", "a value again", "one below one"],
)
def test_blank_customers_are_not_filled_unless_the_list_is_evidently_grouped(read, customers):
    rows = "".join(f"{customer},{n},2026-01-05,{n}.00\n" for n, customer in enumerate(customers, start=1))
    listing = read(f"Customer No.,Document No.,Document Date,Remaining Amount\n{rows}")
    blank = [n for n, customer in enumerate(customers, start=1) if not customer]
    assert listing.column("customer") == [customer for customer in customers if customer]
    assert [(p.name, p.where.cell, p.amount) for p in listing.problems] == [
        ("row-incomplete", f"A{n + 1}", n) for n in blank
    ]
    assert [row.amount for row in listing.left_out] == blank


def test_an_instalment_written_as_one_of_several_is_its_number(read):
    listing = read(
        "Customer No.,Document No.,Document Date,Due Date,Instalment,Remaining Amount\n"
        "10,1,2026-01-05,2026-02-05,1/3,5\n10,1,2026-01-05,2026-03-05,2 of 3,6\n10,1,2026-01-05,2026-04-05,3,7\n"
    )
    assert listing.column("instalment") == [1, 2, 3]
