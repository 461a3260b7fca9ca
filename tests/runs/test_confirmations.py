"""What was sent and what came back: numbers that stay, replies, differences."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.books import AS_OF, a_book, problems, refreshed

from arrears.errors import InputRefused
from arrears.runs.confirmations import (
    AGREES,
    AUDIT,
    DIFFERS,
    NONE,
    STATEMENT,
    Reply,
    Sent,
    confirmations,
    record_reply,
    record_sent,
)


def sent(customer="C1", balance="100.00", *, kind=STATEMENT, currency="EUR", as_of=AS_OF):
    return Sent(kind, customer, "Name", currency, as_of, Decimal(balance), date(2026, 11, 2), "file.docx")


def test_the_sheet_comes_when_first_something_is_sent():
    book = a_book()
    assert record_sent(book, [sent(), sent("C2")]) == ["202610-0001", "202610-0002"]
    assert [row["customer"] for row in book.rows("Confirmations")] == ["C1", "C2"]


def test_sending_the_same_again_adds_nothing():
    book = a_book()
    record_sent(book, [sent(), sent("C2")])
    before = book.rows("Confirmations")
    assert record_sent(book, [sent("C2"), sent(balance="100")]) == ["202610-0002", "202610-0001"]
    assert book.rows("Confirmations") == before


def test_another_kind_day_or_balance_is_another_confirmation():
    book = a_book()
    others = [sent(), sent(kind=AUDIT), sent(balance="90"), sent(currency="USD"), sent(as_of=date(2026, 11, 30))]
    assert record_sent(book, others) == ["202610-0001", "202610-0002", "202610-0003", "202610-0004", "202611-0001"]


@given(st.lists(st.sampled_from("ABCDE"), max_size=12), st.lists(st.sampled_from("ABCDE"), max_size=12))
def test_numbers_are_kept_whatever_is_sent_in_whatever_order(first, second):
    book = a_book()
    numbers = dict(zip(first, record_sent(book, [sent(one) for one in first]), strict=True))
    again = dict(zip(second, record_sent(book, [sent(one) for one in second]), strict=True))
    assert all(again[one] == numbers[one] for one in again.keys() & numbers.keys())
    known = numbers | again
    assert len(set(known.values())) == len(known)


def test_a_reply_that_agrees_has_our_balance():
    book = a_book()
    record_sent(book, [sent()])
    found = record_reply(book, "202610-0001", Reply(AGREES, date(2026, 11, 9)))
    assert (found.reply, found.their_balance, found.difference) == (AGREES, 100, 0)


def test_a_reply_that_differs_shows_the_difference_until_its_cause_is_found():
    book = a_book()
    record_sent(book, [sent(), sent("C2")])
    record_reply(book, "202610-0002", Reply(DIFFERS, date(2026, 11, 9), Decimal(70)))
    assert [one.difference for one in confirmations(book)] == [None, 30]
    assert "confirmation-differs" in problems(refreshed(book))
    record_reply(book, "202610-0002", Reply(DIFFERS, None, Decimal(70), cause="payment in transit"))
    row = book.rows("Confirmations")[1]
    assert (row["cause"], row["replied_on"]) == ("payment in transit", date(2026, 11, 9))
    assert "confirmation-differs" not in problems(refreshed(book))


def test_what_is_typed_on_the_sheet_counts_as_well():
    book = a_book()
    record_sent(book, [sent()])
    book.tables["Confirmations"]["reply"][0] = DIFFERS
    book.tables["Confirmations"]["their_balance"][0] = Decimal("99.99")
    done = refreshed(book)
    assert book.rows("Confirmations")[0]["difference"] == Decimal("0.01")
    assert "confirmation-differs" in problems(done)


def test_no_reply_keeps_what_was_done_instead():
    book = a_book()
    record_sent(book, [sent()])
    found = record_reply(book, "202610-0001", Reply(NONE, alternative="receipts of November checked"))
    assert (found.reply, found.their_balance, found.alternative) == (NONE, None, "receipts of November checked")


def test_an_unknown_number_and_an_unclear_answer_are_refused():
    book = a_book()
    with pytest.raises(InputRefused, match="confirmation-unknown"):
        record_reply(book, "202610-0001", Reply(AGREES))
    record_sent(book, [sent()])
    with pytest.raises(InputRefused, match="confirmation-answer-unclear"):
        record_reply(book, "202610-0001", Reply(DIFFERS))
