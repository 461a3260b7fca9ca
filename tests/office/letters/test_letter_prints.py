"""One document of many letters for printing, beside the letters."""

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from tests.command_line import arrears

from arrears.office.files import write_new
from arrears.office.letters import letter_prints
from arrears.office.workbook_file import WorkbookFile

ITEMS = """Customer,Name,Document no.,Document date,Due date,Currency,Open amount
C1,Alder Ltd,RE-1,2026-05-01,2026-05-15,EUR,100.00
C2,Birch GmbH,RE-2,2026-05-01,2026-05-20,EUR,70.00
C3,华东贸易有限公司,RE-3,2026-05-01,2026-05-20,EUR,30.00
"""
NEW = ("--language", "en", "--set", "company=Harbour Ltd", "--set", "bank_details=Bank")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")


def done(*words, code=0):
    ran = arrears(*words, "--json")
    assert ran.code == code, ran.out
    return ran.answer


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "b.xlsx"
    done("new", path, *NEW)
    (tmp_path / "items.csv").write_text(ITEMS, encoding="utf-8")
    done("import", path, tmp_path / "items.csv", "--as", "open-items", "--list-date", "2026-06-30")
    done("refresh", path, "--as-of", "2026-06-30")
    return path


def issue(book, *more, code=0):
    return done("issue", book, "--out", book.parent / "letters", "--letter-date", "2026-07-01", *more, code=code)


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("Letters"))


def sections(path):
    return Document(str(path)).sections


def test_letters_issued_with_print_stand_in_one_document_too(book, tmp_path):
    answer = issue(book, "--print")
    (path,) = answer["print"]
    assert (path, answer["problems"]) == (str(tmp_path / "letters" / "Letters 2026-07-01.docx"), [])
    text = "".join(Document(path).element.body.itertext("{*}t"))
    assert [text.count(name) > 0 for name in ("Alder Ltd", "Birch GmbH", "华东贸易有限公司")] == [True] * 3
    assert len(sections(path)) == len(answer["letters"]) == 3


def test_printing_again_gives_the_same_document_and_nothing_is_written_over(book, tmp_path):
    issue(book, "--print")
    folder = tmp_path / "letters"
    first = (folder / "Letters 2026-07-01.docx").read_bytes()
    done("reprint", book, "--out", folder, "--print")
    assert (names(folder), (folder / "Letters 2026-07-01.docx").read_bytes()) == (["Letters 2026-07-01.docx"], first)
    done("reprint", book, "L2026-00002", "--out", folder, "--print")
    done("reprint", book, "L2026-00002", "--out", folder, "--print")
    assert names(folder) == ["Letters 2026-07-01 (2).docx", "Letters 2026-07-01.docx"]
    assert (folder / "Letters 2026-07-01.docx").read_bytes() == first


def test_duplex_alone_prints_and_lets_each_letter_begin_on_a_front_page(book):
    (path,) = issue(book, "--duplex")["print"]
    assert [section.start_type for section in sections(path)][1:] == [WD_SECTION.ODD_PAGE] * 2


def test_letters_of_two_looks_are_two_documents_told_apart_by_language(book, tmp_path):
    with WorkbookFile.open(book) as sheets:
        table = sheets.read("Customers")["Customers"]
    chinese = [row for row, name in enumerate(table.column("customer")) if name == "C3"]
    workbook = openpyxl.load_workbook(book)
    cell = workbook[table.sheet][f"{table.letters['language']}{table.rows[chinese[0]]}"]
    cell.value = "zh"
    workbook.save(book)
    done("refresh", book, "--as-of", "2026-06-30")
    issue(book, "--print")
    assert names(tmp_path / "letters") == ["Letters 2026-07-01 en.docx", "Letters 2026-07-01 zh.docx"]


def test_a_letter_the_book_no_longer_gives_is_a_problem_and_the_others_are_printed(book, tmp_path):
    issue(book)
    (tmp_path / "more.csv").write_text(ITEMS.replace("100.00", "60.00"), encoding="utf-8")
    done("import", book, tmp_path / "more.csv", "--as", "open-items", "--list-date", "2026-07-02")
    done("refresh", book, "--as-of", "2026-07-02")
    answer = done("reprint", book, "--out", tmp_path / "letters", "--print", code=1)
    (problem,) = answer["problems"]
    assert (problem["name"], problem["found"]) == ("print-changed", "L2026-00001")
    assert [len(sections(path)) for path in answer["print"]] == [2]
    assert len(answer["letters"]) == 3, "the letter itself is on file, and put there again"


def test_a_document_that_cannot_be_written_takes_no_letter_back(book, tmp_path, monkeypatch):
    def full(path, content):
        raise letter_prints.FileRefused("cannot-write", str(path), path.name)

    monkeypatch.setattr(letter_prints, "write_new", full)
    answer = issue(book, "--print", code=1)
    (problem,) = answer["problems"]
    assert (problem["name"], problem["found"]) == ("print-failed", "Letters 2026-07-01.docx")
    monkeypatch.setattr(letter_prints, "write_new", write_new)
    assert len(done("reprint", book, "--out", tmp_path / "letters", "--print")["print"]) == 1


def test_nothing_to_issue_is_nothing_to_print(book, tmp_path):
    issue(book)
    assert issue(book, "--print")["print"] == []
    assert names(tmp_path / "letters") == []
