"""The tables of dunning: proposals, and when first used procedures and what is agreed or argued with customers."""

from arrears.core.dunning.arrangements import STATES
from arrears.core.dunning.procedures import ACTORS
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, day, text

ESCALATION = TableSpec(
    "Escalation",
    "start",
    (
        code("customer"),
        text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        Column("send", Type.YES, 10, Role.EDIT),
        Column("level", Type.COUNT, 9, Role.EDIT),
        text("template", 18, Role.EDIT),
        day("hold_until", Role.EDIT),
        text("edit_reason", 18, Role.EDIT),
        text("approved_by", 12, Role.EDIT),
        Column("released", Type.YES, 10, Role.EDIT),
        amount("overdue", Role.RESULT),
        amount("disputed", Role.RESULT),
        amount("withheld", Role.RESULT),
        amount("unapplied", Role.RESULT),
        amount("exposure", Role.RESULT),
        amount("interest", Role.RESULT),
        count("items"),
        count("oldest_days"),
        count("last_level"),
        day("last_letter", Role.RESULT),
        text("reasons", 60, Role.RESULT),
        text("flags", 50, Role.RESULT),
        Column("actor", Type.CHOICE, 11, Role.RESULT, choices=ACTORS),
        text("channel", 16, Role.RESULT),
        text("note", 24, Role.EDIT),
        text("hold_reason", 18, Role.EDIT, detail=True),
        text("hold_by", 14, Role.EDIT, detail=True),
        Column("proposed", Type.CODE, 18, Role.RESULT, detail=True),
        Column("offered", Type.CODE, 9, Role.RESULT, detail=True),
    ),
    ("customer", "currency"),
    ("send", "level", "template", "approved_by", "released"),
)

PROCEDURES = TableSpec(
    "Procedures",
    "procedures",
    (
        text("procedure", 18),
        Column("level", Type.COUNT, 9, required=True),
        text("stage", 18),
        Column("days", Type.COUNT, 10, required=True),
        Column("interval", Type.COUNT, 12),
        amount("minimum"),
        amount("fee"),
        text("template", 22),
        text("channel", 14),
        Column("actor", Type.CHOICE, 12, choices=ACTORS),
        text("note", 30, Role.EDIT),
    ),
    ("procedure", "level"),
)

DISPUTES = TableSpec(
    "Disputes",
    "disputes",
    (
        code("customer"),
        code("item", 24, required=True),
        amount("amount"),
        text("reason", 30),
        day("opened", required=True),
        text("owner"),
        day("resolved"),
        text("outcome", 26),
        text("note", 24, Role.EDIT),
    ),
    ("item", "opened"),
)

PROMISES = TableSpec(
    "Promises",
    "disputes",
    (
        code("customer", required=True),
        code("item", 24),
        Column("currency", Type.CODE, 10),
        amount("amount"),
        day("promised_on", required=True),
        day("until", required=True),
        text("promised_by", 18),
        amount("received", Role.RESULT),
        Column("state", Type.CHOICE, 11, Role.RESULT, choices=STATES),
        text("note", 24, Role.EDIT),
    ),
    ("customer", "item", "promised_on", "until"),
)

PLANS = TableSpec(
    "Plans",
    "disputes",
    (
        code("plan", 12, required=True),
        code("customer", required=True),
        code("item", 24),
        Column("currency", Type.CODE, 10),
        day("agreed_on", required=True),
        day("due_date", required=True),
        amount("amount", required=True),
        amount("received", Role.RESULT),
        Column("state", Type.CHOICE, 11, Role.RESULT, choices=STATES),
        text("note", 24, Role.EDIT),
    ),
    ("plan", "due_date"),
)

CONTACTS = TableSpec(
    "Contacts",
    "disputes",
    (
        day("contacted_on", required=True),
        code("customer", required=True),
        text("contact", 18),
        text("channel", 12),
        text("said", 50),
        text("agreed", 30),
        text("contacted_by", 16),
        day("next_on"),
        text("note", 24, Role.EDIT),
    ),
    ("contacted_on", "customer", "said"),
)
