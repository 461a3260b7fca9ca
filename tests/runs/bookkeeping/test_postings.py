"""From decisions in the book to vouchers on the sheet, to a file, to posted; and what later changes do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.books import a_book, allocation, invoice, no_rates, receipt, refreshed

from arrears.core.bookkeeping.postings import RECEIVABLES, USES
from arrears.errors import InputRefused
from arrears.runs.postings import draw_up, remember, to_hand_over, vouchers_of

D = Decimal
END = date(2026, 10, 31)


def book(**tables):
    given_accounts = [{"use": use, "account": f"{1000 + n}"} for n, use in enumerate(USES)]
    return a_book({"Accounts": given_accounts, "Postings": [], **tables})


def lines(sheets, kind):
    """Give the base amounts of the vouchers of a kind by use, debits positive."""
    return {
        row["use"]: row.get("base_debit", D(0)) - row.get("base_credit", D(0))
        for row in sheets.rows("Postings")
        if row["kind"] == kind
    }


def names(done):
    return [problem.name for problem in done.problems]


def test_what_a_list_brought_is_not_posted_again():
    sheets = book(Invoices=[invoice("A", "100")], Allocations=[allocation("A", "40")])
    refreshed(sheets)
    assert sheets.rows("Postings") == []


def test_a_foreign_payment_books_both_sides_at_their_own_rates_and_the_difference_as_exchange():
    sheets = book(
        Invoices=[invoice("A", "100", currency="USD", base_amount=D("85"))],
        Receipts=[receipt("R1", "100", currency="USD", base_amount=D("80"))],
        Allocations=[allocation("A", "100", currency="USD", receipt="R1", state="to post")],
    )
    refreshed(sheets)
    assert lines(sheets, "cash") == {"on-account": D(80), "exchange loss": D(5), "receivable": D(-85)}
    assert [row.get("debit") for row in sheets.rows("Postings")] == [D(100), None, None]


def test_a_discount_splits_off_its_vat_unless_the_ledger_does_so_by_a_tax_code():
    def drawn(**account):
        sheets = book(
            Invoices=[invoice("A", "119", net=D(100), vat=D(19))],
            Allocations=[allocation("A", "2.38", kind="discount", state="to post")],
        )
        accounts = [{**row, **account} if row["use"] == "discount" else row for row in sheets.rows("Accounts")]
        sheets.put("Accounts", accounts)
        refreshed(sheets)
        return lines(sheets, "discount")

    assert drawn() == {"discount": D("2.00"), "output VAT": D("0.38"), "receivable": D("-2.38")}
    assert drawn(tax_code="9") == {"discount": D("2.38"), "receivable": D("-2.38")}


def test_an_interest_note_books_income_and_the_vat_in_it():
    note = invoice("I2026-00001", "12.50", kind="interest note", state="to post", net=D("10.50"), vat=D("2"))
    sheets = book(Invoices=[note])
    refreshed(sheets)
    assert lines(sheets, "interest note") == {
        "receivable": D("12.50"), "interest income": D("-10.50"), "output VAT": D("-2.00"),
    }  # fmt: skip


def test_a_published_write_off_of_the_rest_of_a_payment_books_what_is_published():
    """ERPNext, test_payment_entry_write_off_difference: 100 billed, 95 received, 5 written off."""
    sheets = book(
        Invoices=[invoice("A", "100")],
        Receipts=[receipt("R1", "95", state="to post")],
        Allocations=[
            allocation("A", "95", receipt="R1", state="to post"),
            allocation("A", "5", kind="write-off", state="to post"),
        ],
    )  # fmt: skip
    done = refreshed(sheets)
    booked = {}
    for kind in ("receipt", "cash", "write-off"):
        for use, amount in lines(sheets, kind).items():
            booked[use] = booked.get(use, 0) + amount
    assert booked == {"bank": 95, "on-account": 0, "write-off": 5, "receivable": -100}
    assert done.figures.ageing.balance.tolist() == [0]


def test_a_contra_without_an_agreement_is_a_problem_and_books_nothing():
    sheets = book(Invoices=[invoice("A", "100")], Allocations=[allocation("A", "9", kind="contra", state="to post")])
    done = refreshed(sheets)
    assert "contra-without-agreement" in names(done)
    assert sheets.rows("Postings") == []


def test_a_blank_account_is_a_problem_and_keeps_its_voucher_from_the_file():
    sheets = book(Invoices=[invoice("A", "100")], Allocations=[allocation("A", "9", kind="write-off", state="to post")])
    sheets.put("Accounts", [row for row in sheets.rows("Accounts") if row["use"] != "write-off"])
    done = refreshed(sheets)
    assert names(done).count("account-missing") == 1
    with pytest.raises(InputRefused, match="postings-blank-account"):
        to_hand_over(sheets, END, again=False)


def test_what_was_exported_is_not_exported_twice_unless_asked_for():
    sheets = book(Invoices=[invoice("A", "100")], Allocations=[allocation("A", "9", kind="write-off", state="to post")])
    refreshed(sheets)
    first = to_hand_over(sheets, END, again=False)
    remember(sheets, first, "csv 2026-11-01")
    refreshed(sheets)
    assert len(first) == 1
    assert to_hand_over(sheets, END, again=False) == []
    assert [one.number for one in to_hand_over(sheets, END, again=True)] == [first[0].number]


def test_reversals_wait_for_their_own_day():
    sheets = book(Invoices=[invoice("K", "-80")], Reclassification=[])
    refreshed(sheets)
    assert [one.kind for one in to_hand_over(sheets, END, again=False)] == ["reclassification"]
    later = to_hand_over(sheets, date(2026, 11, 1), again=False)
    assert [one.kind for one in later] == ["reclassification", "reclassification reversed"]


def test_an_erp_document_number_posts_the_voucher_and_the_row_behind_it():
    sheets = book(
        Invoices=[invoice("I1", "12.50", kind="interest note", state="to post")],
        Allocations=[allocation("I1", "2.50", kind="write-off", state="to post")],
    )
    refreshed(sheets)
    rows = sheets.rows("Postings")
    for row in rows:
        row["erp_document_no"] = "4711"
    sheets.put("Postings", rows)
    refreshed(sheets)
    assert {row["state"] for row in sheets.rows("Postings")} == {"posted"}
    assert sheets.rows("Invoices")[0]["state"] == sheets.rows("Allocations")[0]["state"] == "posted"
    assert to_hand_over(sheets, END, again=True) == []


def test_what_a_list_shows_as_posted_posts_its_voucher():
    sheets = book(Invoices=[invoice("I1", "12.50", kind="interest note", state="to post")])
    refreshed(sheets)
    sheets.put("Invoices", [{**sheets.rows("Invoices")[0], "state": "posted"}])
    refreshed(sheets)
    assert {row["state"] for row in sheets.rows("Postings")} == {"posted"}


def test_a_credit_balance_that_changes_after_its_export_is_corrected_by_the_difference():
    sheets = book(Invoices=[invoice("K", "-80")], Reclassification=[])
    refreshed(sheets)
    remember(sheets, to_hand_over(sheets, END, again=False), "csv 2026-11-01")
    sheets.put("Invoices", [invoice("K", "-80"), invoice("K2", "-20")])
    refreshed(sheets)
    found = [one for one in vouchers_of(sheets) if one.kind == "reclassification"]
    assert [[line.base for line in one.lines] for one in found] == [[D(80), D(-80)], [D(20), D(-20)]]
    assert [bool(one.exported) for one in found] == [True, False]


def test_changing_an_account_after_an_export_rewrites_nothing():
    sheets = book(Invoices=[invoice("A", "100")], Allocations=[allocation("A", "9", kind="write-off", state="to post")])
    refreshed(sheets)
    remember(sheets, to_hand_over(sheets, END, again=False), "csv 2026-11-01")
    before = sheets.rows("Postings")
    sheets.put("Accounts", [{**row, "account": "9"} for row in sheets.rows("Accounts")])
    refreshed(sheets)
    assert sheets.rows("Postings") == before


def test_an_exported_voucher_whose_row_is_gone_stays_and_is_named():
    sheets = book(Invoices=[invoice("A", "100")], Allocations=[allocation("A", "9", kind="write-off", state="to post")])
    refreshed(sheets)
    remember(sheets, to_hand_over(sheets, END, again=False), "csv 2026-11-01")
    sheets.put("Allocations", [])
    done = refreshed(sheets)
    assert "posting-without-source" in names(done)
    assert len(vouchers_of(sheets)) == 1


def test_what_was_never_exported_goes_with_its_row():
    sheets = book(Invoices=[invoice("A", "100")], Allocations=[allocation("A", "9", kind="write-off", state="to post")])
    refreshed(sheets)
    sheets.put("Allocations", [])
    refreshed(sheets)
    assert sheets.rows("Postings") == []


def test_another_as_of_date_leaves_the_postings_of_a_month_end_alone():
    sheets = book(Invoices=[invoice("K", "-80")], Reclassification=[])
    refreshed(sheets)
    before = sheets.rows("Postings")
    refreshed(sheets, "2026-11-12")
    assert sheets.rows("Postings") == before
    assert sheets.rows("Reclassification")[0]["reversed_on"] == date(2026, 11, 13)


def test_the_effect_on_control_accounts_is_what_unposted_vouchers_will_add_to_them():
    sheets = book(
        Invoices=[invoice("A", "100"), invoice("I1", "12.50", kind="interest note", state="to post")],
        Allocations=[allocation("A", "9", kind="write-off", state="to post")],
    )
    refreshed(sheets)
    lines = [row for row in sheets.rows("Postings") if row["use"] in RECEIVABLES and row["state"] == "to post"]
    assert {(row["account"], row["currency"]) for row in lines} == {("1000", "EUR")}
    assert all(row["posting_date"] <= END for row in lines)
    assert sum((row.get("debit") or 0) - (row.get("credit") or 0) for row in lines) == D("3.50")


def test_a_book_kept_in_yuan_starts_with_the_usual_accounts_and_another_with_blank_ones():
    def accounts(base):
        sheets = a_book(policy={"base_currency": base})
        draw_up(sheets, None, no_rates)
        return {row["use"]: row.get("account") for row in sheets.rows("Accounts")}

    assert accounts("CNY")["receivable"] == "1122"
    assert accounts("CNY")["credit balances"] == "2203"
    assert set(accounts("EUR").values()) == {None}


def test_the_customers_own_number_may_be_the_account():
    sheets = book(Invoices=[invoice("A", "100", customer="10001")],
                  Allocations=[allocation("A", "9", kind="write-off", state="to post")])  # fmt: skip
    sheets.put("Accounts", [{"use": "receivable", "account": "Customer"}, {"use": "write-off", "account": "2400"}])
    refreshed(sheets)
    assert [row["account"] for row in sheets.rows("Postings")] == ["2400", "10001"]


KINDS = st.sampled_from(["cash", "discount", "write-off", "exchange", "bank charge", "withholding tax", "rounding"])
CENTS = st.integers(-10_000_00, 10_000_00).filter(bool).map(lambda cents: D(cents) / 100)
BASES = st.one_of(st.none(), CENTS)


@st.composite
def decided(draw):
    """Draw a book of items, receipts and allocations in two currencies, most of them to post."""
    items, receipts, taken = [], [], []
    states = st.sampled_from(["to post", "to post", "posted", None])
    for n in range(draw(st.integers(1, 4))):
        code = draw(st.sampled_from(["EUR", "USD", "JPY"]))
        kind = draw(st.sampled_from(["invoice", "interest note", "fee", "credit note"]))
        items.append(invoice(f"A{n}", abs(draw(CENTS)), currency=code, kind=kind, base_amount=draw(BASES),
                             vat=draw(st.one_of(st.none(), CENTS)), state=draw(states)))  # fmt: skip
        receipts.append(receipt(f"R{n}", abs(draw(CENTS)), currency=code, base_amount=draw(BASES), state=draw(states)))
    for _ in range(draw(st.integers(0, 6))):
        n = draw(st.integers(0, len(items) - 1))
        kind = draw(KINDS)
        source = {"receipt": f"R{n}"} if kind == "cash" and draw(st.booleans()) else {}
        taken.append(allocation(f"A{n}", draw(CENTS), currency=items[n]["currency"], kind=kind, state=draw(states),
                                base_amount=draw(BASES), **source))  # fmt: skip
    return items, receipts, taken


@given(decided())
def test_debit_is_credit_in_every_voucher_of_any_book(drawn):
    items, receipts, taken = drawn
    rates = [{"currency": code, "rate_date": END, "rate": D("0.9")} for code in ("USD", "JPY")]
    sheets = book(Invoices=items, Receipts=receipts, Allocations=taken, Reclassification=[], ExchangeRates=rates,
                  Revaluation=[])  # fmt: skip
    refreshed(sheets)
    for one in vouchers_of(sheets):
        assert sum(line.base for line in one.lines) == 0, one
        assert sum(line.amount for line in one.lines) == 0, one
    again = sheets.rows("Postings")
    refreshed(sheets)
    assert sheets.rows("Postings") == again


def test_an_accounts_items_are_revalued_in_one_voucher_and_reversed_on_the_next_day():
    sheets = book(
        Invoices=[
            invoice("A", "100", currency="USD", base_amount=D("85")),
            invoice("B", "10", currency="USD", base_amount=D("9.50")),
            invoice("C", "50", currency="USD", base_amount=D("40")),
        ],
        Receipts=[receipt("R", "20", currency="USD", base_amount=D("18.50"))],
        ExchangeRates=[{"currency": "USD", "rate_date": END, "rate": D("0.9")}],
        Revaluation=[],
    )
    refreshed(sheets)
    first, second = vouchers_of(sheets)
    assert [(line.document_no, str(line.base)) for line in first.lines] == [
        ("A", "5.00"), ("C", "5.00"), ("R", "0.50"), ("", "0.50"), ("B", "-0.50"), ("", "-10.50"),
    ]  # fmt: skip
    assert (first.day, second.day) == (END, date(2026, 11, 1))
    assert sum(line.base for line in first.lines) == sum(line.base for line in second.lines) == 0


def test_without_a_closing_rate_of_the_very_day_nothing_is_revalued():
    sheets = book(
        Invoices=[invoice("A", "100", currency="USD", base_amount=D("85"))],
        ExchangeRates=[
            {"currency": "USD", "rate_date": date(2026, 10, 30), "rate": D("0.9")},
            {"currency": "USD", "rate_date": END, "kind": "average", "rate": D("0.9")},
        ],
        Revaluation=[],
    )
    done = refreshed(sheets)
    assert "exchange-rate-missing" in names(done)
    assert vouchers_of(sheets) == []
    assert "base_revalued" not in sheets.rows("Revaluation")[0]


def test_a_mid_month_day_shows_what_would_be_posted_and_posts_nothing():
    sheets = book(Invoices=[invoice("K", "-80")], Reclassification=[])
    refreshed(sheets, "2026-10-15")
    assert sheets.rows("Reclassification")[0]["to_reclassify"] == 80
    assert vouchers_of(sheets) == []


def test_debit_and_credit_balances_of_different_customers_are_never_set_off():
    """ERPNext, receivable summary: an advance beside an invoice stands apart; here the account is in credit."""
    sheets = book(
        Invoices=[invoice("A", "200"), invoice("B", "30", customer="C2"), invoice("K", "-50", customer="C2")],
        Receipts=[receipt("R", "50")],
        Reclassification=[],
    )
    refreshed(sheets)
    (row,) = sheets.rows("Reclassification")
    assert (row["customer"], row["debit_balance"], row["credit_balance"], row["to_reclassify"]) == ("C2", 30, -50, 20)


def test_a_receipt_from_the_bank_is_debited_to_the_account_that_its_bank_account_names():
    sheets = book(
        Invoices=[invoice("A", "100")],
        Receipts=[receipt("R1", "95", state="to post", bank_account="DE12"), receipt("R2", "5", state="to post")],
        BankAccounts=[{"account": "DE12", "currency": "EUR", "control_account": "1810"}],
    )
    refreshed(sheets)
    assert [row["account"] for row in sheets.rows("Postings") if row["use"] == "bank"] == ["1810", "1002"]


def text_of(sheets, kind):
    """Give the texts of the vouchers of a kind, each once."""
    return list(dict.fromkeys(row["text"] for row in sheets.rows("Postings") if row["kind"] == kind))


def a_paid_item(language="en", **more):
    """Make a book whose item a payment of the bank's has paid, to post."""
    return book_in(
        language, Invoices=[invoice("A", "100", document_no="INV-7")],
        Receipts=[receipt("R1", "100", state="to post", payer="Alder Ltd", reference="INV-7\n thanks"),
                  *more.pop("receipts", [])],
        Allocations=[allocation("A", "100", receipt="R1", state="to post"), *more.pop("allocations", [])], **more,
    )  # fmt: skip


def book_in(language, **tables):
    sheets = book(**tables)
    sheets.language = language
    return sheets


def test_texts_name_the_payer_and_what_the_payment_says():
    sheets = a_paid_item()
    refreshed(sheets)
    assert text_of(sheets, "receipt") == ["Receipt: Alder Ltd, INV-7 thanks"]
    assert text_of(sheets, "cash") == ["Payment applied to INV-7: Alder Ltd, INV-7 thanks"]


def test_the_lines_of_the_bank_say_what_the_ledgers_receipt_does_not():
    line = {"line_key": "L1", "receipt": "R1", "state": "matched", "payer": "Birch GmbH", "reference": "RE 9"}
    sheets = book(Receipts=[receipt("R1", "100", state="to post")], Invoices=[], Bank=[line])
    refreshed(sheets)
    assert text_of(sheets, "receipt") == ["Receipt: Birch GmbH, RE 9"]


def test_a_receipt_of_which_nothing_is_known_is_called_by_its_number():
    sheets = book(Receipts=[receipt("R1", "100", state="to post")], Invoices=[])
    refreshed(sheets)
    assert text_of(sheets, "receipt") == ["Receipt R1"]


@pytest.mark.parametrize(
    ("language", "booked", "applied"),
    [
        ("en", "Payment R1 returned: Alder Ltd, AC04 account closed",
         "Payment of INV-7 returned: Alder Ltd, AC04 account closed"),
        ("zh", "收款 R1 被退回：Alder Ltd，AC04 account closed",
         "付款被退回，恢复 INV-7：Alder Ltd，AC04 account closed"),
    ],
)  # fmt: skip
def test_a_returned_payment_is_called_one_and_not_a_receipt(language, booked, applied):
    back = receipt("R2", "-100", state="to post", reverses="R1", payer="Alder Ltd", reference="AC04 account closed",
                   on="2026-10-09")  # fmt: skip
    taken = allocation("A", "-100", receipt="R2", reverses="R1", state="to post", on="2026-10-09")
    sheets = a_paid_item(language, receipts=[back], allocations=[taken])
    refreshed(sheets)
    assert text_of(sheets, "returned payment") == [booked, applied]
    moved = [(row["use"], row.get("debit")) for row in sheets.rows("Postings") if row["kind"] == "returned payment"]
    assert moved == [("on-account", D(100)), ("bank", None), ("receivable", D(100)), ("on-account", None)]


def test_what_was_undone_is_not_called_a_returned_payment():
    back = receipt("R1/undone", "-100", state="to post", reverses="R1", payer="Alder Ltd")
    taken = allocation("A", "-100", receipt="R1/undone", reverses="R1", state="to post")
    fee = {"kind": "bank charge", "reverses": "R1", "receipt": "R1/undone", "state": "to post"}
    sheets = a_paid_item(receipts=[back], allocations=[taken, allocation("A", "-3", **fee)])
    refreshed(sheets)
    assert text_of(sheets, "receipt undone") == ["Receipt R1 undone: Alder Ltd"]
    assert text_of(sheets, "cash")[-1] == "Payment of INV-7 undone: Alder Ltd"
    assert text_of(sheets, "bank charge") == ["Undone - Bank charge on INV-7: Alder Ltd"]


def test_a_credit_that_is_used_names_both_documents():
    sheets = book(
        Invoices=[invoice("A", "100", document_no="INV-7"), invoice("K", "-30", document_no="CN-2")],
        Allocations=[allocation("A", "30", kind="credit", credit="K", state="to post")],
    )
    refreshed(sheets)
    assert text_of(sheets, "credit") == ["Credit CN-2 used on INV-7"]


def test_a_contra_names_its_agreement():
    sheets = book(
        Invoices=[invoice("A", "100")],
        Allocations=[allocation("A", "9", kind="contra", reference="SA-2026-3", state="to post")],
    )
    refreshed(sheets)
    assert text_of(sheets, "contra") == ["Contra of A: SA-2026-3"]


def test_all_blank_accounts_are_named_in_one_sentence():
    sheets = book(
        Invoices=[invoice("A", "100")],
        Allocations=[
            allocation("A", "9", kind="write-off", state="to post"),
            allocation("A", "1", kind="bank charge", state="to post"),
        ],
    )
    sheets.put("Accounts", [row for row in sheets.rows("Accounts") if row["use"] not in ("write-off", "bank charge")])
    found = [problem for problem in refreshed(sheets).problems if problem.name == "account-missing"]
    assert [(one.values["uses"], one.values["lines"]) for one in found] == [("write-off; bank charge", "2")]


@pytest.mark.parametrize(
    ("items", "receipts", "expected"),
    [
        ([], ["50"], {"on-account": 50}),
        (["-80"], [], {"receivable": 80}),
        (["-80"], ["50"], {"receivable": 80, "on-account": 50}),
        (["100"], ["150"], {"on-account": 50}),
        (["100", "-80"], ["50"], {"on-account": 30}),
        (["10", "-80"], ["50"], {"receivable": 70, "on-account": 50}),
        (["-80"], ["50", "-20"], {"receivable": 80, "on-account": 30}),
    ],
)
def test_a_credit_balance_is_debited_where_it_stands(items, receipts, expected):
    sheets = book(
        Invoices=[invoice(f"I{n}", amount) for n, amount in enumerate(items)],
        Receipts=[receipt(f"R{n}", amount) for n, amount in enumerate(receipts)], Reclassification=[],
    )  # fmt: skip
    refreshed(sheets)
    credit = sum(expected.values())
    assert lines(sheets, "reclassification") == {**{use: D(amount) for use, amount in expected.items()},
                                                 "credit balances": D(-credit)}  # fmt: skip


def test_a_foreign_receipt_on_account_is_revalued_and_reclassified_where_it_stands():
    rate = {"currency": "USD", "rate_date": END, "rate": D("0.8")}
    sheets = book(
        Invoices=[invoice("K", "-100", currency="USD", base_amount=D(-90))],
        Receipts=[receipt("R1", "50", currency="USD", base_amount=D(45))],
        Reclassification=[], ExchangeRates=[rate], Revaluation=[],
    )  # fmt: skip
    refreshed(sheets)
    assert lines(sheets, "revaluation") == {"receivable": D(10), "on-account": D(5), "revaluation gain": D(-15)}
    assert lines(sheets, "reclassification") == {
        "receivable": D(80), "on-account": D(40), "credit balances": D(-120),
    }  # fmt: skip


def test_a_credit_balance_without_a_base_amount_is_shown_and_books_nothing():
    sheets = book(
        Invoices=[invoice("K", "-100", currency="USD", base_amount=D(-90)), invoice("K2", "-20", customer="C2")],
        Receipts=[receipt("R1", "50", currency="USD")],
        Reclassification=[],
    )
    refreshed(sheets)
    shown = {row["customer"]: (row["to_reclassify"], row.get("base_to_reclassify")) for row in
             sheets.rows("Reclassification")}  # fmt: skip
    assert shown == {"C1": (150, None), "C2": (20, 20)}
    assert {row["customer"] for row in sheets.rows("Postings") if row["kind"] == "reclassification"} == {"C2"}


def test_money_of_nobody_known_is_no_part_of_a_customers_credit():
    sheets = book(
        Invoices=[invoice("K", "-100"), invoice("K2", "-20", customer="C2")],
        Receipts=[receipt("R1", "7", customer=None), receipt("R2", "5")],
        Reclassification=[],
    )
    refreshed(sheets)
    found = {}
    for row in sheets.rows("Postings"):
        if row["kind"] == "reclassification":
            amount = row.get("base_debit", D(0)) - row.get("base_credit", D(0))
            found[row["customer"], row["use"]] = amount
    assert found == {
        ("C1", "receivable"): 100, ("C1", "on-account"): 5, ("C1", "credit balances"): -105,
        ("C2", "receivable"): 20, ("C2", "credit balances"): -20,
    }  # fmt: skip
