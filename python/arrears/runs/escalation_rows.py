"""The Escalation sheet: one editable proposal per customer and currency, with its reasons in words and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears import texts
from arrears.core.escalation import Proposal, propose
from arrears.core.letters import stamp
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.core.procedures import Procedure
from arrears.core.reasons import Reason
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.dunning_inputs import DunningInputs
from arrears.runs.figures import Figures
from arrears.runs.flag_rows import Flags
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value
from arrears.runs.procedures_table import proposal_rules
from arrears.runs.undertakings import Standing

KEY = ("customer", "currency")
_DECIDED = ("edit_reason", "approved_by", "released")
"""What a person decides about one proposal: another one is to be decided anew."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals of a day: of each the stamp of the figures it rests on, its flags, and its customer's procedure.

    ``standing``: how promises and plans stand.
    """

    proposals: Sequence[Proposal]
    stamps: Sequence[str]
    flags: Sequence[tuple[Reason, ...]]
    procedures: Sequence[Procedure]
    standing: Standing


def proposals_of(figures: Figures, letter_date: date | None = None) -> Proposed:
    """Propose letters from the book's figures; the as-of date stands for the letter date where none is given."""
    ledger, inputs = figures.sub_ledger.ledger, DunningInputs(figures, letter_date or figures.as_of)
    flags = Flags(inputs)
    blocks = inputs.blocks(dict.fromkeys(flags.over_limit(), ()))
    found = propose(
        inputs.items(), blocks, inputs.credits(), ledger.currencies, inputs.procedures, letter_date=inputs.letter_date
    )
    lines, unapplied = _lines_by_account(inputs), _held_by_account(figures)
    stamps = [
        stamp(
            ledger.customers[p.customer], ledger.currencies[p.currency], figures.as_of,
            lines.get((p.customer, p.currency), []), unapplied.get((p.customer, p.currency), 0),
            proposal_rules(figures.policy, inputs.procedures[p.customer]),
        )
        for p in found
    ]  # fmt: skip
    procedures = [inputs.procedures[p.customer] for p in found]
    return Proposed(found, stamps, [flags.of(p) for p in found], procedures, inputs.standing)


def escalation_rows(figures: Figures, proposed: Proposed, language: str) -> tuple[Rows, list[Problem]]:
    """Give the proposals as rows; what a person edited stays while the figures behind the proposal are the same."""
    ledger, names = figures.sub_ledger.ledger, customer_names(figures)
    order = _order(figures, proposed.proposals, names)
    proposals, stamps = [proposed.proposals[n] for n in order], [proposed.stamps[n] for n in order]
    flags, procedures = [proposed.flags[n] for n in order], [proposed.procedures[n] for n in order]
    stages = [
        procedure.stage(p.level) if p.level or p.reminds else None
        for p, procedure in zip(proposals, procedures, strict=True)
    ]
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
        "flags": [texts.in_words(f, code, language) or None for f, code in zip(flags, currencies, strict=True)],
        "actor": [(stage and stage.actor) or None for stage in stages],
        "channel": [(stage and stage.channel) or None for stage in stages],
        "proposed": stamps,
    }
    rows, orphaned = rows_by_key(figures.tables["Escalation"], KEY, columns)
    edits = _edits(figures.tables["Escalation"], proposals, columns, rows.kept)
    hidden = {
        "released": not any(one.name == "key-account" for p in proposals for one in p.reasons),
        "flags": not any(flags),
        **dict.fromkeys(("actor", "channel"), not any(procedure.name for procedure in procedures)),
    }
    return Rows(rows.table, {**rows.columns, **edits}, rows.kept, hidden=hidden), orphaned


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

    The template stays blank, which means the level's own: a changed level then changes the letter with it. A key
    account that was released since is to be sent; what was released is a proposal, so another waits anew.

    The same are its figures (by their stamp) and its reasons: a hold set since then, or a changed policy, counts.
    """
    compared = [name for name in ("proposed", "reasons") if name in old.columns]
    same = [
        row is not None and all(old.columns[name][row] == columns[name][n] for name in compared)
        for n, row in enumerate(kept)
    ]
    released = [row is not None and old.column("released")[row] is True for row in kept]
    levels = [p.level or (0 if p.reminds else None) for p in proposals]
    sends: list[Value | Keep] = []
    for p, keep, let_go in zip(proposals, same, released, strict=True):
        key_account = any(one.name == "key-account" for one in p.reasons)
        fresh = p.send and (keep or not key_account)
        sends.append(KEEP if keep and not (key_account and let_go) else fresh)
    return {
        "send": sends,
        "level": [KEEP if keep else level for level, keep in zip(levels, same, strict=True)],
        **{name: [KEEP if keep else None for keep in same] for name in ("template", *_DECIDED)},
    }


def _interest(figures: Figures, proposal: Proposal) -> Value:
    if not proposal.claims_interest:
        return None
    minor = sum(int(figures.interest.to_charge[item]) for item in proposal.items)
    return to_major(minor, figures.sub_ledger.ledger.currencies[proposal.currency])


def _lines_by_account(inputs: DunningInputs) -> dict[tuple[int, int], list[tuple[str, int, int]]]:
    figures = inputs.figures
    items = figures.sub_ledger.ledger.items
    lines: dict[tuple[int, int], list[tuple[str, int, int]]] = {}
    for n, now in enumerate(inputs.levels):
        balance = int(figures.ageing.balance[n])
        if balance:
            account = (int(items.customer[n]), int(items.currency[n]))
            lines.setdefault(account, []).append((items.key[n], balance, now.level))
    return lines


def _held_by_account(figures: Figures) -> dict[tuple[int, int], int]:
    ledger, held = figures.sub_ledger.ledger, figures.ageing.unapplied
    sums: dict[tuple[int, int], int] = {}
    rows = zip(ledger.receipts.customer.tolist(), ledger.receipts.currency.tolist(), held.tolist(), strict=True)
    for customer, currency, amount in rows:
        sums[customer, currency] = sums.get((customer, currency), 0) + amount
    return sums
