"""The tables of what the general ledger must hear: postings and their accounts, credit balances, rates, bills."""

from arrears.core.bookkeeping.bills import BILL_KINDS, BILL_STATES
from arrears.core.bookkeeping.postings import USES
from arrears.core.bookkeeping.revaluation import QUOTATIONS, RATE_KINDS
from arrears.core.ledger import STATES
from arrears.office.table_spec import Column, Role, TableSpec, Type, amount, code, count, currency, day, text
from arrears.runs.bookkeeping.posting_kinds import POSTING_KINDS

ACCOUNTS = TableSpec(
    "Accounts",
    "postings",
    (
        Column("use", Type.CHOICE, 27, Role.RESULT, choices=USES),
        Column("currency", Type.CODE, 10, Role.EDIT),
        Column("account", Type.CODE, 16, Role.EDIT),
        text("account_name", 30, Role.EDIT),
        Column("tax_code", Type.CODE, 10, Role.EDIT),
        text("note", 60, Role.EDIT),
    ),
    ("use", "currency"),
    proposed=("account", "account_name", "note"),
)

POSTINGS = TableSpec(
    "Postings",
    "postings",
    (
        code("voucher", 13),
        count("line"),
        day("posting_date", Role.RESULT),
        Column("kind", Type.CHOICE, 20, Role.RESULT, choices=POSTING_KINDS),
        Column("account", Type.CODE, 13, Role.RESULT),
        amount("debit", Role.RESULT),
        amount("credit", Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("base_debit", Role.RESULT),
        amount("base_credit", Role.RESULT),
        amount("voucher_check", Role.CHECK),
        Column("tax_code", Type.CODE, 9, Role.RESULT),
        text("text", 44, Role.RESULT),
        Column("customer", Type.CODE, 13, Role.RESULT),
        Column("document_no", Type.CODE, 16, Role.RESULT),
        Column("state", Type.CHOICE, 11, Role.RESULT, choices=STATES),
        text("exported", 22, Role.RESULT),
        Column("erp_document_no", Type.CODE, 16, Role.EDIT),
        text("note", 24, Role.EDIT),
        Column("use", Type.CHOICE, 18, Role.RESULT, detail=True, choices=USES),
        text("source", 40, Role.RESULT, detail=True),
        Column("line_document", Type.CODE, 24, Role.RESULT, detail=True),
        count("first_line", detail=True),
        count("line_count", detail=True),
    ),
    ("voucher", "line"),
)

RECLASSIFICATION = TableSpec(
    "Reclassification",
    "postings",
    (
        code("customer"),
        text("name", 28, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("debit_balance", Role.RESULT),
        amount("credit_balance", Role.RESULT),
        amount("balance", Role.RESULT),
        amount("balance_check", Role.CHECK),
        amount("to_reclassify", Role.RESULT),
        amount("to_reclassify_check", Role.CHECK),
        amount("base_to_reclassify", Role.RESULT),
        day("reversed_on", Role.RESULT),
        text("note", 24, Role.EDIT),
        count("ageing_row", detail=True),
    ),
    ("customer", "currency"),
)

EXCHANGE_RATES = TableSpec(
    "ExchangeRates",
    "fx",
    (
        currency(),
        day("rate_date", required=True),
        Column("kind", Type.CHOICE, 12, choices=RATE_KINDS),
        Column("rate", Type.RATE, 13, required=True),
        Column("units", Type.COUNT, 9),
        Column("quotation", Type.CHOICE, 16, choices=QUOTATIONS),
        text("source", 40),
        text("note", 24, Role.EDIT),
    ),
    ("currency", "rate_date", "kind"),
)

REVALUATION = TableSpec(
    "Revaluation",
    "fx",
    (
        code("customer"),
        text("name", 26, Role.RESULT),
        Column("document_no", Type.CODE, 16, Role.RESULT),
        Column("currency", Type.CODE, 10, Role.RESULT),
        amount("balance", Role.RESULT),
        Column("rate", Type.RATE, 12, Role.RESULT),
        count("units"),
        Column("quotation", Type.CHOICE, 15, Role.RESULT, choices=QUOTATIONS),
        amount("base_booked", Role.RESULT),
        amount("base_revalued", Role.RESULT),
        amount("base_revalued_check", Role.CHECK),
        amount("base_difference", Role.RESULT),
        amount("base_difference_check", Role.CHECK),
        day("reversed_on", Role.RESULT),
        text("note", 24, Role.EDIT),
        Column("base_currency", Type.CODE, 10, Role.RESULT, detail=True),
        Column("inverse", Type.COUNT, 10, Role.RESULT, detail=True),
        Column("item_key", Type.CODE, 30, Role.RESULT, detail=True),
    ),
    ("item_key",),
)

BILLS = TableSpec(
    "Bills",
    "bills",
    (
        Column("kind", Type.CHOICE, 20, required=True, choices=BILL_KINDS),
        code("number", 24, required=True),
        code("customer", required=True),
        text("name", 24, Role.RESULT),
        text("acceptor", 22),
        currency(),
        amount("amount", required=True),
        day("received", required=True),
        day("maturity"),
        Column("state", Type.CHOICE, 13, Role.RESULT, choices=BILL_STATES),
        code("item", 28),
        day("endorsed_on"),
        day("discounted_on"),
        day("collected_on"),
        day("dishonoured_on"),
        Column("recourse", Type.YES, 10),
        amount("under_way", Role.RESULT),
        amount("at_risk", Role.RESULT),
        amount("at_risk_check", Role.CHECK),
        text("note", 24, Role.EDIT),
        text("drawer", 22, detail=True),
        text("endorsed_to", 20, detail=True),
        amount("discount_cost", detail=True),
        amount("base_amount", detail=True),
        count("recourse_counts", detail=True),
    ),
    ("number", "item"),
)
SPECS = (ACCOUNTS, POSTINGS, RECLASSIFICATION, EXCHANGE_RATES, REVALUATION, BILLS)
