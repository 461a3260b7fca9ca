"""The Escalation sheet: one editable proposal per customer and currency, with its reasons in words and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears import texts
from arrears.core.dunning.escalation import Proposal, propose
from arrears.core.dunning.procedures import Procedure
from arrears.core.letters.letters import stamp
from arrears.core.money import to_major
from arrears.core.problems import Problem
from arrears.core.reasons import Reason
from arrears.runs.ageing_rows import customer_names
from arrears.runs.carried import rows_by_key
from arrears.runs.dunning.dunning_inputs import DunningInputs
from arrears.runs.dunning.flag_rows import Flags
from arrears.runs.dunning.procedures_table import proposal_rules
from arrears.runs.dunning.undertakings import Standing
from arrears.runs.figures import Figures
from arrears.runs.letters.letter_decisions import Offer, decision, written
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value

KEY = ("customer", "currency")
_DECIDED = ("edit_reason", "approved_by", "released")
"""What a person decides about one proposal: another one is to be decided anew."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals of a day: of each the stamp of the figures it rests on, its flags, and its customer's procedure.

    ``standing``: how promises and plans stand. ``on_sheet``: send and level by customer and currency as the sheet has
    them, a person's edits among them; empty before it was written.
    """

    proposals: Sequence[Proposal]
    stamps: Sequence[str]
    flags: Sequence[tuple[Reason, ...]]
    procedures: Sequence[Procedure]
    standing: Standing
    on_sheet: Mapping[tuple[str, str], Offer] = field(default_factory=dict)


def proposals_of(figures: Figures, letter_date: date | None = None) -> Proposed:
    """Propose letters from the book's figures; the as-of date stands for the letter date where none is given."""
    ledger, inputs = figures.sub_ledger.ledger, DunningInputs(figures, letter_date or figures.as_of)
    flags = Flags(inputs)
    blocks = inputs.blocks(dict.fromkeys(flags.over_limit(), ()))
    found = propose(
        inputs.items(), blocks, inputs.credits(), ledger.currencies, inputs.procedures, letter_date=inputs.letter_date
    )
    lines, unapplied = _lines_by_account(inputs), _held_by_account(inputs)
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
    edits, decided = _edits(figures.tables["Escalation"], proposals, columns, rows.kept)
    hidden = {
        "released": not any(one.name == "key-account" for p in proposals for one in p.reasons),
        "flags": not any(flags),
        **dict.fromkeys(("actor", "channel"), not any(procedure.name for procedure in procedures)),
    }
    return Rows(rows.table, {**rows.columns, **edits}, rows.kept, hidden=hidden), [*orphaned, *decided]


def as_they_stand(rows: Rows, old: Table) -> dict[tuple[str, str], Offer]:
    """Give send and level of each account as the sheet has them after these rows, a person's edits among them."""
    standing = {}
    for n, row in enumerate(rows.kept):
        cells = {}
        for name in ("send", "level"):
            value = rows.columns[name][n]
            cells[name] = old.column(name)[row] if value is KEEP and row is not None else value
        level = cells["level"]
        account = str(rows.columns["customer"][n]), str(rows.columns["currency"][n])
        standing[account] = cells["send"] is True, int(level) if isinstance(level, int | Decimal) else None
    return standing


def _order(figures: Figures, proposals: Sequence[Proposal], names: Mapping[str, str]) -> list[int]:
    """Put letters to send first, the highest level first, then by name."""
    customers = figures.sub_ledger.ledger.customers

    def place(n: int) -> tuple[bool, int, str]:
        return not proposals[n].send, -proposals[n].level, names.get(customers[proposals[n].customer], "").casefold()

    return sorted(range(len(proposals)), key=place)


def _edits(
    old: Table, proposals: Sequence[Proposal], columns: Mapping[str, Sequence[Value]], kept: Sequence[int | None]
) -> tuple[Mapping[str, Sequence[Value | Keep]], list[Problem]]:
    """Propose send and level anew, except where the same proposal may already have been edited.

    The template stays blank, which means the level's own: a changed level then changes the letter with it. A key
    account that was released since is to be sent; what was released is a proposal, so another waits anew.

    The same are its figures (by their stamp) and its reasons: a hold set since then, or a changed policy, counts.
    What a person decided on another one is kept or dropped as ``letter_decisions`` says, and named.
    """
    edits: dict[str, list[Value | Keep]] = {name: [] for name in ("send", "level", "template", *_DECIDED, "offered")}
    problems = []
    for n, (p, row) in enumerate(zip(proposals, kept, strict=True)):
        same = _is_same(old, row, columns, n)
        let_go = same and row is not None and _key_account(p) and old.column("released")[row] is True
        fresh = (p.send and (let_go or not _key_account(p)), p.level or (0 if p.reminds else None))
        decided = None if same or row is None else decision(old, row, fresh)
        if decided is not None:
            problems.append(decided.problem(old.sheet, str(columns["customer"][n])))
        stays = same or (decided is not None and decided.kept)
        send, level = fresh if decided is None else decided.offer
        edits["send"].append(KEEP if same and not let_go else send)
        edits["level"].append(KEEP if same else level)
        for name in ("template", "edit_reason"):
            edits[name].append(KEEP if stays else None)
        for name in ("approved_by", "released"):
            edits[name].append(KEEP if same else None)
        edits["offered"].append(KEEP if same else written(fresh))
    return edits, problems


def _is_same(old: Table, row: int | None, columns: Mapping[str, Sequence[Value]], n: int) -> bool:
    compared = [name for name in ("proposed", "reasons") if name in old.columns]
    return row is not None and all(old.columns[name][row] == columns[name][n] for name in compared)


def _key_account(proposal: Proposal) -> bool:
    return any(one.name == "key-account" for one in proposal.reasons)


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
            account = inputs.account((int(items.customer[n]), int(items.currency[n])))
            lines.setdefault(account, []).append((items.key[n], balance, now.level))
    return lines


def _held_by_account(inputs: DunningInputs) -> dict[tuple[int, int], int]:
    ledger, held = inputs.figures.sub_ledger.ledger, inputs.figures.ageing.unapplied
    sums: dict[tuple[int, int], int] = {}
    rows = zip(ledger.receipts.customer.tolist(), ledger.receipts.currency.tolist(), held.tolist(), strict=True)
    for customer, currency, amount in rows:
        account = inputs.account((customer, currency))
        sums[account] = sums.get(account, 0) + amount
    for account, amount in inputs.under_way(inputs.figures.as_of).items():
        sums[account] = sums.get(account, 0) + amount
    return sums
