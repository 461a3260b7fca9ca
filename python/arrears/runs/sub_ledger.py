"""The sub-ledger as the workbook holds it: tables in, ``Ledger`` and problems out, rows remembered by position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import as_days
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, Allocations, Items, Ledger, Receipts
from arrears.core.money import CURRENCIES, divide_half_away, exponent, to_major, to_minor
from arrears.core.problems import Place, Problem, Severity
from arrears.core.snapshot import item_key
from arrears.runs.item_terms import ItemTerms, terms_of_items
from arrears.runs.ports import Table, Value

CREDIT_KINDS = ("credit note", "red invoice", "on-account")


@dataclass(frozen=True, slots=True)
class SubLedger:
    """The ledger with, for each of its rows, the row of the table it came from."""

    ledger: Ledger
    item_rows: Sequence[int]
    receipt_rows: Sequence[int]
    allocation_rows: Sequence[int]
    problems: Sequence[Problem]
    base_known: Sequence[bool]
    rounded: Mapping[str, Decimal]
    """Per currency, what rounding to the currency's decimals added: a listed difference of the control."""
    terms: ItemTerms
    """Per row of Open items."""


class _Codes:
    """Give each distinct text a number, in order of appearance."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


class _Reading:
    """Collect what the tables hold; problems and roundings gather on the way."""

    def __init__(self, base_currency: str) -> None:
        self.base_currency = base_currency
        self.customers = _Codes()
        self.currencies = _Codes()
        self.problems: list[Problem] = []
        self.rounded: dict[str, Decimal] = {}

    def minor(self, amount: Decimal, currency: str, place: Place) -> int:
        """Turn an amount into minor units; a rounding is kept, listed with its difference."""
        minor = to_minor(amount, currency)
        difference = to_major(minor, currency) - amount
        if difference:
            self.rounded[currency] = self.rounded.get(currency, Decimal(0)) + difference
            self.problems.append(
                Problem("amount-rounded", place, str(amount), values={"currency": currency, "difference": str(difference)})
            )
        return minor

    def missing(self, table: Table, row: int, required: Sequence[str], amount: str) -> bool:
        """Tell whether a required cell is empty, with its problem unless reading already gave one."""
        for key in required:
            if table.column(key)[row] is None:
                place = table.place(row, key)
                if not any(p.where == place for p in table.problems):
                    self.leave_out("required-missing", table, row, key, amount)
                return True
        return False

    def leave_out(self, name: str, table: Table, row: int, key: str, amount: str) -> None:
        """Report a row that no total holds."""
        found = table.column(key)[row]
        kept_out = table.column(amount)[row]
        currency = table.column("currency")[row]
        self.problems.append(
            Problem(
                name, table.place(row, key), "" if found is None else str(found), Severity.LEFT_OUT,
                {"field": key}, kept_out if isinstance(kept_out, Decimal) else None, str(currency or ""),
            )
        )  # fmt: skip


def load(base_currency: str, tables: Mapping[str, Table]) -> SubLedger:
    """Read items, receipts and allocations of the book; rows that cannot be used are problems, the rest goes on."""
    reading = _Reading(base_currency)
    terms = terms_of_items(tables["Invoices"], tables.get("Customers"))
    items, item_rows, base_known = _items(reading, tables["Invoices"], terms.due)
    reading.problems.extend(terms.problems)
    receipts, receipt_rows = _receipts(reading, tables["Receipts"]) if "Receipts" in tables else (_no_receipts(), [])
    allocations, allocation_rows = _no_allocations(), []
    if "Allocations" in tables:
        allocations, allocation_rows = _allocations(reading, tables["Allocations"], items, receipts)
        receipts = _valued_by_use(receipts, allocations, reading)
    ledger = Ledger(
        tuple(reading.customers.numbers), tuple(reading.currencies.numbers), base_currency, items, receipts, allocations,
        first_day=_first_day(tables.get("Imports")),
    )  # fmt: skip
    return SubLedger(ledger, item_rows, receipt_rows, allocation_rows, reading.problems, base_known, reading.rounded, terms)


def _first_day(imports: Table | None) -> date | None:
    if imports is None:
        return None
    kinds, days = imports.column("kind"), imports.column("list_date")
    lists = [day for kind, day in zip(kinds, days, strict=True) if kind == "open-items" and isinstance(day, date)]
    return min(lists, default=None)


def _items(reading: _Reading, table: Table, due_days: Sequence[date | None]) -> tuple[Items, list[int], list[bool]]:
    rows, columns, base_known = [], [], []
    seen: set[str] = set()
    for row in range(len(table)):
        if reading.missing(table, row, ("customer", "currency", "gross"), "gross"):
            continue
        currency = str(table.column("currency")[row]).upper()
        if currency not in CURRENCIES:
            reading.leave_out("currency-unknown", table, row, "currency", "gross")
            continue
        document_day = _first(table, row, "document_date", "posting_date", "due_date")
        if document_day is None:
            reading.leave_out("required-missing", table, row, "document_date", "gross")
            continue
        kind, gross = _kind_and_gross(reading, table, row, currency)
        key = _text(table, row, "item_key") or _key_of_row(table, row, kind, document_day)
        if key in seen:
            reading.leave_out("key-doubled", table, row, "document_no", "gross")
            continue
        seen.add(key)
        base = _base(reading, table, row, currency, gross)
        disputed = table.column("disputed")[row]
        columns.append((
            key, reading.customers(_text(table, row, "customer")), reading.currencies(currency), ITEM_KINDS.index(kind),
            document_day, _first(table, row, "posting_date", "document_date", "due_date"),
            due_days[row] or document_day, gross, base or 0,
            reading.minor(disputed, currency, table.place(row, "disputed")) if isinstance(disputed, Decimal) else 0,
        ))  # fmt: skip
        rows.append(row)
        base_known.append(base is not None)
    key, customer, currency_code, kinds, document, posting, due, amounts, bases, dispute = _unzip(columns, 10)
    items = Items(
        tuple(key), _codes(customer), _codes(currency_code), _codes(kinds), as_days(document), as_days(posting),
        as_days(due), _minor(amounts), _minor(bases), _minor(dispute),
    )  # fmt: skip
    return items, rows, base_known


def _kind_and_gross(reading: _Reading, table: Table, row: int, currency: str) -> tuple[str, int]:
    amount = table.column("gross")[row]
    assert isinstance(amount, Decimal)  # noqa: S101 - `missing` has just said so
    gross = reading.minor(amount, currency, table.place(row, "gross"))
    kind = _text(table, row, "kind") or ("credit note" if gross < 0 else "invoice")
    if kind in CREDIT_KINDS and gross > 0:
        reading.problems.append(Problem("credit-positive", table.place(row, "gross"), str(amount)))
        gross = -gross
    return kind, gross


def _base(reading: _Reading, table: Table, row: int, currency: str, gross: int) -> int | None:
    booked = table.column("base_amount")[row]
    if isinstance(booked, Decimal):
        minor = reading.minor(booked, reading.base_currency, table.place(row, "base_amount"))
        return abs(minor) if gross >= 0 else -abs(minor)
    if currency == reading.base_currency:
        return gross
    rate = table.column("booked_rate")[row]
    if not isinstance(rate, Decimal):
        return None
    numerator, denominator = rate.as_integer_ratio()
    shift = exponent(reading.base_currency) - exponent(currency)
    numerator, denominator = numerator * 10 ** max(shift, 0), denominator * 10 ** max(-shift, 0)
    return divide_half_away(gross * numerator, denominator)


def _key_of_row(table: Table, row: int, kind: str, document_day: date) -> str:
    instalment = table.column("instalment")[row]
    return item_key(
        _text(table, row, "customer"), kind, _text(table, row, "document_no"), document_day.year,
        instalment if isinstance(instalment, int) else None, _text(table, row, "control_account"),
    )  # fmt: skip


def _receipts(reading: _Reading, table: Table) -> tuple[Receipts, list[int]]:
    rows, columns = [], []
    for row in range(len(table)):
        if reading.missing(table, row, ("receipt_key", "currency", "amount"), "amount"):
            continue
        currency = str(table.column("currency")[row]).upper()
        if currency not in CURRENCIES:
            reading.leave_out("currency-unknown", table, row, "currency", "amount")
            continue
        value_day = _first(table, row, "value_date", "posting_date")
        if value_day is None:
            reading.leave_out("required-missing", table, row, "value_date", "amount")
            continue
        amount = table.column("amount")[row]
        assert isinstance(amount, Decimal)  # noqa: S101 - `missing` has just said so
        received = reading.minor(amount, currency, table.place(row, "amount"))
        booked = table.column("base_amount")[row]
        base = received if currency == reading.base_currency else 0
        if isinstance(booked, Decimal):
            base = reading.minor(booked, reading.base_currency, table.place(row, "base_amount"))
        columns.append((
            _text(table, row, "receipt_key"), reading.customers(_text(table, row, "customer")),
            reading.currencies(currency), value_day, _first(table, row, "posting_date", "value_date"), received, base,
        ))  # fmt: skip
        rows.append(row)
    key, customer, currency_code, value, posting, amounts, bases = _unzip(columns, 7)
    return Receipts(
        tuple(key), _codes(customer), _codes(currency_code), as_days(value), as_days(posting), _minor(amounts),
        _minor(bases),
    ), rows  # fmt: skip


def _allocations(
    reading: _Reading, table: Table, items: Items, receipts: Receipts
) -> tuple[Allocations, list[int]]:
    item_of = {key: n for n, key in enumerate(items.key)}
    receipt_of = {key: n for n, key in enumerate(receipts.key)}
    currencies = list(reading.currencies.numbers)
    rows, columns = [], []
    for row in range(len(table)):
        if mirrored(table, row) or reading.missing(table, row, ("item", "amount", "posting_date"), "amount"):
            continue
        item = item_of.get(_text(table, row, "item"))
        if item is None:
            reading.leave_out("allocation-without-item", table, row, "item", "amount")
            continue
        receipt_key, credit_key = _text(table, row, "receipt"), _text(table, row, "credit")
        receipt, credit = receipt_of.get(receipt_key, -1), item_of.get(credit_key, -1)
        if (receipt_key and receipt < 0) or (credit_key and credit < 0):
            reading.leave_out("allocation-without-source", table, row, "receipt" if receipt_key else "credit", "amount")
            continue
        currency = currencies[items.currency[item]]
        amount = table.column("amount")[row]
        assert isinstance(amount, Decimal)  # noqa: S101 - `missing` has just said so
        reduced = reading.minor(amount, currency, table.place(row, "amount"))
        booked = table.column("base_amount")[row]
        base = reading.minor(booked, reading.base_currency, table.place(row, "base_amount")) if isinstance(booked, Decimal) else None
        kind = _text(table, row, "kind") or "cash"
        columns.append((
            item, receipt, credit, ALLOCATION_KINDS.index(kind), reduced, base,
            _first(table, row, "effective_date", "posting_date"), table.column("posting_date")[row],
        ))  # fmt: skip
        rows.append(row)
    item_code, receipt_code, credit_code, kinds, amounts, bases, effective, posting = _unzip(columns, 8)
    allocations = Allocations(
        _codes(item_code), _codes(receipt_code), _codes(credit_code), _codes(kinds), _minor(amounts),
        _minor([0] * len(columns)), as_days(effective), as_days(posting),
    )  # fmt: skip
    return replace(allocations, base=_minor(released_base(items, allocations, bases))), rows


def released_base(items: Items, allocations: Allocations, booked: Sequence[int | None]) -> list[int]:
    """Give the base amount each allocation releases: as booked, else pro rata, the last one taking the remainder.

    DESIGN, Numbers: an allocation releases base pro rata. In posting order, the base left after each allocation is
    the item's base in proportion to what is left of it, so that a settled item keeps no base.
    """
    released = [0] * len(booked)
    left: dict[int, int] = {}
    taken: dict[int, int] = {}
    for n in np.argsort(allocations.posting_date, kind="stable").tolist():
        item = int(allocations.item[n])
        gross, base = int(items.gross[item]), int(items.base[item])
        taken[item] = taken.get(item, 0) + int(allocations.amount[n])
        before = left.get(item, base)
        own = booked[n]
        after = before - own if own is not None else _share(base, gross - taken[item], gross)
        released[n], left[item] = before - after, after
    return released


def _valued_by_use(receipts: Receipts, allocations: Allocations, reading: _Reading) -> Receipts:
    """Give foreign receipts without a booked base amount the base that their allocations release: no more is known."""
    base = receipts.base.copy()
    codes = list(reading.currencies.numbers)
    unknown = (base == 0) & np.array([codes[c] != reading.base_currency for c in receipts.currency.tolist()], dtype=np.bool_)
    used = allocations.receipt >= 0
    used[used] = unknown[allocations.receipt[used]]
    np.add.at(base, allocations.receipt[used], allocations.base[used])
    return replace(receipts, base=base)


def _share(base: int, remaining: int, gross: int) -> int:
    if gross == 0:
        return 0
    sign = 1 if gross > 0 else -1
    return divide_half_away(base * remaining * sign, abs(gross))


def mirrored(table: Table, row: int) -> bool:
    """Tell whether an allocation row only mirrors the use of a credit, for the formulas: negative, of kind credit."""
    amount = table.column("amount")[row]
    return table.column("kind")[row] == "credit" and isinstance(amount, Decimal) and amount < 0


def _first(table: Table, row: int, *keys: str) -> date | None:
    for key in keys:
        day = table.column(key)[row]
        if isinstance(day, date):
            return day
    return None


def _text(table: Table, row: int, key: str) -> str:
    value: Value = table.column(key)[row]
    return "" if value is None else str(value)


def _unzip(columns: list[tuple[object, ...]], width: int) -> list[list[object]]:
    return [list(column) for column in zip(*columns, strict=True)] or [[] for _ in range(width)]


def _codes(numbers: Sequence[object]) -> np.ndarray:
    return np.array(numbers, dtype=np.int32)


def _minor(numbers: Sequence[object]) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def _no_receipts() -> Receipts:
    return Receipts((), _codes([]), _codes([]), as_days([]), as_days([]), _minor([]), _minor([]))


def _no_allocations() -> Allocations:
    nothing = _codes([])
    return Allocations(nothing, nothing, nothing, nothing, _minor([]), _minor([]), as_days([]), as_days([]))
