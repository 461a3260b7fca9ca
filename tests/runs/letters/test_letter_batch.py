"""What issuing would do, said without doing it."""

from datetime import date
from decimal import Decimal

import pytest
from tests.issuing import Fuse, MemoryJournal, MemoryWriter, Stopped, Today, run, three_letters

from arrears.errors import ProposalRefused
from arrears.runs.letters.letter_batch import plan


def planned(book, writer=None, journal=None, **more):
    return plan(book, writer or MemoryWriter(), journal or MemoryJournal(), Today(), **more)


def test_the_plan_names_the_letters_that_issuing_then_writes():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    said = planned(book, writer, journal)
    assert (writer.files, journal.lines, book.calls["write"]) == ({}, [], 0)
    done = run(book, writer, journal)
    assert [draft.planned.number for draft in said.letters] == [letter.number for letter in done.letters]


def test_the_plan_says_who_gets_none_and_what_to_look_at():
    book = three_letters()
    book.tables["Customers"]["stop"][0] = "lawyer"
    said = planned(book)
    assert [(remark.customer, remark.why.name) for remark in said.skipped] == [("C1", "customer-stopped")] * 2
    assert [(remark.customer, remark.why.name) for remark in said.remarks] == [("C2", "address-missing")]


def test_the_plan_tells_which_letters_of_a_stopped_run_come_first():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    writer.fuse = Fuse(at=2)
    with pytest.raises(Stopped):
        run(book, writer, journal)
    said = planned(book, writer, journal)
    assert (said.finished, said.letters) == (["L2026-00002", "L2026-00003"], [])


def test_the_plan_is_refused_where_issuing_would_be():
    book = three_letters()
    book.tables["Invoices"]["balance"][0] = Decimal(1)
    with pytest.raises(ProposalRefused):
        planned(book)


def test_after_issuing_nothing_is_planned():
    book, writer, journal = three_letters(), MemoryWriter(), MemoryJournal()
    run(book, writer, journal)
    assert planned(book, writer, journal, letter_date=date(2026, 11, 1)).letters == []
