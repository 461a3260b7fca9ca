"""The commands for what the ledger must hear: postings, bills, contra."""
# ruff: noqa: FBT002, PLC0415 - options are switches with defaults, and each command loads only what it needs

from pathlib import Path
from typing import Annotated

import typer

from arrears.cli import screens
from arrears.cli.options import AsOf, Book, Json, day, required_day

app = typer.Typer()


@app.command()
def postings(
    book: Book,
    as_of: AsOf = None,
    export: Annotated[str | None, typer.Option(help="csv, datev, yonyou or kingdee: write what is new.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; it must not be there yet.")] = None,
    through: Annotated[
        str | None, typer.Option(help="Export what is dated up to this day; else up to the as-of date.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Export what was exported before too, if not posted.")] = False,
    json: Json = False,
) -> None:
    """Draw up the journal lines of what was decided in the book, and export those that are to post."""
    from arrears.cli import posting_answers
    from arrears.cli.option_values import choice
    from arrears.errors import InputRefused
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.postings_files.export_file import FORMATS, file_name, hand_over
    from arrears.office.rate_files import rate_series
    from arrears.office.system_clock import SystemClock, user_name
    from arrears.runs.postings import draw_up, to_hand_over, vouchers_of

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        form = None if export is None else choice("--export", export, FORMATS)
        if out is not None and form is None:
            raise InputRefused("export-format-missing", found=out.name, formats=", ".join(FORMATS))
        with screen.working("refreshing"):
            done = draw_up(sheets, day(as_of), rate_series, working_days)
        written, file = [], None
        if form is not None:
            written = to_hand_over(sheets, day(through) or done.figures.as_of, again=again)
            target = out or file_name(book, form, done.figures.as_of.isoformat())
            file = hand_over(sheets, written, form, target, SystemClock().now(), user_name())
        answer = posting_answers.drawn_up(done, vouchers_of(sheets), written, screen.language)
        answer |= {"file": None if file is None else str(file), "format": form}
        screen.show(answer, posting_answers.lines(screen, answer))


@app.command()
def bill(
    book: Book,
    number: Annotated[
        str | None, typer.Argument(help="The bill's number; without one only Allocations follow.")
    ] = None,
    state: Annotated[
        str | None, typer.Option(help="What happened: endorsed, discounted, collected or dishonoured; none: taken.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The day it happened, or the bill was taken.")] = None,
    kind: Annotated[
        str, typer.Option(help="bank acceptance, commercial acceptance, cheque or direct debit.")
    ] = "bank acceptance",
    customer: Annotated[str, typer.Option(help="Whose debt it pays.")] = "",
    item: Annotated[str, typer.Option(help="The open item it pays: document number or item key.")] = "",
    amount: Annotated[str | None, typer.Option(help="Its amount.")] = None,
    currency: Annotated[str | None, typer.Option(help="Its currency; else the base currency.")] = None,
    maturity: Annotated[str | None, typer.Option(help="The day it falls due.")] = None,
    drawer: Annotated[str, typer.Option(help="Who drew it.")] = "",
    acceptor: Annotated[str, typer.Option(help="Who accepted it: bank or company.")] = "",
    to: Annotated[str, typer.Option(help="To whom it was endorsed.")] = "",
    cost: Annotated[str | None, typer.Option(help="The discount that the bank kept.")] = None,
    recourse: Annotated[
        bool | None, typer.Option("--recourse/--no-recourse", help="Whether it comes back if it is not honoured.")
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Take a bill, cheque or direct debit, or say what became of it; Allocations and the figures follow."""
    from arrears.cli import posting_answers
    from arrears.cli.option_values import number as amount_of
    from arrears.cli.option_values import number_if_given
    from arrears.errors import InputRefused
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.office.system_clock import SystemClock, user_name
    from arrears.runs.bookkeeping import bill_changes
    from arrears.runs.policy_table import policy_of
    from arrears.runs.refresh import refresh

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        if number is not None and on is None:
            raise InputRefused("date-option", found="--on")
        if number is not None and state is not None:
            change = bill_changes.BillChange(number, state, required_day(str(on)), to, number_if_given(cost), recourse)
            bill_changes.change(sheets, change)
        elif number is not None:
            if amount is None or not customer:
                raise InputRefused("bill-incomplete", found=number)
            code = (currency or policy_of(sheets)[0].base_currency).upper()
            taken = bill_changes.NewBill(
                number, kind, customer, code, amount_of(amount), required_day(str(on)), day(maturity), item, drawer,
                acceptor,
            )  # fmt: skip
            bill_changes.take(sheets, taken)
        done = bill_changes.bring_in(sheets, SystemClock(), user_name())
        refreshed = refresh(sheets, day(as_of), rate_series, working_days)
        answer = posting_answers.bills(done, refreshed, screen.language)
        screen.show(answer, posting_answers.bill_lines(screen, answer))


@app.command()
def contra(
    book: Book,
    item: Annotated[str, typer.Argument(help="The open item: document number or item key.")],
    amount: Annotated[str, typer.Option(help="How much of it is set off.")],
    agreement: Annotated[str, typer.Option(help="Reference of the set-off agreement.")] = "",
    on: Annotated[str | None, typer.Option(help="The day from which it counts; today if not given.")] = None,
    customer: Annotated[str, typer.Option(help="The customer, where several have that document number.")] = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Set an open item off against a payable of yours (对冲); only with the reference of an agreement."""
    from arrears.cli import answers
    from arrears.cli.option_values import number as amount_of
    from arrears.office.calendars import working_days
    from arrears.office.open_book import open_book
    from arrears.office.rate_files import rate_series
    from arrears.office.system_clock import SystemClock, user_name
    from arrears.runs.bookkeeping.contra import Contra, set_off
    from arrears.runs.refresh import refresh

    with screens.showing(json) as screen, open_book(book) as sheets:
        screen.speak(sheets.language)
        clock = SystemClock()
        asked = Contra(item, amount_of(amount), day(on) or clock.today(), agreement, customer)
        key = set_off(sheets, asked, clock, user_name())
        done = refresh(sheets, day(as_of), rate_series, working_days)
        answer = {
            "item": key,
            "amount": str(asked.amount),
            "agreement": agreement,
            "problems": answers.problems(done.problems, screen.language),
        }
        screen.show(answer, [screen.word("contra-written", amount=asked.amount, item=item, agreement=agreement)])
