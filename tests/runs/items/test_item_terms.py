"""Terms of items: their own before their customer's, and each unread notation reported once, where it stands."""

from datetime import date

from tests.books import a_book, invoice

from arrears.core.terms.term_notation import parse
from arrears.core.terms.term_settings import READINGS, setting_of
from arrears.core.terms.terms import Calendar
from arrears.core.terms.working_days import OffDays
from arrears.office.calendars import working_days
from arrears.runs.items.item_terms import TermRules, terms_of_items


def terms(invoices, customers=()):
    tables = a_book({"Invoices": invoices, "Customers": customers}).read("Invoices", "Customers")
    return terms_of_items(tables["Invoices"], tables["Customers"])


def test_an_items_own_terms_go_before_its_customers():
    rows = [invoice("A", "1", due=None, terms="net 5"), invoice("B", "1", due=None)]
    found = terms(rows, [{"customer": "C1", "terms": "net 10"}])
    assert list(found.due) == [date(2026, 9, 5), date(2026, 9, 10)]
    assert list(found.by_terms) == [True, True]


def test_a_due_date_of_its_own_goes_before_any_terms():
    found = terms([invoice("A", "1", terms="net 5")])
    assert (list(found.due), list(found.by_terms)) == ([date(2026, 9, 30)], [False])


def test_a_notation_not_understood_is_reported_once_in_the_cell_it_stands_in():
    rows = [invoice(n, "1", customer="C2") for n in "ABC"] + [invoice("D", "1", terms="whenever")]
    found = terms(rows, [{"customer": "C2", "terms": "some day"}])
    assert [(p.name, p.found, p.where.sheet) for p in found.problems] == [
        ("terms-unknown", "some day", "Customers"), ("terms-unknown", "whenever", "Invoices"),
    ]  # fmt: skip


def test_missing_due_dates_are_named_one_by_one_or_in_one_sentence_where_most_lack_them():
    few = terms([invoice("A", "1", due=None), invoice("B", "1"), invoice("C", "1")])
    assert [(p.name, p.found) for p in few.problems] == [("due-date-missing", "A")]
    most = terms([invoice("A", "1", due=None), invoice("B", "1", due=None), invoice("C", "1")])
    assert [(p.name, p.found) for p in most.problems] == [("due-dates-missing", "2")]


def ruled(invoices, choices=(), **calendar):
    rules = TermRules(frozenset(choices), Calendar(**calendar))
    tables = a_book({"Invoices": invoices}).read("Invoices", "Customers")
    return terms_of_items(tables["Invoices"], tables["Customers"], rules)


def test_an_ambiguous_notation_names_the_setting_that_settles_it_and_is_read_so_once_it_is_filled():
    rows = [invoice("A", "1", due=None, terms="30 EOM"), invoice("B", "1", due=None, terms="30 EOM"), invoice("C", "1")]
    asked = ruled(rows)
    assert [(p.name, p.found, p.values["setting"]) for p in asked.problems if p.name == "terms-ambiguous"] == [
        ("terms-ambiguous", "30 EOM", "month_end_order")
    ]
    assert list(asked.due)[:2] == [date(2026, 8, 31)] * 2, "meanwhile they age from their document date"
    assert ruled(rows, ["month-end-first"]).due[0] == date(2026, 8, 31), "on the 31st the cutoff day is open too"
    assert ruled(rows, ["month-end-first", "no-cutoff"]).due[0] == date(2026, 9, 30)
    assert ruled(rows, ["month-end-first", "cutoff-26"]).due[0] == date(2026, 10, 30)
    september = [invoice("A", "1", due=None, terms="45 EOM", document_date=date(2026, 9, 10))]
    assert ruled(september, ["month-end-first"]).due[0] == date(2026, 11, 14)
    assert ruled(september, ["days-first"]).due[0] == date(2026, 10, 31)


def test_every_question_that_a_notation_may_leave_open_has_a_setting():
    texts = (
        "30 EOM",
        "月结30天",
        "次月结30天",
        "2/10",
        "2/10 ROG, n/30",
        "10 EOM",
        "3 equal monthly instalments",
        "月结",
        "net 10th",
    )
    asked = {why for text in texts for why in parse(text, (), date(2026, 1, 28)).why}
    assert {setting_of(why) for why in asked} == set(READINGS)


def test_a_due_date_counts_from_the_event_of_its_terms_or_waits_for_it():
    rows = [
        invoice("A", "1", due=None, terms="30 days after delivery", delivery_date=date(2026, 9, 10)),
        invoice("B", "1", due=None, terms="验收合格后60日内", acceptance_date=date(2026, 9, 1)),
        invoice("C", "1", due=None, terms="30 days after delivery"),
        invoice("D", "1"),
    ]
    found = ruled(rows)
    assert list(found.due) == [date(2026, 10, 10), date(2026, 10, 31), date(2026, 8, 31), date(2026, 9, 30)]
    assert list(found.by_terms) == [True, True, False, False]
    assert [(p.name, p.values) for p in found.problems] == [("event-day-missing", {"field": "delivery_date"})]


def test_a_due_date_on_a_weekend_or_holiday_moves_as_the_policy_says():
    rows = [invoice("A", "1", due=None, terms="net 33")]  # Saturday, 3 October 2026
    german = working_days("DE")
    assert ruled(rows).due[0] == date(2026, 10, 3)
    assert ruled(rows, working=german, off_days=OffDays.NEXT).due[0] == date(2026, 10, 5)
    assert ruled(rows, working=german, off_days=OffDays.PREVIOUS).due[0] == date(2026, 10, 2)
    chinese = working_days("CN")  # National Day, 1 to 7 October 2026
    assert ruled(rows, working=chinese, off_days=OffDays.NEXT).due[0] == date(2026, 10, 8)


def test_an_item_whose_terms_ask_for_instalments_is_told_each_and_ages_by_the_last():
    whole = invoice("A", "100", due=None, terms="30% CIA; 70% net 30")
    found = ruled([whole, invoice("B", "1")])
    assert (found.due[0], found.by_terms[0]) == (date(2026, 9, 30), True)
    (said,) = found.problems
    assert (said.name, said.values) == (
        "instalments-in-one-row", {"parts": "2026-08-31: 30.00; 2026-09-30: 70.00", "due": "2026-09-30"},
    )  # fmt: skip


def test_an_instalment_in_a_row_of_its_own_is_due_on_its_own_day():
    first = invoice("A", "30", due=None, terms="30% CIA; 70% net 30", instalment=1)
    second = invoice("A", "70", due=None, terms="30% CIA; 70% net 30", instalment=2, item_key="A2")
    found = ruled([first, second])
    assert (list(found.due), list(found.problems)) == ([date(2026, 8, 31), date(2026, 9, 30)], [])
