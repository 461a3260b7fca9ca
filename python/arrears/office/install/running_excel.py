"""Whether the Excel that is running has the add-in loaded."""

import contextlib
import importlib
from typing import Any

from arrears.office.addin.addin_file import FILE_NAME
from arrears.office.install.findings import Finding


def loaded() -> Finding:
    """Ask every Excel that runs; Windows only."""
    xlwings: Any = importlib.import_module("xlwings")
    try:
        running = list(xlwings.apps)
    except Exception:  # noqa: BLE001 - whatever keeps Excel from answering, it is not to be seen from here
        running = []
    if not running:
        return Finding("loaded", "unseen")
    for app in running:
        with contextlib.suppress(Exception):  # not loaded there, or busy
            # An add-in is no member of xlwings' books; Excel itself gives it by its name.
            app.api.Workbooks(FILE_NAME)
            return Finding("loaded", "good")
    return Finding("loaded", "wrong")
