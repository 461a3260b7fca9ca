"""What the doctor finds on computers that are only folders, one thing wrong at a time."""

import os
import plistlib
import struct
import sys
from pathlib import Path

import pytest
from tests.office.addin.standins import FUNCTIONS
from tests.office.install.machines import Keys, installation, mac, windows

from arrears import texts
from arrears.office.install import doctor as doctor_module
from arrears.office.install.doctor import examined
from arrears.office.install.excel_program import find_excel, program_bits
from arrears.office.install.excel_trust import trust
from arrears.office.install.findings import Finding, _sentences
from arrears.office.install.profile import Profile
from arrears.office.install.python_start import _as_excel_has_it, python_start

APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
POLICIES = r"Software\Policies\Microsoft\Office\16.0"
DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
USER = r"Software\Microsoft\Office\16.0"


def program(folder, machine):
    """The head of a Windows program."""
    path = folder / "EXCEL.EXE"
    path.write_bytes(b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0" + struct.pack("<H", machine))
    return path


def with_excel(folder, machine=0x8664):
    keys = Keys().put(APP_PATH, "", f'"{program(folder, machine)}"')
    return keys.put(CLICK_TO_RUN, "VersionToReport", "16.0.17928.20114")


@pytest.fixture
def _starts(monkeypatch):
    monkeypatch.setattr(doctor_module, "python_start", lambda *_, **__: Finding("start", "good", {"seconds": "0.9"}))


def states(found):
    return {finding.name: finding.state for finding in found}


@pytest.mark.usefixtures("_starts")
def test_on_a_computer_in_order_everything_is_good(tmp_path):
    one = installation(windows(tmp_path))
    one.install(FUNCTIONS)
    found = examined(one, FUNCTIONS, with_excel(tmp_path), lambda: Finding("loaded", "good"))
    assert states(found) == dict.fromkeys(("python", "start", "excel", "add-in", "library", "trust", "loaded"), "good")
    said = "\n".join(finding.said("en") for finding in found)
    assert "Excel 16.0.17928.20114, 64-bit" in said


@pytest.mark.usefixtures("_starts")
def test_a_library_that_does_not_suit_this_excel_is_told(tmp_path):
    one = installation(windows(tmp_path))
    found = examined(one, FUNCTIONS, with_excel(tmp_path, 0x014C), lambda: Finding("loaded", "unseen"))
    library = next(finding for finding in found if finding.name == "library")
    assert library.state == "wrong"
    assert "The 32-bit library" in library.said("en")


@pytest.mark.usefixtures("_starts")
def test_a_python_by_a_path_that_cannot_be_called_does_not_keep_the_rest_from_being_told(tmp_path):
    one = installation(windows(tmp_path / "odd$(name)"))
    found = states(examined(one, FUNCTIONS, with_excel(tmp_path), lambda: Finding("loaded", "unseen")))
    assert (found["path-not-callable"], found["excel"], found["trust"]) == ("wrong", "good", "good")


@pytest.mark.usefixtures("_starts")
def test_without_excel_that_is_said_and_not_asked_further(tmp_path):
    found = examined(installation(windows(tmp_path)), FUNCTIONS, Keys(), lambda: pytest.fail("asked"))
    assert states(found)["excel"] == "wrong"
    assert states(found)["loaded"] == "unseen"


@pytest.mark.parametrize(("machine", "bits"), [(0x014C, 32), (0x8664, 64), (0xAA64, 64), (0x1234, 0)])
def test_a_programs_head_tells_its_bits(tmp_path, machine, bits):
    assert program_bits(program(tmp_path, machine)) == bits


@pytest.mark.usefixtures("_starts")
@pytest.mark.parametrize(
    ("name", "finding"), [("Excel.Application.16", "excel"), ("Excel.Application.15", "excel-too-old")]
)
def test_an_excel_from_a_medium_tells_its_main_version(tmp_path, name, finding):
    keys = Keys().put(APP_PATH, "", str(program(tmp_path, 0x8664)))
    keys.put(r"HKLM\SOFTWARE\Classes\Excel.Application\CurVer", "", name)
    found = examined(installation(windows(tmp_path)), FUNCTIONS, keys, lambda: Finding("loaded", "unseen"))
    assert finding in states(found)


def test_a_start_folder_on_a_network_needs_leave_to_be_trusted():
    """Profiles that roam lie there; on a disk of one's own nothing is needed."""
    folder = "\\\\server\\profiles\\ada\\XLSTART"
    (found,) = trust(Keys(), folder)
    assert (found.name, found.state) == ("network-folder", "wrong")
    assert folder in found.said("en")
    for key in (rf"HKCU\{USER}", rf"HKCU\{POLICIES}", rf"HKLM\{POLICIES}"):
        keys = Keys().put(rf"{key}\Excel\Security\Trusted Locations", "AllowNetworkLocations", 1)
        assert trust(keys, folder) == [Finding("trust", "good")]
    assert trust(Keys(), "C:\\Users\\Ada\\XLSTART") == [Finding("trust", "good")]


@pytest.mark.parametrize("content", [b"", b"MZ", b"\0" * 70, b"MZ".ljust(0x3C, b"\0") + b"\xff\xff\xff\x7f"])
def test_a_file_that_is_no_program_tells_nothing(tmp_path, content):
    path = tmp_path / "EXCEL.EXE"
    path.write_bytes(content)
    assert program_bits(path) == 0
    assert program_bits(tmp_path / "missing.exe") == 0


@pytest.mark.parametrize(
    ("key", "value", "content", "name"),
    [
        (rf"HKCU\{POLICIES}\Common", "VBAOff", 1, "vba-off"),
        (rf"HKLM\{POLICIES}\Common", "VBAOff", 1, "vba-off"),
        (rf"HKCU\{USER}\Excel\Security", "DisableAllAddins", 1, "add-ins-off"),
        (rf"HKCU\{POLICIES}\Excel\Security", "RequireAddinSig", 1, "signed-only"),
        (rf"HKCU\{POLICIES}\Common\Security", "RequireAlwaysOnMacroSig", 1, "signed-only"),
        (rf"HKCU\{POLICIES}\Excel\Security\Trusted Locations", "AllLocationsDisabled", 1, "no-trusted-locations"),
        (DEFENDER, "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "1", "no-child-processes"),
    ],
)
def test_a_setting_or_policy_that_keeps_the_add_in_out_is_named_with_its_key(key, value, content, name):
    (found,) = trust(Keys().put(key, value, content))
    assert (found.name, found.state) == (name, "wrong")
    assert key.lower() in found.said("en").lower()
    assert found.remedy("zh")
    assert trust(Keys().put(key, value, 0)) == [Finding("trust", "good")]


def test_an_add_in_that_excel_set_aside_is_found():
    path = "C:\\Users\\Ada\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\ARREARS.XLAM"
    keys = Keys().put(rf"HKCU\{USER}\Excel\Resiliency\DisabledItems", "1C0F3A", b"\1\0\0\0" + path.encode("utf-16-le"))
    assert [finding.name for finding in trust(keys)] == ["set-aside"]
    assert [finding.name for finding in trust(Keys().put(rf"HKCU\{USER}\Excel", "x", "y"))] == ["trust"]


@pytest.mark.usefixtures("_starts")
def test_on_linux_it_says_plainly_what_it_cannot_see(tmp_path):
    nowhere = installation(Profile.here("Linux", {"HOME": str(tmp_path)}))
    found = examined(nowhere, FUNCTIONS, None)
    assert states(found) == {
        "system": "unseen", "python": "good", "start": "good", "excel": "unseen", "trust": "unseen", "loaded": "unseen",
    }  # fmt: skip
    assert "cannot be seen from here" in found[0].said("en")


@pytest.mark.usefixtures("_starts")
def test_on_macos_excels_version_comes_from_its_own_description(tmp_path, monkeypatch):
    description = tmp_path / "Microsoft Excel.app" / "Contents" / "Info.plist"
    description.parent.mkdir(parents=True)
    description.write_bytes(plistlib.dumps({"CFBundleShortVersionString": "16.90"}))
    one = mac(tmp_path / "home")
    assert find_excel(one, None, description).version == "16.90"
    assert find_excel(one, None, tmp_path / "missing.plist") is None
    found = states(examined(installation(one), FUNCTIONS, None))
    assert found["mac-functions"] == "unseen"


def test_a_python_that_does_not_start_is_told_with_the_last_line_it_said(tmp_path):
    missing = python_start(tmp_path / "nowhere", on_windows=False)
    assert (missing.state, missing.values["why"]) == ("wrong", "FileNotFoundError")
    broken = python_start(Path(sys.executable), on_windows=True)
    assert broken.state == "wrong"
    assert "No module named" in broken.said("en")


def test_every_finding_has_its_sentences_in_every_language():
    said_in = (_sentences(language) for language in texts.LANGUAGES)
    english, *others = ({name: set(said) for name, said in sentences.items()} for sentences in said_in)
    assert all(other == english for other in others)
    assert all(("do" in said) == ("wrong" in said) for said in english.values())


def test_python_is_started_without_what_activating_its_environment_added(tmp_path):
    base, scripts = tmp_path / "env", tmp_path / "env" / "Scripts"
    path = os.pathsep.join(map(str, (scripts, base / "Library" / "bin", tmp_path / "other")))
    for python in (scripts / "python.exe", base / "python.exe"):
        assert _as_excel_has_it(python, {"PATH": path, "USERNAME": "a"}) == {
            "PATH": str(tmp_path / "other"),
            "USERNAME": "a",
        }
