"""Document numbers in what payers write, however they write them; and other numbers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.core.matching.document_numbers import DIGITS, FULL, MISREAD, DocumentNumbers

BOOK = DocumentNumbers(
    [["INV-26-00123"], ["INV-26-00124"], ["4711-88"], ["XS26000107", "26442000000123456789"], ["77"]]
)


@pytest.mark.parametrize(
    ("text", "items", "strength"),
    [
        ("INV-26-00123", [0], FULL),
        ("payment inv 26/00123 thank you", [0], FULL),
        ("RE.INV-26-00123,INV-26-00124", [0, 1], FULL),
        ("INV2600124", [1], FULL),
        ("INV-26-OO123", [0], MISREAD),
        ("INV-26-00l23", [0], MISREAD),
        ("REFINV2600123", [0], MISREAD),
        ("26-00123", [0], DIGITS),
        ("00471188", [2], DIGITS),
        ("货款XS26000107，谢谢", [3], FULL),
        ("发票号码26442000000123456789", [3], DIGITS),
        ("ＸＳ２６０００１０７", [3], FULL),
        ("77", [4], DIGITS),
    ],
)
def test_a_number_is_found_however_it_is_written(text, items, strength):
    found = BOOK.found(text)
    assert [item for one in found for item in one.items] == items
    assert max(one.strength for one in found) == strength


@pytest.mark.parametrize(
    "text", ["", "Tel +49 30 12600123", "INV-26-00125", "contract 126001234", "order 77", "INV 26"]
)
def test_other_numbers_are_not_taken_for_it(text):
    assert BOOK.found(text) == []


def test_the_longest_number_wins_and_its_parts_are_not_found_again():
    numbers = DocumentNumbers([["26-00123"], ["INV-26-00123"]])
    assert [one.items for one in numbers.found("INV-26-00123")] == [(1,)]


def test_instalments_of_one_number_are_all_meant():
    assert DocumentNumbers([["A-1001"], ["A-1001"]]).found("A 1001")[0].items == (0, 1)


@pytest.mark.parametrize(("text", "said"), [("for INV-26-99999", "INV-26-99999"), ("INV-26-00123", ""), ("PO 99", "")])
def test_a_number_built_like_ours_that_is_none_of_ours_is_noticed(text, said):
    assert BOOK.strange(text) == said


def test_the_end_of_a_number_counts_only_as_a_number_of_its_own():
    assert BOOK.ends_with(0, "invoices 123 and 124")
    assert not BOOK.ends_with(0, "invoice 51234")


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text):
    for one in BOOK.found(text):
        assert set(one.items) <= set(range(5))
    BOOK.strange(text)
