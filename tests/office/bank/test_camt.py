"""CAMT messages: signs, other parties, collective entries, returns, and what must not be opened."""

from decimal import Decimal

import pytest

from arrears.errors import FileRefused
from arrears.office.bank.camt import read_camt

OWN = "DE89370400440532013000"


def read(entries, *, kind="Stmt", more=""):
    message = {"Stmt": "BkToCstmrStmt", "Rpt": "BkToCstmrAcctRpt", "Ntfctn": "BkToCstmrDbtCdtNtfctn"}[kind]
    text = (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><{message}><{kind}><Acct><Id>'
        f"<IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>{more}{entries}</{kind}></{message}></Document>"
    )
    return read_camt(text.encode(), "a.xml")


def entry(amount, details="", *, side="CRDT", status="BOOK", currency="EUR", more=""):
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{more}<Sts>{status}</Sts>'
        f"<BookgDt><Dt>2026-11-02</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def payment(amount="", *, debtor="", creditor="", about="", returned=""):
    amounts = f'<AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>' if amount else ""
    return (
        f"<TxDtls>{amounts}<RltdPties><Dbtr><Nm>{debtor}</Nm></Dbtr><Cdtr><Nm>{creditor}</Nm></Cdtr></RltdPties>"
        f"<RmtInf><Ustrd>{about}</Ustrd></RmtInf>{returned}</TxDtls>"
    )


def test_who_pays_money_in_is_the_debtor_and_who_is_paid_the_creditor():
    into, out = read(
        entry("10", payment(debtor="Alder", creditor="Us"))
        + entry("4", payment(debtor="Us", creditor="Fir"), side="DBIT")
    )[0].lines
    assert (into.amount, into.payer) == (Decimal(10), "Alder")
    assert (out.amount, out.payer) == (Decimal(-4), "Fir")


def test_a_returned_direct_debit_names_the_customer():
    back = read(entry("10", payment(debtor="Alder", creditor="Us", returned="<RtrInf/>"), side="DBIT"))[0].lines[0]
    assert (back.amount, back.payer, back.returned) == (Decimal(-10), "Alder", True)


def test_a_collective_entry_gives_its_payments_where_they_add_up_to_it():
    whole = read(entry("30", payment("10", debtor="Alder", about="RE-1") + payment("20", debtor="Birch")))[0].lines[0]
    assert whole.amount == Decimal(30)
    assert [(part.amount, part.payer) for part in whole.payments()] == [(Decimal(10), "Alder"), (Decimal(20), "Birch")]


def test_a_collective_entry_stays_whole_where_its_payments_do_not_add_up():
    whole = read(entry("31", payment("10", debtor="Alder") + payment("20", debtor="Birch")))[0].lines[0]
    assert [part.amount for part in whole.payments()] == [Decimal(31)]


def test_announced_entries_are_pending():
    assert read(entry("10", status="PDNG"))[0].lines[0].pending
    assert not read(entry("10"))[0].lines[0].pending


def test_an_entry_in_another_currency_is_a_statement_of_its_own():
    both = read(entry("10") + entry("7", currency="USD"))
    assert [(one.currency, [line.amount for line in one.lines]) for one in both] == [
        ("EUR", [Decimal(10)]), ("USD", [Decimal(7)]),
    ]  # fmt: skip


def test_an_entry_without_a_side_is_left_out_by_name():
    one = read(entry("10", side=""))[0]
    assert one.lines == ()
    assert [problem.name for problem in one.problems] == ["bank-line-unreadable"]


@pytest.mark.parametrize("kind", ["Rpt", "Ntfctn"])
def test_reports_and_notifications_close_nothing(kind):
    assert read(entry("10"), kind=kind)[0].interim


def test_structured_references_stand_before_free_text():
    strd = "<Strd><RfrdDocInf><Nb>RE-7</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>"
    details = f"<TxDtls><RmtInf>{strd}<Ustrd>thanks</Ustrd></RmtInf></TxDtls>"
    assert read(entry("10", details))[0].lines[0].reference == "RF18539007547034 RE-7 thanks"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Document>camt.053</Document>', "xml-doctype"),
        (b"<Document><BkToCstmrStmt>", "xml-damaged"),
        (b"<Document><BkToCstmrStmt/></Document>", "bank-no-statement"),
    ],
)
def test_what_is_no_statement_is_refused(content, name):
    with pytest.raises(FileRefused, match=name):
        read_camt(content, "a.xml")
