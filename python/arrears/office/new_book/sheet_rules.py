"""Validation lists and conditional formats of a table's sheet; their ranges cover the table's body and grow with it."""

from collections.abc import Iterator

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from arrears.office import blocks, formula_parts
from arrears.office.blocks import BLOCKS
from arrears.office.headings import choice, words
from arrears.office.new_book import book_styles
from arrears.office.table_spec import Column, Role, TableSpec, Type
from arrears.runs.reconciliation import lines

_NO_DECIMALS = '#,##0;[Red]-#,##0;"–"'
_MORE_DECIMALS = '#,##0.000#;[Red]-#,##0.000#;"–"'
_FIRST_DAY, _LAST_DAY = 18264, 109575
"""1950-01-01 and 2199-12-31 as Excel counts days."""


def add_rules(sheet: Worksheet, spec: TableSpec, row: int, language: str) -> None:
    """Add the validations and conditional formats of a table whose first body row is ``row``."""
    place = _Place(spec, row)
    for column in spec.columns:
        if column.role in (Role.INPUT, Role.EDIT):
            validation = _validation(column, language)
            if validation is not None:
                validation.add(place.cell(column.key))
                sheet.add_data_validation(validation)
    for area, rule in (*_row_rules(place, language), *_amount_rules(place)):
        sheet.conditional_formatting.add(area, rule)


class _Place:
    """Where the columns of a table stand on its sheet."""

    def __init__(self, spec: TableSpec, row: int) -> None:
        self.spec, self.row = spec, row
        self._letters = {c.key: get_column_letter(n) for n, c in enumerate(spec.columns, start=1)}

    def cell(self, key: str) -> str:
        return f"{self._letters[key]}{self.row}"

    def fixed(self, key: str) -> str:
        return f"${self.cell(key)}"

    def shown(self) -> str:
        """Give the first row of the columns that a rule for whole rows marks: those not folded away as detail."""
        last = max(n for n, column in enumerate(self.spec.columns, start=1) if not column.detail)
        return f"A{self.row}:{get_column_letter(last)}{self.row}"

    def has(self, key: str) -> bool:
        return key in self._letters


def _validation(column: Column, language: str) -> DataValidation | None:
    """Make the check of what a person may type into a column; None where anything goes."""
    texts = words(language)["validation"]
    if column.choices or column.type is Type.YES:
        shown = ",".join(choice(value, language) for value in column.choices or ("yes", "no"))
        check = DataValidation(type="list", formula1=f'"{shown}"', allow_blank=True)
        message = texts["choice"]
    elif column.type is Type.DAY:
        check = DataValidation("date", str(_FIRST_DAY), str(_LAST_DAY), operator="between", allow_blank=True)
        message = texts["day"]
    elif column.type is Type.COUNT:
        check = DataValidation("whole", "0", "9999", operator="between", allow_blank=True)
        message = texts["count"]
    elif column.type in (Type.AMOUNT, Type.RATE):
        check = DataValidation("decimal", "-1E+14", "1E+14", operator="between", allow_blank=True)
        message = texts["number"]
    else:
        return None
    check.errorTitle, check.error, check.showErrorMessage = texts["title"], message, True
    return check


def _row_rules(place: _Place, language: str) -> Iterator[tuple[str, Rule]]:
    if place.has("hold_until"):
        yield _blocked_area(place), _rule(_blocked(place), _muted())
    if place.spec.name == "Invoices":
        yield from _age_rules(place)
    if place.has("send"):
        sent = f'{place.fixed("send")}="{choice("yes", language)}"'
        yield f"{place.cell('send')}:{place.cell('level')}", _rule(sent, _toned("D5EBD9", "1E6B3A", bold=True))
    if place.has("severity"):
        left_out = f'{place.fixed("severity")}="{choice("left out", language)}"'
        yield place.shown(), _rule(left_out, DifferentialStyle(font=Font(color="B42318")))
    if place.has("void_reason"):
        struck = DifferentialStyle(font=Font(color=book_styles.MUTED, strike=True))
        yield place.shown(), _rule(f'{place.fixed("void_reason")}<>""', struck)
    # Where a difference is explained line by line, only what stays unknown is an alarm.
    alarming = "unknown" if place.has("unknown") else "difference"
    for key in (alarming, f"{alarming}_check"):
        if place.has(key):
            differs = f"N({place.fixed(key)})<>0"
            yield place.cell(key), _rule(differs, _toned("FBE3E0", "B42318", bold=True))
    if place.spec.name == "Reconciliation":
        yield from _reconciliation_rules(place)


def _reconciliation_rules(place: _Place) -> Iterator[tuple[str, Rule]]:
    """Mark what is unknown in red, and set the lines that movements and causes lie between in bold."""
    source = place.fixed("source")
    unknown = f"AND({source}={lines.UNKNOWN},N({place.fixed('amount')})<>0)"
    yield f"A{place.row}:{place.cell('amount_check')}", _rule(unknown, _toned("FBE3E0", "B42318", bold=True))
    totals = [lines.number_of("opening"), lines.number_of("closing"), lines.CONTROL, lines.UNKNOWN]
    total = f"OR({','.join(f'{source}={number}' for number in totals)})"
    named = f"A{place.row}:{place.cell('line')}"
    yield named, _rule(total, DifferentialStyle(font=Font(bold=True), fill=book_styles.fill("EAF0F3")))


def _age_rules(place: _Place) -> Iterator[tuple[str, Rule]]:
    """Colour days and bucket of overdue items by bucket, mildly; the last colour serves all later buckets."""
    area = f"{place.cell('days_past_due')}:{place.cell('bucket')}"
    days = place.fixed("days_past_due")
    for number, colour in enumerate(book_styles.WARMING, start=1):
        sign = "=" if number < len(book_styles.WARMING) else ">="
        yield area, _rule(f"MATCH({days},BucketFrom){sign}{number + 1}", _toned(colour, book_styles.INK))


def _blocked_area(place: _Place) -> str:
    """Mark blocked rows: of items only what identifies them and the hold, since each cell costs time on load."""
    if place.spec.name != "Invoices":
        return place.shown()
    return f"A{place.row}:{place.cell('due_date')} {place.cell('hold_until')}:{place.cell('hold_reason')}"


def _blocked(place: _Place) -> str:
    hold = place.fixed("hold_until")
    held = f'AND({hold}<>"",{hold}>=AsOf)'
    return f'OR({held},{place.fixed("stop")}<>"")' if place.has("stop") else held


def _amount_rules(place: _Place) -> Iterator[tuple[str, Rule]]:
    """Show amounts with the decimals of their currency where these are not two."""
    amounts = [c.key for c in place.spec.columns if c.type is Type.AMOUNT and not c.key.startswith("base_")]
    if amounts and place.has("currency"):
        yield from _decimal_rules(" ".join(place.cell(key) for key in amounts), place.fixed("currency"))


def add_home_rules(sheet: Worksheet) -> None:
    """Format Home's totals by the decimals of the currency above them, and show what does not tie out in red."""
    # First: a program that applies one rule alone to a cell (LibreOffice) still shows the alarm.
    for name in ("HomeDifference", "HomeUnknown", "HomeDiffer"):
        area = BLOCKS[name].area.replace("$", "")
        fault = f"OR(ISERROR({area.partition(':')[0]}),N({area.partition(':')[0]})<>0)"
        sheet.conditional_formatting.add(area, _rule(fault, _toned("FBE3E0", "B42318", bold=True)))
    first, last = get_column_letter(blocks.FIRST_CURRENCY), get_column_letter(blocks.LAST)
    base, head = get_column_letter(blocks.BASE), BLOCKS["HomeCurrencies"].row
    spans = [(BLOCKS["HomeBuckets"].row, BLOCKS["HomeUnknown"].row)]
    spans.append((BLOCKS["HomeBands"].row, BLOCKS["HomeBandTotals"].row + 1))
    by_currency = " ".join(f"{first}{top}:{last}{bottom}" for top, bottom in spans)
    in_base = " ".join(f"{base}{top}:{base}{bottom}" for top, bottom in (*spans, _rows("HomeTop")))
    for area, currency in ((by_currency, f"{first}${head}"), (in_base, "BaseCurrency")):
        for where, rule in _decimal_rules(area, currency):
            sheet.conditional_formatting.add(where, rule)


def _rows(name: str) -> tuple[int, int]:
    return BLOCKS[name].row, BLOCKS[name].row + BLOCKS[name].rows - 1


def _decimal_rules(area: str, currency: str) -> Iterator[tuple[str, Rule]]:
    more = f"{formula_parts.currencies_of(3)} {formula_parts.currencies_of(4)}"
    for number, codes, form in ((200, formula_parts.currencies_of(0), _NO_DECIMALS), (201, more, _MORE_DECIMALS)):
        found = f'FIND({currency}&" ","{codes} ")*({currency}<>"")'
        yield area, _rule(found, DifferentialStyle(numFmt=NumberFormat(numFmtId=number, formatCode=form)))


def _rule(condition: str, look: DifferentialStyle) -> Rule:
    return Rule(type="expression", dxf=look, formula=[condition])


def _muted() -> DifferentialStyle:
    return DifferentialStyle(font=Font(color="8A929E", italic=True))


def _toned(colour: str, ink: str, *, bold: bool = False) -> DifferentialStyle:
    background = book_styles.fill(colour)
    return DifferentialStyle(font=Font(color=ink, bold=bold or None), fill=background)
