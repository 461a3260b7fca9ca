"""Lists that say different things about one document: what was paid, the gross, the customer, the settlement."""

from datetime import date

import pytest
from tests.books import a_book, balances, refreshed, totals
from tests.listings import bring


def document_list(columns, *rows):
    head = f"customer | document_no | document_date | due_date | currency | {columns}"
    return "\n".join([head, *(f"C1 | {row}" for row in rows)])


def opened(book, on="2026-03-31"):
    return totals(refreshed(book, on))["EUR"][0]


def entries(book):
    return sorted((row["kind"], str(row["amount"]), str(row["posting_date"])) for row in book.rows("Allocations"))


REMAINDERS = document_list(
    "remaining", "1 | 2026-01-10 | 2026-02-10 | EUR | 60", "2 | 2026-01-10 | 2026-02-10 | EUR | 500"
)
GROSS = document_list("gross", "1 | 2026-01-10 | 2026-02-10 | EUR | 100", "2 | 2026-01-10 | 2026-02-10 | EUR | 500")


def test_the_gross_of_an_item_known_by_its_remainder_brings_forward_what_was_paid():
    book = a_book()
    bring(book, REMAINDERS, "2026-01-31")
    done = bring(book, GROSS, kind="invoices")
    assert opened(book) == opened(book, "2026-01-31") == "560.00"
    assert entries(book) == [("brought forward", "40.00", "2026-01-31")]
    assert book.rows("Allocations")[0]["effective_date"] == date(2026, 1, 10)
    assert str(done.changes["changed"].amounts["EUR"]) == "40.00"
    bring(book, GROSS + "\n", kind="invoices")
    assert opened(book) == "560.00"


def test_a_corrected_gross_leaves_open_what_the_list_of_open_items_said():
    book = a_book()
    both = GROSS.replace("gross", "gross | remaining").replace("| 100", "| 100 | 60").replace("| 500", "| 500 | 500")
    bring(book, both, "2026-01-31")
    done = bring(book, GROSS.replace("| 500", "| 520"), kind="invoices")
    assert str(done.changes["changed"].amounts["EUR"]) == "20.00"
    assert opened(book) == "560.00"


PAID = document_list(
    "gross | paid", "1 | 2026-01-10 | 2026-02-10 | EUR | 100 | 30", "2 | 2026-01-10 | 2026-02-10 | EUR | 50 | 50"
)


def test_what_was_paid_without_a_date_is_brought_forward_and_said_once():
    book = a_book()
    done = bring(book, PAID, kind="invoices")
    assert opened(book) == "70.00"
    assert [p.name for p in done.problems] == ["paid-without-any-date"]
    assert ("brought forward", "30.00", "2026-01-10") in entries(book)
    bring(book, PAID + "\n", kind="invoices", file="again.csv")
    assert opened(book) == "70.00"


def test_what_is_paid_by_a_later_list_date_counts_from_then():
    book = a_book()
    bring(book, PAID, "2026-02-28", kind="invoices")
    done = bring(book, PAID.replace("| 100 | 30", "| 100 | 75"), "2026-03-31", kind="invoices")
    assert [p.name for p in done.problems] == ["paid-without-date"]
    assert (opened(book, "2026-02-27"), opened(book, "2026-03-30"), opened(book)) == ("150.00", "70.00", "25.00")


def test_what_a_book_holds_as_received_already_is_not_brought_forward_again():
    book = a_book()
    bring(book, GROSS, kind="invoices")
    receipt = "receipt_key | customer | value_date | currency | amount | item\nZ | C1 | 2026-02-01 | EUR | 30 | 1"
    bring(book, receipt, kind="receipts")
    bring(book, PAID.replace("EUR | 50 | 50", "EUR | 500 | 0"), "2026-02-28", kind="invoices")
    assert opened(book) == "570.00"


SETTLED = document_list(
    "gross | paid | settled_date",
    "1 | 2026-01-10 | 2026-02-10 | EUR | 100 | 40 | 2026-02-20",
    "CN | 2026-01-10 |  | EUR | -30 |  | 2026-02-10",
)


def test_paid_in_part_on_a_day_settles_that_part_only():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    assert [opened(book, on) for on in ("2026-02-09", "2026-02-10", "2026-02-20")] == ["70.00", "100.00", "60.00"]
    assert [str(row["amount"]) for row in book.rows("Receipts")] == ["40.00"]
    assert entries(book) == [("cash", "40.00", "2026-02-20"), ("credit", "-30.00", "2026-02-10")]


def test_a_settled_credit_note_stays_settled_when_the_list_comes_again():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    done = bring(book, SETTLED.replace("2026-02-10\n", "2026-02-12\n") + "\n", kind="invoices", file="again.csv")
    assert (opened(book), len(book.rows("Allocations"))) == ("60.00", 2)
    assert "reopened" not in done.changes


def test_a_document_without_its_settled_date_of_before_is_open_again():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    text = SETTLED.replace("40 | 2026-02-20", " |").replace("2026-02-10", "")
    done = bring(book, text, kind="invoices")
    assert (opened(book), book.rows("Receipts"), book.rows("Allocations")) == ("70.00", [], [])
    assert done.changes["changed"].keys == ("C1|invoice|1|2026", "C1|credit note|CN|2026")
    assert str(done.changes["changed"].amounts["EUR"]) == "10.00"


def test_a_list_without_settled_dates_takes_no_settlement_back():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    bring(book, document_list("gross", "1 | 2026-01-10 | 2026-02-10 | EUR | 100"), kind="invoices")
    assert opened(book) == "60.00"


def test_a_date_that_comes_after_the_amount_settles_the_rest_only():
    book = a_book()
    bring(book, PAID, "2026-02-28", kind="invoices")
    settled = PAID.replace("gross | paid", "gross | paid | settled_date").replace("100 | 30", "100 | 100 | 2026-03-05")
    bring(book, settled.replace("50 | 50", "50 | 50 |"), kind="invoices")
    assert balances_on(book, "2026-03-31") == {"1": "0.00", "2": "0.00"}


def balances_on(book, on):
    refreshed(book, on)
    return balances(book)


NUMBERED = """
    customer | name      | document_no | document_date | due_date   | currency | remaining
    10001    | Alder Ltd | 1           | 2026-01-10    | 2026-02-10 | EUR      | 60
"""
BY_NAME = """
    receipt_key | customer   | name       | value_date | currency | amount
    R1          | ALDER  Ltd | ALDER  Ltd | 2026-02-10 | EUR      | 10
    R2          | Cedar      | Cedar      | 2026-02-10 | EUR      | 20
    R3          | Cedar      | Cedar      | 2026-02-11 | EUR      | 20
"""


def test_a_customer_called_by_name_is_the_one_that_bears_it():
    book = a_book()
    bring(book, NUMBERED, "2026-01-31")
    done = bring(book, BY_NAME, kind="receipts")
    assert [row["customer"] for row in book.rows("Receipts")] == ["10001", "Cedar", "Cedar"]
    assert [(p.name, p.found, str(p.where)) for p in done.problems] == [("customer-by-name", "Cedar", "list.csv row 3")]
    assert [row["customer"] for row in book.rows("Customers")] == ["10001", "Cedar"]


def test_a_name_that_two_customers_bear_stays_a_name():
    book = a_book({"Customers": [{"customer": "1", "name": "Alder Ltd"}, {"customer": "2", "name": "alder ltd"}]})
    done = bring(book, BY_NAME, kind="receipts")
    assert [(p.found, p.values["count"]) for p in done.problems] == [("ALDER  Ltd", "2"), ("Cedar", "0")]


def test_a_book_that_goes_by_names_has_nothing_to_look_up():
    done = bring(a_book(), BY_NAME, kind="receipts")
    assert done.problems == ()


def test_an_item_keeps_its_level_and_note_though_a_later_list_names_another_account():
    book = a_book()
    bring(book, REMAINDERS.replace("remaining", "remaining | control_account").replace("| 60", "| 60 | 1200")
          .replace("| 500", "| 500 | 1200"), "2026-01-31")  # fmt: skip
    book.tables["Invoices"]["level"][0], book.tables["Invoices"]["note"][0] = 2, "rang"
    done = bring(book, REMAINDERS, "2026-02-28")
    assert done.changes["unchanged"].count == len(book.rows("Invoices")) == 2
    assert [(row.get("level"), row.get("note")) for row in book.rows("Invoices")] == [(2, "rang"), (None, None)]


def test_an_invoice_seen_first_without_its_date_is_not_doubled_by_a_due_date_in_the_next_year():
    book = a_book()
    text = "customer | document_no | due_date | currency | remaining\nC1 | 1 | 2027-01-05 | EUR | 60"
    bring(book, text, "2026-12-31")
    bring(book, document_list("gross", "1 | 2026-12-05 | 2027-01-05 | EUR | 60"), kind="invoices")
    bring(book, text + "\n", "2027-01-31")
    assert opened(book, "2027-01-31") == "60.00"
    assert [str(row["document_date"]) for row in book.rows("Invoices")] == ["2026-12-05"]


def test_the_same_file_says_something_new_on_a_later_day():
    book = a_book()
    bring(book, REMAINDERS, "2026-01-31")
    bring(book, REMAINDERS.replace("500", "200"), "2026-02-28")
    assert not bring(book, REMAINDERS, "2026-03-31").already
    assert opened(book) == "560.00"
    assert bring(book, REMAINDERS, "2026-03-31").already


def test_due_dates_of_one_number_are_instalments_and_stay_so():
    rows = [f"1 | 2026-01-10 | 2026-0{month}-10 | EUR | {month}" for month in (4, 2, 3)]
    book = a_book()
    done = bring(book, document_list("remaining", *rows), "2026-01-31")
    assert (done.problems, [row["instalment"] for row in book.rows("Invoices")]) == ((), [3, 1, 2])
    bring(book, document_list("remaining", rows[0], rows[2]), "2026-02-28")
    assert balances_on(book, "2026-02-28") == {"1": "3.00"}
    assert [str(row["balance"]) for row in book.rows("Invoices")] == ["4.00", "0.00", "3.00"]


@pytest.mark.parametrize(("second", "total", "changed"), [("C1 | 2026-02-10 | EUR | 90", "-290.00", "-10.00"),
                                                          ("C2 | 2026-03-10 | EUR | 5", "-305.00", None)])  # fmt: skip
def test_a_receipt_of_the_book_never_changes_without_being_reported(second, total, changed):
    head = "receipt_key | customer | value_date | currency | amount\n"
    book = a_book()
    bring(book, head + "R1 | C1 | 2026-02-10 | EUR | 100\nR1 | C2 | 2026-02-10 | EUR | 200", kind="receipts")
    done = bring(book, head + "R1 | " + second, kind="receipts")
    assert opened(book) == total
    assert (str(done.changes["changed"].amounts["EUR"]) if "changed" in done.changes else None) == changed
