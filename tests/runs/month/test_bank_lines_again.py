"""A match undone or made in the former month after the next was opened: the bank's line says the same in both."""

from copy import deepcopy
from datetime import date

from tests.books import no_rates, refreshed, totals
from tests.months import Clock
from tests.runs.test_match import accept, book, line, post, propose, undo

from arrears.core.month.calendar_month import Month
from arrears.runs.next_month import next_month
from arrears.runs.refresh_opening import refresh_opening


def opened(former):
    sheets = deepcopy(former)
    next_month(sheets, Month.read("2026-11"), "Month.xlsx", Clock(), "jo", no_rates)
    return sheets


def states(sheets):
    return [(row["state"], row.get("receipt")) for row in sheets.rows("Bank")]


def test_a_line_whose_match_was_undone_in_the_former_month_is_open_again():
    former = book(line("L1", "60", reference="INV-26-0001"))
    propose(former)
    accept(former)
    post(former)
    november = opened(refreshed_book(former))
    undo(former, "L1")
    refresh_opening(november, former, Clock(), "jo", no_rates)
    assert states(november) == [("open", None)]
    assert totals(refreshed(november, "2026-11-30"))["EUR"] == ("430.50", "430.50")
    assert [one.source.named for one in propose(november, as_of=date(2026, 11, 30)).proposals] == ["L1"]


def test_a_line_matched_in_the_former_month_since_is_not_matched_twice():
    former = book(line("L1", "60", reference="INV-26-0001"))
    november = opened(refreshed_book(former))
    propose(former)
    accept(former)
    post(former)
    refresh_opening(november, former, Clock(), "jo", no_rates)
    assert states(november) == [("matched", "L1")]
    assert totals(refreshed(november, "2026-11-30"))["EUR"] == ("370.50", "370.50")
    assert propose(november, as_of=date(2026, 11, 30)).proposals == []


def refreshed_book(sheets):
    refreshed(sheets)
    return sheets
