"""One sign for every amount, and what kind each row is."""

from decimal import Decimal

import pytest

HEAD = "Customer,Invoice,Date,Type,Amount\n"


@pytest.mark.parametrize("credit", ["Credit Memo", "Credit note", "贷项通知单", "Gutschrift", "Avoir", "Dobropis"])
def test_a_credit_note_is_negative_whatever_the_list_prints(read, credit):
    for printed in ("-40", "40", "(40.00)", "40-", "40 Cr"):
        listing = read(f"{HEAD}A,1,2026-01-31,Invoice,100\nA,2,2026-01-31,{credit},{printed}\n")
        assert listing.column("amount") == [100, -40]
        assert listing.column("kind") == ["invoice", "credit note"]


def test_payments_are_on_account_in_a_list_of_open_items_and_receipts_elsewhere(read):
    text = f"{HEAD}A,1,2026-01-31,Invoice,100\nA,2,2026-01-31,Payment,30\n"
    assert read(text, kind="open-items").column("kind") == ["invoice", "on-account"]
    assert read(text, kind="invoices").column("kind") == ["invoice", "receipt"]
    assert read(text, kind="invoices").column("amount") == [100, -30]


def test_a_negative_row_without_a_type_is_a_credit_note(read):
    listing = read("Customer,Invoice,Date,Amount\nA,1,2026-01-31,100\nA,2,2026-01-31,-7\n")
    assert listing.column("kind") == ["invoice", "credit note"]


def test_debit_and_credit_columns_become_one_signed_amount(read):
    listing = read(
        "客户,单据号,日期,摘要,借方,贷方\n甲,1,2026-01-31,销售,113.00,\n甲,2,2026-01-31,收款,,50.00\n"
        "甲,3,2026-01-31,退货冲红,-13.00,\n甲,4,2026-01-31,红字发票,,6.00\n甲,5,2026-01-31,往来,,1.00\n"
    )
    assert listing.kind == "ledger"
    assert listing.column("amount") == [
        Decimal("113.00"),
        Decimal("-50.00"),
        Decimal("-13.00"),
        Decimal("-6.00"),
        Decimal("-1.00"),
    ]
    assert listing.column("kind") == ["invoice", "receipt", "credit note", "red invoice", "receipt"]
    assert "1 credit postings name no type and are taken as receipts." in listing.notes


def test_a_direction_column_signs_unsigned_amounts(read):
    listing = read("客户,单据号,日期,方向,金额\n甲,1,2026-01-31,借,100\n甲,2,2026-01-31,贷,30\n甲,3,2026-01-31,借,-5\n")
    assert listing.column("amount") == [100, -30, -5]


def test_amounts_already_signed_are_left_alone_by_the_direction_column(read):
    listing = read(
        "Konto;Beleg;Datum;S/H;Betrag\n1;1;31.01.2026;S;100,00\n1;2;31.01.2026;H;-30,00\n1;3;31.01.2026;H;-5,00\n"
    )
    assert listing.column("amount") == [100, -30, -5]
    assert not any("debit/credit column" in note for note in listing.notes)
