"""The formulas beside proposed matches: what each row leaves of its item, what each receipt keeps on account."""

from collections.abc import Callable, Mapping

from arrears.office.formula_parts import NOISE, Cell, block

NAMED_COLUMNS: Mapping[str, tuple[str, str]] = {
    "MatchSource": ("Matching", "source"),
    "MatchPaid": ("Matching", "paid"),
}


def _left(cell: Cell) -> str:
    """Take from what is open what other rows of the sheet take before, what is paid and what is deducted."""
    left = f"{cell('open')}-N({cell('taken_before')})-N({cell('paid')})-N({cell('deducted')})"
    return f'IF({cell("open")}="","",ROUND({left},{NOISE}))'


def _unassigned(cell: Cell) -> str:
    """Take from what was received what the rows of the receipt pay; they stand together, checked at both ends."""
    first, count = cell("first_row"), cell("row_count")
    last = f"{first}+{count}-1"
    ends = ",".join(f"INDEX(MatchSource,{row})={cell('source')}" for row in (first, last))
    rest = f"ROUND({cell('received')}-SUM({block('MatchPaid', first, last)}),{NOISE})"
    return f'IF(N({count})=0,"",IF(AND({ends}),{rest},NA()))'


FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("Matching", "left_check"): _left,
    ("Matching", "unassigned_check"): _unassigned,
}
