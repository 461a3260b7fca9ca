"""Months in a row: tied out to the cent, rebuilt as frozen, a planted cent found and named."""

from copy import deepcopy
from decimal import Decimal

from tests.books import no_rates
from tests.months import Trade
from tests.twelve_months import KEYS, Year

from arrears.runs.figures import figures_of
from arrears.runs.month.lock_check import lock_faults
from arrears.runs.month.month_log import opening_day
from arrears.runs.reconciliation.tied import tie_out_of
from arrears.runs.refresh import refresh

CENT = Decimal("0.01")


def test_months_in_a_row_tie_out_and_any_day_of_them_is_rebuilt():
    year = Year(Trade(7)).run(3)
    assert (len(year.closed), year.corrected >= 1, year.expect_rebuilt() > 30) == (3, True, True)


def test_a_planted_cent_is_found_and_named():
    year = Year(Trade(8, invoices=5)).run(2)
    book, journal = deepcopy(year.closed[-1]), year.journal
    opened = opening_day(book.read("Months")["Months"])
    rows = book.rows("Invoices")
    for row, item in enumerate(rows):
        if item["currency"] != "EUR":
            continue
        spoilt = deepcopy(book)
        spoilt.tables["Invoices"]["gross"][row] += CENT
        [fault] = lock_faults(spoilt, journal, KEYS)
        assert (fault.name, fault.where.cell[-1:]) == (
            "locked-cell-changed",
            str(spoilt.read("Invoices")["Invoices"].rows[row])[-1],
        )
        problems = refresh(spoilt, None, no_rates).problems
        points = tie_out_of(figures_of(spoilt, None, no_rates)).open_points
        assert [(one.name, one.currency, one.amount) for one in points] == [("unknown-difference", "EUR", CENT)]
        named = [one.values["customer"] for one in problems if one.name == "opening-differs"]
        assert named == ([item["customer"]] if item["document_date"] <= opened else [])
