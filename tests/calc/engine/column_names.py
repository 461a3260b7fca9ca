"""Names for columns of tables follow the tables: Calc keeps such a name as a plain range."""

from typing import Any

from tests.calc.engine.sheets import Sheet
from tests.calc.engine.tables import Table


class ColumnNames:
    """The names of a workbook that stand for columns of tables."""

    def __init__(self, document: Any, book: Any) -> None:
        """Start without any."""
        self._document, self._book = document, book
        self._columns: dict[str, tuple[str, str]] = {}

    def note(self, name: str, table: str, heading: str) -> None:
        """Let a name stand for a column."""
        self._columns[name] = table, heading
        self._follow(name)

    def forget(self, name: str) -> None:
        """Let a name go."""
        self._columns.pop(name, None)

    def follow_table(self, table: str) -> None:
        """Let the names of a table's columns follow it."""
        for name in [name for name, (meant, _) in self._columns.items() if meant == table]:
            self._follow(name)

    def _follow(self, name: str) -> None:
        table, heading = self._columns[name]
        if self._document.DatabaseRanges.hasByName(table):
            database = self._document.DatabaseRanges.getByName(table)
            sheet = Sheet(self._book, self._document.Sheets.getByIndex(database.DataArea.Sheet))
            self._document.NamedRanges.getByName(name).setContent(Table(sheet, database).column(heading))
