"""The command for letters that demand nothing: statements, confirmations, thanks, agreements on instalments."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import answers, screens, views
from arrears.cli.options import Book, Json, day

app = typer.Typer()


@app.command()
def statement(
    book: Book,
    out: Annotated[Path | None, typer.Option(help="Folder for Word letters.")] = None,
    kind: Annotated[str, typer.Option(help="open-items, account, confirmation, thanks or agreement.")] = "open-items",
    customer: Annotated[list[str] | None, typer.Option(help="Only this customer, by number; may be repeated.")] = None,
    first_day: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="First day of a statement of account, or of what is thanked for; else that of the as-of month.",
        ),
    ] = None,
    letter_date: Annotated[str | None, typer.Option(help="Date of the letters; today if not given.")] = None,
    auditor: Annotated[str, typer.Option(help="Audit firm that a confirmation is answered to.")] = "",
    auditor_address: Annotated[str, typer.Option(help="Its address for replies; lines separated by semicolons.")] = "",
    auditor_contact: Annotated[str, typer.Option(help="The person there.")] = "",
    sheets: Annotated[
        Path | None,
        typer.Option(help="A new workbook (.xlsx) of statements, one sheet per customer, with a reply slip."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Make PDF copies too (LibreOffice).")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Record nothing: what asks for a reply stays off the Confirmations sheet.")
    ] = False,
    json: Json = False,
) -> None:
    """Write letters that demand nothing: statements, auditors' confirmations, thanks, instalment agreements."""
    from arrears.cli.option_values import choice
    from arrears.core.letters.balance_confirmation import Auditor
    from arrears.office.statements.statement_files import Forms, make_all
    from arrears.office.system_clock import SystemClock
    from arrears.runs.statements import KINDS, Asked

    with screens.showing(json) as screen:
        answers_to = Auditor(auditor, auditor_address, auditor_contact) if auditor and auditor_address else None
        asked = Asked(
            choice("--kind", kind, tuple(KINDS)), day(letter_date) or SystemClock().today(), customer or (),
            day(first_day), answers_to,
        )  # fmt: skip
        answer = make_all(book, asked, Forms(out, sheets, pdf=pdf, recorded=not draft), screen)
        answer["problems"] = answers.problems(answer["problems"], screen.language)
        screen.show(answer, views.stated(screen, answer))
