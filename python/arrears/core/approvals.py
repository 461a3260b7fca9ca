"""Approvals: who approved what, with a fingerprint of it, so that any later change makes the approval void."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why an approval does not stand."""

    MISSING = "missing"
    OWN = "own"
    """The one who prepared it approved it."""
    VOID = "void"
    """What was approved has been changed since."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval, as it was recorded; blank ``approved_by`` takes an earlier one back."""

    subject: str
    row_key: str
    approved_by: str
    contents: str


def fingerprint(parts: Iterable[object]) -> str:
    """Give the fingerprint of what is approved, part by part.

    >>> fingerprint(["R1", 100]) == fingerprint(["R1", 100]), fingerprint(["R1", 100]) == fingerprint(["R110", 0])
    (True, False)
    """
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


def standing(approvals: Sequence[Approval], subject: str, row_key: str) -> Approval | None:
    """Give the last approval of a row; None where there is none, or it was taken back."""
    own = [one for one in approvals if one.subject == subject and one.row_key == row_key]
    return own[-1] if own and own[-1].approved_by else None


def fault(known: Approval | None, approver: str, preparer: str, contents: str) -> Fault | None:
    """Say why an approver's name does not stand for some contents; None where it does.

    ``known``: the approval recorded before. A name that was never recorded is taken for these contents.
    """
    name = _folded(approver)
    if not name:
        return Fault.MISSING
    if name == _folded(preparer):
        return Fault.OWN
    if known is not None and _folded(known.approved_by) == name and known.contents != contents:
        return Fault.VOID
    return None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
