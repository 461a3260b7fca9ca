"""The commands for bank statements: show what a file says, and bring it into the workbook."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import screens
from arrears.cli.options import Book, Dates, Decimal, Json, Sheet

app = typer.Typer(no_args_is_help=True, help="Bank statements: read a file, bring it into the workbook.")
File = Annotated[
    Path, typer.Argument(help="The statement: CAMT.052/053/054, MT940/942, BAI2, OFX/QFX, QIF, CSV or Excel.")
]
Signs = Annotated[
    str | None,
    typer.Option(help="What amounts without a sign are where nothing tells: plain (money in) or reversed (money out)."),
]
Account = Annotated[str | None, typer.Option(help="The account, where the file does not name it.")]
Currency = Annotated[str | None, typer.Option(help="The currency, where the file does not name it.")]


@app.command()
def read(
    file: File,
    dates: Dates = None,
    decimal: Decimal = None,
    signs: Signs = None,
    account: Account = None,
    currency: Currency = None,
    sheet: Sheet = None,
    json: Json = False,
) -> None:
    """Show what a bank statement says: balances, lines, and whether they add up."""
    from arrears.cli import bank_answer
    from arrears.office.bank.recognise import read_statements

    with screens.showing(json) as screen:
        found = read_statements(
            file, dates=dates, decimal=decimal, signs=signs, account=account, currency=currency, sheet=sheet
        )
        answer = bank_answer.read(found, screen.language)
        screen.show(answer, bank_answer.read_lines(screen, answer))


@app.command("import")
def import_statements(
    book: Book,
    file: File,
    dates: Dates = None,
    decimal: Decimal = None,
    signs: Signs = None,
    account: Account = None,
    currency: Currency = None,
    sheet: Sheet = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    json: Json = False,
) -> None:
    """Bring a bank statement into the workbook; the same one twice changes nothing."""
    from arrears.cli import bank_answer
    from arrears.office.bank.recognise import read_statements
    from arrears.office.open_book import open_book
    from arrears.office.system_clock import SystemClock, user_name
    from arrears.runs.bank import bring_in_statements
    from arrears.runs.month_steps import IMPORT, mark_step

    with screens.showing(json) as screen, open_book(book, keep=not dry_run) as sheets:
        screen.speak(sheets.language)
        with screen.working("reading"):
            found = read_statements(
                file, dates=dates, decimal=decimal, signs=signs, account=account, currency=currency, sheet=sheet
            )
            clock, by = SystemClock(), user_name()
            brought = bring_in_statements(sheets, found.statements, clock, by, file=found.file, sha256=found.sha256)
            if not brought.already:
                mark_step(sheets, IMPORT, clock, by)
        answer = bank_answer.brought(found, brought, screen.language)
        screen.show(answer, bank_answer.brought_lines(screen, answer, dry_run=dry_run))
