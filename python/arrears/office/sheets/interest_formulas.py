"""The formulas beside interest: they recompute slices, totals and what is left to charge without Arrears."""

from collections.abc import Callable, Mapping

from arrears.office.formula_parts import NOISE, Cell, block, decimals, own_block


def _slice(cell: Cell) -> str:
    """Round a slice; the last of a group takes what the group's rounded interest leaves after the others' amounts.

    What is capped takes no more than the cap leaves. Slices by the day round the interest of one day.
    """
    first, count, places = cell("first_slice"), cell("slice_count"), decimals(cell("currency"))
    last = f"{first}+{count}-1"
    bearing = f"({cell('balance')}+{cell('capitalised')})*{cell('rate')}"
    simple = f"ROUND({bearing}*{cell('days')}/(100*{cell('year_days')}),{places})"
    daily = f"ROUND({bearing}/(100*{cell('year_days')}),{places})*{cell('days')}"
    guarded = f"IF({own_block('InterestItem', cell, first, last)},{_exact(first, last)},NA())"
    others = f"SUM({block('InterestAmount', first, f'{last}-1')})"
    residual = f"ROUND(ROUND({guarded},{places})-{others},{NOISE})"
    is_last = f"AND(N({count})>1,{_ROW}=N({first})+N({count})-1)"
    uncapped = f'IF({cell("daily")}<>"",{daily},IF({is_last},{residual},{simple}))'
    first_of_item = cell("first_of_item")
    before = f"IF({_ROW}=N({first_of_item}),0,SUM({block('InterestAmount', first_of_item, f'{_ROW}-1')}))"
    capped = f"MIN({uncapped},ROUND({cell('cap')}-{before},{NOISE}))"
    return f'IF({cell("item_key")}="","",IF({cell("cap")}="",{uncapped},{capped}))'


def _capitalised(cell: Cell) -> str:
    """Add up the group's exact interest before the first slice with the same interest added, less what was paid off."""
    first = cell("first_slice")
    same = block("InterestCapitalised", first, _ROW)
    last = f"{first}+MATCH({cell('capitalised')},{same},0)-2"
    earned = f"IF(MATCH({cell('capitalised')},{same},0)=1,0,{_exact(first, last)})"
    guarded = f"IF(INDEX(InterestItem,{first})={cell('item_key')},ROUND({earned}-{cell('interest_paid')},{_FINE}),NA())"
    return f'IF({cell("item_key")}="","",IF(N({cell("capitalised")})=0,0,{guarded}))'


def _exact(first: str, last: str) -> str:
    """Give the interest of some rows, unrounded."""
    balances, added = block("InterestBalance", first, last), block("InterestCapitalised", first, last)
    factors = f"(({balances})+({added}))*({block('InterestRate', first, last)})*({block('InterestDays', first, last)})"
    return f"SUMPRODUCT({factors}/(100*({block('InterestYearDays', first, last)})))"


_FINE = 6
"""Decimals to which interest that itself bears interest is compared."""
_ROW = "(ROW()-ROW(INDEX(InterestItem,1))+1)"
"""The formula's own row in the table, from 1."""


def _total(cell: Cell) -> str:
    total = _sum_of_block("InterestAmount", "InterestItem", cell, "first_slice", "slice_count")
    return f'IF({cell("item_key")}="","",{total})'


def _to_charge(cell: Cell) -> str:
    charged = _sum_of_block("ChargedInterest", "ChargedItem", cell, "first_charge", "charge_count")
    return f'IF({cell("item_key")}="","",ROUND({cell("interest_check")}-{charged},{NOISE}))'


def _sum_of_block(amounts: str, keys: str, cell: Cell, first_row: str, row_count: str) -> str:
    first, count = cell(first_row), cell(row_count)
    last = f"{first}+{count}-1"
    total = f"ROUND(SUM({block(amounts, first, last)}),{NOISE})"
    return f"IF(N({count})=0,0,IF({own_block(keys, cell, first, last)},{total},NA()))"


NAMED_COLUMNS: Mapping[str, tuple[str, str]] = {
    "InterestItem": ("Interest", "item_key"),
    "InterestBalance": ("Interest", "balance"),
    "InterestCapitalised": ("Interest", "capitalised"),
    "InterestRate": ("Interest", "rate"),
    "InterestDays": ("Interest", "days"),
    "InterestYearDays": ("Interest", "year_days"),
    "InterestAmount": ("Interest", "amount"),
    "ChargedItem": ("InterestCharges", "item_key"),
    "ChargedInterest": ("InterestCharges", "interest"),
}
"""Defined names of whole table columns that these formulas read."""
FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("Interest", "amount_check"): _slice,
    ("Interest", "capitalised_check"): _capitalised,
    ("InterestTotals", "interest_check"): _total,
    ("InterestTotals", "to_charge_check"): _to_charge,
}
"""By table and column."""
