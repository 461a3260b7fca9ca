"""A workbook from anywhere, its folder, its name, the environment: none of them chooses what runs."""

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.office.addin.standins import DAYS, SETTINGS, VERSION

from arrears.functions import DECLARED
from arrears.functions.calling import Caller
from arrears.office import shipped
from arrears.office.addin.vba_modules import modules
from arrears.office.install.mac_script import mac_script

NEEDED = "needs the interpreter of VBA (pip install pyOpenVBA)"
SERVE = "import xlwings;xlwings.serve('$(CLSID)')"
PLANTED = ("arrears", "docx", "numpy", "openpyxl", "os", "pandas", "sitecustomize", "usercustomize", "xlwings")
# Ways by which VBA starts a program, evaluates text, or learns of something outside the add-in itself.
FORBIDDEN = re.compile(
    r"\b(ActiveSheet|ActiveCell|Selection|CreateObject|GetObject|Shell|WScript|Environ\$?|Evaluate|"
    r"ExecuteExcel4Macro|Run|OnTime|OnKey|CallByName|CurDir\$?|ChDir|Dir\$?|ThisWorkbook\.Path|SendKeys|MacScript|Exec|"
    r"VBProject|GetSetting|Kill|FileCopy|Name\s+\w+\s+As)\b"
)


def code(source: str) -> str:
    """Give VBA without comments, texts and attributes."""
    lines = (re.sub(r'"(?:[^"]|"")*"', '""', line) for line in source.splitlines() if "Attribute " not in line)
    return "\n".join(line.partition("'")[0] for line in lines)


def plant(folder: Path) -> Path:
    """Fill a folder with modules of well-known names that leave a trace when they are run."""
    folder.mkdir(parents=True, exist_ok=True)
    trace = folder / "trace.txt"
    for name in PLANTED:
        (folder / f"{name}.py").write_text(f"open({str(trace)!r}, 'a').write('{name} ')\n", encoding="utf-8")
    return trace


def command_line() -> str:
    """Give the command line that VBA builds, by the text of its module."""
    source = (shipped.addin() / "vba" / "PythonServer.bas").read_text(encoding="utf-8")
    excel = pytest.importorskip("pyopenvba.apps.excel", reason=NEEDED).ExcelApplication()
    function = source[source.index("Public Function CommandLine") :]
    excel.add_module(function[: function.index("End Function")] + "End Function\n", name="PythonServer")
    told = excel.run("CommandLine", sys.executable)
    assert isinstance(told, str)
    return told


def run_in(folder: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(folder), "PYTHONSTARTUP": str(folder / "os.py"), "PYTHONHOME": "", "PATH": ""}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_no_module_looks_at_the_open_workbook_or_can_start_a_program_by_name():
    """The environment is asked once: for the folder of the log, which nothing is read or run from."""
    found = {m.name: FORBIDDEN.findall(code(m.source)) for m in modules(DECLARED, "0.37.8", ("Sheet1",))}
    assert {name: words for name, words in found.items() if words} == {"AddinSheets": ["Environ"]}
    asked = 'If name = "log" Then Setting = Replace(Setting, "%LOCALAPPDATA%", Environ$("LOCALAPPDATA"))'
    assert asked in next(m.source for m in modules(DECLARED, "0.37.8", ()) if m.name == "AddinSheets")


def test_no_open_workbook_is_passed_on_and_only_its_name_its_day_count_and_its_links_are_asked_for():
    """Commands get the application. Links are turned when a workbook is opened, or the add-in after it."""
    text = "\n".join(code(m.source) for m in modules(DECLARED, "0.37.8", ()))
    assert "ActiveWorkbook" not in text
    assert re.findall(r".*\bWorkbooks\b.*", text) == ["    For Each book In Application.Workbooks"]
    asked = set(re.findall(r"\b(?:book|Wb)\.(\w+)", text))
    assert asked == {"ChangeLink", "Date1904", "FullName", "LinkSources", "Saved"}


def test_the_only_libraries_called_are_named_here():
    text = "".join(m.source for m in modules((), "0.37.8", ()))
    assert sorted(re.findall(r'Lib "([^"]+)"', text)) == [
        "kernel32", "user32", "xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll",
    ]  # fmt: skip


def test_a_sheet_of_settings_in_the_open_workbook_changes_nothing(tmp_path):
    pytest.importorskip("pyopenvba", reason=NEEDED)
    host = importlib.import_module("tests.office.addin.vba_host").Host(tmp_path, (DAYS, VERSION))
    book = host.excel.workbook
    for name in ("Settings", "Texts", "Arrears.conf", "xlwings.conf"):
        book.add_sheet(name)
        sheet = host.excel.sheet(name)
        for row, key in enumerate(("INTERPRETER_WIN", "PYTHONPATH", "interpreter", "library64"), 1):
            sheet.set_value(f"A{row}", key)
            sheet.set_value(f"B{row}", r"\\elsewhere\evil.exe")
    book.activate_sheet(book.sheet_named("Settings"))
    assert host.tell("ActiveWorkbook.Name") == "Book1"
    assert host.tell('Setting("interpreter")') == SETTINGS.interpreter
    assert host.tell('Setting("library64")') == SETTINGS.library64
    assert host.tell('Setting("PYTHONPATH")') == ""


def test_modules_planted_in_the_folder_or_named_by_the_environment_do_not_run(tmp_path):
    """The command line is VBA's own; only what would wait for Excel is replaced by what the server loads."""
    trace = plant(tmp_path / "a folder")
    text = command_line()
    assert SERVE in text
    loads = "import xlwings, docx, arrears.functions.excel; print(arrears.__file__)"
    done = run_in(trace.parent, shlex.split(text.replace(SERVE, loads)))
    assert done.returncode == 0, done.stderr
    assert not trace.exists()


def test_without_those_options_they_would_run(tmp_path):
    trace = plant(tmp_path)
    run_in(tmp_path, [sys.executable, "-c", "import docx"])
    assert "docx" in trace.read_text(encoding="utf-8")


def test_the_command_line_holds_the_interpreter_and_nothing_that_comes_from_a_workbook():
    told = command_line()
    assert told == (f'"{sys.executable}" -E -P -c "import os,sys;os.chdir(sys.prefix);{SERVE}"')


@pytest.mark.parametrize(
    "name", ["x'; touch trace.txt; '", 'x" & do shell script "touch trace.txt" & "', "$(touch trace.txt)"]
)
def test_on_macos_a_commands_name_is_quoted_whatever_it_holds(tmp_path, name):
    script = mac_script(Path('/opt/it\'s a "python"/bin/python'), Path("/logs/log file.txt"))
    line = r'\tdo shell script "(.*)" & quoted form of commandName & "(.*)"'
    head, tail = re.fullmatch(rf"-- .*\non runCommand\(commandName\)\n{line}\nend runCommand\n", script).groups()

    def read(text):
        return re.sub(r"\\(.)", r"\1", text)

    command = read(head) + shlex.quote(name) + read(tail).removesuffix(" &")
    words = shlex.split(command)
    assert words[:6] == ["cd", "/", "&&", '/opt/it\'s a "python"/bin/python', "-E", "-P"]
    assert words[8] == name
    assert words[9:] == [">", "/dev/null", "2>>", "/logs/log file.txt"]
    (tmp_path / "out").mkdir()
    subprocess.run(["/bin/sh", "-c", command.replace("cd /", f"cd {tmp_path}/out")], check=False, capture_output=True)
    assert not list((tmp_path / "out").iterdir())


def test_the_text_of_a_workbooks_name_reaches_python_as_data_only():
    """Its lines are split and looked at; nothing of it is run or looked up as code."""
    name = "C:\\x\\'); import os; os.system('calc') #.xlsx"
    assert Caller.of(f"{name}\nSheet1\n$A$1\n1900\nen").book == name


def test_no_argument_of_a_function_can_name_another_function_or_module():
    """The module is a fixed text in VBA and the function's name a fixed text in each wrapper."""
    source = next(m.source for m in modules(DECLARED, "0.37.8", ()) if m.name == "CellFunctions")
    for function in DECLARED:
        assert f'    {function.name} = Computed("{function.name}", Array(Here()' in source
    values = (shipped.addin() / "vba" / "CellValues.bas").read_text(encoding="utf-8")
    assert values.count(".CallUDF(") == 1
    assert '.CallUDF("arrears.functions.excel", name, given)' in values
