"""The command that proves a book: roll-forward, control accounts, sales against finance, month-end checks."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import screens
from arrears.cli.options import AsOf, Book, Currency, Dates, Json, day

app = typer.Typer()


@app.command("tie-out")
def tie_out(
    book: Book,
    as_of: AsOf = None,
    first_day: Annotated[
        str | None, typer.Option("--from", help="First day of the period; else that of the as-of month.")
    ] = None,
    sales: Annotated[
        Path | None, typer.Option(help="Sales' own list of invoices of the period, to compare with finance's.")
    ] = None,
    dates: Dates = None,
    currency: Currency = None,
    json: Json = False,
) -> None:
    """Roll balances forward, tie them out to the control accounts by cause, and say what prevents the sign-off."""
    from arrears.cli import tie_out_answer
    from arrears.office.calendars import working_days
    from arrears.office.exports.listing import read_listing
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.runs.policy_table import policy_of
    from arrears.runs.tie_out import tie_out as run_tie_out

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        listing = None
        if sales is not None:
            base = (currency or policy_of(sheets)[0].base_currency).upper()
            listing = read_listing(sales, kind="invoices", currency=base, dates=dates)
        with screen.working("refreshing"):
            done = run_tie_out(sheets, day(as_of), rate_series, working_days, day(first_day), listing)
        answer = tie_out_answer.tied_out(done, screen.language)
        screen.show(answer, () if json else tie_out_answer.lines(screen, answer))
