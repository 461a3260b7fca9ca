"""Native Excel formulas beside the figures: they recompute a result without Arrears, with constant work per row.

Only functions of Excel 2010 to 2016. Columns of other parts are reached by defined names (``NAMED_COLUMNS``), so that
a book without the part still calculates: the name is never evaluated there.
"""

from collections.abc import Callable, Mapping

from arrears.office.formula_parts import NOISE, Cell, block, own_block
from arrears.office.headings import heading
from arrears.office.sheets import (
    bank_formulas,
    bookkeeping_formulas,
    interest_formulas,
    matching_formulas,
    measure_formulas,
    month_formulas,
    reconciliation_formulas,
)

NAMED_COLUMNS: Mapping[str, tuple[str, str]] = {
    "AllocationItem": ("Allocations", "item"),
    "AllocationAmount": ("Allocations", "amount"),
    "AllocationPosted": ("Allocations", "counted_from"),
    "ReceiptCurrency": ("Receipts", "currency"),
    "ReceiptUnapplied": ("Receipts", "unapplied"),
    **interest_formulas.NAMED_COLUMNS,
    **reconciliation_formulas.NAMED_COLUMNS,
    **bank_formulas.NAMED_COLUMNS,
    **matching_formulas.NAMED_COLUMNS,
    **bookkeeping_formulas.NAMED_COLUMNS,
}
"""Defined names of whole table columns; a book has those of its tables."""

OF_ANY_CURRENCY = ("Interest", "Discounts", "Revaluation", *measure_formulas.OF_ANY_CURRENCY)
"""Tables whose formulas round to the decimals of the row's currency."""

_SPECIAL = frozenset("\t\n\r,:.[]#'\"{}$^&*+=-><\\/()@")
"""Characters that make a column's name stand in brackets of its own (Excel, structured references)."""


def formula(table: str, key: str, language: str) -> str:
    """Give the formula of a CHECK column, as a file holds it, with its leading equals sign.

    >>> formula("Ageing", "total_check", "en")
    '=IF(Ageing[[#This Row],[Currency]]="","",ROUND(SUM(Ageing[[#This Row],[Not due]:[Unapplied credits]]),4))'
    """
    return "=" + _FORMULAS[table, key](lambda column: own(table, column, language))


def own(table: str, key: str, language: str) -> str:
    """Refer to the cell of a column in the formula's own row."""
    return f"{table}[[#This Row],[{_escaped(heading(table, key, language))}]]"


def column(table: str, key: str, language: str) -> str:
    """Refer to a whole column of a table.

    >>> column("Letters", "tracking_no", "en")
    'Letters[[Tracking no.]]'
    """
    return headed(table, heading(table, key, language))


def headed(table: str, text: str) -> str:
    """Refer to a whole column of a table by the heading that it bears."""
    name = _escaped(text)
    return f"{table}[[{name}]]" if _SPECIAL.intersection(text) else f"{table}[{name}]"


def columns_between(table: str, first: str, last: str, language: str) -> str:
    """Refer to the adjoining columns from one to another: buckets and bands may be renamed, their neighbours not."""
    ends = (_escaped(heading(table, key, language)) for key in (first, last))
    return "{}[[{}]:[{}]]".format(table, *ends)


def _escaped(text: str) -> str:
    return "".join("'" + c if c in "[]#'" else c for c in text)


def _balance(cell: Cell) -> str:
    """Nothing before it is posted; then the amount, less the posted part of its own sorted block of allocations.

    The block is checked at both ends: where the rows were re-sorted the formula gives #N/A rather than a wrong figure.
    """
    first, count = cell("first_allocation"), cell("allocation_count")
    last = f"{first}+{count}-1"
    posted = f'IF({cell("posting_date")}="",{cell("document_date")},{cell("posting_date")})'
    amounts, days = block("AllocationAmount", first, last), block("AllocationPosted", first, last)
    ordered = own_block("AllocationItem", cell, first, last)
    allocated = f'IF(N({count})=0,0,IF({ordered},SUMIFS({amounts},{days},"<="&AsOf),NA()))'
    return f'IF({cell("item_key")}="","",IF({posted}>AsOf,0,ROUND({cell("gross")}-{allocated},{NOISE})))'


def _days(cell: Cell) -> str:
    due = f'IF({cell("due_date")}="",{cell("document_date")},{cell("due_date")})'
    late = f"IF({cell('balance_check')}>0,MAX(0,AsOf-{due}),0)"
    return f'IF({cell("item_key")}="","",{late})'


def _bucket(cell: Cell) -> str:
    return _standing(cell, f"LOOKUP({cell('days_check')},BucketFrom,BucketLabel)")


def _band(cell: Cell) -> str:
    """Count the limits that the document's date has passed (BandUntil on Home: the last date past each)."""
    return _standing(cell, f"INDEX(BandLabel,1+SUMPRODUCT(--(BandUntil>={cell('document_date')})))")


def _standing(cell: Cell, when_owed: str) -> str:
    balance = cell("balance_check")
    credit_or_owed = f"IF({balance}<0,UnappliedLabel,{when_owed})"
    return f'IF({cell("item_key")}="","",IF({balance}=0,"",{credit_or_owed}))'


def _ageing_total(cell: Cell) -> str:
    last = cell("unapplied").partition(",")[2]
    parts = cell("not_due").removesuffix("]") + ":" + last
    return f'IF({cell("currency")}="","",ROUND(SUM({parts}),{NOISE}))'


def _unearned(cell: Cell) -> str:
    """What was taken beyond what was granted."""
    beyond = f"ROUND({cell('taken')}-{cell('granted')},{NOISE})"
    return f'IF(OR({cell("item_key")}="",{cell("taken")}=""),"",{beyond})'


_FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("Invoices", "balance_check"): _balance,
    ("Invoices", "days_check"): _days,
    ("Invoices", "bucket_check"): _bucket,
    ("Invoices", "band_check"): _band,
    ("Ageing", "total_check"): _ageing_total,
    **interest_formulas.FORMULAS,
    **measure_formulas.FORMULAS,
    **bank_formulas.FORMULAS,
    **matching_formulas.FORMULAS,
    **month_formulas.FORMULAS,
    **bookkeeping_formulas.FORMULAS,
    ("Discounts", "unearned_check"): _unearned,
    **reconciliation_formulas.FORMULAS,
}
