"""The tables of cash application: proposals to accept, what was learnt of payers, and approvals."""

from arrears.core.matching.incoming import DEDUCTED_AS
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, day, text
from arrears.runs.matching.matching_states import STATES

MATCHING = TableSpec(
    "Matching",
    "bank",
    (
        day("value_date", Role.RESULT),
        text("payer", 24, Role.RESULT),
        text("reference", 34, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("received", Role.RESULT),
        Column("confidence", Type.COUNT, 11, Role.RESULT),
        Column("accept", Type.YES, 9, Role.EDIT),
        text("approved_by", 13, Role.EDIT),
        Column("customer", Type.CODE, 13, Role.EDIT),
        text("name", 24, Role.RESULT),
        Column("document_no", Type.CODE, 16, Role.EDIT),
        amount("open", Role.RESULT),
        amount("paid", Role.EDIT),
        amount("deducted", Role.EDIT),
        Column("deducted_as", Type.CHOICE, 14, Role.EDIT, choices=DEDUCTED_AS),
        amount("left_open", Role.RESULT),
        amount("left_check", Role.CHECK),
        amount("unassigned", Role.RESULT),
        amount("unassigned_check", Role.CHECK),
        text("reasons", 60, Role.RESULT),
        Column("state", Type.CHOICE, 12, Role.RESULT, choices=STATES),
        text("note", 24, Role.EDIT),
        text("accepted_by", 14, Role.RESULT, detail=True),
        Column("receipt", Type.CODE, 18, Role.RESULT, detail=True),
        Column("returns", Type.CODE, 18, Role.RESULT, detail=True),
        amount("taken_before", Role.RESULT, detail=True),
        Column("item_key", Type.CODE, 28, Role.RESULT, detail=True),
        Column("source", Type.CODE, 26, detail=True, required=True),
        count("line", detail=True),
        count("first_row", detail=True),
        count("row_count", detail=True),
        Column("proposed", Type.CODE, 18, Role.RESULT, detail=True),
        Column("refund_of", Type.CODE, 18, Role.RESULT, detail=True),
    ),
    ("source", "line"),
    ("accept", "customer", "document_no", "paid", "deducted", "deducted_as"),
)

PAYER_ALIASES = TableSpec(
    "PayerAliases",
    "bank",
    (
        text("payer", 32),
        code("payer_account", 26),
        code("customer", required=True),
        day("learnt_on"),
        text("learnt_from", 26),
        text("note", 24, Role.EDIT),
    ),
    ("payer", "payer_account", "customer"),
)

APPROVALS = TableSpec(
    "Approvals",
    "approvals",
    (
        text("subject", 16),
        code("row_key", 30, required=True),
        Column("currency", Type.CODE, 10),
        amount("amount"),
        text("requested_by", 16),
        text("requested_at", 27),
        text("approved_by", 16),
        text("approved_at", 27),
        text("system_user", 16),
        Column("contents", Type.CODE, 20),
        text("note", 24, Role.EDIT),
    ),
    ("subject", "row_key", "approved_at", "approved_by"),
)

SPECS = (MATCHING, PAYER_ALIASES, APPROVALS)
