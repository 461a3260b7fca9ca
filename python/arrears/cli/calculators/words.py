"""``arrears words``: an amount or a date in words."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from typing import Annotated, Any

import typer

from arrears.cli import option_values, options, screens
from arrears.cli.options import Json
from arrears.errors import InputRefused


def words(
    amount: Annotated[str | None, typer.Argument(help="The amount, for example 1409.50.")] = None,
    currency: Annotated[str | None, typer.Option(help="Currency of the amount (ISO 4217 code).")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the words: en or zh.")] = None,
    on: Annotated[
        str | None, typer.Option("--date", help="A date (or month-day) to write in Chinese capitals instead.")
    ] = None,
    prefix: Annotated[bool, typer.Option(help="zh: the currency before the words, without a gap.")] = True,
    yuan: Annotated[str, typer.Option(help="zh: 元 or 圆.")] = "元",
    whole: Annotated[str, typer.Option(help="zh: 整 or 正, the ending of whole amounts.")] = "整",
    whole_after_jiao: Annotated[
        bool, typer.Option("--whole-after-jiao", help="zh: write 整 after 角 too, where it may be left out.")
    ] = False,
    zero: Annotated[
        str,
        typer.Option(
            help="zh: where 零 stands if the 元 or 万 digit is 0 (107000.53): yuan = before 角, wan = after 万."
        ),
    ] = "yuan",
    traditional: Annotated[bool, typer.Option("--traditional", help="zh: 貳陸萬億圓 in place of 贰陆万亿元.")] = False,
    style: Annotated[
        str, typer.Option(help="en: american (four hundred nine) or british (four hundred and nine).")
    ] = "american",
    json: Json = False,
) -> None:
    """Write an amount in words: Chinese capitals as bills ask for them (支付结算办法, annex 1), or English."""
    from arrears.core.money import to_major, to_minor
    from arrears.core.words.words import LANGUAGES
    from arrears.core.words.words_en import STYLES, english_words
    from arrears.core.words.words_zh import WHOLE, YUAN, ZERO_PLACES, Form, capitals

    with screens.showing(json) as screen:
        if on is not None:
            answer = _date_answer(on)
            screen.show(answer, [answer["text"]])
            return
        if amount is None or currency is None:
            raise InputRefused("words-of-nothing")
        figure, code = option_values.number(amount), option_values.currency(currency)
        tongue = option_values.choice("--language", language or screen.language, LANGUAGES)
        if tongue == "zh":
            form = Form(
                prefix=prefix, yuan=option_values.choice("--yuan", yuan, YUAN),
                whole=option_values.choice("--whole", whole, WHOLE), whole_after_jiao=whole_after_jiao,
                zero=option_values.choice("--zero", zero, ZERO_PLACES), traditional=traditional,
            )  # fmt: skip
            text = capitals(figure, code, form)
        else:
            text = english_words(figure, code, option_values.choice("--style", style, STYLES))
        exact = to_major(to_minor(figure, code), code)
        answer = {"text": text, "amount": str(exact), "currency": code, "language": tongue, "rounded_from": None}
        lines = [text]
        if exact != figure:
            answer["rounded_from"] = f"{figure:f}"
            lines.append(screen.word("words-rounded", given=answer["rounded_from"], amount=exact, currency=code))
        screen.show(answer, lines)


def _date_answer(text: str) -> dict[str, Any]:
    """Answer with a date in capitals; month and day alone will do, as cheques print the year's frame."""
    from arrears.core.words.words_zh import date_capitals, month_and_day

    if text.count("-") > 1:
        day = options.required_day(text)
        return {"text": date_capitals(day), "date": day.isoformat()}
    leap = options.required_day(f"2000-{text}")
    return {"text": month_and_day(leap.month, leap.day), "date": text}
