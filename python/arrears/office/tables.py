"""The workbook's tables and columns: with ``data/headings/*.toml`` the only place that knows how a sheet looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS

MOST_BUCKETS = 8
"""Overdue buckets an Ageing sheet has columns for; unused ones are hidden."""
BANDS = 6
"""Bands of the disclosure view (by document date)."""
MOST_CURRENCIES = 6
"""Currencies that the blocks on Home have rows for."""
TOP_CUSTOMERS = 10


class Type(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    CODE = "code"
    """An identifier: always text, leading zeros and all digits kept."""
    DAY = "day"
    AMOUNT = "amount"
    RATE = "rate"
    COUNT = "count"
    CHOICE = "choice"
    YES = "yes"


class Role(StrEnum):
    """Who fills a column."""

    INPUT = "input"
    RESULT = "result"
    EDIT = "edit"
    """Filled by a person in the workbook; carried over by key, never overwritten."""
    CHECK = "check"
    """A native formula (``formulas.py``) that recomputes a result without Arrears."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: stable key, type, width in characters, who fills it, folded away as detail or not."""

    key: str
    type: Type = Type.TEXT
    width: int = 12
    role: Role = Role.INPUT
    detail: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its fixed English name is also the key of its sheet's title in ``data/headings``."""

    name: str
    part: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns whose values identify a row; what a person added follows them."""
    proposed: tuple[str, ...] = ()
    """Columns that people edit and Arrears fills first: what stands there alone is nobody's note."""

    def column(self, key: str) -> Column:
        """Give a column by key."""
        return next(c for c in self.columns if c.key == key)


def _day(key: str, role: Role = Role.INPUT, *, detail: bool = False, required: bool = False) -> Column:
    return Column(key, Type.DAY, 12, role, detail, required)


def _amount(key: str, role: Role = Role.INPUT, *, detail: bool = False, required: bool = False) -> Column:
    return Column(key, Type.AMOUNT, 14, role, detail, required)


def _count(key: str, role: Role = Role.RESULT, *, detail: bool = False) -> Column:
    return Column(key, Type.COUNT, 10, role, detail)


def _code(key: str, width: int = 13, *, detail: bool = False, required: bool = False) -> Column:
    return Column(key, Type.CODE, width, Role.INPUT, detail, required)


def _text(key: str, width: int = 16, role: Role = Role.INPUT, *, detail: bool = False) -> Column:
    return Column(key, Type.TEXT, width, role, detail)


def _currency() -> Column:
    return Column("currency", Type.CODE, 10, required=True)


POLICY = TableSpec(
    "Policy",
    "start",
    (_text("setting", 34), _text("value", 24, Role.EDIT), _text("meaning", 70)),
    ("setting",),
)

INVOICES = TableSpec(
    "Invoices",
    "start",
    (
        _code("customer", required=True),
        _text("name", 24),
        _code("document_no", 16, required=True),
        Column("kind", Type.CHOICE, 13, required=True, choices=ITEM_KINDS),
        _day("document_date", required=True),
        _day("due_date"),
        _currency(),
        _amount("gross", required=True),
        _amount("balance", Role.RESULT),
        _count("days_past_due"),
        _text("bucket", 16, Role.RESULT),
        _text("band", 16, Role.RESULT),
        _day("discount_until", Role.RESULT),
        _amount("discount_open", Role.RESULT),
        _amount("interest", Role.RESULT),
        Column("level", Type.COUNT, 9, Role.INPUT),
        _day("hold_until", Role.EDIT),
        _text("hold_reason", 18, Role.EDIT),
        _amount("disputed", Role.EDIT),
        _text("note", 24, Role.EDIT),
        Column("instalment", Type.COUNT, 10, detail=True),
        _day("posting_date", detail=True),
        _text("terms", 16, detail=True),
        _amount("net", detail=True),
        _amount("vat", detail=True),
        Column("booked_rate", Type.RATE, 11, detail=True),
        _amount("base_amount", detail=True),
        _code("control_account", 11, detail=True),
        _code("tax_invoice_no", 22, detail=True),
        _code("corrects", 15, detail=True),
        _code("contract", 15, detail=True),
        _code("purchase_order", 15, detail=True),
        _text("salesperson", 16, detail=True),
        _text("collector", 16, detail=True),
        _text("contact", 16, detail=True),
        _day("last_letter", detail=True),
        Column("interest_rate", Type.RATE, 10, detail=True),
        _code("item_key", 30, detail=True, required=True),
        _count("first_allocation", detail=True),
        _count("allocation_count", detail=True),
        _amount("balance_check", Role.CHECK, detail=True),
        _count("days_check", Role.CHECK, detail=True),
        _text("bucket_check", 14, Role.CHECK, detail=True),
        _text("band_check", 12, Role.CHECK, detail=True),
    ),
    ("item_key",),
)

CUSTOMERS = TableSpec(
    "Customers",
    "start",
    (
        _code("customer", required=True),
        _text("name", 30),
        _count("items"),
        _count("oldest_days"),
        _day("last_receipt", Role.RESULT),
        _text("address", 34),
        _text("contact", 18),
        _text("email", 26),
        Column("language", Type.CHOICE, 10, choices=("en", "zh")),
        _text("country", 11),
        Column("ageing_view", Type.CHOICE, 12, Role.EDIT, choices=("open item", "FIFO")),
        Column("stop", Type.CHOICE, 14, Role.EDIT, choices=("insolvency", "lawyer", "agency", "no letters")),
        _day("hold_until", Role.EDIT),
        _text("hold_reason", 18, Role.EDIT),
        _text("note", 24, Role.EDIT),
        _code("tax_no", 20, detail=True),
        _text("terms", 16, detail=True),
        Column("interest_rate", Type.RATE, 10, Role.EDIT, detail=True),
        _text("grade", 10, detail=True),
        _amount("credit_limit", detail=True),
        _text("collector", 16, detail=True),
        _code("group", 14, detail=True),
    ),
    ("customer",),
)

AGEING = TableSpec(
    "Ageing",
    "start",
    (
        _code("customer"),
        _text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        _amount("total", Role.RESULT),
        _amount("not_due", Role.RESULT),
        *(_amount(f"bucket_{n}", Role.RESULT) for n in range(1, MOST_BUCKETS + 1)),
        _amount("unapplied", Role.RESULT),
        _amount("overdue", Role.RESULT),
        _count("oldest_days"),
        _count("items"),
        Column("view", Type.CHOICE, 11, Role.RESULT, choices=("open item", "FIFO")),
        _amount("total_check", Role.CHECK),
        _amount("base_total", Role.RESULT),
        *(_amount(f"band_{n}", Role.RESULT, detail=True) for n in range(1, BANDS + 1)),
        _text("note", 24, Role.EDIT),
    ),
    ("customer", "currency"),
)

ESCALATION = TableSpec(
    "Escalation",
    "start",
    (
        _code("customer"),
        _text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        Column("send", Type.YES, 10, Role.EDIT),
        Column("level", Type.COUNT, 9, Role.EDIT),
        _text("template", 20, Role.EDIT),
        _day("hold_until", Role.EDIT),
        _amount("overdue", Role.RESULT),
        _amount("disputed", Role.RESULT),
        _amount("withheld", Role.RESULT),
        _amount("unapplied", Role.RESULT),
        _amount("exposure", Role.RESULT),
        _amount("interest", Role.RESULT),
        _count("items"),
        _count("oldest_days"),
        _count("last_level"),
        _day("last_letter", Role.RESULT),
        _text("reasons", 60, Role.RESULT),
        _text("note", 24, Role.EDIT),
        Column("proposed", Type.CODE, 18, Role.RESULT, detail=True),
    ),
    ("customer", "currency"),
    ("send", "level", "template"),
)

LETTERS = TableSpec(
    "Letters",
    "start",
    (
        _code("number", 14),
        _code("customer"),
        _text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        _count("level"),
        _text("template", 20, Role.RESULT),
        _day("letter_date", Role.RESULT),
        _day("as_of", Role.RESULT),
        _count("items"),
        _amount("amount", Role.RESULT),
        _amount("interest", Role.RESULT),
        _amount("fee", Role.RESULT),
        _text("file", 48, Role.RESULT),
        _text("issued_by", 16, Role.RESULT),
        _text("issued_at", 27, Role.RESULT),
        _text("channel", 12, Role.EDIT),
        _day("sent_on", Role.EDIT),
        _text("sent_by", 16, Role.EDIT),
        _text("tracking_no", 18, Role.EDIT),
        _day("delivered_on", Role.EDIT),
        _text("void_reason", 18, Role.EDIT),
    ),
    ("number",),
)

PROBLEMS = TableSpec(
    "Problems",
    "start",
    (
        _text("place", 26, Role.RESULT),
        _text("cell", 8, Role.RESULT),
        _text("found", 26, Role.RESULT),
        _text("wrong", 52, Role.RESULT),
        _text("do", 52, Role.RESULT),
        Column("severity", Type.CHOICE, 11, Role.RESULT, choices=("left out", "warning")),
        _amount("amount", Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        _text("note", 24, Role.EDIT),
    ),
    ("place", "cell", "wrong"),
)

RECEIPTS = TableSpec(
    "Receipts",
    "receipts",
    (
        _code("receipt_key", 16, required=True),
        _code("customer"),
        _text("name", 26),
        _day("value_date", required=True),
        _day("posting_date"),
        _text("instrument", 12),
        _code("bank_account", 16),
        _text("payer", 22),
        _text("reference", 26),
        _currency(),
        _amount("amount", required=True),
        _amount("base_amount"),
        _amount("unapplied", Role.RESULT),
        _text("note", 24, Role.EDIT),
    ),
    ("receipt_key",),
)

ALLOCATIONS = TableSpec(
    "Allocations",
    "receipts",
    (
        _code("item", 30, required=True),
        Column("kind", Type.CHOICE, 14, required=True, choices=ALLOCATION_KINDS),
        _code("receipt", 16),
        _code("credit", 30),
        _currency(),
        _amount("amount", required=True),
        _amount("base_amount"),
        _day("effective_date", required=True),
        _day("posting_date", required=True),
        _day("entered_on"),
        _text("entered_by", 16),
        _text("approved_by", 16, Role.EDIT),
        _code("reverses", 14),
        _text("note", 24, Role.EDIT),
        _day("counted_from", Role.RESULT, detail=True),
    ),
    ("item", "kind", "receipt", "credit", "amount", "effective_date", "posting_date"),
)

INTEREST = TableSpec(
    "Interest",
    "interest",
    (
        _code("customer"),
        _text("name", 26, Role.RESULT),
        _code("document_no", 15),
        Column("currency", Type.CODE, 10, Role.RESULT),
        _day("from_day", Role.RESULT),
        _day("to_day", Role.RESULT),
        _count("days"),
        _amount("balance", Role.RESULT),
        Column("rate", Type.RATE, 9, Role.RESULT),
        _count("year_days"),
        _amount("amount", Role.RESULT),
        _amount("amount_check", Role.CHECK),
        _text("source", 30, Role.RESULT),
        _code("item_key", 30, detail=True),
        _count("first_slice", detail=True),
        _count("slice_count", detail=True),
    ),
    ("item_key", "from_day"),
)

RATES = TableSpec(
    "InterestRates",
    "interest",
    (
        _code("series", 30, required=True),
        _day("from_day", required=True),
        Column("rate", Type.RATE, 10, required=True),
        _text("source", 50),
    ),
    ("series", "from_day"),
)

CONTROL = TableSpec(
    "ControlAccounts",
    "tie-out",
    (
        _code("account", 12, required=True),
        _currency(),
        _day("balance_date", required=True),
        _amount("balance", required=True),
        _text("source", 26),
        _amount("open_items", Role.RESULT),
        _amount("difference", Role.RESULT),
        _amount("difference_check", Role.CHECK),
        _text("note", 30, Role.EDIT),
    ),
    ("account", "currency", "balance_date"),
)

IMPORTS = TableSpec(
    "Imports",
    "imports",
    (
        _text("file", 34, Role.RESULT),
        _text("kind", 13, Role.RESULT),
        _day("list_date", Role.RESULT),
        Column("complete", Type.YES, 10, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        _count("read"),
        _count("left_out"),
        _amount("sum_read", Role.RESULT),
        _amount("printed_total", Role.RESULT),
        _amount("difference", Role.RESULT),
        _text("imported_at", 20, Role.RESULT),
        _text("imported_by", 16, Role.RESULT),
        Column("sha256", Type.CODE, 20, Role.RESULT),
        _text("headings", 40, Role.RESULT, detail=True),
        _text("mapping", 40, Role.RESULT, detail=True),
    ),
    ("sha256", "kind", "currency", "list_date"),
)

TABLES: Mapping[str, TableSpec] = {
    spec.name: spec
    for spec in (
        POLICY, INVOICES, CUSTOMERS, AGEING, ESCALATION, LETTERS, PROBLEMS,
        RECEIPTS, ALLOCATIONS, IMPORTS, INTEREST, RATES, CONTROL,
    )
}  # fmt: skip
PARTS: Mapping[str, tuple[str, ...]] = {
    part: tuple(spec.name for spec in TABLES.values() if spec.part == part)
    for part in dict.fromkeys(spec.part for spec in TABLES.values())
}
