"""Rows of a bank list that are no entry but print a balance carried: opening or closing."""

from collections.abc import Sequence

from arrears.office.bank.list_head import Head, value_at
from arrears.office.bank.list_words import carried, label_of, side_of
from arrears.office.exports.amount_notation import figure
from arrears.office.exports.day_notation import NO_DATE, reading
from arrears.office.exports.grid import Row
from arrears.office.exports.identifiers import text_of


def carried_balance(head: Head, row: Row, said: Sequence[str], *, is_entry: bool) -> tuple[str, str] | None:
    """Give the label and figure of a row that prints a balance, None where it is none.

    ``said`` are the texts of the row. A row with a day and an amount (``is_entry``) prints a balance only where one of
    its cells says nothing but that; a text that begins so may be the bank's word for a payment.
    """
    label = next((label_of(text.rstrip(":： ")) for text in said if label_of(text.rstrip(":： ")) in _BALANCES), "")
    if not label and not is_entry:
        label = next((begun for text in said if (begun := carried(text))), "")
    if not label:
        return None
    for name, sign in (("balance", ""), ("amount", ""), ("credit", ""), ("debit", "-")):
        text = text_of(value_at(row, head.first(name))) or ""
        if any(character.isdigit() for character in text):
            owed = sign or ("-" if _is_out(head, row) and name == "amount" and "-" not in text else "")
            return label, f"{owed}{text.lstrip('-') if sign else text}"
    return label, next((text for text in reversed(said) if _is_figure(text)), said[-1])


_BALANCES = ("opening", "closing")
_MOST_UNNAMED = 50


def _is_out(head: Head, row: Row) -> bool:
    """Tell whether a word beside the figure says that the balance is owed."""
    unnamed = [column for column, heading in enumerate(head.headings) if not heading][:_MOST_UNNAMED]
    columns = (*head.columns.get("direction", ()), *unnamed)
    return any(side_of(text_of(value_at(row, column)) or "") == "out" for column in columns)


def _is_figure(text: str) -> bool:
    found = figure(text)
    return bool(found and found.body) and reading(text) == NO_DATE
