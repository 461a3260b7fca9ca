"""The command line: every verb of Arrears on workbook files, for people and, with --json, for programs."""
# ruff: noqa: FBT001, FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from arrears import __version__
from arrears.cli import (
    answers,
    bank_commands,
    calculators,
    function_commands,
    install_commands,
    letter_commands,
    match_commands,
    measure_commands,
    month_commands,
    posting_commands,
    screens,
    statement_commands,
    template_commands,
    tie_out_commands,
    views,
)
from arrears.cli.options import (
    As,
    AsOf,
    Book,
    Currency,
    Dates,
    Decimal,
    Json,
    Language,
    ListDate,
    Sheet,
    day,
    required_day,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
PANELS = (
    ("Letters", (letter_commands, statement_commands)),
    ("Reconciliation", (match_commands, tie_out_commands, posting_commands)),
    ("Month and measures", (month_commands, measure_commands)),
    ("Excel and Word", (install_commands, function_commands)),
)
"""The groups that the help page shows beside the commands of this module, with the modules they come from."""

for _panel, _modules in PANELS:
    for _module in _modules:
        for _command in _module.app.registered_commands:
            _command.rich_help_panel = _panel
        app.add_typer(_module.app)
app.add_typer(bank_commands.app, name="bank", rich_help_panel="Reconciliation")
app.add_typer(template_commands.app, name="template", rich_help_panel="Excel and Word")
app.add_typer(calculators.app)


def _told(version: bool) -> None:
    if version:
        typer.echo(f"arrears {__version__}")
        raise typer.Exit


@app.callback()
def arrears(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and end.", callback=_told, is_eager=True)
    ] = False,
) -> None:
    """Receivables in Excel workbooks: ageing, interest, escalation, Word letters."""


@app.command()
def new(
    book: Annotated[Path | None, typer.Argument(help="The workbook to make.")] = None,
    into: Annotated[Path | None, typer.Option(help="Add Arrears' sheets to this workbook of yours instead.")] = None,
    language: Language = None,
    currency: Annotated[str | None, typer.Option(help="Base currency of your books (ISO 4217 code).")] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="A setting of the Policy table, for example --set 'Company=Alder Ltd'."),
    ] = None,
    json: Json = False,
) -> None:
    """Make a new workbook, or add Arrears' sheets to one of your own."""
    from arrears.office import book_making

    language = language or screens.user_language()
    with screens.showing(json, language) as screen:
        made = book_making.new_book(book, into, language, currency, settings or ())
        screen.show({"book": str(made)}, [screen.word("made", book=made)])


@app.command()
def add(
    book: Book,
    part: Annotated[
        str,
        typer.Argument(
            help="receipts, interest, discounts, disputes, procedures, tie-out, postings, fx, bills, bank, measures, "
            "statements or imports."
        ),
    ],
    json: Json = False,
) -> None:
    """Add the sheets of a part to a workbook."""
    from arrears.office.open_book import open_book
    from arrears.runs.dunning.procedures_table import add_part

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        add_part(sheets, part)
        screen.show({"book": str(book), "part": part}, [screen.word("added", part=part, book=book.name)])


@app.command("import")
def import_list(
    book: Book,
    file: Annotated[Path, typer.Argument(help="The exported list: .xlsx .xlsm .xls .xlsb .csv .tsv")],
    kind: As = None,
    list_date: ListDate = None,
    dates: Dates = None,
    decimal: Decimal = None,
    currency: Currency = None,
    sheet: Sheet = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="The list holds only part of the ledger: nothing counts as vanished.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking; a terminal is asked otherwise.")] = False,
    json: Json = False,
) -> None:
    """Bring an exported list into the workbook."""
    from arrears.office.list_files import bring_in
    from arrears.office.open_book import open_book

    with screens.showing(json) as screen, open_book(book, keep=not dry_run) as sheets:
        screen.speak(sheets.language)
        with screen.working("reading"):
            imported = bring_in(
                sheets, file, kind=kind, list_date=day(list_date), dates=dates, decimal=decimal, currency=currency,
                sheet=sheet, complete=not partial, accept_vanished=yes or dry_run or screen.asks,
            )  # fmt: skip
        answer = answers.imported(imported, screen.language)
        screen.show(answer, views.imported(screen, answer, dry_run=dry_run))
        if not (yes or dry_run or imported.already) and not screen.agreed(
            "ask-import", screen.word("not-imported"), file=file.name
        ):
            sheets.discard()


@app.command()
def refresh(book: Book, as_of: AsOf = None, json: Json = False) -> None:
    """Recompute ageing, interest, discounts and escalation as of a day."""
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.office.system_clock import SystemClock, user_name
    from arrears.runs.month_steps import REFRESH, mark_step
    from arrears.runs.refresh import refresh as run_refresh

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        with screen.working("refreshing"):
            refreshed = run_refresh(sheets, day(as_of), rate_series, working_days)
        answer = answers.refreshed(refreshed, screen.language)
        mark_step(sheets, REFRESH, SystemClock(), user_name())
        screen.show(answer, views.refreshed(screen, answer))


@app.command()
def charge(
    book: Book,
    as_of: AsOf = None,
    customer: Annotated[str | None, typer.Option(help="Charge only this customer.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the notes and write nothing.")] = False,
    json: Json = False,
) -> None:
    """Turn interest that is newly chargeable into interest notes to post; nothing is ever charged twice."""
    from arrears.cli import charge_answer
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.runs.charge import charge as run_charge
    from arrears.runs.refresh import refresh as run_refresh

    with screens.showing(json) as screen, open_book(book, keep=not dry_run) as sheets:
        screen.speak(sheets.language)
        charged = run_charge(sheets, day(as_of), rate_series, customer, working_days)
        if charged.notes and not dry_run:
            run_refresh(sheets, charged.figures.as_of, rate_series, working_days)
        answer = charge_answer.charged(charged, screen.language)
        screen.show(answer, charge_answer.lines(screen, answer, dry_run=dry_run))


@app.command()
def age(
    file: Annotated[Path, typer.Argument(help="Any list of open items or invoices.")],
    as_of: Annotated[str, typer.Option("--as-of", help="The as-of date, for example 2026-10-31.")],
    out: Annotated[Path | None, typer.Option(help="The workbook to make; beside the file if not given.")] = None,
    kind: As = None,
    dates: Dates = None,
    decimal: Decimal = None,
    currency: Currency = None,
    sheet: Sheet = None,
    language: Language = None,
    json: Json = False,
) -> None:
    """Age any list straight into a new workbook."""
    from arrears.office.list_files import age_list

    language = language or screens.user_language()
    with screens.showing(json, language) as screen:
        made, imported, refreshed = age_list(
            file, required_day(as_of), out, kind=kind, dates=dates, decimal=decimal, currency=currency, sheet=sheet,
            language=language,
        )  # fmt: skip
        answer = answers.imported(imported, language) | answers.refreshed(refreshed, language) | {"book": str(made)}
        answer["problems"] = answers.problems([*imported.problems, *refreshed.problems], language)
        lines = [*views.how_read(screen, answer), *views.aged(screen, answer), screen.word("made", book=made)]
        screen.show(answer, lines)


@app.command()
def propose(
    book: Book,
    as_of: AsOf = None,
    letter_date: Annotated[
        str | None, typer.Option(help="Date the letters will bear; receipts up to then count. Else the as-of date.")
    ] = None,
    opening_levels: Annotated[
        bool,
        typer.Option(
            "--opening-levels",
            help="Propose on Open items the level that old debts start from, by their age; somebody approves it there.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Propose letters anew on the Escalation sheet; nothing is recorded until they are issued."""
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.runs.propose import propose as run_propose
    from arrears.runs.propose import propose_opening_levels

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        opened = propose_opening_levels(sheets, day(as_of), rate_series, working_days) if opening_levels else 0
        figures, proposed = run_propose(sheets, day(as_of), rate_series, working_days, day(letter_date))
        answer = {
            "as_of": figures.as_of.isoformat(),
            "opening_levels": opened,
            "proposals": answers.proposals(figures, proposed, screen.language),
        }
        screen.show(answer, views.proposed(screen, answer))


@app.command()
def check(book: Book, json: Json = False) -> None:
    """List every problem of the workbook with its cell."""
    from arrears.office.open_book import open_book
    from arrears.runs.check import check as run_check

    with screens.showing(json) as screen, open_book(book, keep=False) as sheets:
        screen.speak(sheets.language)
        checked = run_check(sheets)
        found = answers.problems(checked.problems, screen.language) + [
            answers.listed_problem(row) for row in checked.listed
        ]
        answer = {"problems": found}
        screen.show(answer, views.checked(screen, answer))


_COLLECTED_AFTER = (200_000, 20, 50)
"""Objects between two runs of Python's garbage collector: tables of 100,000 rows are millions that all stay in use."""


def run() -> None:
    """Run the command line; every exception ends as a sentence and an exit code (1: problems, 2: could not run)."""
    screens.set_encodings(sys.argv[1:])
    gc.set_threshold(*_COLLECTED_AFTER)
    sys.exit(screens.outcome(app, sys.argv[1:]))
