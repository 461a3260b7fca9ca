"""The Matching sheet: one row per receipt and item, in blocks; what a person decided stays while its block is the same.

A block is the same while its source, its proposal and the balances behind it are. Posted rows stay below, as the record
for whoever reviews the month.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from arrears import texts
from arrears.core.approvals import fingerprint
from arrears.core.matching.incoming import Line
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.runs.matching.matching_book import MatchingBook
from arrears.runs.matching.matching_states import PROPOSED
from arrears.runs.matching.named_item import named_item
from arrears.runs.matching.proposals import Proposal
from arrears.runs.ports import Rows, Table, Value
from arrears.runs.reading import Row

EDITED = ("accept", "approved_by", "customer", "document_no", "paid", "deducted", "deducted_as")
_AMOUNTS = ("customer", "document_no", "paid", "deducted", "deducted_as")
AUTOMATIC = "automatic"
"""Who accepted what nobody looked at; the sheet of the reviewer."""
_COLUMNS = (
    "value_date", "payer", "reference", "currency", "received", "confidence", *EDITED, "name", "open", "left_open",
    "unassigned", "reasons", "state", "accepted_by", "receipt", "returns", "refund_of", "taken_before", "item_key",
    "source", "line", "first_row", "row_count", "proposed",
)  # fmt: skip


@dataclass(slots=True)
class Block:
    """The rows of one source: their cells, and the rows of the old sheet whose notes they keep."""

    source: str
    rows: list[dict[str, Value]] = field(default_factory=list)
    kept: list[int | None] = field(default_factory=list)


def matching_rows(
    book: MatchingBook, proposals: Sequence[Proposal], language: str
) -> tuple[Rows, list[Block], list[Problem]]:
    """Lay the proposals out beside what stands on the sheet; give the blocks, and what was decided and is gone."""
    table, old = book.tables["Matching"], _old_blocks(book.tables["Matching"])
    problems: list[Problem] = []
    blocks = []
    for proposal in _ordered(proposals):
        fresh = _fresh(book, proposal, language)
        before = old.pop(fresh.source, [])
        if before and before[0].text("proposed") == fresh.rows[0]["proposed"]:
            fresh = _carried(book, fresh, before)
        else:
            problems += [_dropped(row) for row in before[:1] if _decided(before)]
        blocks.append(fresh)
    for rows in old.values():
        problems += [_dropped(row) for row in rows[:1] if _decided(rows)]
    _work_out(book, blocks)
    return _as_rows(table, blocks), blocks, problems


def _ordered(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Put the surest first, and what belongs to one day together."""
    return sorted(
        proposals,
        key=lambda one: (-one.proposed.confidence, one.source.incoming.day, one.source.kind, one.source.incoming.key),
    )


def _old_blocks(table: Table) -> dict[str, list[Row]]:
    """Give the rows of each source that are not posted yet."""
    blocks: dict[str, list[Row]] = {}
    for number in range(len(table)):
        row = Row(table, number)
        if row.text("state") in ("", PROPOSED):
            blocks.setdefault(row.text("source"), []).append(row)
    return blocks


def _fresh(book: MatchingBook, proposal: Proposal, language: str) -> Block:
    """Give the rows of a proposal as nobody has edited them."""
    source, incoming, proposed = proposal.source, proposal.source.incoming, proposal.proposed
    why = texts.in_words(proposed.reasons, incoming.currency, language)
    head: dict[str, Value] = {
        "value_date": incoming.day,
        "payer": incoming.payer or None,
        "reference": incoming.reference or None,
        "currency": incoming.currency,
        "received": to_major(source.sign * incoming.amount, incoming.currency),
        "confidence": proposed.confidence,
        "customer": proposed.customer or None,
        "reasons": why,
        "state": PROPOSED,
        "receipt": proposal.receipt or None,
        "returns": proposal.returns or None,
        "refund_of": proposal.refunds or None,
        "source": incoming.key,
        "proposed": _stamp(book, proposal),
    }
    rows = [head | _line(book, line, incoming.currency) | {"line": n} for n, line in enumerate(proposed.lines, 1)] or [
        head | {"line": 1}
    ]
    if _unseen(book, proposal):
        rows = [row | {"accept": True, "accepted_by": AUTOMATIC} for row in rows]
    return Block(incoming.key, rows, [None] * len(rows))


def _line(book: MatchingBook, line: Line, currency: str) -> dict[str, Value]:
    item = line.item
    return {
        "customer": book.customer(item),
        "document_no": book.document(item) or None,
        "paid": to_major(line.paid, currency),
        "deducted": to_major(line.deducted, currency) if line.deducted else None,
        "deducted_as": line.deducted_as or None,
        "item_key": book.sub_ledger.ledger.items.key[item],
    }


def _unseen(book: MatchingBook, proposal: Proposal) -> bool:
    """Tell whether a proposal is accepted unseen: the policy allows it, it is sure enough, and needs no approval.

    Somebody looks at all that went out.
    """
    limit, incoming = book.policy.match_accept, proposal.source.incoming
    if proposal.source.sign < 0 or not (proposal.proposed.lines or proposal.receipt):
        return False
    if not limit or proposal.proposed.confidence < limit:
        return False
    most = book.policy.approval_amount
    large = bool(most) and to_major(incoming.amount, incoming.currency) >= most and not proposal.receipt
    return not large and all(line.deducted_as in ("", "discount") for line in proposal.proposed.lines)


def _stamp(book: MatchingBook, proposal: Proposal) -> str:
    """Give the fingerprint of a proposal and of what it rests on."""
    proposed, incoming = proposal.proposed, proposal.source.incoming
    keys = book.sub_ledger.ledger.items.key
    lines = [(keys[one.item], *one[1:], int(book.balances[one.item])) for one in proposed.lines]
    parts = (incoming.amount, incoming.currency, incoming.day, proposed.customer, lines, proposed.confidence)
    why = [one.name for one in proposed.reasons]
    refunds = (proposal.refunds,) if proposal.refunds else ()
    return fingerprint((*parts, why, proposal.receipt, proposal.returns, *refunds))[:16]


def _carried(book: MatchingBook, fresh: Block, before: Sequence[Row]) -> Block:
    """Give a block with a person's edits, rows that a person added among them."""
    offered = {row["line"]: row for row in fresh.rows}
    rows = []
    for row in before:
        cells = fresh.rows[0] | {name: row.cell(name) for name in (*EDITED, "accepted_by", "line")}
        found = named_item(book, row)
        cells["item_key"] = None if found is None else book.sub_ledger.ledger.items.key[found]
        one = offered.get(row.cell("line"), {})
        if cells["accept"] is not True or any(one.get(name) != cells[name] for name in _AMOUNTS):
            cells["accepted_by"] = None
        rows.append(cells)
    return Block(fresh.source, rows, [row.number for row in before])


def _decided(rows: Sequence[Row]) -> bool:
    """Tell whether a person decided anything about a block."""
    by_hand = (row for row in rows if row.text("accepted_by") != AUTOMATIC)
    return any(row.cell("accept") is True or row.text("approved_by") for row in by_hand)


def _dropped(row: Row) -> Problem:
    return Problem("match-decision-dropped", row.place("accept"), row.text("payer") or row.text("source"))


def _work_out(book: MatchingBook, blocks: Sequence[Block]) -> None:
    """Fill what follows from the amounts: what is open, taken before, left, and not assigned to any item."""
    taken: dict[str, Decimal] = {}
    position = 1
    for block in blocks:
        received = block.rows[0]["received"]
        paid = sum((_amount(row.get("paid")) for row in block.rows), Decimal(0))
        for row in block.rows:
            key = row.get("item_key")
            row |= {"first_row": position, "row_count": len(block.rows), "name": book.names.get(str(row["customer"]))}
            row["unassigned"] = _amount(received) - paid
            if not isinstance(key, str):
                continue
            item = book.item_of[key]
            open_ = to_major(int(book.balances[item]), book.currency(item))
            row |= {"open": open_, "taken_before": taken.get(key, Decimal(0)) or None}
            gives = _amount(row.get("paid")) + _amount(row.get("deducted"))
            row["left_open"] = open_ - taken.get(key, Decimal(0)) - gives
            taken[key] = taken.get(key, Decimal(0)) + gives
        position += len(block.rows)


def _as_rows(table: Table, blocks: Sequence[Block]) -> Rows:
    """Give the whole sheet: blocks first, then what was posted before, each row where its block then stands."""
    lines: list[Mapping[str, Value]] = [row for block in blocks for row in block.rows]
    kept: list[int | None] = [row for block in blocks for row in block.kept]
    done = [Row(table, n) for n in range(len(table)) if Row(table, n).text("state") not in ("", PROPOSED)]
    lines += list(_done(done, len(lines) + 1))
    kept += [row.number for row in done]
    columns: dict[str, Sequence[Value]] = {name: [line.get(name) for line in lines] for name in _COLUMNS}
    checks = {"left_check": columns["left_open"], "unassigned_check": columns["unassigned"]}
    return Rows("Matching", columns | checks, kept)


def _done(rows: Sequence[Row], first: int) -> Iterator[Mapping[str, Value]]:
    """Give posted rows as they were, their blocks counted from where they stand now."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for n, row in enumerate(rows):
        blocks.setdefault((row.text("source"), row.text("proposed")), []).append(n)
    for row in rows:
        own = blocks[row.text("source"), row.text("proposed")]
        yield {name: row.cell(name) for name in _COLUMNS} | {"first_row": first + own[0], "row_count": len(own)}


def _amount(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
