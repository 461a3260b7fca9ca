"""What people wrote stays at its item: sorted, edited, extended, refreshed."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.books import a_book, invoice, refreshed
from tests.fake_sheets import FakeSheets

from arrears.runs.carried import rows_by_key


def sort(book, table, column, *, backwards=False):
    rows = book.rows(table)
    book.put(table, sorted(rows, key=lambda row: str(row.get(column, "")), reverse=backwards))


def three_customers():
    return a_book({"Invoices": [invoice(f"I{n}", "100", customer=f"C{n}") for n in (1, 2, 3)]})


def test_a_note_in_a_sorted_table_stands_at_its_customer_after_a_refresh():
    book = three_customers()
    refreshed(book)
    sort(book, "Ageing", "customer", backwards=True)
    book.tables["Ageing"]["note"][0] = "about C3"
    book.tables["Ageing"]["mine"] = ["x3", "x2", "x1"]
    refreshed(book)
    rows = {row["customer"]: (row.get("note"), row["mine"]) for row in book.rows("Ageing")}
    assert rows == {"C1": (None, "x1"), "C2": (None, "x2"), "C3": ("about C3", "x3")}


def test_open_items_stay_in_the_order_the_user_sorted_them():
    book = three_customers()
    refreshed(book)
    sort(book, "Invoices", "item_key", backwards=True)
    book.tables["Invoices"]["note"][0] = "about I3"
    refreshed(book)
    assert [(row["item_key"], row.get("note")) for row in book.rows("Invoices")] == [
        ("I3", "about I3"), ("I2", None), ("I1", None),
    ]  # fmt: skip


def test_a_note_whose_row_is_gone_becomes_a_problem_that_stays():
    book = three_customers()
    refreshed(book)
    book.tables["Ageing"]["note"][1] = "promised Friday"
    book.put("Invoices", [row for row in book.rows("Invoices") if row["customer"] != "C2"])
    done = refreshed(book)
    assert [(p.found, p.values["key"]) for p in done.problems if p.name == "note-without-row"] == [
        ("promised Friday", "C2 EUR")
    ]
    for _ in range(2):
        refreshed(book)
        assert [row["found"] for row in book.rows("Problems")] == ["promised Friday"]


def test_a_proposal_that_nobody_noted_anything_on_goes_without_a_problem():
    book = three_customers()
    refreshed(book)
    book.put("Invoices", [])
    done = refreshed(book)
    assert [p.name for p in done.problems] == []


def test_a_note_on_a_solved_problem_is_not_lost():
    book = a_book({"Invoices": [invoice("A", "1", currency="?")]})
    refreshed(book)
    book.tables["Problems"]["note"][0] = "asked Ben"
    book.tables["Invoices"]["currency"][0] = "EUR"
    refreshed(book)
    assert [row["found"] for row in book.rows("Problems")] == ["asked Ben"]


def test_edits_of_an_unchanged_proposal_stay():
    book = three_customers()
    refreshed(book)
    escalation = book.tables["Escalation"]
    escalation["send"][0], escalation["level"][0], escalation["template"][0] = False, 4, "own"
    refreshed(book)
    first = book.rows("Escalation")[0]
    assert (first["send"], first["level"], first["template"]) == (False, 4, "own")


def test_a_changed_proposal_is_made_anew_and_its_note_and_the_refusal_of_it_stay():
    book = three_customers()
    refreshed(book)
    escalation = book.tables["Escalation"]
    first = escalation["customer"].index("C1")
    escalation["send"][first], escalation["note"][first] = False, "call"
    book.tables["Invoices"]["gross"][0] = Decimal(90)
    refreshed(book)
    row = next(row for row in book.rows("Escalation") if row["customer"] == "C1")
    assert (row["send"], row["note"], row["overdue"]) == (False, "call", Decimal("90.00"))


def test_a_hold_set_on_a_proposal_takes_its_letter_back():
    book = three_customers()
    refreshed(book)
    book.tables["Escalation"]["hold_until"][0] = date(2026, 12, 31)
    customer = book.tables["Escalation"]["customer"][0]
    refreshed(book)
    row = next(row for row in book.rows("Escalation") if row["customer"] == customer)
    assert (row["send"], row["hold_until"]) == (False, date(2026, 12, 31))
    book.tables["Escalation"]["hold_until"] = [None] * 3
    refreshed(book)
    assert all(row["send"] for row in book.rows("Escalation"))


def test_stopping_letters_to_a_customer_takes_a_proposed_letter_back():
    book = three_customers()
    refreshed(book)
    book.put("Customers", [{"customer": "C2", "stop": "insolvency"}])
    refreshed(book)
    assert {row["customer"]: row["send"] for row in book.rows("Escalation")} == {"C1": True, "C2": False, "C3": True}


keys = st.lists(st.sampled_from("abcd"), max_size=6)


@given(keys, keys)
def test_every_note_is_at_its_key_or_among_the_problems(old, new):
    rows = [{"customer": key, "currency": "EUR", "note": f"{key}{n}"} for n, key in enumerate(old)]
    table = FakeSheets({"Ageing": rows}).read("Ageing")["Ageing"]
    written, lost = rows_by_key(table, ("customer", "currency"), {"customer": new, "currency": ["EUR"] * len(new)})
    kept = [table.column("note")[row] for row in written.kept if row is not None]
    assert sorted([*kept, *(problem.found for problem in lost)]) == sorted(row["note"] for row in rows)
    assert all(row is None or old[row] == key for row, key in zip(written.kept, new, strict=True))
