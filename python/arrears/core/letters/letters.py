"""What a letter says, before any Word: which items, which amounts, by when to pay."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from arrears.core.interest.interest_settings import READERS as INTEREST_SETTINGS
from arrears.core.letters.epc_payment import payment_code
from arrears.core.letters.late_claim import NO_CHARGES, Charges, LateClaim
from arrears.core.letters.letter_items import (
    OpenItem,
    claim,
    falls_due,
    in_words,
    item_fields,
    late_days,
    may_be_demanded,
    unless_zero,
)
from arrears.core.letters.letter_parties import (
    Addressee,
    FieldValue,
    customer_fields,
    reference,
    sender_fields,
    text_lines,
)
from arrears.core.money import to_major, to_minor
from arrears.core.policy import Policy
from arrears.core.terms.working_days import MONDAY_TO_FRIDAY, OffDays, WorkingDays

__all__ = [
    "Addressee",
    "Charges",
    "Content",
    "FieldValue",
    "OpenItem",
    "claim",
    "content",
    "dunning_rules",
    "levels_after",
    "may_be_demanded",
    "pay_by",
    "set_beyond",
    "stamp",
    "template_of",
]

TEMPLATES = ("friendly_reminder", "second_reminder", "final_demand", "letter_before_action")
"""The template of each level, level 1 first."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a letter says: its fields, those of each item; the items, and the amounts for the register (minor units).

    ``regions``: the rows of every other part that repeats, by name.
    """

    fields: Mapping[str, FieldValue]
    rows: Sequence[Mapping[str, FieldValue]]
    items: Sequence[OpenItem]
    total: int
    credits: int
    interest: int
    fee: int
    due: int
    regions: Mapping[str, Sequence[Mapping[str, FieldValue]]] = field(default_factory=dict)
    fixed_sum: int = 0


def template_of(level: int) -> str:
    """Give the template of a level; levels beyond the last one use the last one's.

    >>> template_of(1), template_of(9)
    ('friendly_reminder', 'letter_before_action')
    """
    return TEMPLATES[min(max(level, 1), len(TEMPLATES)) - 1]


def stamp(
    customer: str,
    currency: str,
    as_of: date,
    items: Iterable[tuple[str, int, int]],
    unapplied: int = 0,
    rules: str = "",
) -> str:
    """Give the fingerprint of the figures a proposal rests on: 16 hexadecimal digits.

    ``items``: key, balance in minor units and level of every item of the customer in the currency whose balance is not
    zero, credits too, in any order. ``unapplied``: what receipts of the customer in the currency still hold, positive.
    ``rules``: the policy the proposal follows, as ``dunning_rules`` writes it.
    """
    lines = sorted(f"{key}\t{balance}\t{level}" for key, balance, level in items if balance)
    text = "\n".join((f"{customer}\t{currency}\t{as_of.isoformat()}\t{unapplied}\t{rules}", *lines))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def dunning_rules(policy: Policy) -> str:
    """Write what a proposal owes to the policy: change one of these and it has to be made anew."""
    rules = (
        policy.levels, policy.letter_interval, policy.minimum_amount, policy.letter_fee,
        *(getattr(policy, setting) for setting in INTEREST_SETTINGS),
    )  # fmt: skip
    return "|".join(str(rule) for rule in rules)


def levels_after(items: Sequence[OpenItem], level: int, as_of: date, policy: Policy) -> dict[str, int]:
    """Give the level of each item in a letter once the letter is issued, by key.

    An item rises by one when it is late enough for its next level and its last letter is dated, as in the proposal
    (``escalation``), but not above the letter. Where a person set another level, so that none rises to it, the furthest
    below it take it.
    """
    after = {item.key: max(item.level, min(level, item.level + _rises(item, as_of, policy))) for item in items}
    if not any(after[item.key] == level > item.level for item in items):
        furthest = max((reached for reached in after.values() if reached < level), default=level)
        after = {key: level if reached == furthest else reached for key, reached in after.items()}
    return after


def set_beyond(items: Sequence[OpenItem], level: int, as_of: date, policy: Policy) -> int | None:
    """Give the level that an item would reach by itself where a letter's level takes it further; None if none does."""
    after = levels_after(items, level, as_of, policy)
    own = [(after[item.key], item.level + _rises(item, as_of, policy)) for item in items]
    return max((reached for taken, reached in own if taken > reached), default=None)


def _rises(item: OpenItem, as_of: date, policy: Policy) -> bool:
    undated = item.level > 0 and item.last_letter is None and not item.opening
    if undated or item.level >= len(policy.levels) or item.due_date is None:
        return False
    return (as_of - item.due_date).days >= policy.levels[item.level]


def pay_by(letter_date: date, within: int, working: WorkingDays = MONDAY_TO_FRIDAY) -> date:
    """Give the day to pay by: so many days after the letter's date, moved on from weekends and holidays.

    >>> pay_by(date(2026, 10, 28), 10)
    datetime.date(2026, 11, 9)
    """
    return working.moved(letter_date + timedelta(days=within), OffDays.NEXT)


def content(
    addressee: Addressee,
    currency: str,
    items: Sequence[OpenItem],
    policy: Policy,
    *,
    number: str,
    level: int,
    as_of: date,
    letter_date: date,
    unapplied: int = 0,
    working: WorkingDays = MONDAY_TO_FRIDAY,
    language: str = "en",
    known_to: date | None = None,
    charges: Charges = NO_CHARGES,
    branches: Mapping[str, str] | None = None,
    pick: Callable[[OpenItem], bool] | None = None,
) -> Content:
    """Say what a letter of a level says about a customer's items in one currency.

    ``items`` are all open items; those that may not be demanded are left out, except that credits are deducted
    together with ``unapplied`` receipts. Interest and what ``charges`` adds is claimed from the policy's level on, the
    fee by level. Level 0 is the reminder before the due date: what is past due is left out. ``branches``: the names of
    the customers whose items a letter to their head office lists. ``known_to``: the day up to which receipts are known,
    the as-of date unless said otherwise. ``pick`` chooses the items another way.
    """
    standard = falls_due if level == 0 else may_be_demanded
    listed = sorted(
        (item for item in items if (pick(item) if pick else standard(item, as_of, letter_date))),
        key=lambda item: (item.branch, item.due_date or as_of, item.document_no, item.key),
    )
    claims = 0 < policy.interest_from_level <= level
    late = LateClaim.of(listed, charges, as_of) if claims else LateClaim()
    fee = to_minor(policy.fee(level), currency)
    total = sum(claim(item) for item in listed)
    open_credits = [item for item in items if item.balance < 0]
    credits_held = unapplied - sum(item.balance for item in open_credits)
    due = total - credits_held + late.interest + late.fixed_sum + fee
    pay_day = pay_by(letter_date, policy.pay_within, working) if level else _first_due(listed, letter_date)
    heading: dict[str, FieldValue] = {
        "LetterNo": number,
        "LetterDate": letter_date,
        "AsOfDate": as_of,
        "KnownTo": known_to or as_of,
        "Currency": currency,
        "Level": level,
        "PayBy": pay_day,
    }
    paying = payment_fields(policy, reference(addressee, number), due, currency)
    sums = _sums(listed, total, credits_held, currency) | late.fields(currency) | {
        "Fee": unless_zero(fee, currency),
        "TotalDue": to_major(due, currency),
        "TotalDueWords": in_words(due, currency, language),
    }  # fmt: skip
    fields = (
        sender_fields(policy) | customer_fields(addressee, language) | heading | paying | _counts(listed, as_of) | sums
    )
    rows = [item_fields(item, currency, as_of, claims_interest=claims) for item in listed]
    regions: dict[str, Sequence[Mapping[str, FieldValue]]] = {
        "OpenCredits": _credit_rows(open_credits, unapplied, currency),
        "Branches": _branch_rows(listed, branches or {}, currency),
        "Slices": late.rows(currency),
    }
    return Content(fields, rows, listed, total, credits_held, late.interest, fee, due, regions, late.fixed_sum)


def payment_fields(policy: Policy, quoted: str, due: int, currency: str) -> dict[str, FieldValue]:
    """Give the fields that say how to pay; the payment code is the text behind it."""
    bank = "\n".join(text_lines(policy.bank_details))
    return {
        "BankDetails": bank,
        "Reference": quoted,
        "PaymentQr": payment_code(policy.company, bank, to_major(due, currency), currency, quoted),
    }


def _first_due(listed: Sequence[OpenItem], letter_date: date) -> date:
    return min((item.due_date for item in listed if item.due_date), default=letter_date)


def _counts(listed: Sequence[OpenItem], as_of: date) -> dict[str, FieldValue]:
    return {
        "LastLetterDate": max((item.last_letter for item in listed if item.last_letter), default=None),
        "ItemCount": len(listed),
        "OldestDays": max((late_days(item, as_of) for item in listed if late_days(item, as_of) > 0), default=0),
    }


def _sums(listed: Sequence[OpenItem], total: int, credits_held: int, currency: str) -> dict[str, FieldValue]:
    opened = sum(item.balance for item in listed)
    gross = sum(item.gross for item in listed)
    return {
        "TotalGross": to_major(gross, currency),
        "TotalPaid": unless_zero(gross - opened, currency),
        "TotalDisputed": unless_zero(opened - total, currency),
        "TotalOpen": to_major(opened, currency),
        "TotalBalance": to_major(total, currency),
        "Credits": unless_zero(-credits_held, currency),
        "AccountBalance": to_major(opened - credits_held, currency),
    }


def _credit_rows(opened: Sequence[OpenItem], unapplied: int, currency: str) -> list[Mapping[str, FieldValue]]:
    oldest_first = sorted(opened, key=lambda item: (item.document_date or date.min, item.document_no, item.key))
    rows: list[Mapping[str, FieldValue]] = [
        {
            "CreditNo": item.document_no,
            "CreditDate": item.document_date,
            "CreditAmount": to_major(item.balance, currency),
        }
        for item in oldest_first
    ]
    if unapplied:
        rows.append({"CreditNo": None, "CreditDate": None, "CreditAmount": to_major(-unapplied, currency)})
    return rows


def _branch_rows(listed: Sequence[OpenItem], names: Mapping[str, str], currency: str) -> list[Mapping[str, FieldValue]]:
    of_branch = {branch: [item for item in listed if item.branch == branch] for branch in {i.branch for i in listed}}
    if not any(of_branch):
        return []
    return [
        {
            "BranchNo": branch,
            "BranchName": names.get(branch, ""),
            "BranchItems": len(of_branch[branch]),
            "BranchBalance": to_major(sum(claim(item) for item in of_branch[branch]), currency),
        }
        for branch in sorted(of_branch)
    ]
