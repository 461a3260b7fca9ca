"""Books in memory with policy and as-of date, and their figures, for the tests of runs."""

from datetime import date
from decimal import Decimal

from tests.fake_sheets import FakeSheets

from arrears.runs.refresh import refresh

AS_OF = date(2026, 10, 31)


def a_book(tables=None, *, as_of=AS_OF, policy=None, language="en"):
    """Make a book whose base currency is EUR, unless the policy says otherwise."""
    settings = {"base_currency": "EUR", **(policy or {})}
    rows = [{"setting": key, "value": value} for key, value in settings.items()]
    return FakeSheets({"Policy": rows, **(tables or {})}, {"AsOf": [[as_of]]}, language)


def no_rates(_table):
    return {}


def refreshed(book, as_of=None):
    """Refresh a book, as of the day on Home if none is given."""
    return refresh(book, None if as_of is None else date.fromisoformat(as_of), no_rates)


def invoice(number, gross, *, customer="C1", currency="EUR", due="2026-09-30", **more):
    """Write a row of Open items; negative amounts are credit notes."""
    amount = Decimal(gross)
    return {
        "customer": customer,
        "document_no": number,
        "kind": "credit note" if amount < 0 else "invoice",
        "document_date": date(2026, 8, 31),
        "due_date": None if due is None else date.fromisoformat(due),
        "currency": currency,
        "gross": amount,
        "item_key": number,
    } | more


def receipt(key, amount, *, customer="C1", currency="EUR", on="2026-10-01", **more):
    """Write a row of Receipts."""
    day = date.fromisoformat(on)
    return {
        "receipt_key": key,
        "customer": customer,
        "currency": currency,
        "amount": Decimal(amount),
        "value_date": day,
    } | more


def allocation(item, amount, *, on="2026-10-01", **more):
    """Write a row of Allocations."""
    day = date.fromisoformat(on)
    return {"item": item, "kind": "cash", "currency": "EUR", "amount": Decimal(amount), "effective_date": day,
            "posting_date": day} | more  # fmt: skip


def totals(done):
    """Give open amount, sum of buckets and credits by currency, as text in major units."""
    return {tie.currency: (str(tie.open_items), str(tie.buckets)) for tie in done.ties}


def balances(book):
    """Give the balance of every open item by document number."""
    return {row["document_no"]: str(row["balance"]) for row in book.rows("Invoices") if "balance" in row}


def problems(done):
    """Give the names of the problems, without those of missing bases."""
    return [problem.name for problem in done.problems]
