"""New rows of a table made into cells: formulas of the user's own say of the new table what they said of the former."""

from types import SimpleNamespace

from tests.office.live import stand_in

from arrears.core.policy import Policy
from arrears.labels import ageing_titles
from arrears.office.headings import heading
from arrears.office.live.live_table import LiveTable
from arrears.office.live.new_rows import table_change
from arrears.office.tables import TABLES
from arrears.office.xlsx.areas import Area, column_letters
from arrears.runs.ports import Rows
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS

TITLES = ageing_titles(Policy().buckets, Policy().bands, "en", (MOST_BUCKETS, BANDS))


def ageing(own, rows):
    """Make an Ageing table of some rows with a column of the user's own."""
    keys = [column.key for column in TABLES["Ageing"].columns]
    headings = [TITLES.get(key) or heading("Ageing", key, "en") for key in keys]
    right = column_letters(len(headings) + 1)
    sheet = stand_in.sheet("Ageing", {f"{right}1": "Own"})
    sheet.range((1, 1), (1, len(headings))).api.Formula2 = (tuple(f"'{text}" for text in headings),)
    for n in range(rows):
        sheet.named(f"A{n + 2}").api.Formula2 = f"'C{n}"
        sheet.named(f"{right}{n + 2}").api.Formula2 = own
    live = LiveTable(sheet, stand_in.table(sheet, "Ageing", str(Area(1, 1, len(headings) + 1, rows + 1))))
    return live, SimpleNamespace(rows=list(range(2, rows + 2)))


def own_cells(live, known, change):
    return [row[-1] for row in table_change(live, known, change, "en", from_1904=False).grid]


def test_own_formulas_name_columns_by_the_headings_that_they_get():
    live, known = ageing("=Ageing[@[1-30 days]]+Ageing[@[31-60 days]]", 2)
    change = Rows("Ageing", {"customer": ["C1", "C9"]}, [1, None], {"bucket_1": "1-15 days", "bucket_2": "16-60 days"})
    formula = "=Ageing[@[1-15 days]]+Ageing[@[16-60 days]]"
    assert own_cells(live, known, change) == [formula, formula]


def test_own_ranges_over_all_rows_follow_the_last_row_in_rows_that_stay_too():
    live, known = ageing("=A2+SUM(A$2:A$3)", 2)
    change = Rows("Ageing", {"customer": ["C0", "C1", "C9"]}, [0, 1, None])
    assert own_cells(live, known, change)[:2] == ["=A2+SUM(A$2:A$4)"] * 2
