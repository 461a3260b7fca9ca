"""Build the sample files of this folder: the same bytes every time.

python sample_workbooks/build_samples.py                 the small files, beside this script
python sample_workbooks/build_samples.py --out DIR       the same, elsewhere
python sample_workbooks/build_samples.py --large DIR     a list of 10,000 open items (--items N for another number)
python sample_workbooks/build_samples.py --books DIR     the two months as Arrears workbooks, made with `arrears`
"""

import argparse
import subprocess
import sys
from pathlib import Path

import large_list
import messy_erp
import month_files

HERE = Path(__file__).resolve().parent
LANGUAGES = {"month_en": ("en", "EUR"), "month_zh": ("zh", "CNY")}
IMPORTS = (
    ("customers.csv", "customers"),
    ("invoices.xlsx", "invoices"),
    ("receipts.csv", "receipts"),
    ("allocations.csv", "allocations"),
    ("control_accounts.csv", "balances"),
)


def small_files(folder: Path) -> None:
    """Write everything that is kept in the repository."""
    folder.mkdir(parents=True, exist_ok=True)
    month_files.english(folder / "month_en")
    month_files.chinese(folder / "month_zh")
    messy_erp.three_weeks(folder)


def month_book(files: Path, book: Path, language: str, currency: str) -> None:
    """Make a month's workbook from its files with the commands that a user would type."""
    arrears("new", str(book), "--language", language, "--currency", currency)
    for name, kind in IMPORTS:
        dated = ("--list-date", "2026-10-31") if kind == "balances" else ()
        arrears("import", str(book), str(files / name), "--as", kind, *dated)
    arrears("refresh", str(book), "--as-of", "2026-10-31")


def arrears(*words: str) -> None:
    """Run one command; exit code 1 means done, with problems listed."""
    done = subprocess.run([sys.executable, "-c", "from arrears.cli.app import run; run()", *words], check=False)  # noqa: S603 - our own words
    if done.returncode not in {0, 1}:
        raise SystemExit(done.returncode)


def main() -> None:
    """Do what the words ask for."""
    words = argparse.ArgumentParser(description="Build the sample files.")
    words.add_argument("--out", type=Path, default=HERE, help="where the small files go")
    words.add_argument("--large", type=Path, help="write a large open-items list into this folder instead")
    words.add_argument("--items", type=int, default=10_000, help="how many items it has")
    words.add_argument("--books", type=Path, help="make the months' workbooks in this folder instead")
    asked = words.parse_args()
    if asked.large:
        print(large_list.write(asked.large, asked.items))
    elif asked.books:
        asked.books.mkdir(parents=True, exist_ok=True)
        for folder, (language, currency) in LANGUAGES.items():
            month_book(HERE / folder, asked.books / f"{folder}.xlsx", language, currency)
    else:
        small_files(asked.out)


if __name__ == "__main__":
    main()
