"""Settings of cash application: what is accepted unseen, which differences are proposed, what needs an approval."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from arrears.core import settings


def _percent(cell: str) -> int:
    number = settings.count(cell.removesuffix("%"))
    if number > 100:
        raise ValueError(cell)
    return number


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "match_accept": _percent,
    "match_tolerance": settings.amount,
    "bank_charge_limit": settings.amount,
    "oldest_first": settings.one_of({True: ("yes", "y", "是"), False: ("no", "n", "否")}),
    "approval_amount": settings.amount,
}
