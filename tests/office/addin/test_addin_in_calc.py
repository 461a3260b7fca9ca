"""The add-in in LibreOffice, whose compiler of VBA is another: it takes every module, and functions answer.

It answers nothing at all where one module of a project does not compile; the test ends by showing that.
"""

import pytest
from tests import libreoffice
from tests.calc.engine.office_process import OfficeProcess, uno
from tests.office.addin.standins import SETTINGS

from arrears.functions import DECLARED
from arrears.office.addin import addin_file as addin_module
from arrears.office.addin.addin_file import addin_file
from arrears.office.addin.vba_project import Module

pytestmark = pytest.mark.libreoffice

ALWAYS_RUN = 4
"""com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN."""


@pytest.fixture(scope="module")
def office():
    libreoffice.needed()
    process = OfficeProcess()
    yield process
    process.stop()


class Opened:
    """An add-in opened by LibreOffice."""

    def __init__(self, office, path):
        value = uno().getClass("com.sun.star.beans.PropertyValue")
        given = {"Hidden": True, "MacroExecutionMode": ALWAYS_RUN, "FilterName": "Calc MS Excel 2007 VBA XML"}
        arguments = []
        for name, what in given.items():
            argument = value()
            argument.Name, argument.Value = name, what
            arguments.append(argument)
        self.document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, tuple(arguments))

    def asks(self, macro, *arguments):
        """Run a function of the project and give its answer."""
        place = f"vnd.sun.star.script:Arrears.{macro}?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(place).invoke(arguments, (), ())[0]


def addin(folder):
    path = folder / "Arrears.xlam"
    path.write_bytes(addin_file(SETTINGS, DECLARED))
    return path


def test_a_second_compiler_takes_every_module_and_finds_the_same_texts_settings_and_command(
    office, tmp_path, monkeypatch
):
    one = Opened(office, addin(tmp_path))
    names = set(one.document.BasicLibraries.getByName("Arrears").ElementNames)
    assert {"CellFunctions", "CellValues", "Commands", "PythonServer", "ThisWorkbook"} <= names
    assert one.asks("AddinSheets.Said", "new.label") == "New"
    assert one.asks("AddinSheets.Said", "undo.label") == "Undo last run"
    assert one.asks("AddinSheets.Said", "no such text") == ""
    assert one.asks("AddinSheets.Setting", "interpreter") == SETTINGS.interpreter
    assert one.asks("PythonServer.CommandLine", r"C:\a b\pythonw.exe") == (
        r'"C:\a b\pythonw.exe" -E -P -c "import os,sys;os.chdir(sys.prefix);import xlwings;'
        "xlwings.serve('$(CLSID)')\""
    )
    assert [one.asks("PythonServer.IsGone", number) for number in (462, -2147023174, 13)] == [True, True, False]
    assert one.asks("BookLinks.IsOurs", "https://x/y/ARREARS.xlam")
    one.document.close(True)
    broken = Module("Broken", 'Attribute VB_Name = "Broken"\nSub Broken(\nIf Then')
    monkeypatch.setattr(addin_module, "modules", lambda *given, made=addin_module.modules: [*made(*given), broken])
    silenced = Opened(office, addin(tmp_path))
    assert silenced.asks("AddinSheets.Said", "new.label") != "New"
    silenced.document.close(True)
