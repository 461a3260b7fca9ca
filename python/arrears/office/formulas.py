"""Native Excel formulas beside the figures: they recompute a result without Arrears, with constant work per row.

Only functions of Excel 2010 to 2016. Columns of other parts are reached by defined names (``NAMED_COLUMNS``), so that
a book without the part still calculates: the name is never evaluated there.
"""

from collections.abc import Callable, Mapping

from arrears.core.money import CURRENCIES, exponent
from arrears.office.headings import heading

NAMED_COLUMNS: Mapping[str, tuple[str, str]] = {
    "AllocationItem": ("Allocations", "item"),
    "AllocationAmount": ("Allocations", "amount"),
    "AllocationPosted": ("Allocations", "counted_from"),
    "ReceiptCurrency": ("Receipts", "currency"),
    "ReceiptUnapplied": ("Receipts", "unapplied"),
    "InterestItem": ("Interest", "item_key"),
    "InterestBalance": ("Interest", "balance"),
    "InterestRate": ("Interest", "rate"),
    "InterestDays": ("Interest", "days"),
    "InterestYearDays": ("Interest", "year_days"),
    "InterestAmount": ("Interest", "amount"),
}
"""Defined names of whole table columns; a book has those of its tables."""

NAMED_CURRENCIES: Mapping[str, int] = {"NoDecimals": 0, "ThreeDecimals": 3, "FourDecimals": 4}
"""Defined names of lists of currencies, by their decimals; a book with the interest part has them."""

_NOISE = 4
"""Decimals to which sums are rounded: the most a currency has (ISO 4217), so only float noise goes."""

_SPECIAL = frozenset("\t\n\r,:.[]#'\"{}$^&*+=-><\\/()@")
"""Characters that make a column's name stand in brackets of its own (Excel, structured references)."""

Cell = Callable[[str], str]


def formula(table: str, key: str, language: str) -> str:
    """Give the formula of a CHECK column, as a file holds it, with its leading equals sign.

    >>> formula("Ageing", "total_check", "en")
    '=IF(Ageing[[#This Row],[Customer]]="","",ROUND(SUM(Ageing[[#This Row],[Not due]:[Unapplied credits]]),4))'
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
    text = heading(table, key, language)
    name = _escaped(text)
    return f"{table}[[{name}]]" if _SPECIAL.intersection(text) else f"{table}[{name}]"


def columns_between(table: str, first: str, last: str, language: str) -> str:
    """Refer to the adjoining columns from one to another: buckets and bands may be renamed, their neighbours not."""
    ends = (_escaped(heading(table, key, language)) for key in (first, last))
    return "{}[[{}]:[{}]]".format(table, *ends)


def decimals(currency: str) -> str:
    """Give the decimals of the currency in a cell (ISO 4217), as a formula."""
    more = (f"{places - 2:+}*ISNUMBER(FIND({currency},{name}))" for name, places in NAMED_CURRENCIES.items())
    return f"(2{''.join(more)})"


def currencies_of(places: int) -> str:
    """List the currencies with so many decimals, as formulas and conditional formats search them."""
    return " ".join(sorted(code for code in CURRENCIES if exponent(code) == places))


def _escaped(text: str) -> str:
    return "".join("'" + c if c in "[]#'" else c for c in text)


def _balance(cell: Cell) -> str:
    """Nothing before it is posted; then the amount, less the posted part of its own sorted block of allocations.

    The block is checked at both ends: where the rows were re-sorted the formula gives #N/A rather than a wrong figure.
    """
    first, count = cell("first_allocation"), cell("allocation_count")
    last = f"{first}+{count}-1"
    posted = f'IF({cell("posting_date")}="",{cell("document_date")},{cell("posting_date")})'
    amounts, days = _block("AllocationAmount", first, last), _block("AllocationPosted", first, last)
    own_block = _own_block("AllocationItem", cell, first, last)
    allocated = f'IF(N({count})=0,0,IF({own_block},SUMIFS({amounts},{days},"<="&AsOf),NA()))'
    return f'IF({cell("item_key")}="","",IF({posted}>AsOf,0,ROUND({cell("gross")}-{allocated},{_NOISE})))'


def _block(column_name: str, first: str, last: str) -> str:
    return f"INDEX({column_name},{first}):INDEX({column_name},{last})"


def _own_block(keys: str, cell: Cell, first: str, last: str) -> str:
    ends = (f"INDEX({keys},{row})={cell('item_key')}" for row in (first, last))
    return f"AND({','.join(ends)})"


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
    return f'IF({cell("customer")}="","",ROUND(SUM({parts}),{_NOISE}))'


def _interest(cell: Cell) -> str:
    """Round a slice; the last of an item takes what its rounded interest leaves after the amounts of the others."""
    first, count, places = cell("first_slice"), cell("slice_count"), decimals(cell("currency"))
    last = f"{first}+{count}-1"
    simple = f"{cell('balance')}*{cell('rate')}*{cell('days')}/(100*{cell('year_days')})"
    factors = ("InterestBalance", "InterestRate", "InterestDays")
    product = "*".join(f"({_block(name, first, last)})" for name in factors)
    exact = f"SUMPRODUCT({product}/(100*({_block('InterestYearDays', first, last)})))"
    charged = f"SUM({_block('InterestAmount', first, f'{last}-1')})"
    guarded = f"IF({_own_block('InterestItem', cell, first, last)},{exact},NA())"
    residual = f"ROUND(ROUND({guarded},{places})-{charged},{_NOISE})"
    is_last = f"AND(N({count})>1,ROW()-ROW(INDEX(InterestItem,1))+1=N({first})+N({count})-1)"
    return f'IF({cell("item_key")}="","",IF({is_last},{residual},ROUND({simple},{places})))'


def _difference(cell: Cell) -> str:
    return f'IF({cell("account")}="","",ROUND({cell("balance")}-{cell("open_items")},{_NOISE}))'


_FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("Invoices", "balance_check"): _balance,
    ("Invoices", "days_check"): _days,
    ("Invoices", "bucket_check"): _bucket,
    ("Invoices", "band_check"): _band,
    ("Ageing", "total_check"): _ageing_total,
    ("Interest", "amount_check"): _interest,
    ("ControlAccounts", "difference_check"): _difference,
}
