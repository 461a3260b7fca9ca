"""What ``arrears charge`` answers, and how it reads on a terminal."""

from collections.abc import Mapping
from typing import Any

from arrears.cli import answers
from arrears.cli.screens import Screen
from arrears.core.money import to_major
from arrears.runs.charge import ChargedNotes, NumberedNote
from arrears.runs.interest.interest_notes import Note

Answer = dict[str, Any]


def charged(done: ChargedNotes, language: str) -> Answer:
    """Answer the notes with their lines, what is carried on, and the problems."""
    return {
        "as_of": done.figures.as_of.isoformat(),
        "notes": [_note(done, one) for one in done.notes],
        "carried": [_account(done, note) for note in done.carried],
        "problems": answers.problems(done.problems, language),
    }


def lines(screen: Screen, answer: Mapping[str, Any], *, dry_run: bool) -> list[object]:
    """Show the notes, and what is carried on to the next."""
    word = screen.word
    rows = [
        (n["number"], n["customer"], n["currency"], n["interest"], n["fixed_sum"], n["amount"]) for n in answer["notes"]
    ]
    shown: list[object] = [word("as-of", day=answer["as_of"])]
    if rows:
        headings = (word("number"), word("customer"), word("currency"), word("interest"), word("fixed-sum"))
        shown.append(screen.table(*headings, word("amount"), rows=rows, right=(3, 4, 5)))
        shown.append(word("nothing-written") if dry_run else word("notes-to-post", count=len(rows)))
    else:
        shown.append(word("nothing-to-charge"))
    shown += [word("interest-carried", **carried) for carried in answer["carried"]]
    return shown


def _note(done: ChargedNotes, one: NumberedNote) -> Answer:
    note, ledger = one.note, done.figures.sub_ledger.ledger
    currency = ledger.currencies[note.currency]
    documents, rows = done.figures.tables["Invoices"].column("document_no"), done.figures.sub_ledger.item_rows

    def major(minor: int) -> str:
        return str(to_major(minor, currency))

    return {
        "number": one.number,
        **_account(done, note),
        "interest": major(sum(line.interest for line in note.lines)),
        "fixed_sum": major(sum(line.fixed for line in note.lines)),
        "vat_treatment": note.vat_treatment,
        "vat": None if note.vat is None else major(note.vat),
        "lines": [
            {
                "document_no": documents[rows[line.item]],
                "item": ledger.items.key[line.item],
                "interest": major(line.interest),
                "fixed_sum": major(line.fixed),
            }
            for line in note.lines
        ],
    }


def _account(done: ChargedNotes, note: Note) -> Answer:
    ledger = done.figures.sub_ledger.ledger
    currency = ledger.currencies[note.currency]
    return {
        "customer": ledger.customers[note.customer],
        "currency": currency,
        "amount": str(to_major(note.amount, currency)),
    }
