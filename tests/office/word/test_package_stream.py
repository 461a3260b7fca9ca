"""A package that is written while it grows."""

import io
import zipfile

import pytest

from arrears.office.word.package import member
from arrears.office.word.package_stream import GrowingPart, PackageStream


def test_members_and_growing_parts_are_read_again_by_any_zip_program():
    out = io.BytesIO()
    stream, grown = PackageStream(out), GrowingPart("word/document.xml")
    stream.add(member("a.xml", b"<a/>"))
    for n in range(1000):
        grown.write(b"<p>%d</p>" % n)
    stream.add_growing(grown)
    stream.add_all([member("图片.png", b"\x89PNG", level=0), member("empty", b"")])
    stream.close()
    grown.close()
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as package:
        assert package.testzip() is None
        assert package.namelist() == ["a.xml", "word/document.xml", "图片.png", "empty"]
        assert package.read("word/document.xml") == b"".join(b"<p>%d</p>" % n for n in range(1000))
        assert package.read("图片.png") == b"\x89PNG"


def test_a_name_may_stand_only_once():
    stream = PackageStream(io.BytesIO())
    stream.add(member("a", b"1"))
    with pytest.raises(ValueError, match="a stands"):
        stream.add(member("a", b"2"))
