"""Exports of the systems that accountants use, each as its system writes it."""

from datetime import date
from decimal import Decimal


def test_sap_line_items_in_german(read):
    listing = read(
        "Konto;Zuordnung;Belegnummer;Belegart;Belegdatum;Nettofälligkeit;"
        "S/H;Betrag in Belegwährung;Belegwährung;Betrag in Hauswährung;Text\n"
        "100045;PO-7;1800000123;RV;03.02.2026;05.03.2026;S;1.190,00;USD;1.000,00;Lieferung\n"
        "100045;;1600000007;DG;10.02.2026;10.02.2026;H;119,00-;USD;100,00-;Gutschrift\n"
        "100045;;1400000009;DZ;12.02.2026;12.02.2026;H;50,00-;USD;42,00-;Zahlung\n"
        "*;;;;;;;1.021,00;USD;858,00;\n",
        encoding="cp1252",
        kind="open-items",
    )
    assert listing.mapping["customer"] == "Konto"
    assert listing.mapping["amount"] == "Betrag in Belegwährung"
    assert listing.mapping["local_amount"] == "Betrag in Hauswährung"
    assert listing.column("kind") == ["invoice", "credit note", "on-account"]
    assert listing.column("amount") == [Decimal("1190.00"), Decimal("-119.00"), Decimal("-50.00")]
    assert listing.column("base_amount") == [Decimal("1000.00"), Decimal("-100.00"), Decimal("-42.00")]
    assert listing.column("currency") == ["USD"] * 3
    assert listing.column("due_date")[0] == date(2026, 3, 5)
    assert "The headings are those of SAP." in listing.notes


def test_sap_amounts_without_signs_take_them_from_the_debit_credit_column(read):
    listing = read(
        "Customer,Document Number,Document Type,Document Date,Net Due Date,Debit/Credit Ind.,Amount in Local Currency\n"
        "1,10,RV,2026-01-31,2026-02-28,S,100\n1,11,DZ,2026-01-31,2026-02-28,H,40\n1,12,RV,2026-01-31,2026-02-28,S,7\n",
        kind="ledger",
    )
    assert listing.column("amount") == [100, -40, 7]
    assert listing.column("kind") == ["invoice", "receipt", "invoice"]


def test_business_central_ledger_entries(read):
    listing = read(
        "Posting Date,Document Type,Document No.,Customer No.,Customer Name,Description,"
        "Currency Code,Original Amount,Remaining Amount,Remaining Amt. (LCY),Due Date,External Document No.,Open\n"
        "2026-01-31,Invoice,103001,10000,Adatum,Order 1,,100.00,60.00,60.00,2026-02-28,EXT1,Yes\n"
        "2026-01-31,Credit Memo,104001,10000,Adatum,Return,USD,-20.00,-20.00,-18.00,2026-02-28,,Yes\n"
        "2026-01-31,Payment,P1,10000,Adatum,Bank,,-5.00,-5.00,-5.00,,,Yes\n",
        currency="GBP",
    )
    assert listing.kind == "open-items"
    assert listing.mapping["remaining"] == "Remaining Amount"
    assert listing.column("local_remaining") == [Decimal("60.00"), Decimal("-18.00"), Decimal("-5.00")]
    assert listing.column("currency") == ["GBP", "USD", "GBP"]
    assert listing.column("kind") == ["invoice", "credit note", "on-account"]
    assert listing.column("gross")[0] == Decimal("100.00")


def test_xero_invoices_with_unsigned_credit_notes(read):
    listing = read(
        "ContactName,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,Currency,Type\n"
        "Ridgeway,INV-0001,R1,23/01/2026,22/02/2026,115.00,15.00,0,115.00,NZD,Sales invoice\n"
        "Ridgeway,CN-0002,,24/01/2026,24/01/2026,15.00,0,0,15.00,NZD,Sales credit note\n"
    )
    assert listing.kind == "open-items"
    assert listing.column("remaining") == [Decimal("115.00"), Decimal("-15.00")]
    assert listing.column("gross") == [Decimal("115.00"), Decimal("-15.00")]
    assert listing.column("kind") == ["invoice", "credit note"]
    assert listing.column("customer") == ["Ridgeway", "Ridgeway"]
    assert any("credit notes and payments written as positive" in note for note in listing.notes)


def test_datev_open_items_with_debit_and_credit_columns(read):
    listing = read(
        "Konto;Kontobezeichnung;Rechnungs-Nr.;Datum;Fälligkeit;Betrag Soll;Betrag Haben;Saldo;S/H\n"
        "10001;Müller GmbH;RE-1;15.01.2026;14.02.2026;1.190,00;;1.190,00;S\n"
        "10001;Müller GmbH;RE-2;20.01.2026;19.02.2026;;190,00;190,00;H\n"
        "10002;Schütz KG;RE-3;21.01.2026;20.02.2026;595,00;;595,00;S\n"
        "Summe;;;;;1.785,00;190,00;;\n",
        encoding="cp1252",
        kind="open-items",
    )
    assert listing.column("customer") == ["10001", "10001", "10002"]
    assert listing.column("name")[0] == "Müller GmbH"
    assert listing.column("remaining") == [Decimal("1190.00"), Decimal("-190.00"), Decimal("595.00")]
    assert listing.column("amount") == [Decimal("1190.00"), Decimal("-190.00"), Decimal("595.00")]
    assert listing.printed_totals == {
        "debit": Decimal("1785.00"),
        "credit_amount": Decimal("190.00"),
        "amount": Decimal("1595.00"),
    }
    assert not listing.problems


def test_yonyou_open_items_in_gb18030(read):
    listing = read(
        "应收明细表\n单位：某某有限公司,,,,,,,,\n"
        "客户编码,客户名称,单据类型,单据编号,单据日期,到期日,币种,原币金额,原币余额,本币余额\n"
        '01001,甲公司,销售专用发票,XS001,2026-01-15,2026-02-14,人民币,"11,300.00","1,300.00","1,300.00"\n'
        "01001,甲公司,收款单,SK002,2026-01-20,2026-01-20,人民币,500.00,500.00,500.00\n"
        "01002,乙公司,红字销售专用发票,XS003,2026年1月21日,2026-02-20,人民币,-113.00,-113.00,-113.00\n"
        '合计,,,,,,,,"1,687.00","1,687.00"\n',
        encoding="gb18030",
    )
    assert listing.kind == "open-items"
    assert listing.header_row == 3
    assert listing.column("customer") == ["01001", "01001", "01002"]
    assert listing.column("kind") == ["invoice", "on-account", "red invoice"]
    assert listing.column("remaining") == [Decimal("1300.00"), Decimal("-500.00"), Decimal("-113.00")]
    assert listing.column("currency") == ["CNY"] * 3
    assert listing.column("gross")[0] == Decimal("11300.00")


def test_yonyou_ledger_under_double_headings(read_book):
    listing = read_book(
        {
            "应收明细账": [
                [
                    "日期",
                    "凭证号",
                    "客户编码",
                    "客户",
                    "摘要",
                    "币种",
                    "本期应收",
                    None,
                    "本期收回",
                    None,
                    "余额",
                    None,
                ],
                [None, None, None, None, None, None, "原币", "本币", "原币", "本币", "原币", "本币"],
                ["2026-01-01", None, "01", "甲", "期初余额", "人民币", None, None, None, None, 100, 100],
                ["2026-01-05", "记-1", "01", "甲", "销售", "人民币", 50, 50, None, None, 150, 150],
                ["2026-01-09", "记-2", "01", "甲", "收款", "人民币", None, None, 30, 30, 120, 120],
                [None, None, None, None, "合计", None, 50, 50, 30, 30, 120, 120],
            ]
        },
        kind="ledger",
    )
    assert listing.header_row == 2
    assert listing.mapping["debit"] == "本期应收 本币"
    assert listing.column("amount") == [50, -30]
    assert listing.column("customer") == ["01", "01"]
    assert not [p for p in listing.problems if p.name == "total-differs"]


def test_kingdee_receivables(read):
    listing = read(
        "往来单位类型,往来单位,单据类型,单据编号,业务日期,到期日,币别,价税合计,已结算金额,未结算金额\n"
        "客户,甲公司,标准应收单,AR001,2026/1/5,2026/2/4,人民币,100,40,60\n"
        "供应商,乙公司,标准应付单,AP001,2026/1/5,2026/2/4,人民币,100,40,60\n"
    )
    assert listing.kind == "open-items"
    assert listing.column("customer") == ["甲公司"]
    assert listing.column("remaining") == [60]
    assert [(row.row, row.reason, row.amount) for row in listing.left_out] == [
        (3, "payable to a vendor, not a receivable", 60)
    ]


def test_headings_of_arrears_itself_in_both_languages(read):
    english = read(
        "Customer,Kind,Document no.,Document date,Due date,Currency,Gross,Balance\n"
        "1,Credit note,7,2026-01-31,2026-02-28,EUR,-9,-4\n"
    )
    chinese = read(
        "客户,类别,单据号,单据日期,到期日,币种,含税金额,余额\n1,贷项通知单,7,2026-01-31,2026-02-28,EUR,-9,-4\n"
    )
    assert english.kind == chinese.kind == "open-items"
    assert english.column("remaining") == chinese.column("remaining") == [-4]
    assert english.column("gross") == [-9]
    assert english.column("kind") == ["credit note"]


def test_receipts_and_allocations_and_customers_and_balances(read):
    receipts = read(
        "Receipt No.,Customer,Payment Date,Amount,Reference\nR1,10,2026-01-31,-50,INV 1\nR2,10,2026-01-31,-20,INV 2\n"
    )
    assert (receipts.kind, receipts.column("amount"), receipts.column("receipt_key")) == (
        "receipts",
        [50, 20],
        ["R1", "R2"],
    )
    allocations = read("Invoice No.,Receipt No.,Applied Amount,Applied On\nI1,R1,50,2026-01-31\n")
    assert (allocations.kind, allocations.column("item"), allocations.column("amount")) == ("allocations", ["I1"], [50])
    customers = read(
        "Customer No.,Name,Address,E-mail,Payment Terms\n10,Total Energies SE,Street 1,a@b.example,30 days\n"
    )
    assert (customers.kind, customers.column("customer"), customers.column("terms")) == (
        "customers",
        ["10"],
        ["30 days"],
    )
    balances = read("Account,As of,Balance\n1122,2026-01-31,1234.56\nTotal,,1234.56\n")
    assert (balances.kind, balances.column("account"), balances.column("balance")) == (
        "balances",
        ["1122"],
        [Decimal("1234.56")],
    )
