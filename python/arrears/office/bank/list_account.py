"""Whose account a column of a bank list names: the own one, or the other party's."""

import re
from collections.abc import Sequence

from arrears.office.bank.list_head import IBAN, Head, value_at
from arrears.office.exports.grid import Row
from arrears.office.exports.identifiers import text_of

_NUMBER = re.compile(r"[A-Z]{0,4}[\d*/ .-]{6,}[A-Z\d*/ .-]*")
_PARTIES = ("payer", "payer_name", "payee_name")


def columns_of_others(head: Head, rows: Sequence[Row]) -> frozenset[int]:
    """Give the columns headed as an account that hold the numbers of other parties.

    That is one to the right of the parties' names, where no other column holds their numbers, and whose numbers
    change from row to row or are not the account printed above the table.
    """
    names = [column for field in _PARTIES for column in head.columns.get(field, ())]
    if not names or {"payer_account", "payer_number", "payee_number"} & set(head.columns):
        return frozenset()
    own = {compact_iban(head.labels.get(label, "")) for label in ("account", "iban")} - {""}
    found = set()
    for column in head.columns.get("account", ()):
        said = {compact_iban(text) for row in rows if (text := text_of(value_at(row, column)))}
        differs = len(said) > 1 or bool(own and not said & own)
        if column > min(names) and said and differs and all(_NUMBER.fullmatch(text) for text in said):
            found.add(column)
    return frozenset(found)


def compact_iban(number: str) -> str:
    """Write an IBAN without the spaces that people print in it, or the product's name behind; leave other numbers.

    >>> compact_iban("CH93 0076 2011 6238 5295 7"), compact_iban("20-00-00 12345678")
    ('CH9300762011623852957', '20-00-00 12345678')
    """
    compact = number.partition(" / ")[0].replace(" ", "")
    return compact if IBAN.fullmatch(compact) else number
