"""Layouts that banks and payment services export, made up here: account, balances, amounts, days, other party."""
# ruff: noqa: ISC004 - each text is one file, written line by line

from pathlib import Path

import pytest

from arrears.office.bank.recognise import read_statements

LAYOUTS = {
    "German savings bank, cp1252": (
        "cp1252",
        '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Kundenreferenz (End-to-End)";'
        '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"Betrag";"Waehrung"\n'
        '"DE02120300000000202051";"02.11.26";"03.11.26";"GUTSCHRIFT";"RE-1";"NOTPROVIDED";"Käufer GmbH";'
        '"DE11520513735120710131";"1.190,00";"EUR"\n',
        ("DE02120300000000202051", "EUR", None, None),
        [("1190.00", "2026-11-02", "Käufer GmbH", "DE11520513735120710131")],
    ),
    "German direct bank with payer and payee": (
        "utf-8",
        '"Girokonto";"DE02120300000000202051"\n""\n"Buchungsdatum";"Zahlungspflichtige*r";"Zahlungsempfänger*in";'
        '"Verwendungszweck";"IBAN";"Betrag (€)"\n'
        '"02.11.26";"Alder";"Harbour";"RE-1";"DE11520513735120710131";"1.190,00"\n'
        '"03.11.26";"Harbour";"Fir";"x";"DE22520513735120710131";"-20"\n',
        ("DE02120300000000202051", "EUR", None, None),
        [
            ("1190.00", "2026-11-02", "Alder", "DE11520513735120710131"),
            ("-20", "2026-11-03", "Fir", "DE22520513735120710131"),
        ],
    ),
    "Dutch bank with a word for the side": (
        "utf-8",
        '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Af Bij","Bedrag (EUR)","Mededelingen"\n'
        '"20261102","ALDER BV","NL20INGB0001234567","NL91ABNA0417164300","Bij","119,00","RE-1"\n'
        '"20261103","Fir","NL20INGB0001234567","","Af","5,00","x"\n',
        ("NL20INGB0001234567", "EUR", None, None),
        [("119.00", "2026-11-02", "ALDER BV", "NL91ABNA0417164300"), ("-5.00", "2026-11-03", "Fir", "")],
    ),
    "American bank with a summary above": (
        "utf-8",
        'Description,,Summary Amt.\nBeginning balance as of 10/01/2026,,"1,000.00"\n\n'
        "Date,Description,Amount,Running Bal.\n"
        '10/01/2026,Beginning balance as of 10/01/2026,,"1,000.00"\n10/15/2026,ALDER RE-1,"119.00","1,119.00"\n',
        ("", "", "1000.00", "1119.00"),
        [("119.00", "2026-10-15", "", "")],
    ),
    "online bank whose fees stand apart": (
        "utf-8",
        "Type,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
        "TOPUP,2026-11-02 10:00:01,Alder,119.00,0.00,EUR,COMPLETED,219.00\n"
        "TRANSFER,2026-11-03 10:00:01,To Fir,-10.00,0.50,EUR,COMPLETED,208.50\n"
        "TRANSFER,,To Fir,-10.00,0.50,EUR,REVERTED,\n",
        ("", "EUR", "100.00", "208.50"),
        [("119.00", "2026-11-02", "", ""), ("-10.50", "2026-11-03", "", "")],
    ),
    "Alipay of a company, GB18030": (
        "gb18030",
        "#支付宝账务明细查询\n#账号：[20880000000000000156]\n"
        "账务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,业务类型,备注\n"
        "1001,3001,货款,2026-11-02 10:00:00,示例客户,1190.00,0.00,2190.00,在线支付,\n"
        "1002,3002,服务费,2026-11-02 10:00:01,,0.00,-7.14,2182.86,收费,\n#支出合计：1笔，共-7.14元\n",
        ("20880000000000000156", "CNY", "1000.00", "2182.86"),
        [("1190.00", "2026-11-02", "", "示例客户"), ("-7.14", "2026-11-02", "", "")],
    ),
    "Alipay of a person, GB18030, spaces and tabs around each cell": (
        "gb18030",
        "支付宝交易记录明细查询\n账号:[user@example.com]\n"
        "交易号   ,商家订单号  ,付款时间   ,交易对方  ,商品名称  ,金额（元）  ,收/支   ,交易状态  ,\n"
        "2026001\t ,T200\t ,2026-11-02 10:00:05 ,示例客户 ,货款 ,1190.00 ,收入 ,交易成功 ,\n"
        "2026002\t ,T201\t ,2026-11-03 10:00:05 ,示例商户 ,采购 ,90.00 ,支出 ,交易成功 ,\n"
        "2026003\t ,T202\t , ,示例商户 ,采购 ,50.00 ,支出 ,交易关闭 ,\n---------\n共3笔记录\n",
        ("user@example.com", "CNY", None, None),
        [("1190.00", "2026-11-02", "示例客户", ""), ("-90.00", "2026-11-03", "示例商户", "")],
    ),
    "Chinese bank, every cell padded with a tab": (
        "utf-8",
        "卡号: 6222020000001111222\t\n\n交易日期,摘要,记账金额(收入),记账金额(支出),记账币种,余额,对方户名\n"
        '"2026-11-02\t","跨行汇款\t","1,190.00\t","\t","人民币\t","2,190.00\t","示例客户\t"\n\n合计金额,,"1,190.00",,,,\n',
        ("6222020000001111222", "CNY", "1000.00", "2190.00"),
        [("1190.00", "2026-11-02", "示例客户", "")],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_is_read(layout, tmp_path):
    encoding, text, head, lines = LAYOUTS[layout]
    path = Path(tmp_path / "export.csv")
    path.write_bytes(text.encode(encoding))
    (one,) = read_statements(path).statements
    amounts = [None if amount is None else str(amount) for amount in (one.opening, one.closing)]
    assert (one.account, one.currency, *amounts) == head
    told = [(str(li.amount), li.booking_date.isoformat(), li.payer, li.payer_account) for li in one.lines]
    assert told == lines
    assert one.problems == ()
