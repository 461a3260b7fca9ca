"""What the book's decisions make the ledger hear: a voucher each, and why one cannot be drawn up yet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from arrears.core.bookkeeping import postings
from arrears.core.bookkeeping.postings import Lines, reversed_
from arrears.core.bookkeeping.realised_exchange import spent_base
from arrears.core.bookkeeping.revaluation import is_month_end
from arrears.core.dates import as_dates
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, STATES
from arrears.core.money import pro_rata, to_minor
from arrears.core.problems import Place, Problem
from arrears.runs.bookkeeping.accounts_table import Accounts
from arrears.runs.bookkeeping.bills_table import BillRow
from arrears.runs.bookkeeping.posting_kinds import ALLOCATED
from arrears.runs.bookkeeping.remittances import REFUND, Remittance, Remittances
from arrears.runs.bookkeeping.voucher import MonthEndLine, Voucher
from arrears.runs.bookkeeping.voucher_texts import About
from arrears.runs.figures import Figures
from arrears.runs.items.item_vat import net_and_vat
from arrears.runs.ports import Table, Value
from arrears.runs.reading import Row, fits

_CHARGES = ("interest note", "fee")
_ABOUT_BILLS = ("endorsed", "discounted", "collected")
"""States whose texts name the bill; the others name its item."""
_ALLOCATION = ("item", "kind", "receipt", "credit", "amount", "effective_date", "posting_date")


class Drawing:
    """Draws up the vouchers of a book."""

    def __init__(self, figures: Figures, accounts: Accounts) -> None:
        """Work on the figures of a book."""
        self.figures = figures
        self.accounts = accounts
        self.ledger = figures.sub_ledger.ledger
        self.remittances = Remittances(figures.tables.get("Receipts"), figures.tables.get("Bank"))
        self.problems: list[Problem] = []

    def vouchers(self, bills: Sequence[BillRow], month_end: Sequence[MonthEndLine]) -> list[Voucher]:
        """Give every voucher, those of decisions that are posted by now too, in no particular order."""
        parts = (self._charges(), self._receipts(), self._allocations(), self._bills(bills), self._month_end(month_end))
        return [one for part in parts for one in part if one.lines]

    def _charges(self) -> Iterator[Voucher]:
        """Interest notes and fees that were decided here."""
        items, table = self.ledger.items, self.figures.tables["Invoices"]
        days = as_dates(items.posting_date)
        for n, number in enumerate(self.figures.sub_ledger.item_rows):
            row, kind = Row(table, number), ITEM_KINDS[items.kind[n]]
            if kind not in _CHARGES or row.text("state") not in STATES:
                continue
            if not self.figures.sub_ledger.base_known[n]:
                self._without_base(row)
                continue
            currency, gross, base = self._currency(n), int(items.gross[n]), int(items.base[n])
            vat = self._vat(row, currency, gross, base)
            lines = postings.charged(kind, gross, base, items.key[n], vat)
            yield self._voucher(row, f"Invoices|{items.key[n]}", kind, days[n], n, lines, About(items.key[n]))

    def _receipts(self) -> Iterator[Voucher]:
        """Receipts that the ledger has not heard of, known from the bank's statement."""
        receipts, table = self.ledger.receipts, self.figures.tables.get("Receipts")
        days, banks = as_dates(receipts.posting_date), bank_accounts(self.figures.tables.get("BankAccounts"))
        for n, number in enumerate(self.figures.sub_ledger.receipt_rows if table is not None else ()):
            row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
            if row.text("state") not in STATES:
                continue
            if self._receipt_without_base(n):
                self._without_base(row)
                continue
            key = receipts.key[n]
            how = REFUND if self.remittances.kind(row.text("reverses")) == REFUND else ""
            about = About(row.text("reverses") or key, "", self.remittances.of(key), how)
            lines = postings.received(int(receipts.amount[n]), int(receipts.base[n]), key)
            yield Voucher(
                f"Receipts|{key}", self.remittances.kind(key), _known(days[n]), row.text("customer"),
                self.ledger.currencies[receipts.currency[n]], lines, row.text("state") == "posted",
                banks.get(row.text("bank_account"), ""), about,
            )  # fmt: skip

    def _allocations(self) -> Iterator[Voucher]:
        """Payments applied, discounts, write-offs and whatever else settled items here."""
        table = self.figures.tables.get("Allocations")
        if table is None or "state" not in table.columns:
            return
        allocations, days = self.ledger.allocations, as_dates(self.ledger.counted_from())
        spent, taxes = spent_base(self.ledger), net_and_vat(self.figures)
        names = allocation_names(table)
        for n, number in enumerate(self.figures.sub_ledger.allocation_rows):
            row, kind, item = Row(table, number), ALLOCATION_KINDS[allocations.kind[n]], int(allocations.item[n])
            if kind not in ALLOCATED or row.text("state") not in STATES:
                continue
            if kind == "contra" and not row.text("reference"):
                self.problems.append(Problem("contra-without-agreement", row.place("reference"), row.text("item")))
                continue
            receipt = int(allocations.receipt[n])
            if not self.figures.sub_ledger.base_known[item] or (receipt >= 0 and self._receipt_without_base(receipt)):
                self._without_base(row)
                continue
            lines = self._allocated(n, kind, int(spent[n]), taxes.get(number))
            yield self._voucher(row, names[number], kind, days[n], item, lines, self._about(n, row))

    def _allocated(self, n: int, kind: str, spent: int, taxed: tuple[Decimal, Decimal] | None) -> Lines:
        allocations, ledger = self.ledger.allocations, self.ledger
        item, amount, base = int(allocations.item[n]), int(allocations.amount[n]), int(allocations.base[n])
        key, receipt, credit = ledger.items.key[item], int(allocations.receipt[n]), int(allocations.credit[n])
        if receipt >= 0:
            return postings.paid(amount, base, spent, key, ledger.receipts.key[receipt])
        if credit >= 0:
            return postings.paid(amount, base, spent, key, ledger.items.key[credit], "receivable")
        currency, vat = self._currency(item), 0
        by_code = self.accounts.of(kind, currency, "").tax_code
        if kind == "discount" and taxed is not None and not by_code:
            vat = to_minor(taxed[1], currency)
        return postings.reduced(kind, amount, base, key, (vat, pro_rata(base, vat, amount)))

    def _about(self, n: int, row: Row) -> About:
        """Say what an allocation concerns: its item, the credit it uses, the payment behind it or the agreement."""
        allocations, keys = self.ledger.allocations, self.ledger.items.key
        credit, receipt = int(allocations.credit[n]), row.text("receipt") or row.text("reverses")
        if row.text("kind") == "credit":
            receipt = receipt or row.text("reference")
        said = self.remittances.of(receipt) if receipt else Remittance("", row.text("reference"))
        if row.text("reverses"):
            how = self.remittances.how_taken_back(row.text("reverses"))
        else:
            how = REFUND if self.remittances.kind(receipt) == REFUND else ""
        return About(keys[int(allocations.item[n])], keys[credit] if credit >= 0 else "", said, how)

    def _bills(self, bills: Sequence[BillRow]) -> Iterator[Voucher]:
        """What happened to bills, since the first list of open items: what it shows the ledger knows.

        What is on the sheet already stays, be it older: a later month may begin before the ledger has heard of it.
        """
        first, table = self.ledger.first_day, self.figures.tables.get("Bills")
        shown = settled_by_bills(self.figures.tables.get("Allocations"), "posted")
        drawn = frozenset(self.figures.tables["Postings"].column("source"))
        for one in bills:
            if not one.base_known:
                self._without_base(Row(table, one.row))  # type: ignore[arg-type]  # the table the bill stands in
                continue
            for event in one.bill.events():
                source = f"Bills|{one.bill.number}|{one.bill.item}|{event.state}"
                if event.lines and (first is None or event.day > first or source in drawn):
                    state = "taken" if event.state == "held" else event.state
                    posted = bool(event.settles) and (one.bill.number, one.bill.item, event.day) in shown
                    about = About(one.bill.number if state in _ABOUT_BILLS else one.bill.item, how=one.bill.kind)
                    yield Voucher(
                        source, f"bill {state}", event.day, one.customer, one.currency, event.lines, posted, about=about
                    )

    def _month_end(self, lines: Sequence[MonthEndLine]) -> Iterator[Voucher]:
        day = self.figures.as_of
        if not is_month_end(day):
            return
        for one in lines:
            source = f"{one.kind}|{day.isoformat()}|{one.key}"
            yield Voucher(source, one.kind, day, one.customer, one.currency, one.lines)
            after = day + timedelta(days=1)
            back = f"{one.kind} reversed"
            yield Voucher(
                f"{back}|{day.isoformat()}|{one.key}", back, after, one.customer, one.currency, reversed_(one.lines)
            )

    def _vat(self, row: Row, currency: str, gross: int, base: int) -> tuple[int, int]:
        vat = row.amount("vat")
        if vat is None or not fits(vat, currency) or not gross:
            return 0, 0
        minor = to_minor(vat, currency)
        return minor, pro_rata(base, minor, gross)

    def _voucher(
        self, row: Row, source: str, kind: str, day: date | None, item: int, lines: Lines, about: About
    ) -> Voucher:
        customer, posted = self.ledger.customers[self.ledger.items.customer[item]], row.text("state") == "posted"
        return Voucher(source, kind, _known(day), customer, self._currency(item), lines, posted, about=about)

    def _currency(self, item: int) -> str:
        code = int(self.ledger.items.currency[item])
        return self.ledger.currencies[code]

    def _receipt_without_base(self, n: int) -> bool:
        receipts = self.ledger.receipts
        foreign = self.ledger.currencies[receipts.currency[n]] != self.ledger.base_currency
        return foreign and bool(receipts.amount[n]) and not receipts.base[n]

    def _without_base(self, row: Row) -> None:
        named = row.text("document_no") or row.text("receipt_key") or row.text("item") or row.text("number")
        place = row.place("base_amount")
        self.problems.append(
            Problem("posting-without-base", place if place.cell[:1].isalpha() else Place(sheet=place.sheet), named)
        )


def allocation_names(table: Table) -> list[str]:
    """Give each row of Allocations a name that stays when rows are sorted; the second of the same is told apart."""
    times: dict[str, int] = {}
    names = []
    for number in range(len(table)):
        row = Row(table, number)
        cells = "|".join(_plain(row.cell(key)) for key in _ALLOCATION)
        times[cells] = times.get(cells, 0) + 1
        names.append(f"Allocations|{cells}|{times[cells]}")
    return names


def settled_by_bills(table: Table | None, state: str) -> dict[tuple[str, str, date | None], int]:
    """Find the rows of Allocations of a state that a bill settled: by bill, item and day."""
    rows = [] if table is None else [Row(table, number) for number in range(len(table))]
    return {
        (row.text("reference"), row.text("item"), row.day("posting_date")): row.number
        for row in rows
        if row.text("kind") == "bill" and row.text("state") == state
    }


def bank_accounts(table: Table | None) -> dict[str, str]:
    """Give the ledger's account of each bank account that names one."""
    if table is None:
        return {}
    pairs = zip(table.column("account"), table.column("control_account"), strict=True)
    return {str(account): str(own) for account, own in pairs if account and own}


def documents(figures: Figures) -> Mapping[str, str]:
    """Give the document number of each item, by key."""
    numbers = figures.tables["Invoices"].column("document_no")
    rows = figures.sub_ledger.item_rows
    return {key: str(numbers[row] or key) for key, row in zip(figures.sub_ledger.ledger.items.key, rows, strict=True)}


def _plain(value: Value) -> str:
    """Write a cell the same way whether it was just written or read from a file."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value or "")


def _known(day: date | None) -> date:
    if day is None:
        raise ValueError("an item, receipt or allocation of the ledger always has a posting date")
    return day
