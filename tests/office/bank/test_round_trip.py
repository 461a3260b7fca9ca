"""A statement written in any of the formats reads back as it was."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.office.bank import statements

from arrears.core.bank.proof import proof_problems, unexplained
from arrears.office.bank.bai2 import read_bai2
from arrears.office.bank.camt import read_camt
from arrears.office.bank.lists import Wishes, read_list
from arrears.office.bank.mt940 import read_mt940
from arrears.office.bank.ofx import read_ofx
from arrears.office.bank.qif import read_qif
from arrears.office.bank.recognise import format_of
from arrears.office.exports.text_grid import read_text

PATH = Path("a.csv")
HEAD = ("account", "currency", "opening", "closing")
LINE = ("amount", "booking_date", "value_date", "payer", "reference", "bank_reference")


def same(read, written, head=HEAD, line=LINE):
    assert len(read) == 1
    assert [getattr(read[0], key) for key in head] == [getattr(written, key) for key in head]
    told = [tuple(getattr(one, key) for key in line) for one in read[0].lines]
    assert told == [tuple(getattr(one, key) for key in line) for one in written.lines]
    assert read[0].problems == ()
    assert proof_problems(read[0], "file") == []


def without(*names):
    return tuple(key for key in LINE if key not in names)


@settings(max_examples=40)
@given(statements.statements())
def test_mt940(written):
    text = statements.as_mt940(written)
    assert format_of(text) == "mt940"
    same(read_mt940(text, "a.sta"), written)


@settings(max_examples=40)
@given(statements.statements(), st.sampled_from(("02", "04", "08", "12")))
def test_camt(written, version):
    text = statements.as_camt(written, version)
    assert format_of(text) == "camt"
    same(read_camt(text.encode(), "a.xml"), written)


@settings(max_examples=40)
@given(statements.statements())
def test_bai2(written):
    text = statements.as_bai2(written)
    assert format_of(text) == "bai2"
    same(read_bai2(text, "a.bai"), written, line=without("booking_date"))


@settings(max_examples=40)
@given(statements.statements(), st.booleans())
def test_ofx(written, closed):
    text = statements.as_ofx(written, closed=closed)
    assert format_of(text) == "ofx"
    same(read_ofx(text, "a.ofx", decimal="."), written, head=("account", "currency", "closing"))


@settings(max_examples=40)
@given(statements.statements())
def test_qif(written):
    text = statements.as_qif(written)
    assert format_of(text) == "qif"
    same(read_qif(text, "a.qif", decimal="."), written, head=("account",), line=without("value_date"))


@settings(max_examples=40)
@given(statements.statements(), st.booleans(), st.booleans())
def test_lists(written, newest_first, two_columns):
    text = statements.as_list(written, newest_first=newest_first, two_columns=two_columns)
    assert format_of(text) == "list"
    read = read_list(read_text(PATH, text.encode()), "a.csv", Wishes(decimal="."))
    assert len(read) == 1
    assert (read[0].account, read[0].currency) == (written.account, written.currency)
    lines = list(reversed(read[0].lines)) if newest_first else list(read[0].lines)
    told = [tuple(getattr(one, key) for key in LINE) for one in lines]
    assert told == [tuple(getattr(one, key) for key in LINE) for one in written.lines]
    if read[0].opening is not None:
        assert (read[0].opening, read[0].closing) == (written.opening, written.closing)
    assert unexplained(read[0]) in (None, 0)
    assert read[0].problems == ()
