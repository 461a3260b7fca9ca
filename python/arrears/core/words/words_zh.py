"""Amounts and dates in Chinese capitals, as the rules for filling in bills and vouchers prescribe.

支付结算办法 (银发〔1997〕393号) 附一 正确填写票据和结算凭证的基本规定, items 1 to 6. Where it leaves a choice,
``Form`` names it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.money import exponent, to_minor
from arrears.core.words.currency_names import NAMES
from arrears.errors import InputRefused

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_DECIMALS = "角分厘毫"
_TRADITIONAL = str.maketrans("贰陆万亿元圆", "貳陸萬億圓圓")
LARGEST_IN_WORDS = 10**16
"""Amounts from here on are refused: beyond 仟万亿 there is no agreed word."""

ZERO_PLACES = ("yuan", "wan")
YUAN = ("元", "圆")
WHOLE = ("整", "正")


@dataclass(frozen=True, slots=True)
class Form:
    """What 附一 leaves open; the defaults are the first of the forms it prints."""

    prefix: bool = True
    """Whether the currency stands before the words, without a gap (item 3)."""
    yuan: str = "元"
    """元 or 圆."""
    whole: str = "整"
    """整 or 正, after 元 always, after 分 never (item 2)."""
    whole_after_jiao: bool = False
    """Whether it is written after 角 too, where it may be left out (item 2)."""
    zero: str = "yuan"
    """Where one 零 stands if 万位 or 元位 is 0 and what follows is not (item 4(3)): before 角, or after 万 and 亿."""
    traditional: bool = False
    """Whether characters such as 貳陸萬億圓, accepted likewise (item 1), are written."""


def capitals(amount: Decimal, currency: str = "CNY", form: Form | None = None) -> str:
    """Write an amount in capitals, rounded half away from zero to the currency's decimals; 负 before negative ones.

    Other currencies bear their Chinese name in place of 人民币 and keep 元角分; refuses from ten thousand 万亿 on.

    >>> [capitals(Decimal(text)) for text in ("1409.50", "6007.14", "16409.02")]
    ['人民币壹仟肆佰零玖元伍角', '人民币陆仟零柒元壹角肆分', '人民币壹万陆仟肆佰零玖元零贰分']
    >>> for form in (Form(), Form(zero="wan")):
    ...     [capitals(Decimal(text), form=form) for text in ("1680.32", "107000.53")]
    ['人民币壹仟陆佰捌拾元零叁角贰分', '人民币壹拾万柒仟元零伍角叁分']
    ['人民币壹仟陆佰捌拾元叁角贰分', '人民币壹拾万零柒仟元伍角叁分']
    >>> capitals(Decimal("-0.05")), capitals(Decimal(100)), capitals(Decimal(0))
    ('人民币负伍分', '人民币壹佰元整', '人民币零元整')
    """
    form = form or Form()
    minor = to_minor(amount, currency)
    decimals = exponent(currency)
    whole, rest = divmod(abs(minor), 10**decimals)
    if whole >= LARGEST_IN_WORDS:
        raise InputRefused("beyond-words", found=f"{amount:f}")
    parts = f"{rest:0{decimals}d}"[:decimals]
    text = ("负" if minor < 0 else "") + _whole_part(whole, rest, form) + _decimal_part(whole, parts, form)
    text = text.replace("元", form.yuan) + _ending(parts, form)
    text = NAMES[currency].chinese + text if form.prefix else text
    return text.translate(_TRADITIONAL) if form.traditional else text


def _whole_part(whole: int, rest: int, form: Form) -> str:
    if whole:
        return _number(whole, form) + "元"
    return "" if rest else "零元"


def _number(number: int, form: Form) -> str:
    """Write a whole number by groups of four digits: 亿, 万, and what is below."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, size)
        if high:
            return _number(high, form) + name + _joint(high, low, size, form) + (_number(low, form) if low else "")
    return _below_ten_thousand(number)


def _joint(high: int, low: int, size: int, form: Form) -> str:
    """Give the 零 between two groups: if the lower one begins with 0; if only the upper one ends in 0, by form."""
    if not low:
        return ""
    return "零" if low < size // 10 or (high % 10 == 0 and form.zero == "wan") else ""


def _below_ten_thousand(number: int) -> str:
    text, waiting = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if waiting and text else "") + _DIGITS[digit] + _PLACES[place]
        waiting = not digit
    return text


def _decimal_part(whole: int, parts: str, form: Form) -> str:
    text, waiting = "", whole > 0 and whole % 10 == 0 and form.zero == "yuan"
    for place, digit in enumerate(parts):
        if digit == "0":
            waiting = whole > 0 or bool(text)
            continue
        text += ("零" if waiting else "") + _DIGITS[int(digit)] + _DECIMALS[place]
        waiting = False
    return text


def _ending(parts: str, form: Form) -> str:
    written = [place for place, digit in enumerate(parts) if digit != "0"]
    if not written:
        return form.whole
    return form.whole if written == [0] and form.whole_after_jiao else ""


def month_and_day(month: int, day: int) -> str:
    """Write a month and a day in capitals (item 6).

    零 stands before the months 壹, 贰 and 壹拾, and before the days 1 to 10, 20 and 30.

    >>> month_and_day(1, 15), month_and_day(10, 20), month_and_day(2, 12), month_and_day(12, 31)
    ('零壹月壹拾伍日', '零壹拾月零贰拾日', '零贰月壹拾贰日', '壹拾贰月叁拾壹日')
    """
    months = ("零" if month in (1, 2, 10) else "") + _below_ten_thousand(month)
    days = ("零" if day < 10 or day % 10 == 0 else "") + _below_ten_thousand(day)
    return f"{months}月{days}日"


def date_capitals(day: date) -> str:
    """Write a date in capitals, its year digit by digit.

    >>> date_capitals(date(2026, 2, 12))
    '贰零贰陆年零贰月壹拾贰日'
    """
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{month_and_day(day.month, day.day)}"
