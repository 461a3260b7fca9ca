"""Run the sample month: a new workbook, the lists and the bank statement of October, tied out, letters issued.

Usage: python sample_workbooks/run_month.py [FOLDER] [--language zh]; FOLDER (default: out) must not hold a month yet.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from arrears.cli.app import app
from arrears.cli.screens import NOT_RUN, outcome

HERE = Path(__file__).parent
KINDS = ("customers", "invoices", "receipts", "allocations")
MONTHS = {"en": ("month_en", "Receivables 2026-10.xlsx", "EUR"), "zh": ("month_zh", "应收账款 2026-10.xlsx", "CNY")}
DESPITE = {"en": "the 412.33 at the bank are tax refunds", "zh": "银行流水中的两笔412.33为退税款"}
"""Why letters go out although money stands at the bank that the matching knows no payer of."""
MADE = {
    "en": (
        "Made",
        "Where",
        "Workbook: aged, charged and flagged",
        "The workbook before the last command",
        "{count} Word letters, such as",
        "Journal of what was issued",
    ),
    "zh": (
        "已生成",
        "位置",
        "工作簿（账龄、利息与催收建议）",
        "上一步之前的工作簿",
        "Word 函件 {count} 份，例如",
        "函件台账",
    ),
}
COMPANY = {
    "en": {
        "company": "Fernhill Sample Trading Ltd",
        "company_address": "12 Specimen Lane; Exampleton EX1 2AB; United Kingdom",
        "bank_details": "Fernhill Sample Trading Ltd; Example Bank, Exampleton; Account 00000000, sort code 00-00-00",
        "signatory": "Jo Specimen; Credit Controller",
        "contact": "Jo Specimen, +44 20 7946 0000, credit@example.com",
    },
    "zh": {
        "company": "样例贸易有限公司",
        "company_address": "示例省样本市虚构路1号；邮编 000000",
        "bank_details": "户名：样例贸易有限公司；开户行：示例银行样本支行；账号：0000 0000 0000 0000",
        "signatory": "财务部；甄样例",
        "contact": "甄样例，010-00000000，credit@example.cn",
    },
}


def main() -> int:
    """Run the month and show what was made and where."""
    options = _options()
    lists, name, currency = MONTHS[options.language]
    despite = DESPITE[options.language]
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    book, letters = folder / name, folder / "letters"
    commands = [
        ["new", str(book), "--language", options.language, "--currency", currency, *_settings(options.language)],
        *(["import", str(book), str(_list(lists, kind)), "--as", kind] for kind in KINDS),
        ["import", str(book), str(_list(lists, "control_accounts")), "--as", "balances", "--list-date", "2026-10-31"],
        *(["bank", "import", str(book), str(statement)] for statement in sorted((HERE / lists).glob("bank_2026-10*"))),
        ["match", str(book), "--as-of", "2026-10-31"],
        ["refresh", str(book), "--as-of", "2026-10-31"],
        ["tie-out", str(book)],
        ["issue", str(book), "--out", str(letters), "--letter-date", "2026-11-02", "--despite", despite],
    ]
    for command in commands:
        shown = " ".join(_short(word) for word in command if word != "--set")
        print(f"\n$ arrears {shown}")
        if outcome(app, command) == NOT_RUN:
            return NOT_RUN
    _show(book, letters, options.language)
    return 0


def _settings(language: str) -> list[str]:
    return [word for setting, value in COMPANY[language].items() for word in ("--set", f"{setting}={value}")]


def _list(lists: str, kind: str) -> Path:
    return next((HERE / lists).glob(f"{kind}.*"))


def _short(word: str) -> str:
    named = Path(word).name if word.startswith("/") else word
    return f'--set "{word}"' if "=" in word else f'"{named}"' if " " in named else named


def _show(book: Path, letters: Path, language: str) -> None:
    written = sorted(letters.glob("*.docx"))
    words = MADE[language]
    where = [
        book,
        book.with_name(f"{book.stem}.previous{book.suffix}"),
        written[0] if written else "-",
        book.parent / "letters journal",
    ]
    made = Table(*words[:2], box=None, header_style="bold", pad_edge=False)
    for what, path in zip(words[2:], where, strict=True):
        made.add_row(what.format(count=len(written)), str(path))
    print()
    Console(width=80 + max(len(str(path)) for path in where)).print(made)  # a path broken in two cannot be copied


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("out"))
    parser.add_argument("--language", choices=sorted(MONTHS), default="en")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
