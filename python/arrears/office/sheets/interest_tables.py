"""The tables of the interest part: slices, totals by item, what interest notes charged, and the user's own rates."""

from arrears.core.interest.interest_settings import VAT_TREATMENTS
from arrears.core.ledger import STATES
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, currency, day, text

INTEREST = TableSpec(
    "Interest",
    "interest",
    (
        code("customer"),
        text("name", 26, Role.RESULT),
        code("document_no", 15),
        Column("currency", Type.CODE, 10, Role.RESULT),
        day("from_day", Role.RESULT),
        day("to_day", Role.RESULT),
        count("days"),
        amount("balance", Role.RESULT),
        Column("capitalised", Type.AMOUNT, 11, Role.RESULT),
        Column("rate", Type.RATE, 9, Role.RESULT),
        count("year_days"),
        amount("amount", Role.RESULT),
        amount("amount_check", Role.CHECK),
        text("source", 50, Role.RESULT),
        text("basis", 60, Role.RESULT, detail=True),
        code("item_key", 30, detail=True),
        count("first_of_item", detail=True),
        count("first_slice", detail=True),
        count("slice_count", detail=True),
        Column("daily", Type.YES, 10, Role.RESULT, detail=True),
        amount("cap", Role.RESULT, detail=True),
        amount("interest_paid", Role.RESULT, detail=True),
        amount("capitalised_check", Role.CHECK, detail=True),
    ),
    ("item_key", "from_day"),
)

INTEREST_TOTALS = TableSpec(
    "InterestTotals",
    "interest",
    (
        code("customer"),
        text("name", 22, Role.RESULT),
        code("document_no", 14),
        Column("currency", Type.CODE, 10, Role.RESULT),
        day("due_date", Role.RESULT),
        *(
            Column(key, Type.AMOUNT, 12, Role.RESULT)
            for key in ("principal", "interest", "charged", "to_charge", "fixed_sum", "fixed_charged", "per_day")
        ),
        Column("interest_vat", Type.CHOICE, 13, Role.RESULT, choices=VAT_TREATMENTS),
        Column("interest_note", Type.CODE, 13, Role.RESULT),
        text("basis", 52, Role.RESULT),
        text("note", 20, Role.EDIT),
        text("statute", 60, Role.RESULT, detail=True),
        code("item_key", 30, detail=True),
        amount("interest_check", Role.CHECK, detail=True),
        amount("to_charge_check", Role.CHECK, detail=True),
        count("first_slice", detail=True),
        count("slice_count", detail=True),
        count("first_charge", detail=True),
        count("charge_count", detail=True),
    ),
    ("item_key",),
)

INTEREST_CHARGES = TableSpec(
    "InterestCharges",
    "interest",
    (
        code("interest_note", 14, required=True),
        day("note_date", required=True),
        code("customer"),
        text("name", 26),
        code("document_no", 15),
        currency(),
        day("through_day", required=True),
        amount("interest", required=True),
        amount("fixed_sum"),
        Column("state", Type.CHOICE, 11, Role.RESULT, choices=STATES),
        text("note", 24, Role.EDIT),
        code("item_key", 30, detail=True, required=True),
    ),
    ("interest_note", "item_key"),
)

RATES = TableSpec(
    "InterestRates",
    "interest",
    (
        code("series", 30, required=True),
        day("from_day", required=True),
        Column("rate", Type.RATE, 10, required=True),
        text("source", 50),
    ),
    ("series", "from_day"),
)
