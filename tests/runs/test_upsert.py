"""Rows into a table: known keys are updated, new ones added, nothing is removed."""

from hypothesis import given
from hypothesis import strategies as st
from tests.fake_sheets import FakeSheets

from arrears.runs.upsert import Incoming, appended, upserted


def customers(*rows):
    return FakeSheets({"Customers": [{"customer": key, "name": name} for key, name in rows]})


def after(book, change):
    book.write([change], {})
    return [(row["customer"], row.get("name")) for row in book.rows("Customers")]


def brought(book, keys, names, fill_only=()):
    table = book.read("Customers")["Customers"]
    incoming = Incoming(keys, {"customer": list(keys), "name": names}, fill_only)
    return after(book, upserted(table, [str(key) for key in table.column("customer")], incoming))


def test_a_known_key_is_updated_where_it_stands_and_a_new_one_added_below():
    book = customers(("1", "Alder"), ("2", "Birch"))
    assert brought(book, ["2", "3"], ["Beech", "Cedar"]) == [("1", "Alder"), ("2", "Beech"), ("3", "Cedar")]


def test_a_blank_brings_nothing():
    assert brought(customers(("1", "Alder")), ["1"], [None]) == [("1", "Alder")]


def test_a_column_to_fill_only_keeps_what_it_holds():
    book = customers(("1", "Alder"), ("2", None))
    assert brought(book, ["1", "2"], ["x", "y"], ("name",)) == [("1", "Alder"), ("2", "y")]


def test_a_key_that_stands_twice_is_updated_where_it_stands_first():
    book = customers(("1", "Alder"), ("1", "Twin"))
    assert brought(book, ["1"], ["Ash"]) == [("1", "Ash"), ("1", "Twin")]


def test_of_a_key_that_comes_twice_one_row_is_made():
    assert brought(customers(), ["1", "1"], ["Alder", "Ash"]) == [("1", "Ash")]


def test_appended_rows_stand_below_the_others():
    book = customers(("1", "Alder"))
    table = book.read("Customers")["Customers"]
    assert after(book, appended(table, {"customer": ["1"], "name": ["Ash"]})) == [("1", "Alder"), ("1", "Ash")]


keys = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)


@given(keys, keys)
def test_bringing_the_same_rows_again_changes_nothing(old, new):
    book = customers(*((key, f"old {key}") for key in old))
    first = brought(book, new, [f"new {key}" for key in new])
    assert brought(book, new, [f"new {key}" for key in new]) == first
    assert dict(first) == {**{key: f"old {key}" for key in old}, **{key: f"new {key}" for key in new}}
