"""The dates of the open-items lists that were imported."""

from datetime import date

from arrears.runs.ports import Table


def list_dates(imports: Table | None, *, complete: bool = False) -> list[date]:
    """Give the dates of all open-items lists, or of the complete ones only, oldest first."""
    if imports is None:
        return []
    rows = zip(imports.column("kind"), imports.column("list_date"), imports.column("complete"), strict=True)
    wanted = {day for kind, day, whole in rows if kind == "open-items" and (whole or not complete)}
    return sorted(day for day in wanted if isinstance(day, date))
