"""Lists of documents: settled dates, ledgers with receipts mixed in, receipts and allocations; imported again."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from tests.books import a_book, balances, refreshed, totals
from tests.listings import bring

SETTLED = """
    customer | document_no | document_date | due_date   | currency | gross  | settled_date
    C1       | RE-1        | 2026-08-01    | 2026-08-31 | EUR      | 100.00 | 2026-09-15
    C2       | RE-1        | 2026-08-01    | 2026-08-31 | EUR      | 50.00  | 2026-09-15
    C1       | RE-2        | 2026-08-01    | 2026-08-31 | EUR      | 30.00  |
    C1       | GU-1        | 2026-08-05    |            | EUR      | -10.00 |
"""
LEDGER = """
    customer | document_no | kind    | document_date | due_date   | currency | amount
    C1       | RE-1        | invoice | 2026-08-01    | 2026-08-31 | EUR      | 100.00
    C1       | ZA-1        | receipt | 2026-09-01    |            | EUR      | -60.00
    C1       | ZA-1        | receipt | 2026-09-01    |            | EUR      | -15.00
    C1       |             | receipt | 2026-09-02    |            | EUR      | -1.00
"""


def test_a_settled_date_becomes_a_receipt_and_its_allocation():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    assert totals(refreshed(book, "2026-09-14")) == {"EUR": ("170.00", "170.00")}
    assert totals(refreshed(book, "2026-09-15")) == {"EUR": ("20.00", "20.00")}
    assert len(book.rows("Receipts")) == len(book.rows("Allocations")) == 2


def test_documents_imported_again_update_and_never_double():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    before = copy.deepcopy({name: book.tables[name] for name in ("Invoices", "Receipts", "Allocations", "Customers")})
    again = bring(book, SETTLED + "\n", kind="invoices", file="again.csv")
    before["Allocations"]["entered_by"] = book.tables["Allocations"]["entered_by"]
    assert {name: book.tables[name] for name in before} == before
    assert (again.changes["new"].count, again.changes["unchanged"].count) == (0, 4)


def test_a_corrected_settled_date_moves_the_receipt():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    bring(book, SETTLED.replace("2026-09-15", "2026-09-20"), kind="invoices", file="corrected.csv")
    assert {row["value_date"] for row in book.rows("Receipts")} == {date(2026, 9, 20)}
    assert totals(refreshed(book, "2026-09-19")) == {"EUR": ("170.00", "170.00")}
    assert totals(refreshed(book, "2026-09-20")) == {"EUR": ("20.00", "20.00")}


def test_a_changed_amount_is_reported_as_changed():
    book = a_book()
    bring(book, SETTLED, kind="invoices")
    done = bring(book, SETTLED.replace("30.00 ", "35.50 "), kind="invoices", file="corrected.csv")
    assert done.changes["changed"].amounts == {"EUR": Decimal("5.50")}
    assert balances_on(book, "2026-10-31")["RE-2"] == "35.50"


def test_a_document_that_stands_twice_is_taken_once_and_its_settlement_too():
    book = a_book()
    text = SETTLED + "    C1 | RE-1 | 2026-08-01 | 2026-08-31 | EUR | 77.00 | 2026-09-15\n"
    done = bring(book, text, kind="invoices")
    assert [(p.name, str(p.amount)) for p in done.problems] == [("key-doubled", "77.00")]
    assert sorted(str(row["amount"]) for row in book.rows("Receipts")) == ["100.00", "50.00"]


def test_a_ledger_with_receipts_mixed_in_loses_none_of_them():
    book = a_book()
    bring(book, LEDGER, kind="ledger")
    assert [(row["receipt_key"], str(row["amount"])) for row in book.rows("Receipts")] == [
        ("ZA-1/C1/2026-09-01/60.00", "60.00"), ("ZA-1/C1/2026-09-01/15.00", "15.00"), ("C1/2026-09-02/1.00", "1.00"),
    ]  # fmt: skip
    assert totals(refreshed(book)) == {"EUR": ("24.00", "24.00")}
    bring(book, LEDGER + "\n", kind="ledger", file="again.csv")
    assert totals(refreshed(book)) == {"EUR": ("24.00", "24.00")}


def test_rows_without_amount_date_or_currency_are_left_out_with_the_reason():
    text = """
        customer | document_no | document_date | currency | gross
        C1       | A           | 2026-08-01    | EUR      |
        C1       | B           |               | EUR      | 10.00
        C1       | C           | 2026-08-01    | ???      | 20.00
        C1       | D           | 2026-08-01    | EUR      | 1E+30
        C1       | E           | 2026-08-01    | EUR      | 40.00
    """
    done = bring(a_book(), text, kind="invoices")
    assert [(p.name, str(p.where), str(p.amount)) for p in done.problems] == [
        ("amount-missing", "list.csv row 2", "None"),
        ("date-missing", "list.csv row 3", "10.00"),
        ("currency-unknown", "list.csv row 4", "20.00"),
        ("amount-too-large", "list.csv row 5", "None"),
    ]
    assert done.changes["new"].keys == ("C1|invoice|E|2026",)


def test_amounts_are_rounded_to_the_decimals_of_their_currency():
    text = """
        customer | document_no | document_date | currency | gross
        C1       | A           | 2026-08-01    | JPY      | 100.5
        C1       | B           | 2026-08-01    | KWD      | 1.2345
    """
    book = a_book()
    done = bring(book, text, kind="invoices")
    assert [str(row["gross"]) for row in book.rows("Invoices")] == ["101", "1.235"]
    assert [p.name for p in done.problems] == ["amount-rounded", "amount-rounded"]


RECEIPTS = """
    receipt_key | customer | value_date | currency | amount | item
    ZA-1        | C1       | 2026-09-15 | EUR      | 60.00  | RE-1
    ZA-2        | C1       | 2026-09-16 | EUR      | 5.00   |
    ZA-3        | C1       | 2026-09-16 | EUR      | 7.00   | nothing
"""


def test_a_receipt_that_names_its_document_is_allocated_to_it():
    book = a_book()
    bring(book, SETTLED.replace("| 2026-09-15", "|"), kind="invoices")
    done = bring(book, RECEIPTS, kind="receipts")
    assert [p.name for p in done.problems] == ["item-not-found"]
    assert balances_on(book, "2026-10-31")["RE-2"] == "30.00"
    assert totals(refreshed(book)) == {"EUR": ("98.00", "98.00")}
    held = {row["receipt_key"]: str(row["unapplied"]) for row in book.rows("Receipts")}
    assert held == {"ZA-1": "0.00", "ZA-2": "5.00", "ZA-3": "7.00"}


def allocations(*rows):
    return "item ; kind ; receipt ; credit ; amount ; posting_date\n".replace(";", "|") + "\n".join(rows)


def with_receipts():
    book = a_book()
    bring(book, SETTLED.replace("| 2026-09-15", "|"), kind="invoices")
    bring(book, RECEIPTS.replace("RE-1", "").replace("nothing", ""), kind="receipts")
    return book


def test_an_allocation_finds_its_item_by_a_document_number_that_is_one_items_alone():
    book = with_receipts()
    text = allocations("RE-2 | cash | ZA-1 | | 20.00 | 2026-09-15", "RE-1 | cash | ZA-1 | | 5.00 | 2026-09-15")
    done = bring(book, text, kind="allocations")
    assert [(p.name, p.found, str(p.amount)) for p in done.problems] == [("item-not-found", "RE-1", "5.00")]
    assert balances_on(book, "2026-10-31")["RE-2"] == "10.00"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("RE-2 | cash | ZA-9 | | 20.00 | 2026-09-15", "receipt-not-found"),
        ("RE-2 | credit | | GU-9 | 20.00 | 2026-09-15", "item-not-found"),
        ("RE-2 | cash | ZA-1 | | 20.00 |", "date-missing"),
        ("RE-2 | cash | ZA-1 | | | 2026-09-15", "amount-missing"),
    ],
)
def test_an_allocation_that_lacks_a_side_is_left_out(row, problem):
    book = with_receipts()
    done = bring(book, allocations(row), kind="allocations")
    assert [p.name for p in done.problems] == [problem]
    assert book.rows("Allocations") == []


def test_two_equal_allocations_are_two_and_stay_two():
    book = with_receipts()
    twice = allocations(*["RE-2 | payment | ZA-1 | | 5.00 | 2026-09-15"] * 2)
    bring(book, twice, kind="allocations")
    bring(book, twice + "\n\n", kind="allocations", file="again.csv")
    assert [row["kind"] for row in book.rows("Allocations")] == ["cash", "cash"]


def test_a_credit_note_used_by_an_allocation_is_used_up():
    book = with_receipts()
    bring(book, allocations("RE-2 | credit | | GU-1 | 10.00 | 2026-09-15"), kind="allocations")
    done = balances_on(book, "2026-10-31")
    assert (done["RE-2"], done["GU-1"]) == ("20.00", "0.00")


def test_customers_of_the_list_are_known_afterwards_and_none_is_nobody():
    book = a_book({"Customers": [{"customer": "C1", "name": "Kept"}]})
    text = """
        customer | name  | document_no | document_date | currency | gross
        C1       | Alder | A           | 2026-08-01    | EUR      | 10.00
                 | Lost  | B           | 2026-08-01    | EUR      | 10.00
    """
    bring(book, text, kind="invoices")
    assert [(row["customer"], row["name"]) for row in book.rows("Customers")] == [("C1", "Kept")]


def balances_on(book, day):
    refreshed(book, day)
    return balances(book)
