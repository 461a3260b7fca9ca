"""The formulas on the Dashboard: figures looked up on Measures by month, tiles, and what is missing."""

from openpyxl.utils import get_column_letter

from arrears.core.measures.month_measures import MEASURES
from arrears.office.formulas import column
from arrears.office.headings import words
from arrears.office.sheets import dashboard_blocks as places
from arrears.office.sheets.dashboard_blocks import DASHBOARD_BLOCKS

_LAST, _BEFORE = get_column_letter(places.LAST_MONTH), get_column_letter(places.LAST_MONTH - 1)


def grid(language: str) -> list[list[str]]:
    """Look every measure of every month up; where it could not be worked out a short word says so."""
    none = words(language)["dashboard"]["none"]
    letters = [get_column_letter(places.FIRST_MONTH + n) for n in range(DASHBOARD_BLOCKS["DashGrid"].columns)]
    return [[_looked_up(name, letter, language, none) for letter in letters] for name in MEASURES]


def reasons(language: str) -> list[list[str]]:
    """Say why the current month has no figure of a measure; blank where it has one."""
    reason = column("Measures", "reason", language)
    return [[f'=IFERROR(INDEX({reason},{_row(name, _LAST, language)})&"","")'] for name in MEASURES]


def tile(measure: str) -> str:
    """Give the current month's figure."""
    return f"={_LAST}{_grid_row(measure)}"


def below_tile(measure: str, places_shown: int, language: str) -> str:
    """Give the figure of the month before, or why there is none this month."""
    row = _grid_row(measure)
    label = words(language)["dashboard"]["previous"] + (": " if language == "en" else "：")
    before = f'IF(ISNUMBER({_BEFORE}{row}),"{label}"&FIXED({_BEFORE}{row},{places_shown}),"")'
    return f"=IF(ISNUMBER({_LAST}{row}),{before},{get_column_letter(places.REASON)}{row})"


def when_empty(block: str, rows: tuple[int, int], text: str) -> str:
    """Say what is missing where rows (from, to, counted from 0) of a block hold no number."""
    area = DASHBOARD_BLOCKS[block]
    first, last = get_column_letter(area.column), get_column_letter(area.column + area.columns - 1)
    return f'=IF(COUNT({first}{area.row + rows[0]}:{last}{area.row + rows[1]})=0,"{text}","")'


def _grid_row(measure: str) -> int:
    return DASHBOARD_BLOCKS["DashGrid"].row + list(MEASURES).index(measure)


def _looked_up(measure: str, letter: str, language: str, none: str) -> str:
    figure, row = column("Measures", "figure", language), _row(measure, letter, language)
    found = f'IF(INDEX({figure},{row})="","{none}",INDEX({figure},{row}))'
    return f'=IF({letter}${DASHBOARD_BLOCKS["DashMonths"].row}="","",IFERROR({found},""))'


def _row(measure: str, letter: str, language: str) -> str:
    """Find a measure's row on Measures: by month, name and base currency."""
    key = f'{letter}${DASHBOARD_BLOCKS["DashMonths"].row}&" {measure} "&BaseCurrency&" base"'
    return f"MATCH({key},{column('Measures', 'figure_key', language)},0)"
