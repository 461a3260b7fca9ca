"""The formulas on Home: totals by currency and bucket, the control below them, and the count of differing figures."""

from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from arrears.office import blocks
from arrears.office.blocks import BLOCKS
from arrears.office.formulas import column, columns_between
from arrears.office.headings import words
from arrears.runs.reconciliation.lines import UNKNOWN
from arrears.runs.sheet_sizes import BANDS, MOST_BUCKETS, MOST_CURRENCIES

Lines = list[list[str]]


def block_formulas(language: str) -> Mapping[str, Lines]:
    """Give the formulas of every block that holds formulas, row by row."""
    return {
        "HomeCompany": [[f"={_setting('company', language)}"]],
        "BaseCurrency": [[f"={_setting('base_currency', language)}"]],
        "NextStep": [[_next_step()]],
        "HomeEmpty": [[_when_empty(language)]],
        "HomeBuckets": _sums_by_currency(
            columns_between("Ageing", "not_due", "unapplied", language), 1, MOST_BUCKETS + 2, language
        ),
        "HomeTotals": [_below("HomeTotals", "=SUM({0}{first}:{0}{last})", "HomeBase")],
        "HomeItems": [[_base_total(language), *(_open_items(letter, language) for letter in _letters())]],
        "HomeDifference": [_difference()],
        "HomeControl": [[_control(letter) for letter in _letters()]],
        "HomeUnknown": [[_unknown(letter) for letter in _letters()]],
        "HomeBands": _sums_by_currency(columns_between("Ageing", "base_total", "note", language), 2, BANDS, language),
        "HomeBandTotals": _band_totals(),
        "BandUntil": [[_until(n)] for n in range(1, BANDS)],
        "HomeDiffer": [[formula] for formula in _differing(language)],
    }


def head_formulas(language: str, row: int) -> Iterator[tuple[int, str]]:
    """Give the formulas over a table of currencies: the base currency, and below the first such table the codes."""
    before, _, after = words(language)["home"]["in_currency"].partition("{currency}")
    yield blocks.BASE, f'="{before}"&BaseCurrency&"{after}"'
    codes = BLOCKS["HomeCurrencies"]
    if row != codes.row:
        for letter, number in zip(_letters(), range(codes.column, codes.column + codes.columns), strict=True):
            yield number, f'={letter}${codes.row}&""'


def _when_empty(language: str) -> str:
    text = words(language)["home"]["empty"]
    return f'=IF(COUNT({column("Invoices", "gross", language)})=0,"{text}","")'


def _setting(key: str, language: str) -> str:
    label = words(language)["policy"]["start"][key][0]
    value, settings = column("Policy", "value", language), column("Policy", "setting", language)
    return f'IFERROR(INDEX({value},MATCH("{label}",{settings},0))&"","")'


def _next_step() -> str:
    """Show the first step that nobody has put a name to."""
    first, last = blocks.STEPS_ROW + 1, blocks.STEPS_ROW + blocks.STEPS
    names, done = (
        f"${get_column_letter(c)}${first}:${get_column_letter(c)}${last}" for c in (blocks.LABELS, blocks.BASE)
    )
    return f'=IFERROR(INDEX({names},MATCH(TRUE,INDEX({done}="",0),0)),"")'


def _letters() -> list[str]:
    return [get_column_letter(blocks.FIRST_CURRENCY + n) for n in range(MOST_CURRENCIES)]


def _code(letter: str) -> str:
    return f"{letter}${BLOCKS['HomeCurrencies'].row}"


def _sums_by_currency(area: str, first: int, rows: int, language: str) -> Lines:
    """Sum columns of Ageing by currency; the column is taken by its place, since buckets and bands may be renamed."""
    currency = column("Ageing", "currency", language)
    return [
        [f'=IF({_code(x)}="","",ROUND(SUMIFS(INDEX({area},0,{n}),{currency},{_code(x)}),4))' for x in _letters()]
        for n in range(first, first + rows)
    ]


def _below(name: str, template: str, above: str) -> list[str]:
    """Fill a formula for base currency and each currency, blank where the currency is."""
    block, source = BLOCKS[name], BLOCKS[above]
    ends = {"first": source.row, "last": source.row + source.rows - 1}
    base = template.format(get_column_letter(block.column), **ends).removeprefix("=")
    lines = (template.format(letter, **ends).removeprefix("=") for letter in _letters())
    guarded = (f'=IF({_code(x)}="","",ROUND({line},4))' for x, line in zip(_letters(), lines, strict=True))
    return [f"=ROUND({base},4)", *guarded]


def _base_total(language: str) -> str:
    return f"=ROUND(SUM({column('Ageing', 'base_total', language)}),4)"


def _open_items(letter: str, language: str) -> str:
    """Add the balances of the items, and take off what receipts hold unapplied, if the book has receipts."""
    balance, currency = column("Invoices", "balance", language), column("Invoices", "currency", language)
    items = f"SUMIFS({balance},{currency},{_code(letter)})"
    held = f"IFERROR(SUMIFS(ReceiptUnapplied,ReceiptCurrency,{_code(letter)}),0)"
    return f'=IF({_code(letter)}="","",ROUND({items}-{held},4))'


def _difference() -> list[str]:
    total, items = BLOCKS["HomeTotals"].row, BLOCKS["HomeItems"].row
    base = get_column_letter(blocks.BASE)
    guarded = (f'=IF({_code(x)}="","",ROUND({x}{total}-{x}{items},4))' for x in _letters())
    return [f"=ROUND({base}{total}-{base}{items},4)", *guarded]


def _control(letter: str) -> str:
    """Add the balances of the control accounts of the day; blank where there is none, or no such part."""
    own = f"ControlCurrency,{_code(letter)},ControlDate,AsOf"
    balance = f'IF(COUNTIFS({own})=0,"",ROUND(SUMIFS(ControlBalance,{own}),4))'
    return f'=IF({_code(letter)}="","",IFERROR({balance},""))'


def _unknown(letter: str) -> str:
    """Add up what the reconciliation leaves unknown; blank where no control account has a balance.

    Where accounts differ by the same amount in two directions, the amount that stands on the wrong one is shown.
    """
    control = f"{letter}{BLOCKS['HomeControl'].row}"
    own = f"ReconciliationAmount,ReconciliationCurrency,{_code(letter)},ReconciliationSource,{UNKNOWN}"
    total, above = f"ROUND(SUMIFS({own}),4)", f'ROUND(SUMIFS({own},ReconciliationAmount,">0"),4)'
    return f'=IF({control}="","",IFERROR(IF({total}=0,{above},{total}),""))'


def _band_totals() -> Lines:
    first = BLOCKS["HomeBandTotals"].row
    unapplied = BLOCKS["UnappliedLabel"].row
    top = BLOCKS["HomeBandsBase"].row
    letters = [get_column_letter(blocks.BASE), *_letters()]
    totals = [f"=ROUND(SUM({x}{top}:{x}{first}),4)" for x in letters]
    guarded = (f'=IF({_code(x)}="","",{total[1:]})' for x, total in zip(letters[1:], totals[1:], strict=True))
    return [[f"={x}{unapplied}" for x in letters], [totals[0], *guarded]]


def _until(number: int) -> str:
    """Find the last document date past a limit: the limit date, EDATE(date, months) + days, lies before the as-of date.

    From a month's end EDATE backwards would miss the later days that EDATE forwards cuts to that end.
    """
    day = f"AsOf-1-INDEX(BandDays,{number})"
    months = f"-INDEX(BandMonths,{number})"
    at_end = f"EOMONTH({day},0)={day}"
    return f"=IF({day}<1,0,IF({at_end},EOMONTH({day},{months}),EDATE({day},{months})))"


def _differing(language: str) -> Iterator[str]:
    """Count where a result and its formula part; an error of the formula counts too."""
    pairs = (
        ("Invoices", "balance", "balance_check"),
        ("Invoices", "days_past_due", "days_check"),
        ("Invoices", "bucket", "bucket_check"),
        ("Invoices", "band", "band_check"),
        ("Ageing", "total", "total_check"),
    )
    for table, result, check in pairs:
        written, computed = column(table, result, language), column(table, check, language)
        faults = f"SUMPRODUCT(--ISERROR({computed}))"
        yield f"=IF({faults}>0,{faults},SUMPRODUCT(--({written}<>{computed})))"
