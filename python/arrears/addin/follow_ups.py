"""What is asked when a command refuses for want of an option: the refusal, with a question under it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An option that a refusal asks for, the name of the question, and how its answer becomes the option."""

    option: str
    question: str
    given: Callable[[str], Any] = str.strip


def _amounts(answer: str) -> list[str]:
    """Read 'EUR=0.01; USD=2' as the option of the command line, once a currency."""
    return [part.strip() for part in answer.replace(";", " ").split()]


_DATES = FollowUp("dates", "which-dates", lambda answer: answer.strip().casefold())
_DESPITE = FollowUp("despite", "why-despite")
FOLLOW_UPS: Mapping[str, FollowUp] = {
    "amounts-ambiguous": FollowUp("decimal", "which-decimal"),
    "as-of-missing": FollowUp("as_of", "as-of"),
    "bank-account-missing": FollowUp("account", "which-account"),
    "bank-currency-missing": FollowUp("currency", "which-currency"),
    "bank-dates-ambiguous": _DATES,
    "bank-lines-open": _DESPITE,
    "bank-signs-unknown": FollowUp("signs", "which-signs"),
    "dates-ambiguous": _DATES,
    "dates-mixed": _DATES,
    "fields-missing": FollowUp("kind", "which-kind"),
    "letter-date-missing": FollowUp("letter_date", "letter-date"),
    "list-date-missing": FollowUp("list_date", "list-date"),
    "points-open": FollowUp("override", "open-all-the-same", _amounts),
    "receipts-outdated": _DESPITE,
}
"""By the names of refusals."""
