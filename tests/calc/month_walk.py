"""A month of four invoices, button by button: what is answered, and a word of what is then told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.calc.ribbon import cell, type_in
from tests.command_line import arrears

from arrears.office.book_making import new_book
from arrears.office.live.live_excel import LiveExcel

INVOICES = """\
Customer,Name,Document no.,Document date,Due date,Currency,Amount,Control account
C1,Alder GmbH,RE-2026-0001,2026-09-10,2026-10-10,EUR,119.00,1122
C1,Alder GmbH,RE-2026-0002,2026-10-05,2026-11-04,EUR,200.00,1122
C2,Birch Ltd,RE-2026-0003,2026-08-01,2026-08-31,EUR,300.00,1122
C3,Cedar SA,RE-2026-0004,2026-07-01,2026-07-31,EUR,45.50,1122
"""
MORE = "C3,Cedar SA,RE-2026-0005,2026-10-20,2026-11-19,EUR,80.00,1122\n"
STATEMENT = """\
:20:STARTUMS
:25:DE89370400440532013000
:28C:10/1
:60F:C261001EUR1000,00
:61:2610121012CR119,00NTRFNONREF//B1
:86:166?00GUTSCHRIFT?20SVWZ+RE-2026-0001?31DE02120300000000202051?32ALDER GMBH
:61:2610201020CR300,00NTRFNONREF//B2
:86:166?00GUTSCHRIFT?20SVWZ+RE-2026-0003?31DE02500105170137075030?32BIRCH LTD
:62F:C261031EUR1419,00
-
"""
AS_OF = "2026-10-31"


def prepare(folder: Path, invoices: str = INVOICES) -> Path:
    """Make a workbook with invoices imported and refreshed."""
    settings = ["Company=Alder Ltd", "Bank details=Bank; 1", "approval_amount=250"]
    path = new_book(folder / "Month.xlsx", None, "en", "EUR", settings)
    (folder / "invoices.csv").write_text(invoices, encoding="utf-8")
    for words in (("import", path, folder / "invoices.csv", "--yes"), ("refresh", path, "--as-of", AS_OF)):
        ran = arrears(*words)
        assert ran.code in {0, 1}, ran.out + ran.err
    return path


@dataclass(frozen=True)
class Step:
    """A button, what is answered, a word of what is told; ``first``: what is done on the sheet before.

    ``undone``: a word of what *Undo last run* then says; blank where the button writes nothing.
    ``again``: it is pressed once more after that, for the sake of the steps that follow.
    """

    button: str
    answers: tuple[Any, ...] = ()
    told: str = ""
    undone: str = "Undone"
    first: Callable[[Any], None] = lambda _: None
    again: bool = False


def select(table: str, key: str, row: int = 0) -> Callable[[Any], None]:
    """Select a cell of a table."""
    return lambda book: cell(book, table, key, row).select()


def accept(book: Any) -> None:
    """Accept all matches."""
    for row in range(len(LiveExcel(book).read("Matching")["Matching"])):
        type_in(book, "Matching", "accept", row, "Yes")


def steps(folder: Path) -> list[Step]:
    """Give the month, its files in a folder."""
    return [*collecting(folder), *reconciling(folder)]


def collecting(folder: Path) -> list[Step]:
    """Give its first half, to the letters and what customers say to them."""
    more = folder / "more.csv"
    more.write_text(INVOICES + MORE, encoding="utf-8")
    customer = select("Customers", "customer", 1)
    return [
        Step("help", told="Arrears 0", undone=""),
        Step("next_step", told="Next step: 2", undone=""),
        Step("check", told="No problems found", undone=""),
        Step("insert_function", undone=""),
        Step("import", (more, "", True), "new: 1 · 80.00 EUR"),
        Step("refresh", ("2026-11-30",), "Total · 4 · 664.50"),
        Step("escalation", ("2026-11-02",), "Letters proposed as of 2026-10-31: 3"),
        Step("issue", (folder / "letters", "2026-11-02", True), "Letters written: 3", ""),
        Step("dispatch", ("2026-11-03", "post", "RR1"), "L2026-00001", "letters journal", select("Letters", "number")),
        Step("statement", ("2", folder / "letters"), "Letters written: 1", "stay in", customer),
        Step("contact", ("Ms Osei", "will pay"), "Noted for C2", "Undone", customer),
        Step("promise", ("100.00", "2026-11-15", "Ms Osei"), "until 2026-11-15", "Undone", customer),
    ]


def reconciling(folder: Path) -> list[Step]:
    """Give its second half, from the bank statement to the sign-off; it needs nothing of the first."""
    bank = folder / "bank.sta"
    bank.write_text(STATEMENT, encoding="utf-8")
    return [
        Step("bank", (bank,), "new lines: 2", again=True),
        Step("match", (), "Matches proposed: 2", again=True),
        Step(
            "approve",
            ("R. Viewer",),
            "Rows approved by R. Viewer: 1",
            "Undone",
            select("Matching", "payer", 1),
            again=True,
        ),
        Step("match", (True,), "Posted: 2 receipts", "Undone", accept, again=True),
        Step("tie_out", (), "Closing balance · 245.50"),
        Step("postings", ("1",), "4 vouchers to post"),
        Step("add_part", ("Bills",), "Sheets added at the end of the workbook: Bills"),
        Step("lock", ("1", "P. Reparer"), "signed as prepared by P. Reparer"),
    ]
