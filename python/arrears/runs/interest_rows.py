"""The Interest sheet: every slice of every item's interest, as the letters and formulas read them."""

from collections.abc import Sequence

from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value


def interest_rows(figures: Figures) -> tuple[Rows | None, list[Problem]]:
    """Give the slices by item and day, the block of each item beside them."""
    table = figures.tables.get("Interest")
    if table is None:
        return None, []
    ledger, names = figures.sub_ledger.ledger, customer_names(figures)
    documents = figures.tables["Invoices"].column("document_no")
    slices = list(figures.interest.slices)
    first: dict[int, int] = {}
    count: dict[int, int] = {}
    for position, one in enumerate(slices, 1):
        first.setdefault(one.item, position)
        count[one.item] = count.get(one.item, 0) + 1
    customers = [ledger.customers[ledger.items.customer[one.item]] for one in slices]
    currencies = [ledger.currencies[ledger.items.currency[one.item]] for one in slices]
    amounts = [to_major(one.amount, code) for one, code in zip(slices, currencies, strict=True)]
    columns: dict[str, Sequence[Value]] = {
        "customer": customers,
        "name": [names.get(customer) for customer in customers],
        "document_no": [documents[figures.sub_ledger.item_rows[one.item]] for one in slices],
        "currency": currencies,
        "from_day": [one.from_day for one in slices],
        "to_day": [one.to_day for one in slices],
        "days": [one.days for one in slices],
        "balance": [to_major(one.balance, code) for one, code in zip(slices, currencies, strict=True)],
        "rate": [one.rate for one in slices],
        "year_days": [one.year_days for one in slices],
        "amount": amounts,
        "amount_check": amounts,
        "source": [one.source or None for one in slices],
        "item_key": [ledger.items.key[one.item] for one in slices],
        "first_slice": [first[one.item] for one in slices],
        "slice_count": [count[one.item] for one in slices],
    }
    return rows_by_key(table, ("item_key", "from_day"), columns)
