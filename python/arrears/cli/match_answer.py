"""What ``arrears match`` and ``arrears unmatch`` answer, and how it reads on a terminal."""

from collections.abc import Mapping
from typing import Any

from arrears.cli import answers
from arrears.cli.screens import Screen
from arrears.core.matching.confidence import SURE
from arrears.runs.match import Matched, Matches, Unmatched
from arrears.runs.matching.matching_rows import Block

Answer = dict[str, Any]
_ROWS_SHOWN = 20


def proposed(done: Matches, language: str) -> Answer:
    """Answer every proposal with its items, as they stand on the sheet, and why."""
    return {
        "as_of": done.as_of.isoformat(),
        "proposals": [_block(block) for block in done.blocks],
        "sure": sum(block.rows[0]["confidence"] >= SURE for block in done.blocks),  # type: ignore[operator]
        "problems": answers.problems(done.problems, language),
    }


def _block(block: Block) -> Answer:
    first = block.rows[0]
    same = ("payer", "reference", "currency", "customer", "confidence", "receipt", "returns")
    kind, _, named = block.source.partition(":")
    items = [row for row in block.rows if row.get("document_no")]
    return {
        "source": kind,
        "key": named,
        "value_date": str(first["value_date"]),
        "received": str(first["received"]),
        **{key: first.get(key) for key in same},
        "items": [
            {key: _text(row.get(key)) for key in ("document_no", "customer", "open", "paid", "deducted", "deducted_as")}
            for row in items
        ],
        "on_account": _text(first.get("unassigned")),
        "accepted": [row.get("accept") is True for row in block.rows],
        "reasons": first["reasons"],
    }


def posted(done: Matched) -> Answer:
    """Answer what was posted: receipts, allocations, lines joined with receipts there were, what nobody looked at."""
    return {
        "as_of": done.as_of.isoformat(),
        "receipts": [_cells(row) for row in done.receipts],
        "allocations": [_cells(row) for row in done.allocations],
        "joined": list(done.joined),
        "automatic": [dict(one) for one in done.automatic],
    }


def undone(done: Unmatched) -> Answer:
    """Answer what was undone."""
    return {
        "as_of": done.as_of.isoformat(),
        "receipts": list(done.receipts),
        "allocations": [_cells(row) for row in done.allocations],
    }


def proposed_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Show how many proposals there are, how many are sure, and those that want a look most: the least sure."""
    word, found = screen.word, answer["proposals"]
    if not found:
        return [word("nothing-to-match")]
    rows = [
        (
            one["value_date"],
            one["payer"],
            f"{one['received']} {one['currency']}",
            _documents(one),
            f"{one['confidence']} %",
            one["reasons"],
        )
        for one in sorted(found, key=lambda one: one["confidence"])[:_ROWS_SHOWN]
    ]
    headings = (word("match-date"), word("match-payer"), word("amount"), word("match-items"), word("match-sure"))
    shown: list[object] = [screen.table(*headings, word("match-why"), rows=rows, right=(2, 4))]
    if len(found) > _ROWS_SHOWN:
        shown.append(word("more-rows", count=len(found) - _ROWS_SHOWN))
    counted = {"count": len(found), "sure": answer["sure"], "limit": SURE}
    return [*shown, word("matches-proposed", as_of=answer["as_of"], **counted)]


def posted_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Show what was posted, and each match that nobody looked at."""
    word = screen.word
    receipts, allocations, joined = (len(answer[name]) for name in ("receipts", "allocations", "joined"))
    shown: list[object] = []
    if receipts or allocations:
        shown.append(word("matches-posted", receipts=receipts, allocations=allocations))
    if joined:
        shown.append(word("matches-joined", count=joined))
    if not shown:
        shown.append(word("nothing-accepted"))
    for one in answer["automatic"]:
        documents = ", ".join(str(number) for number in one["documents"])
        shown.append(
            word("match-unseen", payer=one["payer"], received=one["received"], currency=one["currency"],
                 documents=documents, percent=one["confidence"], reasons=one["reasons"])
        )  # fmt: skip
    return shown


def undone_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Show what was undone."""
    receipts = ", ".join(answer["receipts"])
    return [screen.word("matches-undone", receipts=receipts, allocations=len(answer["allocations"]))]


def _documents(one: Mapping[str, Any]) -> str:
    return ", ".join(item["document_no"] for item in one["items"]) or one["receipt"] or one["returns"] or "-"


def _cells(row: Mapping[str, object]) -> Answer:
    return {key: _text(value) for key, value in row.items() if value is not None}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
