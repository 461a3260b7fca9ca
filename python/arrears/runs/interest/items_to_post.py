"""Items that were decided here and are to post: they stand in Open items until a list of the ledger shows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from arrears.core.matching.snapshot import OpenItemsList
from arrears.core.problems import Place, Problem
from arrears.runs.lists.import_context import Context
from arrears.runs.ports import Table, Value
from arrears.runs.reading import Row


@dataclass(frozen=True, slots=True)
class ItemToPost:
    """An item of Open items that the ledger system does not have yet."""

    key: str
    customer: str
    document_no: str
    kind: str
    place: Place


def items_to_post(table: Table) -> list[ItemToPost]:
    """Find them by their state."""
    rows = (Row(table, number) for number, state in enumerate(table.column("state")) if state == "to post")
    return [
        ItemToPost(
            row.text("item_key"), row.text("customer"), row.text("document_no"), row.text("kind"), row.place("state")
        )
        for row in rows
    ]


def posted(table: Table, keys: Sequence[str], to_post: Collection[str]) -> Mapping[str, Sequence[Value]]:
    """Give the column of states for listed items: one that was to post is posted now."""
    if "state" not in table.columns or not to_post:
        return {}
    return {"state": ["posted" if key in to_post else None for key in keys]}


def not_listed(context: Context, to_post: Sequence[ItemToPost], listed: OpenItemsList) -> list[Problem]:
    """Name those that a complete list does not show."""
    shown = frozenset(listed.key)
    values = {"day": listed.list_date.isoformat()}
    return [
        Problem("note-not-listed", one.place, one.document_no, values=values)
        for one in to_post
        if context.complete and one.key not in shown
    ]
