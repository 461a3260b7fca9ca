"""The Reconciliation sheet: of each control account, line by line, from the opening balance to what is unknown."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from arrears import texts
from arrears.core.problems import Problem
from arrears.core.reconciliation.movements import COLUMNS
from arrears.core.reconciliation.tie_out import TieOut
from arrears.runs.carried import rows_by_key
from arrears.runs.figures import Figures
from arrears.runs.ports import Rows, Value
from arrears.runs.reconciliation.evidence import documents_of, evidence
from arrears.runs.reconciliation.lines import CAUSE, CONTROL, UNKNOWN, number_of
from arrears.runs.reconciliation.tied import TiedOut

_MOST_NAMED = 5
"""Documents named behind a cause; the Differences sheet lists all."""


class Line(NamedTuple):
    """One line: what it shows, the amount (None: not known), rows behind it, words, and where its formula looks."""

    tie: TieOut
    text: str
    amount: Decimal | None
    rows: int | None
    explanation: str
    source: int
    weight: int


def reconciliation_rows(figures: Figures, tied: TiedOut, language: str) -> tuple[Rows | None, list[Problem]]:
    """Give the lines of every account and currency, account by account."""
    table = figures.tables.get("Reconciliation")
    if table is None:
        return None, []
    lines: list[Line] = []
    blocks: list[tuple[int, int]] = []
    for tie in tied.ties:
        own = list(_lines(figures, tied, tie, language))
        blocks += [(len(lines) + 1, len(own))] * len(own)
        lines += own
    amounts: Sequence[Value] = [line.amount for line in lines]
    columns: dict[str, Sequence[Value]] = {
        "account": [line.tie.account for line in lines],
        "currency": [line.tie.currency for line in lines],
        "line": [line.text for line in lines],
        "amount": amounts,
        "amount_check": amounts,
        "rows": [line.rows for line in lines],
        "explanation": [line.explanation or None for line in lines],
        "source": [line.source for line in lines],
        "weight": [line.weight for line in lines],
        "first_line": [first for first, _ in blocks],
        "line_count": [count for _, count in blocks],
    }
    return rows_by_key(table, ("account", "currency", "line"), columns)


def _lines(figures: Figures, tied: TiedOut, tie: TieOut, language: str) -> Iterator[Line]:
    words = texts.headings(language)["reconciliation"]
    columns = texts.headings(language)["tables"]["RollForward"]
    opened = words["opening"].format(day=tied.roll.opened.isoformat())
    yield Line(tie, opened, tie.opening, None, "", number_of("opening"), 0)
    for column in COLUMNS:
        if column in tie.moved:
            yield Line(tie, f"  {columns[column]}", tie.moved[column], None, "", number_of(column), 0)
    closed = words["closing"].format(day=tied.roll.closed.isoformat())
    yield Line(tie, closed, tie.open_items, None, "", number_of("closing"), 1)
    yield Line(tie, words["ageing"], tie.ageing, None, "", number_of("ageing_total"), 0)
    missing = "" if tie.control is not None else words["no_balance"]
    if missing and tie.within:
        missing = words["within"].format(account=tie.within)
    yield Line(tie, words["control"], tie.control, None, missing, CONTROL, -1)
    for cause, amount in tie.causes.items():
        named = documents_of(tied, tie, cause)
        more = "" if len(named) <= _MOST_NAMED else " …"
        told = texts.headings(language)["choices"][cause]
        yield Line(tie, told, amount, len(named), ", ".join(named[:_MOST_NAMED]) + more, CAUSE, -1)
    yield Line(tie, words["unknown"], tie.unknown, None, _suspected(figures, tied, tie, language), UNKNOWN, 0)


def _suspected(figures: Figures, tied: TiedOut, tie: TieOut, language: str) -> str:
    between = texts.texts(language)["places"]["between_reasons"]
    return str(between.join(in_words(figures, tied, tie, language)))


def in_words(figures: Figures, tied: TiedOut, tie: TieOut, language: str) -> list[str]:
    """Say what may explain the unknown difference of an account, one sentence a suspicion."""
    said = texts.texts(language)["words"]["suspect"]
    return [
        said[one.name].format(
            document=one.document or one.place, customer=one.customer, amount=f"{one.amount:,}", currency=tie.currency,
            place=one.place,
        )
        for one in evidence(figures, tied, tie)
    ]  # fmt: skip
