"""The reference page of the worksheet functions: made from their declarations, never by hand.

python -m tests.functions.page    writes docs/functions.md
"""

from datetime import date
from pathlib import Path
from typing import Any

from arrears.functions import DECLARED, Function
from arrears.functions.examples import Example, examples, further

PAGE = Path(__file__).resolve().parents[2] / "docs" / "functions.md"
_HEAD = """\
# Worksheet functions

Every function takes single cells or whole columns, for example
`=AR_DAYS_PAST_DUE(Invoices[Due date], B1)`, and then gives a column of the same length: it spills in Excel 365 and
2021; in older versions select the cells and enter it with Ctrl+Shift+Enter. No function writes anything. None looks at
the clock: the day is an argument.

- **Dates** are dates or their numbers, or text in one reading only (2026-10-31, 31.10.2026, 10/31/2026,
  2026年10月31日; 01/02/2026 has two and is an error). The time of day is dropped. 0 to 60 are no dates, as Excel counts
  a day too many there; workbooks that count from 1904 are understood. Results that are dates come as numbers, as those
  of EDATE do: give the cell a date format.
- **Rates** are written and given as Excel does: 9% or 0.09.
- **Amounts** count with the 15 digits that Excel shows, and are rounded half away from zero to the decimals of their
  currency; where no currency is told, to four, the most that any has. Text counts where it can mean one amount only:
  1,234.50, (1,234.50) or 1,234.50-, not 1,234 or 1.234,56. Interest is rounded once, at the end; where a statute lets
  receipts pay interest first (Germany, China), what is owed of it on a receipt's day is rounded then, as it is paid.
- **Days of interest** run from the day after the due date through the last day, both counted; 30/360 is 30E/360 over
  those days, so that February bears the interest of a whole month.
- **Words** (terms, statutes, day counts, currencies, keys) count in any capitals, those of a closed list in English and
  in Chinese.
- **Blank**: where the first argument is blank the row counts as empty and the result is blank. A blank optional
  argument counts as left out. Anything else that is blank and needed is an error.
- **Errors**: an error value in an argument comes out as it is. What cannot be computed is #VALUE!, in a column only in
  its own row; `=AR_EXPLAIN(cell)` says why. Columns of different lengths give #N/A where one of them ends. A range in
  several pieces, as `(A1:A9,C1:C9)`, is refused.
- **Lists** (receipts, allocations, letters, open items, movements) are columns of one length whose rows are whole or
  blank. Of lists with a key a row that cannot be read is the fault of its key alone, as it is in SUMIF. Whole columns
  such as `A:A` may be given: headings in their first row are left out, words without a digit in every column that
  holds days or amounts.
- **TRUE and FALSE** are neither dates nor amounts.

The same functions work in LibreOffice Calc: `arrears functions --oxt arrears.oxt` builds the extension, to be added
under Tools > Extensions (25.2 or later). Where a table is wanted, select its cells and enter the formula with
Ctrl+Shift+Enter. Calc differs in three ways: it hands a single empty cell over as 0, so that an empty amount counts as
0 (days and texts stay blank); a range with an error in it gives #VALUE! as a whole; TRUE and FALSE are 1 and 0.

`arrears functions '=AR_DSO(10869, 17674, 90)'` computes one without a spreadsheet.

This page is made from the declarations by `python -m tests.functions.page`; every example is run in the tests.
"""


def page() -> str:
    """Write the page."""
    shown = examples()
    listed = "".join(f"| [{one.name}](#{one.name.lower()}) | {one.help['en']} |\n" for one in DECLARED)
    contents = f"\n| function | what it gives |\n|---|---|\n{listed}"
    return _HEAD + contents + "".join(_entry(one, shown.get(one.name)) for one in DECLARED)


def _entry(function: Function, example: Example | None) -> str:
    signature = ", ".join(f"[{one.name}]" if one.optional else one.name for one in function.parameters)
    lines = [f"\n## {function.name}\n", f"`={function.name}({signature})`\n", f"{function.help['en']}\n"]
    if function.parameters:
        rows = (f"| {one.name} | {one.help['en']} |" for one in function.parameters)
        lines.append("\n".join(["| argument | what it is |", "|---|---|", *rows]) + "\n")
    for one in [] if example is None else [example, *further(function.name)]:
        lines.append(f"```\n{one.formula}\n{_given(one.gives)}\n```\n")
    return "\n".join(lines)


def _given(gives: Any) -> str:
    if not isinstance(gives, list):
        return f"-> {_shown(gives)}"
    cells = [[_shown(cell) for cell in row] for row in gives]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return "\n".join(
        "-> " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def _shown(cell: Any) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
