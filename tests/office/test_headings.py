"""Headings, sheet titles and choice words in every language."""

import re

import pytest

from arrears.labels import ageing_titles
from arrears.office.headings import choice, choice_of, heading, key_of, setting_of, settings_like, sheet_title, words
from arrears.office.tables import TABLES
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS
from arrears.texts import LANGUAGES, texts

SAME_IN_BOTH = {"FIFO"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_heading_and_none_stands_twice(table, language):
    from_policy = re.compile(r"(bucket|band)_\d")
    named = [c.key for c in TABLES[table].columns if not from_policy.fullmatch(c.key)]
    known = {**words(language)["columns"], **words(language)["tables"].get(table, {})}
    assert [key for key in named if key not in known] == []
    shown = [heading(table, key, language) for key in named]
    assert sorted(shown) == sorted(set(shown))


@pytest.mark.parametrize("table", TABLES)
def test_a_heading_of_any_language_finds_its_column(table):
    for column in TABLES[table].columns:
        for language in LANGUAGES:
            assert key_of(table, f" {heading(table, column.key, language)} ") == column.key


def test_a_heading_of_the_users_own_finds_no_column():
    assert key_of("Invoices", "My own remark") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_found_by_its_word(language):
    for table in TABLES.values():
        for column in table.columns:
            for value in column.choices:
                assert choice_of(choice(value, language)) == value, (table.name, column.key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_found_by_its_label(language):
    for group in words(language)["policy"].values():
        for key, (label, _default, _meaning) in group.items():
            assert setting_of(label) == key


def test_both_languages_know_the_same_words_and_chinese_is_not_english():
    english, chinese = dict(_leaves(words("en"))), dict(_leaves(words("zh")))
    assert english.keys() == chinese.keys()
    copied = {
        path: text
        for path, text in english.items()
        if chinese[path] == text and re.search("[A-Za-z]{2}", text) and text not in SAME_IN_BOTH
    }
    defaults = {path: text for path, text in copied.items() if path.startswith("policy.") and path.endswith(".1")}
    assert set(copied) - set(defaults) == set()
    assert set(defaults.values()) <= {"act/365"}


@pytest.mark.parametrize("section", ["buckets", "bands", "places"])
def test_labels_are_translated(section):
    english, chinese = texts("en")[section], texts("zh")[section]
    assert english.keys() == chinese.keys()
    assert [key for key in english if english[key] == chinese[key]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_titles_are_legal_and_differ(language):
    titles = [sheet_title(table, language) for table in TABLES]
    assert len(set(titles)) == len(titles)
    assert all(0 < len(title) <= 31 and not re.search(r"[\[\]:*?/\\]", title) for title in titles)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("buckets", "bands"),
    [
        ((30, 60, 90, 180, 365), ((1, "y"), (2, "y"), (3, "y"), (4, "y"), (5, "y"))),
        ((30, 60, 90), ((30, "d"), (60, "d"), (90, "d"))),
        ((5,), ((1, "y"),)),
        ((1, 2, 3, 4, 5, 6, 7), ((90, "d"), (1, "y"))),
    ],
)
def test_bucket_and_band_columns_never_share_a_heading(buckets, bands, language):
    titles = ageing_titles(buckets, bands, language, (MOST_BUCKETS, BANDS))
    fixed = [heading("Ageing", c.key, language) for c in TABLES["Ageing"].columns if c.key not in titles]
    everything = [*titles.values(), *fixed]
    assert len(everything) == len(TABLES["Ageing"].columns)
    assert sorted(everything) == sorted(set(everything))


def _leaves(tree, path=""):
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in pairs:
        below = f"{path}.{key}".removeprefix(".")
        if isinstance(value, str):
            yield below, value
        else:
            yield from _leaves(value, below)


@pytest.mark.parametrize(
    ("typed", "likest"), [("Compny", "Company"), ("base curency", "Base currency"), ("公司名", "公司名称")]
)
def test_a_label_that_is_misspelt_finds_those_like_it(typed, likest):
    assert settings_like(typed)[0] == likest


def test_a_label_like_none_finds_none():
    assert settings_like("qqqq") == []
