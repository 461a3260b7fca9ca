"""The Roll-forward sheet: opening, movements and closing of every account, customer and currency."""

from collections.abc import Sequence

from arrears.core.money import majors
from arrears.core.problems import Problem
from arrears.core.reconciliation.movements import COLUMNS
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value
from arrears.runs.reconciliation.tied import TiedOut


def rollforward_rows(figures: Figures, tied: TiedOut) -> tuple[Rows | None, list[Problem]]:
    """Give the rows by account, customer and currency; columns in which nothing moved are hidden."""
    table = figures.tables.get("RollForward")
    if table is None:
        return None, []
    ledger, roll, names = figures.sub_ledger.ledger, tied.roll, customer_names(figures)
    accounts = [tied.placed.accounts.names[code] for code in roll.account.tolist()]
    customers = [ledger.customers[code] for code in roll.customer.tolist()]
    currencies = [ledger.currencies[code] for code in roll.currency.tolist()]
    closing = majors(roll.closing, currencies)
    difference = majors(roll.closing - tied.ageing, currencies)
    columns: dict[str, Sequence[Value]] = {
        "account": accounts,
        "customer": [customer or None for customer in customers],
        "name": [names.get(customer) for customer in customers],
        "currency": currencies,
        "opening": majors(roll.opening, currencies),
        **{column: majors(roll.moved[:, n], currencies) for n, column in enumerate(COLUMNS)},
        "closing": closing,
        "closing_check": closing,
        "ageing_total": majors(tied.ageing, currencies),
        "difference": difference,
        "difference_check": difference,
        "from_day": [roll.first_day] * len(roll),
        "to_day": [roll.closed] * len(roll),
    }
    rows, lost = rows_by_key(table, ("account", "customer", "currency"), columns)
    hidden = {column: not roll.moved[:, n].any() for n, column in enumerate(COLUMNS)}
    return Rows(rows.table, rows.columns, rows.kept, hidden=hidden), lost
