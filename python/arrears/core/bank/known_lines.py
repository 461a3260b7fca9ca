"""Which lines of a statement a book has already: overlapping statements and other formats name the same line."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arrears.core.bank.statement import Line

Group = tuple[str, str, date, Decimal]
"""Account, currency, booking day, amount: lines that differ in any of these are different lines."""


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line that a book holds: its key, the bank's reference, and its texts reduced to letters and digits."""

    key: str
    bank_reference: str
    text: str


@dataclass(slots=True)
class KnownLines:
    """The lines of a book by group; lines of a new statement are taken for known ones at most once each."""

    groups: dict[Group, list[KnownLine]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    def put(self, group: Group, line: KnownLine) -> None:
        """Add a line that the book holds."""
        self.groups.setdefault(group, []).append(line)
        self.keys.add(line.key)

    def sort(self, lines: Sequence[tuple[Group, Line]], *, follows_on: bool) -> "list[Found]":
        """Tell new lines of one statement from known ones, and give each new one its key.

        A statement that ``follows_on``, opening where the book closes and adding up, holds no known line. Otherwise
        equal bank references name the same line, then equal texts. What stays open beside a known line that lacks
        either is new, and ``alike`` names that line: two rows for one payment are put right, a lost one is not.
        """
        free = {} if follows_on else {group: list(self.groups.get(group, ())) for group, _ in lines}
        found: list[Found | None] = [None] * len(lines)
        for same in (_same_reference, _same_text):
            for position, (group, line) in enumerate(lines):
                known = next((one for one in free.get(group, ()) if found[position] is None and same(one, line)), None)
                if known is not None:
                    free[group].remove(known)
                    found[position] = Found(known.key, is_new=False)
        for position, (group, line) in enumerate(lines):
            if found[position] is None:
                alike = next((one for one in free.get(group, ()) if _undecided(one, line)), None)
                if alike is not None:
                    free[group].remove(alike)
                key = self._fresh(group, line)
                self.put(group, KnownLine(key, line.bank_reference, text_of(line)))
                found[position] = Found(key, is_new=True, alike=alike.key if alike else "")
        return [one for one in found if one is not None]

    def _fresh(self, group: Group, line: Line) -> str:
        """Make a key from what the line is; equal lines of one day are numbered."""
        account, currency, day, amount = group
        told = hashlib.sha256((line.bank_reference or text_of(line)).encode()).hexdigest()[:8]
        stem = f"{account}/{currency}/{day.isoformat()}/{amount:f}/{told}"
        number = 1
        while (key := stem if number == 1 else f"{stem}-{number}") in self.keys:
            number += 1
        return key


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a line: its key, whether it is new, and a known line that may be the same payment."""

    key: str
    is_new: bool
    alike: str = ""


def text_of(line: Line) -> str:
    """Reduce what a line says to letters and digits.

    >>> text_of(Line(Decimal(1), payer="Alder Ltd.", reference="INV-7  "))
    'alderltdinv7'
    """
    return plain(f"{line.payer}{line.reference}{line.end_to_end}")


def plain(text: str) -> str:
    """Keep letters and digits, case put aside."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _same_reference(known: KnownLine, line: Line) -> bool:
    return bool(line.bank_reference) and known.bank_reference == line.bank_reference


def _same_text(known: KnownLine, line: Line) -> bool:
    references = (known.bank_reference, line.bank_reference)
    return known.text == text_of(line) and not all(references)


def _undecided(known: KnownLine, line: Line) -> bool:
    return not (known.bank_reference and line.bank_reference)
