"""Months of made-up trade whose balances are known: what is written into the book is counted apart, event by event."""

import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tests.books import a_book, no_rates

from arrears.core.dates import add_months, month_end
from arrears.core.money import to_major
from arrears.runs.figures import figures_of
from arrears.runs.refresh import refresh

FIRST = date(2025, 11, 1)
RULES = {"interest": "contract", "interest_rate": "9", "levels": "5, 20, 35"}
Rows = dict[str, list[dict[str, object]]]
Account = tuple[str, str]


class Clock:
    """Always the same moment."""

    def today(self) -> date:
        return date(2026, 12, 31)

    def now(self) -> str:
        return "2026-12-31T09:00:00+00:00"


@dataclass
class Trade:
    """Makes the rows of one month after the other and keeps what every account and item then owes."""

    seed: int
    customers: int = 5
    invoices: int = 8
    chance: random.Random = field(init=False)
    moved: list[tuple[Account, date, int]] = field(default_factory=list)
    """What raised (or lowered) what an account owes, and when: minor units."""
    open: dict[str, tuple[Account, date, int]] = field(default_factory=dict)
    """Items by key: account, posting date, what is left of them; credits negative."""
    paid: list[tuple[str, str, int, date]] = field(default_factory=list)
    """Allocations that a payment may come back of: item, receipt, amount, day."""
    number: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - made-up trade

    def owed(self, account: Account, day: date) -> int:
        """Give what an account owes at the end of a day, minor units: the truth."""
        return sum(amount for whose, on, amount in self.moved if whose == account and on <= day)

    def accounts(self) -> set[Account]:
        return {account for account, _, _ in self.moved}

    def month(self, first: date) -> Rows:
        """Make what happens in a month."""
        rows: Rows = {"Invoices": [], "Receipts": [], "Allocations": []}
        last = month_end(first)
        for _ in range(self.invoices):
            self.invoice(rows, self._day(first, last))
        acts: list[Callable[[Rows, date], None]] = [
            self.pay, self.pay, self.pay, self.pay_several, self.pay_in_part, self.pay_in_part, self.credit_note,
            self.credit_used, self.write_off, self.discount, self.on_account, self.returned,
        ]  # fmt: skip
        for day in sorted(self._day(first, last) for _ in range(self.invoices * 2)):
            self.chance.choice(acts)(rows, day)
        return rows

    def late(self, first: date) -> Rows:
        """Make a correction that is found later, of a day within a month."""
        rows: Rows = {"Invoices": [], "Receipts": [], "Allocations": []}
        day = month_end(first) - timedelta(days=self.chance.randint(0, 5))
        self.chance.choice([self.invoice, self.pay, self.pay_in_part, self.write_off])(rows, day)
        return rows

    def invoice(self, rows: Rows, day: date, sign: int = 1) -> str:
        self.number += 1
        currency = self.chance.choice(["EUR", "EUR", "USD", "JPY"])
        account = (f"C{self.chance.randrange(self.customers)}", currency)
        minor = sign * self.chance.randint(1_00, 9_999_99)
        key = f"{'RE' if sign > 0 else 'GU'}-{self.number}"
        rate = Decimal(self.chance.randint(80, 99)) / 100
        rows["Invoices"].append({
            "customer": account[0], "document_no": key, "item_key": key,
            "kind": "invoice" if sign > 0 else "credit note", "document_date": day,
            "due_date": day + timedelta(days=self.chance.choice([0, 14, 30])) if sign > 0 else None,
            "currency": currency, "gross": to_major(minor, currency),
            "base_amount": round(to_major(minor, currency) * rate, 2) if currency != "EUR" else None,
        })  # fmt: skip
        self.open[key] = (account, day, minor)
        self.moved.append((account, day, minor))
        return key

    def credit_note(self, rows: Rows, day: date) -> None:
        self.invoice(rows, day, sign=-1)

    def pay(self, rows: Rows, day: date) -> None:
        for key in self._some(day, 1):
            self._received(rows, day, {key: self.open[key][2]})

    def pay_several(self, rows: Rows, day: date) -> None:
        keys = self._some(day, 3)
        if keys:
            self._received(rows, day, {key: self.open[key][2] for key in keys})

    def pay_in_part(self, rows: Rows, day: date) -> None:
        for key in self._some(day, 1):
            self._received(rows, day, {key: self.chance.randint(1, self.open[key][2])})

    def on_account(self, rows: Rows, day: date) -> None:
        for key in self._some(day, 1):
            self._received(rows, day, {key: self.open[key][2]}, more=self.chance.randint(1, 500_00))

    def write_off(self, rows: Rows, day: date) -> None:
        for key in self._some(day, 1):
            self._settle(rows, key, "write-off", min(self.open[key][2], 50_00), day)

    def discount(self, rows: Rows, day: date) -> None:
        for key in self._some(day, 1):
            left = self.open[key][2]
            taken = left * 2 // 100
            receipt = self._received(rows, day, {key: left - taken}) if left > taken else ""
            self._settle(rows, key, "discount", taken, day, receipt)

    def credit_used(self, rows: Rows, day: date) -> None:
        credits_ = [key for key, (_, on, left) in self.open.items() if left < 0 and on <= day]
        for credit in self.chance.sample(credits_, min(1, len(credits_))):
            account = self.open[credit][0]
            for key in [key for key in self._open_by(day) if self.open[key][0] == account][:1]:
                used = min(-self.open[credit][2], self.open[key][2])
                used = self.chance.randint(1, used)
                rows["Allocations"].append(self._allocation(key, used, day, account[1], kind="credit", credit=credit))
                self._reduce(key, used)
                self._reduce(credit, -used)

    def returned(self, rows: Rows, day: date) -> None:
        """Let a payment of this or the former month come back: the item is open again, the money gone."""
        again = [one for one in self.paid if add_months(day.replace(day=1), -1) <= one[3] < day]
        for one in self.chance.sample(again, min(1, len(again))):
            self.paid.remove(one)
            key, receipt, amount, _ = one
            account = self.open[key][0]
            rows["Allocations"].append(self._allocation(key, -amount, day, account[1], receipt=receipt))
            self.number += 1
            rows["Receipts"].append(self._receipt(f"Z-{self.number}", account, -amount, day))
            self._reduce(key, -amount)
            self.moved.append((account, day, amount))

    def _received(self, rows: Rows, day: date, items: Mapping[str, int], more: int = 0) -> str:
        self.number += 1
        key, total = f"Z-{self.number}", sum(items.values()) + more
        account = self.open[next(iter(items))][0]
        rows["Receipts"].append(self._receipt(key, account, total, day))
        for item, amount in items.items():
            rows["Allocations"].append(self._allocation(item, amount, day, account[1], receipt=key))
            self._reduce(item, amount)
            self.paid.append((item, key, amount, day))
        self.moved.append((account, day, -total))
        return key

    def _settle(self, rows: Rows, key: str, kind: str, amount: int, day: date, receipt: str = "") -> None:
        if amount:
            account = self.open[key][0]
            more = {"receipt": receipt} if receipt else {}
            rows["Allocations"].append(self._allocation(key, amount, day, account[1], kind=kind, **more))
            self._reduce(key, amount)
            self.moved.append((account, day, -amount))

    def _receipt(self, key: str, account: Account, minor: int, day: date) -> dict[str, object]:
        amount, foreign = to_major(minor, account[1]), account[1] != "EUR"
        rate = Decimal(self.chance.randint(80, 99)) / 100
        return {
            "receipt_key": key, "customer": account[0], "currency": account[1], "amount": amount, "value_date": day,
            "posting_date": day, "base_amount": round(amount * rate, 2) if foreign else None,
        }  # fmt: skip

    @staticmethod
    def _allocation(
        key: str, minor: int, day: date, currency: str, kind: str = "cash", **more: str
    ) -> dict[str, object]:
        return {
            "item": key, "kind": kind, "currency": currency, "amount": to_major(minor, currency),
            "effective_date": day, "posting_date": day, **more,
        }  # fmt: skip

    def _reduce(self, key: str, amount: int) -> None:
        account, day, left = self.open[key]
        self.open[key] = account, day, left - amount

    def _open_by(self, day: date) -> list[str]:
        return [key for key, (_, on, left) in self.open.items() if left > 0 and on <= day]

    def _some(self, day: date, most: int) -> list[str]:
        """Choose open items of one account."""
        found = self._open_by(day)
        if not found:
            return []
        account = self.open[self.chance.choice(found)][0]
        own = [key for key in found if self.open[key][0] == account]
        return self.chance.sample(own, min(most, len(own)))

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.chance.randrange((last - first).days + 1))


def first_book():
    """Make the book of the first month."""
    return a_book({"Receipts": [], "Allocations": []}, as_of=month_end(FIRST), policy=RULES)


def enter(book, rows: Rows) -> None:
    """Type rows into a book below those it has."""
    for table, added in rows.items():
        if added:
            book.put(table, [*book.rows(table), *({k: v for k, v in row.items() if v is not None} for row in added)])


def names_unknown(book) -> bool:
    """Tell whether an allocation names an item that stayed behind: its payment came back."""
    known = {row["item_key"] for row in book.rows("Invoices")}
    return any(row["item"] not in known for row in book.rows("Allocations"))


def firsts(months: int) -> list[date]:
    """Give the first days of so many months."""
    return [add_months(FIRST, n) for n in range(months)]


def looked_at(book, day: date):
    """Give what a book says of a day: balances by item, of receipts, by account, interest to charge, proposals."""
    figures = figures_of(book, day, no_rates)
    ledger = figures.sub_ledger.ledger
    columns = {
        "open": (ledger.items.key, figures.ageing.balance),
        "base": (ledger.items.key, ledger.base_balances(day)),
        "bucket": (ledger.items.key, figures.ageing.bucket + 10),
        "days": (ledger.items.key, figures.ageing.days),
        "to charge": (ledger.items.key, figures.interest.to_charge),
        "one more day": (ledger.items.key, figures.interest.per_diem),
        "unapplied": (ledger.receipts.key, ledger.unapplied(day)),
        "unapplied base": (ledger.receipts.key, ledger.base_unapplied(day)),
    }
    open_now = {key for key, m in zip(ledger.items.key, figures.ageing.balance.tolist(), strict=True) if m}
    return {
        name: {key: m for key, m in zip(keys, column.tolist(), strict=True)
               if m and (name not in ("bucket", "days") or key in open_now)}
        for name, (keys, column) in columns.items()
    }  # fmt: skip


def proposals(book, day: date) -> list[tuple[object, ...]]:
    """Give what a refresh proposes for each account."""
    copy = deepcopy(book)
    refresh(copy, day, no_rates)
    wanted = ("customer", "currency", "send", "level", "overdue", "unapplied", "exposure", "interest", "reasons")
    return sorted(tuple(str(row.get(key)) for key in wanted) for row in copy.rows("Escalation"))
