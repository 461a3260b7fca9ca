"""Amounts in any notation."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.office.exports.amount_notation import column_mark, figure, from_float, marks_in, read_amounts

amounts = st.decimals(min_value=Decimal("-9999999999.99"), max_value=Decimal("9999999999.99"), places=2)


def western(value: Decimal, group: str, mark: str) -> str:
    return f"{abs(value):,.2f}".replace(",", "G").replace(".", mark).replace("G", group)


def lakh(value: Decimal) -> str:
    whole, cents = f"{abs(value):.2f}".split(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*pairs, tail]) + "." + cents


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


NOTATIONS = {
    "1,234.56": lambda v: ("-" if v < 0 else "") + western(v, ",", "."),
    "1.234,56": lambda v: ("-" if v < 0 else "") + western(v, ".", ","),
    "1 234,56": lambda v: ("−" if v < 0 else "") + western(v, "\u202f", ","),
    "1'234.56": lambda v: ("-" if v < 0 else "") + western(v, "’", "."),
    "(1,234.56)": lambda v: f"({western(v, ',', '.')})" if v < 0 else western(v, ",", "."),
    "1.234,56-": lambda v: western(v, ".", ",") + ("-" if v < 0 else ""),
    "$ and brackets": lambda v: f"$({western(v, ',', '.')})" if v < 0 else f"${western(v, ',', '.')}  ",
    "-€": lambda v: ("-" if v < 0 else "") + "€" + western(v, ",", "."),
    "lakh": lambda v: ("-" if v < 0 else "") + "₹" + lakh(v),
    "full width": lambda v: full_width(("-" if v < 0 else "") + western(v, ",", ".")),
    "formula constant": lambda v: f"={v:.2f}",
    "leading apostrophe": lambda v: "'" + ("-" if v < 0 else "") + western(v, ".", ","),
    "code behind": lambda v: ("-" if v < 0 else "") + western(v, ".", ",") + " EUR",
}


@pytest.mark.parametrize("notation", NOTATIONS)
@given(values=st.lists(amounts, min_size=1, max_size=8))
def test_a_column_written_in_a_notation_reads_back_to_the_cent(notation, values):
    texts = [NOTATIONS[notation](value) for value in values]
    mark, _ = column_mark(marks_in(texts), Counter(), "")
    assert read_amounts(texts, mark).values == values


@given(st.decimals(min_value=Decimal("-99999999999.99"), max_value=Decimal("99999999999.99"), places=2))
def test_what_a_spreadsheet_stores_as_a_float_reads_back_to_the_cent(value):
    assert from_float(float(value)) == value


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "+", "--", "n/a", "$ -", "'"])
def test_signs_for_nothing_are_blank(text):
    found = figure(text)
    assert found is not None
    assert found.body == ""


@pytest.mark.parametrize("text", ["5%", "INV-1", "12/03", "abc", "1,23,4", "1.2.3", "EUR USD 5", "1 2 3", "12 apples"])
def test_what_is_no_amount_is_unreadable_never_zero(text):
    read = read_amounts([text], ".")
    assert read.values == [None]
    assert read.unreadable == {0: text}


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("'579,68 US", "579.68", "USD"),
        ("'8.582,07 ", "8582.07", None),
        ("￥１２３", "123", "CNY"),
        ("CHF 5.–", "5", "CHF"),
        ("5,-", "5", None),
        ("R$ 1.234,56", "1234.56", "BRL"),
        ("1.234,56 €", "1234.56", "EUR"),
        ("USD -7.50", "-7.50", "USD"),
    ],
)
def test_currency_signs_are_kept_apart_from_the_figure(text, value, currency):
    read = read_amounts([text], "")
    assert read.values == [Decimal(value)]
    assert read.currencies.get(0) == currency


def test_one_separator_before_three_digits_follows_the_rest_of_the_column():
    mark, how = column_mark(marks_in(["1,234", "5,50"]), Counter(), "")
    assert (mark, how) == (",", "own")
    assert read_amounts(["1,234", "5,50"], mark).values == [Decimal("1.234"), Decimal("5.50")]


def test_one_separator_without_any_evidence_is_a_thousands_mark_and_is_told():
    read = read_amounts(["1,234", "5.678"], "assumed")
    assert read.values == [1234, 5678]
    assert read.assumed == ["1,234", "5.678"]


def test_a_column_of_both_conventions_reads_the_clear_ones_and_none_of_the_doubtful():
    texts = ["1,234.56", "1.234,56", "1,234"]
    mark, _ = column_mark(marks_in(texts), Counter(), "")
    read = read_amounts(texts, mark)
    assert read.values == [Decimal("1234.56"), Decimal("1234.56"), None]
    assert read.ambiguous == {2: "1,234"}


def test_credit_marks_beside_the_figure_are_sides():
    read = read_amounts(["12.50 CR", "3.00 Dr", "100,00 H", "贷 5"], ".")
    assert read.sides == {0: "credit", 1: "debit", 2: "credit", 3: "credit"}


def test_an_ambiguous_column_takes_the_mark_of_the_other_columns_and_says_so(read):
    listing = read("Customer;Invoice;Date;Amount;Open\nA;1;31.01.2026;1.234;1.234,00\nB;2;31.01.2026;2.500;2.500,00\n")
    assert listing.column("amount") == [1234, 2500]
    assert any("decimal mark of the other columns" in note for note in listing.notes)


def test_thousands_without_evidence_are_noted(read):
    listing = read('Customer,Invoice,Date,Amount\nA,1,2026-01-31,"1,234"\n')
    assert listing.column("amount") == [1234]
    assert any("read with a thousands mark" in note for note in listing.notes)
