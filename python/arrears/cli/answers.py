"""What each command answers, as plain data: amounts as text in major units, days in ISO form."""
# ruff: noqa: PLC0415 - the calculators answer without loading what only workbooks need

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from arrears import texts
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.errors import Refusal
from arrears.labels import bucket_labels

if TYPE_CHECKING:
    from arrears.runs.dunning.escalation_rows import Proposed
    from arrears.runs.figures import Figures
    from arrears.runs.import_list import Imported
    from arrears.runs.refresh import Refreshed

Answer = dict[str, Any]


def refusal(case: Refusal, language: str) -> Answer:
    """Answer with a refusal: where, what was found, what is wrong, what to do."""
    wrong, do = texts.wrong_and_do(case, language)
    return {
        "error": {
            "name": case.name,
            "where": texts.place(case.where, language),
            "found": case.found,
            "wrong": wrong,
            "do": do,
        }
    }


def problem(case: Problem, language: str) -> Answer:
    """Answer with one problem."""
    wrong, do = texts.wrong_and_do(case, language)
    return {
        "name": case.name,
        "where": texts.place(case.where, language),
        "sheet": case.where.sheet,
        "cell": case.where.cell,
        "found": case.found,
        "wrong": wrong,
        "do": do,
        "severity": case.severity.value,
        "amount": _text(case.amount),
        "currency": case.currency,
    }


def problems(cases: Sequence[Problem], language: str) -> list[Answer]:
    """Answer with problems, those left out of totals first."""
    return [problem(case, language) for case in sorted(cases, key=lambda case: case.severity.value)]


def imported(done: Imported, language: str) -> Answer:
    """Answer what an import read, how, and what it changed."""
    listing = done.listing
    return {
        "file": listing.file,
        "sha256": listing.sha256,
        "kind": listing.kind,
        "sheet": listing.sheet,
        "header_row": listing.header_row,
        "list_date": _text(done.list_date),
        "mapping": dict(listing.mapping),
        "read": len(listing),
        "left_out": [
            {"row": out.row, "reason": texts.shown("reason", out.reason, language), "amount": _text(out.amount)}
            for out in listing.left_out
        ],
        "totals": {currency: str(total) for currency, total in done.totals.items()},
        "printed_totals": {field: str(total) for field, total in listing.printed_totals.items()},
        "changes": {
            name: {
                "items": change.count,
                "amounts": {c: str(a) for c, a in change.amounts.items()},
                "keys": list(change.keys),
            }
            for name, change in done.changes.items()
        },
        "ties": done.ties,
        "already_imported": done.already or None,
        "notes": [texts.shown("note", note, language) for note in listing.notes],
        "problems": problems(done.problems, language),
    }


def refreshed(done: Refreshed, language: str) -> Answer:
    """Answer the figures of a refresh: per currency items, open amount, buckets; the control; proposals; problems."""
    from arrears.runs.interest.interest_due import due_by_currency
    from arrears.runs.items.discount_rows import discounts_by_currency

    return {
        "as_of": done.figures.as_of.isoformat(),
        "currencies": currencies(done.figures, language),
        "control": {
            tie.currency: {
                "open_items": str(tie.open_items),
                "buckets": str(tie.buckets),
                "difference": str(tie.buckets - tie.open_items),
                "control_account": _text(tie.account),
                "listed": {cause: str(amount) for cause, amount in tie.listed.items()},
                "unknown": _text(tie.unknown),
            }
            for tie in done.ties
        },
        "discounts": {
            code: {what: str(to_major(minor, code)) for what, minor in sums.items()}
            for code, sums in discounts_by_currency(done.figures, done.discounts).items()
        },
        "interest": {
            code: {what: str(to_major(minor, code)) for what, minor in sums.items()}
            for code, sums in due_by_currency(done.figures).items()
        },
        "proposals": proposals(done.figures, done.proposed, language),
        "problems": problems(done.problems, language),
    }


def currencies(figures: Figures, language: str) -> Answer:
    """Answer, per currency, what is open and how late."""
    from arrears.runs.figures import interest_by_currency

    ledger, totals = figures.sub_ledger.ledger, figures.by_currency
    labels = bucket_labels(figures.policy.buckets, language)
    interest = interest_by_currency(figures)
    answer: Answer = {}
    for row, code in enumerate(totals.currency.tolist()):
        currency = ledger.currencies[code]
        amounts = [int(totals.not_due[row]), *totals.buckets[row].tolist()]
        counts = [int(totals.not_due_count[row]), *totals.counts[row].tolist()]
        answer[currency] = {
            "items": int(totals.items[row]),
            "open": str(to_major(int(totals.total[row]), currency)),
            "buckets": {
                label: {"items": count, "amount": str(to_major(amount, currency))}
                for label, count, amount in zip(labels, counts, amounts, strict=True)
            },
            "unapplied": str(to_major(int(totals.unapplied[row]), currency)),
            "unapplied_count": int(totals.unapplied_count[row]),
            "overdue": str(to_major(int(totals.overdue[row]), currency)),
            "interest": str(to_major(interest.get(currency, 0), currency)),
        }
    return answer


def proposals(figures: Figures, proposed: Proposed, language: str) -> list[Answer]:
    """Answer every proposal with its reasons in words."""
    ledger = figures.sub_ledger.ledger
    return [
        {
            "customer": ledger.customers[p.customer],
            "currency": ledger.currencies[p.currency],
            "send": send,
            "level": level,
            "overdue": str(to_major(p.overdue, ledger.currencies[p.currency])),
            "disputed": str(to_major(p.disputed, ledger.currencies[p.currency])),
            "on_hold": str(to_major(p.withheld, ledger.currencies[p.currency])),
            "unapplied": str(to_major(p.unapplied, ledger.currencies[p.currency])),
            "exposure": str(to_major(p.exposure, ledger.currencies[p.currency])),
            "items": len(p.items),
            "reasons": texts.in_words(p.reasons, ledger.currencies[p.currency], language),
            "flags": {flag.name: texts.in_words([flag], ledger.currencies[p.currency], language) for flag in flags},
        }
        for p, flags, (send, level) in zip(
            proposed.proposals, proposed.flags, _as_on_sheet(figures, proposed), strict=True
        )
    ]


def _as_on_sheet(figures: Figures, proposed: Proposed) -> list[tuple[bool, int | None]]:
    """Give send and level of each proposal as the sheet has them, so that a person's decision is not contradicted."""
    customers, currencies = figures.sub_ledger.ledger.customers, figures.sub_ledger.ledger.currencies
    return [
        proposed.on_sheet.get(
            (customers[p.customer], currencies[p.currency]), (p.send, p.level or (0 if p.reminds else None))
        )
        for p in proposed.proposals
    ]


def listed_problem(row: Mapping[str, object]) -> Answer:
    """Answer with a problem as the Problems sheet lists it."""
    shown = {key: _text(value) or "" for key, value in row.items()}
    where = "!".join(part for part in (shown["place"], shown["cell"]) if part)
    return {
        "name": "", "where": where, "sheet": "", "cell": shown["cell"], "found": shown["found"],
        "wrong": shown["wrong"], "do": shown["do"], "severity": shown["severity"],
        "amount": shown["amount"] or None, "currency": shown["currency"],
    }  # fmt: skip


def _text(value: object) -> str | None:
    if value is None:
        return None
    return (
        value.isoformat()
        if isinstance(value, date)
        else str(value)
        if not isinstance(value, Decimal)
        else format(value, "f")
    )
