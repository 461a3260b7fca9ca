"""What journal lines are about: the kinds of decisions that the ledger must hear."""

POSTING_KINDS = (
    "cash",
    "credit",
    "discount",
    "write-off",
    "exchange",
    "bank charge",
    "withholding tax",
    "contra",
    "rounding",
    "interest note",
    "fee",
    "receipt",
    "returned payment",
    "receipt undone",
    "refund",
    "bill taken",
    "bill endorsed",
    "bill discounted",
    "bill collected",
    "bill dishonoured",
    "reclassification",
    "reclassification reversed",
    "revaluation",
    "revaluation reversed",
)
ALLOCATED = (
    "cash", "credit", "discount", "write-off", "exchange", "bank charge", "withholding tax", "contra", "rounding",
)  # fmt: skip
"""Kinds of allocations that book by themselves; a bill's do through its own events, lists' are booked already."""
MONTH_END = ("reclassification", "reclassification reversed", "revaluation", "revaluation reversed")
