"""Refresh: recompute every result of the book as of a day and write it beside the data, in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.problems import Place, Problem
from arrears.runs.ageing_rows import ageing_rows, customer_rows
from arrears.runs.control import Tie, control_problems, control_rows, ties_of
from arrears.runs.escalation_rows import Proposed, escalation_rows, proposals_of
from arrears.runs.figures import Figures, RateFinder, figures_of
from arrears.runs.home_blocks import home_blocks
from arrears.runs.interest_rows import interest_rows
from arrears.runs.item_rows import allocation_rows, invoice_rows, receipt_rows
from arrears.runs.ports import Sheets
from arrears.runs.problem_rows import book_problems


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh worked out and wrote."""

    figures: Figures
    ties: Sequence[Tie]
    proposed: Proposed
    problems: Sequence[Problem]


def refresh(sheets: Sheets, as_of: date | None, rates: RateFinder) -> Refreshed:
    """Recompute the book as of a day (the one on Home if not given) and write all results at once."""
    figures = figures_of(sheets, as_of, rates)
    language = sheets.language
    allocations, blocks = allocation_rows(figures)
    ageing, lost_ageing = ageing_rows(figures, language)
    interest, lost_interest = interest_rows(figures)
    proposed = proposals_of(figures)
    escalation, lost_escalation = escalation_rows(figures, proposed, language)
    ties = ties_of(figures)
    problems = [
        *figures.problems, *base_problems(figures), *control_problems(figures, ties),
        *lost_ageing, *lost_escalation, *lost_interest,
    ]  # fmt: skip
    titles = [table.sheet for table in figures.tables.values()]
    rows = [
        invoice_rows(figures, blocks, language), customer_rows(figures), ageing, escalation,
        book_problems(figures.tables["Problems"], problems, titles, language),
        *(part for part in (allocations, receipt_rows(figures), interest, control_rows(figures)) if part is not None),
    ]  # fmt: skip
    sheets.write(rows, home_blocks(figures, language))
    return Refreshed(figures, ties, proposed, problems)


def base_problems(figures: Figures) -> list[Problem]:
    """Say, once a currency, how many open items have no booked base amount."""
    ledger = figures.sub_ledger.ledger
    missing: dict[str, int] = {}
    rows = zip(ledger.items.currency.tolist(), figures.sub_ledger.base_known, figures.ageing.balance.tolist(), strict=True)
    for code, known, balance in rows:
        if not known and balance:
            missing[ledger.currencies[code]] = missing.get(ledger.currencies[code], 0) + 1
    held = zip(ledger.receipts.currency.tolist(), figures.ageing.unapplied.tolist(), figures.ageing.unapplied_base.tolist(), strict=True)
    for code, amount, base in held:
        if amount and not base:
            missing[ledger.currencies[code]] = missing.get(ledger.currencies[code], 0) + 1
    sheet = figures.tables["Invoices"].sheet
    return [
        Problem("base-missing", Place(sheet=sheet), currency, values={"items": str(count), "base": ledger.base_currency})
        for currency, count in sorted(missing.items())
    ]


def open_by_currency(figures: Figures) -> Mapping[str, int]:
    """Give the row of each currency in the totals by currency."""
    codes = figures.by_currency.currency.tolist()
    return {figures.sub_ledger.ledger.currencies[code]: row for row, code in enumerate(codes)}
