"""Commands on issued letters: issue, void, dispatch, verify."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import answers, screens, views
from arrears.cli.options import Book, Json, day

app = typer.Typer()

Numbers = Annotated[
    list[str] | None,
    typer.Argument(help="Letter numbers, for example L2026-00001; without any, what was typed on the Letters sheet."),
]


Pdf = Annotated[bool, typer.Option("--pdf", help="Make PDF copies too (LibreOffice).")]
Print = Annotated[bool, typer.Option("--print", help="Put the letters into one document for printing too.")]
Duplex = Annotated[bool, typer.Option("--duplex", help="As --print, each letter beginning on a front page.")]


@app.command()
def issue(
    book: Book,
    out: Annotated[Path, typer.Option(help="Folder for the letters.")],
    letter_date: Annotated[str | None, typer.Option(help="Date of the letters; today if not given.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say who gets a letter and who none.")] = False,
    pdf: Pdf = False,
    prints: Print = False,
    duplex: Duplex = False,
    mail: Annotated[bool, typer.Option("--mail", help="Make e-mail drafts (.eml) with the letter attached.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Issue without asking; a terminal is asked otherwise.")] = False,
    give_up: Annotated[
        bool,
        typer.Option("--abandon", help="Give up the letters of a run that was stopped midway and cannot be finished."),
    ] = False,
    despite: Annotated[
        str,
        typer.Option(help="Why letters go out although the last receipts are old or rows were left out."),
    ] = "",
    json: Json = False,
) -> None:
    """Write the Word letters that the Escalation sheet says to send, and their register rows."""
    from arrears.office.letters.letter_copies import Copies
    from arrears.office.letters.letter_files import abandon_letters, issue_letters, plan_letters

    with screens.showing(json) as screen:
        if give_up:
            answer = abandon_letters(book, out, screen)
            screen.show(answer, [screen.word("abandoned", numbers=", ".join(answer["abandoned"]) or "-")])
            return
        if dry_run or (screen.asks and not yes):
            planned = plan_letters(book, out, day(letter_date), screen, despite)
            screen.show(planned, views.planned_letters(screen, planned))
            declined = screen.word("not-issued")
            values = {"count": len(planned["planned"]), "amounts": views.demanded(planned)}
            if dry_run or not screen.agreed("ask-issue", declined, **values):
                return
        answer = issue_letters(book, out, day(letter_date), screen, despite, Copies(pdf, mail, prints, duplex))
        answer["problems"] = answers.problems(answer["problems"], screen.language)
        screen.show(answer, views.issued(screen, answer))


@app.command()
def reprint(
    book: Book,
    out: Annotated[Path, typer.Option(help="Folder for the letters.")],
    numbers: Annotated[list[str] | None, typer.Argument(help="Letter numbers; all that are not void if none.")] = None,
    pdf: Pdf = False,
    prints: Print = False,
    duplex: Duplex = False,
    json: Json = False,
) -> None:
    """Put issued letters into a folder again, byte for byte, without a new number."""
    from arrears.office.letters.letter_copies import Copies
    from arrears.office.letters.letter_files import reprint_letters

    with screens.showing(json) as screen:
        answer = reprint_letters(book, out, numbers or (), screen, Copies(pdf=pdf, prints=prints, duplex=duplex))
        answer["problems"] = answers.problems(answer["problems"], screen.language)
        screen.show(answer, views.reprinted(screen, answer))


@app.command()
def verify(
    book: Book, out: Annotated[Path | None, typer.Option(help="Folder of the letters.")] = None, json: Json = False
) -> None:
    """Check the letters journal, every letter and, of a locked month, every cell: nothing cut, nothing changed."""
    from arrears.office.letters.letter_files import verify_letters

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
    from arrears.office.letters.letter_files import void_letters

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
    from arrears.office.letters.letter_files import record_dispatch
    from arrears.runs.letters.letter_history import Dispatch

    how = Dispatch(day(sent_on), channel, tracking, day(delivered_on), day(returned_on))
    with screens.showing(json) as screen:
        answer = record_dispatch(book, numbers or (), how, sent_by, proof, screen)
        screen.show(answer, views.dispatched(screen, answer))
