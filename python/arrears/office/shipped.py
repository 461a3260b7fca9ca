"""Where the files that come with Arrears lie: in an installed wheel and in a checkout alike."""

from pathlib import Path

import arrears
from arrears.errors import FileRefused

_PACKAGE = Path(arrears.__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def templates() -> Path:
    """Give the folder that holds ``letters/<language>/*.docx``."""
    return _first(_PACKAGE / "templates", _CHECKOUT / "templates")


def addin() -> Path:
    """Give the folder that holds the ribbon and the text of the Excel add-in."""
    return _first(_PACKAGE / "addin_files", _CHECKOUT / "addin")


def install_page() -> Path:
    """Give the page on installing, with what an IT department wants to know."""
    return addin() / "INSTALL.md"


def _first(*folders: Path) -> Path:
    for folder in folders:
        if folder.is_dir():
            return folder
    raise FileRefused("shipped-missing", where=str(folders[0]), found=folders[0].name)
