"""What a letter says, before any Word: which items, which amounts, by when to pay."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from arrears.core.dates import Days, as_days
from arrears.core.escalation import NEVER_CLAIMED
from arrears.core.money import to_major, to_minor
from arrears.core.policy import Policy

TEMPLATES = ("friendly_reminder", "second_reminder", "final_demand", "letter_before_action")
"""The template of each level, level 1 first."""
FieldValue = None | str | int | Decimal | date

LETTER_FIELDS: Mapping[str, str] = {
    "LetterNo": "Number of the letter",
    "LetterDate": "Date of the letter",
    "AsOfDate": "Day up to which receipts are known",
    "PayBy": "Day by which payment is asked for, a business day",
    "Level": "Level of the letter: 1, 2, 3, 4",
    "LastLetterDate": "Date of the last letter about these items; blank for a first one",
    "CustomerNo": "Customer's number",
    "CustomerName": "Customer's name",
    "CustomerAddress": "Customer's address, on several lines",
    "CustomerContact": "Person to write to at the customer's",
    "CustomerTaxNo": "Customer's tax number",
    "CompanyName": "Your company's legal name",
    "CompanyAddress": "Your company's address, on several lines",
    "CompanyAddressLine": "Your company's address, on one line",
    "BankDetails": "Where to pay, on several lines",
    "Contact": "Whom the customer reaches with questions",
    "Signatory": "Who signs",
    "Currency": "Currency of every amount in the letter (ISO 4217)",
    "ItemCount": "Number of items in the letter",
    "OldestDays": "Days past due of the oldest item",
    "TotalBalance": "Sum of the items' amounts due",
    "Credits": "Credits and payments not yet applied, deducted, as a negative amount; blank if none",
    "Interest": "Interest claimed; blank if none is claimed",
    "Fee": "Fee claimed; blank if none is claimed",
    "TotalDue": "What the customer is asked to pay: total, less credits, plus interest and fee",
}
ITEM_FIELDS: Mapping[str, str] = {
    "DocumentNo": "Document number",
    "DocumentDate": "Document date",
    "DueDate": "Due date",
    "PurchaseOrder": "Customer's purchase order",
    "Contract": "Contract or delivery reference",
    "Gross": "Original amount",
    "Paid": "Paid or credited so far; blank if nothing",
    "Disputed": "Disputed part, not asked for; blank if none",
    "Balance": "Amount due: original, less paid, less disputed",
    "DaysLate": "Days past due; blank if not yet due",
    "ItemInterest": "Interest on the item; blank if none is claimed",
}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One open item of a customer, amounts in minor units; ``balance`` as of the day the letter speaks of."""

    key: str
    document_no: str
    kind: str
    document_date: date | None
    due_date: date | None
    gross: int
    balance: int
    disputed: int = 0
    interest: int = 0
    level: int = 0
    last_letter: date | None = None
    purchase_order: str = ""
    contract: str = ""
    hold_until: date | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """The customer a letter goes to."""

    customer: str
    name: str
    address: str = ""
    contact: str = ""
    tax_no: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a letter says: its fields, those of each item; the items, and the amounts for the register (minor units)."""

    fields: Mapping[str, FieldValue]
    rows: Sequence[Mapping[str, FieldValue]]
    items: Sequence[OpenItem]
    total: int
    credits: int
    interest: int
    fee: int
    due: int


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
        policy.levels, policy.letter_interval, policy.minimum_amount, policy.letter_fee, policy.interest_from_level,
        policy.interest, policy.interest_rate, policy.interest_series, policy.interest_margin, policy.day_count,
        policy.interest_grace, policy.minimum_interest,
    )  # fmt: skip
    return "|".join(str(rule) for rule in rules)


def may_be_demanded(item: OpenItem, as_of: date, letter_date: date) -> bool:
    """Tell whether an item may stand in a letter: past due, not wholly disputed, not held on the letter's date."""
    held = item.hold_until is not None and item.hold_until >= letter_date
    past_due = item.due_date is not None and item.due_date < as_of
    return past_due and not held and claim(item) > 0


def claim(item: OpenItem) -> int:
    """Give what a letter may ask for of an item: the undisputed part of what is open and billed."""
    disputed = min(max(item.disputed, 0), max(item.balance, 0))
    return 0 if item.kind in NEVER_CLAIMED else item.balance - disputed


def levels_after(items: Sequence[OpenItem], level: int, as_of: date, policy: Policy) -> dict[str, int]:
    """Give the level of each item in a letter once the letter is issued, by key.

    An item rises by one when it is late enough for its next level and its last letter is dated, as in the proposal
    (``escalation``), but not above the letter. Where a person set a higher level than that, the furthest items take it.
    """
    after = {item.key: max(item.level, min(level, item.level + _rises(item, as_of, policy))) for item in items}
    furthest = max(after.values(), default=0)
    if furthest < level:
        after = {key: level if reached == furthest else reached for key, reached in after.items()}
    return after


def _rises(item: OpenItem, as_of: date, policy: Policy) -> bool:
    undated = item.level > 0 and item.last_letter is None
    if undated or item.level >= len(policy.levels) or item.due_date is None:
        return False
    return (as_of - item.due_date).days >= policy.levels[item.level]


def pay_by(letter_date: date, within: int, holidays: Days | None = None) -> date:
    """Give the day to pay by: so many days after the letter's date, moved on from weekends and holidays.

    >>> pay_by(date(2026, 10, 28), 10)
    datetime.date(2026, 11, 9)
    """
    free = as_days([]) if holidays is None else holidays
    first = letter_date + timedelta(days=within)
    return np.busday_offset(first, 0, roll="forward", holidays=free).astype(date)  # type: ignore[no-any-return]


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
    holidays: Days | None = None,
) -> Content:
    """Say what a letter of a level says about a customer's items in one currency.

    ``items`` are all open items; those that may not be demanded are left out, except that credits are deducted
    together with ``unapplied`` receipts. Interest is claimed from the policy's level on, the fee by level.
    """
    demanded = sorted(
        (item for item in items if may_be_demanded(item, as_of, letter_date)),
        key=lambda item: (item.due_date or as_of, item.document_no, item.key),
    )
    claims_interest = 0 < policy.interest_from_level <= level
    interest = sum(item.interest for item in demanded) if claims_interest else 0
    fee = to_minor(policy.fee(level), currency)
    total = sum(claim(item) for item in demanded)
    credits_held = unapplied - sum(item.balance for item in items if item.balance < 0)
    due = total - credits_held + interest + fee
    fields = _sender(policy) | _recipient(addressee) | {
        "LetterNo": number,
        "LetterDate": letter_date,
        "AsOfDate": as_of,
        "PayBy": pay_by(letter_date, policy.pay_within, holidays),
        "Level": level,
        "LastLetterDate": max((item.last_letter for item in demanded if item.last_letter), default=None),
        "Currency": currency,
        "ItemCount": len(demanded),
        "OldestDays": max(((as_of - item.due_date).days for item in demanded if item.due_date), default=0),
        "TotalBalance": to_major(total, currency),
        "Credits": _unless_zero(-credits_held, currency),
        "Interest": _unless_zero(interest, currency),
        "Fee": _unless_zero(fee, currency),
        "TotalDue": to_major(due, currency),
    }  # fmt: skip
    rows = [_row(item, currency, as_of, claims_interest=claims_interest) for item in demanded]
    return Content(fields, rows, demanded, total, credits_held, interest, fee, due)


def text_lines(text: str) -> list[str]:
    """Split an address or bank details into lines, at line ends and semicolons of either width.

    >>> text_lines("1 Mill Lane; Leeds；UK")
    ['1 Mill Lane', 'Leeds', 'UK']
    """
    parts = text.replace("；", ";").replace(";", "\n").splitlines()
    return [part.strip() for part in parts if part.strip()]


def _sender(policy: Policy) -> dict[str, FieldValue]:
    address = text_lines(policy.company_address)
    return {
        "CompanyName": policy.company,
        "CompanyAddress": "\n".join(address),
        "CompanyAddressLine": " · ".join(address),
        "BankDetails": "\n".join(text_lines(policy.bank_details)),
        "Contact": policy.contact,
        "Signatory": "\n".join(text_lines(policy.signatory)),
    }


def _recipient(addressee: Addressee) -> dict[str, FieldValue]:
    return {
        "CustomerNo": addressee.customer,
        "CustomerName": addressee.name,
        "CustomerAddress": "\n".join(text_lines(addressee.address)),
        "CustomerContact": addressee.contact,
        "CustomerTaxNo": addressee.tax_no,
    }


def _row(item: OpenItem, currency: str, as_of: date, *, claims_interest: bool) -> dict[str, FieldValue]:
    late = (as_of - item.due_date).days if item.due_date else 0
    return {
        "DocumentNo": item.document_no,
        "DocumentDate": item.document_date,
        "DueDate": item.due_date,
        "PurchaseOrder": item.purchase_order,
        "Contract": item.contract,
        "Gross": to_major(item.gross, currency),
        "Paid": _unless_zero(item.gross - item.balance, currency),
        "Disputed": _unless_zero(item.balance - claim(item), currency),
        "Balance": to_major(claim(item), currency),
        "DaysLate": late if late > 0 else None,
        "ItemInterest": _unless_zero(item.interest if claims_interest else 0, currency),
    }


def _unless_zero(minor: int, currency: str) -> Decimal | None:
    return to_major(minor, currency) if minor else None
