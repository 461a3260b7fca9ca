"""Commands on issued letters: issue, void, dispatch, verify."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears import screens, views
from arrears.options import Book, Json, day

app = typer.Typer()

Numbers = Annotated[
    list[str] | None,
    typer.Argument(help="Letter numbers, for example L2026-00001; without any, what was typed on the Letters sheet."),
]


@app.command()
def issue(
    book: Book,
    out: Annotated[Path, typer.Option(help="Folder for the letters.")],
    letter_date: Annotated[str | None, typer.Option(help="Date of the letters; today if not given.")] = None,
    give_up: Annotated[
        bool,
        typer.Option("--abandon", help="Give up the letters of a run that was stopped midway and cannot be finished."),
    ] = False,
    json: Json = False,
) -> None:
    """Write the Word letters that the Escalation sheet says to send, and their register rows."""
    from arrears.office.letter_files import abandon_letters, issue_letters

    with screens.showing(json) as screen:
        if give_up:
            answer = abandon_letters(book, out, screen)
            screen.show(answer, [screen.word("abandoned", numbers=", ".join(answer["abandoned"]) or "-")])
        else:
            answer = issue_letters(book, out, day(letter_date), screen)
            screen.show(answer, views.issued(screen, answer))


@app.command()
def verify(
    book: Book, out: Annotated[Path | None, typer.Option(help="Folder of the letters.")] = None, json: Json = False
) -> None:
    """Check the letters journal: nothing cut, nothing changed, every letter as it was issued."""
    from arrears.office.letter_files import verify_letters

    with screens.showing(json) as screen:
        answer = verify_letters(book, out, screen)
        screen.show(answer, views.verified(screen, answer))
        screen.code = screens.DONE if answer["ok"] else screens.WITH_PROBLEMS


@app.command()
def void(
    book: Book,
    numbers: Numbers = None,
    reason: Annotated[str, typer.Option(help="Why; it stays in the register.")] = "",
    json: Json = False,
) -> None:
    """Void issued letters by a further entry of the journal; their items go back to the level before."""
    from arrears.office.letter_files import void_letters

    with screens.showing(json) as screen:
        answer = void_letters(book, numbers or (), reason, screen)
        screen.show(answer, views.voided(screen, answer))


@app.command()
def dispatch(
    book: Book,
    numbers: Numbers = None,
    sent_on: Annotated[str | None, typer.Option(help="Day the letters went out, for example 2026-11-02.")] = None,
    sent_by: Annotated[str, typer.Option("--by", help="Who sent them.")] = "",
    channel: Annotated[str, typer.Option(help="How: post, registered post, e-mail, courier.")] = "",
    tracking: Annotated[str, typer.Option(help="Tracking number.")] = "",
    delivered_on: Annotated[str | None, typer.Option(help="Day they were delivered.")] = None,
    returned_on: Annotated[str | None, typer.Option(help="Day they came back undelivered.")] = None,
    proof: Annotated[
        Path | None, typer.Option(help="A file that proves it; its SHA-256 goes into the journal.")
    ] = None,
    json: Json = False,
) -> None:
    """Record how letters went out: issued is not sent."""
    from arrears.office.letter_files import record_dispatch
    from arrears.runs.letter_history import Dispatch

    how = Dispatch(day(sent_on), channel, tracking, day(delivered_on), day(returned_on))
    with screens.showing(json) as screen:
        answer = record_dispatch(book, numbers or (), how, sent_by, proof, screen)
        screen.show(answer, views.dispatched(screen, answer))
