"""Finding the item that a list means: by its key, or by a document number that is one item's alone."""

from arrears.runs.lists.import_context import Context


class ItemFinder:
    """Finds items of the book."""

    def __init__(self, context: Context) -> None:
        """Read the book's items."""
        table, keys = context.open_items()
        self.currency = dict(zip(keys, (str(code or "").upper() for code in table.column("currency")), strict=True))
        """The currency of each item, by key."""
        self._by_document: dict[tuple[str, str], list[str]] = {}
        for key, customer, number in zip(keys, table.column("customer"), table.column("document_no"), strict=True):
            for owner in {str(customer or ""), ""}:
                self._by_document.setdefault((owner, str(number or "")), []).append(key)

    def find(self, customer: str, named: str) -> str | None:
        """Give the key of the item named; None where there is none, or where several bear the number."""
        if named in self.currency:
            return named
        found = self._by_document.get((customer, named), []) if named else []
        return found[0] if len(found) == 1 else None
