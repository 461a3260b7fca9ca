"""The text behind a SEPA payment code."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.letters.epc_payment import iban_in, iban_is_valid, payment_code

IBAN = "DE89 3704 0044 0532 0130 00"


def test_the_code_is_line_by_line_what_the_guideline_asks_for():
    code = payment_code("Alder GmbH", f"Bank; IBAN {IBAN}; BIC COBADEFFXXX", Decimal("12.5"), "EUR", "C1 L2026-1")
    assert code.split("\n") == [
        "BCD", "002", "1", "SCT", "COBADEFFXXX", "Alder GmbH", "DE89370400440532013000", "EUR12.50", "", "",
        "C1 L2026-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "iban",
    # The examples of the SWIFT IBAN registry.
    ["AT611904300234573201", "BE68539007547034", "FR1420041010050500013M02606", "GB29NWBK60161331926819",
     "NL91ABNA0417164300", "ES9121000418450200051332", "CH9300762011623852957"],
)  # fmt: skip
def test_examples_of_the_registry_are_valid_and_a_digit_more_is_not(iban):
    assert iban_is_valid(iban)
    assert not iban_is_valid(iban + "0")


@given(st.integers(4, 21), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place, by):
    plain = IBAN.replace(" ", "")
    wrong = plain[:place] + str((int(plain[place]) + by) % 10) + plain[place + 1 :]
    assert not iban_is_valid(wrong)
    assert iban_in(f"IBAN {wrong}") == ""


def test_an_iban_is_found_among_other_words():
    assert iban_in(f"Alder GmbH\nIBAN: {IBAN}\nBIC COBADEFFXXX") == "DE89370400440532013000"
    assert iban_in("account 123456789") == ""


@pytest.mark.parametrize(
    ("amount", "currency"), [("0", "EUR"), ("0.001", "EUR"), ("-5", "EUR"), ("1000000000", "EUR"), ("5", "USD")]
)
def test_no_code_is_made_of_what_a_bank_would_refuse(amount, currency):
    assert payment_code("Alder", IBAN, Decimal(amount), currency, "x") == ""


def test_names_are_cut_cleaned_of_line_ends_and_the_whole_stays_within_331_bytes():
    code = payment_code("Alder\nGmbH " + "x" * 90, IBAN, Decimal(1), "EUR", "y" * 200)
    assert [len(line) for line in code.split("\n")][5] == 70
    assert "Alder GmbH" in code
    assert len(code.split("\n")) == 11
    assert payment_code("汉" * 70, IBAN, Decimal(1), "EUR", "字" * 100) == ""
