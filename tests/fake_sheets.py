"""A workbook in memory: ``Sheets`` for the tests of runs, with the writing rules of the real ones and counted calls."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from arrears.errors import BookRefused
from arrears.office.table_spec import Role, Type
from arrears.office.tables import PARTS, TABLES
from arrears.runs.ports import KEEP, Keep, Rows, Table, Value

FIRST_ROW = 5
"""The sheet row of a table's first row."""


class FakeSheets:
    """Tables as lists of columns; a write replaces a table's rows, keeping the cells of the rows it names.

    >>> book = FakeSheets({"Customers": [{"customer": "C1", "name": "Alder"}]})
    >>> book.read("Customers")["Customers"].column("name")[0]
    'Alder'
    """

    def __init__(
        self,
        tables: Mapping[str, Sequence[Mapping[str, Value]]] | None = None,
        blocks: Mapping[str, Sequence[Sequence[Value]]] | None = None,
        language: str = "en",
        name: str = "Month.xlsx",
    ) -> None:
        """Start with the tables of a new workbook; ``tables`` gives rows, and its names add further tables."""
        self.language = language
        self.name = name
        self.calls: Counter[str] = Counter()
        self.tables: dict[str, dict[str, list[Value]]] = {}
        self.blocks: dict[str, list[list[Value]]] = {k: [list(row) for row in v] for k, v in (blocks or {}).items()}
        for table in (*PARTS["start"], *(tables or {})):
            self.put(table, (tables or {}).get(table, ()))

    def put(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Set a table's rows, as a person would type them; further keys are columns of the user's own."""
        keys = dict.fromkeys([column.key for column in TABLES[table].columns])
        for row in rows:
            keys.update(dict.fromkeys(row))
        self.tables[table] = {key: [row.get(key) for row in rows] for key in keys}

    def rows(self, table: str) -> list[dict[str, Value]]:
        """Give a table's rows as dicts of the cells that are not blank."""
        columns = self.tables[table]
        length = len(next(iter(columns.values())))
        return [{key: column[n] for key, column in columns.items() if column[n] is not None} for n in range(length)]

    def has(self, table: str) -> bool:
        """Tell whether the book has the table."""
        return table in self.tables

    def read(self, *tables: str) -> dict[str, Table]:
        """Read tables in bulk."""
        self.calls["read"] += 1
        return {name: self._table(name) for name in tables}

    def block(self, name: str) -> list[list[Value]]:
        """Read a named block."""
        self.calls["block"] += 1
        if name not in self.blocks:
            raise BookRefused("block-missing", found=name)
        return [list(row) for row in self.blocks[name]]

    def add(self, part: str) -> None:
        """Add the tables of a part."""
        self.calls["add"] += 1
        for table in PARTS[part]:
            if table not in self.tables:
                self.put(table, ())

    def write(self, rows: Sequence[Rows], blocks: Mapping[str, Sequence[Sequence[Value]]]) -> None:
        """Write tables and blocks, all or nothing; a column that the table lacks, or of another length, is a fault."""
        self.calls["write"] += 1
        written = {change.table: self._changed(change) for change in rows}
        self.tables |= written
        self.blocks |= {name: [list(row) for row in block] for name, block in blocks.items()}

    def _table(self, name: str) -> Table:
        if name not in self.tables:
            raise BookRefused("table-missing", found=name)
        columns = self.tables[name]
        length = len(next(iter(columns.values())))
        return Table(
            name=name,
            sheet=name,
            columns={key: tuple(column) for key, column in columns.items()},
            rows=range(FIRST_ROW, FIRST_ROW + length),
            letters={key: _letters(n) for n, key in enumerate(columns)},
            noted=[self._noted(name, n) for n in range(length)],
        )

    def _noted(self, table: str, row: int) -> str:
        roles = {column.key: column.role for column in TABLES[table].columns}
        filled = TABLES[table].proposed
        own = (key for key in self.tables[table] if roles.get(key, Role.EDIT) is Role.EDIT and key not in filled)
        return "; ".join(str(self.tables[table][key][row]) for key in own if self.tables[table][key][row] is not None)

    def _changed(self, change: Rows) -> dict[str, list[Value]]:
        old = self.tables[change.table]
        unknown = set(change.columns) - set(old)
        assert not unknown, f"{change.table} has no column {unknown}"
        for key, column in change.columns.items():
            assert len(column) == len(change.kept), f"{change.table}.{key}: {len(column)} of {len(change.kept)} rows"
            for value in column:
                _check_type(change.table, key, value)
        return {
            key: [
                (None if row is None else column[row]) if value is KEEP else value
                for row, value in zip(change.kept, change.columns.get(key, [KEEP] * len(change.kept)), strict=True)
            ]
            for key, column in old.items()
        }  # type: ignore[misc]  # KEEP has gone


_TAKEN: Mapping[Type, tuple[type, ...]] = {
    Type.TEXT: (str,),
    Type.CODE: (str,),
    Type.CHOICE: (str,),
    Type.DAY: (date,),
    Type.AMOUNT: (Decimal,),
    Type.RATE: (Decimal,),
    Type.COUNT: (int,),
    Type.YES: (bool,),
}


def _check_type(table: str, key: str, value: Value | Keep) -> None:
    own = {column.key: column.type for column in TABLES[table].columns}
    if value is None or value is KEEP or key not in own:
        return
    assert isinstance(value, _TAKEN[own[key]]), f"{table}.{key} takes {own[key]}, not {value!r}"


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        text = chr(ord("A") + left) + text
    return text
