"""Problems of earlier bank imports that a later one has settled: gaps that were filled, accounts that tie again."""

import re
from collections.abc import Collection

from arrears import texts
from arrears.runs.bank_accounts import Owner
from arrears.runs.ports import KEEP, Rows, Table

_OF_ACCOUNTS = ("bank-gap", "bank-statement-missing", "bank-account-differs")


def without_settled(table: Table, tied: Collection[Owner]) -> Rows | None:
    """Give the Problems rows less those that say of tied accounts that something is missing; None if there is none."""
    patterns = [
        _pattern(name, owner, language) for name in _OF_ACCOUNTS for owner in tied for language in texts.LANGUAGES
    ]
    said = table.column("wrong")
    kept = [n for n in range(len(table)) if not any(pattern.fullmatch(str(said[n] or "")) for pattern in patterns)]
    if len(kept) == len(table):
        return None
    return Rows(table.name, {"wrong": [KEEP] * len(kept)}, kept)


def _pattern(name: str, owner: Owner, language: str) -> re.Pattern[str]:
    """Make a pattern of a problem's text that holds for one account and currency."""
    template: str = texts.texts(language)["problems"][name]["wrong"]
    marks = {"account": re.escape(owner[0]), "currency": re.escape(owner[1])}
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(marks.get(part, ".*") if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.DOTALL
    )
