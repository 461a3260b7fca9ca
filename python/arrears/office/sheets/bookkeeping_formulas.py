"""The formulas beside postings, credit balances, revaluation and bills: they recompute them without Arrears."""

from collections.abc import Callable, Mapping

from arrears.office.formula_parts import NOISE, Cell, block, decimals


def _voucher(cell: Cell) -> str:
    """Debit less credit of the voucher in base currency; #N/A where its lines were torn apart by sorting."""
    first, last = cell("first_line"), f"{cell('first_line')}+{cell('line_count')}-1"
    together = ",".join(f"INDEX(PostingVoucher,{row})={cell('voucher')}" for row in (first, last))
    sums = (f"SUM({block(name, first, last)})" for name in ("PostingDebit", "PostingCredit"))
    return f'IF({cell("voucher")}="","",IF(AND({together}),ROUND({"-".join(sums)},{NOISE}),NA()))'


def _balance(cell: Cell) -> str:
    row = cell("ageing_row")
    own = f"AND(INDEX(AgeingCustomer,{row})={cell('customer')},INDEX(AgeingCurrency,{row})={cell('currency')})"
    return f'IF({cell("customer")}="","",IF({own},INDEX(AgeingTotal,{row}),NA()))'


def _to_reclassify(cell: Cell) -> str:
    net = f"ROUND({cell('debit_balance')}+{cell('credit_balance')},{NOISE})"
    return f'IF({cell("customer")}="","",MAX(0,-{net}))'


def _revalued(cell: Cell) -> str:
    """By the rate as it is quoted: so much base currency for so many units, or the other way round (inverse 1)."""
    rate, units = cell("rate"), cell("units")
    quoted = f"IF({cell('inverse')}=1,{cell('balance')}*{units}/{rate},{cell('balance')}*{rate}/{units})"
    known = f'OR({cell("item_key")}="",{rate}="")'
    return f'IF({known},"",ROUND({quoted},{decimals(cell("base_currency"))}))'


def _difference(cell: Cell) -> str:
    revalued, booked = cell("base_revalued_check"), cell("base_booked")
    return f'IF({revalued}="","",ROUND({revalued}-{booked},{NOISE}))'


def _at_risk(cell: Cell) -> str:
    def by_now(*keys: str) -> str:
        return f"OR({','.join(f'AND({cell(key)}<>{_BLANK},{cell(key)}<=AsOf)' for key in keys)})"

    gone = f"AND({by_now('endorsed_on', 'discounted_on')},N({cell('recourse_counts')})=0)"
    over = f"OR({cell('received')}>AsOf,{by_now('collected_on', 'dishonoured_on')},{gone})"
    return f'IF({cell("number")}="","",IF({over},0,{cell("amount")}))'


_BLANK = '""'
NAMED_COLUMNS: Mapping[str, tuple[str, str]] = {
    "PostingVoucher": ("Postings", "voucher"),
    "PostingDebit": ("Postings", "base_debit"),
    "PostingCredit": ("Postings", "base_credit"),
    "AgeingCustomer": ("Ageing", "customer"),
    "AgeingCurrency": ("Ageing", "currency"),
    "AgeingTotal": ("Ageing", "total"),
}
"""Defined names of whole table columns that these formulas read."""
FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("Postings", "voucher_check"): _voucher,
    ("Reclassification", "balance_check"): _balance,
    ("Reclassification", "to_reclassify_check"): _to_reclassify,
    ("Revaluation", "base_revalued_check"): _revalued,
    ("Revaluation", "base_difference_check"): _difference,
    ("Bills", "at_risk_check"): _at_risk,
}
"""By table and column."""
