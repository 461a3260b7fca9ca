"""Words for people: every problem, refusal and message in the user's language."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from arrears.core.problems import Place, Problem
from arrears.core.reasons import Reason
from arrears.errors import Refusal

LANGUAGES = ("en", "zh")


@cache
def texts(language: str) -> Mapping[str, Any]:
    """Load the texts of a language; sections ``problems``, ``refusals``, ``messages``, ``places``."""
    path = resources.files("arrears") / "data" / "texts" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def wrong_and_do(case: Problem | Refusal, language: str) -> tuple[str, str]:
    """Give what is wrong and what to do about a problem or refusal, as two sentences."""
    section = texts(language)["problems" if isinstance(case, Problem) else "refusals"]
    entry = section[case.name]
    values = {"found": case.found, **case.values}
    return entry["wrong"].format_map(values), entry["do"].format_map(values)


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
    return text.format_map(values)


def in_words(reasons: Iterable[Reason], currency: str, language: str) -> str:
    """Write the reasons of a proposal as one line, amounts in its currency.

    >>> in_words([Reason("oldest-item", {"document": "RE-17", "days": 42})], "EUR", "en")
    'RE-17 is 42 days past due'
    """
    known = texts(language)
    parts = (known["reasons"][case.name].format_map({**_figures(case), "currency": currency}) for case in reasons)
    joined: str = known["places"]["between_reasons"].join(parts)
    return joined


def _figures(case: Reason) -> dict[str, str]:
    return {key: f"{value:,}" if isinstance(value, Decimal) else str(value) for key, value in case.values.items()}
