"""Instalment plans of the Plans table, each with the open items it is about: what an agreement is drawn up from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arrears.core.letters.instalment_agreement import Instalment
from arrears.core.letters.letter_items import claim
from arrears.core.letters.letters import Content, OpenItem, content
from arrears.core.money import to_major, to_minor
from arrears.core.problems import Place, Problem
from arrears.runs.dunning.undertakings import Agreed, groups_of, plans_in, whom_meant
from arrears.runs.letters.letter_rows import Account, text
from arrears.runs.letters.letter_sheets import LetterSheets
from arrears.runs.lists.named_items import NamedItems

Pick = Callable[[OpenItem], bool]


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """A plan as it was agreed: its instalments, and the items it may be about.

    ``item``: the key of the one item it names; blank where it is about all of its account.
    """

    name: str
    place: Place
    instalments: Sequence[Instalment]
    item: str

    @property
    def total(self) -> int:
        """Add the instalments up, in minor units."""
        return sum(one.amount for one in self.instalments)

    def picks(self, books: LetterSheets) -> Iterator[Pick]:
        """Give which items the plan may mean: those past due on the as-of date, or all that are open."""

        def is_open(item: OpenItem) -> bool:
            return claim(item) > 0 and self.item in ("", item.key)

        def is_late(item: OpenItem) -> bool:
            return is_open(item) and item.due_date is not None and item.due_date < books.as_of

        yield from (is_late, is_open)


def agreed_plans(books: LetterSheets) -> Mapping[Account, list[AgreedPlan]]:
    """Give the plans that are not kept yet, by customer and currency, in the order of the sheet."""
    items, found = NamedItems(books.tables["Invoices"]), dict[Account, list[AgreedPlan]]()
    for group in groups_of(plans_in(books.tables)):
        if all(one.state == "kept" for one in group):
            continue
        whom = whom_meant(items, group[0].whom)
        rows = items.rows(whom)
        accounts = [_account(books, row) for row in rows]
        if accounts:
            account = next((one for one in accounts if one[1] == books.policy.base_currency), accounts[0])
            key = text(books.tables["Invoices"], "item_key", rows[0]) if whom.item else ""
            found.setdefault(account, []).append(_plan(books, group, account, key))
    return found


def debt(
    plan: AgreedPlan, account: Account, books: LetterSheets, letter_date: date, language: str
) -> Content | Problem:
    """Give what is owed of the items a plan is about, where its instalments come to that; else what differs.

    An agreement that acknowledges one amount and pays another must not be signed: problem ``plan-differs``.
    """
    items, held = books.items.get(account, []), books.unapplied.get(account, 0)
    if plan.item:
        items, held = [item for item in items if item.key == plan.item], 0
    readings = [
        content(
            books.addressee(account), account[1], items, books.policy, number="", level=0, as_of=books.as_of,
            letter_date=letter_date, unapplied=held, working=books.working, language=language, pick=pick,
        )
        for pick in plan.picks(books)
    ]  # fmt: skip
    found = next((one for one in readings if one.items and one.due == plan.total), None)
    if found is not None:
        return found
    late, owed = (str(to_major(one.due, account[1])) for one in readings)
    values = {"planned": str(to_major(plan.total, account[1])), "late": late, "owed": owed, "currency": account[1]}
    return Problem("plan-differs", plan.place, plan.name or account[0], values=values, customer=account[0])


def _plan(books: LetterSheets, group: Sequence[Agreed], account: Account, item: str) -> AgreedPlan:
    place = books.tables["Plans"].place(group[0].row, "amount")
    agreed = [Instalment(one.until, to_minor(one.amount, account[1])) for one in group if one.amount is not None]
    return AgreedPlan(group[0].plan, place, agreed, item)


def _account(books: LetterSheets, row: int) -> Account:
    table = books.tables["Invoices"]
    return text(table, "customer", row), text(table, "currency", row).upper()
