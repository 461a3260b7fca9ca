"""The engines of the benchmark: each writes the same letters to files, or one combined document."""

import copy
import io
import warnings
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.benchmarks.letter_template import (
    AMOUNTS,
    DATES,
    FIELDS,
    REGION,
    ROW,
    braces,
    data,
    jinja,
    merge_fields,
    template,
)

Engine = Callable[[Path], Callable[[int], None]]
"""Loads its template and gives what writes the letters 0 to n - 1 into a folder."""
LETTERS = [data(number) for number in range(200)]
"""What the letters say, over and over: making it up is not what is measured."""
_KEPT = 100
"""Files a folder holds at most: letters write over those before them, so that no disk is measured."""


def arrears(folder: Path) -> Callable[[int], None]:
    """Fill the compiled template."""
    compiled = _compiled()

    def write(letters: int) -> None:
        for number in range(letters):
            fields, rows = _letter(number)
            _file(folder, number).write_bytes(compiled.fill(fields, {REGION: rows}))

    return write


def arrears_combined(folder: Path) -> Callable[[int], None]:
    """Write one document of all letters."""
    from arrears.office.word.combined import write_combined  # noqa: PLC0415 - each engine loads in a process of its own

    compiled = _compiled()

    def write(letters: int) -> None:
        filled = ((compiled, fields, {REGION: rows}) for fields, rows in map(_letter, range(letters)))
        with (folder / "all.docx").open("wb") as out:
            write_combined(filled, out)

    return write


def docx_mailmerge2(folder: Path) -> Callable[[int], None]:
    """Merge with docx-mailmerge2; amounts as floats, which is what it can format."""
    from mailmerge import MailMerge  # noqa: PLC0415

    warnings.simplefilter("ignore")
    content = template(merge_fields)

    def write(letters: int) -> None:
        for number in range(letters):
            fields, rows = _letter(number)
            with MailMerge(io.BytesIO(content)) as merging:
                merging.merge_rows(ROW[0], [_floats(row) for row in rows])
                merging.merge(**_floats(fields))
                merging.write(_file(folder, number))

    return write


def merge_templates(folder: Path) -> Callable[[int], None]:
    """Write one document with docx-mailmerge2."""
    from mailmerge import MailMerge  # noqa: PLC0415

    warnings.simplefilter("ignore")
    content = template(merge_fields)

    def write(letters: int) -> None:
        records = [
            _floats(fields) | {ROW[0]: [_floats(row) for row in rows]} for fields, rows in map(_letter, range(letters))
        ]
        with MailMerge(io.BytesIO(content)) as merging:
            merging.merge_templates(records, separator="nextPage_section")
            merging.write(folder / "all.docx")

    return write


def docxtpl(folder: Path) -> Callable[[int], None]:
    """Render with docxtpl, a fresh template for each letter, as its manual does; special characters escaped."""
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2 import Environment  # noqa: PLC0415

    environment = Environment(autoescape=True)
    environment.filters |= {"money": _money, "day": _day}
    content = template(jinja)

    def write(letters: int) -> None:
        for number in range(letters):
            fields, rows = _letter(number)
            page = DocxTemplate(io.BytesIO(content))
            page.render(fields | {REGION: rows}, environment, autoescape=True)
            page.save(_file(folder, number))

    return write


def python_docx(folder: Path) -> Callable[[int], None]:
    """Replace names in braces with python-docx, as people write it by hand."""
    from docx import Document  # noqa: PLC0415

    content = template(braces)

    def write(letters: int) -> None:
        for number in range(letters):
            fields, rows = _letter(number)
            file = Document(io.BytesIO(content))
            table = file.tables[0]
            model = table.rows[1]._tr
            for _ in rows:
                added = copy.deepcopy(model)
                model.addprevious(added)
            table._tbl.remove(model)
            for shown, row in zip(table.rows[1:], rows, strict=True):
                for cell in shown.cells:
                    _replace(cell.paragraphs, row)
            section = file.sections[0]
            for paragraphs in (file.paragraphs, section.header.paragraphs, section.footer.paragraphs):
                _replace(paragraphs, fields)
            file.save(_file(folder, number))

    return write


ENGINES: dict[str, Engine] = {
    "Arrears": arrears,
    "docx-mailmerge2": docx_mailmerge2,
    "python-docx": python_docx,
    "docxtpl": docxtpl,
}
COMBINED: dict[str, Engine] = {"Arrears": arrears_combined, "docx-mailmerge2": merge_templates}


def _letter(number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    return LETTERS[number % len(LETTERS)]


def _compiled() -> Any:
    from arrears.office.word.names import Names  # noqa: PLC0415
    from arrears.office.word.template import Template  # noqa: PLC0415

    return Template(template(merge_fields), "en", Names(frozenset(FIELDS), {REGION: Names(frozenset(ROW))}))


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number % _KEPT}.docx"


def _floats(values: dict[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else _text(name, value) for name, value in values.items()}


def _text(name: str, value: Any) -> Any:
    return value if name in DATES else str(value)


def _replace(paragraphs: Any, values: dict[str, Any]) -> None:
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.text.startswith("{"):
                name = run.text[1:-1]
                run.text = _written(name, values[name])


def _written(name: str, value: Any) -> str:
    return _money(value) if name in AMOUNTS else _day(value) if name in DATES else str(value)


def _money(value: Decimal) -> str:
    return f"{value:,.2f}"


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
