"""Amounts in words."""

from decimal import Decimal

from arrears.core.words.words import LANGUAGES, money_in_words
from arrears.functions.calling import caller
from arrears.functions.declaration import Declarations
from arrears.functions.readers import AMOUNT, CURRENCY, one_of

declared = Declarations()


@declared.each("AR_AMOUNT_IN_WORDS", amount=AMOUNT, currency_code=CURRENCY, language=one_of(LANGUAGES))
def amount_in_words(amount: Decimal, currency_code: str, language: str = "") -> str:
    """Write an amount in words: in English, or in Chinese capitals as bills ask for them."""
    return money_in_words(amount, currency_code, language or caller().speaks)
