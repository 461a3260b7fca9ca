"""The commands for the Excel add-in as they are typed: what they print, what they end with, what they leave alone."""

import json
from pathlib import Path

import pytest
from tests.command_line import arrears


@pytest.fixture
def start(tmp_path, monkeypatch):
    """A folder that stands for Excel's start folder, on an account of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    return tmp_path / "start"


def answer(ran):
    assert ran.err == ""
    return json.loads(ran.out)


def test_installing_checking_and_removing_follow_each_other(start):
    missing = arrears("install", "--check", "--into", start, "--json")
    assert (missing.code, answer(missing)["findings"][0]["name"]) == (1, "add-in-missing")
    put = arrears("install", "--into", start, "--json")
    assert put.code == 0
    assert answer(put)["addin"] == str(start / "Arrears.xlam")
    assert len(answer(put)["sha256"]) == 64
    assert arrears("install", "--check", "--into", start).code == 0
    (start / "Arrears.xlam").write_bytes(b"changed")
    assert arrears("install", "--check", "--into", start).code == 1
    assert answer(arrears("install", "--remove", "--into", start, "--json")) == {
        "removed": [str(start / "Arrears.xlam")]
    }
    assert list(start.iterdir()) == []


def test_on_an_account_of_windows_the_add_in_goes_where_excel_looks(tmp_path, monkeypatch):
    """The account is only folders, as Excel's first start leaves them."""
    monkeypatch.setattr("platform.system", lambda: "Windows")
    for name, folder in {"USERPROFILE": "", "APPDATA": "Roaming", "LOCALAPPDATA": "Local"}.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    assert answer(arrears("install", "--json"))["error"]["name"] == "excel-never-started"
    (tmp_path / "Roaming" / "Microsoft" / "Excel").mkdir(parents=True)
    put = answer(arrears("install", "--json"))
    assert put["addin"] == str(tmp_path / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "Arrears.xlam")
    checked = arrears("install", "--check", "--json")
    assert (checked.code, answer(checked)["ok"]) == (0, True)
    assert answer(arrears("install", "--remove", "--json"))["removed"] == [put["addin"]]


def test_looking_and_taking_away_at_once_is_refused(start):
    ran = arrears("install", "--check", "--remove", "--into", start, "--json")
    assert (ran.code, answer(ran)["error"]["name"]) == (2, "options-clash")


def test_where_something_is_wrong_the_page_for_it_is_named(start):
    ran = arrears("install", "--check", "--into", start, "--json")
    page = Path(answer(ran)["page"])
    assert "For the IT department" in page.read_text(encoding="utf-8")
    assert page.name in arrears("install", "--check", "--into", start).out


def test_a_bundle_is_not_made_where_a_file_is(tmp_path):
    (tmp_path / "out").touch()
    ran = arrears("bundle", tmp_path / "out", "--json")
    assert (ran.code, answer(ran)["error"]["name"]) == (2, "exists-already")


@pytest.mark.parametrize(("language", "word"), [("en", "Start Excel again"), ("zh", "请重新启动 Excel")])
def test_what_to_do_next_is_said_in_the_users_language(start, monkeypatch, language, word):
    monkeypatch.setenv("ARREARS_LANGUAGE", language)
    assert word in arrears("install", "--into", start).out


def test_the_doctor_answers_in_sentences_and_says_what_it_cannot_see(start, monkeypatch):
    monkeypatch.setattr("platform.system", lambda: "Linux")
    ran = arrears("doctor", "--json")
    told = {one["name"]: one for one in answer(ran)["findings"]}
    assert told["system"]["state"] == "unseen"
    assert told["system"]["said"].endswith("The command line works in full.")
    assert ran.code == (0 if answer(ran)["ok"] else 1)
    assert "Traceback" not in arrears("doctor").out


def test_a_bundle_of_an_empty_folder_of_wheels_is_refused_and_leaves_nothing(tmp_path):
    (tmp_path / "wheels").mkdir()
    ran = arrears("bundle", tmp_path / "out", "--wheels", tmp_path / "wheels", "--json")
    assert (ran.code, answer(ran)["error"]["name"]) == (2, "wheels-missing")
    assert not (tmp_path / "out").exists()


def test_a_bundle_of_wheels_gathered_before_says_what_it_lacks(tmp_path):
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "spam-1.0-py3-none-any.whl").write_bytes(b"PK")
    ran = arrears("bundle", tmp_path / "out", "--wheels", tmp_path / "wheels", "--json")
    assert (ran.code, answer(ran)["python"], answer(ran)["wheels"]) == (0, None, ["spam-1.0-py3-none-any.whl"])
