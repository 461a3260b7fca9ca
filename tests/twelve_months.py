"""Months in a row, tied out to the cent against a truth counted apart, late corrections brought into the opening."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tests.books import no_rates
from tests.issuing import MemoryJournal
from tests.months import Clock, Trade, enter, first_book, firsts, names_unknown

from arrears.core.dates import month_end
from arrears.core.money import to_major
from arrears.core.month.calendar_month import Month
from arrears.office.months.month_closing import frozen_keys
from arrears.runs.figures import figures_of
from arrears.runs.lock import lock, reopen
from arrears.runs.month.frozen import contents_of
from arrears.runs.month.lock_check import lock_faults
from arrears.runs.month.opening_balances import balances
from arrears.runs.next_month import next_month
from arrears.runs.reconciliation.tied import tie_out_of
from arrears.runs.refresh import refresh
from arrears.runs.refresh_opening import refresh_opening

KEYS = frozen_keys()
ACCOUNT = "1200"


@dataclass
class Year:
    """A chain of books, one a month, each locked and the next opened from it."""

    trade: Trade
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    closed: list[object] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    corrected: int = 0
    tied: int = 0
    """Control accounts tied out."""
    items: list[int] = field(default_factory=list)
    """Rows of Open items, month by month."""

    def run(self, months: int) -> "Year":
        """Trade, refresh, tie out, lock and open the next, month after month."""
        book = first_book()
        for n, first in enumerate(firsts(months)):
            if self.closed and n % 3 != 1:
                self._correct(book, self.days[-1])
            enter(book, self.trade.month(first))
            if names_unknown(book):
                refresh_opening(book, self.closed[-1], Clock(), "Ann", no_rates)
            last = month_end(first)
            self._tie_out(book, last)
            lock(book, self.journal, Clock(), "Ben", KEYS, no_rates)
            self.closed.append(book)
            self.days.append(last)
            self.items.append(len(book.rows("Invoices")))
            book = deepcopy(book)
            next_month(book, Month.of(last).following, "Old.xlsx", Clock(), "Ann", no_rates)
        return self

    def _correct(self, book: object, last: date) -> None:
        """Enter something of the former month into its book, reopened, and bring it into the opening of this one."""
        former = self.closed[-1]
        reopen(former, self.journal, Clock(), "Ben", "found later")
        rows = self.trade.late(last.replace(day=1))
        enter(former, rows)
        self._tie_out(former, last)
        lock(former, self.journal, Clock(), "Ben", KEYS, no_rates)
        done = refresh_opening(book, former, Clock(), "Ann", no_rates)
        assert bool(done.changes) == any(rows.values())
        assert not refresh_opening(book, former, Clock(), "Ann", no_rates).changes, "the second time nothing differs"
        self.corrected += bool(done.changes)

    def _tie_out(self, book: object, last: date) -> None:
        """Give the book the balances of the ledger system, which are the truth, and expect nothing to differ."""
        book.put("ControlAccounts", [
            {"account": ACCOUNT, "currency": code, "balance_date": last, "balance": self._control(code, last)}
            for code in sorted({code for _, code in self.trade.accounts()})
        ])  # fmt: skip
        refresh(book, last, no_rates)
        figures = figures_of(book, last, no_rates)
        tied = tie_out_of(figures)
        assert tied.open_points == [], tied.open_points
        self.tied += len(tied.ties)
        self.expect_truth(book, last)

    def _control(self, code: str, day: date) -> Decimal:
        return to_major(sum(self.trade.owed(one, day) for one in self.trade.accounts() if one[1] == code), code)

    def expect_truth(self, book: object, day: date) -> None:
        """Expect every account's balance of a day to be what was counted apart."""
        found = balances(figures_of(book, day, no_rates).sub_ledger.ledger, day)
        for account in self.trade.accounts():
            shown = found[account].total if account in found else 0
            assert shown == self.trade.owed(account, day), (account, day)

    def expect_rebuilt(self) -> int:
        """Rebuild every closed month as of days within it, and as it was frozen; give how many days were rebuilt."""
        count = 0
        for n, (book, last) in enumerate(zip(self.closed, self.days, strict=True)):
            assert lock_faults(book, self.journal, KEYS) == []
            again = deepcopy(book)
            refresh(again, last, no_rates)
            assert contents_of(again, KEYS) == contents_of(book, KEYS), last
            first = last.replace(day=1) - timedelta(days=1) if n else last.replace(day=1)
            for ahead in range(0, (last - first).days, 3):
                self.expect_truth(book, first + timedelta(days=ahead))
                count += 1
        return count
