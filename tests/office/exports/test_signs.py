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


RECEIPTS = "Receipt No,Customer,Date,Currency,Amount\n"


def receipts(*amounts):
    return RECEIPTS + "".join(f"{n},A,2026-01-0{n},EUR,{amount}\n" for n, amount in enumerate(amounts, start=1))


def test_receipts_all_negative_are_turned_and_that_is_said(read):
    listing = read(receipts("-300", "-100"), kind="receipts")
    assert listing.column("amount") == [300, 100]
    assert "2 receipts written as negative are taken as positive." in listing.notes


def test_negative_receipts_beside_a_positive_one_are_returned_payments_however_many(read):
    listing = read(receipts("300", "-300", "-100"), kind="receipts")
    assert listing.column("amount") == [300, -300, -100]
    assert "2 negative receipts are taken as returned payments." in listing.notes


def test_receipts_on_the_credit_side_are_positive_and_their_reversals_negative(read):
    listing = read(
        "Receipt No,Customer,Date,Debit,Credit\n1,A,2026-01-05,,300\n2,A,2026-01-06,,200\n3,A,2026-01-07,300,\n",
        kind="receipts",
    )
    assert listing.column("amount") == [300, 200, -300]


DIRECTED = "客户,单据号,日期,方向,金额\n"
PLAIN = "Customer,Invoice,Date,Amount\n"


def test_a_red_entry_on_the_credit_side_is_a_debit(read):
    listing = read(f"{DIRECTED}甲,1,2026-01-31,借,900\n甲,2,2026-01-31,贷,300\n甲,3,2026-01-31,贷,-50\n")
    assert listing.column("amount") == [900, -300, 50]
    assert listing.column("kind") == ["invoice", "credit note", "invoice"]
    assert any("1 negative figures on the credit side" in note for note in listing.notes)


def test_red_entries_outnumbering_the_others_are_still_debits(read):
    listing = read(f"{DIRECTED}甲,1,2026-01-31,贷,300\n甲,2,2026-01-31,贷,-50\n甲,3,2026-01-31,贷,-60\n")
    assert listing.column("amount") == [-300, 50, 60]


def test_a_negative_figure_beside_cr_is_a_credit_reversed(read):
    text = f"{PLAIN}A,1,2026-01-31,900.00 Dr\nA,2,2026-01-31,300.00 Cr\nA,3,2026-01-31,-50.00 Cr\n"
    assert sum(read(text).column("amount")) == 650


def test_credits_all_written_negative_beside_cr_are_credits(read):
    text = f"{PLAIN}A,1,2026-01-31,900.00 Dr\nA,2,2026-01-31,(300.00) Cr\nA,3,2026-01-31,-50.00 Cr\n"
    assert read(text).column("amount") == [900, -300, -50]


def test_a_credit_reversed_is_a_debit_note_whatever_its_type_says(read):
    head = "Customer,Invoice,Date,Type,Amount\n"
    text = f"{head}A,1,2026-01-31,Credit Memo,300.00 Cr\nA,2,2026-01-31,Credit Memo,-50.00 Cr\n"
    listing = read(text)
    assert listing.column("amount") == [-300, 50]
    assert listing.column("kind") == ["credit note", "debit note"]


def test_the_direction_of_a_running_balance_does_not_turn_debits_and_credits(read):
    listing = read(
        "日期,凭证号,客户名称,摘要,借方,贷方,方向,余额\n"
        "2026-01-02,记-1,甲,收款,,80.00,贷,80.00\n2026-01-05,记-2,甲,销售,50.00,,贷,30.00\n"
        "2026-01-09,记-3,甲,收款,,-10.00,贷,20.00\n",
        kind="ledger",
    )
    assert listing.column("amount") == [-80, 50, 10]


def test_a_red_credit_posting_of_a_credit_note_is_a_debit_note(read):
    listing = read(
        "Customer,Invoice,Date,Type,Debit,Credit\nA,1,2026-01-31,Credit Memo,,300\nA,2,2026-01-31,Credit Memo,,-50\n"
    )
    assert listing.column("amount") == [-300, 50]
    assert listing.column("kind") == ["credit note", "debit note"]
