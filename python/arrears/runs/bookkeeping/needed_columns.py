"""Columns without which a decision cannot be told from what the ledger has: an older sheet may lack them."""

from arrears.core.problems import Place
from arrears.errors import BookRefused
from arrears.runs.ports import Table
from arrears.texts import headings

DECIDED = ("state", "reference")
"""What a row of Allocations that was decided here bears: that it is to post, and the bill or agreement behind it."""


def refuse_without(table: Table, language: str, keys: tuple[str, ...] = DECIDED) -> None:
    """Refuse a sheet that lacks columns, naming them."""
    known = headings(language)["columns"]
    missing = ", ".join(known[key] for key in keys if key not in table.columns)
    if missing:
        raise BookRefused("column-missing", Place(sheet=table.sheet), missing, table=table.name, columns=missing)
