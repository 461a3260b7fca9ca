"""What native formulas are made of: the decimals of a row's currency, and sorted blocks of other tables."""

from collections.abc import Callable, Mapping

from arrears.core.money import CURRENCIES, exponent

NAMED_CURRENCIES: Mapping[str, int] = {"NoDecimals": 0, "ThreeDecimals": 3, "FourDecimals": 4}
"""Defined names of lists of currencies, by their decimals; a book whose formulas round by currency has them."""

NOISE = 4
"""Decimals to which sums are rounded: the most a currency has (ISO 4217), so only float noise goes."""

Cell = Callable[[str], str]
"""Gives the reference to a cell of the formula's own row by column key."""


def decimals(currency: str) -> str:
    """Give the decimals of the currency in a cell (ISO 4217), as a formula."""
    more = (f"{places - 2:+}*ISNUMBER(FIND({currency},{name}))" for name, places in NAMED_CURRENCIES.items())
    return f"(2{''.join(more)})"


def currencies_of(places: int) -> str:
    """List the currencies with so many decimals, as formulas and conditional formats search them."""
    return " ".join(sorted(code for code in CURRENCIES if exponent(code) == places))


def block(column_name: str, first: str, last: str) -> str:
    """Refer to rows of a named column, counted from 1."""
    return f"INDEX({column_name},{first}):INDEX({column_name},{last})"


def own_block(keys: str, cell: Cell, first: str, last: str) -> str:
    """Check a block at both ends, so that a formula gives #N/A rather than a wrong figure where rows were re-sorted."""
    ends = (f"INDEX({keys},{row})={cell('item_key')}" for row in (first, last))
    return f"AND({','.join(ends)})"
