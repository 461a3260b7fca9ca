"""The tables of the bank part: the lines of bank statements, and the accounts they are drawn up for."""

from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, currency, day, text
from arrears.runs.bank_states import STATES

BANK = TableSpec(
    "Bank",
    "bank",
    (
        code("account", 25, required=True),
        currency(),
        day("booking_date", required=True),
        day("value_date"),
        amount("amount", required=True),
        text("payer", 26),
        text("reference", 44),
        Column("state", Type.CHOICE, 14, Role.EDIT, choices=STATES),
        code("receipt", 15),
        text("note", 22, Role.EDIT),
        code("payer_account", 25, detail=True),
        code("end_to_end", 20, detail=True),
        code("bank_reference", 20, detail=True),
        text("kind", 18, detail=True),
        amount("balance", detail=True),
        text("statement", 16, detail=True),
        code("line_key", 40, detail=True, required=True),
    ),
    ("line_key",),
    proposed=("state",),
)

BANK_ACCOUNTS = TableSpec(
    "BankAccounts",
    "bank",
    (
        code("account", 24, required=True),
        currency(),
        text("name", 28, Role.EDIT),
        Column("control_account", Type.CODE, 14, Role.EDIT),
        text("last_statement", 18, Role.RESULT),
        day("last_date", Role.RESULT),
        day("opening_date", Role.RESULT),
        amount("opening", Role.RESULT),
        amount("closing", Role.RESULT),
        amount("closing_check", Role.CHECK),
        amount("difference_check", Role.CHECK),
        text("note", 30, Role.EDIT),
    ),
    ("account", "currency"),
)
