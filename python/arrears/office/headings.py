"""Headings, sheet titles and choice words by language, and the way back from any of them to the stable key."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from arrears import texts
from arrears.office.tables import TABLES
from arrears.texts import LANGUAGES


def words(language: str) -> Mapping[str, Any]:
    """Load ``data/headings/<language>.toml``."""
    return texts.headings(language)


def heading(table: str, key: str, language: str) -> str:
    """Give a column's heading; a table's own word goes before the common one.

    >>> heading("Receipts", "unapplied", "en"), heading("Ageing", "unapplied", "en")
    ('Unapplied', 'Unapplied credits')
    """
    known = words(language)
    own = known.get("tables", {}).get(table, {})
    text: str = own.get(key) or known["columns"].get(key) or key
    return text


def sheet_title(table: str, language: str) -> str:
    """Give the title of the sheet a table stands on."""
    title: str = words(language)["sheets"][table]
    return title


@cache
def _keys(table: str) -> Mapping[str, str]:
    return {
        _plain(heading(table, column.key, language)): column.key
        for language in LANGUAGES
        for column in TABLES[table].columns
    }


def key_of(table: str, text: str) -> str | None:
    """Find the column a heading stands for, in any language; None for a column of the user's own."""
    return _keys(table).get(_plain(text))


@cache
def _former_keys(table: str) -> Mapping[str, str]:
    texts_of = ((key, words(language).get("former", {}).get(table, {}).get(key)) for key in _keys(table).values()
                for language in LANGUAGES)  # fmt: skip
    return {_plain(text): key for key, text in texts_of if text}


def former_key_of(table: str, text: str) -> str | None:
    """Find the column that a heading of an earlier version stands for, in any language."""
    return _former_keys(table).get(_plain(text))


def choice(value: str, language: str) -> str:
    """Give the word shown for a choice."""
    word: str = words(language)["choices"].get(value, value)
    return word


@cache
def _choices() -> Mapping[str, str]:
    return {_plain(word): value for lang in LANGUAGES for value, word in words(lang)["choices"].items()}


def choice_of(text: str) -> str | None:
    """Find the choice a word stands for, in any language, or given as the stable value itself."""
    plain = _plain(text)
    return _choices().get(plain) or (plain if plain in _choices().values() else None)


@cache
def _settings() -> Mapping[str, str]:
    return {
        _plain(label): key
        for language in LANGUAGES
        for group in words(language)["policy"].values()
        for key, (label, _default, _meaning) in group.items()
    }


def setting_of(label: str) -> str | None:
    """Find the policy setting a label stands for, in any language, or given as the stable key itself."""
    return _settings().get(_plain(label)) or (label if label in _settings().values() else None)


def settings_like(label: str) -> list[str]:
    """Give the labels, of any language, that are much like what was typed, the likest first."""
    from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

    labels = {
        _plain(known): known for language in LANGUAGES for group in words(language)["policy"].values()
        for known, _default, _meaning in group.values()
    }  # fmt: skip
    return [labels[plain] for plain in get_close_matches(_plain(label), labels)]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
