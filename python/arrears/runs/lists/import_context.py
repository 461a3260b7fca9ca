"""What every kind of import works on, and what it reports."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.ledger import ITEM_KINDS
from arrears.core.money import CURRENCIES, to_major, to_minor
from arrears.core.problems import Place, Problem, Severity
from arrears.runs.carried import read_present
from arrears.runs.items.items_table import CREDIT_KINDS
from arrears.runs.ports import Listing, Sheets, Table, Value
from arrears.runs.reading import fits
from arrears.runs.sub_ledger import load
from arrears.runs.upsert import Incoming, rows_of_keys, upserted

CUSTOMER_FIELDS = (
    "name", "address", "contact", "email", "country", "tax_no", "terms", "salesperson", "collector", "group",
)  # fmt: skip
"""What a list of documents may say about its customers."""


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
    accept_vanished: bool = False
    """Whether the list may clear most of the book although it names hardly any customer of it."""
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

    def currency(self, row: int) -> str:
        """Give the currency of a row."""
        return self.text("currency", row).upper()

    def day(self, row: int, *names: str) -> date | None:
        """Give the first of some days that a row of the list has."""
        days = (self.listing.column(name)[row] for name in names)
        return next((day for day in days if isinstance(day, date)), None)

    def amount(self, row: int, *names: str) -> Decimal | None:
        """Give the first of some amounts that a row of the list has."""
        amounts = (self.listing.column(name)[row] for name in names)
        return next((amount for amount in amounts if isinstance(amount, Decimal)), None)

    def usable(self, row: int, amount: Decimal | None, *, dated: bool = True) -> bool:
        """Tell whether a row has what every row needs; one that has not is left out, with the reason."""
        currency = self.currency(row)
        if amount is None or not dated:
            self.leave_out("date-missing" if amount is not None else "amount-missing", row, "", amount)
        elif currency not in CURRENCIES:
            self.leave_out("currency-unknown", row, currency, amount)
        elif not fits(amount, currency):
            self.leave_out("amount-too-large", row, str(amount))
        else:
            return True
        return False

    def minor(self, amount: Decimal, currency: str, row: int) -> int:
        """Turn an amount of the list into minor units; a rounding is a problem that says how much."""
        minor = to_minor(amount, currency)
        difference = to_major(minor, currency) - amount
        if difference:
            values = {"currency": currency, "difference": format(difference, "f")}
            self.problems.append(Problem("amount-rounded", self.place(row), str(amount), values=values))
        return minor

    @staticmethod
    def exact(amount: Decimal, currency: str, _row: int) -> int:
        """Turn an amount into minor units whose rounding has been reported."""
        return to_minor(amount, currency)

    def rounded(self, amount: Decimal, row: int) -> Decimal:
        """Give an amount of a row with the decimals of its currency."""
        currency = self.currency(row)
        return to_major(self.minor(amount, currency, row), currency)

    def leave_out(self, name: str, row: int, found: str, amount: Decimal | None = None, **values: str) -> None:
        """Report a row of the list that the book does not take."""
        currency = self.currency(row)
        customer = self.text("customer", row)
        self.problems.append(
            Problem(name, self.place(row), found, Severity.LEFT_OUT, values, amount, currency, customer)
        )

    def more(self, name: str, rows: Iterable[tuple[str, str, int]]) -> None:
        """Report further rows of key, currency and minor units in a class of change."""
        more, held = change_of(rows), self.changes.get(name)
        if not more.count:
            return
        if held is not None:
            zero = Decimal(0)
            codes = sorted({*held.amounts, *more.amounts})
            amounts = {code: held.amounts.get(code, zero) + more.amounts.get(code, zero) for code in codes}
            more = Change(held.count + more.count, amounts, (*held.keys, *more.keys))
        self.changes[name] = more

    @property
    def left_out(self) -> int:
        """The number of rows that the readers took and the book does not."""
        return sum(problem.severity is Severity.LEFT_OUT for problem in self.problems)

    def open_items(self) -> tuple[Table, list[str]]:
        """Read Open items with the key of every row, one of its own for a row that cannot be used."""
        tables = read_present(self.sheets, "Invoices")
        sub_ledger = load(self.base_currency, tables)
        keys = [f"\0{row}" for row in range(len(tables["Invoices"]))]
        for key, row in zip(sub_ledger.ledger.items.key, sub_ledger.item_rows, strict=True):
            keys[row] = key
        return tables["Invoices"], keys

    def described(self, table: Table, names: Iterable[str], rows: Sequence[int]) -> dict[str, Sequence[Value]]:
        """Give those columns, beside the amounts, that the list has and the table takes."""
        present = [name for name in names if name in self.listing.columns and name in table.columns]
        return {name: [self.listing.column(name)[row] for row in rows] for name in present}

    def bring_in(self, table: Table, own_keys: Sequence[str], incoming: Incoming, rows: Sequence[int]) -> None:
        """Write rows of the list into a table; what people edit there stays, and a list that differs is a problem."""
        row_of = rows_of_keys(own_keys)
        for name in (name for name in incoming.columns if name in incoming.fill_only):
            old = table.column(name)
            for key, value, row in zip(incoming.keys, incoming.columns[name], rows, strict=True):
                held = old[row_of[key]] if key in row_of else None
                if value is not None and held is not None and value != held:
                    values = {"field": name, "book": str(held)}
                    self.problems.append(Problem("edit-kept", self.place(row), str(value), values=values))
        self.sheets.write([upserted(table, own_keys, incoming)], {})

    def customers_known(self, rows: Iterable[int]) -> None:
        """Add the customers of some rows to Customers, filling only what is blank there."""
        table = self.sheets.read("Customers")["Customers"]
        first: dict[str, int] = {}
        for row in rows:
            first.setdefault(self.text("customer", row), row)
        first.pop("", None)
        columns: dict[str, Sequence[Value]] = {"customer": list(first)}
        columns |= self.described(table, CUSTOMER_FIELDS, list(first.values()))
        incoming = Incoming(list(first), columns, fill_only=CUSTOMER_FIELDS)
        self.sheets.write([upserted(table, customer_keys(table), incoming)], {})


def customer_keys(table: Table) -> list[str]:
    """Give the key of every row of Customers."""
    return ["" if key is None else str(key) for key in table.column("customer")]


def kind_of(said: str, amount: Decimal) -> str:
    """Give the kind of a listed row: as the list says, else by the sign of its amount."""
    if said in ITEM_KINDS:
        return said
    return "on-account" if said == "receipt" else "credit note" if amount < 0 else "invoice"


def signed(amount: Decimal, kind: str) -> Decimal:
    """Give an amount its sign: credits are negative, whatever the list prints."""
    return -abs(amount) if kind in CREDIT_KINDS else amount


def change_of(rows: Iterable[tuple[str, str, int]]) -> Change:
    """Sum up a class of change from rows of key, currency and minor units."""
    listed = list(rows)
    totals: dict[str, int] = {}
    for _, currency, minor in listed:
        totals[currency] = totals.get(currency, 0) + minor
    amounts = {currency: to_major(minor, currency) for currency, minor in sorted(totals.items()) if currency}
    return Change(len(listed), amounts, tuple(key for key, _, _ in listed))


def changes_by_key(rows: Collection[tuple[str, str, int]], before: Mapping[str, int | None]) -> Mapping[str, Change]:
    """Part rows of key, currency and minor units by what the book held under the key: new, changed, unchanged."""
    return {
        "new": change_of(row for row in rows if row[0] not in before),
        "changed": change_of(
            (key, currency, minor - (before[key] or 0))
            for key, currency, minor in rows
            if key in before and before[key] != minor
        ),
        "unchanged": change_of(row for row in rows if before.get(row[0], None) == row[2]),
    }
