"""Arrears.xlam from text: what VBA asks of Python, the ribbon, its words, and the settings of this computer."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from arrears.office.addin.addin_package import Sheet, addin_package
from arrears.office.addin.ribbon import ribbon, ribbon_texts
from arrears.office.addin.vba_modules import BOOK_CODE, modules
from arrears.office.addin.vba_project import vba_project
from arrears.office.addin.wrappers import Function, help_texts
from arrears.texts import LANGUAGES

FILE_NAME = "Arrears.xlam"
_TITLE = "Arrears"
_PROJECT_ID = "{6C2E1A5B-94D3-4F0E-8A77-3B5D90E1C246}"
_SHEET_CODES = ("SheetTitle", "SheetSettings", "SheetTexts")


@dataclass(frozen=True)
class Settings:
    """What the add-in knows of the computer it was built for; all of it stands in a hidden sheet of the file.

    ``interpreter``, ``library32``, ``library64`` and ``log`` are full paths; a library that is not there is "". The log
    may begin with %LOCALAPPDATA%, the folder of whoever runs Excel.
    """

    interpreter: str
    library64: str
    library32: str
    log: str
    xlwings: str
    version: str


def addin_file(settings: Settings, functions: Sequence[Function]) -> bytes:
    """Build the add-in; the same settings and functions give the same bytes on every computer."""
    texts = ribbon_texts() | help_texts(functions, LANGUAGES)
    sheets = (
        Sheet("Arrears", _SHEET_CODES[0], [["Arrears", settings.version]], hidden=False),
        Sheet("Settings", _SHEET_CODES[1], sorted(asdict(settings).items())),
        Sheet("Texts", _SHEET_CODES[2], [(name, *texts[name]) for name in sorted(texts)]),
    )
    project = vba_project(_TITLE, _PROJECT_ID, modules(functions, settings.xlwings, _SHEET_CODES))
    return addin_package(_TITLE, BOOK_CODE, sheets, ribbon(), project)
