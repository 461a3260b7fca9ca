"""Whatever is proposed, accepted, posted and undone: no cent is made or lost, and undoing all gives the ledger back."""

from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import AS_OF, a_book, invoice, receipt, refreshed, totals
from tests.listings import FixedClock

from arrears.office.name_similarity import similarity
from arrears.runs.carried import read_present
from arrears.runs.match import post_matches, propose_matches, undo_match
from arrears.runs.sub_ledger import load

NAMES = {"C1": "Alder Ltd", "C2": "Birch GmbH"}
CENTS = st.sampled_from([10000, 2500, 12500, 7777, 333, 10300, 9800])
ITEMS = st.lists(st.tuples(st.sampled_from(list(NAMES)), CENTS, st.booleans()), min_size=1, max_size=6)
PAID = st.lists(
    st.tuples(
        st.sampled_from(["Alder Ltd", "Birch GmbH", "Peter Sample"]), CENTS, st.integers(0, 6), st.integers(1, 28),
        st.booleans(),
    ), min_size=1, max_size=6,
)  # fmt: skip


def book(items, paid):
    rows = [
        invoice(f"INV-{n:04d}" if not credit else f"CN-{n:04d}", str(Decimal(-cents if credit else cents) / 100),
                customer=customer, terms=None if n % 2 else "2/10 net 60", document_date=date(2026, 9, 25))
        for n, (customer, cents, credit) in enumerate(items)
    ]  # fmt: skip
    bank, receipts = [], []
    for n, (payer, cents, named, day, booked) in enumerate(paid):
        amount, on = str(Decimal(cents) / 100), f"2026-10-{day:02d}"
        reference = f"INV-{named:04d}" if named < len(items) else None
        if booked and payer != "Peter Sample":
            customer = next(key for key, name in NAMES.items() if name == payer)
            receipts.append(receipt(f"R{n}", amount, customer=customer, on=on, reference=reference))
        else:
            value = date.fromisoformat(on)
            bank.append({
                "account": "DE1", "currency": "EUR", "booking_date": value, "value_date": value, "payer": payer,
                "amount": Decimal(amount), "reference": reference, "state": "open", "line_key": f"L{n}",
            })  # fmt: skip
    customers = [{"customer": key, "name": name} for key, name in NAMES.items()]
    tables = {"Invoices": rows, "Customers": customers, "Receipts": receipts, "Allocations": [], "Bank": bank}
    policy = {"match_tolerance": "0.05", "bank_charge_limit": "3"}
    return a_book({**tables, "BankAccounts": [], "PayerAliases": [], "Matching": [], "Approvals": []}, policy=policy)


def standing(sheets, day=AS_OF):
    """Give the balance of every item, and what each customer has on account."""
    ledger = load("EUR", read_present(sheets, "Invoices", "Customers", "Receipts", "Allocations")).ledger
    held = ledger.unapplied(day)
    on_account = {}
    for customer, amount in zip(ledger.receipts.customer.tolist(), held.tolist(), strict=True):
        name = ledger.customers[customer]
        on_account[name] = on_account.get(name, 0) + amount
    balances = dict(zip(ledger.items.key, ledger.balances(day).tolist(), strict=True))
    return balances, {name: amount for name, amount in on_account.items() if amount}


def accept_what_has_a_customer(sheets):
    table = sheets.tables["Matching"]
    for n in range(len(table["source"])):
        if table["customer"][n] and table["state"][n] == "proposed":
            table["accept"][n], table["approved_by"][n] = True, "kim"


@settings(max_examples=25, deadline=None)
@given(ITEMS, PAID)
def test_posting_and_undoing_everything_gives_the_former_ledger(items, paid):
    sheets = book(items, paid)
    before = standing(sheets)
    propose_matches(sheets, None, similarity, FixedClock(), "jo")
    accept_what_has_a_customer(sheets)
    done = post_matches(sheets, None, similarity, FixedClock(), "jo")
    ledger = load("EUR", read_present(sheets, "Invoices", "Customers", "Receipts", "Allocations")).ledger
    assert (ledger.unapplied(AS_OF) >= 0).all()
    assert (np.sign(ledger.balances(AS_OF)) * np.sign(ledger.items.gross) >= 0).all()
    refreshed(sheets)
    for open_, buckets in totals(refreshed(sheets)).values():
        assert open_ == buckets
    changed = {str(row.get("receipt") or row.get("reference")) for row in done.allocations}
    made = {str(row["receipt_key"]) for row in done.receipts}
    undo_match(sheets, sorted(changed | made), None, FixedClock(), "jo")
    assert standing(sheets) == before
    assert [row for row in sheets.rows("Bank") if row["state"] != "open" and row["receipt"] in made] == []
    assert len(sheets.rows("Receipts")) >= len(made)
