"""Several Excels at once: a command works in the one whose button was clicked, even if no workbook is open in it."""

import ctypes
import subprocess
import sys
from types import SimpleNamespace

from arrears.addin.desk import ExcelDesk

# xlwings' own code for Windows, with stand-ins for pywin32, and two Excels. What xlwings finds by itself is the other.
CLICKED = """
import ctypes, sys
from types import ModuleType, SimpleNamespace

class Anything(ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {})

for name in ("pythoncom", "pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone"):
    sys.modules[name] = Anything(name)
sys.modules["win32com"] = Anything("win32com")
sys.modules["win32com.client"] = sys.modules["win32com"].client = Anything("win32com.client")
sys.modules["pythoncom"].CoInitialize = lambda: None
sys.modules["pythoncom"].__file__ = ""
sys.modules["win32process"].GetWindowThreadProcessId = lambda window: (0, window)
ctypes.oledll = SimpleNamespace(
    oleacc=SimpleNamespace(AccessibleObjectFromWindow=None), ole32=SimpleNamespace(CLSIDFromString=lambda *given: None)
)
ctypes.windll = SimpleNamespace(user32=SimpleNamespace(GetAsyncKeyState=lambda key: 0))
ctypes.PyDLL = lambda path: SimpleNamespace(PyCom_PyObjectFromIUnknown=lambda *given: None)

import xlwings
import xlwings._xlwindows

def excel(window, *books):
    open_ = [SimpleNamespace(Name=name) for name in books]
    here = SimpleNamespace(Hwnd=window, ActiveWorkbook=open_[0] if open_ else None, Workbooks=SimpleNamespace())
    here.Application = here.Workbooks.Application = here
    here.Workbooks.Count = len(open_)
    return here

other = excel(1, "Other.xlsx")
xlwings.apps = SimpleNamespace(active=xlwings.App(impl=xlwings._xlwindows.App(xl=other)))

from arrears.addin import ribbon_run

def told(application, desk, command):
    assert desk._app is application
    active = ribbon_run._active_book(application)
    print(command, application.pid, active and active.name)

ribbon_run.run_at = told
ribbon_run.run("refresh", excel(2, "Clicked.xlsx"))
ribbon_run.run("new", excel(3))
ribbon_run.run("check")
"""


def test_a_command_works_in_the_excel_whose_button_was_clicked():
    done = subprocess.run([sys.executable, "-c", CLICKED], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.splitlines() == ["refresh 2 Clicked.xlsx", "new 3 None", "check 1 Other.xlsx"], done.stderr


def test_esc_that_was_pressed_before_a_command_began_does_not_stop_it(monkeypatch):
    """Windows tells of a key that it was pressed since it was last asked for, however long ago."""
    pressed = [1]
    keys = SimpleNamespace(user32=SimpleNamespace(GetAsyncKeyState=lambda _: pressed.pop() if pressed else 0))
    monkeypatch.setattr(ctypes, "windll", keys, raising=False)
    person = ExcelDesk(SimpleNamespace(status_bar=False))
    stopped = []
    for sentence in ("Letters 1", "Letters 2"):
        try:
            person.progress(sentence)
        except KeyboardInterrupt:
            stopped.append(sentence)
        pressed.append(1)
    assert stopped == ["Letters 2"]
