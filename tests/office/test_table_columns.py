"""Which column is which: headings in any language, the user's own columns, bucket columns by their place."""

import pytest

from arrears.errors import BookRefused
from arrears.labels import ageing_titles
from arrears.office.headings import heading
from arrears.office.table_columns import keys_of_headings, language_of
from arrears.office.tables import TABLES
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS


def headings(table, language="en", titles=()):
    titles = dict(titles)
    return [titles.get(column.key) or heading(table, column.key, language) for column in TABLES[table].columns]


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"Ageing"}))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_heading_is_recognised_in_every_language(table, language):
    assert keys_of_headings(table, headings(table, language), "S") == [column.key for column in TABLES[table].columns]
    assert language_of(table, headings(table, language)) == language


def test_a_column_of_the_users_own_has_no_key():
    keys = keys_of_headings("Customers", ["My mark", *headings("Customers")], "S")
    assert keys[:2] == [None, "customer"]


def test_a_heading_in_the_other_language_is_the_same_column():
    mixed = ["客户名称" if text == "Name" else text for text in headings("Customers")]
    assert "name" in keys_of_headings("Customers", [heading("Customers", "name", "zh"), *mixed[:1]], "S")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_bucket_and_band_columns_are_known_by_their_place(language):
    titles = ageing_titles((5, 10), ((30, "d"),), language, (MOST_BUCKETS, BANDS))
    keys = keys_of_headings("Ageing", headings("Ageing", language, titles), "S")
    assert keys == [column.key for column in TABLES["Ageing"].columns]


def test_a_lost_column_is_named_with_its_sheet():
    rest = [text for text in headings("Invoices") if text not in {"Gross", "Currency"}]
    with pytest.raises(BookRefused) as refusal:
        keys_of_headings("Invoices", rest, "My items")
    assert refusal.value.name == "column-missing"
    assert refusal.value.where.sheet == "My items"
    assert refusal.value.values["columns"] == "Currency, Gross"


def test_a_column_put_between_the_buckets_is_refused_by_name():
    titles = ageing_titles((5, 10), ((30, "d"),), "en", (MOST_BUCKETS, BANDS))
    text = headings("Ageing", "en", titles)
    at = text.index("1-5 days")
    with pytest.raises(BookRefused, match="columns-moved"):
        keys_of_headings("Ageing", [*text[: at + 1], "Customer", *text[at + 1 :]], "Ageing")
