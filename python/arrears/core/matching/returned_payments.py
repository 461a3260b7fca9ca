"""Payments that came back: a debit of the bank that takes away what an earlier credit brought."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from arrears.core.matching.incoming import Incoming
from arrears.core.matching.payer_names import account_key, folded
from arrears.core.money import to_major
from arrears.core.reasons import Reason, reason

_RETURN = re.compile(
    r"return|retour|reject|revers|refus|unpaid|dishonou?r|bounce|chargeback|charge back|rücklast|rücklauf|storno|"
    r"impay|devol|NSF|\bRTN\b|\bNRTI\b|\bAC0[46]\b|\bMD0[16]\b|\bMS0[23]\b|退|拒付|冲正",
    re.IGNORECASE,
)
_SURE, LIKELY, _PERHAPS = 97, 90, 60
"""How sure a return is; from ``LIKELY`` on the bank or the payer says that money came back."""


class Debit(NamedTuple):
    """A line that took money away; ``incoming`` holds it with a positive amount."""

    incoming: Incoming
    end_to_end: str = ""
    kind: str = ""


class Credit(NamedTuple):
    """A receipt of the book, or an incoming line not posted yet, that may have come back."""

    incoming: Incoming
    end_to_end: str = ""


class Returned(NamedTuple):
    """What a debit takes back (position of the credit), how sure that is, and why."""

    credit: int
    confidence: int
    reasons: tuple[Reason, ...]


def returned(debits: Sequence[Debit], credits_: Sequence[Credit]) -> dict[int, Returned]:
    """Find for each debit the one credit that it takes back: the same amount, no later, told apart by what is written.

    Where several credits are alike none is said.
    """
    by_amount: dict[tuple[str, int], list[int]] = {}
    for n, credit in enumerate(credits_):
        by_amount.setdefault((credit.incoming.currency, credit.incoming.amount), []).append(n)
    found: dict[int, Returned] = {}
    taken: set[int] = set()
    for n, debit in sorted(enumerate(debits), key=lambda pair: pair[1].incoming.day):
        one = debit.incoming
        near = [
            m for m in by_amount.get((one.currency, one.amount), ())
            if m not in taken and credits_[m].incoming.day <= one.day
        ]  # fmt: skip
        best = _best(debit, [(m, credits_[m]) for m in near])
        if best is not None:
            found[n] = best
            taken.add(best.credit)
    return found


def _best(debit: Debit, near: Sequence[tuple[int, Credit]]) -> Returned | None:
    amount = to_major(debit.incoming.amount, debit.incoming.currency)
    by_mark = [m for m, credit in near if _one_mark(debit, credit)]
    if len(by_mark) == 1:
        return Returned(by_mark[0], _SURE, (reason("match-returned-mark", amount=amount),))
    says_so = bool(_RETURN.search(f"{debit.kind} {debit.incoming.reference}"))
    same = [m for m, credit in near if _one_payer(debit.incoming, credit.incoming)]
    if len(same) == 1:
        name = "match-returned" if says_so else "match-returned-perhaps"
        return Returned(same[0], LIKELY if says_so else _PERHAPS, (reason(name, amount=amount),))
    if says_so and len(near) == 1:
        return Returned(near[0][0], _PERHAPS, (reason("match-returned-perhaps", amount=amount),))
    return None


def _one_mark(debit: Debit, credit: Credit) -> bool:
    mark = debit.end_to_end.strip()
    if len(mark) > 3 and mark.upper() != "NOTPROVIDED" and mark == credit.end_to_end.strip():
        return True
    said, other = (" ".join(one.reference.split()).casefold() for one in (debit.incoming, credit.incoming))
    return len(other) > 5 and other in said


def _one_payer(debit: Incoming, credit: Incoming) -> bool:
    if debit.account and credit.account:
        return account_key(debit.account) == account_key(credit.account)
    return bool(debit.payer) and folded(debit.payer) == folded(credit.payer)
