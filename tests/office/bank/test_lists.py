"""Bank lists: headings in many languages, signs, days and balances that have to be proved."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from arrears.errors import ListRefused
from arrears.office.bank.lists import Wishes, read_list
from arrears.office.exports.text_grid import read_text


def read(text, encoding="utf-8", **wishes):
    return read_list(read_text(Path("a.csv"), text.encode(encoding)), "a.csv", Wishes(**wishes))


def amounts(text, **wishes):
    return [str(line.amount) for one in read(text, **wishes) for line in one.lines]


def test_a_chinese_corporate_list_is_read_with_its_labels():
    one = read(
        "账号：6222000011112222\t币　　种：人民币\n"
        "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,对方账号,附言\n"
        '20261102,转账,,"11,300.00","111,300.00",示例机械有限公司,6217000099998888,货款 INV-7\n'
        '20261103,手续费,10.00,,"111,290.00",,,\n'
        '合计,,10.00,"11,300.00",,,,\n',
        "gb18030",
    )[0]
    assert (one.account, one.currency) == ("6222000011112222", "CNY")
    assert (one.opening, one.closing) == (Decimal("100000.00"), Decimal("111290.00"))
    assert [(line.amount, line.payer) for line in one.lines] == [
        (Decimal("11300.00"), "示例机械有限公司"), (Decimal("-10.00"), ""),
    ]  # fmt: skip
    assert one.lines[0].reference == "转账 货款 INV-7"


def test_headings_in_two_languages_are_read():
    one = read(
        "交易类型[ Transaction Type ],付款人名称[ Payer's Name ],收款人名称[ Payee's Name ],"
        "交易日期[ Transaction Date ],"
        "交易货币[ Trade Currency ],交易金额[ Trade Amount ],用途[ Purpose ]\n"
        "来账,示例客户,本公司,20261102,CNY,100.00,货款\n往账,本公司,示例供应商,20261103,CNY,40.00,采购\n"
    )[0]
    assert [(line.amount, line.payer) for line in one.lines] == [
        (Decimal("100.00"), "示例客户"), (Decimal("-40.00"), "示例供应商"),
    ]  # fmt: skip


def test_tabs_around_cells_and_a_comma_behind_each_row_do_not_matter():
    text = "交易日期,摘要,记账金额(收入),记账金额(支出),记账币种,余额,对方户名,\n"
    text += '2026-11-02\t,货款\t,"1,000.00"\t,\t,人民币\t,"1,500.00"\t,示例客户\t,\n'
    one = read(text)[0]
    assert (one.currency, one.lines[0].amount, one.lines[0].payer) == ("CNY", Decimal("1000.00"), "示例客户")


@pytest.mark.parametrize("order", ["mdy", "dmy"])
def test_days_that_nothing_decides_are_asked_for_and_then_read(order):
    text = "Date,Description,Amount\n03/04/2026,RE-1,100.00\n"
    with pytest.raises(ListRefused, match="bank-dates-ambiguous"):
        read(text)
    expected = date(2026, 3, 4) if order == "mdy" else date(2026, 4, 3)
    assert read(text, dates=order)[0].lines[0].booking_date == expected


def test_one_proved_day_decides_the_column():
    one = read("Date,Description,Amount\n03/04/2026,RE-1,100.00\n13/04/2026,RE-2,50.00\n")[0]
    assert one.lines[0].booking_date == date(2026, 4, 3)


def test_decimal_commas_of_a_list_parted_by_semicolons():
    text = "Buchungstag;Wertstellung;Auftraggeber/Empfänger;VWZ1;VWZ2;Betrag;Kontostand;Währung\n"
    text += "02.11.2026;03.11.2026;Alder GmbH;RE-1;Danke;1.234,50;2.234,50;EUR\n"
    line = read(text, "cp1252")[0].lines[0]
    assert (line.amount, line.balance, line.value_date) == (Decimal("1234.50"), Decimal("2234.50"), date(2026, 11, 3))
    assert line.reference == "RE-1 Danke"


def test_a_word_beside_the_amount_tells_its_side():
    head = "Date,Description,Amount,Transaction type\n"
    assert amounts(head + "2026-11-02,a,5.00,credit\n2026-11-03,b,6.00,debit\n") == ["5.00", "-6.00"]
    assert amounts(head + "2026-11-02,a,5.00,credit\n2026-11-03,b,-6.00,debit\n") == ["5.00", "-6.00"]


def test_a_minus_sign_against_its_word_is_not_guessed_at():
    with pytest.raises(ListRefused, match="bank-signs-unknown"):
        read("Date,Description,Amount,Dr/Cr\n2026-11-02,a,-5.00,CR\n2026-11-03,b,6.00,DR\n")


def test_words_that_are_no_sides_are_the_kind_of_the_entry():
    line = read("Date,Description,Amount,Type\n2026-11-02,a,-5.00,ATM\n")[0].lines[0]
    assert (line.amount, line.kind) == (Decimal("-5.00"), "ATM")


def test_a_column_of_money_out_written_with_minus_signs_is_money_out():
    assert amounts("Date,Details,Paid out,Paid in\n2026-11-02,a,-5.00,\n2026-11-03,b,,6.00\n") == ["-5.00", "6.00"]


def test_a_card_whose_purchases_have_no_sign_is_turned_round():
    head = "交易日,记账日,交易摘要,人民币金额,卡号末四位\n"
    text = head + "2026/11/01,2026/11/02,消费 示例商户,12.50,4711\n2026/11/03,2026/11/03,还款,-12.50,4711\n"
    assert amounts(text) == ["-12.50", "12.50"]


def test_a_card_without_words_is_asked_for():
    text = "Card #,Transaction date,Transaction amount,Description\n4711,2026-11-01,12.50,Example Shop\n"
    with pytest.raises(ListRefused, match="bank-signs-unknown"):
        read(text)
    assert amounts(text, signs="reversed") == ["-12.50"]
    assert amounts(text, signs="plain") == ["12.50"]


def test_accounts_and_currencies_make_statements_of_their_own():
    text = "Account,Currency,Date,Details,Amount\nA,EUR,2026-11-01,a,1\nA,USD,2026-11-01,b,2\nB,EUR,2026-11-01,c,3\n"
    assert [(one.account, one.currency, len(one.lines)) for one in read(text)] == [
        ("A", "EUR", 1), ("A", "USD", 1), ("B", "EUR", 1),
    ]  # fmt: skip


def test_balances_that_fit_both_orders_prove_neither():
    head = "Date,Details,Amount,Balance\n"
    one = read(head + "2026-11-02,a,-20.00,858.47\n2026-11-02,b,20.00,878.47\n")[0]
    assert (one.opening, one.closing) == (None, None)


def test_a_row_that_fell_apart_at_its_own_comma_is_left_out_by_name():
    one = read("Date,Details,Amount,Balance\n2026-11-02,a,1,234.00,5.00\n2026-11-03,b,2.00,7.00\n")[0]
    assert [line.amount for line in one.lines] == [Decimal("2.00")]
    assert [problem.name for problem in one.problems] == ["bank-line-unreadable"]


def test_failed_payments_are_no_lines_and_pending_ones_wait():
    text = "Date,Details,Amount,Status\n2026-11-01,a,1,Completed\n2026-11-02,b,2,Failed\n2026-11-03,c,3,Pending\n"
    assert [(str(line.amount), line.pending) for line in read(text)[0].lines] == [("1", False), ("3", True)]


def test_lines_end_with_a_carriage_return_alone():
    assert amounts("Date,Details,Amount\r2026-11-01,a,1.00\r2026-11-02,b,2.00\r") == ["1.00", "2.00"]


def test_a_balance_brought_forward_opens_the_statement():
    one = read("Date,Details,Amount,Balance\n,Opening balance,,100.00\n2026-11-01,a,1.00,101.00\n")[0]
    assert (one.opening, len(one.lines)) == (Decimal("100.00"), 1)


def test_a_list_that_is_no_statement_is_refused():
    with pytest.raises(ListRefused, match="bank-headings-missing"):
        read("Customer,Name\nC1,Alder\n")
