"""Installing on accounts that are only folders: where the add-in goes, what it is told, and that it goes away again."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.office.addin.standins import FUNCTIONS
from tests.office.addin.test_addin_file import book
from tests.office.install.machines import environment, installation, mac, windows
from typer.testing import CliRunner

from arrears.cli import install_commands
from arrears.errors import FileRefused, InputRefused
from arrears.office.install.doctor import checked
from arrears.office.install.installation import Installation
from arrears.office.install.interpreter import Interpreter
from arrears.office.install.profile import Profile
from arrears.office.install.xlwings_files import XlwingsFiles

XLSTART = ("AppData", "Roaming", "Microsoft", "Excel", "XLSTART", "Arrears.xlam")


def states(found):
    return {finding.name: finding.state for finding in found}


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def settings_in(path):
    return dict(book(path.read_bytes())["Settings"].iter_rows(values_only=True))


def test_on_windows_the_add_in_goes_to_excels_start_folder_and_nothing_else_is_written(tmp_path):
    one = installation(windows(tmp_path))
    before = files(tmp_path)
    path = one.install(FUNCTIONS)
    assert path == tmp_path.joinpath(*XLSTART)
    assert files(tmp_path) - before == {str(path.relative_to(tmp_path))}
    assert states(checked(one, FUNCTIONS)) == {"add-in": "good"}


def test_the_add_in_is_told_the_full_paths_of_python_and_of_its_library(tmp_path):
    one = installation(windows(tmp_path))
    told = settings_in(one.install(FUNCTIONS))
    assert told["interpreter"] == str(tmp_path / "env" / "Scripts" / "python.exe")
    assert told["library64"] == str(tmp_path / "env" / "xlwings64-0.37.8.dll")
    assert told["library32"] in ("", None)
    assert told["log"] == r"%LOCALAPPDATA%\Arrears\excel.log"


def test_on_windows_one_python_gives_one_add_in_whoever_builds_it(tmp_path):
    """So that IT can allow it by one SHA-256, and build it once for many computers."""
    ada = installation(windows(tmp_path / "ada"))
    bob = Installation(windows(tmp_path / "bob"), ada.interpreter, ada.xlwings)
    assert ada.built(FUNCTIONS) == bob.built(FUNCTIONS)
    assert ada.log != bob.log


def test_the_python_that_opens_no_window_is_taken_where_there_is_one(tmp_path, monkeypatch):
    (tmp_path / "python.exe").touch()
    monkeypatch.setattr("sys.executable", str(tmp_path / "python.exe"))
    assert Interpreter.here().path.name == "python.exe"
    (tmp_path / "pythonw.exe").touch()
    assert Interpreter.here().path.name == "pythonw.exe"


def test_installing_twice_changes_nothing(tmp_path):
    one = installation(windows(tmp_path))
    first = one.install(FUNCTIONS).read_bytes()
    assert one.install(FUNCTIONS).read_bytes() == first
    assert [path.name for path in one.path().parent.iterdir()] == ["Arrears.xlam"]


def test_a_missing_add_in_is_told_with_its_folder(tmp_path):
    found = checked(installation(windows(tmp_path)), FUNCTIONS)
    assert states(found) == {"add-in-missing": "wrong"}
    assert str(tmp_path.joinpath(*XLSTART).parent) in found[0].said("en")


def test_removing_takes_away_what_installing_put_there_and_leaves_the_rest(tmp_path):
    one = installation(windows(tmp_path))
    other = tmp_path.joinpath(*XLSTART).with_name("PERSONAL.XLSB")
    other.parent.mkdir()
    other.touch()
    before = files(tmp_path)
    path = one.install(FUNCTIONS)
    assert one.remove() == [path]
    assert files(tmp_path) == before
    assert one.remove() == []


def test_on_macos_the_script_that_starts_python_goes_beside_excel(tmp_path):
    one = installation(mac(tmp_path))
    path = one.install(FUNCTIONS)
    assert path.parent == (
        tmp_path / "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
    )
    script = tmp_path / "Library/Application Scripts/com.microsoft.Excel/Arrears.applescript"
    assert "quoted form of commandName" in script.read_text(encoding="utf-8")
    assert states(checked(one, FUNCTIONS)) == {"add-in": "good", "script": "good"}
    assert set(one.remove()) == {path, script}


def test_an_account_on_which_excel_was_never_started_is_refused(tmp_path):
    one = installation(windows(tmp_path, excel=False))
    with pytest.raises(InputRefused, match="excel-never-started"):
        one.install(FUNCTIONS)
    assert states(checked(one, FUNCTIONS)) == {"excel-never-started": "wrong"}


def test_where_there_is_no_excel_it_is_refused_unless_a_folder_is_named(tmp_path):
    nowhere = Profile.here("Linux", {"HOME": str(tmp_path)})
    with pytest.raises(InputRefused, match="no-excel-here"):
        installation(nowhere).install(FUNCTIONS)
    one = installation(nowhere, tmp_path / "network")
    assert one.install(FUNCTIONS) == tmp_path / "network" / "Arrears.xlam"


def test_python_from_the_store_is_refused_because_windows_hides_what_it_writes(tmp_path):
    one = installation(windows(tmp_path))
    store = tmp_path / "WindowsApps" / "PythonSoftwareFoundation.Python.3.12_qbz5n2kfra8p0"
    with pytest.raises(InputRefused, match="store-python"):
        one.__class__(one.profile, Interpreter(store / "python.exe", store, store), one.xlwings).install(FUNCTIONS)


def test_only_what_arrears_made_is_written_over_or_taken_away(tmp_path):
    """A colleague's own Arrears.xlam stays; one that a power cut left half is nobody's."""
    one = installation(windows(tmp_path))
    path = one.install(FUNCTIONS)
    whole = path.read_bytes()
    path.write_bytes(whole[:5000])
    assert states(checked(one, FUNCTIONS)) == {"add-in-broken": "wrong"}
    assert one.install(FUNCTIONS).read_bytes() == whole
    others = Workbook()
    others.save(path)
    theirs = path.read_bytes()
    assert states(checked(one, FUNCTIONS)) == {"add-in-of-others": "wrong"}
    for done in (lambda: one.install(FUNCTIONS), one.remove):
        with pytest.raises(FileRefused, match="add-in-of-others"):
            done()
    assert path.read_bytes() == theirs


def test_removing_takes_the_log_and_what_a_power_cut_left_as_well(tmp_path):
    one = installation(windows(tmp_path))
    path = one.install(FUNCTIONS)
    one.log.write_text("", encoding="utf-8")
    cut_off = path.with_name(".Arrears.xlam.new")
    cut_off.write_bytes(b"half")
    assert set(one.remove()) == {path, cut_off}
    assert list(path.parent.iterdir()) == []
    assert not one.log.parent.exists()


@pytest.mark.parametrize(("during", "said"), [("open", "cannot-write"), ("replace", "open-elsewhere")])
def test_a_folder_that_forbids_writing_is_told_from_an_excel_that_holds_the_file(tmp_path, monkeypatch, during, said):
    """Windows gives the same number (5) for both; only what it refused tells them apart."""
    one = installation(windows(tmp_path))
    path = one.install(FUNCTIONS)
    before = path.read_bytes()

    def refuse(*_, **__):
        denied = PermissionError(13, "Permission denied")
        denied.winerror = 5
        raise denied

    fresh = path.with_name(".Arrears.xlam.new")
    plain = getattr(Path, during)
    monkeypatch.setattr(Path, during, lambda self, *a, **k: refuse() if self == fresh else plain(self, *a, **k))
    with pytest.raises(FileRefused, match=said):
        one.install(FUNCTIONS)
    assert [(one.name, one.read_bytes()) for one in path.parent.iterdir()] == [("Arrears.xlam", before)]


@pytest.mark.parametrize(
    "name", ["A & B (50%)", "it's $HOME %TEMP% ^!", "张三 的文件夹", "n" * 100, 'say "so"', "<&>]]>"]
)
def test_an_account_of_any_name_gets_its_paths_letter_by_letter(tmp_path, name):
    """A quotation mark stands in no path of Windows; a path of Python with one is refused, other paths take it."""
    one = installation(windows(tmp_path / name))
    if '"' in name:
        with pytest.raises(InputRefused, match="path-not-callable"):
            one.install(FUNCTIONS)
        assert states(checked(one, FUNCTIONS)) == {"path-not-callable": "wrong"}
        return
    told = settings_in(one.install(FUNCTIONS))
    assert told["interpreter"] == str(tmp_path / name / "env" / "Scripts" / "python.exe")
    assert told["library64"] == str(tmp_path / name / "env" / "xlwings64-0.37.8.dll")
    assert states(checked(one, FUNCTIONS)) == {"add-in": "good"}


@pytest.mark.parametrize("name", ["n" * 300, "file/below"])
def test_a_folder_that_cannot_be_is_refused_in_a_sentence(tmp_path, name):
    (tmp_path / "file").touch()
    one = installation(windows(tmp_path), tmp_path / name)
    with pytest.raises(FileRefused, match="cannot-write"):
        one.install(FUNCTIONS)


def test_a_folder_that_may_not_be_written_is_refused_and_leaves_nothing(tmp_path):
    one = installation(windows(tmp_path))
    start = tmp_path.joinpath(*XLSTART).parent
    start.write_bytes(b"")  # a file where the folder should be
    with pytest.raises(FileRefused, match="cannot-write"):
        one.install(FUNCTIONS)
    assert start.read_bytes() == b""


def test_an_add_in_without_any_library_of_xlwings_is_said_to_be_of_no_use_yet(tmp_path, monkeypatch):
    account = windows(tmp_path)
    found = Installation(account, environment(tmp_path / "env"), XlwingsFiles("0.37.8", None, None))
    monkeypatch.setattr(install_commands, "_installation", lambda _: found)
    shown = CliRunner().invoke(install_commands.app, ["install"])
    assert shown.exit_code == 1
    assert "library that connects Excel with Python is missing" in " ".join(shown.output.split())
