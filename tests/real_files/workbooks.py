"""Real workbooks taken through Arrears: its sheets added, a list imported, a refresh; what each step changed."""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook
from tests.command_line import Ran, arrears
from tests.real_files.folder import every_file

from arrears.office.tables import TABLES
from arrears.office.xlsx.package import CONTENT_TYPES, Package, relations_part

LIST = """\
Customer No.,Customer Name,Document Type,Document No.,Document Date,Due Date,Currency,Original Amount,Open Amount
C1,Sample One,Invoice,1001,2026-08-03,2026-09-02,EUR,1200.00,1200.00
C1,Sample One,Invoice,1002,2026-09-10,2026-10-10,EUR,800.50,300.25
C2,Sample Two,Credit Note,7001,2026-09-15,2026-09-15,EUR,-50.00,-50.00
C2,Sample Two,Invoice,1003,2026-10-20,2026-11-19,EUR,99.99,99.99
C3,Sample Three,Invoice,1004,2025-06-01,2025-07-01,JPY,150000,150000
"""
LIST_DATE = "2026-10-31"


@dataclass
class Journey:
    """A workbook before, with Arrears' sheets, with a list imported, refreshed; or why it stopped."""

    path: Path
    refused: str = ""
    steps: dict[str, bytes] = field(default_factory=dict)

    @property
    def own_sheets(self) -> list[str]:
        """The user's sheets that hold cells."""
        return [sheet.name for sheet in Package(self.steps["before"]).sheets]


def books() -> list[Path]:
    """List the workbooks of the kinds that Arrears writes into."""
    return [path for path in every_file("xlsx_corpus", "ageing_workbooks") if path.suffix in (".xlsx", ".xlsm")]


def taken_through(path: Path, folder: Path) -> Journey:
    """Run new --into, import and refresh on a copy, keeping the bytes after each."""
    book, listing = folder / path.name, folder / "open items.csv"
    book.write_bytes(path.read_bytes())
    listing.write_text(LIST, encoding="utf-8")
    journey = Journey(path, steps={"before": path.read_bytes()})
    commands = {
        "new": ("new", "--into", book, "--language", "en", "--currency", "EUR"),
        "import": ("import", book, listing, "--as", "open-items", "--list-date", LIST_DATE),
        "refresh": ("refresh", book, "--as-of", LIST_DATE),
    }
    for name, command in commands.items():
        ran = arrears(*command, "--json")
        if ran.code == 2:
            journey.refused = _reason(ran)
            assert book.read_bytes() == [*journey.steps.values()][-1], "a refusal changes nothing"
            return journey
        journey.steps[name] = book.read_bytes()
    return journey


def _reason(ran: Ran) -> str:
    error = ran.answer["error"]
    assert "Traceback" not in ran.err, ran.err
    assert error["name"] != "unexpected", error
    assert error["wrong"], error
    assert error["do"], error
    return str(error["name"])


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Name the members of the first package that are gone from the second, or differ in a byte."""
    old, new = parts(before), parts(after)
    return {name for name, content in old.items() if new.get(name) != content}


def parts(package: bytes) -> dict[str, bytes]:
    """Read every member with nothing but the standard library."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def closed_list(book: bytes, *, grafting: bool) -> set[str]:
    """Name the members that a step may change in a book: the closed list of the promise.

    Adding sheets: the workbook part, its relations, the content types, the styles. Writing tables: the sheet and table
    parts of Arrears' own tables, the workbook part, and the calculation chain with its relation and content type.
    """
    package = Package(book)
    workbook = package.workbook_part
    wiring = {relations_part(workbook), CONTENT_TYPES}
    chain = set(package.related(workbook, "calcChain"))
    may = {workbook, *chain}
    for name in TABLES:
        entry = package.table(name)
        if entry is not None:
            may |= {entry.part, entry.sheet_part}
    if grafting:
        may |= {*wiring, *package.related(workbook, "styles")}
    elif chain:
        may |= wiring
    return {package.member(part) for part in may if part in package}


def values(book: bytes, sheets: list[str]) -> dict[str, list[list[object]]]:
    """Read the values of some sheets with a reader that Arrears' writer does not know of."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(book))
    cells = {sheet.name for sheet in workbook.sheets_metadata if "WorkSheet" in str(sheet.typ)}
    return {name: workbook.get_sheet_by_name(name).to_python() for name in sheets if name in cells}


def office_pairs(paths: list[Path], folder: Path) -> dict[Path, tuple[Path, Path, list[str]]]:
    """Write each book that goes through as it was and as it became, for LibreOffice, with the names of its sheets."""
    pairs: dict[Path, tuple[Path, Path, list[str]]] = {}
    for number, path in enumerate(paths):
        work = folder / f"{number}"
        work.mkdir()
        journey = taken_through(path, work)
        if not journey.refused:
            pairs[path] = pair(journey, work, str(number))
    return pairs


def pair(journey: Journey, folder: Path, name: str) -> tuple[Path, Path, list[str]]:
    """Write a book as it was and as it became into a folder; give both files and the names of the user's sheets."""
    suffix = journey.path.suffix
    own, result = folder / f"{name}-own{suffix}", folder / f"{name}-result{suffix}"
    own.write_bytes(journey.steps["before"])
    result.write_bytes(journey.steps["refresh"])
    return own, result, journey.own_sheets


def office_difference(own: Path | None, result: Path | None, sheets: list[str]) -> str:
    """Say how a user's book and the result differ once LibreOffice has recalculated both; nothing if they do not."""
    if own is None:
        return "" if result is None else "LibreOffice opens only the result"
    if result is None:
        return "LibreOffice does not open the result"
    before, after = (values(file.read_bytes(), sheets) for file in (own, result))
    return next((f"sheet {name} differs" for name in before if before[name] != after.get(name)), "")
