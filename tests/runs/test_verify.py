"""Verifying what was issued: every fault has its name."""

from datetime import date

from tests.books import a_book
from tests.issuing import Fuse, MemoryJournal, MemoryWriter, Stopped, run, three_letters

from arrears.errors import JournalRefused
from arrears.runs.verify import verify


class Files:
    def __init__(self, letters):
        self.digests = {letter.number: letter.sha256 for letter in letters}

    def heads(self):
        return {}

    def digest(self, number):
        return self.digests.get(number)


def issued():
    book, journal = three_letters(), MemoryJournal()
    done = run(book, journal=journal)
    return book, journal, Files(done.letters)


def names(verified):
    return [fault.name for fault in verified.faults]


def test_what_was_just_issued_is_in_order():
    book, journal, files = issued()
    verified = verify(journal, files, book)
    assert (verified.ok, verified.entries, names(verified)) == (True, 5, [])


def test_a_missing_and_a_changed_file_are_named():
    _, journal, files = issued()
    files.digests["L2026-00001"] = "0" * 64
    del files.digests["L2026-00002"]
    verified = verify(journal, files)
    assert [(fault.name, fault.found) for fault in verified.faults] == [
        ("letter-changed", "L2026-00001"), ("letter-missing", "L2026-00002"),
    ]  # fmt: skip
    assert not verified.ok


def test_an_edited_register_row_is_named_with_its_cell():
    book, journal, files = issued()
    book.tables["Letters"]["level"][0] = 2
    book.tables["Letters"]["letter_date"][1] = date(2026, 1, 1)
    book.tables["Letters"]["number"][2] = "L2026-00009"
    verified = verify(journal, files, book)
    assert names(verified) == ["register-differs", "register-differs", "register-unknown", "register-lacks"]
    assert str(verified.faults[0].where) == "Letters!E5"


def test_a_journal_whose_end_was_cut_off_is_named():
    book, journal, files = issued()
    for left in (3, 1):
        del journal.lines[left:]
        assert "journal-cut" in names(verify(journal, files, book))


def test_a_journal_that_has_grown_since_is_in_order_and_another_one_is_not():
    book, journal, files = issued()
    journal.append({"kind": "void", "number": "L2026-00001", "at": ""})
    assert "journal-cut" not in names(verify(journal, files, book))
    journal.lines[0] = {**journal.lines[0], "at": "another time"}
    journal.lines[3] = {**journal.lines[3], "at": "another time"}
    assert "journal-cut" in names(verify(journal, files, book))


def test_a_book_made_before_heads_were_noted_is_verified_without():
    book, journal, files = issued()
    del book.blocks["JournalHead"]
    assert verify(journal, files, book).ok


def test_letters_that_an_older_copy_of_the_book_lacks_are_named():
    _, journal, files = issued()
    older = three_letters()
    assert [(fault.name, fault.found) for fault in verify(journal, files, older).faults] == [
        ("register-lacks", "L2026-00001"), ("register-lacks", "L2026-00002"), ("register-lacks", "L2026-00003"),
    ]  # fmt: skip


def test_a_run_cut_off_is_named():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    journal.fuse = Fuse(3)
    try:
        run(book, writer, journal)
    except Stopped:
        verified = verify(journal, Files([]))
    assert names(verified) == ["letter-missing", "run-unfinished"]


def test_a_changed_journal_is_the_one_fault_then():
    class Changed(MemoryJournal):
        def entries(self):
            raise JournalRefused("journal-changed", found="line 2", line=2)

    verified = verify(Changed(), Files([]))
    assert (verified.ok, names(verified)) == (False, ["journal-changed"])


def test_a_letter_in_the_folder_that_the_journal_lacks_shows_a_cut_tail():
    _, journal, files = issued()
    files.heads = lambda: {"L2026-00001": "a", "L2026-00009": "b"}
    assert [(fault.name, fault.found) for fault in verify(journal, files).faults] == [
        ("letter-unrecorded", "L2026-00009")
    ]


def test_a_journal_that_is_gone_is_named_whether_letters_were_recorded_or_only_a_lock():
    book, _, files = issued()
    assert "journal-missing" in names(verify(MemoryJournal(), files, book))
    lock = {"month": "2026-10", "event": "locked", "closing_day": date(2026, 10, 31)}
    locked = verify(MemoryJournal(), Files([]), a_book({"Months": [lock]}))
    assert [(fault.name, str(fault.where)) for fault in locked.faults] == [("journal-missing", "Months!B5")]
    assert verify(MemoryJournal(), Files([]), a_book({"Months": [lock | {"event": "month opened"}]})).ok
