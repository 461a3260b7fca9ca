"""Match: propose what receipts pay, post what a person accepted, undo what was posted.

    propose_matches(sheets, as_of, similarity, clock, by) -> Matches      writes the Matching sheet, nothing else
    post_matches(sheets, as_of, similarity, clock, by)    -> Matched      posts its accepted rows
    undo_match(sheets, receipts, as_of, clock, by)        -> Unmatched    takes back what receipts paid

The figures of the other sheets follow with the next refresh.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from arrears.core.approvals import Fault, fault
from arrears.core.matching.payer_names import Similarity
from arrears.core.problems import Problem
from arrears.errors import InputRefused
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.lists.receipt_links import link_receipts
from arrears.runs.matching.accepted import accepted, needs_approval
from arrears.runs.matching.accepted_rows import Accepted
from arrears.runs.matching.approvals_table import Approvals, approvals_in, approver_of, contents_of
from arrears.runs.matching.changed_rows import Cells, added, changed
from arrears.runs.matching.lost_receipts import lost_receipts
from arrears.runs.matching.matching_book import MatchingBook, matching_book
from arrears.runs.matching.matching_rows import Block, matching_rows
from arrears.runs.matching.posting import Posting
from arrears.runs.matching.proposals import Proposal, proposals_of
from arrears.runs.matching.undoing import Undoing
from arrears.runs.ports import Clock, Rows, Sheets
from arrears.runs.problem_rows import further_problems


@dataclass(frozen=True, slots=True)
class Matches:
    """What was proposed: the proposals with the rows they stand in, and what became of former decisions."""

    as_of: date
    proposals: Sequence[Proposal]
    blocks: Sequence[Block]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Matched:
    """What was posted: receipts made, allocations, and which of them nobody looked at."""

    as_of: date
    receipts: Sequence[Cells]
    allocations: Sequence[Cells]
    joined: Sequence[str]
    """Receipts of the book that lines of the bank were joined with."""
    automatic: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What was undone."""

    as_of: date
    receipts: Sequence[str]
    allocations: Sequence[Cells]


def propose_matches(
    sheets: Sheets,
    as_of: date | None,
    similarity: Similarity,
    clock: Clock,
    by: str,
    working_days: WorkingDaysFinder = monday_to_friday,
) -> Matches:
    """Propose what every open line of the bank and every receipt on account pays; nothing is posted.

    What a person decided on an unchanged proposal stays. An approval that was typed in is recorded; one of something
    that has been changed since is void and taken back.
    """
    for part in ("receipts", "bank"):
        sheets.add(part)
    book = matching_book(sheets, as_of, working_days)
    proposals = proposals_of(book, similarity)
    rows, blocks, problems = matching_rows(book, proposals, sheets.language)
    approvals = approvals_in(book.tables.get("Approvals"))
    rows, void = _approve(book, blocks, rows, approvals, clock, by)
    problems = [*problems, *void, *lost_receipts(book.tables)]
    _write(sheets, book, [rows], approvals, problems)
    return Matches(book.as_of, proposals, blocks, problems)


def post_matches(
    sheets: Sheets,
    as_of: date | None,
    similarity: Similarity,
    clock: Clock,
    by: str,
    working_days: WorkingDaysFinder = monday_to_friday,
) -> Matched:
    """Post the accepted rows of the Matching sheet, all or none; a row that was posted is never posted again.

    Raises ProposalRefused, naming the row, where one cannot be posted as it stands.
    """
    if not sheets.has("Matching"):
        raise InputRefused("match-first", found=sheets.name)
    book = matching_book(sheets, as_of, working_days)
    approvals = approvals_in(book.tables.get("Approvals"))
    found = accepted(book, approvals, by)
    posting = Posting(book, clock.today(), by, sheets.language)
    for one in found:
        posting.post(one)
        if needs_approval(book, one) and approvals.of(one.source.incoming.key) is None:
            amount = one.first.amount("received")
            _record(approvals, one.source.incoming.key, one.approved_by, one.contents, amount, clock, by)
    if found:
        _write(sheets, book, list(posting.rows(book.payers(similarity))), approvals, [])
        link_receipts(sheets, book.policy.base_currency, by)
    joined = [one.cells("receipt") for one in found if one.cells("receipt")]
    automatic = [_shown(one) for one in found if one.automatic]
    return Matched(book.as_of, posting.posted.receipts, posting.posted.allocations, joined, automatic)


def undo_match(
    sheets: Sheets,
    receipts: Sequence[str],
    as_of: date | None,
    clock: Clock,
    by: str,
    working_days: WorkingDaysFinder = monday_to_friday,
) -> Unmatched:
    """Take back what receipts paid; both sides are open again, and the trace of it stays.

    Raises InputRefused ``receipt-unknown`` or ``receipt-not-matched``.
    """
    book = matching_book(sheets, as_of, working_days)
    if "Receipts" not in book.tables or "Allocations" not in book.tables:
        raise InputRefused("receipt-unknown", found=", ".join(receipts))
    undoing = Undoing(book, book.as_of, clock.today(), by)
    for receipt in dict.fromkeys(receipts):
        undoing.undo(receipt)
    rows = [added(book.tables["Receipts"], undoing.receipts, undoing.on_account)]
    if undoing.allocations:
        rows.append(added(book.tables["Allocations"], undoing.allocations))
    rows += [
        changed(book.tables[name], cells)
        for name, cells in (("Bank", undoing.bank), ("Matching", undoing.matching))
        if cells
    ]
    sheets.write(rows, {})
    return Unmatched(book.as_of, list(dict.fromkeys(receipts)), undoing.allocations)


def _approve(
    book: MatchingBook, blocks: Sequence[Block], rows: Rows, approvals: Approvals, clock: Clock, by: str
) -> tuple[Rows, list[Problem]]:
    """Record approvals that were typed in since, and take back those of something that was changed."""
    table, problems, position = book.tables["Matching"], list[Problem](), 0
    names = list(rows.columns["approved_by"])
    for block in blocks:
        taken = [cells for cells in block.rows if cells.get("accept") is True]
        name, received = approver_of(taken), block.rows[0]["received"]
        contents, known = contents_of(taken, received), approvals.of(block.source)
        if name and fault(known, name, "", contents) is Fault.VOID:
            place = table.place(block.kept[0] or 0, "approved_by")
            problems.append(Problem("approval-taken-back", place, name))
            approvals.record(block.source, "", contents, {"requested_by": by, "requested_at": clock.now()})
            names[position : position + len(block.rows)] = [None] * len(block.rows)
        elif name and known is None:
            _record(approvals, block.source, name, contents, received, clock, by)
        position += len(block.rows)
    return replace(rows, columns={**rows.columns, "approved_by": names}), problems


def _record(
    approvals: Approvals, key: str, approver: str, contents: str, amount: object, clock: Clock, by: str
) -> None:
    now = clock.now()
    approvals.record(key, approver, contents, {
        "amount": amount if isinstance(amount, Decimal) else None, "requested_by": by, "requested_at": now,
        "approved_at": now, "system_user": by,
    })  # fmt: skip


def _write(
    sheets: Sheets, book: MatchingBook, rows: list[Rows], approvals: Approvals, problems: Sequence[Problem]
) -> None:
    if approvals.added:
        sheets.add("approvals")
        rows += approvals.rows(sheets.read("Approvals")["Approvals"])
    if problems:
        rows.append(further_problems(book.tables["Problems"], list(problems), sheets.language))
    sheets.write(rows, {})


def _shown(one: Accepted) -> Mapping[str, object]:
    """Give what a reviewer must see of a match that nobody looked at."""
    row = one.first
    return {
        "source": one.source.named,
        "payer": row.text("payer"),
        "customer": row.text("customer"),
        "currency": row.text("currency"),
        "received": row.text("received"),
        "documents": [line.row.text("document_no") for line in one.lines],
        "confidence": row.cell("confidence"),
        "reasons": row.text("reasons"),
    }
