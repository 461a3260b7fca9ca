"""The add-in's VBA run in an interpreter of VBA: what reaches Python, what reaches the cell, in which language."""

from dataclasses import replace

import pytest
from tests.office.addin.standins import DAYS, EXPLAIN, SETTINGS, VERSION, StandInFunction, StandInParameter

from arrears.functions.calling import Caller
from arrears.functions.excel import MARK, MISSING, NUMBERS

pytest.importorskip("pyopenvba", reason="needs the interpreter of VBA (pip install pyOpenVBA)")

from tests.office.addin.vba_host import Host

HERE = "Book1\nSheet1\n$C$3\n1900\nen;"
FAULT = StandInFunction("AR_FAULT")
TABLE = StandInFunction("AR_TABLE")
BROKEN = StandInFunction("AR_BROKEN", (StandInParameter("amount"),))


def made(folder):
    host = Host(folder, (DAYS, EXPLAIN, VERSION, FAULT, TABLE, BROKEN))
    host.put(A1="no", B1="amount", A2="x", B2=12.5)
    return host


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """One Excel for all that leaves it as it was."""
    return made(tmp_path_factory.mktemp("excel"))


def test_single_values_reach_python_as_they_are_and_what_is_left_out_as_missing(host):
    assert host.tell("AR_DAYS_PAST_DUE(46023, 46054.5)") == (
        f"arrears.functions.excel.AR_DAYS_PAST_DUE({HERE}46023;46054.5;missing;)"
    )


def test_a_range_reaches_python_as_its_values(host):
    assert f"({HERE}2x2:no,amount,x,12.5,;12.5;0;)" in host.tell('AR_DAYS_PAST_DUE(Range("A1:B2"), Range("B2"), 0)')


@pytest.mark.parametrize(
    ("given", "cut"),
    [
        ("A:A", "$A$1:$A$2"),
        ("B:B", "$B$1:$B$2"),
        ("Z:Z", "$Z$1:$Z$2"),
        ("A2:A1048576", "$A$2"),
        ("A9:A1048576", "$A$9"),
        ("1:1", "$A$1:$B$1"),
        ("A1:A4", "$A$1:$A$4"),
        ("B2", "$B$2"),
    ],
)
def test_only_a_range_that_reaches_to_the_sheets_end_is_cut_to_what_is_in_use(host, given, cut):
    assert host.tell(f'InUse(Range("{given}")).Address') == cut


def test_a_whole_column_reaches_python_with_what_it_holds(host):
    assert f"({HERE}2x1:no,x,;2x1:amount,12.5,;" in host.tell('AR_DAYS_PAST_DUE(Range("A:A"), Range("B:B"))')


def test_of_a_range_in_several_pieces_python_is_told_how_many_there_are(host):
    told = host.tell('AR_DAYS_PAST_DUE(Union(Range("A1:A2"), Range("C1:C2")), 0)')
    assert told == f"arrears.functions.excel.AR_DAYS_PAST_DUE({HERE}{MARK}2;0;missing;)"


def test_where_a_cell_stands_is_told_in_the_form_that_python_reads(host):
    assert Caller.of(host.tell('Place(Range("B2"))')) == Caller("Book1", "Sheet1", "B2", False, "en")


def test_a_parameter_that_names_a_cell_gets_its_place_not_its_value(host):
    assert host.tell('Place(Range("B2:C9"))') == "Book1\nSheet1\n$B$2\n1900\nen"
    assert "Array(Here(), Place(cell))" in host.sources["CellFunctions"]


def test_what_python_marks_as_an_error_becomes_that_error(host):
    assert str(host.tell("AR_FAULT()")) == "Error 2042"
    assert (MARK, MISSING) == ("\ue000", -2147352572)
    assert NUMBERS["#N/A"] == 2042


def test_in_a_table_only_the_marked_cells_become_errors(host):
    (first, second), (third, fourth) = host.tell("AR_TABLE()")
    assert (first, second, fourth) == ("a", 1.5, "#N/A is text")
    assert str(third) == "Error 2015"


def test_no_traceback_ever_reaches_a_cell(host):
    assert str(host.tell("AR_BROKEN(1)")) == "Error 2015"


def test_a_cell_that_asks_why_is_told_what_to_do_where_python_cannot_be_asked(host):
    assert host.tell('AR_EXPLAIN(Range("A1"))').startswith("Python could not be asked.")


def test_the_server_is_started_once_for_many_cells(host):
    for _ in range(5):
        host.tell("AR_VERSION()")
    assert host.tell("starts") == 1


def test_every_text_is_found_and_one_that_is_not_there_is_blank(host):
    assert host.tell('Said("age_list.label")') == "Age this list"
    assert host.tell('Said("zzz")') == ""
    assert host.tell('Setting("xlwings")') == "0.37.8"


def test_the_log_lies_in_the_folder_of_whoever_runs_excel(tmp_path):
    """A file that is built once for many computers names nobody's own folder."""
    host = Host(tmp_path, settings=replace(SETTINGS, log=r"%LOCALAPPDATA%\Arrears\excel.log"))
    assert host.tell('Setting("log")') == r"C:\Users\Ada\AppData\Local\Arrears\excel.log"


@pytest.mark.parametrize(
    ("language", "label"), [("1033", "Refresh"), ("2052", "刷新"), ("1028", "刷新"), ("1031", "Refresh")]
)
def test_the_ribbon_speaks_the_language_of_excel(tmp_path, monkeypatch, language, label):
    monkeypatch.setitem(Host.instead, "host.LanguageSettings.LanguageID(2)", language)
    assert label_of_refresh(tmp_path) == label


@pytest.mark.parametrize(("country", "label"), [("86", "刷新"), ("1", "Refresh")])
def test_an_excel_that_does_not_tell_its_languages_is_asked_for_its_country(tmp_path, monkeypatch, country, label):
    monkeypatch.setitem(Host.instead, "host.LanguageSettings.LanguageID(2)", "host.NoSuchMember.LanguageID(2)")
    monkeypatch.setitem(Host.instead, "host.International(1)", country)
    assert label_of_refresh(tmp_path) == label


def label_of_refresh(folder):
    lines = (
        "Dim given As Variant",
        "Dim button As New FakeControl",
        'button.Choose "refresh"',
        "GetLabel button, given",
    )
    return Host(folder).tell("given", *lines)


def click(host, command):
    host.tell('""', 'asked = ""')
    host.tell('""', "Dim button As New FakeControl", f'button.Choose "{command}"', "OnCommand button")
    return host.tell("asked")


def test_every_button_passes_on_its_own_id_and_its_own_excel_as_an_object(host):
    """Esc is left to Python meanwhile, and Excel does not complain of waiting."""
    assert click(host, "tie_out") == "no Esc;module arrears.addin.run(tie_out, Application);Esc;"
    assert host.tell("alerts") is False
    assert host.tell("Application.DisplayAlerts") is True


def test_a_click_while_a_command_runs_is_no_second_command(host):
    assert click(host, "import") == "no Esc;module arrears.addin.run(import, Application);Esc;"


def test_excel_is_as_it_was_where_python_was_ended_in_the_middle_of_a_command(host, capsys):
    assert click(host, "issue") == "no Esc;module arrears.addin.run(issue, Application);Esc;"
    settings = ("Calculation", "EnableEvents", "ScreenUpdating", "DisplayAlerts", "StatusBar")
    assert [host.tell(f"Application.{name}") for name in settings] == [-4105, True, True, True, False]
    assert click(host, "match").count("run(") == 1


STARTED = """
Public asked As Long
Public works As Boolean
Private Function Started() As Object
    asked = asked + 1
    If Not works Then Err.Raise 1000, , "Could not create Python process."
    Set Started = New FakePython
End Function
"""


@pytest.fixture
def starting(tmp_path):
    """The add-in's own keeping of the server, with a start that can fail."""
    host = made(tmp_path)
    text = host.runnable("PythonServer")
    text = text[: text.index("Private Function Started")].replace("(Now - failedAt)", "(Clock() - failedAt)")
    clock = "Public minutes As Double\nPublic Function Clock()\nClock = Now + minutes / 1440\nEnd Function\n"
    host.excel.add_module(clock, name="Clocks")
    globals_first, functions = STARTED.split("Private Function", 1)
    option, rest = text.split("\n", 1) if text.startswith("Option") else ("", text)
    host.excel.add_module(f"{option}\n{globals_first}{rest}Private Function{functions}", name="PythonServer")
    return host


def test_after_a_start_that_failed_cells_wait_before_they_try_again(starting):
    for _ in range(50):
        assert str(starting.tell("AR_VERSION()")) == "Error 2015"
    assert starting.tell("asked") == 1
    starting.tell('""', "minutes = 1")
    starting.tell("AR_VERSION()")
    assert starting.tell("asked") == 2


def test_a_command_that_cannot_start_python_tries_once(starting):
    starting.tell('""', 'RunCommand "check"')
    assert starting.tell("asked") == 1


def test_a_command_tries_at_once_and_then_cells_compute_again(starting):
    assert str(starting.tell("AR_VERSION()")) == "Error 2015"
    starting.tell('""', "works = True", 'RunCommand "check"')
    assert starting.tell("asked") == 2
    assert starting.tell("AR_VERSION()").startswith("arrears.functions.excel.AR_VERSION(")


BOOK = """
Public told As String
Public Saved As Boolean
Public Function LinkSources(kind)
    LinkSources = Array("C:\\rates.xlsx", "D:\\old\\ARREARS.xlam", "C:\\here\\Arrears.xlam", "https://x/y/Arrears.xlam")
End Function
Public Sub ChangeLink(link, here, kind)
    told = told & link & ">" & here & ";"
    Saved = False
End Sub
"""


def test_links_to_the_add_in_of_another_computer_are_turned_to_this_one(host):
    host.excel.add_module(BOOK, name="FakeBook", kind="class")
    lines = ("Dim book As New FakeBook", "book.Saved = True", 'TurnLinks book, "C:\\here\\Arrears.xlam"')
    told = host.tell("book.told & book.Saved", *lines)
    here = r"C:\here\Arrears.xlam"
    assert told == rf"D:\old\ARREARS.xlam>{here};https://x/y/Arrears.xlam>{here};True"


def test_a_workbook_that_cannot_be_relinked_opens_all_the_same(host):
    assert host.tell('"opened"', 'TurnLinks Nothing, "C:\\here\\Arrears.xlam"') == "opened"


OPENED = """
Public told As String
Public Sub Turned(ByVal book As Object, ByVal here As String)
    told = told & book.Name & ">" & here & ";"
End Sub
Public Sub Helped()
    told = told & "help;"
End Sub
"""


def test_workbooks_that_were_open_before_the_add_in_have_their_links_turned_too(tmp_path):
    """Functions are described once, as soon as there is a workbook."""
    host = Host(tmp_path)
    host.excel.add_workbook()
    host.excel.add_module(OPENED, name="Opened")
    book = host.runnable("ThisWorkbook")
    for excels, ours in {
        "WithEvents host As Application": "host As Object",
        "ThisWorkbook.FullName": '"here"',
        "TurnLinks": "Turned",
        "RegisterHelp": "Helped",
        "Private Sub Workbook_Open": "Public Sub AddinOpens",
    }.items():
        assert excels in book
        book = book.replace(excels, ours)
    host.excel.add_module(book, name="Opening")
    told = host.tell("told", "AddinOpens").replace("Arrears.xlam>here;", "")  # Excel does not count add-ins
    assert sorted(told.split(";")) == ["", "Book1>here", "Book2>here", "help"]
