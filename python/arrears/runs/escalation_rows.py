"""The Escalation sheet: one editable proposal per customer and currency, with its reasons in words and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from arrears import texts
from arrears.core.dates import as_days
from arrears.core.escalation import DunningBlocks, DunningItems, Procedure, Proposal, UnappliedCredits, propose
from arrears.core.letters import dunning_rules, stamp
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value

KEY = ("customer", "currency")


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals of a day, with the stamp of the figures each rests on."""

    proposals: Sequence[Proposal]
    stamps: Sequence[str]


def proposals_of(figures: Figures) -> Proposed:
    """Propose letters from the book's figures; the as-of date stands for the letter date."""
    ledger = figures.sub_ledger.ledger
    procedure = Procedure.of(figures.policy)
    items, blocks, held = _items(figures), _blocks(figures), _credits(figures)
    found = propose(items, blocks, held, ledger.currencies, procedure, letter_date=figures.as_of)
    lines, unapplied = _lines_by_account(figures), _held_by_account(figures)
    stamps = [
        stamp(
            ledger.customers[p.customer], ledger.currencies[p.currency], figures.as_of,
            lines.get((p.customer, p.currency), []), unapplied.get((p.customer, p.currency), 0),
            dunning_rules(figures.policy),
        )
        for p in found
    ]  # fmt: skip
    return Proposed(found, stamps)


def escalation_rows(figures: Figures, proposed: Proposed, language: str) -> tuple[Rows, list[Problem]]:
    """Give the proposals as rows; what a person edited stays while the figures behind the proposal are the same."""
    ledger, names = figures.sub_ledger.ledger, customer_names(figures)
    order = _order(figures, proposed.proposals, names)
    proposals, stamps = [proposed.proposals[n] for n in order], [proposed.stamps[n] for n in order]
    customers = [ledger.customers[p.customer] for p in proposals]
    currencies = [ledger.currencies[p.currency] for p in proposals]

    def amounts(field: str) -> list[Value]:
        return [to_major(getattr(p, field), code) for p, code in zip(proposals, currencies, strict=True)]

    columns: dict[str, Sequence[Value]] = {
        "customer": customers,
        "name": [names.get(customer) for customer in customers],
        "currency": currencies,
        "overdue": amounts("overdue"),
        "disputed": amounts("disputed"),
        "withheld": amounts("withheld"),
        "unapplied": amounts("unapplied"),
        "exposure": amounts("exposure"),
        "interest": [_interest(figures, p) for p in proposals],
        "items": [len(p.items) for p in proposals],
        "oldest_days": [p.oldest_days for p in proposals],
        "last_level": [p.last_level or None for p in proposals],
        "last_letter": [p.last_letter for p in proposals],
        "reasons": [texts.in_words(p.reasons, code, language) for p, code in zip(proposals, currencies, strict=True)],
        "proposed": stamps,
    }
    rows, orphaned = rows_by_key(figures.tables["Escalation"], KEY, columns)
    edits = _edits(figures.tables["Escalation"], proposals, columns, rows.kept)
    return Rows(rows.table, {**rows.columns, **edits}, rows.kept), orphaned


def _order(figures: Figures, proposals: Sequence[Proposal], names: Mapping[str, str]) -> list[int]:
    """Put letters to send first, the highest level first, then by name."""
    customers = figures.sub_ledger.ledger.customers

    def place(n: int) -> tuple[bool, int, str]:
        return not proposals[n].send, -proposals[n].level, names.get(customers[proposals[n].customer], "").casefold()

    return sorted(range(len(proposals)), key=place)


def _edits(
    old: Table, proposals: Sequence[Proposal], columns: Mapping[str, Sequence[Value]], kept: Sequence[int | None]
) -> Mapping[str, Sequence[Value | Keep]]:
    """Propose send and level anew, except where the same proposal may already have been edited.

    The template stays blank, which means the level's own: a changed level then changes the letter with it.

    The same are its figures (by their stamp) and its reasons: a hold set since then, or a changed policy, counts.
    """
    compared = [name for name in ("proposed", "reasons") if name in old.columns]
    same = [
        row is not None and all(old.columns[name][row] == columns[name][n] for name in compared)
        for n, row in enumerate(kept)
    ]
    return {
        "send": [KEEP if keep else p.send for p, keep in zip(proposals, same, strict=True)],
        "level": [KEEP if keep else p.level or None for p, keep in zip(proposals, same, strict=True)],
        "template": [KEEP if keep else None for keep in same],
    }


def _interest(figures: Figures, proposal: Proposal) -> Value:
    if not proposal.claims_interest:
        return None
    minor = sum(int(figures.interest.amount[item]) for item in proposal.items)
    return to_major(minor, figures.sub_ledger.ledger.currencies[proposal.currency])


def _items(figures: Figures) -> DunningItems:
    table, rows, ledger = figures.tables["Invoices"], figures.sub_ledger.item_rows, figures.sub_ledger.ledger
    level, last, hold = (table.column(key) for key in ("level", "last_letter", "hold_until"))
    account_hold = _account_holds(figures)
    accounts = zip(rows, ledger.items.customer.tolist(), ledger.items.currency.tolist(), strict=True)
    holds = [
        _later(hold[row], account_hold.get((ledger.customers[customer], ledger.currencies[currency])))
        for row, customer, currency in accounts
    ]
    documents = table.column("document_no")
    return DunningItems(
        document=tuple(str(documents[row] or "") for row in rows),
        customer=ledger.items.customer,
        currency=ledger.items.currency,
        kind=ledger.items.kind,
        balance=figures.ageing.balance,
        disputed=ledger.items.disputed,
        days_past_due=np.where(_dated(figures), figures.ageing.days, 0),
        level=np.array([level[row] or 0 for row in rows], dtype=np.int64),
        last_letter=as_days([_day(last[row]) for row in rows]),
        hold_until=as_days(holds),
    )


def _dated(figures: Figures) -> NDArray[np.bool_]:
    """Tell which items have a due date, of their own or by their terms; nobody is asked to pay one that has none."""
    due, by_terms = figures.tables["Invoices"].column("due_date"), figures.sub_ledger.terms.by_terms
    return np.array([due[row] is not None or by_terms[row] for row in figures.sub_ledger.item_rows], dtype=np.bool_)


def _account_holds(figures: Figures) -> dict[tuple[str, str], date]:
    """Give the holds that people set on the Escalation sheet."""
    table = figures.tables["Escalation"]
    rows = zip(table.column("customer"), table.column("currency"), table.column("hold_until"), strict=True)
    return {(str(customer), str(currency)): day for customer, currency, day in rows if isinstance(day, date)}


def _blocks(figures: Figures) -> DunningBlocks:
    table = figures.tables["Customers"]
    stop, hold = table.column("stop"), table.column("hold_until")
    row_of = {str(key): row for row, key in enumerate(table.column("customer"))}
    rows = [row_of.get(customer) for customer in figures.sub_ledger.ledger.customers]
    return DunningBlocks(
        tuple("" if row is None else str(stop[row] or "") for row in rows),
        as_days([None if row is None else _day(hold[row]) for row in rows]),
    )


def _credits(figures: Figures) -> UnappliedCredits:
    ledger, ageing = figures.sub_ledger.ledger, figures.ageing
    credit, held = ageing.balance < 0, ageing.unapplied > 0
    return UnappliedCredits(
        np.concatenate([ledger.items.customer[credit], ledger.receipts.customer[held]]),
        np.concatenate([ledger.items.currency[credit], ledger.receipts.currency[held]]),
        np.concatenate([-ageing.balance[credit], ageing.unapplied[held]]),
    )


def _lines_by_account(figures: Figures) -> dict[tuple[int, int], list[tuple[str, int, int]]]:
    ledger, level = figures.sub_ledger.ledger, figures.tables["Invoices"].column("level")
    lines: dict[tuple[int, int], list[tuple[str, int, int]]] = {}
    for n, row in enumerate(figures.sub_ledger.item_rows):
        balance = int(figures.ageing.balance[n])
        if balance:
            at = level[row]
            account = (int(ledger.items.customer[n]), int(ledger.items.currency[n]))
            lines.setdefault(account, []).append((ledger.items.key[n], balance, at if isinstance(at, int) else 0))
    return lines


def _held_by_account(figures: Figures) -> dict[tuple[int, int], int]:
    ledger, held = figures.sub_ledger.ledger, figures.ageing.unapplied
    sums: dict[tuple[int, int], int] = {}
    rows = zip(ledger.receipts.customer.tolist(), ledger.receipts.currency.tolist(), held.tolist(), strict=True)
    for customer, currency, amount in rows:
        sums[customer, currency] = sums.get((customer, currency), 0) + amount
    return sums


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _later(one: Value, other: date | None) -> date | None:
    days = [day for day in (one, other) if isinstance(day, date)]
    return max(days, default=None)
