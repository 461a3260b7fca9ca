"""What a letter's file says of itself: its number, and the journal's seal before it."""

import io
import zipfile

from docx import Document

from arrears.office.word.identity import Identity, identifier_of
from arrears.office.word.template import Template


def template():
    document = Document()
    document.add_paragraph("Dear customer")
    document.core_properties.identifier = "of the template"
    stream = io.BytesIO()
    document.save(stream)
    return Template(stream.getvalue())


def test_a_letter_carries_its_identifier_in_the_properties_that_word_shows():
    letter = template().fill({}, {}, "L2026-00001 abc")
    assert identifier_of(letter) == "L2026-00001 abc"
    assert Document(io.BytesIO(letter)).core_properties.identifier == "L2026-00001 abc"


def test_without_one_the_properties_stay_as_the_template_has_them():
    assert identifier_of(template().fill({}, {})) == "of the template"


def test_an_identifier_never_becomes_markup():
    part = Identity(b"<cp:coreProperties><dc:title/></cp:coreProperties>").member("a<b>&").unpacked()
    assert part.endswith(b"a&lt;b&gt;&amp;</dc:identifier></cp:coreProperties>")


def test_a_file_without_properties_has_no_identifier():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert identifier_of(stream.getvalue()) == identifier_of(b"no package") == ""
