"""The add-in that stands in a folder already: whether it is Arrears', and which Python it starts."""

import os
import zipfile
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from arrears.office.addin.addin_file import Settings

_SHEETS = ["Arrears", "Settings", "Texts"]
_SIGNATURE = "xl/vbaProjectSignature"
_PATHS = ("interpreter", "library64", "library32", "log")


def settings_in(content: bytes) -> Settings | None:
    """Read what an add-in was told of its computer; None where it is not Arrears' or not whole."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        if book.sheet_names != _SHEETS:
            return None
        told = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("Settings").to_python() if len(row) > 1}
    except CalamineError:
        return None
    return Settings(**{field.name: told.get(field.name, "") for field in fields(Settings)})


def is_foreign(content: bytes) -> bool:
    """Whether it is a workbook, but somebody else's; what cannot be read at all is nobody's."""
    try:
        CalamineWorkbook.from_filelike(BytesIO(content))
    except CalamineError:
        return False
    return settings_in(content) is None


def is_signed(content: bytes) -> bool:
    """Whether its VBA bears a signature; whether that one holds, only Excel says."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return any(name.startswith(_SIGNATURE) for name in package.namelist())
    except zipfile.BadZipFile:
        return False


def written_as(told: Settings, wanted: Settings) -> Settings:
    """Give the wanted settings with paths written as they were told wherever both lead to the same file.

    One Python has several paths: python and python3, other letter case, a folder on the way up and down again.
    """
    same = {name: getattr(told, name) for name in _PATHS if _same(getattr(told, name), getattr(wanted, name))}
    return replace(wanted, **same)


def _same(one: str, other: str) -> bool:
    if not (one and other):
        return False
    if os.path.normcase(one) == os.path.normcase(other):
        return True
    try:  # both, as every environment's python may be a link to one and the same
        return Path(one).parent.samefile(Path(other).parent) and Path(one).samefile(other)
    except OSError:
        return False
