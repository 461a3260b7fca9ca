"""Commands on measures and confirmations: work measures out, bring sales in, record what customers answered."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import screens
from arrears.cli.options import AsOf, Book, Currency, Dates, Decimal, Json, Sheet, day

app = typer.Typer()
confirmations = typer.Typer(help="Replies to statements and auditors' confirmations.", no_args_is_help=True)
app.add_typer(confirmations, name="confirmation", rich_help_panel="Letters")


@app.command()
def measures(book: Book, as_of: AsOf = None, json: Json = False) -> None:
    """Work out DSO, CEI and the other measures month by month, with the Dashboard."""
    from arrears.cli import measure_views
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.runs.measures.measure import measure

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        with screen.working("measuring"):
            measured = measure(sheets, day(as_of), rate_series, working_days)
        answer = measure_views.measured(measured, screen.language)
        screen.show(answer, measure_views.shown(screen, answer))


@app.command()
def sales(
    book: Book,
    file: Annotated[Path, typer.Argument(help="A list of invoices, or of sales by month, with dates and amounts.")],
    dates: Dates = None,
    decimal: Decimal = None,
    currency: Currency = None,
    sheet: Sheet = None,
    json: Json = False,
) -> None:
    """Add a list of invoices up by month and customer on the Sales sheet."""
    from arrears.cli import measure_views
    from arrears.office.open_book import open_book
    from arrears.office.sales_files import bring_sales

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        brought = bring_sales(sheets, file, dates=dates, decimal=decimal, currency=currency, sheet=sheet)
        answer = measure_views.brought(brought)
        screen.show(answer, measure_views.sales_lines(screen, answer))


@confirmations.command("record")
def record(
    book: Book,
    number: Annotated[str, typer.Argument(help="Number of the confirmation, for example 202610-0001.")],
    agrees: Annotated[bool, typer.Option("--agrees", help="The customer agrees with the balance.")] = False,
    no_reply: Annotated[bool, typer.Option("--no-reply", help="No answer came; say what was done instead.")] = False,
    balance: Annotated[str | None, typer.Option(help="Balance by the customer's books, for example 1200.50.")] = None,
    cause: Annotated[str, typer.Option(help="Why the balances differ.")] = "",
    alternative: Annotated[str, typer.Option(help="What was done instead of a reply (alternative procedure).")] = "",
    replied_on: Annotated[str | None, typer.Option("--on", help="Day of the reply; today if not given.")] = None,
    json: Json = False,
) -> None:
    """Record what a customer answered to a statement or confirmation."""
    from arrears.cli import measure_views
    from arrears.cli.option_values import number as amount
    from arrears.errors import InputRefused
    from arrears.office.open_book import open_book
    from arrears.office.system_clock import SystemClock
    from arrears.runs.confirmations import AGREES, DIFFERS, NONE, Reply, record_reply
    from arrears.runs.confirmations import confirmations as read

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        if agrees + no_reply + (balance is not None or bool(cause and not no_reply)) != 1:
            raise InputRefused("confirmation-answer-unclear", found=number)
        theirs = None if balance is None else amount(balance)
        answer = NONE if no_reply else AGREES if agrees else DIFFERS
        when = None if no_reply else day(replied_on) or SystemClock().today()
        recorded = record_reply(sheets, number, Reply(answer, when, theirs, cause, alternative))
        shown = measure_views.confirmations([recorded], read(sheets), screen.language)
        screen.show(shown, measure_views.confirmation_lines(screen, shown))


@confirmations.command("list")
def list_confirmations(
    book: Book,
    unanswered: Annotated[bool, typer.Option("--unanswered", help="Only those without an answer.")] = False,
    json: Json = False,
) -> None:
    """List the confirmations with their replies and differences."""
    from arrears.cli import measure_views
    from arrears.office.open_book import open_book
    from arrears.runs.confirmations import confirmations as read

    with screens.showing(json) as screen, open_book(book, keep=False) as sheets:
        screen.speak(sheets.language)
        every = read(sheets)
        found = [one for one in every if not (unanswered and measure_views.answered(one))]
        shown = measure_views.confirmations(found, every, screen.language)
        screen.show(shown, measure_views.confirmation_lines(screen, shown))
