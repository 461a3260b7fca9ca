"""A letter before it is written: its words, what the journal will say about it, and what speaks against it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from arrears.core.letters.late_claim import NO_CHARGES
from arrears.core.letters.letters import Content, content, levels_after, may_be_demanded
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason
from arrears.errors import Refusal
from arrears.runs.dunning.issue_conditions import barred, receipts_known
from arrears.runs.letters.letter_history import History, Planned, Run
from arrears.runs.letters.letter_rows import Account, ProposedLetter
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.ports import Letter, LetterWriter, Value


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about one customer's letter; ``why`` has its words in the texts, section ``reasons``."""

    customer: str
    currency: str
    why: Reason


@dataclass(frozen=True, slots=True)
class LetterTerms:
    """What is settled about a letter before its words: number, addressee, level, template, days."""

    number: str
    customer: str
    currency: str
    level: int
    template: str
    language: str
    letter_date: date
    as_of: date
    known_to: date | None = None

    @classmethod
    def of(cls, planned: Planned, run: Run) -> "LetterTerms":
        """Take the terms a run was opened with."""
        return cls(
            planned.number, planned.customer, planned.currency, planned.level, planned.template, planned.language,
            run.letter_date, run.as_of, date.fromisoformat(planned.known_to) if planned.known_to else None,
        )  # fmt: skip

    @property
    def account(self) -> Account:
        """The customer and the currency."""
        return self.customer, self.currency


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter ready to be written, with what the journal will say about it."""

    planned: Planned
    content: Content
    letter: Letter


def drafted(terms: LetterTerms, books: LetterSheets, writer: LetterWriter) -> Draft:
    """Draft a letter from the book; refuses a template that cannot be used."""
    said = _said(terms, books)
    letter = Letter(
        terms.number, terms.template, terms.language, said.fields, said.rows, books.addressee(terms.account).name,
        said.regions,
    )  # fmt: skip
    planned = Planned(
        number=terms.number,
        customer=terms.customer,
        currency=terms.currency,
        level=terms.level,
        template=terms.template,
        language=terms.language,
        stamp=books.stamp(terms.account, terms.as_of),
        content=_fingerprint(letter, writer.check(terms.template, terms.language)),
        items=levels_after(said.items, terms.level, terms.as_of, books.policy_for(terms.account)),
        before={item.key: (item.level, str(item.last_letter or "")) for item in said.items},
        known_to=str(_known_to(terms, books)),
    )
    return Draft(planned, said, letter)


def as_issued(planned: Planned, run: Run, books: LetterSheets, writer: LetterWriter) -> Letter | None:
    """Make a written letter anew from the book as it was before it; None where that gives another letter today."""
    try:
        draft = drafted(LetterTerms.of(planned, run), books.before_letter(planned.account, planned.before), writer)
    except Refusal:  # its template has gone
        return None
    if draft.planned.content != planned.content:
        return None
    return replace(draft.letter, head=run.written[planned.number].head)


def _said(terms: LetterTerms, books: LetterSheets) -> Content:
    return content(
        books.addressee(terms.account), terms.currency, books.items.get(terms.account, []),
        books.policy_for(terms.account),
        number=terms.number, level=terms.level, as_of=terms.as_of, letter_date=terms.letter_date,
        unapplied=books.unapplied.get(terms.account, 0) + _coming(terms.account, books, terms.letter_date),
        language=terms.language, known_to=_known_to(terms, books), working=books.working,
        charges=books.charges.get(terms.account, NO_CHARGES), branches=books.branches(terms.account),
        pick=books.due_soon(terms.account, terms.letter_date) if terms.level == 0 else None,
    )  # fmt: skip


def _coming(account: Account, books: LetterSheets, day: date) -> int:
    """Give what came in since the as-of date, and what is on its way."""
    return books.received_since(account, day) + books.under_way(account, day)


def _known_to(terms: LetterTerms, books: LetterSheets) -> date:
    """Give the day up to which receipts count: of the last list that shows them, else the as-of date."""
    return terms.known_to or min(receipts_known(books.tables.get("Imports")) or terms.as_of, terms.letter_date)


def against(
    proposed: ProposedLetter, books: LetterSheets, history: History, day: date, despite: str = ""
) -> Reason | None:
    """Say why a proposal marked to send gets no letter; ``despite`` is a person's reason for the whole run."""
    account = proposed.account
    stop = books.stop_of(account)
    if stop:
        return reason("customer-stopped", stop=stop)
    held = max((until for until in (books.hold_of(account), proposed.hold_until) if until), default=None)
    if held is not None and held >= day:
        return reason("customer-held", until=held)
    if proposed.level < 1 and not proposed.reminds:
        return reason("level-missing")
    reached = history.level_reached
    return (
        barred(proposed, books, despite)
        or _too_soon(proposed, books, history, day)
        or _nothing_to_say(proposed, books, reached, day)
    )


def _too_soon(proposed: ProposedLetter, books: LetterSheets, history: History, day: date) -> Reason | None:
    """Say that a letter which the book knows nothing of, its items being gone, was sent too short a time ago.

    One that the book knows of stood in the proposal's reasons, and a person decided.
    """
    account, stage = proposed.account, books.procedure_of(proposed.account).stage(proposed.level)
    last, interval = history.last_letters.get(account), 0 if stage is None else stage.interval
    if last is None or last <= books.last_letters.get(account, date.min) or (day - last).days >= interval:
        return None
    return reason("letter-interval", date=last, interval=interval, free=last + timedelta(days=interval))


def _nothing_to_say(
    proposed: ProposedLetter, books: LetterSheets, reached: Mapping[str, int], day: date
) -> Reason | None:
    account = proposed.account
    due = books.due_soon(account, day) if proposed.reminds else lambda item: may_be_demanded(item, books.as_of, day)
    items = [item for item in books.items.get(account, []) if due(item)]
    if not items:
        return reason("nothing-claimable")
    said = _said(LetterTerms("", *account, proposed.level, "", "", day, books.as_of), books)
    if said.total <= said.credits:
        claimed, covered = to_major(said.total, account[1]), to_major(said.credits, account[1])
        return reason("credits-cover", claim=claimed, unapplied=covered, currency=account[1])
    policy = books.policy_for(account)
    minimum, exposure = policy.minimum_amount, to_major(said.total - said.credits, account[1])
    if _coming(account, books, day) and exposure <= minimum:
        return reason("at-or-below-minimum", exposure=exposure, minimum=minimum, currency=account[1])
    after = levels_after(items, proposed.level, books.as_of, policy)
    if all(level <= reached.get(key, -1) for key, level in after.items()):
        return reason("level-already-sent", level=proposed.level)
    return None


def remarks(draft: Draft, books: LetterSheets) -> list[Remark]:
    """Name what a careful clerk would look at before posting."""
    account = draft.planned.account
    found = [] if books.addressee(account).address else [Remark(*account, reason("address-missing"))]
    if draft.content.credits:
        amount = to_major(draft.content.credits, account[1])
        exposure = to_major(draft.content.total - draft.content.credits, account[1])
        deducted = reason("credits-deducted", unapplied=amount, exposure=exposure, currency=account[1])
        found.append(Remark(*account, deducted))
    return found


def _fingerprint(letter: Letter, template: str) -> str:
    """Give the SHA-256 of everything a letter says, and of the template it is said with."""
    rows = [_plain(row) for row in letter.rows]
    regions = {name: [_plain(row) for row in region] for name, region in letter.regions.items()}
    said = [letter.number, letter.language, template, _plain(letter.fields), rows, regions, letter.file_name]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode("ascii")).hexdigest()


def _plain(fields: Mapping[str, Value]) -> dict[str, str | None]:
    return {name: None if value is None else f"{type(value).__name__} {value}" for name, value in fields.items()}
