"""What the rows of a bank list say in words: the other party, the reference, the direction, account and currency."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from arrears.office.bank.list_account import columns_of_others, compact_iban
from arrears.office.bank.list_amounts import ListAmounts
from arrears.office.bank.list_head import Head, value_at
from arrears.office.bank.list_words import side_of
from arrears.office.exports.grid import Row
from arrears.office.exports.identifiers import text_of
from arrears.office.exports.vocabulary import currency_of

DASHES = frozenset("-—–－_/ ")
"""Signs that stand for nothing in a cell."""
_AMOUNTS = ("amount", "credit", "debit")
_NUMBER_AND_NAME = re.compile(r"([\d*]{6,})/(.+)")
"""How banks in China print account and name of the other party in one cell."""
_MOST_UNNAMED = 50


class ListTexts:
    """Reads the texts of a list's rows by its head and the labels beside the table."""

    def __init__(self, head: Head, labels: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Take all rows of the table: some columns are told by what stands in every one."""
        self._head = head
        self._labels = labels
        self._rows = rows
        self._others = columns_of_others(head, rows)

    def side(self, row: Row) -> str:
        """Give what a row says of its direction: in, out or neither, in the list's own words."""
        column = self.side_column
        return text_of(value_at(row, column)) or "" if column is not None else ""

    @cached_property
    def side_column(self) -> int | None:
        """Find the column whose every cell says in, out or neither: one headed so, else one without a heading."""
        unnamed = [column for column, heading in enumerate(self._head.headings) if not heading][:_MOST_UNNAMED]
        for column in (*self._head.columns.get("direction", ()), *unnamed):
            said = [text for row in self._rows if (text := text_of(value_at(row, column)))]
            if said and all(side_of(text) for text in said):
                return column
        return None

    def party(self, row: Row, *, is_in: bool) -> tuple[str, str]:
        """Give the other party: where both payer and payee are named, the one who is not the account's owner."""
        named = [text for column in self._head.columns.get("payer", ()) if (text := self._cell(row, column))]
        name = next((text for text in named if text != self._labels.get("name")), next(iter(named), ""))
        number = self.text(row, "payer_account")
        if (both := _NUMBER_AND_NAME.fullmatch(name)) is not None:
            name, number = both[2], number or both[1]
        number = number or (self.text(row, "iban") if self._iban_of_party() else "")
        sides = ("payer_name", "payer_number") if is_in else ("payee_name", "payee_number")
        number = number or self.text(row, sides[1]) or next((t for c in self._others if (t := self._cell(row, c))), "")
        return name or self.text(row, sides[0]), number

    def text(self, row: Row, name: str) -> str:
        """Give the first text of the columns of a meaning."""
        columns = [column for column in self._head.columns.get(name, ()) if column not in self._others]
        return next((text for column in columns if (text := self._cell(row, column))), "")

    @staticmethod
    def _cell(row: Row, column: int) -> str:
        text = (text_of(value_at(row, column)) or "").strip("'\" ")
        return "" if set(text) <= DASHES else text

    def reference(self, row: Row) -> str:
        """Give what a row says the payment is for, of all the columns that may say it."""
        taken = {self._head.first(name) for name in ("payer", "bank_reference", "account")}
        columns = [column for column in sorted(self._head.columns.get("reference", ())) if column not in taken]
        texts = [(text_of(value_at(row, column)) or "").strip() for column in columns]
        return " ".join(dict.fromkeys(text for text in texts if text and not set(text) <= DASHES))

    def kind(self, row: Row) -> str:
        """Give what kind of payment a row is, as the bank says it."""
        columns = [column for column in self._head.columns.get("kind", ()) if column != self.side_column]
        return next((text for column in columns if (text := text_of(value_at(row, column)))), "")

    def account(self, row: Row) -> str:
        """Give the account that a row is of: its own column, else a label beside the table."""
        own = self.text(row, "account") or ("" if self._iban_of_party() else self.text(row, "iban"))
        return compact_iban(own or self._labels.get("account", "") or self._labels.get("iban", ""))

    def _iban_of_party(self) -> bool:
        """Tell whose account a column headed IBAN names: beside names of other parties it is theirs."""
        return bool({"payer", "payer_name", "payee_name"} & set(self._head.columns))

    def currency(self, index: int, row: Row, amounts: Mapping[str, ListAmounts]) -> str:
        """Give a row's currency: its own column, its figure, its amount's heading, a label above the table."""
        said = self.text(row, "currency")
        held = [name for name in _AMOUNTS if name in amounts]
        named = [amounts[name].currencies.get(index, "") for name in held]
        in_headings = [self._head.currency(self._head.first(name)) for name in held]
        label = currency_of(self._labels.get("currency", "")) or ""
        own = (currency_of(said) or said.upper()) if said else ""
        return own or next((code for code in (*named, *in_headings, label) if code), "")
