"""OFX, QIF and BAI2: the traps that files of banks and programs hold."""

from datetime import date
from decimal import Decimal

import pytest

from arrears.errors import FileRefused, ListRefused
from arrears.office.bank.bai2 import read_bai2
from arrears.office.bank.ofx import read_ofx
from arrears.office.bank.qif import read_qif

OFX = (
    "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>47</BANKACCTFROM>"
    "<BANKTRANLIST>{}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
)


def ofx(*entries, **options):
    return read_ofx(OFX.format("".join(f"<STMTTRN>{entry}</STMTTRN>" for entry in entries)), "a.ofx", **options)[0]


def test_decimal_commas_and_tags_in_small_letters_are_read():
    one = ofx("<dtposted>20261102<trnamt>-1.234,50<fitid>1<memo>Rent")
    assert [(line.amount, line.reference) for line in one.lines] == [(Decimal("-1234.50"), "Rent")]


def test_an_amount_that_may_be_thousands_is_asked_for():
    with pytest.raises(ListRefused, match="amounts-ambiguous"):
        ofx("<DTPOSTED>20261102<TRNAMT>1,234<FITID>1")
    assert ofx("<DTPOSTED>20261102<TRNAMT>1,234<FITID>1", decimal=",").lines[0].amount == Decimal("1.234")


def test_short_days_take_the_order_that_fits_the_others():
    one = ofx("<DTPOSTED>311026<TRNAMT>5<FITID>1", "<DTPOSTED>011126<TRNAMT>6<FITID>2")
    assert [line.booking_date for line in one.lines] == [date(2026, 10, 31), date(2026, 11, 1)]


def test_short_days_that_fit_several_orders_are_asked_for():
    with pytest.raises(ListRefused, match="bank-dates-ambiguous"):
        ofx("<DTPOSTED>010203<TRNAMT>5<FITID>1")


@pytest.mark.parametrize("day", ["00000000", "20120231", "", "201120000000"])
def test_a_day_that_is_none_is_named_and_the_line_kept(day):
    one = ofx(f"<DTPOSTED>{day}<TRNAMT>5.00<FITID>1<NAME>Alder")
    assert (one.lines[0].amount, one.lines[0].booking_date) == (Decimal("5.00"), None)
    assert [problem.name for problem in one.problems] == ["bank-date-missing"]


@pytest.mark.parametrize("amount", ["$120", "", "+", "twelve", "1.2.3"])
def test_an_amount_that_is_none_leaves_the_line_out_by_name(amount):
    one = ofx(f"<DTPOSTED>20261102<TRNAMT>{amount}<FITID>1<NAME>Alder", "<DTPOSTED>20261102<TRNAMT>5.00<FITID>2")
    assert [line.amount for line in one.lines] == [Decimal("5.00")]
    assert [problem.name for problem in one.problems] == ["bank-line-unreadable"]


def test_empty_tags_hold_nothing_of_what_follows():
    one = ofx("<TRNTYPE>CREDIT<DTPOSTED>20261102<TRNAMT>5.00<FITID><NAME><MEMO>RE-1")
    assert (one.lines[0].payer, one.lines[0].reference, one.lines[0].bank_reference) == ("", "RE-1", "")


def test_an_entry_in_a_foreign_currency_is_not_added_to_the_account():
    one = ofx("<DTPOSTED>20261102<TRNAMT>5.00<FITID>1<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>")
    assert one.lines == ()
    assert [problem.name for problem in one.problems] == ["bank-line-foreign"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("<OFX></OFX>", "bank-no-statement"), ("<OFX><STATUS><SEVERITY>ERROR</STATUS></OFX>", "bank-said-no")],
)
def test_an_answer_without_a_statement_is_refused(text, name):
    with pytest.raises(FileRefused, match=name):
        read_ofx(text, "a.ofx")


def qif(*days, **options):
    records = "".join(f"D{day}\nT1.00\n^\n" for day in days)
    return [line.booking_date for line in read_qif(f"!Type:Bank\n{records}", "a.qif", **options)[0].lines]


def test_one_day_above_twelve_tells_the_order_of_all():
    assert qif("8/12/26", "8/15/26") == [date(2026, 8, 12), date(2026, 8, 15)]
    assert qif("12/8/26", "15/8/26", "3/3/26") == [date(2026, 8, 12), date(2026, 8, 15), date(2026, 3, 3)]
    assert qif("26/08/12", "26/08/15", "26/3/3") == [date(2026, 8, 12), date(2026, 8, 15), date(2026, 3, 3)]


def test_days_that_nothing_decides_are_asked_for():
    with pytest.raises(ListRefused, match="bank-dates-ambiguous"):
        qif("3/4/2026", "5/4/2026")
    assert qif("3/4/2026", dates="dmy") == [date(2026, 4, 3)]


def test_quickens_apostrophe_and_padding_are_read():
    assert qif("12/31'26", " 1/ 4'26", dates="mdy") == [date(2026, 12, 31), date(2026, 1, 4)]


def test_categories_and_investments_are_no_statement():
    with pytest.raises(FileRefused, match="bank-no-statement"):
        read_qif("!Type:Cat\nNRent\nE\n^\n", "a.qif")


BAI = """\
01,B,C,261102,0800,1,,,2/
02,C,B,1,261101,,{currency},2/
03,47,,010,{opening},,,015,{closing},,/
{lines}49,{total},{count}/
"""


def bai(*entries, currency="EUR", opening="10000", closing="10000", total=None, count=None):
    lines = "".join(f"{entry}\n" for entry in entries)
    printed = "" if total is None else total
    return read_bai2(
        BAI.format(currency=currency, opening=opening, closing=closing, lines=lines, total=printed, count=count or ""),
        "a.bai",
    )[0]


@pytest.mark.parametrize(("currency", "amount"), [("EUR", "25.00"), ("JPY", "2500"), ("KWD", "2.500")])
def test_amounts_have_the_decimals_of_their_currency(currency, amount):
    assert bai("16,195,2500,,B1,,/", currency=currency).lines[0].amount == Decimal(amount)


def test_type_codes_tell_money_in_from_money_out_and_others_are_left_out():
    one = bai("16,195,100,,B1,,/", "16,495,100,,B2,,/", "16,955,100,,B3,,/")
    assert [line.amount for line in one.lines] == [Decimal("1.00"), Decimal("-1.00")]
    assert [problem.name for problem in one.problems] == ["bank-line-unreadable"]


def test_funds_types_bring_fields_of_their_own():
    one = bai("16,195,100,S,10,20,70,B1,C1,text, with comma/", "16,195,100,D,2,0,50,1,50,B2,C2,more/")
    assert [(line.bank_reference, line.end_to_end) for line in one.lines] == [("B1", "C1"), ("B2", "C2")]
    assert one.lines[0].reference == "text, with comma"


def test_the_control_total_of_the_bank_is_checked():
    assert bai("16,195,100,,B1,,/", total="20100").problems == ()
    assert [p.name for p in bai("16,195,100,,B1,,/", total="20200").problems] == ["bank-sum-differs"]
