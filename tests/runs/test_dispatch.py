"""Recording dispatch: issued is not sent."""

from datetime import date

import pytest
from tests.issuing import MemoryJournal, MemoryWriter, Today, run, three_letters

from arrears.errors import InputRefused
from arrears.runs.dispatch import dispatch, dispatch_problems
from arrears.runs.letters.letter_history import Dispatch, History
from arrears.runs.void import void

SENT = Dispatch(sent_on=date(2026, 11, 2), channel="registered post", tracking_no="RR1")


def issued():
    book, journal = three_letters(), MemoryJournal()
    run(book, MemoryWriter(), journal)
    return book, journal


def test_what_is_given_stands_in_the_register_and_without_names_in_the_journal():
    book, journal = issued()
    assert dispatch(book, journal, Today(), ["L2026-00001"], SENT, "Mrs Pool", "proof.pdf") == ["L2026-00001"]
    row = book.rows("Letters")[0]
    assert [row[key] for key in ("sent_on", "channel", "tracking_no", "sent_by", "proof")] == [
        date(2026, 11, 2), "registered post", "RR1", "Mrs Pool", "proof.pdf",
    ]  # fmt: skip
    assert History(journal.lines).runs[0].dispatched == {"L2026-00001": SENT}
    assert "Pool" not in str(journal.lines)


def test_a_delivery_known_later_is_added_to_what_is_known():
    book, journal = issued()
    dispatch(book, journal, Today(), ["L2026-00001"], SENT)
    dispatch(book, journal, Today(), ["L2026-00001"], Dispatch(delivered_on=date(2026, 11, 4)))
    known = History(journal.lines).runs[0].dispatched["L2026-00001"]
    assert (known.sent_on, known.delivered_on, known.tracking_no) == (date(2026, 11, 2), date(2026, 11, 4), "RR1")


def test_what_was_typed_on_the_register_is_recorded_once():
    book, journal = issued()
    book.tables["Letters"]["sent_on"][0] = book.tables["Letters"]["sent_on"][2] = date(2026, 11, 2)
    assert dispatch(book, journal, Today(), [], Dispatch()) == ["L2026-00001", "L2026-00003"]
    assert dispatch(book, journal, Today(), [], Dispatch()) == []


@pytest.mark.parametrize(
    ("number", "how", "name"),
    [
        ("L2026-00001", Dispatch(), "dispatch-empty"),
        ("L2026-00009", SENT, "letter-unknown"),
        ("L2026-00003", SENT, "letter-void"),
        ("L2026-00001", Dispatch(sent_on=date(2026, 10, 30)), "sent-before-issued"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_recorded(number, how, name):
    book, journal = issued()
    void(book, journal, Today(), ["L2026-00003"], "error")
    before = len(journal.lines)
    with pytest.raises(InputRefused) as refusal:
        dispatch(book, journal, Today(), [number], how)
    assert (refusal.value.name, len(journal.lines)) == (name, before)


def test_letters_not_sent_after_five_days_and_letters_that_came_back_are_problems():
    book, journal = issued()
    dispatch(book, journal, Today(), ["L2026-00001"], SENT)
    void(book, journal, Today(), ["L2026-00002"], "error")

    def found(day):
        return [(case.name, case.found) for case in dispatch_problems(book.read("Letters")["Letters"], day)]

    assert found(date(2026, 11, 5)) == []
    assert found(date(2026, 11, 6)) == [("letter-unsent", "L2026-00003")]
    dispatch(book, journal, Today(), ["L2026-00001"], Dispatch(returned_on=date(2026, 11, 5)))
    assert found(date(2026, 11, 5)) == [("letter-returned", "L2026-00001")]
