"""The tables of measures: sales and budget that people enter, the measures of each month, what each customer costs."""

from arrears.core.measures.measure import REASONS
from arrears.core.measures.month_measures import AGE, MEASURES, ROLL
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, currency, day, text
from arrears.runs.sheet_sizes import MOST_BUCKETS

VIEWS = ("base", "currency")
STATES = ("rebuilt", "carried")
UNITS = ("days", "percent", "times", "amount", "index")
BY_BUCKET = tuple(f"{prefix}{n}" for prefix in (AGE, ROLL) for n in range(MOST_BUCKETS + 1))
REPLIES = ("agrees", "differs", "no reply")
CONFIRMED = ("statement", "auditor's confirmation")


def _figure(key: str, role: Role = Role.RESULT) -> Column:
    """Declare a column of numbers that are days, percent or amounts, by row."""
    return Column(key, Type.RATE, 14, role)


SALES = TableSpec(
    "Sales",
    "measures",
    (
        day("month", required=True),
        code("customer"),
        text("name", 26),
        currency(),
        amount("gross", required=True),
        amount("net"),
        amount("base_gross"),
        text("source", 30),
        text("note", 24, Role.EDIT),
    ),
    ("month", "customer", "currency"),
)

BUDGET = TableSpec(
    "Budget",
    "measures",
    (
        day("month", required=True),
        code("customer"),
        text("name", 26),
        currency(),
        amount("planned", required=True),
        amount("collected", Role.RESULT),
        amount("difference", Role.RESULT),
        amount("difference_check", Role.CHECK),
        _figure("achieved"),
        _figure("achieved_check", Role.CHECK),
        text("note", 30, Role.EDIT),
    ),
    ("month", "customer", "currency"),
)

MEASURES_TABLE = TableSpec(
    "Measures",
    "measures",
    (
        day("month", Role.RESULT),
        Column("measure", Type.CHOICE, 30, Role.RESULT, choices=(*MEASURES, *BY_BUCKET)),
        text("bucket", 14, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        Column("view", Type.CHOICE, 17, Role.RESULT, choices=VIEWS),
        _figure("figure"),
        _figure("figure_check", Role.CHECK),
        Column("unit", Type.CHOICE, 10, Role.RESULT, choices=UNITS),
        Column("reason", Type.CHOICE, 28, Role.RESULT, choices=REASONS),
        amount("numerator", Role.RESULT),
        amount("denominator", Role.RESULT),
        _figure("factor"),
        _figure("plus"),
        day("as_of", Role.RESULT),
        Column("state", Type.CHOICE, 12, Role.RESULT, choices=STATES),
        text("note", 14, Role.EDIT),
        Column("figure_key", Type.CODE, 34, Role.RESULT, detail=True),
    ),
    ("figure_key",),
)

CUSTOMER_MEASURES = TableSpec(
    "CustomerMeasures",
    "measures",
    (
        code("customer"),
        text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("owed", Role.RESULT),
        amount("unapplied", Role.RESULT),
        amount("overdue", Role.RESULT),
        _figure("overdue_percent"),
        _figure("overdue_percent_check", Role.CHECK),
        day("since", Role.RESULT),
        count("paid_items"),
        _figure("average_days_late"),
        _figure("average_days_to_pay"),
        amount("overdue_days", Role.RESULT),
        _figure("financing_rate"),
        amount("interest_lost", Role.RESULT),
        amount("interest_lost_check", Role.CHECK),
        amount("bad_debts", Role.RESULT),
        amount("discounts_taken", Role.RESULT),
        amount("discounts_unearned", Role.RESULT),
        text("note", 24, Role.EDIT),
    ),
    ("customer", "currency"),
)

DEFINITIONS = TableSpec(
    "Definitions",
    "measures",
    (
        Column("measure", Type.CHOICE, 30, Role.RESULT, choices=(*MEASURES, AGE + "0", ROLL + "0")),
        Column("unit", Type.CHOICE, 10, Role.RESULT, choices=UNITS),
        text("definition", 70, Role.RESULT),
        text("source", 60, Role.RESULT),
        text("note", 30, Role.EDIT),
    ),
    ("measure",),
)

CONFIRMATIONS = TableSpec(
    "Confirmations",
    "statements",
    (
        code("number", 14),
        Column("kind", Type.CHOICE, 22, Role.RESULT, choices=CONFIRMED),
        code("customer"),
        text("name", 26, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        day("as_of", Role.RESULT),
        amount("balance", Role.RESULT),
        day("letter_date", Role.RESULT),
        day("sent_on", Role.EDIT),
        Column("reply", Type.CHOICE, 12, Role.EDIT, choices=REPLIES),
        day("replied_on", Role.EDIT),
        amount("their_balance", Role.EDIT),
        amount("difference", Role.RESULT),
        amount("difference_check", Role.CHECK),
        text("cause", 30, Role.EDIT),
        text("alternative", 34, Role.EDIT),
        text("file", 40, Role.RESULT),
        text("note", 24, Role.EDIT),
    ),
    ("number",),
)
