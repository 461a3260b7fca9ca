"""The workbook's tables and columns: with ``data/headings/*.toml`` the only place that knows how a sheet looks."""

from collections.abc import Mapping

from arrears.core.discounts.deductions import FINDINGS
from arrears.core.interest.interest_settings import OWN_REGIMES
from arrears.core.ledger import ALLOCATION_KINDS, ITEM_KINDS, STATES
from arrears.office.sheets import bookkeeping_tables, matching_tables, reconciliation_tables
from arrears.office.sheets.bank_tables import BANK, BANK_ACCOUNTS
from arrears.office.sheets.dunning_tables import CONTACTS, DISPUTES, ESCALATION, PLANS, PROCEDURES, PROMISES
from arrears.office.sheets.interest_tables import INTEREST, INTEREST_CHARGES, INTEREST_TOTALS, RATES
from arrears.office.sheets.measure_tables import (
    BUDGET,
    CONFIRMATIONS,
    CUSTOMER_MEASURES,
    DEFINITIONS,
    MEASURES_TABLE,
    SALES,
)
from arrears.office.sheets.month_tables import FROZEN, LOCK, MONTHS, OPENINGS, RATES_USED, SIGN_OFF
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, currency, day, text
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS

POLICY = TableSpec(
    "Policy",
    "start",
    (text("setting", 34), text("value", 24, Role.EDIT), text("meaning", 70)),
    ("setting",),
)

INVOICES = TableSpec(
    "Invoices",
    "start",
    (
        code("customer", required=True),
        text("name", 24),
        code("document_no", 16, required=True),
        Column("kind", Type.CHOICE, 13, required=True, choices=ITEM_KINDS),
        day("document_date", required=True),
        day("due_date"),
        currency(),
        amount("gross", required=True),
        amount("balance", Role.RESULT),
        count("days_past_due"),
        text("bucket", 16, Role.RESULT),
        text("band", 16, Role.RESULT),
        day("discount_until", Role.RESULT),
        amount("discount_open", Role.RESULT),
        amount("interest", Role.RESULT),
        Column("level", Type.COUNT, 9, Role.INPUT),
        day("hold_until", Role.EDIT),
        text("hold_reason", 18, Role.EDIT),
        amount("disputed", Role.EDIT),
        text("note", 24, Role.EDIT),
        Column("instalment", Type.COUNT, 10, detail=True),
        day("posting_date", detail=True),
        text("terms", 16, detail=True),
        amount("net", detail=True),
        amount("vat", detail=True),
        Column("booked_rate", Type.RATE, 11, detail=True),
        amount("base_amount", detail=True),
        code("control_account", 11, detail=True),
        code("tax_invoice_no", 22, detail=True),
        code("corrects", 15, detail=True),
        code("contract", 15, detail=True),
        code("purchase_order", 15, detail=True),
        text("salesperson", 16, detail=True),
        text("collector", 16, detail=True),
        text("contact", 16, detail=True),
        day("last_letter", detail=True),
        text("hold_by", 14, Role.EDIT, detail=True),
        Column("opening_level", Type.COUNT, 10, Role.EDIT, detail=True),
        text("opening_approved", 16, Role.EDIT, detail=True),
        day("delivery_date", detail=True),
        day("acceptance_date", detail=True),
        day("invoice_received", detail=True),
        Column("interest_rate", Type.RATE, 10, detail=True),
        Column("interest_regime", Type.CHOICE, 16, Role.EDIT, detail=True, choices=OWN_REGIMES),
        Column("state", Type.CHOICE, 11, detail=True, choices=STATES),
        code("item_key", 30, detail=True, required=True),
        count("first_allocation", detail=True),
        count("allocation_count", detail=True),
        amount("balance_check", Role.CHECK, detail=True),
        count("days_check", Role.CHECK, detail=True),
        text("bucket_check", 14, Role.CHECK, detail=True),
        text("band_check", 12, Role.CHECK, detail=True),
    ),
    ("item_key",),
)

CUSTOMERS = TableSpec(
    "Customers",
    "start",
    (
        code("customer", required=True),
        text("name", 30),
        count("items"),
        count("oldest_days"),
        day("last_receipt", Role.RESULT),
        text("address", 34),
        text("contact", 18),
        text("email", 26),
        Column("language", Type.CHOICE, 10, choices=("en", "zh", "de", "fr")),
        text("country", 11),
        Column("ageing_view", Type.CHOICE, 12, Role.EDIT, choices=("open item", "FIFO")),
        Column("stop", Type.CHOICE, 14, Role.EDIT, choices=("insolvency", "lawyer", "agency", "no letters")),
        day("hold_until", Role.EDIT),
        text("hold_reason", 18, Role.EDIT),
        text("note", 24, Role.EDIT),
        code("tax_no", 20, detail=True),
        text("terms", 16, detail=True),
        Column("interest_rate", Type.RATE, 10, Role.EDIT, detail=True),
        Column("interest_regime", Type.CHOICE, 16, Role.EDIT, detail=True, choices=OWN_REGIMES),
        Column("consumer", Type.YES, 10, Role.EDIT, detail=True),
        text("grade", 10, detail=True),
        amount("credit_limit", detail=True),
        text("procedure", 16, Role.EDIT, detail=True),
        Column("key_account", Type.YES, 10, Role.EDIT, detail=True),
        text("hold_by", 14, Role.EDIT, detail=True),
        text("collector", 16, detail=True),
        code("group", 14, detail=True),
        code("dunning_recipient", 14, detail=True),
    ),
    ("customer",),
)

AGEING = TableSpec(
    "Ageing",
    "start",
    (
        code("customer", 12),
        text("name", 23, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("total", Role.RESULT),
        amount("not_due", Role.RESULT),
        *(amount(f"bucket_{n}", Role.RESULT) for n in range(1, MOST_BUCKETS + 1)),
        amount("unapplied", Role.RESULT),
        amount("overdue", Role.RESULT),
        count("oldest_days"),
        Column("items", Type.COUNT, 8, Role.RESULT),
        Column("view", Type.CHOICE, 11, Role.RESULT, choices=("open item", "FIFO")),
        amount("total_check", Role.CHECK, detail=True),
        amount("base_total", Role.RESULT),
        *(amount(f"band_{n}", Role.RESULT, detail=True) for n in range(1, BANDS + 1)),
        text("note", 14, Role.EDIT),
    ),
    ("customer", "currency"),
)

LETTERS = TableSpec(
    "Letters",
    "start",
    (
        code("number", 14),
        code("customer"),
        text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        count("level"),
        text("template", 20, Role.RESULT),
        day("letter_date", Role.RESULT),
        day("as_of", Role.RESULT),
        count("items"),
        amount("amount", Role.RESULT),
        amount("interest", Role.RESULT),
        amount("fee", Role.RESULT),
        text("file", 48, Role.RESULT),
        text("issued_by", 16, Role.RESULT),
        text("issued_at", 27, Role.RESULT),
        text("channel", 12, Role.EDIT),
        day("sent_on", Role.EDIT),
        text("sent_by", 16, Role.EDIT),
        text("tracking_no", 18, Role.EDIT),
        day("delivered_on", Role.EDIT),
        day("returned_on", Role.EDIT),
        text("proof", 30, Role.EDIT),
        text("void_reason", 18, Role.EDIT),
    ),
    ("number",),
)

PROBLEMS = TableSpec(
    "Problems",
    "start",
    (
        text("place", 26, Role.RESULT),
        text("cell", 8, Role.RESULT),
        text("found", 26, Role.RESULT),
        text("wrong", 52, Role.RESULT),
        text("do", 52, Role.RESULT),
        Column("severity", Type.CHOICE, 11, Role.RESULT, choices=("left out", "warning")),
        amount("amount", Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        text("note", 24, Role.EDIT),
        Column("customer", Type.CODE, 13, Role.RESULT, detail=True),
    ),
    ("place", "cell", "wrong"),
)

RECEIPTS = TableSpec(
    "Receipts",
    "receipts",
    (
        code("receipt_key", 16, required=True),
        code("customer"),
        text("name", 26),
        day("value_date", required=True),
        day("posting_date"),
        text("instrument", 12),
        code("bank_account", 16),
        text("payer", 22),
        text("reference", 26),
        currency(),
        amount("amount", required=True),
        amount("base_amount"),
        amount("unapplied", Role.RESULT),
        text("note", 24, Role.EDIT),
        amount("used_before", Role.RESULT, detail=True),
        Column("state", Type.CHOICE, 11, detail=True, choices=STATES),
        code("reverses", 14, detail=True),
        day("left_on_account", detail=True),
    ),
    ("receipt_key",),
)

ALLOCATIONS = TableSpec(
    "Allocations",
    "receipts",
    (
        code("item", 30, required=True),
        Column("kind", Type.CHOICE, 14, required=True, choices=ALLOCATION_KINDS),
        code("receipt", 16),
        code("credit", 30),
        currency(),
        amount("amount", required=True),
        amount("base_amount"),
        day("effective_date", required=True),
        day("posting_date", required=True),
        day("entered_on"),
        text("entered_by", 16),
        text("approved_by", 16, Role.EDIT),
        code("reverses", 14),
        text("note", 24, Role.EDIT),
        day("counted_from", Role.RESULT, detail=True),
        amount("net_part", Role.RESULT, detail=True),
        amount("vat_part", Role.RESULT, detail=True),
        text("reference", 20, detail=True),
        Column("state", Type.CHOICE, 11, detail=True, choices=STATES),
    ),
    ("item", "kind", "receipt", "credit", "amount", "effective_date", "posting_date"),
)

DISCOUNTS = TableSpec(
    "Discounts",
    "discounts",
    (
        code("customer"),
        text("name", 26, Role.RESULT),
        code("document_no", 15),
        Column("currency", Type.CODE, 10, Role.RESULT),
        Column("finding", Type.CHOICE, 18, Role.RESULT, choices=FINDINGS),
        day("discount_until", Role.RESULT),
        Column("percent", Type.RATE, 9, Role.RESULT),
        amount("discount_on", Role.RESULT),
        amount("discount_open", Role.RESULT),
        amount("to_pay", Role.RESULT),
        Column("annual_cost", Type.RATE, 11, Role.RESULT),
        code("receipt", 14),
        day("taken_on", Role.RESULT),
        Column("booked", Type.YES, 9, Role.RESULT),
        count("days_late"),
        amount("taken", Role.RESULT),
        amount("granted", Role.RESULT),
        amount("unearned", Role.RESULT),
        amount("unearned_check", Role.CHECK),
        amount("unearned_net", Role.RESULT),
        amount("unearned_vat", Role.RESULT),
        text("note", 24, Role.EDIT),
        code("item_key", 30, detail=True),
    ),
    ("item_key", "finding", "receipt", "taken_on"),
)

IMPORTS = TableSpec(
    "Imports",
    "imports",
    (
        text("file", 34, Role.RESULT),
        text("kind", 13, Role.RESULT),
        day("list_date", Role.RESULT),
        Column("complete", Type.YES, 10, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        count("read"),
        count("left_out"),
        amount("sum_read", Role.RESULT),
        amount("printed_total", Role.RESULT),
        amount("difference", Role.RESULT),
        text("imported_at", 27, Role.RESULT),
        text("imported_by", 16, Role.RESULT),
        Column("sha256", Type.CODE, 66, Role.RESULT, detail=True),
        text("headings", 40, Role.RESULT, detail=True),
        text("mapping", 40, Role.RESULT, detail=True),
    ),
    ("sha256", "kind", "currency", "list_date"),
)

TABLES: Mapping[str, TableSpec] = {
    spec.name: spec
    for spec in (
        POLICY, INVOICES, CUSTOMERS, AGEING, ESCALATION, LETTERS, PROBLEMS,
        PROCEDURES, DISPUTES, PROMISES, PLANS, CONTACTS,
        RECEIPTS, ALLOCATIONS, IMPORTS, INTEREST, INTEREST_TOTALS, INTEREST_CHARGES, RATES, DISCOUNTS,
        *reconciliation_tables.SPECS,
        BANK, BANK_ACCOUNTS,
        SALES, BUDGET, MEASURES_TABLE, CUSTOMER_MEASURES, DEFINITIONS, CONFIRMATIONS,
        SIGN_OFF, OPENINGS, MONTHS, LOCK, RATES_USED, FROZEN,
        *bookkeeping_tables.SPECS, *matching_tables.SPECS,
    )
}  # fmt: skip
PARTS: Mapping[str, tuple[str, ...]] = {
    part: tuple(spec.name for spec in TABLES.values() if spec.part == part)
    for part in dict.fromkeys(spec.part for spec in TABLES.values())
}
