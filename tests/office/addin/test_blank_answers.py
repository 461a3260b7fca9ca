"""Buttons that are answered with nothing, or with what cannot be, write nothing and say so in a sentence."""

from datetime import date
from types import SimpleNamespace

import pytest
from tests.books import a_book

from arrears.addin import collect, reconcile
from arrears.addin.session import GivenUp, Session
from arrears.errors import InputRefused

CUSTOMERS = {"Customers": [{"customer": "C1", "name": "Alder"}]}
BANK_LINES = [
    {"accept": True, "state": "proposed", "source": "bank:1", "receipt": "R1"},
    {"accept": True, "state": "proposed", "source": "bank:2"},
    {"accept": True, "state": "proposed", "source": "bank:2"},
    {"accept": True, "state": "posted", "source": "bank:3", "receipt": "R3"},
    {"accept": False, "state": "proposed", "source": "bank:4"},
]


class Answering:
    """A person who answers with texts in turn and says no to what is asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def text(self, *_):
        return self.answers.pop(0)

    def agreed(self, question):
        self.asked.append(question)
        return False


def session(tables, *answers, language="en", select=None):
    """Sit somebody down at a book that nothing can be written into, with a row of a table selected."""
    book = a_book(tables, language=language)
    book.path = "Month.xlsx"
    book.write = book.add = None
    sitting = Session(SimpleNamespace(selection=None), Answering(*answers), book)
    sitting.chosen = lambda table: [0] if table == select else []
    return sitting


def test_an_approval_of_nobody_is_given_up():
    with pytest.raises(GivenUp):
        reconcile.approve(session({"Matching": BANK_LINES}, "  ", select="Matching"))


@pytest.mark.parametrize(("language", "told"), [("en", "Nothing was noted"), ("zh", "未登记")])
def test_a_contact_in_which_nothing_was_said_is_not_noted(language, told):
    sitting = session(CUSTOMERS, "Ms Osei", " ", language=language, select="Customers")
    collect.contact(sitting)
    assert sitting.told[0].startswith(told)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_promise_for_a_day_before_the_as_of_date_is_not_noted(language):
    sitting = session(CUSTOMERS, "100", "2026-10-30", language=language, select="Customers")
    collect.promise(sitting)
    (told,) = sitting.told
    assert "2026-10-30" in told
    assert "2026-10-31" in told


@pytest.mark.parametrize("typed", ["", "15/11/2026", "2026-13-01"])
def test_a_promise_for_what_is_no_day_is_refused(typed):
    with pytest.raises(InputRefused) as case:
        collect.promise(session(CUSTOMERS, "", typed, select="Customers"))
    assert case.value.name == "date-option"


def test_a_promise_for_the_as_of_date_itself_goes_on_to_the_next_question():
    sitting = session(CUSTOMERS, "", date(2026, 10, 31).isoformat(), None, select="Customers")
    with pytest.raises(GivenUp):
        collect.promise(sitting)


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (BANK_LINES, "Matches accepted: 2, of which 1 only join"),
        (BANK_LINES[1:3], "Matches accepted: 1. Post"),
        (BANK_LINES[3:], None),
    ],
)
def test_match_counts_what_would_be_posted_and_apart_what_only_joins_known_receipts(rows, asked):
    sitting = session({"Matching": rows})
    posted = []
    sitting.run = lambda _, **options: posted.append(options["post"])
    reconcile.match(sitting)
    assert posted == [False]
    assert [question.startswith(asked or "never") for question in sitting.desk.asked] == ([True] if asked else [])
