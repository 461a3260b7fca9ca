"""What a person decided about a proposed letter, and what becomes of it when the figures behind the proposal change.

A decision that holds a letter back, or makes it softer, is kept; one that would send more than is proposed now is
dropped. Either is named, so that no decision is lost or lives on unseen.
"""

from dataclasses import dataclass

from arrears.core.problems import Place, Problem
from arrears.runs.letters.letter_rows import text, whole
from arrears.runs.ports import Table

Offer = tuple[bool, int | None]
"""Whether a letter is proposed, and of which level; 0 is the reminder before the due date."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands now after a person's decision on an earlier proposal, and whether the decision is in it."""

    offer: Offer
    kept: bool

    def problem(self, sheet: str, customer: str) -> Problem:
        """Name it: ``decision-kept`` or ``decision-dropped``."""
        return Problem("decision-kept" if self.kept else "decision-dropped", Place(sheet=sheet), customer)


def written(offer: Offer) -> str:
    """Write what was proposed, to tell a person's decision from it later.

    >>> written((True, 3)), written((False, None))
    ('y3', 'n')
    """
    send, level = offer
    return f"{'y' if send else 'n'}{'' if level is None else level}"


def decision(table: Table, row: int, fresh: Offer) -> Decision | None:
    """Find what a person decided on a row of the Escalation sheet, and set it against what is proposed now.

    None where the row stands as it was proposed, or it is not known what was proposed.
    """
    offered = text(table, "offered", row)
    if not offered:
        return None
    send = table.column("send")[row] is True
    level = whole(table, "level", row) if table.column("level")[row] is not None else None
    sent_before, level_before = offered.startswith("y"), int(offered[1:]) if offered[1:] else None
    chosen = level if level != level_before else None
    softer = chosen is not None and fresh[1] is not None and 0 < chosen < fresh[1]
    if sent_before and not send:
        return Decision((False, chosen if softer else fresh[1]), kept=True)
    if softer:
        return Decision((fresh[0], chosen), kept=True)
    edited = (send, level) != (sent_before, level_before)
    return Decision(fresh, kept=False) if edited or text(table, "template", row) else None
