"""Random small histories, imported in any order: on every list date the book comes to the truth, receipts included."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import a_book, refreshed
from tests.listings import bring

FIRST = date(2026, 1, 31)
LISTS = (FIRST, date(2026, 2, 28), date(2026, 3, 31))
HEAD = "customer | document_no | kind | document_date | currency | gross | remaining\n"
Account = tuple[str, str]


@dataclass(frozen=True)
class Invoice:
    number: str
    account: Account
    day: date
    cents: int
    credit: bool = False


@dataclass(frozen=True)
class Receipt:
    number: str
    account: Account
    day: date
    cents: int


@dataclass(frozen=True)
class Allocation:
    invoice: Invoice
    receipt: Receipt | None
    credit: Invoice | None
    day: date
    cents: int


@dataclass(frozen=True)
class History:
    """What truly happened: every invoice, receipt and allocation with its days."""

    invoices: list[Invoice]
    receipts: list[Receipt]
    allocations: list[Allocation]
    on_account_by_number: bool

    def open(self, invoice: Invoice, day: date) -> int:
        """Give what is open of an invoice or credit note, credits negative."""
        taken = sum(a.cents for a in self.allocations if a.day <= day and invoice in (a.invoice, a.credit))
        return (taken - invoice.cents if invoice.credit else invoice.cents - taken) if invoice.day <= day else 0

    def held(self, receipt: Receipt, day: date) -> int:
        """Give what a receipt holds unallocated."""
        taken = sum(a.cents for a in self.allocations if a.day <= day and a.receipt == receipt)
        return receipt.cents - taken if receipt.day <= day else 0

    def total(self, currency: str, day: date) -> int:
        """Give the true total of a currency."""
        items = sum(self.open(i, day) for i in self.invoices if i.account[1] == currency)
        return items - sum(self.held(r, day) for r in self.receipts if r.account[1] == currency)

    def listed(self, day: date) -> str:
        """Draw the open-items list of a day."""
        rows = []
        for i in self.invoices:
            if remaining := self.open(i, day):
                sign = -1 if i.credit else 1
                kind = "credit note" if i.credit else "invoice"
                rows.append(_row(i.account, i.number, kind, i.day, sign * i.cents, remaining))
        for r in self.receipts:
            if remaining := self.held(r, day):
                number = r.number if self.on_account_by_number else f"Z{r.number}"
                rows.append(_row(r.account, number, "receipt", r.day, -r.cents, -remaining))
        other = [_row(("C9", "EUR"), "ALWAYS", "invoice", FIRST, 100, 100)]  # no list is empty
        return HEAD + "\n".join([*rows, *other])


def _row(account: Account, number: str, kind: str, day: date, gross: int, remaining: int) -> str:
    customer, currency = account
    return f"{customer} | {number} | {kind} | {day} | {currency} | {_money(gross)} | {_money(remaining)}"


def _money(cents: int) -> str:
    return str(Decimal(cents) / 100)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw a history in which no document comes and goes between two lists unseen, nor is used before the first."""
    accounts = st.tuples(st.sampled_from(["C1", "C2"]), st.sampled_from(["EUR", "USD"]))
    days = st.integers(-20, 59).map(lambda n: FIRST + timedelta(days=n))
    cents = st.integers(1, 9).map(lambda n: n * 100) | st.integers(1, 900)
    invoices = [
        Invoice(f"I{n}", draw(accounts), draw(days), draw(cents), credit=draw(st.integers(0, 3)) == 0)
        for n in range(draw(st.integers(1, 5)))
    ]
    late = st.integers(1, 59).map(lambda n: FIRST + timedelta(days=n))
    receipts = [Receipt(f"R{n}", draw(accounts), draw(late), draw(cents)) for n in range(draw(st.integers(0, 4)))]
    allocations: list[Allocation] = []
    for _ in range(draw(st.integers(0, 6))):
        one = _drawn(draw, invoices, receipts, allocations)
        if one is not None:
            allocations.append(one)
    return History(invoices, receipts, allocations, draw(st.booleans()))


def _drawn(
    draw: st.DrawFn, invoices: list[Invoice], receipts: list[Receipt], allocations: list[Allocation]
) -> Allocation | None:
    invoice = draw(st.sampled_from([i for i in invoices if not i.credit] or [None]))
    if invoice is None:
        return None
    sources = [d for d in (*receipts, *invoices) if d.account == invoice.account and getattr(d, "credit", True)]
    if not sources:
        return None
    source = draw(st.sampled_from(sources))
    seen = [min(d for d in LISTS if d >= one.day) for one in (invoice, source) if isinstance(one, Invoice)]
    day = max(*seen, source.day) + timedelta(days=draw(st.integers(1, 20)))
    used: Counter[object] = Counter()
    for one in allocations:
        for document in (one.invoice, one.receipt, one.credit):
            used[document] += one.cents
    most = min(invoice.cents - used[invoice], source.cents - used[source])
    if most <= 0 or day > LISTS[-1]:
        return None
    receipt, credit = (source, None) if isinstance(source, Receipt) else (None, source)
    return Allocation(invoice, receipt, credit, day, draw(st.sampled_from([most, most, max(1, most // 2)])))


@st.composite
def imports(draw: st.DrawFn, history: History) -> list[tuple[str, str, date | None]]:
    """Put lists, receipts and (some) allocations into an order that is possible: lists by date, sources known."""
    receipts = [f"{r.number} | {r.account[0]} | {r.day} | {r.account[1]} | {_money(r.cents)}" for r in history.receipts]
    first_half = receipts[: draw(st.integers(0, len(receipts)))]
    head = "receipt_key | customer | value_date | currency | amount\n"
    steps = [("receipts", head + "\n".join(part) + "\n", None) for part in (first_half, receipts) if part]
    pending = [("open-items", history.listed(day), day) for day in LISTS]
    ordered: list[tuple[str, str, date | None]] = []
    while pending or steps:
        queue = steps if not pending or (steps and draw(st.booleans())) else pending
        ordered.append(queue.pop(0))
        if draw(st.integers(0, 2)) == 0:
            ordered.append(("allocations", _allocations(draw, history), None))
    return ordered


def _allocations(draw: st.DrawFn, history: History) -> str:
    some = [one for one in history.allocations if draw(st.integers(0, 3))]
    rows = [
        f"{a.invoice.account[0]} | {a.invoice.number} | {a.receipt.number if a.receipt else ''} | "
        f"{a.credit.number if a.credit else ''} | {_money(a.cents)} | {a.day}"
        for a in some
    ]  # fmt: skip
    return "customer | item | receipt | credit | amount | posting_date\n" + "\n".join(rows) + "\n"


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_in_any_order_of_imports_the_book_comes_to_the_truth_on_every_list_date(data: st.DataObject) -> None:
    history = data.draw(histories())
    book = a_book()
    for n, (kind, text, day) in enumerate(data.draw(imports(history))):
        bring(book, text, None if day is None else day.isoformat(), kind, file=f"{n}.csv")
    for day in LISTS:
        done = refreshed(book, day.isoformat())
        true = {code: Decimal(history.total(code, day)) / 100 for code in ("EUR", "USD")}
        true["EUR"] += 1
        shown = {tie.currency: tie.open_items for tie in done.ties}
        assert {code: shown.get(code, Decimal(0)) for code in true} == true
        assert not {p.name for p in done.problems} & {"list-total-differs", "over-allocated"}
        if day == LISTS[-1] or history.on_account_by_number:
            _assert_items_are_the_lists(book, history, day)


def _assert_items_are_the_lists(book, history: History, day: date) -> None:
    shown = {row["document_no"]: row.get("balance", 0) for row in book.rows("Invoices")}
    for invoice in history.invoices:
        assert shown.get(invoice.number, 0) == Decimal(history.open(invoice, day)) / 100
