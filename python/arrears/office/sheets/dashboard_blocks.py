"""The named blocks on the Dashboard: months across, what is charted and looked up below."""

from collections.abc import Mapping

from arrears.core.measures.month_measures import MEASURES
from arrears.office.blocks import Block
from arrears.runs.measures.dashboard import CHARTED
from arrears.runs.sheet_sizes import KEPT_MONTHS, MOST_BUCKETS, TOP_CUSTOMERS

LABELS, FIRST_MONTH = 2, 3
"""Columns of the Dashboard: labels (B), then the months, the current one last, then why it has no figure."""
LAST_MONTH = FIRST_MONTH + KEPT_MONTHS - 1
REASON = LAST_MONTH + 1
TITLE_ROW, COMPANY_ROW, BASE_ROW, TILE_ROW, CHARTS_ROW = 1, 2, 3, 5, 9
CHART_ROWS = 17
GRID_ROW = CHARTS_ROW + 2 * CHART_ROWS + 1
TILES = ("receivables", "overdue_ratio", "dso", "cei", "collection_rate", "interest_lost")
STRUCTURE_ROW = GRID_ROW + len(MEASURES) + 3
LINES_ROW = STRUCTURE_ROW + MOST_BUCKETS + 4
BUDGET_ROW = LINES_ROW + len(CHARTED) + 2
TOP_ROW = BUDGET_ROW + 3

DASHBOARD_BLOCKS: Mapping[str, Block] = {
    "DashMonths": Block(GRID_ROW + 1, FIRST_MONTH, 1, KEPT_MONTHS),
    "DashGrid": Block(GRID_ROW + 2, FIRST_MONTH, len(MEASURES), KEPT_MONTHS, formulas=True),
    "DashReasons": Block(GRID_ROW + 2, REASON, len(MEASURES), 1, formulas=True),
    "DashBuckets": Block(STRUCTURE_ROW + 2, LABELS, MOST_BUCKETS + 1, 1),
    "DashStructure": Block(STRUCTURE_ROW + 2, FIRST_MONTH, MOST_BUCKETS + 1, KEPT_MONTHS),
    "DashLines": Block(LINES_ROW + 2, FIRST_MONTH, len(CHARTED), KEPT_MONTHS),
    "DashBudget": Block(BUDGET_ROW, FIRST_MONTH, 2, KEPT_MONTHS),
    "DashTop": Block(TOP_ROW + 1, LABELS, TOP_CUSTOMERS, 2),
}
"""Every block by its defined name. DashMonths: each month as ``2026-10``; DashBudget: planned, then collected."""
