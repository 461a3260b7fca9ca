"""The files that ledgers take in: fields in their published order, amounts exact, both sides equal."""

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from arrears.errors import InputRefused
from arrears.office.postings_files.csv_file import csv_file
from arrears.office.postings_files.datev_file import COLUMNS, HEADER_TEXTS, TEXTS, DatevTerms, datev_file
from arrears.office.postings_files.kingdee_file import FIELDS, kingdee_file
from arrears.office.postings_files.yonyou_file import yonyou_file
from arrears.runs.bookkeeping.journal import JournalLine, JournalVoucher

D = Decimal
TERMS = DatevTerms("29098", "55003", "01-01", 4, "EUR", "20261101080910000")


def line(account, amount, base=None, *, tax="", text="Skonto auf RE-1", document="RE-1"):
    amount, base = D(amount), D(amount if base is None else base)
    return JournalLine(account, amount, base, tax, text, document, (amount or base) > 0)


def voucher(*lines, currency="EUR", number="P2026-00001", day=date(2026, 10, 31)):
    return JournalVoucher(number, day, "discount", "10001", currency, "to post", "", "", lines, ())


DISCOUNT = voucher(line("8736", "2.00"), line("1776", "0.38"), line("10001", "-2.38"))
PAYMENT = voucher(
    line("1360", "100", "80.00"), line("2150", "0", "5.00"), line("10001", "-100", "-85.00"), currency="USD"
)


def fields(file, row):
    return next(csv.reader([file.decode("cp1252").split("\r\n")[row]], delimiter=";"))


def records(file):
    return [
        dict(zip(COLUMNS, fields(file, n), strict=True)) for n in range(2, len(file.decode("cp1252").split("\r\n")) - 1)
    ]


def test_the_datev_columns_are_the_125_of_the_published_format_at_their_published_places():
    places = {
        1: "Umsatz (ohne Soll/Haben-Kz)", 7: "Konto", 8: "Gegenkonto (ohne BU-Schlüssel)", 9: "BU-Schlüssel",
        10: "Belegdatum", 11: "Belegfeld 1", 14: "Buchungstext", 20: "Beleglink", 21: "Beleginfo - Art 1",
        37: "KOST1 - Kostenstelle", 40: "EU-Land u. UStID (Bestimmung)", 48: "Zusatzinformation - Art 1",
        87: "Zusatzinformation- Inhalt 20", 88: "Stück", 97: "USt-Schlüssel (Anzahlungen)",
        103: "Buchungs GUID", 114: "Festschreibung", 115: "Leistungsdatum", 116: "Datum Zuord. Steuerperiode",
        117: "Fälligkeit", 118: "Generalumkehr (GU)", 119: "Steuersatz", 120: "Land", 125: "Abw. Skontokonto",
    }  # fmt: skip
    assert len(COLUMNS) == 125
    assert {place: COLUMNS[place - 1] for place in places} == places


def test_a_datev_file_begins_with_the_31_fields_of_its_header_as_the_portal_shows_them():
    file = datev_file([DISCOUNT], TERMS)
    first, second = file.decode("cp1252").split("\r\n")[:2]
    assert first == (
        '"EXTF";700;21;"Buchungsstapel";13;20261101080910000;;"AR";"";"";29098;55003;20260101;4;20261031;20261031;'
        '"Debitoren 10/2026";"";1;0;0;"EUR";;"";;;"";;;"";""'
    )
    assert len(fields(file, 0)) == 31
    assert max(HEADER_TEXTS) == 31
    assert second == ";".join(COLUMNS)
    assert file.endswith(b"\r\n")


def test_texts_of_a_datev_record_are_quoted_and_numbers_are_not():
    record = datev_file([DISCOUNT], TERMS).decode("cp1252").split("\r\n")[2].split(";")
    assert len(record) == 125
    assert {place for place, field in enumerate(record, 1) if field.startswith('"')} == TEXTS


def test_a_discount_becomes_one_datev_record_for_each_account_against_the_customer():
    found = records(datev_file([DISCOUNT], TERMS))
    assert [(r[COLUMNS[0]], r["Konto"], r["Gegenkonto (ohne BU-Schlüssel)"]) for r in found] == [
        ("2,00", "8736", "10001"), ("0,38", "1776", "10001"),
    ]  # fmt: skip
    assert {r["Belegdatum"] for r in found} == {"3110"}
    assert {r["Belegfeld 1"] for r in found} == {"RE-1"}


def test_a_foreign_payment_names_its_rate_only_where_the_rate_gives_the_very_base_amount():
    first, second = records(datev_file([PAYMENT], TERMS))
    assert (first["WKZ Umsatz"], first["Kurs"], first["Basis-Umsatz"]) == ("USD", "1,250000", "80,00")
    assert (second[COLUMNS[0]], second["WKZ Umsatz"], second["Kurs"]) == ("5,00", "EUR", "")
    weak = voucher(line("1360", "80", "100.00"), line("10001", "-80", "-100.00"), currency="GBP")
    (only,) = records(datev_file([weak], TERMS))
    assert (only[COLUMNS[0]], only["WKZ Umsatz"], only["Kurs"]) == ("100,00", "EUR", "")
    assert (only["Beleginfo - Art 3"], only["Beleginfo - Inhalt 3"]) == ("Fremdwaehrung", "GBP 80.00")


def test_what_datev_cannot_hold_is_cut_or_put_otherwise_never_dropped():
    odd = voucher(
        line("8736", "1.00", text='Forderung "Müller" 中国\n' + "x" * 80, document="RE 1_ä/2026"),
        line("10001", "-1.00"),
    )
    (record,) = records(datev_file([odd], TERMS))
    assert record["Buchungstext"].startswith('Forderung "Müller" ??')
    assert len(record["Buchungstext"]) == 60
    assert re.fullmatch(r"[A-Za-z0-9$&%*+\-/]{1,36}", record["Belegfeld 1"])


@pytest.mark.parametrize(
    ("vouchers", "terms", "name"),
    [
        ([DISCOUNT], {"consultant": "12"}, "datev-setting-missing"),
        ([DISCOUNT], {"account_length": 9}, "datev-setting-missing"),
        ([voucher(line("AR", "1"), line("10001", "-1"))], {}, "datev-account"),
        ([voucher(line("123456", "1"), line("10001", "-1"))], {}, "datev-account"),
        ([DISCOUNT, voucher(line("1", "1"), line("2", "-1"), day=date(2027, 1, 1))], {}, "datev-years"),
    ],
)
def test_datev_is_not_given_what_it_would_reject(vouchers, terms, name):
    given_terms = {
        "consultant": "29098", "client": "55003", "fiscal_year_start": "01-01", "account_length": 4,
        "base_currency": "EUR", "created": "20261101080910000", **terms,
    }  # fmt: skip
    with pytest.raises(InputRefused, match=name):
        datev_file(vouchers, DatevTerms(**given_terms))


def test_a_fiscal_year_that_does_not_begin_in_january_is_that_of_the_vouchers():
    terms = DatevTerms("29098", "55003", "04-01", 4, "EUR", "20261101080910000")
    assert (
        fields(datev_file([voucher(line("1", "1"), line("2", "-1"), day=date(2026, 3, 31))], terms), 0)[12]
        == "20250401"
    )


@given(st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=6))
def test_datev_records_add_up_to_each_accounts_lines(drawn):
    lines = [line(str(1000 + n), D(cents) / 100) for n, cents in enumerate(drawn)]
    rest = -sum(drawn)
    lines += [line("9000", D(rest) / 100)] if rest else []
    found = dict.fromkeys((one.account for one in lines), D(0))
    for record in records(datev_file([voucher(*lines)], TERMS)):
        amount = D(record[COLUMNS[0]].replace(",", "."))
        assert re.fullmatch(r"\d{1,10},\d{2}", record[COLUMNS[0]])
        found[record["Konto"]] += amount
        found[record["Gegenkonto (ohne BU-Schlüssel)"]] -= amount
    assert found == {one.account: one.base for one in lines}


def test_csv_has_one_row_a_line_and_no_text_that_a_spreadsheet_takes_for_a_formula():
    odd = voucher(line("1", "5", text="=HYPERLINK(1)"), line("2", "-5"))
    rows = list(csv.DictReader(StringIO(csv_file([odd, PAYMENT]).decode("utf-8-sig"))))
    assert [row["line"] for row in rows] == ["1", "2", "1", "2", "3"]
    assert rows[0]["text"] == "'=HYPERLINK(1)"
    assert sum(D(row["base_debit"]) - D(row["base_credit"]) for row in rows) == 0
    assert (rows[3]["debit"], rows[3]["base_debit"]) == ("0", "5.00")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "-cmd|'/C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1", "－A", "- A"],
)
def test_a_text_in_csv_that_begins_like_a_formula_has_an_apostrophe_before_it(text):
    (row, _) = csv.DictReader(
        StringIO(csv_file([voucher(line("1", "5", text=text), line("2", "-5"))]).decode("utf-8-sig"))
    )
    assert row["text"] == f"'{text}"


@pytest.mark.parametrize("text", ["RE-1", "-17", "Skonto = 2 %", "", "a@b"])
def test_any_other_text_in_csv_stays_as_it_is(text):
    (row, _) = csv.DictReader(
        StringIO(csv_file([voucher(line("1", "5", text=text), line("2", "-5"))]).decode("utf-8-sig"))
    )
    assert row["text"] == text


def test_yonyou_lines_hold_the_published_fields_in_order_under_the_first_line():
    first, *rows = yonyou_file([PAYMENT], "CNY", "张三").decode("gb18030").strip().split("\r\n")
    assert first == "填制凭证,V800"
    cells = [row.split(",") for row in rows]
    assert cells[0] == [
        "2026-10-31", "记", "1", "0", "Skonto auf RE-1", "1360", "80.00", "0.00", "0", "100.00", "0.80000", "张三", "",
        "RE-1", "2026-10-31", "", "", "10001", "", "", "",
    ]  # fmt: skip
    assert {len(row) for row in cells} == {21}
    assert all((D(row[6]) == 0) != (D(row[7]) == 0) for row in cells)
    assert sum(D(row[6]) - D(row[7]) for row in cells) == 0


def test_a_comma_in_a_text_shifts_no_yonyou_field():
    odd = voucher(line("1", "5", text="坏账，核销, " + "应收" * 40), line("2", "-5"))
    rows = yonyou_file([odd], "CNY", "").decode("gb18030").strip().split("\r\n")[1:]
    assert {len(row.split(",")) for row in rows} == {21}
    assert len(rows[0].split(",")[4].encode("gb18030")) <= 60


def test_a_kingdee_workbook_has_the_37_columns_and_the_schema_that_names_them():
    book = load_workbook(BytesIO(kingdee_file([DISCOUNT, PAYMENT], "CNY", "张三")))
    assert book.sheetnames == ["Page1", "t_Schema"]
    head, *rows = book["Page1"].values
    assert list(head) == [caption for caption, _, _ in FIELDS]
    assert len(head) == 37
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["凭证号"], row["分录序号"]) for row in found] == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    assert sum(row["借方"] - row["贷方"] for row in found) == pytest.approx(0)
    assert (found[4]["原币金额"], found[4]["借方"]) == (5, 5)
    assert found[3]["币别名称"] == "美元"
    assert isinstance(found[0]["科目代码"], str)
    schema = {row[1]: row[6] for row in book["t_Schema"].values if row[0] == "FieldInfo"}
    assert len(schema) == 37


def test_datev_texts_and_numbers_that_were_cut_or_put_otherwise_stand_whole_in_the_beleginfo():
    long = "Receipt: Alder Manufacturing and Trading Company, invoices 1 to 17"
    odd = voucher(line("8736", "1.00", text=long, document="RE 1/2026"), line("10001", "-1.00", document="RE 1/2026"))
    (record,) = records(datev_file([odd], TERMS))
    assert (record["Belegfeld 1"], record["Beleginfo - Inhalt 4"]) == ("RE-1/2026", "RE 1/2026")
    assert (record["Buchungstext"], record["Beleginfo - Inhalt 5"]) == (long[:60], long)
    (plain, _) = records(datev_file([DISCOUNT], TERMS))
    assert plain["Beleginfo - Art 4"] == plain["Beleginfo - Art 5"] == ""


def test_letters_that_windows_1252_lacks_lose_their_accents_and_no_more():
    odd = voucher(line("8736", "1.00", text="Łódź, Dvořák & Söhne, Ünal İş, €, 中国"), line("10001", "-1.00"))
    (record,) = records(datev_file([odd], TERMS))
    assert record["Buchungstext"] == "Lódz, Dvorák & Söhne, Ünal Is, €, ??"


@pytest.mark.parametrize("code", ["V19", "19%", "40009", "９"])
def test_a_tax_code_that_datev_would_reject_is_refused(code):
    with pytest.raises(InputRefused, match="datev-tax-code"):
        datev_file([voucher(line("8736", "1", tax=code), line("10001", "-1"))], TERMS)


def test_a_foreign_amount_of_three_decimals_is_not_rounded_into_two():
    odd = voucher(line("1", "10.123", "30.00"), line("2", "-10.123", "-30.00"), currency="KWD")
    (record,) = records(datev_file([odd], TERMS))
    assert (record[COLUMNS[0]], record["WKZ Umsatz"], record["Beleginfo - Inhalt 3"]) == ("30,00", "EUR", "KWD 10.123")


def test_a_kingdee_exchange_difference_is_an_entry_in_base_currency():
    rows = list(load_workbook(BytesIO(kingdee_file([PAYMENT], "CNY", ""))).worksheets[0].values)
    fields_of = [field for _, field, _ in FIELDS]
    currency, own, rate = (fields_of.index(name) for name in ("FCurrencyNum", "FAmountFor", "FExchangeRate"))
    assert [(row[currency], str(row[own]), str(row[rate])) for row in rows[1:]] == [
        ("USD", "100", "0.8"), ("RMB", "5", "1"), ("USD", "100", "0.85"),
    ]  # fmt: skip


def test_a_kingdee_text_is_never_longer_than_its_field():
    odd = voucher(line("1", "5", text="收款：" + "附言" * 100), line("2", "-5"))
    rows = list(load_workbook(BytesIO(kingdee_file([odd], "CNY", ""))).worksheets[0].values)
    said = rows[1][[field for _, field, _ in FIELDS].index("FExplanation")]
    assert len(said.encode("gb18030")) in (254, 255)
