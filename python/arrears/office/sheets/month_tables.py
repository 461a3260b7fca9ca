"""The tables of closing a month: its log, its opening balances, the sign-off, and what a lock froze."""

from arrears.core.month.events import EVENTS
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, day, text

MONTHS = TableSpec(
    "Months",
    "months",
    (
        Column("month", Type.CODE, 10, Role.RESULT),
        Column("event", Type.CHOICE, 18, Role.RESULT, choices=EVENTS),
        day("closing_day", Role.RESULT),
        text("done_by", 18, Role.RESULT),
        text("done_at", 26, Role.RESULT),
        text("reason", 44, Role.RESULT),
        text("file", 28, Role.RESULT),
        text("note", 30, Role.EDIT),
        Column("sha256", Type.CODE, 66, Role.RESULT, detail=True),
    ),
    ("month", "event", "done_at"),
)

OPENINGS = TableSpec(
    "Openings",
    "months",
    (
        code("customer"),
        text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("open_items", Role.RESULT),
        amount("unapplied", Role.RESULT),
        amount("total", Role.RESULT),
        amount("total_check", Role.CHECK),
        amount("base_total", Role.RESULT),
        count("items"),
        text("note", 24, Role.EDIT),
    ),
    ("customer", "currency"),
)

SIGN_OFF = TableSpec(
    "SignOff",
    "sign-off",
    (
        text("point", 52, Role.RESULT),
        text("found", 40, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("amount", Role.RESULT),
        Column("open", Type.YES, 8, Role.RESULT),
        Column("checked", Type.YES, 10, Role.EDIT),
        text("checked_by", 18, Role.EDIT),
        day("checked_on", Role.EDIT),
        text("comment", 44, Role.EDIT),
        Column("check", Type.CODE, 16, Role.RESULT, detail=True),
    ),
    ("check", "currency"),
    ("checked_by", "checked_on", "checked"),
)

LOCK = TableSpec(
    "Lock",
    "lock",
    (
        text("sheet", 24, Role.RESULT),
        count("rows"),
        Column("sha256", Type.CODE, 66, Role.RESULT),
        Column("table", Type.CODE, 18, Role.RESULT),
    ),
    ("table",),
)

RATES_USED = TableSpec(
    "RatesUsed",
    "lock",
    (
        Column("series", Type.CODE, 30, Role.RESULT),
        day("from_day", Role.RESULT),
        day("until", Role.RESULT),
        Column("rate", Type.RATE, 10, Role.RESULT),
        text("source", 70, Role.RESULT),
    ),
    ("series", "from_day"),
)

FROZEN = TableSpec(
    "Frozen",
    "lock",
    (
        Column("table", Type.CODE, 18, Role.RESULT),
        count("part"),
        text("content", 60, Role.RESULT),
    ),
    ("table", "part"),
)

HIDDEN = frozenset({"Frozen"})
"""Tables on hidden sheets: nothing in them is for people to read."""
APART = frozenset({"Months", "Lock", "Frozen"})
"""Tables that say what became of a month; a lock freezes all others."""
