"""A company's dunning over months, in any order of events: whatever people do, the rules of letters hold.

The machine drives the runs on a book in memory; beside it stands a plain account of what was written to whom, which
every issued letter is held against.
"""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.fake_sheets import FakeSheets
from tests.issuing import MemoryJournal, MemoryWriter, Today

from arrears.errors import Refusal
from arrears.runs.issue import issue
from arrears.runs.letters.letter_history import History
from arrears.runs.refresh import refresh
from arrears.runs.void import void

START = date(2026, 1, 31)
CUSTOMERS = ("C1", "C2", "C3")
POLICY = {
    "base_currency": "EUR", "company": "Harbour", "bank_details": "Bank", "levels": "7, 21, 35, 49",
    "letter_fee": "5; 10; 15; 20", "letter_interval": "5", "promise_grace": "1", "procedure": "Phases",
}  # fmt: skip
STAGES = [(0, 5, 0), (1, 5, 0), (2, 15, 5), (3, 30, 5), (4, 45, 5)]
picks = st.integers(0, 99)
days_on = st.integers(1, 8)


class Dunning(RuleBasedStateMachine):
    """Invoices, receipts, holds, disputes, promises, letters and voids in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.today, self.count = START, 0
        self.journal, self.writer = MemoryJournal(), MemoryWriter()
        self.letters: dict[str, dict[str, int]] = {}
        self.done = 0

    @initialize(procedures=st.booleans())
    def open_the_book(self, procedures: bool) -> None:
        stages = [
            {
                "procedure": "Phases", "level": level, "days": days, "interval": interval, "minimum": Decimal(1),
                "fee": Decimal(level * 5), "actor": "legal" if level == 4 else "finance",
            }
            for level, days, interval in STAGES
        ]  # fmt: skip
        tables = {
            "Policy": [{"setting": key, "value": value} for key, value in POLICY.items()],
            "Customers": [
                {"customer": "C1", "address": "1 Way"},
                {"customer": "C2", "address": "2 Way", "key_account": True},
                {"customer": "C3", "address": "3 Way"},
            ],
            "Receipts": (), "Allocations": (), "Disputes": (), "Promises": (), "Plans": (), "Contacts": (),
        } | ({"Procedures": stages} if procedures else {})  # fmt: skip
        self.book = FakeSheets(tables, {"AsOf": [[self.today]]})
        for who, due in ((0, -9), (1, -20), (0, 4), (2, 4)):
            self.add_invoice(who, 200, due)
        self.refreshed()

    @rule(who=picks, amount=st.integers(2, 300), due=st.integers(-30, 20))
    def add_invoice(self, who: int, amount: int, due: int) -> None:
        self.count += 1
        day = self.today + timedelta(days=due)
        self.add("Invoices", {
            "customer": CUSTOMERS[who % 3], "document_no": f"RE-{self.count}", "kind": "invoice",
            "document_date": min(day, self.today), "due_date": day, "currency": "EUR", "gross": Decimal(amount),
            "item_key": f"I{self.count}",
        })  # fmt: skip

    @rule(who=picks, amount=st.integers(1, 400))
    def pay(self, who: int, amount: int) -> None:
        self.count += 1
        self.add("Receipts", {
            "receipt_key": f"R{self.count}", "customer": CUSTOMERS[who % 3], "currency": "EUR",
            "amount": Decimal(amount), "value_date": self.today,
        })  # fmt: skip

    @rule(pick=picks, part=st.integers(1, 3))
    def settle(self, pick: int, part: int) -> None:
        row = self.item(pick)
        if isinstance(row.get("balance"), Decimal) and row["balance"] > 0:
            self.add("Allocations", {
                "item": row["item_key"], "kind": "cash", "currency": "EUR",
                "amount": (row["balance"] / part).quantize(Decimal("0.01")), "effective_date": self.today,
                "posting_date": self.today,
            })  # fmt: skip

    @rule(pick=picks, days=days_on, where=st.sampled_from(["Invoices", "Customers", "Escalation"]))
    def hold(self, pick: int, days: int, where: str) -> None:
        columns = self.book.tables[where]
        if columns["customer"]:
            row = pick % len(columns["customer"])
            columns["hold_until"][row] = self.today + timedelta(days=days)
            columns["hold_reason"][row], columns["hold_by"][row] = "asked to wait", "Ada"

    @rule(pick=picks, whole=st.booleans())
    def dispute(self, pick: int, whole: bool) -> None:
        row = self.item(pick)
        amount = {} if whole else {"amount": row["gross"] / 2}
        self.add("Disputes", {"item": row["item_key"], "opened": self.today, "reason": "short"} | amount)

    @rule(pick=picks)
    def resolve(self, pick: int) -> None:
        disputes = self.book.tables["Disputes"]["resolved"]
        if disputes:
            disputes[pick % len(disputes)] = self.today

    @rule(who=picks, pick=picks, days=days_on, one_item=st.booleans())
    def promise(self, who: int, pick: int, days: int, one_item: bool) -> None:
        row = self.item(pick)
        item = {"item": row["item_key"], "customer": row["customer"]} if one_item else {"customer": CUSTOMERS[who % 3]}
        until = self.today + timedelta(days=days)
        self.add("Promises", {"promised_on": self.today, "until": until, "amount": Decimal(50)} | item)

    @rule(days=days_on)
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def next_month(self) -> None:
        self.today += timedelta(days=30)
        self.write_letters(fresh=True)

    @rule(days=st.integers(5, 20))
    def next_letters(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.write_letters(fresh=True)

    @rule(days=st.integers(5, 20), pick=picks)
    def next_letters_edited(self, days: int, pick: int) -> None:
        self.today += timedelta(days=days)
        self.refreshed()
        self.edit(pick, send=True, level=None, why=False, release=True)
        self.write_letters(fresh=False)

    @rule(pick=picks, level=st.integers(1, 4), why=st.booleans(), release=st.booleans())
    def next_letters_raised(self, pick: int, level: int, why: bool, release: bool) -> None:
        self.refreshed()
        self.edit(pick, send=True, level=level, why=why, release=release)
        self.write_letters(fresh=False)

    @rule()
    def refreshed(self) -> None:
        refresh(self.book, self.today, lambda _table: {})

    @rule(
        pick=picks, send=st.booleans(), level=st.sampled_from([None, None, 0, 1, 2, 3, 4]), why=st.booleans(),
        release=st.booleans(),
    )  # fmt: skip
    def edit(self, pick: int, send: bool, level: int | None, why: bool, release: bool) -> None:
        columns = self.book.tables["Escalation"]
        if not columns["customer"]:
            return
        row = pick % len(columns["customer"])
        columns["send"][row] = send
        columns["released"][row] = release
        if level is not None:
            columns["level"][row] = level
        if why:
            columns["edit_reason"][row], columns["approved_by"][row] = "did not keep two promises", "Grace"

    @rule(fresh=st.booleans())
    def write_letters(self, fresh: bool) -> None:
        if fresh:
            self.refreshed()
        before = {row["item_key"]: row for row in self.book.rows("Invoices")}
        reasons = {(r["customer"], r["currency"]): r for r in self.book.rows("Escalation")}
        as_of = self.book.block("AsOf")[0][0]
        try:
            done = issue(self.book, self.writer, self.journal, Today(self.today), self.today)
        except Refusal:
            return
        history = History(self.journal.entries())
        for letter in done.letters:
            _, planned = history.letter(letter.number)
            self.hold_against_the_rules(planned, before, reasons[planned.account], as_of)
        self.done += len(done.letters)

    @precondition(lambda self: self.letters)
    @rule(pick=picks)
    def take_back(self, pick: int) -> None:
        number = [*self.letters][pick % len(self.letters)]
        void(self.book, self.journal, Today(self.today), [number], "wrong address")
        del self.letters[number]

    def hold_against_the_rules(self, planned, items, proposal, as_of: date) -> None:
        account_hold = proposal.get("hold_until", date.min)
        customer = next(row for row in self.book.rows("Customers") if row["customer"] == planned.customer)
        assert max(account_hold, customer.get("hold_until", date.min)) < self.today, "a held account was written to"
        assert not customer.get("key_account") or proposal.get("released"), "a key account was not released"
        for key, reached in planned.items.items():
            row, was = items[key], self.level(key)
            assert row["balance"] > 0, "a settled item was written about"
            assert row.get("hold_until", date.min) < self.today, "a held item was written to"
            assert not self.waits(row), "a promised item was written to"
            assert (row["due_date"] < as_of) == (planned.level > 0), "an item stands in a letter of the wrong kind"
            assert self.disputed(row, as_of) < row["balance"], "a disputed item was written about"
            if planned.level == 0:
                assert was is None, "a customer was reminded of an item twice"
            elif reached > (was or 0):
                by_hand = "edit_reason" in proposal and (reached < 4 or "approved_by" in proposal)
                assert reached == (was or 0) + 1 or by_hand, "a level was skipped"
                assert by_hand or reached < 4 or (as_of - row["due_date"]).days >= 45
        new = [key for key, reached in planned.items.items() if reached == planned.level > (self.level(key) or 0)]
        assert new or not planned.level, "a level was written, and its fee charged, that no item newly reached"
        self.letters[planned.number] = dict(planned.items)

    def level(self, key: str) -> int | None:
        """Give the highest level an item was written about at in a letter that counts; None if in none."""
        return max((items[key] for items in self.letters.values() if key in items), default=None)

    def waits(self, row) -> bool:
        """Tell whether a promise that the sheet shows as open covers an item."""
        promises = [p for p in self.book.rows("Promises") if p.get("state", "open") == "open"]
        for one in promises:
            meant = one["customer"] == row["customer"] and one.get("item", row["item_key"]) == row["item_key"]
            if meant and one["until"] + timedelta(days=1) >= self.today:
                return True
        return False

    def disputed(self, row, as_of: date) -> Decimal:
        told = [d for d in self.book.rows("Disputes") if d["item"] == row["item_key"] and d["opened"] <= as_of]
        now = [d for d in told if d.get("resolved", date.max) > as_of]
        return sum((d.get("amount", row["gross"]) for d in now), Decimal(0))

    def item(self, pick: int):
        rows = self.book.rows("Invoices")
        return rows[pick % len(rows)]

    def add(self, table: str, row) -> None:
        columns = self.book.tables[table]
        for key, column in columns.items():
            column.append(row.get(key))
