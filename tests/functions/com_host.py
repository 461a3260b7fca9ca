"""xlwings' own way from a COM call to a Python function and back, without Windows: stand-ins for pywin32 only."""

import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import xlwings

MODULE = "arrears.functions.excel"
MISSING = -2147352572
"""What COM gives for an argument that was left out."""
_STAND_INS = ("pythoncom", "pywintypes", "win32com", "win32com.client", "xlwings._xlwindows", "xlwings.udfs", MODULE)


class _Engine:
    """As much of xlwings' engine for Excel as a call without ranges asks for."""

    name, type, apps = "excel", "desktop", None


class ComHost:
    """Calls registered functions as Excel's VBA does through ``CallUDF``."""

    def __init__(self, udfs: Any) -> None:
        self.udfs = udfs
        self.module = importlib.import_module(MODULE)

    def call(self, name: str, *arguments: Any, place: Any = "") -> Any:
        """Call a function and give what VBA gets: a single cell as a scalar, a single row flat."""
        rows = self.udfs.call_udf(MODULE, name, (place, *arguments), None, None)
        # The following is what xlwings.com_server.XLPython.CallUDF does with every answer.
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return rows[0] if len(rows) == 1 and len(rows[0]) > 1 else rows


@contextmanager
def com_host() -> Iterator[ComHost]:
    """Put the stand-ins in place, with the functions registered anew, and take all of it back."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _STAND_INS:
            patch.delitem(sys.modules, name, raising=False)
        for name in _STAND_INS[:4]:
            patch.setitem(sys.modules, name, types.ModuleType(name))
        patch.setattr(sys.modules["pythoncom"], "CoInitialize", lambda: None, raising=False)
        patch.setattr(sys.modules["win32com.client"], "Dispatch", lambda found: found, raising=False)
        windows = types.ModuleType("xlwings._xlwindows")
        windows.__dict__.update(Range=lambda xl: xl, is_range_instance=lambda _: False, BOOK_CALLER=None)
        patch.setitem(sys.modules, "xlwings._xlwindows", windows)
        patch.setattr(xlwings, "_xlwindows", windows, raising=False)
        server = types.ModuleType("xlwings.com_server")
        server.__dict__["loop"] = None
        patch.setitem(sys.modules, "xlwings.com_server", server)
        engines = {**xlwings.engines.engines_by_name, "excel": xlwings.Engine(impl=_Engine())}
        patch.setattr(xlwings.engines, "engines_by_name", engines)
        udfs = importlib.import_module("xlwings.udfs")
        for name, marker in (("func", udfs.xlfunc), ("arg", udfs.xlarg), ("ret", udfs.xlret)):
            patch.setattr(xlwings, name, marker)
        patch.setattr(udfs, "Range", lambda impl: impl)
        yield ComHost(udfs)
    for name in ("xlwings.udfs", MODULE):
        sys.modules.pop(name, None)
