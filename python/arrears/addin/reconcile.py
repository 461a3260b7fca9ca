"""The buttons of reconciling: the bank's lines in, matched, tied out, approved, and told to the ledger."""

from arrears.addin.choices import choose
from arrears.addin.month import LISTS
from arrears.addin.session import GivenUp, Session, said
from arrears.cli import bank_commands, match_commands, posting_commands, tie_out_commands
from arrears.runs.matching.matching_states import PROPOSED
from arrears.runs.ports import KEEP, Rows

STATEMENTS = ("*.xml", "*.sta", "*.940", "*.942", "*.mt940", "*.bai", "*.bai2", "*.ofx", "*.qfx", "*.qif", "*.txt")


def bank(session: Session) -> None:
    """Bring a bank statement into the workbook."""
    file = session.ask_file("bank-statement", *STATEMENTS, *LISTS)
    session.run(bank_commands.import_statements, book=session.path, file=file)


def match(session: Session) -> None:
    """Propose what receipts pay or, where rows were accepted, post these."""
    accepted, joined = _accepted(session)
    question = "post-and-join" if joined else "post-matches"
    words = said(question, session.language, count=accepted, joined=joined)
    post = bool(accepted) and session.desk.agreed(words)
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
    if not name:  # an approval of nobody is none
        raise GivenUp
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


def _accepted(session: Session) -> tuple[int, int]:
    """Count the matches that were accepted and not posted yet, and those of them that only join a known receipt."""
    if not session.sheets.has("Matching"):
        return 0, 0
    table = session.sheets.read("Matching")["Matching"]
    columns = (table.column(name) for name in ("accept", "state", "source", "receipt"))
    accepted = {
        source: receipt
        for accept, state, source, receipt in zip(*columns, strict=True)
        if accept is True and (state or PROPOSED) == PROPOSED
    }
    return len(accepted), sum(receipt is not None for receipt in accepted.values())
