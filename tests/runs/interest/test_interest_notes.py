"""Interest notes by statute: fixed sums once per debt and by choice, VAT as the regime says."""

from datetime import date
from decimal import Decimal

from tests.books import a_book, allocation, invoice, problems, receipt

from arrears.office.rate_files import rate_series
from arrears.runs.charge import charge
from arrears.runs.refresh import refresh

DAY = date(2026, 3, 31)


def debt(number, gross, *, due="2025-12-31", **said):
    return invoice(number, gross, due=due, document_date=date(2025, 11, 1), **said)


def british(*items, **policy):
    """A book of debts in pounds under the Late Payment of Commercial Debts (Interest) Act 1998."""
    return a_book({"Invoices": items}, as_of=DAY, policy={"base_currency": "GBP", "interest": "gb-1998", **policy})


def charged(book, as_of=DAY):
    """Charge, and give by item its interest and fixed sum, in minor units."""
    done = charge(book, as_of, rate_series)
    keys = done.figures.sub_ledger.ledger.items.key
    return {keys[line.item]: (line.interest, line.fixed) for one in done.notes for line in one.note.lines}


def test_a_fixed_sum_is_charged_once_for_each_debt_by_its_size():
    sizes = {"A": "999.99", "B": "1000.00", "C": "9999.99", "D": "10000.00"}
    book = british(*(debt(key, gross, currency="GBP") for key, gross in sizes.items()), fixed_sums="yes")
    assert {key: fixed for key, (_, fixed) in charged(book).items()} == {"A": 4000, "B": 7000, "C": 7000, "D": 10_000}
    later = charged(book, date(2026, 4, 30))
    assert {fixed for _, fixed in later.values()} == {0}
    assert all(interest > 0 for interest, _ in later.values())


def test_a_fixed_sum_goes_by_what_was_owed_when_interest_began():
    book = british(
        debt("A", "10500.00", currency="GBP"),
        debt("B", "10500.00", currency="GBP"),
        debt("C", "10500.00", currency="GBP", disputed=Decimal("10500")),
        fixed_sums="yes",
    )
    book.put("Receipts", [receipt("R", "1200.00", currency="GBP", on="2025-12-20")])
    book.put("Allocations", [
        allocation("A", "600.00", currency="GBP", receipt="R", on="2025-12-20"),
        allocation("B", "600.00", currency="GBP", receipt="R", on="2026-01-20"),
    ])  # fmt: skip
    assert {key: fixed for key, (_, fixed) in charged(book).items()} == {"A": 7000, "B": 10_000}


def test_fixed_sums_are_claimed_by_choice_only():
    assert charged(british(debt("A", "1000.00", currency="GBP")))["A"][1] == 0


def test_a_fixed_sum_of_another_currency_is_not_converted():
    assert charged(british(debt("A", "1000.00", currency="EUR"), fixed_sums="yes"))["A"][1] == 0


def test_consumers_are_charged_no_fixed_sum():
    book = british(debt("A", "1000.00", currency="GBP"), fixed_sums="yes")
    book.put("Customers", [{"customer": "C1", "consumer": True}])
    assert charged(book) == {}


def test_a_fixed_sum_stays_when_the_interest_turns_out_less():
    book = british(debt("A", "1000.00", currency="GBP"), fixed_sums="yes", interest_grace="5")
    charged(book)
    book.put("Receipts", [receipt("R", "1000.00", currency="GBP", on="2026-01-02")])
    book.put("Allocations", [allocation("A", "1000.00", currency="GBP", receipt="R", on="2026-01-02")])
    done = charge(book, DAY, rate_series)
    assert done.notes == []
    assert [note.amount for note in done.carried] == [-2897]


def test_the_note_adds_interest_and_fixed_sum_and_compensation_bears_no_vat():
    book = british(debt("A", "1000.00", currency="GBP"), fixed_sums="yes")
    charged(book)
    note = book.rows("Invoices")[1]
    assert (note["gross"], note["net"], note["vat"]) == (Decimal("98.97"), Decimal("98.97"), 0)
    record = book.rows("InterestCharges")[0]
    assert (record["interest"], record["fixed_sum"]) == (Decimal("28.97"), Decimal("70.00"))


def test_in_china_the_interest_includes_vat_at_the_rate_of_the_supply():
    items = [
        debt("A", "11300.00", currency="CNY", net=Decimal("10000.00"), vat=Decimal("1300.00")),
        debt("B", "10600.00", currency="CNY", net=Decimal("10000.00"), vat=Decimal("600.00")),
    ]
    book = a_book({"Invoices": items}, as_of=DAY, policy={"base_currency": "CNY", "interest": "cn-sme"})
    # 0.05 % a day for 90 days: 508.50, of which 13/113 VAT; 477.00, of which 6/106.
    assert charged(book) == {"A": (50_850, 0), "B": (47_700, 0)}
    note = book.rows("Invoices")[-1]
    assert (note["gross"], note["net"], note["vat"]) == (Decimal("985.50"), Decimal("900.00"), Decimal("85.50"))


def test_where_an_item_names_no_vat_the_split_is_left_open_and_said():
    book = a_book(
        {"Invoices": [debt("A", "11300.00", currency="CNY")]}, as_of=DAY,
        policy={"base_currency": "CNY", "interest": "cn-sme"},
    )  # fmt: skip
    done = charge(book, DAY, rate_series)
    assert "note-vat-unknown" in [p.name for p in done.problems]
    note = book.rows("Invoices")[-1]
    assert "vat" not in note
    assert "net" not in note


def test_interest_that_was_charged_stays_when_the_rule_is_dropped():
    book = british(debt("A", "1000.00", currency="GBP"))
    charged(book)
    book.put("Policy", [{"setting": "base_currency", "value": "GBP"}, {"setting": "interest", "value": "none"}])
    done = refresh(book, date(2026, 4, 30), rate_series)
    assert "interest-overcharged" not in problems(done)
    assert charged(book, date(2026, 4, 30)) == {}


def test_the_basis_names_the_rule_with_every_parameter():
    book = british(debt("A", "1000.00", currency="GBP"), interest_payment_day="not counted")
    book.put("InterestTotals", [])
    refresh(book, DAY, rate_series)
    assert book.rows("InterestTotals")[0]["basis"] == (
        "gb-1998: uk_late_payment_reference_rate + 8 points, rate of the first day throughout, act/365, simple, "
        "payment day not counted"
    )
