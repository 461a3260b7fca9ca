"""Which Python Excel is to start, whatever made its environment, and the xlwings in it."""

import sys
from pathlib import Path, PurePath

import pytest
from tests.office.install.machines import environment

from arrears.errors import FileRefused, InputRefused
from arrears.office.install import interpreter, xlwings_files
from arrears.office.install.interpreter import Interpreter, callable_path


@pytest.mark.parametrize(
    ("folder", "marks", "made_by"),
    [
        ("tools/arrears", ["uv-receipt.toml"], "uv"),
        ("venvs/arrears", ["pipx_metadata.json"], "pipx"),
        ("env", [], "venv"),
    ],
)
def test_an_environment_is_known_by_what_its_maker_left(tmp_path, folder, marks, made_by):
    assert environment(tmp_path / folder, *marks).made_by == made_by


@pytest.mark.parametrize("folder", ["Library/Caches/pipx/010c54df", ".cache/pipx/010c54df", "home/.cache/010c54df"])
def test_what_pipx_keeps_elsewhere_than_among_its_installed_programs_does_not_last(tmp_path, folder):
    with pytest.raises(InputRefused, match="passing-python"):
        environment(tmp_path / folder, "pipx_metadata.json").refuse_unfit()


def test_a_python_called_by_a_way_round_is_named_by_the_straight_way(tmp_path, monkeypatch):
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "python.exe").touch()
    monkeypatch.setattr("sys.executable", f"{tmp_path}/env/../env/./python.exe")
    assert Interpreter.here().path == tmp_path / "env" / "python.exe"


def test_conda_the_system_and_the_store_are_told_apart(tmp_path):
    (tmp_path / "conda" / "conda-meta").mkdir(parents=True)
    conda = tmp_path / "conda"
    assert Interpreter(conda / "python.exe", conda, conda).made_by == "conda"
    assert Interpreter(tmp_path / "python.exe", tmp_path, tmp_path).made_by == "system"
    store = Path("C:/Program Files/WindowsApps/PythonSoftwareFoundation.Python.3.12_3.12.1_x64__qbz5n2kfra8p0")
    assert Interpreter(tmp_path / "env" / "python.exe", tmp_path / "env", store).made_by == "store"


@pytest.mark.parametrize(
    "folder",
    ["AppData/Local/uv/cache/archive-v0/k3Jx", ".cache/uv/builds-v0/.tmp4", ".local/pipx/.cache/1f0c",
     "AppData/Local/pipx/pipx/Cache/1f0c"],
)  # fmt: skip
def test_an_environment_that_is_thrown_away_again_is_refused(tmp_path, folder):
    with pytest.raises(InputRefused, match="passing-python"):
        environment(tmp_path / folder).refuse_unfit()


def test_environments_that_stay_are_not_taken_for_passing_ones(tmp_path):
    for folder in ("AppData/Roaming/uv/tools/arrears", "pipx/venvs/arrears", "cache/env", "uv/env"):
        environment(tmp_path / folder).refuse_unfit()


@pytest.mark.parametrize("path", ['C:\\a"b\\python.exe', "C:\\$(CLSID)\\python.exe"])
def test_a_path_that_would_break_the_command_line_is_refused(path):
    with pytest.raises(InputRefused, match="path-not-callable"):
        callable_path(Path(path))


def test_on_windows_a_path_too_long_to_start_from_is_called_by_its_short_name_or_refused(monkeypatch):
    """Windows starts no program from a path of 260 letters or more, and a volume may keep no short names."""
    monkeypatch.setattr("sys.platform", "win32")
    long = "C:\\" + "folder\\" * 40 + "pythonw.exe"
    monkeypatch.setattr(interpreter, "_encodes", lambda _: True)
    monkeypatch.setattr(interpreter, "_short", lambda _: "C:\\FOLDER~1\\pythonw.exe")
    assert callable_path(PurePath(long)) == "C:\\FOLDER~1\\pythonw.exe"
    for none in ("", long):
        monkeypatch.setattr(interpreter, "_short", lambda _, none=none: none)
        with pytest.raises(InputRefused, match="path-not-callable"):
            callable_path(PurePath(long))


def test_a_path_with_blanks_and_signs_is_told_as_it_is():
    path = "C:\\Users\\A & B (50%)\\it's\\python.exe"
    assert callable_path(Path(path)) == path


@pytest.mark.parametrize("where", ["root", "beside", "user"])
def test_the_library_is_found_wherever_an_installer_put_it(tmp_path, monkeypatch, where):
    """In the root (venv, uv, pipx, conda), beside python.exe, or in the user's own folder (pip install --user)."""
    version = xlwings_files.metadata.version("xlwings")
    folders = {"root": tmp_path / "env", "beside": tmp_path / "env" / "Scripts", "user": tmp_path / "user"}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    library = folders[where] / f"xlwings64-{version}.dll"
    library.touch()
    monkeypatch.setattr(sys, "prefix", str(folders["root"]))
    monkeypatch.setattr(sys, "executable", str(folders["beside"] / "python.exe"))

    def get_path(_, scheme):
        return str(folders["user"] if "user" in scheme else tmp_path)

    monkeypatch.setattr(xlwings_files.sysconfig, "get_path", get_path)
    found = xlwings_files.installed()
    assert (found.version, found.library64, found.library32) == (version, library, None)


def test_the_installed_xlwings_declares_its_library_as_the_add_in_calls_it():
    assert xlwings_files.installed().version == xlwings_files.metadata.version("xlwings")


def test_an_xlwings_that_wants_to_be_called_otherwise_is_refused(tmp_path, monkeypatch):
    module = xlwings_files._package() / "xlwings_custom_addin.bas"
    changed = module.read_text(encoding="utf-8").replace("Optional ByVal mode As Long = 1", "ByVal mode As LongPtr")
    (tmp_path / module.name).write_text(changed, encoding="utf-8")
    monkeypatch.setattr(xlwings_files, "_package", lambda: tmp_path)
    with pytest.raises(FileRefused, match="xlwings-unknown"):
        xlwings_files.installed()
    (tmp_path / module.name).unlink()
    with pytest.raises(FileRefused, match="xlwings-unknown"):
        xlwings_files.installed()


def test_a_python_without_xlwings_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(FileRefused, match="xlwings-missing"):
        xlwings_files.installed()
