"""Durable files: the new content stands whole, the former one is kept, nothing is lost at any step."""

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from arrears.errors import FileRefused
from arrears.office.files import previous, read_file, replace_file, write_new


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_new_content_stands_and_the_former_file_is_kept(tmp_path: Path) -> None:
    book = tmp_path / "October.xlsx"
    book.write_bytes(b"old")
    replace_file(book, b"new")
    assert book.read_bytes() == b"new"
    assert previous(book).read_bytes() == b"old"
    assert names(tmp_path) == ["October.previous.xlsx", "October.xlsx"]


def test_one_generation_is_kept(tmp_path: Path) -> None:
    book = tmp_path / "b.xlsx"
    book.write_bytes(b"1")
    for text in (b"2", b"3"):
        replace_file(book, text)
    assert (book.read_bytes(), previous(book).read_bytes()) == (b"3", b"2")


def test_a_book_open_in_excel_is_not_touched(tmp_path: Path) -> None:
    book = tmp_path / "b.xlsx"
    book.write_bytes(b"old")
    (tmp_path / "~$b.xlsx").write_bytes(b"")
    with pytest.raises(FileRefused) as refused:
        replace_file(book, b"new")
    assert refused.value.name == "open-elsewhere"
    assert book.read_bytes() == b"old"
    assert names(tmp_path) == ["b.xlsx", "~$b.xlsx"]


def test_an_existing_file_is_never_overwritten_as_new(tmp_path: Path) -> None:
    book = tmp_path / "b.xlsx"
    write_new(book, b"1")
    with pytest.raises(FileRefused) as refused:
        write_new(book, b"2")
    assert refused.value.name == "exists-already"
    assert names(tmp_path) == ["b.xlsx"]


def test_a_folder_that_is_missing_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        write_new(tmp_path / "gone" / "b.xlsx", b"1")
    assert refused.value.name == "cannot-write"
    assert refused.value.values["reason"]


def test_a_file_that_is_missing_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(tmp_path / "b.xlsx")
    assert refused.value.name == "not-there"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_of_the_former_file_are_kept(tmp_path: Path) -> None:
    book = tmp_path / "b.xlsx"
    book.write_bytes(b"1")
    book.chmod(0o640)
    replace_file(book, b"2")
    assert stat.S_IMODE(book.stat().st_mode) == 0o640


@pytest.mark.parametrize("step", range(8))
def test_a_full_disk_at_any_step_leaves_the_old_or_the_new_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    book = tmp_path / "b.xlsx"
    book.write_bytes(b"old")
    steps = iter(range(100))

    def failing(real):  # type: ignore[no-untyped-def]
        def call(*arguments, **named):  # type: ignore[no-untyped-def]
            if next(steps) == step:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **named)

        return call

    monkeypatch.setattr(os, "fsync", failing(os.fsync))
    monkeypatch.setattr(os, "link", failing(os.link))
    monkeypatch.setattr(Path, "replace", failing(Path.replace))
    monkeypatch.setattr(Path, "chmod", failing(Path.chmod))
    with contextlib.suppress(FileRefused):
        replace_file(book, b"new")
    assert book.read_bytes() in (b"old", b"new")
    assert ".b.xlsx.new" not in names(tmp_path)


def test_without_hard_links_the_former_file_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    book = tmp_path / "b.xlsx"
    book.write_bytes(b"old")
    replace_file(book, b"new")
    assert (book.read_bytes(), previous(book).read_bytes()) == (b"new", b"old")
