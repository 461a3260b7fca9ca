"""Commands that close a month and open the next."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import screens
from arrears.cli.options import Book, Json

app = typer.Typer()

By = Annotated[str, typer.Option(help="Who does it; the person logged in if not given.")]


@app.command("next")
def next_month(
    book: Book,
    month: Annotated[str, typer.Argument(help="The month to open, for example 2026-11.")],
    out: Annotated[Path | None, typer.Option(help="The workbook to make; beside the book if not given.")] = None,
    by: By = "",
    skip: Annotated[bool, typer.Option("--skip", help="Leave out the months between.")] = False,
    json: Json = False,
) -> None:
    """Open the next month from a closed one: a new workbook beside it with all that is open."""
    from arrears.cli import month_views
    from arrears.core.month.calendar_month import Month
    from arrears.office.months.month_files import open_next

    with screens.showing(json) as screen:
        with screen.working("opening-month"):
            made = open_next(book, Month.read(month), out, by, skip=skip)
        screen.speak(made.language)
        answer = month_views.next_answer(made)
        screen.show(answer, month_views.next_lines(screen, answer))


@app.command("sign-off")
def sign_off(
    book: Book,
    prepared_by: Annotated[str, typer.Option(help="Sign the month as prepared, under this name.")] = "",
    reviewed_by: Annotated[str, typer.Option(help="Sign the month as reviewed, under this name.")] = "",
    comment: Annotated[str, typer.Option(help="A comment that stays beside the signature.")] = "",
    override: Annotated[
        list[str] | None,
        typer.Option(help="An amount that is open all the same, for example EUR=0.01; once a currency."),
    ] = None,
    json: Json = False,
) -> None:
    """Sign a month off: prepared by one person, reviewed by another; open points prevent the review."""
    from arrears.cli import month_views
    from arrears.cli.option_values import amounts_by_currency
    from arrears.errors import InputRefused
    from arrears.office.months.month_closing import sign

    with screens.showing(json) as screen:
        if bool(prepared_by) == bool(reviewed_by):
            raise InputRefused("sign-off-option")
        overrides = amounts_by_currency(override or ())
        signed = sign(book, prepared_by, reviewed_by, comment, overrides, screen)
        answer = month_views.signed_answer(signed)
        screen.show(answer, month_views.signed_lines(screen, answer))


@app.command()
def lock(book: Book, by: By = "", json: Json = False) -> None:
    """Freeze a month: a checksum of the contents of each table; arrears verify names every cell that differs."""
    from arrears.cli import month_views
    from arrears.office.months.month_closing import lock_month

    with screens.showing(json) as screen:
        done = lock_month(book, by, screen)
        answer = month_views.lock_answer(done)
        screen.show(answer, month_views.lock_lines(screen, answer))
        screen.code = screens.WITH_PROBLEMS if done.faults else screens.DONE


@app.command()
def reopen(
    book: Book,
    reason: Annotated[str, typer.Option(help="Why; it stays in the book and in the journal.")] = "",
    by: Annotated[str, typer.Option(help="Who reopens it.")] = "",
    json: Json = False,
) -> None:
    """Reopen a locked month; who did it and why stays on record."""
    from arrears.office.months.month_closing import reopen_month

    with screens.showing(json) as screen:
        month = reopen_month(book, by, reason, screen)
        screen.show({"month": month, "by": by, "reason": reason}, [screen.word("reopened", month=month)])


@app.command("refresh-opening")
def refresh_opening(
    book: Annotated[Path, typer.Argument(help="The workbook of the month that was opened.")],
    former: Annotated[Path, typer.Option("--from", help="The workbook of the month before.")],
    by: By = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the differences and write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking; a terminal is asked otherwise.")] = False,
    json: Json = False,
) -> None:
    """Bring later corrections of the former month into the opening, after listing each difference."""
    from arrears.cli import month_views
    from arrears.office.months.month_files import refresh_from

    with screens.showing(json) as screen:
        if dry_run or (screen.asks and not yes):
            language, found = refresh_from(book, former, by, keep=False)
            screen.speak(language)
            answer = month_views.opening_answer(found)
            screen.show(answer, month_views.opening_lines(screen, answer))
            declined = screen.word("opening-not-refreshed")
            if dry_run or not found.changes or not screen.agreed("ask-opening", declined, count=len(found.changes)):
                return
        language, done = refresh_from(book, former, by)
        screen.speak(language)
        answer = month_views.opening_answer(done)
        screen.show(answer, month_views.opening_lines(screen, answer))


@app.command("print-month")
def print_month(
    book: Book,
    out: Annotated[Path | None, typer.Option(help="The PDF to make; beside the book if not given.")] = None,
    json: Json = False,
) -> None:
    """Print the month into one PDF: tie-out, ageing, exceptions, sign-off (LibreOffice)."""
    from arrears.office.months import month_print

    with screens.showing(json) as screen:
        with screen.working("printing-month"):
            made = month_print.print_month(book, out)
        screen.show({"pdf": str(made)}, [screen.word("made", book=made)])
