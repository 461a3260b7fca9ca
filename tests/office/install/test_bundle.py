"""The folder that holds everything, made with a Python and wheels that are only named so."""

import hashlib
import struct
import subprocess
import sys
import zipfile

import pytest

from arrears.errors import FileRefused
from arrears.office.install import bundle as bundle_module
from arrears.office.install.bundle import SUMS, make_bundle
from arrears.office.install.portable_python import put_python
from arrears.office.install.wheels import fetch, needed, refuse_unfit, unpack

PATHS = "python312.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n"


def embeddable(folder, machine=0x8664):
    """What python.org's embeddable package looks like from outside."""
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0" + struct.pack("<H", machine)
    path = folder / "python-3.12.8-embed-amd64.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in {
            "python.exe": head, "pythonw.exe": head, "python3.dll": b"", "python312.dll": b"", "python312.zip": b"",
            "python312._pth": PATHS.encode(),
        }.items():  # fmt: skip
            package.writestr(name, content)
    return path


def wheel(folder, name, members):
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as package:
        for member, content in members.items():
            package.writestr(member, content)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("arrears.office.install.wheels.needed", lambda: ["xlwings>=1.0"])
        return _made(tmp_path)


def _made(tmp_path):
    wheel(
        tmp_path / "wheels",
        "xlwings",
        {
            "xlwings/__init__.py": "",
            "xlwings-1.0.data/data/xlwings64-1.0.dll": "dll",
            "xlwings-1.0.data/platlib/xlwings/fast.pyd": "pyd",
            "xlwings-1.0.data/scripts/xlwings.exe": "exe",
        },
    )
    return make_bundle(tmp_path / "out", embeddable(tmp_path), tmp_path / "wheels", "3.11", "win32")


def test_the_given_python_tells_its_version_and_platform(made):
    assert (made.python.version, made.python.platform) == ("3.12", "win_amd64")


def test_code_goes_among_the_packages_and_the_library_beside_python(made):
    packages = made.folder / "python" / "Lib" / "site-packages"
    assert (packages / "xlwings" / "__init__.py").is_file()
    assert (packages / "xlwings" / "fast.pyd").read_text(encoding="utf-8") == "pyd"
    assert (made.folder / "python" / "xlwings64-1.0.dll").is_file()
    assert not list(made.folder.rglob("xlwings.exe"))


def test_that_python_looks_for_packages_in_its_own_folder_only(made):
    assert (made.folder / "python" / "python312._pth").read_text(encoding="utf-8").splitlines() == [
        "python312.zip", ".", "Lib\\site-packages", "import site",
    ]  # fmt: skip


def test_arrears_in_the_folder_is_whole_and_runs_from_there(made):
    """Its own code, its templates and the text of the add-in come from the folder, not from this checkout."""
    packages = made.folder / "python" / "Lib" / "site-packages"
    code = "import arrears; from arrears.office import shipped as s; print(arrears.__file__, s.addin(), s.templates())"
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(packages)!r}); {code}"],
        capture_output=True, text=True, check=True, timeout=60, cwd=made.folder,
    )  # fmt: skip
    assert all(path.startswith(str(packages / "arrears")) for path in ran.stdout.split())
    assert (packages / "arrears" / "addin_files" / "vba" / "CellValues.bas").is_file()


def test_what_arrears_is_made_with_is_not_shipped_and_what_is_to_be_read_is(made):
    packages = made.folder / "python" / "Lib" / "site-packages"
    assert not [
        *(packages / "arrears" / "templates").glob("*.py"),
        *(packages / "arrears" / "addin_files").glob("*.py"),
    ]
    assert "For the IT department" in (made.folder / "INSTALL.md").read_text(encoding="utf-8")
    (told,) = packages.glob("arrears-*.dist-info")
    assert "MIT License" in (told / "licenses" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("numpy-2.4.6-cp312-cp312-win_amd64", True),
        ("numpy-2.4.6-1-cp312-cp312-win_amd64", True),
        ("rich-15.0.0-py3-none-any", True),
        ("six-1.17.0-py2.py3-none-any", True),
        ("spam-1.0-cp38-abi3-win_amd64", True),
        ("spam-1.0-py312-none-any", True),
        ("spam-1.0-cp313-abi3-win_amd64", False),
        ("numpy-2.4.6-cp311-cp311-win_amd64", False),
        ("numpy-2.4.6-cp312-cp312-win32", False),
        ("numpy-2.4.6-cp312-cp312-manylinux_2_27_x86_64.manylinux_2_28_x86_64", False),
        ("spam-1.0-py2-none-any", False),
        ("spam", False),
    ],
)
def test_a_wheel_that_this_python_could_not_import_is_refused_by_its_name(tmp_path, monkeypatch, name, fits):
    monkeypatch.setattr("arrears.office.install.wheels.needed", list)
    python = put_python(embeddable(tmp_path), tmp_path / "python")
    if fits:
        refuse_unfit([tmp_path / f"{name}.whl"], python)
    else:
        with pytest.raises(FileRefused, match="wheel-unfit"):
            refuse_unfit([tmp_path / f"{name}.whl"], python)


def test_an_xlwings_without_its_library_is_refused_and_so_are_wheels_of_which_one_is_missing(tmp_path, monkeypatch):
    """For Windows on ARM there is an xlwings of Python alone: Excel would not reach Python."""
    monkeypatch.setattr("arrears.office.install.wheels.needed", lambda: ["xlwings>=0.37"])
    wheel(tmp_path / "wheels", "xlwings", {"xlwings/__init__.py": ""})
    with pytest.raises(FileRefused, match="wheel-unfit"):
        make_bundle(tmp_path / "out", embeddable(tmp_path), tmp_path / "wheels", "3.12", "win_amd64")
    monkeypatch.setattr("arrears.office.install.wheels.needed", lambda: ["xlwings>=0.37", "python-docx>=1.1"])
    with pytest.raises(FileRefused, match="wheels-incomplete") as refused:
        make_bundle(tmp_path / "out", embeddable(tmp_path), tmp_path / "wheels", "3.12", "win_amd64")
    assert refused.value.found == "python-docx"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("there", [["uv"], ["pip3"], ["pip"], []])
def test_where_an_environment_has_no_pip_another_one_fetches(tmp_path, monkeypatch, there):
    """Environments of uv and pipx have none."""
    ran = []
    monkeypatch.setattr("arrears.office.install.wheels.importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("arrears.office.install.wheels.shutil.which", lambda name: name if name in there else None)
    monkeypatch.setattr(
        "arrears.office.install.wheels.subprocess.run",
        lambda command, **_: ran.append(command) or subprocess.CompletedProcess(command, 0, "", ""),
    )
    if not there:
        with pytest.raises(FileRefused, match="wheels-not-fetched"):
            fetch(tmp_path, "3.12", "win_amd64")
        return
    fetch(tmp_path, "3.12", "win_amd64")
    start = [*there, "tool", "run", "pip", "download"] if there == ["uv"] else [*there, "download"]
    assert ran[0][: len(start)] == start


def test_every_program_starts_the_python_of_the_folder(made):
    for name in ("Install.cmd", "Remove.cmd", "Check.cmd"):
        assert (made.folder / name).read_bytes().startswith(b'@"%~dp0python\\python.exe" -E -P -m arrears ')


def test_every_file_is_listed_with_its_sum(made):
    lines = (made.folder / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {p.relative_to(made.folder).as_posix() for p in made.folder.rglob("*") if p.is_file()} - {SUMS}
    assert set(listed) == files
    assert listed["README.txt"] == hashlib.sha256((made.folder / "README.txt").read_bytes()).hexdigest()


def test_without_a_python_it_is_half_of_it_and_says_so(tmp_path):
    wheel(tmp_path / "wheels", "numpy", {"numpy/__init__.py": ""})
    made = make_bundle(tmp_path / "out", None, tmp_path / "wheels", "3.13", "win_amd64")
    assert made.python is None
    assert sorted(path.name for path in made.folder.iterdir()) == ["INSTALL.md", "README.txt", SUMS, "wheels"]
    readme = (made.folder / "README.txt").read_text(encoding="utf-8-sig")
    assert readme.count("python-3.13.x-embed-amd64.zip") == 2


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").touch()
    with pytest.raises(FileRefused, match="exists-already"):
        make_bundle(tmp_path, None, None, "3.12", "win_amd64")


@pytest.mark.parametrize("content", [b"", b"PK\3\4 broken"])
def test_a_file_that_holds_no_python_is_refused(tmp_path, content):
    (tmp_path / "python.zip").write_bytes(content)
    with pytest.raises(FileRefused, match="no-portable-python"):
        put_python(tmp_path / "python.zip", tmp_path / "python")


def test_a_python_for_another_system_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="no-portable-python"):
        put_python(embeddable(tmp_path, 0x01C0), tmp_path / "python")


def test_a_folder_of_python_is_taken_without_its_packages(tmp_path):
    with zipfile.ZipFile(embeddable(tmp_path)) as package:
        package.extractall(tmp_path / "installed")
    (tmp_path / "installed" / "python312._pth").unlink()  # one that was installed has none
    (tmp_path / "installed" / "Lib" / "site-packages" / "spam").mkdir(parents=True)
    (tmp_path / "installed" / "Lib" / "os.py").touch()
    python = put_python(tmp_path / "installed", tmp_path / "python")
    assert list(python.packages.iterdir()) == []
    assert (python.folder / "python312._pth").read_text(encoding="utf-8").splitlines() == [
        "python312.zip", ".", "Lib", "DLLs", "Lib\\site-packages", "import site",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../../evil.py", "x-1.0.data/data/../../evil.py"])
def test_a_wheel_that_would_write_elsewhere_is_refused(tmp_path, name):
    python = put_python(embeddable(tmp_path), tmp_path / "a" / "b" / "python")
    with pytest.raises(FileRefused, match="wheel-unsafe"):
        unpack([wheel(tmp_path, "evil", {f"{'../' * 3}{name}" if name.startswith("..") else name: "x"})], python)
    assert not list(tmp_path.rglob("evil.py"))


def test_a_wheel_that_lists_its_folders_too_is_unpacked(tmp_path):
    python = put_python(embeddable(tmp_path), tmp_path / "python")
    members = {
        "one-1.0.data/": "",
        "one-1.0.data/data/": "",
        "one-1.0.data/data/one.dll": "x",
        "one/": "",
        "one/a.py": "",
    }
    unpack([wheel(tmp_path, "one", members)], python)
    assert (python.folder / "one.dll").read_text() == "x"
    assert (python.packages / "one" / "a.py").is_file()


def test_what_is_fetched_is_what_the_package_says_it_needs_and_what_only_windows_needs():
    names = {name.split(">")[0].split("=")[0] for name in needed()}
    assert {"numpy", "xlwings", "pywin32"} <= names
    assert not any("pytest" in name for name in names)


def test_packages_that_cannot_be_fetched_are_refused_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setattr("arrears.office.install.wheels.needed", lambda: [f"{tmp_path}/no-such-package"])
    with pytest.raises(FileRefused, match="wheels-not-fetched"):
        bundle_module.make_bundle(tmp_path / "out", None, None, "3.12", "win_amd64")


def test_a_bundle_that_failed_leaves_nothing_in_the_way_of_the_next_try(tmp_path):
    for wheels, name in ((tmp_path / "none", "wheels-missing"), (None, "no-portable-python")):
        with pytest.raises(FileRefused) as refused:
            make_bundle(tmp_path / "out", None if wheels else tmp_path / "none.zip", wheels, "3.12", "win_amd64")
        assert refused.value.name == name
        assert not (tmp_path / "out").exists()
