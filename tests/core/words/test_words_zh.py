"""Chinese capitals: the examples of 支付结算办法 附一, the places where zeros meet, and nothing lost on the way."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vectors import vectors

from arrears.core.words.words_zh import Form, capitals, date_capitals, month_and_day
from arrears.errors import InputRefused

PRINTED = {
    "1409.50": ["人民币壹仟肆佰零玖元伍角"],
    "6007.14": ["人民币陆仟零柒元壹角肆分"],
    "1680.32": ["人民币壹仟陆佰捌拾元零叁角贰分", "人民币壹仟陆佰捌拾元叁角贰分"],
    "107000.53": ["人民币壹拾万柒仟元零伍角叁分", "人民币壹拾万零柒仟元伍角叁分"],
    "16409.02": ["人民币壹万陆仟肆佰零玖元零贰分"],
    "325.04": ["人民币叁佰贰拾伍元零肆分"],
}
"""The six amounts of 附一, 四, each with every form printed there."""


@pytest.mark.parametrize("text", PRINTED)
def test_every_printed_form_of_an_official_amount_comes_out_of_one_of_the_two_zeros(text):
    written = {capitals(Decimal(text), form=Form(zero=zero)) for zero in ("yuan", "wan")}
    assert written == set(PRINTED[text])
    assert capitals(Decimal(text)) == PRINTED[text][0]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角"),
        ("10.00", "壹拾元整"),
        ("20001", "贰万零壹元整"),
        ("100010", "壹拾万零壹拾元整"),
        ("1000.05", "壹仟元零伍分"),
        ("105000000", "壹亿零伍佰万元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("1000100000", "壹拾亿零壹拾万元整"),
        ("200000000.05", "贰亿元零伍分"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("1000000000000", "壹万亿元整"),
        ("1234500000001", "壹万贰仟叁佰肆拾伍亿零壹元整"),
        ("-12.34", "负壹拾贰元叁角肆分"),
        ("-0.001", "零元整"),
    ],
)
def test_zeros_meet_at_wan_and_yi(amount, words):
    assert capitals(Decimal(amount), form=Form(prefix=False)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0.999", "壹元整"), ("1.005", "壹元零壹分"), ("12.345", "壹拾贰元叁角伍分"), ("-12.345", "负壹拾贰元叁角伍分")],
)
def test_what_is_below_a_fen_is_rounded_half_away_from_zero_and_never_cut(amount, words):
    assert capitals(Decimal(amount), form=Form(prefix=False)) == words


def test_the_choices_of_the_rule_are_choices_of_the_form():
    assert capitals(Decimal("100"), form=Form(yuan="圆", whole="正")) == "人民币壹佰圆正"
    assert capitals(Decimal("0.5"), form=Form(whole_after_jiao=True)) == "人民币伍角整"
    assert capitals(Decimal("0.55"), form=Form(whole_after_jiao=True)) == "人民币伍角伍分"
    assert capitals(Decimal("260000000"), form=Form(traditional=True, prefix=False)) == "貳億陸仟萬圓整"


def test_other_currencies_bear_their_name_and_have_their_own_decimals():
    assert capitals(Decimal("1230"), "JPY") == "日元壹仟贰佰叁拾元整"
    assert capitals(Decimal("1.023"), "KWD") == "科威特第纳尔壹元零贰分叁厘"


def test_amounts_without_an_agreed_word_are_refused():
    with pytest.raises(InputRefused, match="beyond-words"):
        capitals(Decimal("9999999999999999.995"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 15), "贰零贰陆年零壹月壹拾伍日"),
        (date(2026, 10, 20), "贰零贰陆年零壹拾月零贰拾日"),
        (date(2005, 3, 30), "贰零零伍年叁月零叁拾日"),
        (date(2026, 11, 9), "贰零贰陆年壹拾壹月零玖日"),
        (date(2026, 12, 21), "贰零贰陆年壹拾贰月贰拾壹日"),
    ],
)
def test_dates_cannot_be_added_to(day, words):
    assert date_capitals(day) == words


_VALUES = dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True))
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words):
    """Read capitals as a person does: digits and places, groups closed by 万 and 亿."""
    total, high, group, digit, fen = 0, 0, 0, 0, 0
    for letter in words.removeprefix("人民币").removesuffix("整"):
        if letter in _VALUES:
            digit = _VALUES[letter]
        elif letter in _UNITS:
            group, digit = group + digit * _UNITS[letter], 0
        elif letter in ("万", "亿"):
            size = 10**4 if letter == "万" else 10**8
            below = high + group + digit
            high, group, digit = (below * size if letter == "亿" else high + (group + digit) * size), 0, 0
        elif letter == "元":
            total, high, group, digit = high + group + digit, 0, 0, 0
        else:
            fen, digit = fen + digit * (10 if letter == "角" else 1), 0
    return Decimal(total) + Decimal(fen) / 100


@given(st.integers(0, 10**18 - 1), st.sampled_from(["yuan", "wan"]))
def test_every_amount_reads_back_to_the_fen_and_never_shows_two_zeros_together(fen, zero):
    amount = Decimal(fen).scaleb(-2)
    words = capitals(amount, form=Form(zero=zero))
    assert read_back(words) == amount
    assert "零零" not in words
    assert words.endswith("整") == (fen % 100 == 0)


def test_the_published_amounts_and_dates_are_written_as_one_of_the_accepted_forms():
    cases = json.loads(vectors("interest/rmb_uppercase.json").read_text(encoding="utf-8"))["vectors"]
    compared = 0
    for case in cases:
        inputs, expected = case["inputs"], case["expected"]
        if "accepted" in expected:
            assert capitals(Decimal(inputs["amount"]), form=Form(prefix=False)) in expected["accepted"], case["id"]
            assert capitals(Decimal(inputs["amount"])) in expected.get(
                "with_prefix", [capitals(Decimal(inputs["amount"]))]
            )
            compared += 1
        elif "month_day" in inputs:
            month, day = (int(part) for part in inputs["month_day"].split("-"))
            assert month_and_day(month, day) == expected["words"], case["id"]
            compared += 1
        elif "library_output" in expected:
            assert capitals(Decimal(inputs["amount"]), form=Form(prefix=False)) != expected["library_output"], case[
                "id"
            ]
            compared += 1
    assert compared >= 15
