"""The words of bank lists: which heading holds what, which words say money in or out (``data/headings/bank.toml``)."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from arrears.office.exports.vocabulary import currency_of, plain, split_currency


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    path = resources.files("arrears") / "data" / "headings" / "bank.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _ranks(section: str) -> Mapping[str, Mapping[str, int]]:
    """Plain word -> field -> rank, 0 the surest."""
    ranks: dict[str, dict[str, int]] = {}
    for name, words in _data()[section].items():
        for rank, word in enumerate(words):
            ranks.setdefault(plain(word), {}).setdefault(name, rank)
    return ranks


@lru_cache(maxsize=4096)
def fields_of(heading: str) -> Mapping[str, int]:
    """Give the fields a heading may stand for, with ranks; of a heading in two languages each is tried.

    >>> fields_of("交易日期[ Transaction Date ]")["dated"] < fields_of("付款时间")["dated"]
    True
    >>> sorted(fields_of("Amount (USD)"))
    ['amount']
    """
    inside = re.findall(r"[\[【(（](.+?)[\]】)）]", heading)
    outside = re.sub(r"[\[【(（].*?[\]】)）]", " ", heading)
    for text in (heading, heading.lstrip("#"), split_currency(heading)[0], outside, *inside):
        if found := _ranks("fields").get(plain(text)):
            return found
    return {}


def currency_in(heading: str) -> str:
    """Give the currency a heading names: in brackets, behind, or in front as in 人民币金额."""
    bracketed = (currency_of(inner.strip("+- ")) for inner in re.findall(r"[(（](.+?)[)）]", heading))
    in_front = (currency_of(heading[:length]) for length in (3, 2))
    return next((code for code in (split_currency(heading)[1], *bracketed, *in_front) if code), "")


def label_of(text: str) -> str:
    """Give what a label above the table names; blank where it is none."""
    return next(iter(_ranks("labels").get(plain(text), {})), "")


def carried(text: str) -> str:
    """Tell a balance carried by the words it begins with: opening, closing, or nothing.

    >>> carried("Beginning balance as of 10/01/2026"), carried("期末余额："), carried("Balance sheet audit")
    ('opening', 'closing', '')
    """
    said = plain(text.lstrip("#"))
    return next(
        (name for name in ("opening", "closing") for word in _data()["labels"][name] if said.startswith(plain(word))),
        "",
    )


def told(reference: str) -> str:
    """Leave out the words by which a payment says that it has no reference."""
    return "" if plain(reference) in ("notprovided", "nonref", "noref") else reference


def side_of(text: str) -> str:
    """Tell what a direction word says: in, out, neither, or nothing.

    >>> [side_of(word) for word in ("贷 Cr", "支出", "/", "CREDIT", "POS")]
    ['in', 'out', 'neither', 'in', '']
    """
    said = "".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(".")
    return next((side for side in ("in", "out", "neither") if said in _compact(side)), "")


@cache
def _compact(section: str) -> frozenset[str]:
    return frozenset("".join(word.casefold().split()) for word in _data()["words"][section])


def says(section: str, text: str) -> bool:
    """Tell whether a text holds one of the words of a section: card, card_in, card_out, failed, pending."""
    said = unicodedata.normalize("NFKC", text).casefold()
    return any(word in said for word in _data()["words"][section])
