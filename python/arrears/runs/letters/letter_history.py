"""What the journal tells about letters: which runs were opened, what of them was written, which numbers are taken."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from arrears.errors import InputRefused
from arrears.runs.letters.letter_rows import Account

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter as the line that opens its run fixes it: keys and hashes, no names and no amounts.

    ``content`` is the SHA-256 of everything the letter says and of its template; ``items`` the level of each item
    after it, by key, and ``before`` its level and the date of its last letter before it (ISO, "" for none);
    ``known_to`` the day up to which it says receipts count (ISO), whatever lists come in later.
    """

    number: str
    customer: str
    currency: str
    level: int
    template: str
    language: str
    stamp: str
    content: str
    items: Mapping[str, int]
    before: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    known_to: str = ""

    @property
    def account(self) -> Account:
        """The customer and the currency."""
        return self.customer, self.currency

    def entry(self) -> dict[str, object]:
        """Give the letter as a part of the opening line."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return plain | {"items": dict(self.items), "before": {key: list(was) for key, was in self.before.items()}}


@dataclass(frozen=True, slots=True)
class Written:
    """That a letter's file was written: the SHA-256 of its bytes, when, and the journal's seal it carries."""

    sha256: str
    at: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """How a letter went out, as far as is known: days, tracking number, and the SHA-256 of the proof."""

    sent_on: date | None = None
    channel: str = ""
    tracking_no: str = ""
    delivered_on: date | None = None
    returned_on: date | None = None
    proof: str = ""

    def entry(self) -> dict[str, object]:
        """Give what is known as a part of a journal line."""
        known = {name: getattr(self, name) for name in self.__slots__}
        return {name: str(value) for name, value in known.items() if value}

    @classmethod
    def of(cls, entry: Entry) -> "Dispatch":
        """Read it from a journal line."""
        days = {name: date.fromisoformat(str(entry[name])) for name in _DISPATCH_DAYS if entry.get(name)}
        words = {name: str(entry[name]) for name in ("channel", "tracking_no", "proof") if entry.get(name)}
        return cls(**days, **words)  # type: ignore[arg-type]  # days are days and words are words


_DISPATCH_DAYS = ("sent_on", "delivered_on", "returned_on")


@dataclass(slots=True)
class Run:
    """One run: the letters it opened with, those written so far, and whether the register has them."""

    letter_date: date
    as_of: date
    letters: Sequence[Planned]
    written: dict[str, Written] = field(default_factory=dict)
    voided: set[str] = field(default_factory=set)
    dispatched: dict[str, Dispatch] = field(default_factory=dict)
    closed: bool = False

    @property
    def unwritten(self) -> list[Planned]:
        """The letters whose files were not written yet."""
        return [letter for letter in self.letters if letter.number not in self.written | dict.fromkeys(self.voided)]


class History:
    """The runs of a journal, oldest first."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Read the entries."""
        self.runs: list[Run] = []
        for entry in entries:
            self._take(entry)

    @property
    def cut_off(self) -> Run | None:
        """The run that was opened and not closed, if any: only the last one can be."""
        return self.runs[-1] if self.runs and not self.runs[-1].closed else None

    def letters(self) -> Iterator[tuple[Run, Planned]]:
        """Give every letter that counts: opened and not voided."""
        for run in self.runs:
            yield from ((run, letter) for letter in run.letters if letter.number not in run.voided)

    def ended(self) -> Iterator[tuple[Run, Planned]]:
        """Give every letter of the runs that were brought to an end, voided ones too, oldest first."""
        for run in self.runs:
            if run.closed:
                yield from ((run, letter) for letter in run.letters)

    @cached_property
    def last_letters(self) -> dict[Account, date]:
        """Give the date of the last letter to each account."""
        last: dict[Account, date] = {}
        for run, letter in self.letters():
            last[letter.account] = max(run.letter_date, last.get(letter.account, run.letter_date))
        return last

    @cached_property
    def level_reached(self) -> dict[str, int]:
        """Give the highest level each item was ever written to about."""
        reached: dict[str, int] = {}
        for _, letter in self.letters():
            for key, level in letter.items.items():
                reached[key] = max(level, reached.get(key, 0))
        return reached

    def next_number(self, prefix: str, year: int) -> int:
        """Give the next running number of a year; numbers have no gaps, voided ones count."""
        start = f"{prefix}{year}-"
        taken = [letter.number for run in self.runs for letter in run.letters if letter.number.startswith(start)]
        return max((int(number.removeprefix(start)) for number in taken), default=0) + 1

    def _take(self, entry: Entry) -> None:
        kind = entry["kind"]
        if kind == "opened":
            self.runs.append(_opened(entry))
        elif kind == "written":
            self.runs[-1].written[str(entry["number"])] = Written(
                str(entry["sha256"]), str(entry["at"]), str(entry.get("head", ""))
            )
        elif kind == "void":
            self._run_of(str(entry["number"])).voided.add(str(entry["number"]))
        elif kind == "dispatched":
            self._run_of(str(entry["number"])).dispatched[str(entry["number"])] = Dispatch.of(entry)
        elif kind == "closed":
            self.runs[-1].closed = True

    def letter(self, number: str) -> tuple[Run, Planned]:
        """Find a letter by its number, a voided one too; raises InputRefused ``letter-unknown``."""
        found = ((run, letter) for run in self.runs for letter in run.letters if letter.number == number)
        letter = next(found, None)
        if letter is None:
            raise InputRefused("letter-unknown", found=number)
        return letter

    def _run_of(self, number: str) -> Run:
        return next(run for run in self.runs for letter in run.letters if letter.number == number)


def opening(run: Run, head: str, at: str, despite: str = "") -> Entry:
    """Give the line that opens a run: its letters, the hash of the proposals they rest on, the journal's last seal.

    ``despite``: why a person let it go on where it would have been refused.
    """
    proposals = hashlib.sha256("\n".join(letter.stamp for letter in run.letters).encode()).hexdigest()
    return ({"despite": despite} if despite else {}) | {
        "kind": "opened",
        "at": at,
        "head": head,
        "proposals": proposals,
        "letter_date": run.letter_date.isoformat(),
        "as_of": run.as_of.isoformat(),
        "letters": [letter.entry() for letter in run.letters],
    }


def _opened(entry: Mapping[str, Any]) -> Run:
    letters = [Planned(**letter) for letter in entry["letters"]]
    return Run(date.fromisoformat(entry["letter_date"]), date.fromisoformat(entry["as_of"]), letters)
