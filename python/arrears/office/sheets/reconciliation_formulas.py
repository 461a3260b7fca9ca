"""The formulas of the tie-out: each line of the reconciliation is added up again from the sheet it comes from."""

from collections.abc import Callable, Mapping

from arrears.core.reconciliation.movements import COLUMNS
from arrears.office.formula_parts import NOISE, Cell, block
from arrears.runs.reconciliation.lines import CAUSE, CONTROL, LAST_OF_ROLL_FORWARD


def _closing(cell: Cell) -> str:
    last = cell(COLUMNS[-1]).partition(",")[2]
    parts = cell("opening").removesuffix("]") + ":" + last
    return f'IF({cell("currency")}="","",ROUND(SUM({parts}),{NOISE}))'


def _against_ageing(cell: Cell) -> str:
    difference = f"ROUND({cell('closing_check')}-{cell('ageing_total')},{NOISE})"
    return f'IF({cell("currency")}="","",{difference})'


def _line(cell: Cell) -> str:
    """Add a line up anew: of the roll-forward, of the control accounts, of the differences, or the lines above it."""
    own = f"RollForwardAccount,{cell('account')},RollForwardCurrency,{cell('currency')}"
    of_roll = f"SUMIFS(INDEX(RollForwardOpening:RollForwardAgeing,0,{cell('source')}),{own})"
    of_account = (
        f"SUMIFS(ControlBalance,ControlTiedAs,{cell('account')},ControlCurrency,{cell('currency')},ControlDate,AsOf)"
    )
    of_cause = (
        f"SUMIFS(DifferenceCounted,DifferenceTiedAs,{cell('account')},DifferenceCurrency,{cell('currency')},"
        f"DifferenceCause,{cell('line')})"
    )
    first = cell("first_line")
    last = f"{first}+{cell('line_count')}-1"
    weights, amounts = block("ReconciliationWeight", first, last), block("ReconciliationAmount", first, last)
    unknown = f"SUMPRODUCT(({weights})*({amounts}))"
    source = cell("source")
    chosen = (
        f"IF({source}<={LAST_OF_ROLL_FORWARD},{of_roll},"
        f"IF({source}={CONTROL},{of_account},IF({source}={CAUSE},{of_cause},{unknown})))"
    )
    return f'IF(OR({cell("currency")}="",{cell("amount")}=""),"",ROUND({chosen},{NOISE}))'


def _counted(cell: Cell) -> str:
    """Count a difference from its day until it was cleared."""
    stands = f'AND({cell("entry_date")}<=AsOf,OR({cell("cleared_on")}="",{cell("cleared_on")}>AsOf))'
    return f'IF({cell("amount")}="","",IF({stands},{cell("amount")},0))'


def _compared(cell: Cell) -> str:
    difference = f"ROUND(N({cell('finance_amount')})-N({cell('sales_amount')}),{NOISE})"
    return f'IF({cell("currency")}="","",{difference})'


def _control_difference(cell: Cell) -> str:
    difference = f"ROUND({cell('open_items')}-{cell('balance')},{NOISE})"
    return f'IF({cell("open_items")}="","",{difference})'


def _control_unknown(cell: Cell) -> str:
    unknown = f"ROUND({cell('open_items')}-{cell('balance')}-{cell('explained')},{NOISE})"
    return f'IF({cell("open_items")}="","",{unknown})'


NAMED_COLUMNS: Mapping[str, tuple[str, str]] = {
    "RollForwardAccount": ("RollForward", "account"),
    "RollForwardCurrency": ("RollForward", "currency"),
    "RollForwardOpening": ("RollForward", "opening"),
    "RollForwardAgeing": ("RollForward", "ageing_total"),
    "ControlTiedAs": ("ControlAccounts", "tied_as"),
    "ControlCurrency": ("ControlAccounts", "currency"),
    "ControlDate": ("ControlAccounts", "balance_date"),
    "ControlBalance": ("ControlAccounts", "balance"),
    "DifferenceTiedAs": ("Differences", "tied_as"),
    "DifferenceCurrency": ("Differences", "currency"),
    "DifferenceCause": ("Differences", "cause"),
    "DifferenceCounted": ("Differences", "counted"),
    "ReconciliationCurrency": ("Reconciliation", "currency"),
    "ReconciliationSource": ("Reconciliation", "source"),
    "ReconciliationWeight": ("Reconciliation", "weight"),
    "ReconciliationAmount": ("Reconciliation", "amount"),
}
"""Defined names of whole table columns that these formulas read."""
FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("ControlAccounts", "difference_check"): _control_difference,
    ("ControlAccounts", "unknown_check"): _control_unknown,
    ("RollForward", "closing_check"): _closing,
    ("RollForward", "difference_check"): _against_ageing,
    ("Reconciliation", "amount_check"): _line,
    ("Differences", "counted_check"): _counted,
    ("ListComparison", "difference_check"): _compared,
}
"""By table and column."""
