"""Which item a row means: what one list says and another does not never makes two items of one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.matching.item_key import item_key
from arrears.core.matching.item_match import Booked, Named, matched


def named(number="1", **more):
    return Named("C1", "invoice", number, **{"year": 2026, "due": date.fromisoformat("2026-02-10"), **more})


def booked(key, **more):
    return Booked(f"C1|invoice|1|{key}".rstrip("|"), named(**more))


def keys(rows, book=()):
    return [match.key.removeprefix("C1|invoice|1|") for match in matched(rows, book)]


def test_the_control_account_is_left_out_of_a_key_that_is_one_items_alone():
    assert keys([named(account="1200")]) == ["2026"]
    assert keys([named(account="1200"), named(account="1210")]) == ["2026||1200", "2026||1210"]


def test_an_item_of_an_older_book_keeps_its_key_with_the_account():
    old = [booked("2026||1200", account="1200")]
    assert keys([named()], old) == keys([named(account="1200")], old) == keys([named(account="1210")], old)
    assert keys([named()], old) == ["2026||1200"]


def test_accounts_tell_apart_what_stands_twice_in_the_book():
    book = [booked("2026||1200", account="1200"), booked("2026||1210", account="1210")]
    assert keys([named(account="1210")], book) == ["2026||1210"]
    assert matched([named(due=None)], book)[0].doubtful


def test_a_year_that_is_not_known_matches_the_only_item_of_the_name():
    due = date.fromisoformat("2027-01-05")
    unknown, known = booked("", year=None, due=due), booked("2026", due=due)
    assert keys([named(due=due)], [unknown]) == ["C1|invoice|1"]
    assert keys([named(year=None, due=due)], [known]) == ["2026"]
    assert keys([named(year=2025)], [known]) == ["2025"]


def test_a_document_dated_after_another_was_due_is_another_one():
    settled = booked("", year=None, due=date.fromisoformat("2025-03-01"))
    assert keys([named(year=2026)], [settled]) == ["2026"]


def test_a_year_that_is_not_known_takes_none_of_several_years():
    book = [
        booked("2025", year=2025, due=date.fromisoformat("2025-05-01")),
        booked("2026", due=date.fromisoformat("2026-05-01")),
    ]
    match = matched([named(year=None, due=None)], book)[0]
    assert (match.key, match.doubtful) == ("C1|invoice|1", True)


INSTALMENTS = [named(due=date.fromisoformat(f"2026-0{month}-10")) for month in (2, 3, 4)]


def test_rows_that_differ_in_their_due_dates_only_are_instalments_in_order_of_those():
    late_first = list(reversed(INSTALMENTS))
    assert keys(late_first) == ["2026|3", "2026|2", "2026|1"]
    assert [match.instalment for match in matched(late_first, [])] == [3, 2, 1]


@pytest.mark.parametrize("row", range(3))
def test_a_later_list_finds_the_instalments_left_by_their_due_dates(row):
    book = [booked(f"2026|{n + 1}", instalment=n + 1, due=one.due) for n, one in enumerate(INSTALMENTS)]
    assert keys([INSTALMENTS[row]], book) == [f"2026|{row + 1}"]
    assert keys([INSTALMENTS[row]._replace(instalment=row + 1, due=None)], book) == [f"2026|{row + 1}"]


def test_an_instalment_that_comes_later_is_numbered_after_the_one_that_stood_alone():
    alone = booked("2026", due=INSTALMENTS[0].due)
    assert keys(INSTALMENTS[:2], [alone]) == ["2026", "2026|2"]


def test_a_changed_due_date_leaves_a_single_item_the_same():
    assert keys([named(due=date.fromisoformat("2026-06-30"))], [booked("2026")]) == ["2026"]


def test_rows_that_say_the_same_have_the_same_key():
    assert keys([named(), named()]) == ["2026", "2026"]


rows_of_one_number = st.lists(
    st.builds(
        named,
        year=st.sampled_from([None, 2025, 2026]),
        instalment=st.sampled_from([None, 1, 2]),
        account=st.sampled_from(["", "1200", "1210"]),
        due=st.sampled_from([None, date.fromisoformat("2026-02-10"), date.fromisoformat("2026-03-10")]),
    ),
    unique=True,
    max_size=6,
)


@given(rows_of_one_number, st.randoms())
def test_keys_follow_no_order_and_only_rows_of_one_stated_instalment_share_one(rows, order):
    found = dict(zip(rows, keys(rows), strict=True))
    shares = [(one, other) for one in rows for other in rows if one is not other and found[one] == found[other]]
    assert all(one.instalment == other.instalment is not None and one.year == other.year for one, other in shares)
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert dict(zip(shuffled, keys(shuffled), strict=True)) == found


@given(rows_of_one_number)
def test_the_same_list_again_finds_every_item(rows):
    found = matched(rows, [])
    book = [
        Booked(match.key, row._replace(instalment=match.instalment or row.instalment))
        for row, match in zip(rows, found, strict=True)
    ]
    assert sorted(one.key for one in matched(rows, book)) == sorted(one.key for one in found)


def test_a_key_that_is_typed_by_hand_is_found_by_what_its_row_says():
    hand = Booked("RE-1", named())
    assert keys([named()], [hand]) == ["RE-1"]
    assert item_key("C1", "invoice", "1", 2026) != "RE-1"
