"""Letters from copies of a book: one journal for all of them, nothing sent twice, nothing lost."""

import shutil

import pytest
from tests.command_line import arrears

from arrears.office.open_book import open_book
from arrears.office.word import letter
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.ports import Rows

ITEMS = """Customer,Name,Document no.,Document date,Due date,Currency,Open amount
C1,Alder Ltd,RE-1,2026-05-01,2026-05-15,EUR,100.00
C2,Birch GmbH,RE-2,2026-05-01,2026-05-20,EUR,70.00
"""
NEW = ("--language", "en", "--set", "company=Harbour Ltd", "--set", "bank_details=Bank")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")


def done(*words):
    ran = arrears(*words, "--json")
    assert ran.code == 0, ran.out
    return ran.answer


def a_book(path):
    done("new", path, *NEW)
    (path.parent / "items.csv").write_text(ITEMS)
    done("import", path, path.parent / "items.csv", "--as", "open-items", "--list-date", "2026-06-30")
    done("refresh", path, "--as-of", "2026-06-30")
    return path


def issued(book, day, out="letters"):
    return done("issue", book, "--out", book.parent / out, "--letter-date", day)


def numbers(letters):
    return [letter["number"] for letter in letters]


def rows(book, table):
    with WorkbookFile.open(book, keep=False) as sheets:
        found = sheets.read(table)[table]
    return [dict(zip(found.columns, cells, strict=True)) for cells in zip(*found.columns.values(), strict=True)]


def faults(book):
    ran = arrears("verify", book, "--out", book.parent / "letters", "--json")
    return ran.answer["faults"]


def test_a_copy_of_the_book_sends_no_letter_a_second_time(tmp_path):
    book = a_book(tmp_path / "b.xlsx")
    copy = shutil.copy(book, tmp_path / "b2.xlsx")
    first, second = issued(book, "2026-07-01"), issued(copy, "2026-07-01")
    assert numbers(first["letters"]) == ["L2026-00001", "L2026-00002"]
    assert (second["letters"], numbers(second["restored"])) == ([], ["L2026-00001", "L2026-00002"])
    assert second["restored"] == first["letters"]
    assert len(list((tmp_path / "letters journal").glob("*.jsonl"))) == 1
    assert len(list((tmp_path / "letters").iterdir())) == 2
    assert [row["number"] for row in rows(copy, "Letters")] == ["L2026-00001", "L2026-00002"]
    assert not faults(book)
    assert not faults(copy)


def test_a_backup_put_back_takes_levels_and_dates_from_the_journal(tmp_path):
    book = a_book(tmp_path / "b.xlsx")
    backup = shutil.copy(book, tmp_path / "backup.xlsx")
    issued(book, "2026-06-30")
    backup.replace(book)
    done("refresh", book, "--as-of", "2026-07-02")
    assert any("L2026-00001" in fault for fault in faults(book))
    again = issued(book, "2026-07-02")
    assert (again["letters"], numbers(again["restored"])) == ([], ["L2026-00001", "L2026-00002"])
    assert [skipped["customer"] for skipped in again["skipped"]] == ["C1", "C2"]
    assert [(row["level"], str(row["last_letter"])) for row in rows(book, "Invoices")] == [(1, "2026-06-30")] * 2
    done("refresh", book, "--as-of", "2026-07-02")
    assert all(not row["send"] for row in rows(book, "Escalation"))
    assert issued(book, "2026-07-02")["letters"] == []
    assert not faults(book)


def stopped(_sheets):
    raise KeyboardInterrupt


def test_a_book_that_could_not_be_saved_after_its_letters_gets_its_register_back(tmp_path, monkeypatch):
    book = a_book(tmp_path / "b.xlsx")
    with monkeypatch.context() as patch:
        patch.setattr(WorkbookFile, "save", stopped)
        arrears("issue", book, "--out", tmp_path / "letters", "--letter-date", "2026-07-01", "--json")
    assert not rows(book, "Letters")
    again = issued(book, "2026-07-01")
    assert (again["letters"], numbers(again["restored"])) == ([], ["L2026-00001", "L2026-00002"])
    assert again["skipped"] == []
    assert not faults(book)
    assert [row["amount"] is not None for row in rows(book, "Letters")] == [True, True]


def test_two_companies_with_one_folder_for_letters_are_stopped_before_anything_is_issued(tmp_path):
    one, other = a_book(tmp_path / "one.xlsx"), a_book(tmp_path / "other.xlsx")
    issued(one, "2026-07-01")
    stopped = arrears("issue", other, "--out", tmp_path / "letters", "--letter-date", "2026-07-02", "--json")
    assert (stopped.code, stopped.answer["error"]["name"]) == (2, "number-taken")
    assert len(list((tmp_path / "letters journal").glob("*.jsonl"))) == 1
    assert numbers(issued(other, "2026-07-02", "other letters")["letters"]) == ["L2026-00001", "L2026-00002"]


def test_a_journal_whose_end_is_missing_shows_by_what_the_book_noted(tmp_path):
    book = a_book(tmp_path / "b.xlsx")
    issued(book, "2026-07-01")
    journal = next((tmp_path / "letters journal").glob("*.jsonl"))
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:2]))
    assert any("the journal had 3 entries; now it has 2" in fault for fault in faults(book))


def test_a_book_in_another_folder_is_refused_until_its_journal_comes_along(tmp_path):
    book = a_book(tmp_path / "b.xlsx")
    issued(book, "2026-07-01")
    (tmp_path / "new").mkdir()
    moved = shutil.move(book, tmp_path / "new" / "renamed.xlsx")
    refused = arrears("issue", moved, "--out", tmp_path / "letters", "--letter-date", "2026-07-02", "--json")
    assert (refused.code, refused.answer["error"]["name"]) == (2, "journal-missing")
    assert str(tmp_path / "new" / "letters journal") in str(refused.answer["error"]["where"])
    shutil.copytree(tmp_path / "letters journal", tmp_path / "new" / "letters journal", dirs_exist_ok=True)
    assert issued(moved, "2026-07-02")["letters"] == []


@pytest.mark.parametrize("named", ["{tmp_path}/away/{letter}", "../away/{letter}", "//elsewhere/away/{letter}"])
def test_a_folder_that_only_the_register_names_is_not_looked_into(tmp_path, monkeypatch, named):
    """The book may come from others, and even a look would call up the computer that a path names."""
    (tmp_path / "books").mkdir()
    book = a_book(tmp_path / "books" / "b.xlsx")
    letters = issued(book, "2026-07-01", "../away")["letters"]
    with open_book(book) as sheets:
        table = sheets.read("Letters")["Letters"]
        files = [named.format(tmp_path=tmp_path, letter=f"{each['number']}.docx") for each in letters]
        sheets.write([Rows("Letters", {**table.columns, "file": files}, kept=range(len(files)))], {})
    looked = []
    monkeypatch.setattr(letter, "_bearing", lambda folder, _number: looked.append(folder) or [])
    refused = arrears("verify", book, "--json")
    assert (refused.code, refused.answer["error"]["name"]) == (2, "letters-elsewhere")
    done("reprint", book, "--out", tmp_path / "books" / "again")
    assert {*looked} == {tmp_path / "books" / "again"}
    monkeypatch.undo()
    assert done("verify", book, "--out", tmp_path / "away")["ok"]


def test_letters_beneath_the_book_are_found_by_what_the_register_says(tmp_path):
    book = a_book(tmp_path / "b.xlsx")
    issued(book, "2026-07-01", "2026/july")
    assert done("verify", book)["ok"]
    next((tmp_path / "2026" / "july").iterdir()).unlink()
    assert len(arrears("verify", book, "--json").answer["faults"]) == 1
