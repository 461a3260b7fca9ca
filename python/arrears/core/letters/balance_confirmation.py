"""The auditor's confirmation: a customer tells the auditors, not the company, whether it agrees with a balance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.letters.letter_items import OpenItem, item_fields, unless_zero
from arrears.core.letters.letter_parties import Addressee, LetterHead, LetterText, text_lines
from arrears.core.policy import Policy


@dataclass(frozen=True, slots=True)
class Auditor:
    """Whom the customer answers: the audit firm, its address for replies, the person there."""

    firm: str
    address: str
    contact: str = ""


def balance_confirmation(
    addressee: Addressee,
    head: LetterHead,
    policy: Policy,
    auditor: Auditor,
    items: Sequence[OpenItem],
    unapplied: int = 0,
) -> LetterText:
    """Ask a customer to confirm a balance to the auditors.

    What the customer owes and what is owed to it stand apart, never netted: open items against credit notes and
    receipts that are not applied. Disputed items count; nothing is demanded.
    """
    owed_to_us = sum(item.balance for item in items if item.balance > 0)
    owed_by_us = unapplied - sum(item.balance for item in items if item.balance < 0)
    fields = head.fields(policy, addressee) | {
        "AuditFirm": auditor.firm,
        "AuditAddress": "\n".join(text_lines(auditor.address)),
        "AuditContact": auditor.contact,
        "OwedToUs": unless_zero(owed_to_us, head.currency),
        "OwedByUs": unless_zero(owed_by_us, head.currency),
    }
    listed = sorted(items, key=lambda item: (item.due_date or date.max, item.document_no, item.key))
    rows = [item_fields(item, head.currency, head.as_of, claims_interest=False) for item in listed if item.balance]
    return LetterText(fields, {"Items": rows})
