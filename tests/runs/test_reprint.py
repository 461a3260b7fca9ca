"""Reprinting: the same bytes, the same number, or a refusal."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from tests.issuing import MemoryJournal, MemoryWriter, Today, run, three_letters

from arrears.errors import InputRefused, JournalRefused
from arrears.runs.reprint import reprint
from arrears.runs.void import void


class Kept:
    """A folder of letters."""

    def __init__(self, files):
        self.files = files

    def content(self, number, sha256):
        content = self.files.get(number)
        same = content is not None and hashlib.sha256(content).hexdigest() == sha256
        return (number, content) if same else None


def issued():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    run(book, writer, journal)
    return book, writer, journal


def test_unchanged_files_are_copied_byte_for_byte():
    book, writer, journal = issued()
    copies, before = MemoryWriter(), len(journal.lines)
    done = reprint(book, copies, [Kept(writer.files)], journal, [])
    assert copies.files == writer.files
    assert [letter.number for letter in done] == sorted(writer.files)
    assert len(journal.lines) == before, "a reprint takes no number"


def test_a_file_that_has_gone_is_made_anew_where_that_gives_the_very_same_letter():
    book, writer, journal = issued()
    copies = MemoryWriter()
    reprint(book, copies, [Kept({})], journal, ["L2026-00001"])
    assert copies.files == {"L2026-00001": writer.files["L2026-00001"]}


def test_an_edited_file_does_not_count_and_changed_figures_are_refused():
    book, _, journal = issued()
    book.tables["Invoices"]["balance"][0] = Decimal(1)
    copies = MemoryWriter()
    with pytest.raises(JournalRefused) as refusal:
        reprint(book, copies, [Kept({"L2026-00001": b"edited"})], journal, ["L2026-00001"])
    assert (refusal.value.name, copies.files) == ("reprint-changed", {})


def test_void_and_unknown_letters_are_not_reprinted():
    book, writer, journal = issued()
    void(book, journal, Today(), ["L2026-00001"], "error")
    for number, name in (("L2026-00001", "letter-void"), ("L2026-00008", "letter-unknown")):
        with pytest.raises(InputRefused) as refusal:
            reprint(book, MemoryWriter(), [Kept(writer.files)], journal, [number])
        assert refusal.value.name == name
    copies = MemoryWriter()
    reprint(book, copies, [Kept(writer.files)], journal, [])
    assert sorted(copies.files) == ["L2026-00002", "L2026-00003"]


def test_a_list_imported_since_changes_no_letter():
    book, writer, journal = issued()
    book.tables["Imports"] = {"kind": ["receipts"], "list_date": [date(2026, 10, 20)]}
    copies = MemoryWriter()
    reprint(book, copies, [Kept({})], journal, ["L2026-00001"])
    assert copies.files == {"L2026-00001": writer.files["L2026-00001"]}
