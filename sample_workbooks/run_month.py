"""Run the sample month: a new workbook, four lists imported, refreshed as of month-end, letters issued.

Usage: python sample_workbooks/run_month.py [FOLDER] [--language zh]; FOLDER (default: out) must not hold a month yet.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from arrears.cli import app
from arrears.screens import NOT_RUN, outcome

HERE = Path(__file__).parent
KINDS = ("customers", "invoices", "receipts", "allocations")
MONTHS = {"en": ("month_en", "Receivables 2026-10.xlsx", "EUR"), "zh": ("month_zh", "应收账款 2026-10.xlsx", "CNY")}


def main() -> int:
    """Run the month and show what was made and where."""
    options = _options()
    lists, name, currency = MONTHS[options.language]
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    book, letters = folder / name, folder / "letters"
    commands = [
        ["new", str(book), "--language", options.language, "--currency", currency],
        *(["import", str(book), str(_list(lists, kind)), "--as", kind] for kind in KINDS),
        ["refresh", str(book), "--as-of", "2026-10-31"],
        ["issue", str(book), "--out", str(letters), "--letter-date", "2026-11-02"],
    ]
    for command in commands:
        print(f"\n$ arrears {' '.join(Path(word).name if '/' in word else word for word in command)}")
        if outcome(app, command) == NOT_RUN:
            return NOT_RUN
    _show(book, letters)
    return 0


def _list(lists: str, kind: str) -> Path:
    return next((HERE / lists).glob(f"{kind}.*"))


def _show(book: Path, letters: Path) -> None:
    written = sorted(letters.glob("*.docx"))
    made = Table("Made", "Where", box=None, header_style="bold", pad_edge=False)
    made.add_row("Workbook: aged, charged and flagged", str(book))
    made.add_row("The workbook before the last command", str(book.with_name(f"{book.stem}.previous{book.suffix}")))
    made.add_row(f"{len(written)} Word letters, such as", str(written[0]) if written else "-")
    made.add_row("Journal of what was issued", str(book.parent / "letters journal"))
    print()
    Console(soft_wrap=True).print(made)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("out"))
    parser.add_argument("--language", choices=sorted(MONTHS), default="en")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
