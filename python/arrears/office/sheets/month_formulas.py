"""The native formulas of opening balances: open items less unapplied receipts make the total."""

from collections.abc import Callable, Mapping

from arrears.office.formula_parts import NOISE, Cell


def _total(cell: Cell) -> str:
    return f'IF({cell("currency")}="","",ROUND({cell("open_items")}-{cell("unapplied")},{NOISE}))'


FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {("Openings", "total_check"): _total}
