"""Amounts in words."""

from decimal import Decimal
from typing import Final

from arrears.core import settings
from arrears.core.words.words import LANGUAGES, money_in_words
from arrears.functions.calling import caller
from arrears.functions.declaration import Declarations
from arrears.functions.figures import AMOUNT, CURRENCY
from arrears.functions.readers import one_of

declared = Declarations()
LANGUAGE: Final = one_of(LANGUAGES, settings.one_of({"en": ("english", "英文"), "zh": ("chinese", "中文")}))


@declared.each("AR_AMOUNT_IN_WORDS", amount=AMOUNT, currency_code=CURRENCY, language=LANGUAGE)
def amount_in_words(amount: Decimal, currency_code: str, language: str = "") -> str:
    """Write an amount in words: in English, or in Chinese capitals as bills ask for them."""
    return money_in_words(amount, currency_code, language or caller().speaks)
