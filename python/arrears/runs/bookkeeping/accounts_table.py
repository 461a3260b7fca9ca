"""The Accounts table: which account of the company's own ledger each use of a journal line stands for."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from arrears import texts
from arrears.core.bookkeeping.postings import USES
from arrears.core.problems import Place, Problem
from arrears.runs.ports import Rows, Sheets, Table, Value
from arrears.runs.reading import Row

# 企业会计准则——应用指南 (2006), 附录 会计科目和主要账务处理. Cash discounts lower revenue since CAS 14 (2017).
# Exchange differences of ordinary companies stand in 6603; 6061 is for banks.
CHINESE = {
    "receivable": "1122",
    "on-account": "1122",
    "bank": "1002",
    "discount": "6001",
    "write-off": "1231",
    "bank charge": "6603",
    "withholding tax": "2221",
    "rounding": "6603",
    "payables": "2202",
    "exchange gain": "6603",
    "exchange loss": "6603",
    "revaluation gain": "6603",
    "revaluation loss": "6603",
    "interest income": "6603",
    "fee income": "6301",
    "output VAT": "2221",
    "credit balances": "2203",
    "bills held": "1121",
    "bill discount": "6603",
    "bill loan": "2001",
}
"""The accounts that start a book kept in CNY; every other book starts with blank ones."""
PERSONAL = ("customer", "客户")
"""What stands for the customer's own number as the account (a personal account, as in DATEV)."""


class Account(NamedTuple):
    """An account, and the tax code lines on it bear; blank account: not given."""

    number: str
    tax_code: str = ""


class Accounts:
    """The accounts of a book by use and currency; a row for a currency goes before the one for all."""

    def __init__(self, table: Table | None) -> None:
        """Read the table; without one no account is given."""
        self._known: dict[tuple[str, str], Account] = {}
        self._places: dict[str, int] = {}
        self._table = table
        for number in range(0 if table is None else len(table)):
            row = Row(table, number)  # type: ignore[arg-type]  # no rows without the table
            use, currency = row.text("use"), row.text("currency").upper()
            self._known.setdefault((use, currency), Account(row.text("account"), row.text("tax_code")))
            self._places.setdefault(use, number)

    def of(self, use: str, currency: str, customer: str) -> Account:
        """Give the account of a use in a currency; a blank one where the book names none."""
        found = self._known.get((use, currency)) or self._known.get((use, ""), Account(""))
        if found.number.casefold() in PERSONAL:
            return found._replace(number=customer)
        return found

    def missing(self, uses: Mapping[str, int]) -> list[Problem]:
        """Say which accounts are blank, all in one; ``uses``: how many lines need each."""
        blank = sorted(uses, key=USES.index)
        if self._table is None or not blank:
            return []
        named, lines = "; ".join(blank), sum(uses.values())
        values = {"uses": named, "lines": str(lines)}
        return [Problem("account-missing", self._place(self._table, blank[0]), named, values=values)]

    def _place(self, table: Table, use: str) -> Place:
        return table.place(self._places[use], "account") if use in self._places else Place(sheet=table.sheet)


def add_accounts(sheets: Sheets, base_currency: str) -> None:
    """Fill an Accounts table that is still empty: one row a use, in a book kept in CNY with the usual accounts."""
    if len(sheets.read("Accounts")["Accounts"]):
        return
    given = CHINESE if base_currency == "CNY" else {}
    words = texts.texts(sheets.language)["words"]["account"]
    columns: dict[str, Sequence[Value]] = {
        "use": list(USES),
        "account": [given.get(use) for use in USES],
        "account_name": [words[given[use]] if use in given else None for use in USES],
        "note": [words.get(f"note {use}") for use in USES],
    }
    sheets.write([Rows("Accounts", columns, [None] * len(USES))], {})
