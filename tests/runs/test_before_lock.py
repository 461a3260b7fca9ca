"""Before a lock: who has not signed, whose signature lapsed, and what is open are known; nothing is written."""

from copy import deepcopy
from decimal import Decimal

import pytest
from tests.books import a_book, invoice, no_rates
from tests.issuing import MemoryJournal
from tests.months import Clock

from arrears.errors import ProposalRefused
from arrears.office.months.month_closing import frozen_keys
from arrears.runs.before_lock import before_lock
from arrears.runs.lock import lock, reopen
from arrears.runs.refresh import refresh
from arrears.runs.sign_off import Desk

KEYS = frozen_keys()


@pytest.fixture
def book():
    book = a_book({"Customers": [{"customer": "C1", "name": "Alder"}], "Invoices": [invoice("A", "100")]})
    refresh(book, None, no_rates)
    return book


def desk(book):
    return Desk(book, Clock(), KEYS, no_rates)


def signatures(book):
    found = before_lock(book, KEYS, no_rates)
    return found.unsigned, found.lapsed


def test_a_month_that_nobody_signed_says_so_and_what_is_open_and_stays_as_it_is(book):
    before = deepcopy(book.tables)
    found = before_lock(book, KEYS, no_rates)
    assert (found.unsigned, found.lapsed) == (("prepared", "reviewed"), ())
    assert [(one.check, one.currency, one.amount) for one in found.points] == [
        ("no-control-balance", "EUR", Decimal(100))
    ]
    assert book.tables == before


def test_signatures_count_until_something_is_changed(book):
    desk(book).prepare("Ann")
    assert signatures(book) == (("reviewed",), ())
    desk(book).review("Ben", overrides={"EUR": Decimal(100)})
    assert signatures(book) == ((), ())
    book.tables["Customers"]["note"] = ["call first"]
    assert signatures(book) == ((), ("prepared", "reviewed"))


def test_a_reopened_month_has_to_be_signed_anew(book):
    journal = MemoryJournal()
    desk(book).prepare("Ann")
    lock(book, journal, Clock(), "Ben", KEYS, no_rates)
    reopen(book, journal, Clock(), "Ben", "a late receipt")
    assert signatures(book) == (("prepared", "reviewed"), ())


def test_figures_that_a_refresh_would_change_are_refused_as_by_a_lock(book):
    book.tables["Invoices"]["gross"][0] = Decimal(90)
    with pytest.raises(ProposalRefused) as case:
        before_lock(book, KEYS, no_rates)
    assert case.value.name == "refresh-needed"
