"""The command line: exit codes, one JSON object, no traceback whatever is thrown at it, in both languages."""

import hashlib
import json
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from tests.command_line import arrears

from arrears import __version__
from arrears.cli import screens

LIST = (
    "Customer no.,Document no.,Document date,Due date,Currency,Open amount\nC1,RE-1,2026-09-01,2026-09-30,EUR,100.00\n"
)
SENDER = ("--set", "company=Harbour Ltd", "--set", "bank_details=IBAN DE00")
COMMANDS = {
    "add": ("add", "{book}", "receipts"),
    "import": ("import", "{book}", "{list}", "--list-date", "2026-10-31"),
    "refresh": ("refresh", "{book}", "--as-of", "2026-10-31"),
    "propose": ("propose", "{book}", "--as-of", "2026-10-31"),
    "charge": ("charge", "{book}", "--as-of", "2026-10-31"),
    "check": ("check", "{book}"),
    "issue": ("issue", "{book}", "--out", "{folder}/letters", "--letter-date", "2026-11-02"),
    "verify": ("verify", "{book}"),
}
WRITING = ("add", "import", "refresh", "propose")


@pytest.fixture(params=["en", "zh"])
def language(request, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", request.param)
    return request.param


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    path = tmp_path / "Month.xlsx"
    assert arrears("new", path, *SENDER).code == 0
    return path


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def words(command, book, listed=None):
    return [word.format(book=book, list=listed, folder=book.parent) for word in COMMANDS[command]]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(ran):
    """Give the error of a command that could not run, after looking that nothing else was printed."""
    assert ran.code == 2
    error = json.loads(ran.out)["error"]
    assert {"where", "found", "wrong", "do"} <= set(error)
    assert error["name"] != "unexpected"
    assert error["wrong"]
    assert error["do"]
    assert ran.err == ""
    return error


def in_order(book, listed):
    for command in COMMANDS:
        yield command, arrears(*words(command, book, listed), "--json")


@pytest.mark.parametrize("language", ["en", "zh"], indirect=True)
def test_every_command_prints_one_json_object_and_nothing_else(tmp_path, listed, language):
    made = arrears("new", tmp_path / "Month.xlsx", *SENDER, "--json")
    assert made.answer == {"book": str(tmp_path / "Month.xlsx")}
    for command, ran in in_order(tmp_path / "Month.xlsx", listed):
        assert ran.code in {0, 1}, (command, ran.out)
        assert "error" not in ran.answer
        assert ran.err == ""
    aged = arrears("age", listed, "--as-of", "2026-10-31", "--out", tmp_path / "aged.xlsx", "--json")
    assert aged.answer["currencies"]["EUR"]["open"] == "100.00"


@pytest.mark.parametrize("language", ["en", "zh"], indirect=True)
def test_every_command_speaks_the_language_of_its_book(tmp_path, listed, language):
    arrears("new", tmp_path / "Month.xlsx", *SENDER)
    for command in COMMANDS:
        ran = arrears(*words(command, tmp_path / "Month.xlsx", listed))
        assert ran.code in {0, 1}, (command, ran.out, ran.err)
        assert ran.out
        assert any("一" <= letter <= "鿿" for letter in ran.out) == (language == "zh"), (command, ran.out)


def break_in(kind, path):
    if kind == "missing":
        path.unlink()
    elif kind == "folder":
        path.unlink()
        path.mkdir()
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "text":
        path.write_text("not a workbook")
    elif kind == "cut":
        path.write_bytes(path.read_bytes()[:2000])
    elif kind == "flipped":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(bytes(content))
    elif kind == "other program":
        openpyxl.Workbook().save(path)
    elif kind == "bare archive":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "a")


@pytest.mark.parametrize(
    "kind", ["missing", "folder", "empty", "text", "cut", "flipped", "other program", "bare archive"]
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_book_that_is_none_is_refused_in_a_sentence(book, listed, command, kind):
    break_in(kind, book)
    error = refused(arrears(*words(command, book, listed), "--json"))
    assert "Month.xlsx" in error["where"] + error["wrong"]


@pytest.mark.parametrize("command", WRITING)
def test_a_book_open_in_excel_is_refused_and_nothing_else_is_printed(book, listed, command):
    if command == "propose":
        arrears("refresh", book, "--as-of", "2026-10-31")
        arrears("import", book, listed, "--list-date", "2026-10-31")
    (book.parent / "~$Month.xlsx").write_bytes(b"")
    before = digest(book)
    assert refused(arrears(*words(command, book, listed), "--json"))["name"] == "open-elsewhere"
    assert digest(book) == before


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (["refresh", "{book}", "--as-of", "31.10.2026"], "date-option"),
        (["refresh", "{book}", "--as-of", "2026-02-30"], "date-option"),
        (["refresh", "{book}"], "as-of-missing"),
        (["add", "{book}", "nothing"], "part-unknown"),
        (["import", "{book}", "{list}"], "list-date-missing"),
        (["import", "{book}", "{list}", "--as", "wishes"], "list-kind-unknown"),
        (["import", "{book}", "{list}", "--dates", "xyz"], None),
        (["import", "{book}", "{list}", "--currency", "XXX"], None),
        (["import", "{book}", "{book}", "--list-date", "2026-10-31"], None),
        (["import", "{book}", "{folder}", "--list-date", "2026-10-31"], None),
        (["import", "{book}", "{folder}/none.csv", "--list-date", "2026-10-31"], "not-there"),
        (["new", "{book}"], "exists-already"),
        (["new"], "book-missing"),
        (["new", "{folder}/a.docx"], "book-suffix"),
        (["new", "{folder}/none/a.xlsx"], "cannot-write"),
        (["new", "{folder}/a.xlsx", "--language", "fr"], "language-unknown"),
        (["new", "{folder}/a.xlsx", "--currency", "XXX"], "currency-option"),
        (["new", "--into", "{folder}/none.xlsx"], "not-there"),
        (["new", "--into", "{book}"], "name-clash"),
        (["age", "{list}", "--as-of", "soon"], "date-option"),
        (["age", "{list}"], "usage"),
        (["refresh"], "usage"),
        (["refresh", "{book}", "--unknown"], "usage"),
        (["nothing"], "usage"),
        (["issue", "{book}"], "usage"),
    ],
)
def test_what_cannot_be_done_as_typed_is_refused_by_name(book, listed, language, typed, name):
    before = digest(book)
    done = [word.format(book=book, list=listed, folder=book.parent) for word in typed]
    error = refused(arrears(*done, "--json"))
    assert name is None or error["name"] == name
    assert digest(book) == before


@pytest.mark.parametrize(
    "content", [b"", b"\0\1\2" * 50, b"hello", b"a,b\n1,2\n", b"\xff\xfe\xfa", b"PK\3\4junk", b"{}"]
)
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "xls", "xlsb", "pdf", "tsv"])
def test_nonsense_to_import_is_refused_in_a_sentence(book, content, suffix):
    path = book.parent / f"nonsense.{suffix}"
    path.write_bytes(content)
    before = digest(book)
    assert refused(arrears("import", book, path, "--list-date", "2026-10-31", "--json"))["where"]
    assert digest(book) == before


def test_a_refusal_to_a_person_is_a_sentence_on_the_error_stream(book):
    ran = arrears("add", book, "nothing")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing" in ran.err
    assert "Traceback" not in ran.err


def test_the_version_is_told():
    ran = arrears("--version")
    assert (ran.code, ran.out) == (0, f"arrears {__version__}\n")


def test_without_a_command_the_help_is_shown_and_nothing_else():
    ran = arrears()
    assert (ran.code, ran.err) == (2, "")
    assert "refresh" in ran.out


def test_a_dry_run_writes_nothing_and_says_what_it_would_do(book, listed):
    before = digest(book)
    ran = arrears("import", book, listed, "--list-date", "2026-10-31", "--dry-run", "--json")
    assert ran.answer["changes"]["new"]["amounts"] == {"EUR": "100.00"}
    assert digest(book) == before
    assert sorted(path.name for path in book.parent.iterdir()) == ["Month.xlsx", "list.csv"]


def test_the_same_file_twice_leaves_the_book_byte_for_byte(book, listed):
    arrears("import", book, listed, "--list-date", "2026-10-31")
    before = digest(book)
    assert arrears("import", book, listed, "--list-date", "2026-10-31", "--json").answer["already_imported"]
    assert digest(book) == before


def test_problems_are_exit_code_one(book, listed):
    listed.write_text(LIST + "C1,RE-2,2026-09-01,2026-09-30,EUR,many\n")
    assert arrears("import", book, listed, "--list-date", "2026-10-31").code == 1
    assert arrears("check", book).code == 1


class Terminal:
    """A person at a terminal who gives one answer."""

    def __init__(self, monkeypatch, answer):
        self.asked = []
        monkeypatch.setattr(screens.sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(screens.Console, "is_terminal", property(lambda _: True))
        monkeypatch.setattr(screens.typer, "confirm", lambda question, **_: (self.asked.append(question), answer)[1])


@pytest.mark.parametrize("answer", [True, False])
def test_at_a_terminal_an_import_shows_its_changes_and_asks_before_it_writes(book, listed, monkeypatch, answer):
    before = digest(book)
    person = Terminal(monkeypatch, answer)
    ran = arrears("import", book, listed, "--list-date", "2026-10-31")
    assert len(person.asked) == 1
    assert "100.00" in ran.out
    assert (digest(book) != before) == answer


@pytest.mark.parametrize("option", ["--yes", "--json", "--dry-run"])
def test_nobody_is_asked_who_said_so(book, listed, monkeypatch, option):
    person = Terminal(monkeypatch, answer=False)
    arrears("import", book, listed, "--list-date", "2026-10-31", option)
    assert person.asked == []


def test_a_child_process_ends_with_the_exit_code_and_prints_utf_8(tmp_path):
    command = [
        sys.executable,
        "-c",
        "from arrears.cli.app import run; run()",
        "refresh",
        str(tmp_path / "无.xlsx"),
        "--json",
    ]
    ran = subprocess.run(
        command,
        capture_output=True,
        check=False,
        timeout=60,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)},
    )
    assert ran.returncode == 2
    assert json.loads(ran.stdout.decode("utf-8"))["error"]["name"] == "not-there"
    assert ran.stderr == b""
