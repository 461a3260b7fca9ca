"""Layouts whose meaning stands beside the table or in its cells: made up here, as banks and services export them."""
# ruff: noqa: ISC004 - each text is one file, written line by line

from pathlib import Path

import pytest

from arrears.errors import ListRefused
from arrears.office.bank.recognise import read_statements

LAYOUTS = {
    "side in a column without heading, balances as rows with the same columns": (
        "cp1252",
        '"Konto:";"1234567890";"Kontoinhaber:";"Harbour"\n'
        '"Buchungstag";"Auftraggeber/Zahlungsempfänger";"Empfänger/Zahlungspflichtiger";"IBAN";'
        '"Vorgang/Verwendungszweck";"Kundenreferenz";"Währung";"Umsatz";" "\n'
        '"05.03.2026";"Harbour";"Fir";"DE11520513735120710131";"x";"";"EUR";"71,00";"S"\n'
        '"02.03.2026";"Harbour";"Alder";"DE22520513735120710131";"RE-1";"";"EUR";"1.190,00";"H"\n'
        '"01.03.2026";;;;;"Anfangssaldo";"EUR";"1.000,00";"S"\n"31.03.2026";;;;;"Endsaldo";"EUR";"119,00";"H"\n',
        ("1234567890", "-1000.00", "119.00"),
        [("-71.00", "2026-03-05", "Fir", "DE11520513735120710131"),
         ("1190.00", "2026-03-02", "Alder", "DE22520513735120710131")],
    ),
    "the number beside the payer is the payer's where another account stands above": (
        "cp1252",
        '"Kontonummer:";"DE02120300000000202051 / Girokonto"\n\n"Buchungstag";"Auftraggeber / Begünstigter";'
        '"Verwendungszweck";"Kontonummer";"Betrag (EUR)"\n'
        '"05.03.2026";"Fir";"x";"DE11520513735120710131";"-71,00"\n'
        '"02.03.2026";"Alder";"RE-1";"DE22520513735120710131";"1.190,00"\n',
        ("DE02120300000000202051", None, None),
        [("-71.00", "2026-03-05", "Fir", "DE11520513735120710131"),
         ("1190.00", "2026-03-02", "Alder", "DE22520513735120710131")],
    ),
    "balances above and below, days whose order the period above tells": (
        "cp1252",
        "Période du 01/05/2026 au 31/05/2026\nNuméro de compte : 01234567890;Devise : EUR\n\n"
        "Solde en fin de période;;1069,00\nDate comptable;Libellé;Débit;Crédit;Date de valeur\n"
        "02/05/2026;Fir;-50,00;;02/05/2026\n03/05/2026;Alder;;+119,00;04/05/2026\n"
        "Solde en début de période;;;1000,00\n",
        ("01234567890", "1000.00", "1069.00"),
        [("-50.00", "2026-05-02", "", ""), ("119.00", "2026-05-03", "", "")],
    ),
    "three rows padded with tabs inside quotes": (
        "gb18030",
        "卡号: 6222020000001111222\n\n交易日期,摘要,交易场所,钞/汇,"
        "记账金额(收入),记账金额(支出),记账币种,余额,对方户名\n"
        + "".join(
            f'2026-03-0{day}   \t,"汇款   \t","     \t",钞   \t,"{into}   \t","{out}   \t",人民币   \t,"{left}   \t",'
            '"示例客户   \t",\n'
            for day, into, out, left in ((3, "", "90.00", "2,100.00"), (2, "1,190.00", "", "2,190.00"))
        ),
        ("6222020000001111222", "1000.00", "2100.00"),
        [("-90.00", "2026-03-03", "示例客户", ""), ("1190.00", "2026-03-02", "示例客户", "")],
    ),
    "letters of Poland, headings marked with a number sign": (
        "cp1250",
        "#Data księgowania;#Tytuł;#Nadawca/Odbiorca;#Kwota;#Saldo po operacji;\n"
        "2026-03-02;FV 1;ŻÓŁW;1 190,00;2 190,00;\n2026-03-25;PRĄD;Fir;-71,00;2 119,00;\n",
        ("", "1000.00", "2119.00"),
        [("1190.00", "2026-03-02", "ŻÓŁW", ""), ("-71.00", "2026-03-25", "Fir", "")],
    ),
    "a card that thanks for what is paid": (
        "utf-8",
        "Date,Description,Amount\n03/25/2026,STORE,71.00\n03/20/2026,AUTOPAY PAYMENT - THANK YOU,-500.00\n",
        ("", None, None),
        [("-71.00", "2026-03-25", "", ""), ("500.00", "2026-03-20", "", "")],
    ),
    "merchant account with a mark before each cell and a summary below": (
        "utf-8",
        "记账时间,资金流水单号,业务名称,收支类型,收支金额(元),账户结余(元),备注\n"
        "`2026-03-02 10:11:12,`5001,`交易,`收入,`11.90,`1011.90,`\n"
        "`2026-03-02 10:11:13,`5002,`费,`支出,`0.07,`1011.83,`\n"
        "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n`2,`1,`11.90,`1,`0.07\n",
        ("", "1000.00", "1011.83"),
        [("11.90", "2026-03-02", "", ""), ("-0.07", "2026-03-02", "", "")],
    ),
    "day and time in digits, account and name of the other party in one cell": (
        "gb18030",
        "卡号/账号：6217000012345678901,客户名称：示例\n交易时间,交易金额,账户余额,摘要,对方账号与户名\n"
        "20260302 101112,1190.00,2190.00,货款,6222****3333/示例客户\n20260303101112,-90.00,2100.00,采购,/\n",
        ("6217000012345678901", "1000.00", "2100.00"),
        [("1190.00", "2026-03-02", "示例客户", "6222****3333"), ("-90.00", "2026-03-03", "", "")],
    ),
    "no headings: one column of amounts with both signs": (
        "utf-8",
        '"03/25/2026","1190.00","*","","ALDER"\n"03/02/2026","-71.00","*","1001","FIR"\n',
        ("", None, None),
        [("1190.00", "2026-03-25", "", ""), ("-71.00", "2026-03-02", "", "")],
    ),
    "no headings: balances before and after each entry": (
        "utf-8",
        "123456789\tEUR\t20260302\t1000,00\t2190,00\t20260302\t1190,00\tALDER\n"
        "123456789\tEUR\t20260305\t2190,00\t2119,00\t20260305\t-71,00\tFIR\n",
        ("123456789", "1000.00", "2119.00"),
        [("1190.00", "2026-03-02", "", ""), ("-71.00", "2026-03-05", "", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_is_read(layout, tmp_path):
    encoding, text, head, lines = LAYOUTS[layout]
    path = Path(tmp_path / "export.csv")
    path.write_bytes(text.encode(encoding))
    (one,) = read_statements(path).statements
    assert (one.account, *(None if a is None else str(a) for a in (one.opening, one.closing))) == head
    assert [(str(li.amount), li.booking_date.isoformat(), li.payer, li.payer_account) for li in one.lines] == lines
    assert one.problems == ()


def test_a_list_without_headings_and_without_signs_is_refused(tmp_path):
    path = Path(tmp_path / "export.csv")
    path.write_text("25/03/2026,1190.00,ALDER\n02/03/2026,71.00,FIR\n", encoding="utf-8")
    with pytest.raises(ListRefused, match="bank-headings-missing"):
        read_statements(path)
