"""Sign-off: one person says a month is prepared, another that it was reviewed, both for the very same contents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arrears.core.month.calendar_month import Month
from arrears.core.month.events import OVERRIDDEN, PREPARED, REVIEWED
from arrears.errors import BookRefused, InputRefused
from arrears.runs.dunning.issue_conditions import refuse_outdated
from arrears.runs.figures import Figures, RateFinder, figures_of
from arrears.runs.items.term_rules import WorkingDaysFinder, monday_to_friday
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.month.checklist import (
    PREPARED_BY,
    REVIEWED_BY,
    Point,
    Signature,
    checklist_rows,
    open_amounts,
    points_of,
)
from arrears.runs.month.frozen import Keys
from arrears.runs.month.month_log import MonthEvent, logged, signatures_of
from arrears.runs.month.signed_contents import signed_contents
from arrears.runs.ports import Clock, Sheets
from arrears.runs.reconciliation.tied import tie_out_of


@dataclass(frozen=True, slots=True)
class SignedOff:
    """What a signature did: for which month, whose, and what is open all the same."""

    month: str
    event: str
    by: str
    points: Sequence[Point]
    overridden: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Desk:
    """The book a month is signed off in, with what it takes to know its figures."""

    sheets: Sheets
    clock: Clock
    keys: Keys
    rates: RateFinder
    find: WorkingDaysFinder = monday_to_friday

    def prepare(self, by: str, comment: str = "") -> SignedOff:
        """Sign that the month is prepared, whatever is still open; a later signature replaces this one.

        Raises ProposalRefused ``refresh-needed`` where a refresh would change the figures.
        """
        figures, points = self._looked_at(by)
        event = self._event(figures, PREPARED, by, comment)
        self._sign(points, [event], [Signature(PREPARED_BY, by, self.clock.today(), comment)])
        return SignedOff(event.month, PREPARED, by, points, {})

    def review(self, by: str, comment: str = "", overrides: Mapping[str, Decimal] | None = None) -> SignedOff:
        """Sign that the month was reviewed: by another person than prepared it, and for what was prepared.

        ``overrides``: by currency, the amounts that are open all the same, named by the reviewer to the cent. Raises
        BookRefused ``not-prepared`` or ``prepared-changed``, InputRefused ``reviewer-prepared``, BookRefused
        ``points-open`` where something prevents it, InputRefused ``override-differs``.
        """
        figures, points = self._looked_at(by)
        prepared = self._prepared()
        if _same_person(prepared.done_by, by):
            raise InputRefused("reviewer-prepared", found=by)
        if prepared.sha256 != signed_contents(self.sheets, self.keys):
            raise BookRefused("prepared-changed", self.sheets.name, prepared.done_by, by=prepared.done_by)
        still_open = open_amounts(points)
        _refuse_open(self.sheets.name, still_open, dict(overrides or {}))
        events = [self._overridden(figures, by, code, amount) for code, amount in still_open.items()]
        events.append(self._event(figures, REVIEWED, by, comment))
        signed = [
            Signature(PREPARED_BY, prepared.done_by, _day_of(prepared), prepared.reason),
            Signature(REVIEWED_BY, by, self.clock.today(), comment),
        ]
        self._sign(points, events, signed)
        return SignedOff(events[-1].month, REVIEWED, by, points, still_open)

    def _looked_at(self, by: str) -> tuple[Figures, list[Point]]:
        if not by.strip():
            raise InputRefused("signer-missing")
        refuse_outdated(LetterSheets(self.sheets, self.find))
        figures = figures_of(self.sheets, None, self.rates, self.find)
        return figures, points_of(figures, tie_out_of(figures), self.sheets.language)

    def _prepared(self) -> MonthEvent:
        """Give the last signature of who prepared the month, unless it was opened or reopened since."""
        standing = signatures_of(self.sheets)
        if PREPARED not in standing:
            raise BookRefused("not-prepared", self.sheets.name)
        return standing[PREPARED]

    def _event(self, figures: Figures, event: str, by: str, comment: str) -> MonthEvent:
        month = str(Month.of(figures.as_of))
        digest = signed_contents(self.sheets, self.keys)
        return MonthEvent(month, event, figures.as_of, by, self.clock.now(), comment, sha256=digest)

    def _overridden(self, figures: Figures, by: str, code: str, amount: Decimal) -> MonthEvent:
        return self._event(figures, OVERRIDDEN, by, f"{code} {amount}".strip())

    def _sign(self, points: Sequence[Point], events: Sequence[MonthEvent], signed: Sequence[Signature]) -> None:
        self.sheets.add("sign-off")
        table = self.sheets.read("SignOff")["SignOff"]
        rows = checklist_rows(table, points, signed, self.sheets.language)
        log = logged(self.sheets, events)
        self.sheets.read("SignOff")
        self.sheets.write([rows, log], {})


def _refuse_open(book: str, still_open: Mapping[str, Decimal], overrides: Mapping[str, Decimal]) -> None:
    """Refuse while something is open that the reviewer did not name with its amount, and an amount that is not open."""
    said = ", ".join(f"{code or '-'} {amount}" for code, amount in still_open.items())
    if set(still_open) - set(overrides):
        raise BookRefused("points-open", book, said)
    wrong = [code for code, amount in overrides.items() if still_open.get(code) != amount]
    if wrong:
        raise InputRefused("override-differs", found=f"{wrong[0]} {overrides[wrong[0]]}", open=said or "-")


def _same_person(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _day_of(event: MonthEvent) -> date:
    return date.fromisoformat(event.done_at[:10])
