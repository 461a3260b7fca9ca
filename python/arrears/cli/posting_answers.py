"""What the commands on postings and bills answer, and how it reads on a terminal."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from arrears.cli import answers
from arrears.cli.screens import Screen
from arrears.core.money import to_major
from arrears.office.headings import choice
from arrears.runs.bookkeeping.bill_changes import BroughtIn
from arrears.runs.bookkeeping.journal import JournalLine, JournalVoucher
from arrears.runs.refresh import Refreshed

Answer = dict[str, Any]


def drawn_up(
    done: Refreshed, vouchers: Sequence[JournalVoucher], written: Sequence[JournalVoucher], language: str
) -> Answer:
    """Answer the vouchers of the book and which of them were written to the file."""
    return {
        "as_of": done.figures.as_of.isoformat(),
        "postings": [_voucher(one) for one in vouchers],
        "exported": [one.number for one in written],
        "problems": answers.problems(done.problems, language),
    }


def lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Show what is to post, and what was exported."""
    word = screen.word
    waiting = [one for one in answer["postings"] if one["state"] == "to post"]
    shown: list[object] = [word("as-of", day=answer["as_of"])]
    if not waiting:
        shown.append(word("vouchers-none"))
    else:
        rows = [
            (one["voucher"], one["date"], choice(one["kind"], screen.language), one["currency"], one["debits"],
             one["base_debits"], one["lines"][0]["text"])
            for one in waiting[:_MOST]
        ]  # fmt: skip
        headings = (word("voucher"), word("voucher-date"), word("about"), word("currency"), word("debits"))
        shown.append(screen.table(*headings, word("currency-base"), word("voucher-text"), rows=rows, right=(4, 5)))
        exported = sum(bool(one["exported"]) and one["voucher"] not in answer["exported"] for one in waiting)
        told = {"amounts": _debits(waiting), "posted": len(answer["postings"]) - len(waiting)}
        shown.append(word("vouchers-to-post", count=len(waiting), exported=exported, **told))
    if answer["file"]:
        written = [one for one in answer["postings"] if one["voucher"] in answer["exported"]]
        told = {"amounts": _debits(written), "file": answer["file"], "format": answer["format"]}
        shown.append(word("vouchers-exported", count=len(written), **told))
    elif answer["format"]:
        shown.append(word("vouchers-nothing-new"))
    return shown


def _debits(vouchers: Sequence[Mapping[str, Any]]) -> str:
    """Add the debits of vouchers up, a sum a currency."""
    sums: dict[str, Decimal] = {}
    for one in vouchers:
        sums[one["currency"]] = sums.get(one["currency"], Decimal(0)) + Decimal(one["debits"])
    return ", ".join(f"{amount:,} {currency}" for currency, amount in sums.items()) or "-"


_MOST = 30
"""Vouchers shown on a terminal; the sheet has them all."""


def bills(done: BroughtIn, refreshed: Refreshed, language: str) -> Answer:
    """Answer the bills as of the book's day, and what was written to Allocations."""
    day = refreshed.figures.as_of
    return {
        "as_of": day.isoformat(),
        "bills": [
            {
                "number": one.bill.number,
                "customer": one.customer,
                "currency": one.currency,
                "amount": str(to_major(one.bill.amount, one.currency)),
                "item": one.bill.item or None,
                "state": one.bill.state_on(day) or None,
                "under_way": str(to_major(one.bill.pending_on(day), one.currency)),
                "at_risk": str(to_major(one.bill.exposure_on(day), one.currency)),
            }
            for one in done.bills
        ],
        "written": [
            {
                "number": one.bill.bill.number,
                "item": one.bill.bill.item,
                "day": one.event.day.isoformat(),
                "amount": str(to_major(one.event.settles, one.bill.currency)),
            }
            for one in done.written
        ],
        "problems": answers.problems(refreshed.problems, language),
    }


def bill_lines(screen: Screen, answer: Mapping[str, Any]) -> list[object]:
    """Show where each bill stands."""
    word = screen.word
    rows = [
        (one["number"], one["customer"], one["currency"], one["amount"],
         choice(one["state"] or "", screen.language), one["under_way"], one["at_risk"])
        for one in answer["bills"]
    ]  # fmt: skip
    headings = (word("number"), word("customer"), word("currency"), word("amount"), word("bill-state"))
    table = screen.table(*headings, word("under-way"), word("at-risk"), rows=rows, right=(3, 5, 6))
    written = word("bills-brought-in", bills=len(answer["bills"]), written=len(answer["written"]))
    return [word("as-of", day=answer["as_of"]), *([table] if rows else []), written]


def _voucher(one: JournalVoucher) -> Answer:
    return {
        "voucher": one.number,
        "date": one.day.isoformat(),
        "kind": one.kind,
        "customer": one.customer,
        "currency": one.currency,
        "debits": str(sum((line.amount for line in one.lines if line.debit), Decimal(0))),
        "base_debits": str(sum((line.base for line in one.lines if line.debit), Decimal(0))),
        "state": one.state,
        "exported": one.exported or None,
        "erp_document_no": one.erp_document_no or None,
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: JournalLine) -> Answer:
    nothing = Decimal(0)
    return {
        "account": line.account or None,
        "debit": str(line.amount if line.debit else nothing),
        "credit": str(nothing if line.debit else -line.amount),
        "base_debit": str(line.base if line.debit else nothing),
        "base_credit": str(nothing if line.debit else -line.base),
        "tax_code": line.tax_code or None,
        "text": line.text,
        "document_no": line.document_no or None,
    }
