"""The buttons of reconciling: the bank's lines in, matched, tied out, approved, and told to the ledger."""

from arrears.addin.choices import choose
from arrears.addin.month import LISTS
from arrears.addin.session import Session, said
from arrears.cli import bank_commands, match_commands, posting_commands, tie_out_commands
from arrears.runs.ports import KEEP, Rows

STATEMENTS = ("*.xml", "*.sta", "*.940", "*.942", "*.mt940", "*.bai", "*.bai2", "*.ofx", "*.qfx", "*.qif", "*.txt")


def bank(session: Session) -> None:
    """Bring a bank statement into the workbook."""
    file = session.ask_file("bank-statement", *STATEMENTS, *LISTS)
    session.run(bank_commands.import_statements, book=session.path, file=file)


def match(session: Session) -> None:
    """Propose what receipts pay or, where rows were accepted, post these."""
    accepted = _accepted(session)
    post = bool(accepted) and session.desk.agreed(said("post-matches", session.language, count=accepted))
    session.run(match_commands.match, book=session.path, post=post)


def tie_out(session: Session) -> None:
    """Tie the workbook out to its control accounts."""
    session.run(tie_out_commands.tie_out, book=session.path)


def approve(session: Session) -> None:
    """Put a name under the selected rows of the Matching sheet."""
    rows = session.chosen("Matching")
    if not rows:
        session.say("choose-matches")
        return
    name, length = session.ask("name"), len(session.sheets.read("Matching")["Matching"])
    cells = [name if row in rows else KEEP for row in range(length)]
    with session.work() as sheets:
        sheets.write([Rows("Matching", {"approved_by": cells}, list(range(length)))], {})
    session.say("approved", count=len(rows), by=name)


def postings(session: Session) -> None:
    """Draw up what the ledger must hear, and write it as a file if one is wished; the workbook is saved with it."""
    form = choose(session, "posting-format")
    if form == "none":
        session.run(posting_commands.postings, book=session.path)
        return
    session.agree("ask-export")
    session.run(posting_commands.postings, book=session.path, export=form)
    if session.sheets.saved:
        session.stands = "stands-export"
        session.say("saved")


def _accepted(session: Session) -> int:
    if not session.sheets.has("Matching"):
        return 0
    table = session.sheets.read("Matching")["Matching"]
    return sum(cell is True for cell in table.column("accept"))
