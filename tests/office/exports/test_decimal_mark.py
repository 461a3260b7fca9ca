"""Decimals and thousands told apart by what a list shows, and refused where nothing tells."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrears.errors import InputRefused, ListRefused
from arrears.texts import wrong_and_do

HEAD = "Customer,Invoice Number,Invoice Date,Due Date,Currency,Amount,Open Amount\n"


def rows(*pairs):
    """Write rows of currency and amount."""
    written = (
        f'C{n},{n},2026-01-01,2026-01-31,{code},"{amount}","{amount}"\n' for n, (code, amount) in enumerate(pairs)
    )
    return HEAD + "".join(written)


def decimals(*texts):
    return [Decimal(text) for text in texts]


def test_three_digits_after_the_only_mark_are_decimals_in_a_currency_of_three(read):
    listing = read(rows(("KWD", "125.500"), ("KWD", "1.234"), ("KWD", "999.000")))
    assert listing.column("amount") == decimals("125.500", "1.234", "999.000")
    assert listing.column("remaining") == decimals("125.500", "1.234", "999.000")
    assert any("125.500 is read with decimals, as KWD has three" in note for note in listing.notes)


def test_the_currency_given_for_a_list_that_names_none_tells_as_well(read):
    assert read(rows(("", "125.500"), ("", "1.234")), currency="KWD").column("amount") == decimals("125.5", "1.234")


def test_a_currency_in_the_heading_or_beside_the_figure_tells_as_well(read):
    headed = read('Customer,Invoice,Date,Amount (BHD)\nA,1,2026-01-31,"125,500"\n')
    assert headed.column("amount") == decimals("125.5")
    beside = read("Customer,Invoice,Date,Amount\nA,1,2026-01-31,OMR 1.234\n")
    assert beside.column("amount") == decimals("1.234")


def test_a_decimal_comma_in_a_currency_of_three_is_read_as_one(read):
    assert read(rows(("TND", "125,500"), ("TND", "1,234"))).column("amount") == decimals("125.500", "1.234")


def test_each_row_of_several_currencies_is_read_by_the_mark_they_agree_on(read):
    listing = read(rows(("JPY", "12,000"), ("KWD", "1.234"), ("EUR", "500")))
    assert listing.column("amount") == decimals("12000", "1.234", "500")
    proved = read(rows(("JPY", "12000"), ("KWD", "1.234"), ("EUR", "500.00")))
    assert proved.column("amount") == decimals("12000", "1.234", "500")


def test_rows_of_several_currencies_that_disagree_are_refused_with_both_readings(read):
    with pytest.raises(ListRefused, match="amounts-ambiguous") as refused:
        read(rows(("JPY", "1.234"), ("KWD", "1.234"), ("EUR", "1.234")))
    wrong, do = wrong_and_do(refused.value, "en")
    assert "1.234 in column Amount is 1.234 with a decimal point and 1234 with a decimal comma" in wrong
    assert "--decimal ." in do


def test_another_figure_of_the_column_proves_thousands_in_a_currency_of_three(read):
    assert read(rows(("KWD", "1,234"), ("KWD", "1,234,500"))).column("amount") == [1234, 1234500]
    assert read(rows(("KWD", "1,234"), ("KWD", "7.500"), ("KWD", "1,000.250"))).column("amount") == decimals(
        "1234", "7.5", "1000.25"
    )


def test_whole_figures_beside_doubtful_ones_in_a_currency_of_three_are_refused(read):
    text = rows(("KWD", "1,234"), ("KWD", "500"))
    with pytest.raises(ListRefused, match="amounts-ambiguous"):
        read(text)
    assert read(text, decimal=".").column("amount") == [1234, 500]
    assert read(text, decimal=",").column("amount") == decimals("1.234", "500")


def test_thousands_of_a_currency_of_two_decimals_stay_thousands_and_are_noted(read):
    listing = read(rows(("EUR", "1,234"), ("EUR", "5")))
    assert listing.column("amount") == [1234, 5]
    assert any("1,234 is read with a thousands mark" in note for note in listing.notes)


@pytest.mark.parametrize(
    "text",
    [
        rows(("EUR", "1,234"), ("EUR", "5.678")),
        "Customer;Invoice;Date;Currency;Amount\nA;1;31.01.2026;KWD;1.234\n",
        "Customer;Invoice;Date;Currency;Amount\nA;1;31.01.2026;EUR;1,234\n",
        'Customer,Invoice,Date,Amount,Open\nA,1,2026-01-31,"1,234","5,50"\n',
    ],
    ids=["both marks", "semicolons against currency", "three decimals of cents", "against the other column"],
)
def test_evidence_that_disagrees_is_refused_until_the_mark_is_given(read, text):
    with pytest.raises(ListRefused, match="amounts-ambiguous"):
        read(text)
    assert len(read(text, decimal=",")) > 0


def test_a_mark_that_is_given_does_not_overrule_what_a_column_proves(read):
    assert read(rows(("EUR", "1,234.50"), ("EUR", "1,234")), decimal=",").column("amount") == decimals("1234.5", "1234")


@pytest.mark.parametrize("decimal", ["", "x", "..", ";"])
def test_a_decimal_mark_that_is_none_is_refused(read, decimal):
    with pytest.raises(InputRefused, match="decimal-option"):
        read(rows(("EUR", "5.00")), decimal=decimal)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(st.decimals(min_value=Decimal("0.001"), max_value=Decimal("999999.999"), places=3), min_size=1),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("", "."), ("", ",")]),
)
def test_amounts_printed_with_three_decimals_read_back_whatever_their_size(read, values, marks):
    group, point = marks
    printed = [f"{value:,.3f}".replace(",", "G").replace(".", point).replace("G", group) for value in values]
    assert read(rows(*(("KWD", text) for text in printed))).column("amount") == values
