"""The bank commands as typed: what reading answers, and what importing writes."""

import pytest
from tests.command_line import answered, arrears

STATEMENT = """\
:20:STARTUMS
:25:DE89370400440532013000
:28C:10/1
:60F:C261031EUR1000,00
:61:2611021102CR119,00NTRFNONREF//B1
:86:166?00GUTSCHRIFT?20EREF+E-7?21SVWZ+RE-2026-0001?31DE02120300000000202051?32ALDER GMBH
:61:2611041104DR50,00NMSCNONREF
:86:Fees
:62F:C261104EUR1069,00
-
"""


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "statement.dat"
    path.write_text(STATEMENT)
    return path


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Book.xlsx"
    answered("new", path, "--language", "en")
    return path


def test_reading_answers_balances_and_lines(statement):
    answer = answered("bank", "read", statement, "--json")
    (one,) = answer["statements"]
    assert {key: one[key] for key in ("account", "currency", "opening", "closing", "adds_up")} == {
        "account": "DE89370400440532013000", "currency": "EUR", "opening": "1000.00", "closing": "1069.00",
        "adds_up": True,
    }  # fmt: skip
    first = one["lines"][0]
    assert {key: first[key] for key in ("date", "value_date", "amount", "reference", "payer", "end_to_end")} == {
        "date": "2026-11-02", "value_date": "2026-11-02", "amount": "119.00", "reference": "RE-2026-0001",
        "payer": "ALDER GMBH", "end_to_end": "E-7",
    }  # fmt: skip
    assert one["lines"][1]["payer"] is None
    assert one["lines"][1]["amount"] == "-50.00"


def test_reading_shows_a_table_to_people(statement):
    out = arrears("bank", "read", statement).out
    assert "opening 1000.00, closing 1069.00" in out
    assert "ALDER GMBH" in out


def test_importing_adds_the_lines_once(statement, book):
    assert answered("bank", "import", book, statement, "--json")["new"] == 2
    after = book.read_bytes()
    again = answered("bank", "import", book, statement, "--json")
    assert again["already_imported"]
    assert book.read_bytes() == after


def test_a_dry_run_writes_nothing(statement, book):
    before = book.read_bytes()
    assert answered("bank", "import", book, statement, "--dry-run", "--json")["new"] == 2
    assert book.read_bytes() == before


def test_a_file_that_is_no_statement_is_refused_and_the_book_stays(book, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sirs,\nplease find enclosed our statement.\n")
    before = book.read_bytes()
    ran = arrears("bank", "import", book, path, "--json")
    assert (ran.code, ran.answer["error"]["name"]) == (2, "bank-headings-missing")
    assert book.read_bytes() == before


def test_a_statement_that_was_imported_before_is_said_so_with_day_and_time_in_words(statement, book, monkeypatch):
    monkeypatch.setattr("arrears.office.system_clock.SystemClock.now", lambda _self: "2026-11-02T12:05:00+00:00")
    arrears("bank", "import", book, statement)
    said = " ".join(arrears("bank", "import", book, statement).out.split())
    assert "imported already on 2 November 2026, " in said
    assert "+00:00" not in said
