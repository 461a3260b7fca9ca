"""What the text of a BAI2 entry says of the payer and of what was paid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAMES = re.compile(
    r"(?:\bBO1:|\bORIG(?:INATOR)?(?: CO)?(?: NAME)?[:=]|\bSENDER(?: NAME)?[:=]"
    r"|\bBY ORDER OF[:=]?|\bIND NAME[:=]|\bORG[:=])"
    r"\s*(.+?)(?=\s+[A-Z][A-Z0-9 ]{1,12}[:=]|$)",
)
_CREDITOR, _DEBTOR = re.compile(r"\ACRNM:\s*(.+)"), re.compile(r"\ADBNM:\s*(.+)")
"""Names on lines of their own, of who is paid and who pays."""
_LONGEST = 2000
_ACCOUNTS = re.compile(r"\b(?:BO|ORIG ID|DACT)[:=]\s*([A-Z0-9]+)")
_PAYMENTS = re.compile(r"\b(?:PY|OBI|RMT|REMI|REMARKS?|PAYMENT DETAILS?)[:=]\s*(.+?)(?=\s+[A-Z]{2,4}[0-9]?[:=]|$)")


@dataclass(frozen=True, slots=True)
class Remittance:
    """Payer, the payer's account, and the whole of what was said or what was paid."""

    payer: str
    account: str
    reference: str


def remittance(texts: Sequence[str], *, is_in: bool = True) -> Remittance:
    """Read the text of an entry with its continuations; the whole text is the reference where no part says it is.

    >>> remittance(["", "PY:INV 7", "BO:11111111 BO1:DOE JO"])
    Remittance(payer='DOE JO', account='11111111', reference='INV 7')
    """
    lines = [" ".join(text.split())[:_LONGEST] for text in texts if text.strip()]
    whole = " ".join(lines)
    name = next((found[1] for line in lines if (found := _NAMES.search(line))), "")
    named = _DEBTOR if is_in else _CREDITOR
    name = name or next((found[1] for line in lines if (found := named.search(line))), "")
    account = next((found[1] for line in lines if (found := _ACCOUNTS.search(line))), "")
    paid = next((found[1] for line in lines if (found := _PAYMENTS.search(line))), "")
    return Remittance(name.strip(), account, paid.strip() or whole)
