"""Everything a refresh writes of what the ledger must hear: postings, credit balances, revaluation, bills."""

from collections.abc import Sequence
from dataclasses import dataclass

from arrears.core.problems import Problem
from arrears.runs.bookkeeping.accounts_table import Accounts
from arrears.runs.bookkeeping.bill_rows import bill_rows
from arrears.runs.bookkeeping.bills_table import bills_in
from arrears.runs.bookkeeping.posting_rows import posting_rows
from arrears.runs.bookkeeping.reclassification_rows import credit_balances, reclassification_rows
from arrears.runs.bookkeeping.reclassification_rows import month_end_lines as of_credit_balances
from arrears.runs.bookkeeping.revaluation_rows import month_end_lines as of_revaluation
from arrears.runs.bookkeeping.revaluation_rows import revaluation_rows, revalued
from arrears.runs.bookkeeping.vouchers import Drawing, documents
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows

TABLES = ("Accounts", "Postings", "Reclassification", "ExchangeRates", "Revaluation", "Bills")
"""The tables a refresh reads for it, where the book has them."""


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """The rows of the sheets that the book has, and what to look at."""

    rows: Sequence[Rows]
    problems: Sequence[Problem]


def bookkeeping_rows(figures: Figures, ageing: Rows, language: str) -> Bookkeeping:
    """Draw up the sheets that the book has; ``ageing``: the rows of the Ageing sheet."""
    tables = figures.tables
    if not any(name in tables for name in TABLES):
        return Bookkeeping((), ())
    bills, of_bills = bills_in(tables, figures.sub_ledger, figures.policy)
    foreign, of_rates = revalued(figures)
    in_credit = credit_balances(figures, foreign)
    parts = [
        bill_rows(figures, bills), revaluation_rows(figures, foreign),
        reclassification_rows(figures, in_credit, ageing),
    ]  # fmt: skip
    problems = [*of_bills, *of_rates]
    if "Postings" in tables:
        accounts = Accounts(tables.get("Accounts"))
        drawing = Drawing(figures, accounts)
        vouchers = drawing.vouchers(bills, [*of_revaluation(foreign), *of_credit_balances(in_credit)])
        parts.append(posting_rows(
            tables["Postings"], vouchers, accounts, documents(figures), figures.as_of,
            figures.sub_ledger.ledger.base_currency, language,
        ))  # fmt: skip
        problems += drawing.problems
    rows = [rows for rows, _ in parts if rows is not None]
    return Bookkeeping(rows, [*problems, *(one for _, found in parts for one in found)])
