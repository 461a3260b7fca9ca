"""The file and the book that remembers it: both, or neither."""

from datetime import date

import pytest
from tests.books import no_rates
from tests.office.test_bookkeeping_sheets import AS_OF, make_book

from arrears.errors import FileRefused, InputRefused
from arrears.office.postings_files.export_file import FORMATS, SUFFIXES, hand_over
from arrears.office.workbook_file import WorkbookFile
from arrears.runs.postings import to_hand_over
from arrears.runs.refresh import refresh

NOW = "2026-11-01T08:09:10+00:00"


def exported(path, form, out, *, again=False):
    with WorkbookFile.open(path) as sheets:
        vouchers = to_hand_over(sheets, AS_OF, again=again)
        return hand_over(sheets, vouchers, form, out, NOW, "tester"), len(vouchers)


def test_each_format_but_the_one_that_lacks_settings_is_written_once(tmp_path):
    path = make_book(tmp_path, "zh")
    files = [f"p{SUFFIXES[form]}" for form in FORMATS]
    assert exported(path, "kingdee", tmp_path / files[3]) == (tmp_path / files[3], 14)
    assert exported(path, "csv", tmp_path / files[0]) == (None, 0)
    assert exported(path, "csv", tmp_path / files[0], again=True)[1] == 14
    with WorkbookFile.open(path) as sheets:
        refresh(sheets, AS_OF, no_rates)
        marks = sheets.read("Postings")["Postings"].column("exported")
        days = sheets.read("Postings")["Postings"].column("posting_date")
    assert {mark for mark, day in zip(marks, days, strict=True) if day <= AS_OF} == {"csv 2026-11-01"}
    assert {mark for mark, day in zip(marks, days, strict=True) if day == date(2026, 11, 1)} == {None}


def test_a_file_that_is_there_is_never_overwritten_and_nothing_counts_as_exported(tmp_path):
    path = make_book(tmp_path, "en")
    out = tmp_path / "p.csv"
    out.write_bytes(b"mine")
    before = path.read_bytes()
    with pytest.raises(FileRefused, match="exists-already"):
        exported(path, "csv", out)
    assert (out.read_bytes(), path.read_bytes()) == (b"mine", before)


def test_a_book_that_cannot_be_saved_leaves_no_file(tmp_path, monkeypatch):
    path = make_book(tmp_path, "en")

    def refused(self):
        raise FileRefused("open-elsewhere", str(path), path.name)

    monkeypatch.setattr(WorkbookFile, "save", refused)
    with pytest.raises(FileRefused, match="open-elsewhere"):
        exported(path, "csv", tmp_path / "p.csv")
    assert sorted(one.name for one in tmp_path.iterdir() if "p." in one.name and "Month" not in one.name) == []


def test_a_datev_file_of_another_name_than_datev_takes_is_refused_before_anything_is_written(tmp_path):
    path = make_book(tmp_path, "en")
    before = path.read_bytes()
    with pytest.raises(InputRefused, match="datev-file-name"):
        exported(path, "datev", tmp_path / "October.csv")
    assert path.read_bytes() == before
    assert not (tmp_path / "October.csv").exists()
