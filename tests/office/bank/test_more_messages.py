"""Messages of banks that bend their format: codes left out, records in one line, types instead of signs, charges."""

from decimal import Decimal

import pytest

from arrears.errors import FileRefused
from arrears.office.bank.bai2 import read_bai2
from arrears.office.bank.camt import read_camt
from arrears.office.bank.mt940 import read_mt940
from arrears.office.bank.ofx import read_ofx
from arrears.office.bank.recognise import format_of


def mt940(*lines, account="1"):
    text = f":20:X\n:25:{account}\n:60F:C260301EUR1,\n" + "\n".join(lines) + "\n:62F:C260302EUR2,\n-\n"
    return read_mt940(text, "a.sta")[0]


def test_an_entry_without_its_type_has_no_reference_made_of_it():
    line = mt940(":61:2603020302C1,NONREF").lines[0]
    assert (line.kind, line.end_to_end, line.reference) == ("", "", "")


def test_a_code_that_points_to_the_details_is_no_reference():
    line = mt940(":61:260302D1,N586PREF", "0000000000", ":86:/PREF/PAY-7").lines[0]
    assert (line.end_to_end, line.reference) == ("", "PAY-7")


def test_what_belongs_on_a_line_of_its_own_is_no_bank_reference():
    assert mt940(":61:260302C1,NTRFNONREF//B1/OCMT/EUR1,00/").lines[0].bank_reference == "B1"


def test_details_between_colons_name_payer_and_account():
    line = mt940(":61:260302C1,NONREF", ":86:999SEPA_CREDIT_TRANSFER:RE-1: x:Alder:DE02120300000000202051").lines[0]
    assert (line.payer, line.payer_account, line.reference) == ("Alder", "DE02120300000000202051", "RE-1: x")


def test_the_currency_behind_an_iban_is_no_part_of_the_account():
    assert mt940(account="NL69INGB0123456789EUR").account == "NL69INGB0123456789"
    assert mt940(account="NL50RABO0123456789 EUR").account == "NL50RABO0123456789"


BAI2 = (
    "01,B,C,260302,0800,1,,,2/ 02,C,B,1,260301,2359,USD,2/\n03,1,,010,1000,,,015,2190,,/\n"
    "16,142,1200,Z,,,ALDER/ 16,451,10,Z,,,FIR/ 49,4400,4/ 98,4400,1,6/\n99,4400,1,8/\n"
)


def test_several_bai2_records_in_one_line_are_told_apart():
    assert format_of(BAI2) == "bai2"
    one = read_bai2(BAI2, "a.bai")[0]
    assert [line.amount for line in one.lines] == [Decimal("12.00"), Decimal("-0.10")]
    assert one.problems == ()


def test_bai2_names_of_both_parties_are_told_by_the_side():
    text = BAI2.replace("FIR/ 49,4400,4/", "FIR\n88,DBNM:Harbour\n88,CRNM:Fir\n88,REMI:INV 7\n49,4400,7/")
    line = read_bai2(text, "a.bai")[0].lines[1]
    assert (line.payer, line.reference) == ("Fir", "INV 7")


def test_bai2_figures_that_are_no_money_are_named_not_raised():
    one = read_bai2(BAI2.replace("1200,Z", "+-5,Z").replace("49,4400", f"49,{'9' * 5000}"), "a.bai")[0]
    assert [problem.name for problem in one.problems] == ["bank-line-unreadable", "bank-sum-differs"]


def ofx(*entries):
    body = "".join(f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>20260302<TRNAMT>{amount}</STMTTRN>" for kind, amount in entries)
    return [line.amount for line in read_ofx(f"<OFX><STMTRS><CURDEF>USD{body}</STMTRS></OFX>", "a.ofx")[0].lines]


def test_ofx_amounts_may_begin_with_the_decimal_mark():
    assert ofx(("INT", ".35"), ("FEE", "-.65")) == [Decimal("0.35"), Decimal("-0.65")]


def test_ofx_without_any_sign_takes_the_side_from_the_type():
    assert ofx(("CREDIT", "119.00"), ("DEBIT", "71.00")) == [Decimal("119.00"), Decimal("-71.00")]
    assert ofx(("DEBIT", "-119.00"), ("DEBIT", "71.00")) == [Decimal("-119.00"), Decimal("71.00")]


CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="CHF">297'
    "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><Chrgs>{}</Chrgs><NtryDtls>"
    '<TxDtls><AmtDtls><TxAmt><Amt Ccy="CHF">100</Amt></TxAmt></AmtDtls></TxDtls>'
    '<TxDtls><AmtDtls><TxAmt><Amt Ccy="CHF">200</Amt></TxAmt></AmtDtls></TxDtls>'
    "</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
)


def test_charges_taken_off_a_collective_entry_are_a_part_of_their_own():
    said = '<TtlChrgsAndTaxAmt Ccy="CHF">3.00</TtlChrgsAndTaxAmt>'
    line = read_camt(CAMT.format(said).encode(), "a.xml")[0].lines[0]
    assert [part.amount for part in line.parts] == [100, 200, -3]
    assert sum(part.amount for part in line.parts) == line.amount


def test_parts_that_no_charge_explains_are_not_shown():
    said = '<TtlChrgsAndTaxAmt Ccy="CHF">4.00</TtlChrgsAndTaxAmt>'
    assert read_camt(CAMT.format(said).encode(), "a.xml")[0].lines[0].parts == ()


def test_a_document_type_is_refused_in_every_encoding():
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]>' + CAMT
    with pytest.raises(FileRefused, match="xml-doctype"):
        read_camt(text.encode("utf-16"), "a.xml")
