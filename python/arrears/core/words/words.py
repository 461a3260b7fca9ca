"""Money in words, in the language of a letter."""

from decimal import Decimal

from arrears.core.words.words_en import english_words
from arrears.core.words.words_zh import capitals

LANGUAGES = ("en", "zh")


def money_in_words(amount: Decimal, currency: str, language: str) -> str:
    """Write an amount (major units) in words: Chinese capitals with the currency before them, or English.

    Rounded half away from zero to the currency's decimals; refuses amounts from 10^16 on.

    >>> money_in_words(Decimal("1409.50"), "CNY", "zh"), money_in_words(Decimal("1409.50"), "CNY", "en")
    ('人民币壹仟肆佰零玖元伍角', 'one thousand four hundred nine yuan and fifty fen')
    """
    return capitals(amount, currency) if language == "zh" else english_words(amount, currency)
