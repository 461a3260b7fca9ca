"""The Discounts sheet, and what discounts mean for Open items and Allocations."""

from datetime import date
from decimal import Decimal

from tests.books import a_book, allocation, invoice, problems, refreshed

from arrears.office.calendars import working_days
from arrears.runs.refresh import refresh


def terms_invoice(number, gross, **more):
    return invoice(number, gross, due=None, document_date=date(2026, 10, 20), terms="3/10 2/20 net 60", **more)


def shown(book):
    keys = ("document_no", "finding", "discount_open", "to_pay", "taken", "granted", "unearned")
    return [
        tuple(str(value) if isinstance(value := row.get(key), Decimal) else value for key in keys)
        for row in book.rows("Discounts")
    ]


def test_the_sheet_comes_when_there_is_first_something_to_show_and_stays():
    book = a_book({"Invoices": [invoice("A", "100")]})
    refreshed(book)
    assert not book.has("Discounts")
    book.put("Invoices", [terms_invoice("A", "100")])
    refreshed(book, "2026-10-25")
    assert shown(book) == [("A", "still open", "3.00", "97.00", None, None, None)]
    refreshed(book, "2026-12-31")
    assert shown(book) == []


def test_open_items_show_the_same_discount():
    book = a_book({"Invoices": [terms_invoice("A", "100")]})
    refreshed(book, "2026-11-05")
    (row,) = book.rows("Invoices")
    assert (row["discount_until"], str(row["discount_open"])) == (date(2026, 11, 9), "2.00")


def test_a_discount_taken_late_is_flagged_with_its_net_and_vat():
    taxed = terms_invoice("A", "1190", net=Decimal(1000), vat=Decimal(190))
    paid = [allocation("A", "1154.30", on="2026-11-20"), allocation("A", "35.70", on="2026-11-20", kind="discount")]
    book = a_book({"Invoices": [taxed], "Allocations": paid})
    done = refreshed(book, "2026-11-30")
    (row,) = book.rows("Discounts")
    assert (row["finding"], row["days_late"], row["booked"]) == ("taken late", 21, True)
    assert [str(row[key]) for key in ("unearned", "unearned_net", "unearned_vat")] == ["35.70", "30.00", "5.70"]
    assert sum(one.unearned for one in done.discounts.deducted) == 3570


def test_a_note_on_a_discount_stays_with_it():
    book = a_book({"Invoices": [terms_invoice("A", "100"), terms_invoice("B", "200")]})
    refreshed(book, "2026-10-25")
    rows = book.rows("Discounts")
    rows[1]["note"] = "asked them"
    book.put("Discounts", rows)
    book.put("Invoices", [terms_invoice("C", "100"), *book.rows("Invoices")])
    refreshed(book, "2026-10-26")
    assert [(row["document_no"], row.get("note")) for row in book.rows("Discounts")] == [
        ("C", None), ("A", None), ("B", "asked them"),
    ]  # fmt: skip


def test_discounts_on_the_net_amount_need_one():
    rows = [
        terms_invoice("A", "119", net=Decimal(100)),
        terms_invoice("B", "119", vat=Decimal(19)),
        terms_invoice("C", "119"),
    ]
    book = a_book({"Invoices": rows}, policy={"discount_base": "net"})
    done = refreshed(book, "2026-10-25")
    assert [line[:3] for line in shown(book)] == [("A", "still open", "3.00"), ("B", "still open", "3.00")]
    assert "discount-without-net" in problems(done)


def test_the_policy_grants_days_and_withholds_while_older_items_are_overdue():
    older = invoice("O", "50", due="2026-09-30")
    policy = {"discount_grace": "3", "discount_when_overdue": "no"}
    book = a_book({"Invoices": [terms_invoice("A", "100")]}, policy=policy)
    refreshed(book, "2026-11-12")
    assert shown(book)[0][:3] == ("A", "still open", "2.00")
    book.put("Invoices", [older, *book.rows("Invoices")])
    refreshed(book, "2026-11-12")
    assert shown(book) == []


def test_discounts_and_write_offs_are_split_into_net_and_vat_on_allocations():
    taxed = terms_invoice("A", "119", net=Decimal(100), vat=Decimal(19))
    entries = [
        allocation("A", "115.43", on="2026-10-25"), allocation("A", "3.57", on="2026-10-25", kind="discount"),
        allocation("B", "1", on="2026-10-25", kind="write-off"),
    ]  # fmt: skip
    book = a_book({"Invoices": [taxed, terms_invoice("B", "119")], "Allocations": entries})
    refreshed(book, "2026-10-31")
    split = [(row["kind"], row.get("net_part"), row.get("vat_part")) for row in book.rows("Allocations")]
    assert split == [
        ("cash", None, None),
        ("discount", Decimal("3.00"), Decimal("0.57")),
        ("write-off", None, None),
    ]  # fmt: skip, what B's VAT is nobody knows


def test_a_discount_that_names_its_receipt_does_not_use_it_up():
    book = a_book({
        "Invoices": [terms_invoice("A", "100")],
        "Receipts": [{"receipt_key": "R", "customer": "C1", "currency": "EUR", "amount": Decimal(97),
                      "value_date": date(2026, 10, 25)}],
        "Allocations": [allocation("A", "97", on="2026-10-25", receipt="R"),
                        allocation("A", "3", on="2026-10-25", receipt="R", kind="discount")],
    })  # fmt: skip
    refreshed(book, "2026-10-31")
    assert [str(row["unapplied"]) for row in book.rows("Receipts")] == ["0.00"]
    assert not book.has("Discounts"), "it was earned, and is booked"


def test_holidays_of_a_country_nobody_knows_are_a_problem():
    book = a_book({"Invoices": [terms_invoice("A", "100")]}, policy={"holidays_of": "Atlantis", "weekend_rule": "next"})
    done = refresh(book, date(2026, 10, 31), lambda _: {}, working_days)
    assert ("holidays-unknown", "Atlantis") in [(p.name, p.found) for p in done.problems]
