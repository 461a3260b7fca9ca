"""The words of payment terms in several languages, each as one letter, so that a notation becomes a short string.

    "2/10, n/30 EOM"                     -> #/#,n/#E
    "14 Tage 2% Skonto, 30 Tage netto"   -> #d%s,#dn

A text with a word that is not here is not read at all: a notation half understood is not understood.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from arrears.core.terms.term_vocabulary import LETTERS

_TRADITIONAL = str.maketrans(
    "結貨後內驗預帳個開發餘訂簽單裝運貼現級齊當從給憑間門時過條約",
    "结货后内验预账个开发余订签单装运贴现级齐当从给凭间门时过条约",
)
_CHINESE_NUMBER = re.compile(
    r"([一二三四五六七八九两]?十[一二三四五六七八九]?|[一二三四五六七八九两])(?=个?[天日月期周年]|个工作日)"
)
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_PARTS = {"¼": ".25", "½": ".5", "¾": ".75"}
_NUMERALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTED = re.compile(rf"\b({'|'.join(_NUMERALS)})(?= (?:equal |monthly )*(?:instal|rates|payments))")
_ARTICLES = re.compile(r"\b(?:the|our|your|des|der|dem|du)\b|\b[dl]'(?=[a-z])|\(s\)|[()\[\]*]")


@dataclass(frozen=True, slots=True)
class Letters:
    """A notation as letters; beside each the number it stands for, if any."""

    letters: str
    numbers: tuple[Decimal | None, ...]

    def cut(self, start: int, end: int) -> "Letters":
        """Give a part of it."""
        return Letters(self.letters[start:end], self.numbers[start:end])

    def without(self, start: int, end: int, instead: str = "") -> "Letters":
        """Give it with a part taken out."""
        numbers = (*self.numbers[:start], *(None for _ in instead), *self.numbers[end:])
        return Letters(self.letters[:start] + instead + self.letters[end:], numbers)

    def dropping(self, letters: str) -> "Letters":
        """Give it without some letters."""
        kept = [nth for nth, letter in enumerate(self.letters) if letter not in letters]
        return Letters("".join(self.letters[nth] for nth in kept), tuple(self.numbers[nth] for nth in kept))

    def number(self, at: int) -> int:
        """Give the whole number at a place."""
        return int(self.numbers[at] or 0)


def plain(text: str) -> str:
    """Fold case, width, accents, Chinese variants and numerals, and blanks, so that one spelling is left."""
    text = re.sub(r"(?<=\d) ?[¼½¾]", lambda match: _PARTS[match[0].strip()], text)
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    bare = bare.translate(_TRADITIONAL).replace("’", "'")
    bare = _CHINESE_NUMBER.sub(lambda match: str(_value(match[1])), bare)
    bare = re.sub(r"[、；。]", ",", bare).replace("first day", "1st").replace("半年", "6个月")
    bare = _COUNTED.sub(lambda match: str(_NUMERALS.index(match[1]) + 2), bare)
    bare = re.sub(r"\s*(?:per ?cent|percent|pct|prozent|pour ?cent|v\.?h\.?)(?![a-z])\.?", "%", bare)
    bare = re.sub(r"(?<![a-z])(?:[a-z]\.){2,}(?:[a-z](?![a-z]))?", lambda match: match[0].replace(".", ""), bare)
    return " ".join(bare.split()).strip(" .,;")


def spelled(text: str) -> Letters | None:
    """Turn a plain text into letters; None where one of its words is unknown.

    >>> spelled("2/10, n/30 eom").letters, spelled("as agreed")
    ('#/#,n/#E', None)
    """
    if _MINUS.search(text):
        return None
    text, words = _bare(text), _word()
    letters: list[str] = []
    numbers: list[Decimal | None] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        after_comma = bool(letters) and letters[-1] in "%/"
        match = _number(text, at, after_comma) or words.match(text, at)
        if match is None:
            return None
        at = match.end()
        if match.re is words:
            word = _BY_WORD[match[0].replace("-", " ").strip(" .") or match[0]]
            letters += word
            numbers += [None] * len(word)
        else:
            letters.append("%" if match.re in _PERCENTS else "°" if match.re is _ORDINAL else "#")
            numbers.append(Decimal(match[1].replace(",", ".")))
    return Letters("".join(letters), tuple(numbers))


_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|号)(?![a-z])")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%")
_PERCENT_WITH_COMMA = re.compile(r"(\d{1,2},\d{1,4})\s*%")
_RATE = re.compile(r"(\d{1,2}\.\d{1,4})(?=\s*/\s*\d)")
_RATE_WITH_COMMA = re.compile(r"(\d{1,2},\d{1,4})(?=\s*/\s*\d)")
_WHOLE = re.compile(r"(\d{1,3})(?!\d)")
_MINUS = re.compile(r"(?:^|\s)-\d")
_PERCENTS = (_PERCENT, _PERCENT_WITH_COMMA)


def _number(text: str, at: int, after_rate: bool) -> re.Match[str] | None:  # noqa: FBT001 - what stood before
    """Match a number; a comma in it is a decimal comma only where no days of a discount may stand before it."""
    commas: tuple[re.Pattern[str], ...] = () if after_rate else (_PERCENT_WITH_COMMA, _RATE_WITH_COMMA)
    for kind in (_ORDINAL, *commas, _PERCENT, _RATE, _WHOLE):
        if match := kind.match(text, at):
            return match
    return None


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS[numeral]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _bare(text: str) -> str:
    """Leave out articles, so that a phrase is found with or without them."""
    return " ".join(_ARTICLES.sub(" ", text).split())


@cache
def _word() -> re.Pattern[str]:
    """Give what matches any known word; made when terms are first read, as it takes longer than the rest to load."""
    words = sorted(_BY_WORD, key=len, reverse=True)
    spelt = [re.escape(word).replace(r"\ ", r"[ -]") for word in words if word]
    latin = [s for s, w in zip(spelt, words, strict=False) if re.match("[a-z]", w)]
    other = [s for s, w in zip(spelt, words, strict=False) if not re.match("[a-z]", w)]
    return re.compile(rf"(?:{'|'.join(latin)})(?:\.(?=\W|$))?(?![a-z])|(?:{'|'.join(other)})")


_BY_WORD = {_bare(word): letters for word, letters in LETTERS.items()}
