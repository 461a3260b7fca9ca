"""``arrears words`` as it is typed."""

import pytest
from tests.command_line import answered, arrears


def test_the_amount_of_the_rule_is_written_in_capitals():
    assert answered("words", "1409.50", "--currency", "CNY", "--language", "zh") == {
        "text": "人民币壹仟肆佰零玖元伍角",
        "amount": "1409.50",
        "currency": "CNY",
        "language": "zh",
        "rounded_from": None,
    }


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--no-prefix"], "壹拾万柒仟元零伍角叁分"),
        (["--zero", "wan"], "人民币壹拾万零柒仟元伍角叁分"),
        (["--yuan", "圆"], "人民币壹拾万柒仟圆零伍角叁分"),
        (["--traditional", "--no-prefix"], "壹拾萬柒仟圓零伍角叁分"),
    ],
)
def test_what_the_rule_leaves_open_is_an_option(options, text):
    assert answered("words", "107000.53", "--currency", "cny", "--language", "zh", *options)["text"] == text


def test_english_words_follow_the_style_named():
    words = ("words", "1,409.50", "--currency", "GBP", "--language", "en")
    assert answered(*words)["text"] == "one thousand four hundred nine pounds and fifty pence"
    british = answered(*words, "--style", "british")["text"]
    assert british == "one thousand four hundred and nine pounds and fifty pence"


def test_a_negative_amount_is_no_option_and_rounding_is_said(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    ran = arrears("words", "-12.345", "--currency", "GBP")
    assert ran.out.splitlines() == [
        "minus twelve pounds and thirty-five pence",
        "Rounded: -12.345 counts as -12.35 GBP.",
    ]
    assert answered("words", "-12.345", "--currency", "GBP")["rounded_from"] == "-12.345"


def test_words_come_in_the_language_of_the_reader_unless_another_is_named(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "zh")
    assert answered("words", "5", "--currency", "CNY")["text"] == "人民币伍元整"
    assert answered("words", "5", "--currency", "CNY", "--language", "en")["text"] == "five yuan"


def test_dates_are_written_as_bills_ask_for_them():
    assert answered("words", "--date", "2026-02-12")["text"] == "贰零贰陆年零贰月壹拾贰日"
    assert answered("words", "--date", "10-20")["text"] == "零壹拾月零贰拾日"


@pytest.mark.parametrize("amount", ["1.409,50", "NaN", "Infinity", "1_000", "", "12 34", "1e400", "1,23.5"])
def test_what_is_no_amount_is_refused(amount):
    ran = arrears("words", amount, "--currency", "EUR", "--json")
    assert ran.code == 2
    assert ran.answer["error"]["name"] == "number-option"
