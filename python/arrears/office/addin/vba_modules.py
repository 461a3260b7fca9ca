"""The modules of the add-in's VBA project: the texts in ``addin/vba`` and the generated wrappers."""

from collections.abc import Sequence
from pathlib import Path

from arrears.office import shipped
from arrears.office.addin.vba_project import Module
from arrears.office.addin.wrappers import Function, wrappers

BOOK_CODE = "ThisWorkbook"
_BASES = {"workbook": "0{00020819-0000-0000-C000-000000000046}", "sheet": "0{00020820-0000-0000-C000-000000000046}"}
_XLWINGS_MARK = "@XLWINGS@"


def modules(functions: Sequence[Function], xlwings_version: str, sheet_codes: Sequence[str]) -> list[Module]:
    """Give all modules in a fixed order; ``xlwings_version`` is part of the name of the library they call."""
    folder = shipped.addin() / "vba"
    documents = [_document(BOOK_CODE, "workbook", _text(folder / f"{BOOK_CODE}.cls"))]
    documents += [_document(code, "sheet") for code in sheet_codes]
    written = [
        Module(path.stem, _text(path).replace(_XLWINGS_MARK, xlwings_version)) for path in sorted(folder.glob("*.bas"))
    ]
    return [*documents, *written, Module("CellFunctions", wrappers(functions))]


def _document(name: str, base: str, body: str = "") -> Module:
    """Give the code behind the workbook or a sheet; its name must be the code name in the package."""
    attributes = (
        f'VB_Name = "{name}"', f'VB_Base = "{_BASES[base]}"', "VB_GlobalNameSpace = False", "VB_Creatable = False",
        "VB_PredeclaredId = True", "VB_Exposed = True", "VB_TemplateDerived = False", "VB_Customizable = True",
    )  # fmt: skip
    return Module(name, "".join(f"Attribute {line}\n" for line in attributes) + body, "Document")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
