"""Refresh: recompute every result of the book as of a day and write it beside the data, in one go."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from arrears.core.problems import Place, Problem
from arrears.runs.ageing_rows import ageing_rows, customer_rows
from arrears.runs.bookkeeping.bookkeeping_rows import bookkeeping_rows
from arrears.runs.bookkeeping.posted_sources import take_over_posted
from arrears.runs.confirmations import confirmations_refreshed
from arrears.runs.control import Tie, control_problems, ties_of
from arrears.runs.dispatch import dispatch_problems
from arrears.runs.dunning.dunning_problems import dunning_problems
from arrears.runs.dunning.escalation_rows import Proposed, as_they_stand, escalation_rows, proposals_of
from arrears.runs.dunning.undertakings import arrangement_rows
from arrears.runs.figures import Figures, RateFinder, figures_of
from arrears.runs.home_blocks import currencies_shown, home_blocks
from arrears.runs.interest.interest_charges import charge_rows
from arrears.runs.interest.interest_rows import interest_rows, with_interest_sheets
from arrears.runs.interest.interest_totals import interest_totals
from arrears.runs.items.allocation_rows import allocation_rows
from arrears.runs.items.discount_rows import discount_rows
from arrears.runs.items.item_discounts import ItemDiscounts, discounts_of
from arrears.runs.items.item_rows import invoice_rows, receipt_rows
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.lists.list_control import list_problems, over_allocated
from arrears.runs.matching.lost_receipts import lost_receipts
from arrears.runs.measures.measure_sheets import measure_sheets
from arrears.runs.month.opening_balances import opening_problems
from arrears.runs.ports import Sheets
from arrears.runs.problem_rows import book_problems
from arrears.runs.reconciliation.sheets import tie_out_rows
from arrears.runs.reconciliation.tied import TiedOut, tie_out_of
from arrears.runs.sheet_sizes import MOST_CURRENCIES


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh worked out and wrote."""

    figures: Figures
    tied: TiedOut
    ties: Sequence[Tie]
    proposed: Proposed
    discounts: ItemDiscounts
    problems: Sequence[Problem]


def refresh(
    sheets: Sheets,
    as_of: date | None,
    rates: RateFinder,
    working_days: WorkingDaysFinder = monday_to_friday,
    first_day: date | None = None,
) -> Refreshed:
    """Recompute the book as of a day (the one on Home if not given) and write all results at once.

    ``first_day``: where the roll-forward begins, if not with the month of that day.
    """
    take_over_posted(sheets)
    figures = figures_of(sheets, as_of, rates, working_days)
    language = sheets.language
    allocations, blocks, lost_mirrors = allocation_rows(figures)
    ageing, lost_ageing = ageing_rows(figures, language)
    figures = with_interest_sheets(sheets, figures)
    interest, lost_interest = interest_rows(figures, language)
    charges, blocks_of_charges = charge_rows(figures)
    totals, of_totals = interest_totals(figures, blocks_of_charges, language)
    discounts = discounts_of(figures)
    of_discounts, lost_discounts = discount_rows(sheets, figures, discounts)
    proposed = proposals_of(figures)
    escalation, lost_escalation = escalation_rows(figures, proposed, language)
    proposed = replace(proposed, on_sheet=as_they_stand(escalation, figures.tables["Escalation"]))
    tied = tie_out_of(figures, first_day)
    of_tie_out, lost_of_tie_out = tie_out_rows(figures, tied, language)
    ties = ties_of(figures, tied)
    bookkeeping = bookkeeping_rows(figures, ageing, language)
    measured = measure_sheets(sheets, figures, discounts.deducted)
    confirmed, unexplained = confirmations_refreshed(sheets)
    problems = [
        *figures.problems, *base_problems(figures), *currency_problems(figures), *control_problems(figures, tied),
        *list_problems(figures.sub_ledger, figures.tables, figures.as_of),
        *over_allocated(figures.sub_ledger, figures.tables),
        *lost_receipts(figures.tables),
        *opening_problems(figures.sub_ledger.ledger, figures.tables),
        *dunning_problems(figures, proposed),
        *dispatch_problems(figures.tables["Letters"], figures.as_of),
        *lost_mirrors, *lost_ageing, *lost_escalation, *lost_interest, *of_totals, *discounts.problems,
        *lost_discounts, *lost_of_tie_out, *bookkeeping.problems, *measured.problems, *unexplained,
    ]  # fmt: skip
    rows = [
        invoice_rows(figures, discounts.open, blocks, language), customer_rows(figures), ageing, escalation,
        book_problems(figures.tables, problems, language),
        *(part for part in (allocations, receipt_rows(figures), *of_tie_out) if part is not None),
        *(part for part in (interest, totals, charges, of_discounts) if part is not None),
        *arrangement_rows(figures.tables, proposed.standing), *bookkeeping.rows, *measured.rows, *confirmed,
    ]  # fmt: skip
    sheets.write(rows, {**home_blocks(figures, ties, language), **measured.blocks})
    return Refreshed(figures, tied, ties, proposed, discounts, problems)


def base_problems(figures: Figures) -> list[Problem]:
    """Say, once a currency, how many open items and receipts have no booked base amount; what is to post needs none."""
    ledger, ageing = figures.sub_ledger.ledger, figures.ageing
    states = figures.tables["Invoices"].column("state")
    booked = np.array([states[row] != "to post" for row in figures.sub_ledger.item_rows], dtype=np.bool_)
    unknown = (ageing.balance != 0) & booked & ~np.array(figures.sub_ledger.base_known, dtype=np.bool_)
    held = (ageing.unapplied != 0) & (ageing.unapplied_base == 0)
    codes = np.concatenate([ledger.items.currency[unknown], ledger.receipts.currency[held]])
    missing = Counter(ledger.currencies[code] for code in codes.tolist())
    sheet = figures.tables["Invoices"].sheet
    base = ledger.base_currency
    return [
        Problem("base-missing", Place(sheet=sheet), currency, values={"items": str(count), "base": base})
        for currency, count in sorted(missing.items())
    ]


def currency_problems(figures: Figures) -> list[Problem]:
    """Say which currencies Home has no column for; they are in every other sheet and total."""
    hidden = [figures.sub_ledger.ledger.currencies[code] for code in currencies_shown(figures)[MOST_CURRENCIES:]]
    place = Place(sheet=figures.tables["Policy"].sheet)
    return [Problem("currencies-not-shown", place, ", ".join(hidden))] if hidden else []
