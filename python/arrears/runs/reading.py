"""Reading the ledger's tables row by row: what is left out or rounded on the way is listed with its amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arrears.core.money import CURRENCIES, exponent, to_major, to_minor
from arrears.core.problems import Place, Problem, Severity
from arrears.runs.ports import Table, Value

_MOST_DIGITS = 18
"""Digits of an amount in minor units that a column of int64 holds whatever they are."""
TO_POST = "interest notes to post"
"""The cause of what stands in Open items and not yet in the ledger system."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the ledger's open items hold more (or less) than the control account, and why.

    ``cause``: ``left out``, ``rounding``, or ``interest notes to post``. ``amount`` in major units; it counts from
    ``day``, its posting date, on; always where that is not known.
    """

    cause: str
    currency: str
    amount: Decimal
    day: date | None = None
    row: "Row | None" = None
    """The row of the book it comes from, and in which column."""
    key: str = ""


class Row:
    """One row of a table, its cells by column key."""

    __slots__ = ("number", "table")

    def __init__(self, table: Table, number: int) -> None:
        """Point at the ``number``-th row read."""
        self.table = table
        self.number = number

    def cell(self, key: str) -> Value:
        """Give a cell; None where the table lacks the column."""
        column = self.table.columns.get(key)
        return column[self.number] if column else None

    def text(self, key: str) -> str:
        """Give a cell as text, empty where it is blank."""
        value = self.cell(key)
        return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)

    def day(self, *keys: str) -> date | None:
        """Give the first of some days that the row has."""
        for key in keys:
            value = self.cell(key)
            if isinstance(value, date):
                return value
        return None

    def amount(self, key: str) -> Decimal | None:
        """Give a cell's amount."""
        value = self.cell(key)
        return value if isinstance(value, Decimal) else None

    def place(self, key: str) -> Place:
        """Point at a cell of the row."""
        return self.table.place(self.number, key)


class Codes:
    """Give each distinct text a number, in order of appearance."""

    def __init__(self) -> None:
        """Start with none."""
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """Give a text's number."""
        return self.numbers.setdefault(text, len(self.numbers))


class Reading:
    """Collects what the tables of a ledger hold; problems and differences gather on the way."""

    def __init__(self, base_currency: str, tables: Mapping[str, Table]) -> None:
        """Start with the problems that reading the cells gave."""
        self.base_currency = base_currency
        self.customers = Codes()
        self.currencies = Codes()
        self.differences: list[Difference] = []
        self.lost: set[str] = set()
        """Keys of rows that were left out: what names them is not missing from the book."""
        self._of_cells = {problem.where: problem for table in tables.values() for problem in table.problems}
        self._of_rows: list[Problem] = []

    @property
    def problems(self) -> list[Problem]:
        """Everything to report, cells first."""
        return [*self._of_cells.values(), *self._of_rows]

    def report(self, name: str, row: Row, key: str, found: object, **values: str) -> None:
        """Report a cell that is used all the same."""
        self._of_rows.append(
            Problem(
                name, row.place(key), format(found, "f") if isinstance(found, Decimal) else str(found), values=values
            )
        )

    def minor(self, amount: Decimal, currency: str, row: Row, key: str) -> int:
        """Turn an amount into minor units; a rounding is a problem that says how much."""
        minor = to_minor(amount, currency)
        difference = to_major(minor, currency) - amount
        if difference:
            self.report("amount-rounded", row, key, amount, currency=currency, difference=format(difference, "f"))
        return minor

    def counted(self, amount: Decimal, currency: str, row: Row, key: str, sign: int = 1) -> int:
        """Turn an amount that the open items hold (sign 1) or lack (-1) into minor units; its rounding is listed."""
        minor = self.minor(amount, currency, row, key)
        rounded = sign * (to_major(minor, currency) - amount)
        if rounded:
            self.differences.append(Difference("rounding", currency, rounded, posted(row), row, key))
        return minor

    def optional(self, row: Row, key: str, currency: str) -> int | None:
        """Give an amount that no total needs, in minor units; None where there is none, or none that can be kept."""
        amount = row.amount(key)
        if amount is None:
            return None
        if not fits(amount, currency):
            self.report("amount-too-large", row, key, amount)
            return None
        return self.minor(amount, currency, row, key)

    def leave_out(self, name: str, row: Row, key: str, amount: str, sign: int, *, currency: str = "") -> None:
        """Report a row that no total holds: open items would be ``sign`` times its amount higher with it.

        A problem that reading gave the cell already is the one reported.
        """
        kept_out, currency = row.amount(amount), row.text("currency").upper() or currency
        if kept_out is not None and not fits(kept_out, currency):
            kept_out = None
        place = row.place(key)
        known = self._of_cells.pop(place, None) or Problem(name, place, row.text(key), values={"field": key})
        whose = row.text("customer")
        left_out = replace(known, severity=Severity.LEFT_OUT, amount=kept_out, currency=currency, customer=whose)
        self._of_rows.append(left_out)
        if kept_out and sign:
            self.differences.append(Difference("left out", currency, -sign * kept_out, posted(row), row, key))

    def unusable(self, row: Row, required: Sequence[str], amount: str, sign: int) -> bool:
        """Leave a row out that lacks something, is of no known currency, or too large to keep; tell whether it was."""
        currency = row.text("currency").upper()
        missing = next((key for key in required if row.cell(key) is None), None)
        value = row.amount(amount)
        if missing is not None:
            self.leave_out("required-missing", row, missing, amount, sign)
        elif "currency" in required and currency not in CURRENCIES:
            self.leave_out("currency-unknown", row, "currency", amount, sign)
        elif value is not None and not fits(value, currency):
            self.leave_out("amount-too-large", row, amount, amount, sign)
        else:
            return False
        return True


def posted(row: Row) -> date | None:
    """Give the day from which a row counts in balances."""
    return row.day("posting_date", "document_date", "value_date", "due_date")


def fits(amount: Decimal, currency: str) -> bool:
    """Tell whether an amount can be kept exactly in minor units."""
    return amount.adjusted() + exponent(currency) + 1 <= _MOST_DIGITS
