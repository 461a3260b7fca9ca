"""The bank part's native formulas: opening balance and lines make the closing balance, account by account."""

from collections.abc import Callable, Mapping

from arrears.office.formula_parts import NOISE, Cell

NAMED_COLUMNS: Mapping[str, tuple[str, str]] = {
    "BankLineAccount": ("Bank", "account"),
    "BankLineCurrency": ("Bank", "currency"),
    "BankLineBooked": ("Bank", "booking_date"),
    "BankLineAmount": ("Bank", "amount"),
}


def _closing(cell: Cell) -> str:
    """Add the account's lines from its opening on to the opening balance.

    One pass over the lines for each account, and there are few accounts. SUMPRODUCT compares account numbers as text;
    SUMIFS would take long ones for numbers and see no difference after the fifteenth digit.
    """
    own = f"(BankLineAccount={cell('account')})*(BankLineCurrency={cell('currency')})"
    since = f"(BankLineBooked>={cell('opening_date')})"
    lines = f"SUMPRODUCT({own}*{since},BankLineAmount)"
    return f'IF(OR({cell("account")}="",{cell("opening")}=""),"",ROUND({cell("opening")}+{lines},{NOISE}))'


def _difference(cell: Cell) -> str:
    closing, check = cell("closing"), cell("closing_check")
    return f'IF(OR({closing}="",{check}=""),"",ROUND({closing}-{check},{NOISE}))'


FORMULAS: Mapping[tuple[str, str], Callable[[Cell], str]] = {
    ("BankAccounts", "closing_check"): _closing,
    ("BankAccounts", "difference_check"): _difference,
}
