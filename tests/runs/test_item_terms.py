"""Terms of items: their own before their customer's, and each unread notation reported once, where it stands."""

from datetime import date

from tests.books import a_book, invoice

from arrears.runs.item_terms import terms_of_items


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
