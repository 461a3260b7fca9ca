"""Refresh: the same again changes nothing, and every odd book still gets its figures."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from tests.books import AS_OF, a_book, allocation, balances, invoice, problems, receipt, refreshed, totals

from arrears.errors import BookRefused, InputRefused


def a_full_book(**more):
    return a_book({
        "Invoices": [
            invoice("A", "100.00", due="2026-07-31", terms="2/10 net 30"), invoice("N", "-15.00"),
            invoice("B", "40.00", customer="C2", currency="USD", booked_rate=Decimal("0.9")),
        ],
        "Customers": [{"customer": "C1", "name": "Alder"}, {"customer": "C2", "name": "Birch"}],
        "Receipts": [receipt("R", "30.00")],
        "Allocations": [allocation("A", "25.00", receipt="R"), allocation("A", "5", credit="N", kind="credit")],
        "ControlAccounts": [{"account": "1200", "currency": "EUR", "balance_date": AS_OF, "balance": Decimal("55")}],
        "Interest": [], "InterestRates": [], "Imports": [],
    }, **more)  # fmt: skip


def test_refreshed_twice_every_table_and_block_is_the_same():
    book = a_full_book(policy={"interest": "contract", "interest_rate": "8"})
    refreshed(book)
    tables, blocks = copy.deepcopy(book.tables), copy.deepcopy(book.blocks)
    refreshed(book)
    assert (book.tables, book.blocks) == (tables, blocks)


def test_a_refresh_reads_and_writes_the_book_a_fixed_number_of_times():
    small, large = a_full_book(), a_full_book()
    large.put("Invoices", [invoice(f"I{n}", "10", customer=f"C{n % 7}") for n in range(300)])
    refreshed(small)
    refreshed(large)
    assert small.calls == large.calls
    assert large.calls["write"] == 1


def test_an_empty_book_is_refreshed():
    book = a_book()
    done = refreshed(book)
    assert (totals(done), problems(done), done.proposed.proposals) == ({}, [], [])
    assert book.rows("Ageing") == book.rows("Problems") == []


def test_without_an_as_of_date_the_refresh_is_refused():
    with pytest.raises(InputRefused, match="as-of-missing"):
        refreshed(a_book(as_of=None))


def test_a_book_that_lost_a_sheet_is_refused_by_its_name():
    book = a_book()
    del book.tables["Escalation"]
    with pytest.raises(BookRefused) as refusal:
        refreshed(book)
    assert refusal.value.found == "Escalation"


def test_currencies_that_home_has_no_column_for_are_named():
    codes = ("USD", "GBP", "CHF", "SEK", "NOK", "DKK", "EUR")
    book = a_book({"Invoices": [invoice(code, "1", currency=code) for code in codes]})
    done = refreshed(book)
    assert [p.found for p in done.problems if p.name == "currencies-not-shown"] == ["USD"]
    assert book.blocks["HomeCurrencies"] == [["EUR", "CHF", "DKK", "GBP", "NOK", "SEK"]]
    assert len(totals(done)) == 7


@pytest.mark.parametrize(
    ("limits", "bucket", "hidden"),
    [("10", "Over 10 days", 6), ("1, 2, 3, 4, 5, 6, 7", "Over 7 days", 0), ("15; 31", "16-31 days", 5)],
)
def test_ageing_has_as_many_buckets_as_the_policy_and_hides_the_others(limits, bucket, hidden):
    book = a_book({"Invoices": [invoice("A", "100")]}, policy={"buckets": limits})
    written = []
    write = book.write
    book.write = lambda rows, blocks: (written.extend(rows), write(rows, blocks))
    done = refreshed(book)
    ageing = next(rows for rows in written if rows.table == "Ageing")
    assert sum(ageing.hidden.values()) == hidden
    assert len(set(ageing.titles.values())) == len(ageing.titles)
    assert book.rows("Invoices")[0]["bucket"] == bucket
    assert bucket in ageing.titles.values()
    assert totals(done) == {"EUR": ("100.00", "100.00")}


def test_bands_in_days_take_documents_by_their_age():
    book = a_book({"Invoices": [invoice("A", "100")]}, policy={"bands": "30d, 61d"})
    refreshed(book)
    assert book.rows("Invoices")[0]["band"] == "31-61 days"
    assert [book.rows("Ageing")[0][f"band_{n}"] for n in (1, 2, 3)] == [0, 100, 0]


def test_a_setting_that_cannot_be_read_counts_by_default_and_is_named():
    book = a_book({"Invoices": [invoice("A", "100")]}, policy={"buckets": "60, 30", "minimum_amount": "many"})
    done = refreshed(book)
    assert [p.found for p in done.problems if p.name == "setting-unreadable"] == ["60, 30", "many"]
    assert book.rows("Invoices")[0]["bucket"] == "31-60 days"


def test_a_customer_never_cleared_is_aged_first_in_first_out():
    rows = [invoice("A", "100", due="2026-06-30", document_date=date(2026, 5, 31)), invoice("B", "50")]
    book = a_book({
        "Invoices": rows, "Receipts": [receipt("R", "120")], "Customers": [{"customer": "C1", "ageing_view": "FIFO"}],
    })  # fmt: skip
    done = refreshed(book)
    ageing = book.rows("Ageing")[0]
    assert (ageing["view"], ageing["total"], ageing["bucket_2"], ageing["unapplied"]) == ("FIFO", 30, 30, 0)
    assert totals(done) == {"EUR": ("30.00", "30.00")}
    assert balances(book) == {"A": "100.00", "B": "50.00"}


def test_a_column_the_user_deleted_is_not_written_and_hinders_nothing():
    book = a_full_book()
    for table, column in (("Invoices", "band"), ("Ageing", "name"), ("Escalation", "reasons"), ("Customers", "items")):
        del book.tables[table][column]
    write = book.write

    def write_present(changes, blocks):
        for change in changes:
            for column in set(change.columns) - set(book.tables[change.table]):
                del change.columns[column]
        write(changes, blocks)

    book.write = write_present
    assert totals(refreshed(book))["EUR"] == ("55.00", "55.00")


def test_the_total_in_base_currency_counts_what_has_a_booked_base():
    book = a_full_book()
    refreshed(book)
    assert {row["currency"]: row["base_total"] for row in book.rows("Ageing")} == {"EUR": 55, "USD": 36}


def test_a_user_is_told_once_about_a_problem_that_stays():
    book = a_book({"Invoices": [invoice("A", "1", currency="?")]})
    refreshed(book)
    book.tables["Problems"]["note"][0] = "asked Ben"
    refreshed(book)
    assert [(row["cell"], row["note"]) for row in book.rows("Problems")] == [("G5", "asked Ben")]


def test_the_sheets_of_interest_come_when_there_is_first_interest_to_show():
    late = {"Invoices": [invoice("A", "36500.00", due="2026-09-30")]}
    without, bearing = a_book(late), a_book(late, policy={"interest": "contract", "interest_rate": "10"})
    refreshed(without)
    refreshed(bearing)
    assert not without.has("Interest")
    assert str(bearing.rows("Interest")[0]["amount"]) == str(bearing.rows("InterestTotals")[0]["to_charge"]) == "310.00"
