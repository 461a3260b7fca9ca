"""The words of exported lists: which heading stands for which field, which words mark totals, kinds and directions.

All words stand in ``data/headings/systems/*.toml``, one file a system; headings match when they are equal once case,
spaces, punctuation, width, accents and plural are put aside. Nothing is guessed by likeness.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from arrears.core.ledger import ALLOCATION_KINDS
from arrears.core.money import CURRENCIES
from arrears.office.headings import choice, heading
from arrears.office.table_spec import Role
from arrears.office.tables import TABLES
from arrears.texts import LANGUAGES

KINDS = ("open-items", "invoices", "ledger", "receipts", "allocations", "customers", "balances")
_OWN_TABLES = {
    "open-items": "Invoices",
    "invoices": "Invoices",
    "ledger": "Invoices",
    "receipts": "Receipts",
    "allocations": "Allocations",
    "customers": "Customers",
    "balances": "ControlAccounts",
}
_OWN_READ = {("Invoices", "balance"): "remaining", ("Invoices", "interest"): "", ("Invoices", "days_past_due"): ""}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "#": "no", "№": "no", "＃": "no"})


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Reduce a heading to what is compared.

    >>> plain("  Invoice #"), plain("DueDates"), plain("币　　种："), plain("Nettofälligkeit"), plain("Číslo dokladu")
    ('invoiceno', 'duedate', '币种', 'nettofaelligkeit', 'cislodokladu')
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    folded = unicodedata.normalize("NFKD", folded)
    kept = "".join(c for c in folded if c.isalnum())
    return kept[:-1] if len(kept) > 3 and kept.endswith("s") and not kept.endswith("ss") and kept.isascii() else kept


@dataclass(frozen=True, slots=True)
class System:
    """One system's headings: for each kind of list ('' for any), plain heading -> field -> rank (0 is best)."""

    name: str
    fields: Mapping[str, Mapping[str, Mapping[str, int]]]

    def candidates(self, heading_text: str, kind: str) -> dict[str, int]:
        """Give the fields a heading may stand for, with ranks; a kind's own words go before the general ones."""
        found = dict(self.fields.get("", {}).get(heading_text, {}))
        own = self.fields.get(kind, {}).get(heading_text, {})
        return {**{field: rank + 100 for field, rank in found.items()}, **own}


@cache
def systems() -> tuple[System, ...]:
    """Load all systems: Arrears' own headings first, then the files in order of their names, common words last."""
    folder = resources.files("arrears") / "data" / "headings" / "systems"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    loaded = [_system(tomllib.loads(f.read_text(encoding="utf-8"))) for f in files]
    loaded.sort(key=lambda system: system.name == "common")
    return (_own_system(), *loaded)


def _system(known: Mapping[str, Any]) -> System:
    sections = {"": known.get("fields", {}), **{kind: known.get(kind, {}) for kind in KINDS}}
    return System(known["system"], {kind: _ranked(fields.items()) for kind, fields in sections.items()})


def _ranked(fields: Iterable[tuple[str, list[str]]]) -> dict[str, dict[str, int]]:
    ranked: dict[str, dict[str, int]] = {}
    for field, headings in fields:
        for rank, text in enumerate(headings):
            ranked.setdefault(plain(text), {}).setdefault(field, rank)
    return ranked


def _own_system() -> System:
    fields = {}
    for kind, table in _OWN_TABLES.items():
        words = [
            (_OWN_READ.get((table, column.key), column.key), [heading(table, column.key, lang) for lang in LANGUAGES])
            for column in TABLES[table].columns
            if column.role not in {Role.CHECK, Role.RESULT} or (table, column.key) in _OWN_READ
        ]
        fields[kind] = _ranked((field, texts) for field, texts in words if field)
    return System("Arrears", fields)


@cache
def _common() -> Mapping[str, Any]:
    path = resources.files("arrears") / "data" / "headings" / "systems" / "common.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _words(section: str) -> Mapping[str, str]:
    """Plain word -> meaning of a section of ``common.toml``, other systems' own words added."""
    folder = resources.files("arrears") / "data" / "headings" / "systems"
    found: dict[str, str] = {}
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        for meaning, words in tomllib.loads(file.read_text(encoding="utf-8")).get(section, {}).items():
            found.update((plain(word), meaning) for word in words)
    return found


def document_kind(text: str) -> str | None:
    """Find what a document type means: an item kind, 'receipt', 'vendor' or 'journal'; None if it is not known.

    >>> document_kind("Credit Memo"), document_kind("DZ"), document_kind("收款单"), document_kind("?")
    ('credit note', 'receipt', 'receipt', None)
    """
    return _words("doc_types").get(plain(text))


def allocation_kind(text: str) -> str | None:
    """Find what kind of allocation a word means; None if it is not known.

    >>> allocation_kind("Skonto"), allocation_kind("现金折扣"), allocation_kind("Write-off"), allocation_kind("?")
    ('discount', 'discount', 'write-off', None)
    """
    own = {plain(choice(kind, language)): kind for kind in ALLOCATION_KINDS for language in LANGUAGES}
    return own.get(plain(text)) or _words("allocation_kinds").get(plain(text))


def credit_kind_in(text: str) -> str | None:
    """Find a credit note, red invoice or receipt named within a posting's text.

    >>> credit_kind_in("收款 张三"), credit_kind_in("Gutschrift zu RE-7"), credit_kind_in("Payment received")
    ('receipt', 'credit note', 'receipt')
    """
    folded = plain(text)
    wanted = {"credit note", "red invoice", "receipt"}
    named = (
        (word, kind)
        for word, kind in _words("doc_types").items()
        if kind in wanted and len(word) >= (6 if word.isascii() else 2) and word in folded
    )
    return max(named, key=lambda pair: len(pair[0]), default=("", None))[1]


def direction(text: str) -> str | None:
    """Find the side a direction word stands for: 'debit' or 'credit'."""
    return _words("directions").get(plain(text))


def ledger_side(text: str) -> str | None:
    """Find whether a word names the customer's or the vendor's ledger."""
    return _words("sides").get(plain(text))


def yes_or_no(text: str) -> bool | None:
    """Find whether a mark beside a row says yes or no.

    >>> yes_or_no("Yes"), yes_or_no("否"), yes_or_no(" x "), yes_or_no("12.50")
    (True, False, True, None)
    """
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    words: Mapping[str, list[str]] = _common()["marks"]
    return next((meaning == "yes" for meaning, known in words.items() if said in known), None)


def key_date_words() -> tuple[str, ...]:
    """List the words that stand before the day a list is of, the longest first."""
    words: list[str] = _common()["key_date"]["words"]
    return tuple(sorted(words, key=len, reverse=True))


def currency_of(text: str) -> str | None:
    """Find the currency a code, sign or word stands for.

    >>> currency_of("人民币"), currency_of("usd"), currency_of("€"), currency_of("zł"), currency_of("x")
    ('CNY', 'USD', 'EUR', 'PLN', None)
    """
    code = unicodedata.normalize("NFKC", text).strip().upper()
    if code in CURRENCIES:
        return code
    signs: Mapping[str, list[str]] = _common()["currencies"]
    return _signs(tuple((c, tuple(s)) for c, s in signs.items())).get(code.casefold())


@cache
def _signs(known: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {unicodedata.normalize("NFKC", sign).casefold(): code for code, signs in known for sign in signs}


@cache
def _total_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = _common()["totals"]
    return tuple((name, re.compile("|".join(patterns), re.IGNORECASE)) for name, patterns in words.items())


@lru_cache(maxsize=8192)
def total_kind(text: str) -> str | None:
    """Tell what a row's label says it is: 'grand', 'sub', 'carried' (opening, closing, cumulative) or None.

    >>> total_kind("Grand total"), total_kind("Total Acme"), total_kind("小 计"), total_kind("期初余额")
    ('grand', 'sub', 'sub', 'carried')
    """
    label = " ".join(unicodedata.normalize("NFKC", text).split())
    if label and not label.strip("*"):
        return "grand"  # SAP prints * for a subtotal and ** or *** for the list's total; the last one counts
    label = label.strip(" :*-=")
    if any("\u4e00" <= c <= "\u9fff" for c in label):
        label = label.replace(" ", "")
    return next((name for name, pattern in _total_patterns() if pattern.fullmatch(label)), None)


def split_currency(text: str) -> tuple[str, str | None]:
    """Part a heading from the currency written in it.

    >>> split_currency("Amount (₹)"), split_currency("金额（元）"), split_currency("Amount in EUR")
    (('Amount', 'INR'), ('金额', 'CNY'), ('Amount', 'EUR'))
    """
    normal = unicodedata.normalize("NFKC", text)
    bracketed = re.fullmatch(r"(.*?)\s*[(\[【]\s*([^()\[\]【】]+?)\s*[)\]】]\s*(.*)", normal)
    if bracketed and (code := currency_of(bracketed[2])):
        return f"{bracketed[1]} {bracketed[3]}".strip(), code
    trailing = re.fullmatch(r"(.*?)\s+(?:in\s+|en\s+|v\s+)?([A-Z]{3}|[$€£¥₹])", normal)
    if trailing and trailing[1] and (code := currency_of(trailing[2])):
        return trailing[1], code
    return normal, None
