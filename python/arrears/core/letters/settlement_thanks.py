"""The letter that thanks a customer for settling what reminders were written about."""

from collections.abc import Sequence
from datetime import date

from arrears.core.letters.letter_items import OpenItem, item_fields
from arrears.core.letters.letter_parties import Addressee, LetterHead, LetterText
from arrears.core.money import to_major
from arrears.core.policy import Policy


def settlement_thanks(
    addressee: Addressee, head: LetterHead, policy: Policy, settled: Sequence[OpenItem], settled_on: date | None
) -> LetterText:
    """Thank for items that are settled; ``settled_on`` is the day of the last payment."""
    listed = sorted(settled, key=lambda item: (item.due_date or date.max, item.document_no, item.key))
    fields = head.fields(policy, addressee) | {
        "SettledOn": settled_on,
        "TotalSettled": to_major(sum(item.gross for item in listed), head.currency),
        "ItemCount": len(listed),
    }
    rows = [item_fields(item, head.currency, head.as_of, claims_interest=False) for item in listed]
    return LetterText(fields, {"Items": rows})
