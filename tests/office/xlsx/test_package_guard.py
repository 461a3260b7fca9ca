"""The gate for office files: sound ones pass, bad ones are refused in one sentence."""

import random
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.office.xlsx.package_books import content, items_sheet

from arrears.errors import FileRefused
from arrears.office.xlsx import package_guard
from arrears.office.xlsx.package_guard import guard, guard_content


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


SOUND = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b'<Relationships><Relationship Type="x/officeDocument" Target="w.xml"/></Relationships>',
    "w.xml": b"<workbook/>",
}


def refusal(book: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        guard_content(book, "b.xlsx")
    return refused.value.name


def test_a_workbook_passes(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(content(items_sheet(3)))
    guard(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        guard(tmp_path / "b.xlsx")
    assert refused.value.name == "not-there"


@pytest.mark.parametrize("book", [b"", b"date;amount\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"<?xml?>"])
def test_other_formats_are_named_as_such(book: bytes) -> None:
    assert refusal(book) == "not-a-package"


def test_a_password_is_named_as_such() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")) == "password-protected"


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels"])
def test_a_zip_without_a_workbook_is_refused(missing: str) -> None:
    assert refusal(packed({name: text for name, text in SOUND.items() if name != missing})) == "nothing-inside"


def test_a_zip_of_pictures_is_refused() -> None:
    assert refusal(packed({"a.png": b"x"})) == "nothing-inside"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'.encode(encoding)
    assert refusal(packed({**SOUND, "xl/sharedStrings.xml": bomb})) == "unsafe-file"


def test_an_encoding_that_hides_markup_is_refused() -> None:
    assert refusal(packed({**SOUND, "a.xml": "<!DOCTYPE a><a/>".encode("cp037")})) == "damaged-file"


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "xl/../../a.xml", "C:/a.xml", "..\\a.xml"])
def test_a_path_outside_is_refused(name: str) -> None:
    assert refusal(packed({**SOUND, name: b"<a/>"})) == "unsafe-file"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused() -> None:
    stream = BytesIO(packed(SOUND))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("W.XML", b"<other/>")
    assert refusal(stream.getvalue()) == "unsafe-file"


def test_other_packing_methods_are_refused() -> None:
    assert refusal(packed(SOUND, zipfile.ZIP_BZIP2)) == "unsafe-file"


def test_a_bomb_is_refused_by_its_directory_alone() -> None:
    assert refusal(packed({**SOUND, "xl/a.bin": b"\0" * (20 * 2**20)})) == "too-large-unpacked"


def test_small_parts_may_be_packed_tightly() -> None:
    guard_content(packed({**SOUND, "xl/a.xml": b"<a>" + b" " * (4 * 2**20) + b"</a>"}), "b.xlsx")


def test_too_many_parts_are_refused() -> None:
    assert refusal(packed({**SOUND, **{f"xl/{n}.bin": b"" for n in range(2_001)}})) == "too-large-unpacked"


def test_a_size_that_lies_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    book = bytearray(packed({**SOUND, "z.xml": b"<a>" + b"x" * 1_000_000 + b"</a>"}))
    entry = book.rindex(b"PK\1\2")
    struct.pack_into("<L", book, entry + 24, 100)
    assert refusal(bytes(book)) == "damaged-file"
    monkeypatch.setattr(package_guard, "MOST_UNPACKED", 10)
    assert refusal(packed(SOUND)) == "too-large-unpacked"


def test_damaged_files_are_refused_and_nothing_else_is_raised() -> None:
    book = content(items_sheet(20))
    chance = random.Random(7)  # noqa: S311 - a fixed seed
    refused = 0
    for _ in range(2_000):
        damaged = bytearray(book)
        kind = chance.randrange(3)
        if kind == 0:
            damaged = damaged[: chance.randrange(len(damaged))]
        elif kind == 1:
            for _ in range(chance.randrange(1, 30)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        else:
            start = chance.randrange(len(damaged))
            del damaged[start : start + chance.randrange(1, 200)]
        try:
            guard_content(bytes(damaged), "b.xlsx")
        except FileRefused:
            refused += 1
    assert refused > 1_900
