"""What there is to know before a month is locked: who has not signed it, whose signature lapsed, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass

from arrears.core.month.events import PREPARED, REVIEWED
from arrears.runs.dunning.issue_conditions import refuse_outdated
from arrears.runs.figures import RateFinder, figures_of
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.month.checklist import Point, points_of
from arrears.runs.month.frozen import Keys
from arrears.runs.month.month_log import signatures_of
from arrears.runs.month.signed_contents import signed_contents
from arrears.runs.ports import Sheets
from arrears.runs.reconciliation.tied import tie_out_of


@dataclass(frozen=True, slots=True)
class BeforeLock:
    """A month about to be locked.

    ``unsigned``: the signatures that nobody gave since it was opened or reopened, ``prepared`` and ``reviewed``;
    ``lapsed``: those given for other contents than there are now; ``points``: what prevents the sign-off.
    """

    unsigned: tuple[str, ...]
    lapsed: tuple[str, ...]
    points: Sequence[Point]


def before_lock(
    sheets: Sheets, keys: Keys, rates: RateFinder, find: WorkingDaysFinder = monday_to_friday
) -> BeforeLock:
    """Look at a month before it is locked; nothing is written.

    Raises ProposalRefused ``refresh-needed`` where the sheets show older figures than a refresh would, as a lock does.
    """
    refuse_outdated(LetterSheets(sheets, find))
    figures = figures_of(sheets, None, rates, find)
    points = points_of(figures, tie_out_of(figures), sheets.language)
    last = signatures_of(sheets)
    contents = signed_contents(sheets, keys) if last else ""
    return BeforeLock(
        tuple(event for event in (PREPARED, REVIEWED) if event not in last),
        tuple(event for event in (PREPARED, REVIEWED) if event in last and last[event].sha256 != contents),
        [one for one in points if one.open],
    )
