"""What a refresh puts on the Dashboard: months, the figures its charts read, and what its formulas will show."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from arrears.core.dates import add_months, month_end
from arrears.core.measures.month_measures import AGE, MEASURES
from arrears.core.money import to_major
from arrears.labels import bucket_labels
from arrears.runs.ageing_rows import customer_names
from arrears.runs.figures import Figures
from arrears.runs.measures.measure_rows import Line, figure_key
from arrears.runs.ports import Value
from arrears.runs.sheet_sizes import KEPT_MONTHS, MOST_BUCKETS, TOP_CUSTOMERS, padded
from arrears.texts import headings

Block = Sequence[Sequence[Value]]
Budget = Mapping[date, tuple[Decimal, Decimal | None]]
CHARTED = ("dso", "best_possible_dso", "count_back_dso", "overdue_ratio", "collection_rate")
"""The measures of the line charts: their block has blanks, never texts, where there is no figure."""


def dashboard_blocks(figures: Figures, lines: Sequence[Line], budget: Budget, language: str) -> dict[str, Block]:
    """Give every block of the Dashboard, in base currency, the current month last."""
    found = {str(line["figure_key"]): line for line in lines}
    months = [add_months(figures.as_of.replace(day=1), n - KEPT_MONTHS + 1) for n in range(KEPT_MONTHS)]

    def across(measure: str, part: str = "figure") -> list[Value]:
        return [_part(found, figures, month, measure, part) for month in months]

    none = headings(language)["dashboard"]["none"]
    labels = padded(bucket_labels(figures.policy.buckets, language), MOST_BUCKETS + 1)
    now = [found.get(_key(figures, months[-1], name), {}) for name in MEASURES]
    reasons: Mapping[str, str] = headings(language)["choices"]
    return {
        "DashMonths": [[f"{month:%Y-%m}" for month in months]],
        "DashGrid": [[_shown(found.get(_key(figures, month, name)), none) for month in months] for name in MEASURES],
        "DashReasons": [[reasons.get(str(line.get("reason")), "")] for line in now],
        "DashBuckets": [[label] for label in labels],
        "DashStructure": [across(f"{AGE}{n}", "numerator") for n in range(MOST_BUCKETS + 1)],
        "DashLines": [across(name) for name in CHARTED],
        "DashBudget": [
            [budget[month][0] if month in budget else None for month in months],
            [budget[month][1] if month in budget else None for month in months],
        ],
        "DashTop": _largest(figures),
    }


def _key(figures: Figures, month: date, measure: str) -> str:
    return figure_key(month_end(month), measure, figures.policy.base_currency)


def _part(found: Mapping[str, Line], figures: Figures, month: date, measure: str, part: str) -> Value:
    line = found.get(_key(figures, month, measure))
    return None if line is None else line.get(part)


def _shown(line: Line | None, none: str) -> Value:
    """Give what the formula shows: the figure, a short word where there is none, blank without a row."""
    if line is None:
        return ""
    figure = line.get("figure")
    return none if figure is None else figure


def _largest(figures: Figures) -> Block:
    """Name the customers that owe most in base currency, credits not taken off."""
    ledger, ageing = figures.sub_ledger.ledger, figures.viewed
    owed = (ageing.bucket >= 0) & (ledger.items.customer >= 0)
    sums = np.zeros(len(ledger.customers), dtype=np.int64)
    np.add.at(sums, ledger.items.customer[owed], ageing.base[owed])
    names = customer_names(figures)
    largest = [n for n in np.argsort(-sums, kind="stable").tolist()[:TOP_CUSTOMERS] if sums[n] > 0]
    rows: list[list[Value]] = [
        [names.get(ledger.customers[n], ledger.customers[n]), to_major(int(sums[n]), ledger.base_currency)]
        for n in largest
    ]
    return [*rows, *[[None, None]] * (TOP_CUSTOMERS - len(rows))]
