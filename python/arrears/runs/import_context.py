"""What every kind of import works on, and what it reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.money import to_major, to_minor
from arrears.core.problems import Place, Problem, Severity
from arrears.runs.ports import Listing, Sheets, Value
from arrears.runs.upsert import Incoming, upserted


@dataclass(frozen=True, slots=True)
class Change:
    """One class of change: how many rows, their totals per currency in major units, and their keys."""

    count: int
    amounts: Mapping[str, Decimal]
    keys: tuple[str, ...]


@dataclass(slots=True)
class Context:
    """What every kind of import works on."""

    sheets: Sheets
    listing: Listing
    base_currency: str
    list_date: date | None
    complete: bool
    changes: dict[str, Change] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    ties: bool = True

    def place(self, row: int) -> Place:
        """Point at a row of the list."""
        return Place(file=self.listing.file, row=self.listing.source_rows[row])

    def text(self, name: str, row: int) -> str:
        """Give a cell of the list as text, blank where it has none."""
        value = self.listing.column(name)[row]
        return "" if value is None else str(value)

    def day(self, row: int, *names: str) -> date | None:
        """Give the first of some days that a row of the list has."""
        days = (self.listing.column(name)[row] for name in names)
        return next((day for day in days if isinstance(day, date)), None)

    def amount(self, row: int, *names: str) -> Decimal | None:
        """Give the first of some amounts that a row of the list has."""
        amounts = (self.listing.column(name)[row] for name in names)
        return next((amount for amount in amounts if isinstance(amount, Decimal)), None)

    def minor(self, amount: Decimal, currency: str, row: int) -> int:
        """Turn an amount of the list into minor units; a rounding is a problem that says how much."""
        minor = to_minor(amount, currency)
        difference = to_major(minor, currency) - amount
        if difference:
            values = {"currency": currency, "difference": str(difference)}
            self.problems.append(Problem("amount-rounded", self.place(row), str(amount), values=values))
        return minor

    def leave_out(self, name: str, row: int, found: str, amount: Decimal | None = None, **values: str) -> None:
        """Report a row of the list that the book does not take."""
        currency = self.text("currency", row)
        self.problems.append(Problem(name, self.place(row), found, Severity.LEFT_OUT, values, amount, currency))

    def customers_known(self, rows: Iterable[int]) -> None:
        """Add the customers of some rows to Customers, filling only what is blank there."""
        own = list(rows)
        table = self.sheets.read("Customers")["Customers"]
        names = ("name", "address", "contact", "email", "country", "tax_no", "terms", "salesperson", "collector", "group")
        present = [name for name in names if name in self.listing.columns and name in table.columns]
        seen: dict[str, int] = {}
        for row in own:
            seen.setdefault(self.text("customer", row), row)
        columns: dict[str, Sequence[Value]] = {"customer": list(seen)}
        columns |= {name: [self.listing.column(name)[row] for row in seen.values()] for name in present}
        incoming = Incoming(list(seen), columns, only_if_blank=True)
        self.sheets.write([upserted(table, [str(key) for key in table.column("customer")], incoming)], {})


def change_of(rows: Iterable[tuple[str, str, int]]) -> Change:
    """Sum up a class of change from rows of key, currency and minor units."""
    listed = list(rows)
    totals: dict[str, int] = {}
    for _, currency, minor in listed:
        totals[currency] = totals.get(currency, 0) + minor
    amounts = {currency: to_major(minor, currency) for currency, minor in sorted(totals.items())}
    return Change(len(listed), amounts, tuple(key for key, _, _ in listed))
