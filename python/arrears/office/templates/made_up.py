"""Made-up letters: what a template is tried on before any book is there. The sums are computed like a real letter's."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from arrears.core.letters.account_statement import Movement, account_statement
from arrears.core.letters.balance_confirmation import Auditor, balance_confirmation
from arrears.core.letters.instalment_agreement import agreement, monthly_instalments
from arrears.core.letters.late_claim import ChargedSlice, Charges
from arrears.core.letters.letter_fields import kind_of
from arrears.core.letters.letter_items import OpenItem
from arrears.core.letters.letter_parties import Addressee, FieldValue, LetterHead, LetterText
from arrears.core.letters.letters import Content, content
from arrears.core.letters.settlement_thanks import settlement_thanks
from arrears.core.policy import Policy
from arrears.office.word.letter_names import ITEMS

AS_OF = date(2026, 10, 31)
LETTER_DATE = date(2026, 11, 3)
LEVELS = {"reminder_before_due": 0, "friendly_reminder": 1, "second_reminder": 2, "final_demand": 3}
"""Of the templates that are tried below the level where interest and fee are claimed; all others are tried at 4."""
_RATE, _YEAR = Decimal("10.15"), 365


@dataclass(frozen=True, slots=True)
class Sample:
    """The made-up parties of one language, and how many items a letter lists."""

    words: Mapping[str, Any]
    language: str
    count: int

    @property
    def policy(self) -> Policy:
        """The made-up company's policy: interest and fee from level 3 on."""
        names = ("company", "company_address", "company_footer", "bank_details", "signatory", "contact")
        texts = {name: self.words[name] for name in names}
        fees = (Decimal(0), Decimal(0), Decimal(5), Decimal(5))
        return Policy(**texts, interest_from_level=3, letter_fee=fees)

    @property
    def addressee(self) -> Addressee:
        """The made-up customer."""
        words = self.words
        return Addressee("C-10042", words["customer"], words["address"], words["person"], words["tax_no"])

    @property
    def head(self) -> LetterHead:
        """The made-up letter's number, days, currency and language."""
        return LetterHead("L2026-00017", LETTER_DATE, AS_OF, self.words["currency"], self.language)


def made_up(template: str, language: str, count: int = 6) -> LetterText:
    """Make up what a template of a name is filled with: fields and regions, as for a real letter of its kind.

    ``count``: the number of items. A language without words of its own has the English ones.
    """
    sample = Sample(_words().get(language, _words()["en"]), language, count)
    return _MAKERS[kind_of(template).fields](sample, template)


def _demand(sample: Sample, template: str) -> LetterText:
    return _as_text(_demanded(sample, LEVELS.get(template, 4), template))


def _demanded(sample: Sample, level: int, template: str = "") -> Content:
    items = _items(sample, due=-1 if level == 0 else 1)
    everything: Callable[[OpenItem], bool] | None = None
    if template == "open_item_statement":
        everything = _has_balance
    credit = OpenItem("cn", "CN-2026-031", "credit note", date(2026, 10, 2), None, -18_250, -18_250)
    slices = [_slice(item) for item in items]
    per_days = {item.key: _interest(item.balance, 1) for item in items}
    charges = Charges(slices, {items[0].key: 4_000}, per_days)
    branches = dict(zip(("C-10043", "C-10044"), sample.words["branches"], strict=True))
    return content(
        sample.addressee, sample.head.currency, [*items, credit], sample.policy, number=sample.head.number,
        level=0 if everything else level, as_of=AS_OF, letter_date=LETTER_DATE, unapplied=7_500,
        language=sample.language, charges=charges, branches=branches, pick=everything,
    )  # fmt: skip


def _account(sample: Sample, _template: str) -> LetterText:
    words, first = sample.words, date(2026, 10, 1)
    movements = [Movement(date(2026, 8, 14), "R-0900", words["invoice"], 312_480)]
    for n in range(sample.count):
        day = first + timedelta(days=n * 29 // max(1, sample.count - 1))
        movements.append(_movement(n, day, words))
    return account_statement(sample.addressee, sample.head, sample.policy, movements, first)


def _movement(n: int, day: date, words: Mapping[str, Any]) -> Movement:
    amount = 86_450 + 7_310 * n
    if n % 3 == 1:
        return Movement(day, f"Z-{4100 + n}", words["payment"], -amount)
    if n % 7 == 5:
        return Movement(day, f"CN-2026-{n:03d}", words["credit"], -12_300)
    return Movement(day, f"R-{1001 + n}", words["invoice"], amount)


def _confirmation(sample: Sample, _template: str) -> LetterText:
    words = sample.words
    auditor = Auditor(words["audit_firm"], words["audit_address"], words["audit_person"])
    return balance_confirmation(sample.addressee, sample.head, sample.policy, auditor, _items(sample, due=1), 7_500)


def _plan(sample: Sample, _template: str) -> LetterText:
    demand = _demanded(sample, 4)
    return _as_text(agreement(demand, monthly_instalments(demand.due, max(3, sample.count), date(2026, 12, 1))))


def _settlement(sample: Sample, _template: str) -> LetterText:
    settled = [replace(item, balance=0, disputed=0, interest=0) for item in _items(sample, due=1)]
    return settlement_thanks(sample.addressee, sample.head, sample.policy, settled, date(2026, 10, 29))


_MAKERS: Mapping[str, Callable[[Sample, str], LetterText]] = {
    "demand": _demand,
    "account": _account,
    "confirmation": _confirmation,
    "plan": _plan,
    "settlement": _settlement,
}


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    path = resources.files("arrears") / "data" / "preview.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _items(sample: Sample, due: int) -> list[OpenItem]:
    """Make up items; ``due`` is 1 for days past due, -1 for days to come."""
    return [_item(n, due, sample.count) for n in range(sample.count)]


def _item(n: int, due: int, count: int) -> OpenItem:
    due_date = AS_OF - timedelta(days=due * (12 + 90 * (count - n) // count)) if due > 0 else AS_OF + timedelta(3 + n)
    gross = 124_850 + 38_730 * (n * 7 % 11)
    paid = 30_000 if n % 4 == 1 else 0
    late = max(0, (AS_OF - due_date).days)
    return OpenItem(
        key=str(n),
        document_no=f"R-{1001 + n}",
        kind="invoice",
        document_date=due_date - timedelta(days=30),
        due_date=due_date,
        gross=gross,
        balance=gross - paid,
        disputed=25_000 if n % 5 == 2 else 0,
        interest=_interest(gross - paid, late),
        level=1,
        last_letter=date(2026, 10, 14) if due > 0 else None,
        purchase_order=f"PO-{5500 + n}",
        contract="K-2026/07" if n % 3 == 0 else "",
    )


def _interest(balance: int, days: int) -> int:
    return int(balance * days * _RATE / (100 * _YEAR) + Decimal("0.5"))


def _slice(item: OpenItem) -> ChargedSlice:
    first = (item.due_date or AS_OF) + timedelta(days=1)
    days = max(0, (AS_OF - first).days + 1)
    return ChargedSlice(
        item.key, item.document_no, first, AS_OF, days, item.balance, _RATE, _YEAR, _interest(item.balance, days)
    )


def _has_balance(item: OpenItem) -> bool:
    return item.balance > 0


def _as_text(said: Content) -> LetterText:
    regions: dict[str, Sequence[Mapping[str, FieldValue]]] = {**said.regions, ITEMS: said.rows}
    return LetterText(said.fields, regions)
