"""The tables of the tie-out part: control accounts, roll-forward, reconciliation, differences, checks, sales' list."""

from arrears.core.reconciliation import cutoff, duplicates, list_comparison
from arrears.core.reconciliation.movements import COLUMNS
from arrears.core.reconciliation.tie_out import CAUSES
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, currency, day, text

CHECKS = (*cutoff.CHECKS, "delivered later", *duplicates.REASONS)
"""What month-end checks find: cut-off, deliveries after the period, duplicates."""

CONTROL = TableSpec(
    "ControlAccounts",
    "tie-out",
    (
        code("account", 12, required=True),
        currency(),
        day("balance_date", required=True),
        amount("balance", required=True),
        text("source", 26),
        Column("all_currencies", Type.YES, 12),
        amount("open_items", Role.RESULT),
        amount("difference", Role.RESULT),
        amount("difference_check", Role.CHECK),
        amount("explained", Role.RESULT),
        amount("unknown", Role.RESULT),
        amount("unknown_check", Role.CHECK),
        text("note", 30, Role.EDIT),
        day("extracted_on", detail=True),
        Column("tied_as", Type.CODE, 16, Role.RESULT, detail=True),
    ),
    ("account", "currency", "balance_date"),
)

ROLL_FORWARD = TableSpec(
    "RollForward",
    "tie-out",
    (
        code("account", 11),
        code("customer"),
        text("name", 22, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("opening", Role.RESULT),
        *(Column(key, Type.AMOUNT, 13, Role.RESULT) for key in COLUMNS),
        amount("closing", Role.RESULT),
        amount("closing_check", Role.CHECK),
        amount("ageing_total", Role.RESULT),
        amount("difference", Role.RESULT),
        amount("difference_check", Role.CHECK),
        text("note", 24, Role.EDIT),
        day("from_day", Role.RESULT, detail=True),
        day("to_day", Role.RESULT, detail=True),
    ),
    ("account", "customer", "currency"),
)

RECONCILIATION = TableSpec(
    "Reconciliation",
    "tie-out",
    (
        code("account", 16),
        Column("currency", Type.CODE, 10, Role.RESULT),
        text("line", 50, Role.RESULT),
        amount("amount", Role.RESULT),
        amount("amount_check", Role.CHECK),
        count("rows"),
        text("explanation", 56, Role.RESULT),
        text("note", 30, Role.EDIT),
        count("source", detail=True),
        count("weight", detail=True),
        count("first_line", detail=True),
        count("line_count", detail=True),
    ),
    ("account", "currency", "line"),
)

DIFFERENCES = TableSpec(
    "Differences",
    "tie-out",
    (
        code("account", 12),
        currency(),
        Column("cause", Type.CHOICE, 32, required=True, choices=CAUSES),
        day("entry_date"),
        amount("amount", required=True),
        code("customer"),
        code("document_no", 15),
        text("explanation", 46),
        text("entered_by", 16),
        day("cleared_on", Role.EDIT),
        amount("counted", Role.RESULT),
        amount("counted_check", Role.CHECK),
        text("note", 24, Role.EDIT),
        text("place", 22, Role.RESULT),
        Column("tied_as", Type.CODE, 16, Role.RESULT, detail=True),
    ),
    ("account", "currency", "cause", "document_no", "place", "amount"),
)

MONTH_END_CHECKS = TableSpec(
    "MonthEndChecks",
    "tie-out",
    (
        Column("check", Type.CHOICE, 34, Role.RESULT, choices=CHECKS),
        code("customer"),
        text("name", 24, Role.RESULT),
        text("what", 14, Role.RESULT),
        code("document_no", 16),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("amount", Role.RESULT),
        day("document_date", Role.RESULT),
        day("posting_date", Role.RESULT),
        Column("other_document", Type.CODE, 16, Role.RESULT),
        amount("shift", Role.RESULT),
        text("place", 20, Role.RESULT),
        text("note", 30, Role.EDIT),
    ),
    ("check", "customer", "document_no", "amount", "other_document"),
)

LIST_COMPARISON = TableSpec(
    "ListComparison",
    "tie-out",
    (
        Column("reason", Type.CHOICE, 24, Role.RESULT, choices=list_comparison.REASONS),
        code("customer"),
        text("name", 24, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        code("document_no", 16),
        day("sales_date", Role.RESULT),
        amount("sales_amount", Role.RESULT),
        Column("finance_no", Type.CODE, 16, Role.RESULT),
        day("finance_date", Role.RESULT),
        amount("finance_amount", Role.RESULT),
        amount("difference", Role.RESULT),
        amount("difference_check", Role.CHECK),
        count("documents"),
        text("note", 30, Role.EDIT),
    ),
    ("reason", "currency", "document_no", "finance_no"),
)

SPECS = (CONTROL, ROLL_FORWARD, RECONCILIATION, DIFFERENCES, MONTH_END_CHECKS, LIST_COMPARISON)
"""The tables of the part, in the order of their sheets."""
