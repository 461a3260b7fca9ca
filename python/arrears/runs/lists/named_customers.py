"""Customers that a list calls by name where the book knows them by number."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from arrears.core.problems import Place, Problem
from arrears.runs.ports import Listing, Sheets, Table, Value

_BY_CUSTOMER = frozenset({"open-items", "invoices", "ledger", "receipts", "allocations", "balances"})


def with_numbers(sheets: Sheets, listing: Listing) -> Listing:
    """Give the list with the number of each customer that it calls by a name which one customer of the book bears.

    Blanks, case and width of the letters do not count. Where none or several bear the name it stays, with a problem,
    unless the book itself goes by names.
    """
    if listing.kind not in _BY_CUSTOMER or "customer" not in listing.columns or not sheets.has("Customers"):
        return listing
    bearers, by_number = _bearers(sheets.read("Customers")["Customers"])
    if not by_number:
        return listing
    numbers: dict[str, str] = {}
    problems = []
    for row, name in _called_by_name(listing):
        if name in numbers:
            continue
        found = bearers.get(folded(name), [])
        numbers[name] = name if name in found or len(found) != 1 else found[0]
        if len(found) != 1 and name not in found:
            place = Place(file=listing.file, row=listing.source_rows[row])
            problems.append(Problem("customer-by-name", place, name, values={"count": str(len(found))}))
    if not numbers:
        return listing
    customers: list[Value] = list(listing.column("customer"))
    for row, name in _called_by_name(listing):
        customers[row] = numbers[name]
    columns: Mapping[str, Sequence[Value]] = {**listing.columns, "customer": customers}
    return replace(listing, columns=columns, problems=(*listing.problems, *problems))


def folded(name: str) -> str:
    """Fold blanks, case and width.

    >>> folded(" ＡＬＤＥＲ  Ltd ") == folded("Alder Ltd")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _bearers(table: Table) -> tuple[dict[str, list[str]], bool]:
    """Give the customers that bear each folded name, and whether any has a number beside its name."""
    bearers: dict[str, list[str]] = {}
    by_number = False
    for customer, name in zip(table.column("customer"), table.column("name"), strict=True):
        if customer is None:
            continue
        names = {folded(str(customer)), folded(str(name or customer))}
        by_number = by_number or len(names) > 1
        for one in names:
            bearers.setdefault(one, []).append(str(customer))
    return bearers, by_number


def _called_by_name(listing: Listing) -> list[tuple[int, str]]:
    """Give the rows whose customer is the name: what the readers put where a list has no number."""
    pairs = enumerate(zip(listing.column("customer"), listing.column("name"), strict=True))
    return [(row, str(customer)) for row, (customer, name) in pairs if customer is not None and customer == name]
