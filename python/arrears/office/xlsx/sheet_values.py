"""Values put into single cells of an open worksheet part; their formats and formulas stay."""

import re
from collections.abc import Sequence

from arrears.office.xlsx.areas import Area, column_letters, column_number
from arrears.office.xlsx.cell_xml import CellWriter
from arrears.office.xlsx.sheet_part import Cell, SheetPart
from arrears.runs.ports import Value

_TYPE = re.compile(rb"""\s*(?<!\S)t\s*=\s*["'][^"']*["']""")


def put_values(sheet: SheetPart, writer: CellWriter, area: Area, values: Sequence[Sequence[Value]]) -> None:
    """Write a rectangle of values; a cell with a formula keeps it and takes the value as its result."""
    for number, row in enumerate(values, start=area.top):
        cells = {cell.letters: cell for cell in sheet.cells(number)}
        raws = {letters: cell.raw for letters, cell in cells.items()}
        tails = writer.tails(row)
        for column, (value, tail) in enumerate(zip(row, tails, strict=True), start=area.left):
            letters = column_letters(column)
            cell = cells.get(letters)
            formula = None if cell is None else _formula(cell, sheet.prefix)
            if cell is not None and formula:
                kind, result = writer.result(value)
                raws[letters] = _with_result(sheet, cell, number, formula + result, kind)
            elif tail is not None and (cell is not None or value is not None):
                raws[letters] = sheet.start(letters, number) + (cell.style if cell else b"") + tail
        sheet.put(number, b"".join(raws[letters] for letters in sorted(raws, key=column_number)))


def _formula(cell: Cell, prefix: str) -> bytes:
    p = re.escape(prefix.encode())
    match = re.search(rb"<%bf(?=[\s/>])[^>]*?(?:/>|>.*?</%bf\s*>)" % (p, p), cell.raw, re.DOTALL)
    return match[0] if match else b""


def _with_result(sheet: SheetPart, cell: Cell, row: int, content: bytes, kind: bytes) -> bytes:
    attributes = _TYPE.sub(b"", cell.attributes).rstrip()
    return sheet.start(cell.letters, row) + attributes + kind + b">" + content + b"</%bc>" % sheet.prefix.encode()
