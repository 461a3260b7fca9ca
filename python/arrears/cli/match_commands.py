"""Commands of cash application: propose what receipts pay, post what was accepted, undo what was posted."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from typing import Annotated

import typer

from arrears.cli import screens
from arrears.cli.options import AsOf, Book, Json, day

app = typer.Typer()


@app.command()
def match(
    book: Book,
    as_of: AsOf = None,
    post: Annotated[bool, typer.Option("--post", help="Post the rows accepted on the Matching sheet.")] = False,
    json: Json = False,
) -> None:
    """Propose which bank lines and receipts pay which items, or post what was accepted; nothing is posted unasked."""
    from arrears.cli import match_answer
    from arrears.office.calendars import working_days
    from arrears.office.name_similarity import similarity
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.office.system_clock import SystemClock, user_name
    from arrears.runs.match import post_matches, propose_matches
    from arrears.runs.refresh import refresh

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        if not post:
            with screen.working("matching"):
                found = propose_matches(sheets, day(as_of), similarity, SystemClock(), user_name(), working_days)
            answer = match_answer.proposed(found, screen.language)
            screen.show(answer, match_answer.proposed_lines(screen, answer))
            return
        done = post_matches(sheets, day(as_of), similarity, SystemClock(), user_name(), working_days)
        refresh(sheets, done.as_of, rate_series, working_days)
        answer = match_answer.posted(done)
        screen.show(answer, match_answer.posted_lines(screen, answer))


@app.command()
def unmatch(
    book: Book,
    receipts: Annotated[list[str], typer.Argument(help="Receipts as they stand on the Receipts sheet.")],
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Undo matches: items and receipts are open again, and rows that reverse the posted ones say so."""
    from arrears.cli import match_answer
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.office.system_clock import SystemClock, user_name
    from arrears.runs.match import undo_match
    from arrears.runs.refresh import refresh

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        done = undo_match(sheets, receipts, day(as_of), SystemClock(), user_name(), working_days)
        refresh(sheets, done.as_of, rate_series, working_days)
        answer = match_answer.undone(done)
        screen.show(answer, match_answer.undone_lines(screen, answer))
