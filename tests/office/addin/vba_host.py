"""The add-in's VBA run in an interpreter of VBA: an Excel that is none, with the add-in and a workbook open.

Python is played by a class of VBA, so that what reaches it can be looked at. What only Excel has is cut out.
"""

import re
from pathlib import Path
from typing import ClassVar

import pytest
from tests.office.addin.standins import FUNCTIONS, SETTINGS

from arrears.office.addin.addin_file import Settings, addin_file

pytest.importorskip("pyopenvba", reason="needs the interpreter of VBA (pip install pyOpenVBA)")

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication

FAKE_PYTHON = """
Public Function CallUDF(package, name, given)
    Dim k As Long, told As String
    told = package & "." & name & "("
    For k = LBound(given) To UBound(given)
        told = told & Shown(given(k)) & ";"
    Next k
    CallUDF = told & ")"
    If name = "AR_FAULT" Then CallUDF = ChrW$(&HE000) & "2042"
    If name = "AR_TABLE" Then CallUDF = Table()
    If name = "AR_EXPLAIN" Or name = "AR_BROKEN" Then Err.Raise 1000, , "Traceback (most recent call last): secret"
End Function

Private Function Table()
    Dim rows(0 To 1, 0 To 1) As Variant
    rows(0, 0) = "a": rows(0, 1) = 1.5: rows(1, 0) = ChrW$(&HE000) & "2015": rows(1, 1) = "#N/A is text"
    Table = rows
End Function

Private Function Shown(Optional ByVal value)
    Dim row As Long, column As Long
    If IsMissing(value) Then
        Shown = "missing"
    ElseIf IsArray(value) Then
        Shown = UBound(value, 1) & "x" & UBound(value, 2) & ":"
        For row = LBound(value, 1) To UBound(value, 1)
            For column = LBound(value, 2) To UBound(value, 2)
                Shown = Shown & value(row, column) & ","
            Next column
        Next row
    Else
        Shown = CStr(value)
    End If
End Function

Public Function Module(name)
    Module = "module " & name
End Function

Public Function Tuple(value, excel)
    Tuple = "(" & value & ", " & TypeName(excel) & ")"
End Function

Public Sub CallIt(package, name, given)
    asked = asked & package & "." & name & given & ";"
    alerts = Application.DisplayAlerts
    If given = "(import, Application)" Then RunCommand "refresh"
    If Left$(given, 6) <> "(issue" Then Exit Sub
    Application.EnableEvents = False
    Application.ScreenUpdating = False
    Application.Calculation = -4135
    Application.StatusBar = "Letters 7"
    Err.Raise 462, , "Traceback (most recent call last): secret"
End Sub

Public Function Bool(value)
    Bool = value
End Function
"""
CONTROL = """
Private chosen As String
Public Sub Choose(name)
    chosen = name
End Sub
Public Property Get ID() As String
    ID = chosen
End Property
"""
SERVER = """
Public asked As String
Public alerts As Boolean
Public starts As Long
Private kept As Object
Public Function Server() As Object
    If kept Is Nothing Then
        Set kept = New FakePython
        starts = starts + 1
    End If
    Set Server = kept
End Function
Public Sub Forget()
    Set kept = Nothing
End Sub
Public Function IsThere() As Boolean
    IsThere = Not kept Is Nothing
End Function
Public Function IsGone(ByVal number As Long) As Boolean
End Function
"""


class Host:
    """Excel with the add-in loaded and one workbook open."""

    def __init__(self, folder: Path, functions=FUNCTIONS, settings: Settings = SETTINGS) -> None:
        """Load every module that does not call Windows or macOS itself."""
        path = folder / "Arrears.xlam"
        path.write_bytes(addin_file(settings, functions))
        with ExcelFile(path) as file:
            self.sources = {module.name: module.source for module in file.vba_project().modules}
        self.excel = ExcelApplication.open(path, with_vba=False)
        self.excel.add_workbook()
        self.excel.add_module(FAKE_PYTHON, name="FakePython", kind="class")
        self.excel.add_module(CONTROL, name="FakeControl", kind="class")
        self.excel.add_module(SERVER, name="PythonServer")
        self.probes = 0
        for name in self.run_here:
            self.excel.add_module(self.runnable(name), name=name)

    def runnable(self, name: str) -> str:
        """Give a module without what the interpreter's Excel does not have."""
        text = self.sources[name].replace("\r\n", "\n")
        text = re.sub(r"^Attribute \w+\.VB_.*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"^Private Declare (?:.* _\n)*.*\n", "", text, flags=re.MULTILINE)
        for excels, ours in self.instead.items():
            text = text.replace(excels, ours)
        return text

    run_here = (
        "AddinSheets", "BookLinks", "CellValues", "Commands", "CellFunctions", "ExcelSettings", "MacTask",
        "RibbonCallbacks",
    )  # fmt: skip
    instead: ClassVar = {
        "TypeName(Application.Caller)": '"Range"',
        "Place(Application.Caller)": 'Place(Range("C3"))',
        "book.Date1904": "False",
        'Environ$("LOCALAPPDATA")': r'"C:\Users\Ada\AppData\Local"',
        'size = FileLen(Setting("log"))': "",
        "number = FreeFile": "",
        'Open Setting("log") For Output As #number': "",
        'Open Setting("log") For Append As #number': "",
        "Print #number, ": "Debug.Print ",
        "Close #number": "",
        "As IRibbonControl": "As Object",
        "python.Call ": "python.CallIt ",
        "host.LanguageSettings.LanguageID(2)": "1033",
        "Application.EnableCancelKey = xlDisabled": 'asked = asked & "no Esc;"',
        "Application.EnableCancelKey = xlInterrupt": 'asked = asked & "Esc;"',
        "MessageBox Application.Hwnd, StrPtr(sentence), StrPtr(caption), vbInformation": "Debug.Print sentence",
    }

    def put(self, **cells: object) -> None:
        """Type values into the open workbook's sheet."""
        for address, value in cells.items():
            self.excel.sheet(1).set_value(address, value)

    def tell(self, expression: str, *lines: str) -> object:
        """Evaluate an expression the way another module of the add-in would."""
        self.probes += 1
        name = f"Probe{self.probes}"
        body = "".join(f"    {line}\n" for line in (*lines, f"{name} = {expression}"))
        self.excel.add_module(f"Public Function {name}()\n{body}End Function\n", name=f"Module{name}")
        return self.excel.run(name)
