"""Lists, receipts and allocations in any order: the same money never counts twice, and the lists are the record."""

import copy
from itertools import permutations

import pytest
from tests.books import a_book, problems, refreshed, totals
from tests.listings import bring

HEAD = "customer | document_no | kind | document_date | due_date | currency | gross | remaining\n"
O1 = (
    HEAD
    + """
    C1 | 1001 | | 2026-01-05 | 2026-02-05 | EUR | 1000 | 1000
    C1 | 1002 | | 2026-01-06 | 2026-02-06 | EUR | 500  | 500
"""
)
O2 = HEAD + "C1 | 1001 | | 2026-01-05 | 2026-02-05 | EUR | 1000 | 400"
RECEIPTS = """
    receipt_key | customer | value_date | currency | amount
    R1          | C1       | 2026-02-10 | EUR      | 600
    R2          | C1       | 2026-02-11 | EUR      | 500
"""
ALLOCATIONS = """
    item | receipt | amount | posting_date
    1001 | R1      | 600    | 2026-02-10
    1002 | R2      | 500    | 2026-02-11
"""
STEPS = {
    "o1": (O1, "2026-01-31", "open-items"),
    "o2": (O2, "2026-02-28", "open-items"),
    "receipts": (RECEIPTS, None, "receipts"),
    "allocations": (ALLOCATIONS, None, "allocations"),
}


def brought(*names, book=None):
    book = book or a_book()
    for name in names:
        text, day, kind = STEPS[name]
        bring(book, text, day, kind, file=f"{name}.csv")
    return book


def orders():
    return [
        order for order in permutations(STEPS)
        if order.index("o1") < order.index("o2") and order.index("allocations") > order.index("o1")
        and order.index("allocations") > order.index("receipts")
    ]  # fmt: skip


def links(book):
    rows = book.rows("Allocations")
    return sorted((row["item"].split("|")[2], row["kind"], row.get("receipt"), str(row["amount"])) for row in rows)


def open_on(book, day):
    return totals(refreshed(book, day)).get("EUR", ("0.00", ""))[0]


@pytest.mark.parametrize("order", [("o1", "o2", "receipts"), ("o1", "receipts", "o2"), ("receipts", "o1", "o2")])
def test_what_the_list_cleared_uses_up_the_receipts(order):
    book = brought(*order)
    done = refreshed(book, "2026-02-28")
    assert (totals(done), problems(done)) == ({"EUR": ("400.00", "400.00")}, [])
    assert [str(row["unapplied"]) for row in book.rows("Receipts")] == ["0.00", "0.00"]
    assert open_on(book, "2026-02-15") == "400.00"
    assert open_on(book, "2026-01-31") == "1500.00"


@pytest.mark.parametrize("order", orders(), ids="-".join)
def test_allocations_replace_what_the_list_cleared(order):
    book = brought(*order)
    done = refreshed(book, "2026-02-28")
    assert (totals(done), problems(done)) == ({"EUR": ("400.00", "400.00")}, [])
    assert links(book) == [("1001", "cash", "R1", "600.00"), ("1002", "cash", "R2", "500.00")]
    assert {row["document_no"]: str(row["balance"]) for row in book.rows("Invoices")} == {
        "1001": "400.00", "1002": "0.00",
    }  # fmt: skip


def test_a_part_of_the_allocations_leaves_the_rest_to_the_lists():
    book = brought("o1", "o2", "receipts")
    bring(book, "item | receipt | amount | posting_date\n 1001 | R2 | 500 | 2026-02-11", kind="allocations")
    assert links(book) == [
        ("1001", "cash", "R2", "500.00"), ("1001", "cleared in ERP", "R1", "100.00"),
        ("1002", "cleared in ERP", "R1", "500.00"),
    ]  # fmt: skip
    assert open_on(book, "2026-02-28") == "400.00"


def test_imported_again_nothing_changes():
    book = brought("o1", "o2", "receipts")
    before = copy.deepcopy(book.tables["Allocations"])
    bring(book, RECEIPTS + "\n\n", kind="receipts", file="again.csv")
    bring(book, O2 + "\n\n", "2026-02-28", file="again.csv")
    assert book.tables["Allocations"] == before


@pytest.mark.parametrize("number", ["R3", "Z-77"])
@pytest.mark.parametrize("order", [("o1", "o2", "r"), ("r", "o1", "o2"), ("o1", "r", "o2")])
def test_a_receipt_that_the_list_shows_on_account_stands_once(number, order):
    on_account = f"\n C1 | {number} | receipt | 2026-02-20 | | EUR | | -70"
    book = a_book()
    for name in order:
        if name == "r":
            bring(book, RECEIPTS + "R3 | C1 | 2026-02-20 | EUR | 70", kind="receipts")
        else:
            text, day, kind = STEPS[name]
            bring(book, text + (on_account if name == "o2" else ""), day, kind)
    done = refreshed(book, "2026-02-28")
    assert (totals(done), problems(done)) == ({"EUR": ("330.00", "330.00")}, [])


def test_receipts_the_list_does_not_know_are_named_with_the_difference():
    book = brought("o1", "o2", "receipts")
    done = bring(book, RECEIPTS + "R3 | C1 | 2026-02-20 | EUR | 70.50", kind="receipts", file="more.csv")
    assert [(p.name, p.found) for p in done.problems] == [
        ("receipts-beyond-list", "70.50"), ("list-total-differs", "-70.50"),
    ]  # fmt: skip
    assert (done.problems[0].values["customer"], done.ties) == ("C1", False)
    assert problems(refreshed(book, "2026-02-28")) == ["receipts-beyond-list", "list-total-differs"]
    bring(book, O2 + "\n\n C1 | R3 | receipt | 2026-02-20 | | EUR | | -70.50", "2026-02-28", file="corrected.csv")
    assert problems(refreshed(book, "2026-02-28")) == []


def test_a_receipt_after_the_last_list_stands_unapplied():
    book = brought("o1", "o2")
    bring(book, "receipt_key | customer | value_date | currency | amount\n R9 | C1 | 2026-03-01 | EUR | 50",
          kind="receipts")  # fmt: skip
    assert open_on(book, "2026-02-28") == "400.00"
    assert open_on(book, "2026-03-01") == "350.00"


def test_an_item_allocated_beyond_its_amount_is_named_at_the_allocation_that_passes_it():
    book = brought("o1", "receipts")
    done = bring(book, ALLOCATIONS + "1002 | R1 | 60 | 2026-02-20", kind="allocations")
    over = [p for p in done.problems if p.name == "over-allocated"]
    assert [(p.found, p.values["beyond"], str(p.where)) for p in over] == [("60.00", "60.00", "Allocations!F7")]
    assert "over-allocated" in problems(refreshed(book, "2026-02-28"))


def test_a_corrected_date_of_an_allocation_is_a_change_not_another_allocation():
    book = brought("o1", "receipts", "allocations")
    done = bring(book, ALLOCATIONS.replace("2026-02-11", "2026-02-13"), kind="allocations", file="corrected.csv")
    assert (done.changes["changed"].count, done.changes["allocations"].count) == (1, 0)
    assert [str(row["posting_date"]) for row in book.rows("Allocations")] == ["2026-02-10", "2026-02-13"]


def test_a_note_on_a_clearing_that_an_allocation_replaces_is_not_lost():
    book = brought("o1", "o2", "receipts")
    book.tables["Allocations"]["note"][0] = "agreed by mail"
    done = bring(book, ALLOCATIONS, kind="allocations")
    assert [(p.name, p.found) for p in done.problems] == [("note-without-row", "agreed by mail")]


@pytest.mark.parametrize("order", [("receipts", "list"), ("list", "receipts")])
def test_what_the_first_list_shows_part_paid_uses_up_the_receipts_before_it(order):
    book = a_book()
    for name in order:
        if name == "list":
            bring(book, HEAD + "C1 | 1001 | | 2026-01-05 | 2026-02-05 | EUR | 1000 | 400", "2026-02-28")
        else:
            bring(book, RECEIPTS.split("    R2", maxsplit=1)[0], kind="receipts")
    assert links(book) == [("1001", "brought forward", "R1", "600.00")]
    assert open_on(book, "2026-02-28") == "400.00"


def test_payments_imported_without_their_receipts_use_the_receipts_up_all_the_same():
    book = brought("o1", "o2", "receipts")
    payments = "item | amount | posting_date\n 1001 | 600 | 2026-02-10\n 1002 | 500 | 2026-02-11"
    for times in (1, 2):
        bring(book, payments + "\n" * times, kind="allocations", file=f"payments{times}.csv")
        done = refreshed(book, "2026-02-28")
        assert (totals(done), problems(done)) == ({"EUR": ("400.00", "400.00")}, [])


def test_an_allocation_posted_before_a_list_that_shows_its_item_open_does_not_outdo_the_list():
    book = a_book()
    bring(book, HEAD + "C1 | 1001 | | 2026-01-05 | 2026-02-05 | EUR | | 400", "2026-01-31")
    bring(book, "item | amount | posting_date\n 1001 | 600 | 2026-01-20", kind="allocations")
    done = refreshed(book, "2026-01-31")
    assert (totals(done), problems(done)) == ({"EUR": ("400.00", "400.00")}, [])


def test_a_partial_list_sets_nothing_right_that_it_does_not_name():
    book = a_book()
    bring(book, O1, "2026-01-31")
    bring(book, O2, "2026-02-28", complete=False, file="part.csv")
    bring(book, RECEIPTS, kind="receipts")
    bring(book, ALLOCATIONS, kind="allocations")
    assert open_on(book, "2026-02-28") == "400.00"
    assert links(book) == [("1001", "cash", "R1", "600.00"), ("1002", "cash", "R2", "500.00")]


def test_a_receipt_of_another_customer_or_currency_is_not_used_up():
    book = brought("o1", "o2")
    text = RECEIPTS.replace("| C1       | 2026-02-10", "| C2       | 2026-02-10").replace("EUR      | 500", "USD | 500")
    done = bring(book, text, kind="receipts")
    found = {(p.values.get("customer"), p.values["currency"], p.found) for p in done.problems}
    assert {("C2", "EUR", "600.00"), ("C1", "USD", "500.00")} <= found


@pytest.mark.parametrize("undone", [False, True])
def test_a_receipt_that_a_refund_gave_back_is_not_used_up_by_a_later_list(undone):
    book = brought("o1", "receipts")
    (received, other) = book.rows("Receipts")
    back = {**received, "receipt_key": "B1", "amount": -received["amount"], "instrument": "Refund", "reverses": "R1"}
    again = {**received, "receipt_key": "B1/undone", "instrument": "Refund", "reverses": "B1"}
    book.put("Receipts", [received, other, back, *([again] if undone else [])])
    brought("o2", book=book)
    done = refreshed(book, "2026-02-28")
    assert totals(done) == {"EUR": ("400.00", "400.00")}
    assert problems(done) == []
    assert {row["receipt_key"]: str(row["unapplied"]) for row in book.rows("Receipts") if row["unapplied"]} == (
        {"B1": "-600.00", "B1/undone": "600.00"} if undone else {"R1": "600.00", "B1": "-600.00"}
    )
