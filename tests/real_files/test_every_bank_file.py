"""Every real bank file is read, as other programs read it where their reading lies beside, or refused in a sentence."""

from collections import Counter
from decimal import Decimal

import pytest
from tests.real_files import bank
from tests.real_files.folder import real_file

from arrears.core.bank.proof import unexplained
from arrears.core.money import exponent
from arrears.errors import Refusal
from arrears.office.bank.recognise import read_statements
from arrears.texts import wrong_and_do

MONTH_FIRST = {"csv2ofx_ingesp"}
"""Files whose expected reading takes the day for the month where it can; the column proves the day first."""
NOT_DERIVED = {"csv2ofx_mint", "csv2ofx_amazon"}
"""Expected files that hold transfers instead of a statement, or whose list is one of orders."""


@pytest.fixture(scope="module")
def folder():
    return real_file("bank")


def minor(amount, currency):
    return int(amount.scaleb(exponent(currency)).to_integral_value(rounding="ROUND_DOWN"))


def test_each_file_is_read_or_refused_in_both_languages(folder):
    outcomes = Counter()
    sentences = []
    for path in bank.statement_files(folder):
        try:
            found = read_statements(path)
        except Refusal as refusal:
            outcomes["refused"] += 1
            for language in ("en", "zh"):
                sentences.append(wrong_and_do(refusal, language))
        else:
            outcomes["read"] += 1
            assert found.statements, path.name
            for one in found.statements:
                left = unexplained(one)
                said = {problem.name for problem in one.problems}
                assert (left is None or left == 0) == ("bank-closing-differs" not in said), path.name
    assert all(wrong and do for wrong, do in sentences)
    assert outcomes["read"] > 4 * outcomes["refused"]


def test_camt_files_say_what_lies_beside_them(folder):
    compared = 0
    for path in bank.statement_files(folder / "camt"):
        other = bank.beside(path, ".json")
        if other is None:
            continue
        read = [(one, line) for one in read_statements(path).statements for line in one.lines]
        expected = bank.camt_entries(other)
        own = [
            (one.account, minor(line.amount, one.currency), one.currency, line.booking_date, line.value_date)
            for one, line in read
        ]
        assert Counter(row[1:] for row in own) >= Counter(row[1:] for row in expected), path.name
        named = {row[0] for row in expected if row[0]}
        assert not named or {row[0] for row in own} == named, path.name
        balances = bank.camt_balances(other)
        last = read_statements(path).statements[-1]  # the dump of a message names only the balances of its last one
        for shown in (last.opening, last.closing):
            assert shown is None or minor(shown, last.currency) in {amount for _, amount in balances}, path.name
        compared += len(expected)
    assert compared > 20


def test_mt940_files_say_what_lies_beside_them(folder):
    """A reversal of a credit is money out, though the reading beside it says otherwise: only so the balances agree."""
    compared = 0
    for path in bank.statement_files(folder / "mt940"):
        other = bank.beside(path, ".yml")
        if other is None:
            continue
        account, closing, expected = bank.mt940_expected(other)
        try:
            statements = read_statements(path).statements
        except Refusal:
            assert (account, closing, expected) == (None, None, []), path.name
            continue
        lines = [line for one in statements for line in one.lines]
        signed = [-amount if mark == "RC" else amount for amount, *_, mark in expected]
        assert [line.amount for line in lines] == signed, path.name
        for line, (_, value, entry, reference, _mark) in zip(lines, expected, strict=True):
            assert line.value_date == value, path.name
            assert line.booking_date == (entry or value), path.name
            assert line.bank_reference == (reference or "").strip() or reference in ("NONREF", None), path.name
        if account is not None and path.stem != "sepa_snippet_broken":  # whose second :25: is half an :86:
            assert account in {one.account for one in statements}, path.name
        if closing is not None:
            assert closing in {one.closing for one in statements}, path.name
        compared += len(lines)
    assert compared > 150


def test_lists_say_what_was_made_of_them(folder):
    compared = 0
    for path in bank.statement_files(folder / "ofx" / "csv2ofx_expected"):
        source = folder / "csv_xlsx" / f"{path.stem}.csv"
        if path.suffix != ".ofx" or not source.exists() or path.stem in NOT_DERIVED:
            continue
        wishes = {"csv2ofx_payoneer": {"dates": "mdy"}, "csv2ofx_pcmastercard": {"signs": "reversed"}}
        lines = [line for one in read_statements(source, **wishes.get(path.stem, {})).statements for line in one.lines]
        expected = bank.ofx_amounts(path)
        if not expected:
            continue
        assert Counter(line.amount for line in lines) == Counter(amount for _, amount in expected), path.name
        if path.stem not in MONTH_FIRST:
            own = Counter((line.booking_date, line.amount) for line in lines)
            assert own == Counter((day, Decimal(amount)) for day, amount in expected), path.name
        compared += len(lines)
    assert compared > 60
