"""Interest notes: what is newly chargeable, once; set off where too much was charged; to post until a list shows it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import a_book, allocation, invoice, no_rates, problems, receipt, refreshed

from arrears.core.money import to_minor
from arrears.errors import BookRefused, InputRefused
from arrears.runs.charge import charge

CONTRACT = {"interest": "contract", "interest_rate": "10"}
JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def a_debt(*more, policy=None, **tables):
    """One invoice of 36500.00 due on 31 December 2025: 10.00 a day at 10 %."""
    item = more_debt("A", "36500.00")
    return a_book({"Invoices": [item, *more], **tables}, as_of=JAN, policy={**CONTRACT, **(policy or {})})


def more_debt(number, gross, **said):
    """A further invoice due on 31 December 2025."""
    return invoice(number, gross, due="2025-12-31", document_date=date(2025, 12, 1), **said)


def charged(book, as_of=None, **options):
    return charge(book, as_of, no_rates, **options)


def amounts(done):
    """Give customer, currency and amount of every note."""
    ledger = done.figures.sub_ledger.ledger
    notes = (one.note for one in done.notes)
    return [(ledger.customers[n.customer], ledger.currencies[n.currency], n.amount) for n in notes]


def notes(book):
    rows = [row for row in book.rows("Invoices") if row["kind"] == "interest note"]
    return [(row["document_no"], str(row["gross"]), row.get("state")) for row in rows]


def records(book):
    return [(row["interest_note"], row["item_key"], str(row["interest"])) for row in book.rows("InterestCharges")]


def total(book):
    row = book.rows("InterestTotals")[0]
    return tuple(str(row.get(key)) for key in ("interest", "charged", "to_charge"))


def test_a_note_charges_what_is_due_and_stands_in_open_items_to_post():
    book = a_debt()
    assert amounts(charged(book)) == [("C1", "EUR", 31_000)]
    assert notes(book) == [("I2026-00001", "310.00", "to post")]
    assert records(book) == [("I2026-00001", "A", "310.00")]
    row = book.rows("Invoices")[1]
    assert (row["document_date"], row["due_date"], row["currency"]) == (JAN, date(2026, 2, 10), "EUR")
    assert (row["net"], row["vat"]) == (Decimal("310.00"), 0)


def test_the_same_command_again_charges_nothing_and_the_next_month_only_the_difference():
    book = a_debt()
    charged(book)
    assert amounts(charged(book)) == []
    assert amounts(charged(book, FEB)) == [("C1", "EUR", 28_000)]
    assert amounts(charged(book, FEB)) == []
    assert [number for number, *_ in notes(book)] == ["I2026-00001", "I2026-00002"]


def test_interest_notes_bear_no_interest():
    book = a_debt()
    charged(book)
    done = refreshed(book, "2026-12-31")
    bearing = {done.figures.sub_ledger.ledger.items.key[one.item] for one in done.figures.interest.slices}
    assert bearing == {"A"}


def test_monthly_notes_add_up_to_the_interest_of_the_whole_time():
    debt = invoice("A", "1234.56", due="2025-12-31", document_date=date(2025, 12, 1))
    book = a_book({"Invoices": [debt]}, as_of=JAN, policy={"interest": "contract", "interest_rate": "7.77"})
    days = [date(2026, month, 28) for month in range(1, 13)]
    monthly = [amount for day in days for _, _, amount in amounts(charged(book, day))]
    whole = refreshed(book, "2026-12-28").figures.interest.amount[0]
    assert len(monthly) == 12
    assert sum(monthly) == whole


def test_what_was_charged_is_claimed_as_the_note_and_only_the_rest_as_interest():
    book = a_debt(InterestTotals=[], InterestCharges=[], Interest=[])
    charged(book)
    refreshed(book, "2026-02-28")
    assert total(book) == ("590.00", "310.00", "280.00")
    item, note = book.rows("Invoices")
    assert (str(item["interest"]), str(note["balance"])) == ("280.00", "310.00")


def test_a_payment_that_turns_out_earlier_is_set_off_in_the_next_note():
    book = a_debt(InterestTotals=[], InterestCharges=[], Interest=[])
    charged(book)
    book.put("Receipts", [receipt("R", "18250.00", on="2026-01-21")])
    book.put("Allocations", [allocation("A", "18250.00", receipt="R", on="2026-01-21")])
    done = refreshed(book)
    assert total(book) == ("260.00", "310.00", "-50.00")
    assert "interest-overcharged" in problems(done)
    shown = charged(book)
    assert (amounts(shown), [note.amount for note in shown.carried]) == ([], [-5_000])
    assert amounts(charged(book, FEB)) == [("C1", "EUR", 9_000)]
    refreshed(book, "2026-02-28")
    assert total(book) == ("400.00", "400.00", "0.00")


def test_an_overcharge_on_one_item_is_set_off_against_the_others_in_one_note():
    other = invoice("B", "36500.00", due="2026-01-31", document_date=date(2026, 1, 1))
    book = a_debt(other, InterestTotals=[], InterestCharges=[])
    charged(book)
    book.put("Receipts", [receipt("R", "36500.00", on="2026-01-11")])
    book.put("Allocations", [allocation("A", "36500.00", receipt="R", on="2026-01-11")])
    assert amounts(charged(book, FEB)) == [("C1", "EUR", 8_000)]
    assert records(book)[1:] == [("I2026-00002", "A", "-200.00"), ("I2026-00002", "B", "280.00")]


def test_an_item_paid_late_and_closed_is_still_charged():
    book = a_debt(
        Receipts=[receipt("R", "36500.00", on="2026-01-10")],
        Allocations=[allocation("A", "36500.00", receipt="R", on="2026-01-10")],
    )
    assert amounts(charged(book, MAR)) == [("C1", "EUR", 10_000)]


def test_there_is_one_note_for_each_customer_and_currency():
    more = [
        more_debt("B", "3650.00"),
        more_debt("C", "3650.00", currency="USD"),
        more_debt("D", "3650.00", customer="C2"),
    ]
    book = a_debt(*more)
    assert amounts(charged(book)) == [("C1", "EUR", 34_100), ("C1", "USD", 3_100), ("C2", "EUR", 3_100)]
    assert len({number for number, *_ in notes(book)}) == 3


def test_only_the_customer_asked_for_is_charged():
    book = a_debt(more_debt("D", "3650.00", customer="C2"))
    assert amounts(charged(book, customer="C2")) == [("C2", "EUR", 3_100)]
    assert amounts(charged(book)) == [("C1", "EUR", 31_000)]
    with pytest.raises(InputRefused, match="customer-unknown"):
        charged(book, customer="C9")


def test_a_day_before_the_last_note_is_refused():
    book = a_debt()
    charged(book, FEB)
    with pytest.raises(InputRefused, match="charge-before-note"):
        charged(book, JAN)


def test_deleting_the_rows_of_a_note_undoes_it():
    book = a_debt()
    charged(book)
    book.put("Invoices", [row for row in book.rows("Invoices") if row["kind"] != "interest note"])
    assert "charge-without-note" in problems(refreshed(book)), "the record alone still counts as charged"
    assert amounts(charged(book)) == []
    book.put("InterestCharges", [])
    assert amounts(charged(book)) == [("C1", "EUR", 31_000)]


def test_records_typed_for_the_time_before_this_book_count_as_charged():
    record = {
        "interest_note": "OLD-7", "note_date": date(2026, 1, 15), "through_day": date(2026, 1, 15), "currency": "EUR",
        "interest": Decimal("150.00"), "item_key": "A",
    }  # fmt: skip
    book = a_debt(InterestCharges=[record])
    assert problems(refreshed(book)) == []
    assert amounts(charged(book)) == [("C1", "EUR", 16_000)]


@pytest.mark.parametrize(
    ("spoilt", "problem"),
    [({"item_key": "Z"}, "charge-without-item"), ({"interest": None}, "charge-unusable"),
     ({"note_date": None}, "charge-unusable"), ({"currency": "USD"}, "charge-unusable")],
)  # fmt: skip
def test_a_record_that_cannot_be_used_is_a_problem(spoilt, problem):
    record = {
        "interest_note": "OLD-7", "note_date": JAN, "through_day": JAN, "currency": "EUR", "interest": Decimal(150),
        "item_key": "A", **spoilt,
    }  # fmt: skip
    assert problems(refreshed(a_debt(InterestCharges=[record]))) == [problem]


def test_without_interest_there_is_nothing_to_charge():
    book = a_debt(policy={"interest": "none"})
    assert amounts(charged(book)) == []
    assert not book.has("InterestCharges")


def test_numbers_go_on_after_those_in_the_book():
    taken = invoice("I2026-00041", "5.00", due="2026-01-20", kind="interest note", customer="C9")
    book = a_debt(taken)
    charged(book)
    assert notes(book)[-1][0] == "I2026-00042"


def test_the_amount_of_a_further_day_stands_beside_the_total():
    book = a_debt(InterestTotals=[])
    refreshed(book)
    assert str(book.rows("InterestTotals")[0]["per_day"]) == "10.00"
    book.put("Receipts", [receipt("R", "36500.00", on="2026-01-10")])
    book.put("Allocations", [allocation("A", "36500.00", receipt="R", on="2026-01-10")])
    refreshed(book)
    assert "per_day" not in book.rows("InterestTotals")[0], "nothing runs on a debt that was paid"


def test_amounts_of_a_currency_without_decimals_are_whole():
    book = a_debt(more_debt("Y", "1000001", currency="JPY"))
    done = charged(book)
    assert ("C1", "JPY", to_minor(Decimal("8493"), "JPY")) in amounts(done)


def test_a_book_that_cannot_say_what_is_to_post_gets_no_note():
    book = a_debt()
    del book.tables["Invoices"]["state"]
    with pytest.raises(BookRefused, match="column-missing"):
        charged(book)
    assert len(book.rows("Invoices")) == 1


PAYMENTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 180), st.integers(1, 900_000)), max_size=6)
"""Before which charge a payment is entered, its value date in days after the due date, and its amount in cents."""


@settings(max_examples=60, deadline=None)
@given(PAYMENTS, st.sampled_from(["7.3", "11.5", "24"]))
def test_whatever_is_entered_late_notes_come_to_the_interest_to_date_or_carry_the_difference(payments, percent):
    book = a_book(
        {"Invoices": [more_debt("A", "30000.00"), more_debt("B", "20000.00")], "Receipts": [], "Allocations": []},
        as_of=JAN, policy={"interest": "contract", "interest_rate": percent},
    )  # fmt: skip
    total = 0
    for nth, day in enumerate([JAN, FEB, MAR, date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]):
        entered = [(days, cents) for when, days, cents in payments if when <= nth]
        rows = [(f"R{n}", date(2025, 12, 31) + timedelta(days=days), cents) for n, (days, cents) in enumerate(entered)]
        book.put("Receipts", [receipt(key, Decimal(cents) / 100, on=str(on)) for key, on, cents in rows])
        book.put("Allocations", [
            allocation("AB"[n % 2], Decimal(cents) / 100, receipt=key, on=str(on))
            for n, (key, on, cents) in enumerate(rows)
        ])  # fmt: skip
        done = charged(book, day)
        due = int(done.figures.interest.amount[:2].sum())
        written = sum(one.note.amount for one in done.notes)
        assert written == max(due - total, 0)
        assert sum(note.amount for note in done.carried) == min(due - total, 0)
        total += written
        assert amounts(charged(book, day)) == []
