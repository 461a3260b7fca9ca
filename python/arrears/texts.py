"""Words for people: every problem, refusal and message in the user's language."""

import locale
import os
import string
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from arrears.core.problems import Place, Problem
from arrears.core.reasons import Reason
from arrears.errors import Refusal

LANGUAGES = ("en", "zh")


def user_language() -> str:
    """Tell the language of the person at the keyboard: ARREARS_LANGUAGE, else that of the system, else English."""
    wished = os.environ.get("ARREARS_LANGUAGE") or locale.getlocale()[0] or ""
    return "zh" if wished.lower().startswith(("zh", "chinese")) else "en"


@cache
def texts(language: str) -> Mapping[str, Any]:
    """Load the texts of a language; sections ``problems``, ``refusals``, ``messages``, ``places``."""
    return _loaded("texts", language)


@cache
def headings(language: str) -> Mapping[str, Any]:
    """Load what a workbook of a language shows: its headings, sheet titles, choices and settings."""
    return _loaded("headings", language)


@cache
def functions(language: str) -> Mapping[str, Any]:
    """Load what a language says of the worksheet functions: help, parameters, examples."""
    return _loaded("functions", language)


@cache
def ribbon(language: str) -> Mapping[str, Any]:
    """Load what a language says on the ribbon: sections ``labels``, ``buttons``, ``says``."""
    return _loaded("ribbon", language)


def wrong_and_do(case: Problem | Refusal, language: str) -> tuple[str, str]:
    """Give what is wrong and what to do about a problem or refusal, as two sentences."""
    section = texts(language)["problems" if isinstance(case, Problem) else "refusals"]
    entry = section[case.name]
    values = {name: shown(name, value, language) for name, value in {"found": case.found, **case.values}.items()}
    return _filled(entry["wrong"], values, language), _filled(entry["do"], values, language)


def shown(name: str, value: str, language: str) -> str:
    """Give a value of a text as its reader knows it; ``name`` is its placeholder and tells what kind of value it is.

    Stable keys become the words on the sheet; of ``fields`` and ``uses`` each of a list, of ``seen`` what each heading
    was taken for, of ``causes`` each before its amount. Remarks on a list come in the reader's language. Anything else
    stays as it was found.

    >>> shown("field", "document_date", "en"), shown("table", "Invoices", "en"), shown("found", "customer", "en")
    ('Document date', 'Open items', 'customer')
    >>> shown("seen", "Beleg = document_no; Umsatz", "en")
    'Beleg = document number; Umsatz'
    >>> shown("causes", "to post = -5.00; rounding = 0.01", "en")
    'receipts and settlements to post -5.00; roundings 0.01'
    """
    if hasattr(value, "in_language"):
        said: str = value.in_language(language)
        return said
    if name == "argument":
        return value.replace("_", " ")
    known = _vocabulary(name, language)
    return _list_shown(name, value, language) if name in _LISTS else known.get(value, value)


_LISTS = ("fields", "uses", "seen", "causes")
"""Placeholders of several values, with semicolons between."""


def _list_shown(name: str, value: str, language: str) -> str:
    known, parts = _vocabulary(name, language), value.split("; ")
    between: str = texts(language)["places"]["between_reasons"]
    if name == "seen":
        seen = (part.rpartition(" = ") for part in parts)
        return "; ".join(f"{text}{sign}{known.get(key, key) if sign else key}" for text, sign, key in seen)
    if name == "causes":
        pairs = (part.partition(" = ") for part in parts)
        return between.join(f"{known.get(key, key)} {rest}".strip() for key, _, rest in pairs)
    return ("; " if name == "fields" else between).join(known.get(part, part) for part in parts)


def place(where: Place, language: str) -> str:
    """Write a place in the user's language: sheet and cell, or file and row."""
    in_book = "!".join(part for part in (where.sheet, where.cell) if part)
    in_file = where.file
    if where.row is not None:
        in_file = texts(language)["places"]["row"].format(file=where.file, row=where.row)
    return ": ".join(part for part in (in_file, in_book) if part)


def message(name: str, language: str, **values: object) -> str:
    """Give a message to people, filled in."""
    text: str = texts(language)["messages"][name]
    return fill(text, values)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put values into a text; ``{count:letter|letters}`` counts things.

    >>> fill("Write {count:letter|letters}?", {"count": 1}), fill("Write {count:letter|letters}?", {"count": 2})
    ('Write 1 letter?', 'Write 2 letters?')
    """
    return _Counting().vformat(text, (), values)


class _Counting(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        one, counts, many = format_spec.partition("|")
        if not counts:
            return super().format_field(value, format_spec)
        return f"{value} {one if str(value) == '1' else many}"


def in_words(reasons: Iterable[Reason], currency: str, language: str) -> str:
    """Write the reasons of a proposal as one line, amounts in its currency.

    >>> in_words([Reason("oldest-item", {"document": "RE-17", "days": 42})], "EUR", "en")
    'RE-17 is 42 days past due'
    """
    known = texts(language)
    figures = ((case.name, {**_figures(case, language), "currency": currency}) for case in reasons)
    joined: str = known["places"]["between_reasons"].join(fill(known["reasons"][n], f) for n, f in figures)
    return joined


def _figures(case: Reason, language: str) -> dict[str, str]:
    return {
        name: f"{value:,}" if isinstance(value, Decimal) else shown(name, str(value), language)
        for name, value in case.values.items()
    }


def _loaded(folder: str, language: str) -> Mapping[str, Any]:
    path = Path(__file__).parent / "data" / folder / f"{language}.toml"  # importlib.resources loads a dozen modules
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _vocabulary(name: str, language: str) -> Mapping[str, str]:
    """Give the words of a kind of value by stable key: those on the sheets, else those of the texts."""
    sheets, own = headings(language), texts(language)["words"]
    settings = {key: entry[0] for group in sheets["policy"].values() for key, entry in group.items()}
    fields = {**sheets["columns"], **own["fields"]}
    known = {"field": sheets["columns"], "table": sheets["sheets"], "stop": sheets["choices"], "setting": settings}
    known |= {"uses": sheets["choices"], "bill_state": sheets["choices"], "causes": own["cause"]}
    found: Mapping[str, str] = {**known, "fields": fields, "seen": fields}.get(name) or own.get(name, {})
    return found


def _filled(text: str, values: Mapping[str, str], language: str) -> str:
    """Fill a text in; what is empty is said to be so, without quotation marks around nothing."""
    filled = dict(values)
    for name in (name for name, value in values.items() if not value):
        for quoted in (f"'{{{name}}}'", f"“{{{name}}}”"):
            text = text.replace(quoted, f"{{{name}}}")
        filled[name] = texts(language)["places"]["blank"]
    return fill(text, filled)
