"""What is said of an add-in that stands in the folder already and is not the one that would be made now."""

import os
import zipfile
from dataclasses import replace

import pytest
from tests.office.addin.standins import FUNCTIONS
from tests.office.install.machines import environment, installation, windows

from arrears.office.install.doctor import checked
from arrears.office.install.standing_addin import is_foreign, settings_in, written_as
from arrears.office.install.xlwings_files import XlwingsFiles


@pytest.fixture
def one(tmp_path):
    """A computer with the add-in in place."""
    put = installation(windows(tmp_path))
    put.install(FUNCTIONS)
    return put


def found(put):
    (finding,) = checked(put, FUNCTIONS)
    return finding


def test_an_xlwings_upgraded_since_is_told_with_both_versions(one):
    finding = found(replace(one, xlwings=XlwingsFiles("0.38.0", None, one.xlwings.library64)))
    assert (finding.name, finding.state) == ("add-in-outdated", "wrong")
    assert "xlwings 0.37.8; installed now are" in finding.said("en")
    assert "0.38.0" in finding.said("en")


def test_asked_by_another_python_it_names_the_one_that_the_add_in_starts(one, tmp_path):
    second = replace(one, interpreter=environment(tmp_path / "second"))
    assert found(second).name == "add-in-other-python"
    assert str(one.interpreter.path) in found(second).said("en")
    one.interpreter.path.unlink()
    assert found(second).name == "add-in-python-gone"
    second.install(FUNCTIONS)
    assert found(second).state == "good"


def test_an_add_in_with_other_contents_is_called_changed(one):
    one.install(FUNCTIONS[:1])
    assert found(one).name == "add-in-changed"


def test_a_library_that_moved_makes_it_another_add_in(one):
    assert found(replace(one, xlwings=replace(one.xlwings, library64=None))).name == "add-in-changed"


def test_a_signature_is_no_fault_but_cannot_be_compared(one):
    with zipfile.ZipFile(one.path(), "a") as package:
        package.writestr("xl/vbaProjectSignature.bin", b"")
    assert (found(one).name, found(one).state) == ("add-in-signed", "unseen")


def test_one_python_under_two_names_is_one_python(tmp_path):
    """A virtual environment on macOS has python, python3 and python3.12; pip's programs start one, people another."""
    put = installation(windows(tmp_path))
    other = put.interpreter.path.with_name("python3.exe")
    other.symlink_to(put.interpreter.path)
    put.install(FUNCTIONS)
    assert found(replace(put, interpreter=replace(put.interpreter, path=other))).state == "good"


def test_two_environments_on_one_python_are_two(tmp_path):
    base = tmp_path / "base.exe"
    base.touch()
    paths = [tmp_path / name / "python" for name in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        path.symlink_to(base)
    first, second = (installation(windows(tmp_path / path.parent.name / "home")).settings() for path in paths)
    told, wanted = replace(first, interpreter=str(paths[0])), replace(second, interpreter=str(paths[1]))
    assert written_as(told, wanted).interpreter == str(paths[1])


@pytest.mark.parametrize("content", [b"", b"PK\3\4 cut off", b"changed", os.urandom(300)])
def test_what_cannot_be_read_is_nobodys(content):
    assert settings_in(content) is None
    assert not is_foreign(content)
