"""What the next month takes along of the measures: the year that was measured, frozen as it stands."""

from datetime import date

from arrears.core.dates import add_months
from arrears.runs.measures.measure_rows import CARRIED
from arrears.runs.ports import Rows, Sheets
from arrears.runs.reading import Row
from arrears.runs.sheet_sizes import KEPT_MONTHS


def measures_left(sheets: Sheets, closing_day: date) -> list[Rows]:
    """Freeze the measured months up to a closing day and leave out what lies more than a year before it.

    Nothing for a book without measures.
    """
    if not sheets.has("Measures"):
        return []
    table = sheets.read("Measures")["Measures"]
    oldest = add_months(closing_day.replace(day=1), 1 - KEPT_MONTHS)
    months = (Row(table, n).day("month") for n in range(len(table)))
    kept = [n for n, month in enumerate(months) if month is not None and month >= oldest]
    return [Rows(table.name, {"state": [CARRIED] * len(kept)}, kept)]
