"""Voiding issued letters: a further entry, the levels as before, nothing deleted."""

import hashlib
from datetime import date

import pytest
from tests.issuing import AS_OF, MemoryJournal, MemoryWriter, Today, a_book, invoice, proposal, run, three_letters

from arrears.errors import InputRefused, JournalRefused
from arrears.runs.dispatch import dispatch
from arrears.runs.letters.letter_history import Dispatch
from arrears.runs.verify import verify
from arrears.runs.void import void


class Folder:
    """The letters as they lie in the folder."""

    def __init__(self, writer):
        self.files = writer.files

    def heads(self):
        return {}

    def digest(self, number):
        return hashlib.sha256(self.files[number]).hexdigest() if number in self.files else None


def issued(book=None):
    book, writer, journal = book or three_letters(), MemoryWriter(), MemoryJournal()
    run(book, writer, journal)
    return book, writer, journal


def levels(book):
    return {row["document_no"]: (row.get("level"), row.get("last_letter")) for row in book.rows("Invoices")}


def marked_anew(book, *accounts):
    book.put("Escalation", [proposal(book, *account) for account in accounts])


def test_a_voided_letter_stays_in_the_register_and_its_items_go_back_to_the_level_before():
    book, writer, journal = issued()
    done = void(book, journal, Today(), ["L2026-00001"], "wrong customer")
    assert (done.numbers, done.sent) == (["L2026-00001"], [])
    assert [row.get("void_reason") for row in book.rows("Letters")] == ["wrong customer", None, None]
    assert levels(book) == {"A1": (None, None), "A2": (1, AS_OF), "B1": (1, AS_OF), "B2": (None, None)}
    assert journal.lines[-1]["kind"] == "void"
    assert "wrong customer" not in str(journal.lines), "the journal holds hashes, not words"
    assert verify(journal, Folder(writer), book).ok


def test_an_item_imported_at_a_level_goes_back_to_that_level():
    book = a_book([invoice("C1", "A1", "100", level=2, last_letter=date(2026, 10, 1))])
    book.put("Escalation", [proposal(book, "C1", level=3)])
    book, _, journal = issued(book)
    assert levels(book) == {"A1": (3, AS_OF)}
    void(book, journal, Today(), ["L2026-00001"], "withdrawn")
    assert levels(book) == {"A1": (2, date(2026, 10, 1))}


def test_after_a_void_the_same_level_is_issued_under_a_new_number():
    book, writer, journal = issued()
    void(book, journal, Today(), ["L2026-00001"], "misprint")
    marked_anew(book, ("C1", "EUR"))
    again = run(book, writer, journal)
    assert [(letter.number, letter.level) for letter in again.letters] == [("L2026-00004", 1)]
    assert {"L2026-00001", "L2026-00004"} <= set(writer.files)


def test_two_letters_of_one_item_voided_together_leave_it_as_before_both():
    book, writer, journal = issued(a_book([invoice("C1", "A1", "100")]))
    book.put("Escalation", [proposal(book, "C1", level=2)])
    run(book, writer, journal, letter_date=date(2026, 11, 20))
    assert levels(book) == {"A1": (2, date(2026, 11, 20))}
    void(book, journal, Today(), ["L2026-00001", "L2026-00002"], "paid before")
    assert levels(book) == {"A1": (None, None)}


def test_voiding_the_older_of_two_letters_leaves_what_the_newer_one_did():
    book, writer, journal = issued(a_book([invoice("C1", "A1", "100")]))
    book.put("Escalation", [proposal(book, "C1", level=2)])
    run(book, writer, journal, letter_date=date(2026, 11, 20))
    void(book, journal, Today(), ["L2026-00001"], "never posted")
    assert levels(book) == {"A1": (2, date(2026, 11, 20))}


def test_without_numbers_the_reasons_typed_on_the_register_are_recorded_once():
    book, writer, journal = issued()
    book.tables["Letters"]["void_reason"][1] = "customer paid"
    assert not verify(journal, Folder(writer), book).ok
    assert void(book, journal, Today(), []).numbers == ["L2026-00002"]
    assert void(book, journal, Today(), []).numbers == []
    assert verify(journal, Folder(writer), book).ok


@pytest.mark.parametrize(
    ("numbers", "reason", "name"),
    [
        (["L2026-00009"], "x", "letter-unknown"),
        (["L2026-00001"], " ", "void-reason-missing"),
        (["L2026-00003"], "x", "letter-void"),
    ],
)
def test_what_cannot_be_voided_is_refused_and_nothing_is_recorded(numbers, reason, name):
    book, _, journal = issued()
    void(book, journal, Today(), ["L2026-00003"], "first")
    before = len(journal.lines)
    with pytest.raises(InputRefused) as refusal:
        void(book, journal, Today(), ["L2026-00002", *numbers], reason)
    assert (refusal.value.name, len(journal.lines)) == (name if reason.strip() else "void-reason-missing", before)


def test_a_letter_already_sent_is_voided_and_named():
    book, _, journal = issued()
    dispatch(book, journal, Today(), ["L2026-00001"], Dispatch(sent_on=AS_OF))
    assert void(book, journal, Today(), ["L2026-00001", "L2026-00002"], "error").sent == ["L2026-00001"]


def test_a_book_that_was_not_saved_after_a_void_is_set_right_by_the_next_run():
    book, writer, journal = issued()
    older = {name: {key: list(column) for key, column in table.items()} for name, table in book.tables.items()}
    void(book, journal, Today(), ["L2026-00001"], "wrong")
    book.tables = older
    assert [fault.name for fault in verify(journal, Folder(writer), book).faults] == [
        "void-unregistered",
        "journal-cut",
    ][:1]
    run(book, writer, journal)
    assert levels(book)["A1"] == (None, None)
    assert book.rows("Letters")[0]["void_reason"] == "voided"
    assert verify(journal, Folder(writer), book).ok


def test_nothing_is_voided_while_a_run_is_unfinished():
    book, _, journal = issued()
    journal.lines.pop()
    with pytest.raises(JournalRefused) as refusal:
        void(book, journal, Today(), ["L2026-00001"], "x")
    assert refusal.value.name == "run-cut-off"


def test_a_letter_voided_after_those_before_it_takes_its_items_back_behind_them_all():
    book, writer, journal = issued(a_book([invoice("C1", "A1", "100")]))
    for number, (level, on) in enumerate(((2, date(2026, 11, 20)), (3, date(2026, 12, 20))), start=2):
        book.put("Escalation", [proposal(book, "C1", level=level)])
        run(book, writer, journal, letter_date=on)
        assert levels(book) == {"A1": (level, on)}, number
    void(book, journal, Today(), ["L2026-00002"], "wrong address")
    void(book, journal, Today(), ["L2026-00001"], "wrong address")
    assert levels(book) == {"A1": (3, date(2026, 12, 20))}
    void(book, journal, Today(), ["L2026-00003"], "wrong address")
    assert levels(book) == {"A1": (None, None)}
