"""Pictures as values: inline, numbered, linked, and nothing at all where there is none."""

import io
import zipfile

import pytest
import segno
from docx import Document
from tests.word_checks import faults
from tests.word_markup import document, header, link, merge, p, row, story_type, t, table

from arrears.office.word.images import Picture
from arrears.office.word.names import Names
from arrears.office.word.payment_picture import payment_picture, with_payment_picture
from arrears.office.word.template import Template

NAMES = Names(
    frozenset({"Code", "Name"}),
    {"Items": Names(frozenset({"Photo"}), pictures=frozenset({"Photo"}))},
    frozenset({"Code"}),
)


def png(text):
    out = io.BytesIO()
    segno.make_qr(text).save(out, kind="png", scale=2)
    return out.getvalue()


PNG = Picture(png("one"), 30, 'says "<&>"')


def filled(content, fields, **regions):
    out = Template(content, names=NAMES).fill(fields, regions)
    assert faults(out) == []
    return out


@pytest.mark.parametrize("name", ["Code", "code", "Image:Code", "image:code"])
def test_a_picture_stands_in_the_line_at_its_width(name):
    opened = Document(io.BytesIO(filled(document(p(t("Pay: "), merge(name))), {"Code": PNG})))
    (shape,) = opened.inline_shapes
    assert (round(shape.width.mm, 2), round(shape.height.mm, 2)) == (30, 30)
    assert shape._inline.docPr.get("descr") == 'says "<&>"'
    (blip,) = opened.element.iter("{*}blip")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    assert opened.part.related_parts[blip.get(key)].blob == PNG.png


def test_without_a_picture_its_paragraph_goes_and_nothing_is_linked():
    content = document(p(t("a")), p(merge("Code")), p(t("b")))
    out = filled(content, {"Code": None})
    assert [p.text for p in Document(io.BytesIO(out)).paragraphs] == ["a", "b"]
    assert not [name for name in zipfile.ZipFile(io.BytesIO(out)).namelist() if "media" in name]


def test_text_instead_of_a_picture_is_written_as_text():
    out = filled(document(p(merge("Code"), t("."))), {"Code": "<none>"})
    assert Document(io.BytesIO(out)).paragraphs[0].text == "<none>."


def test_a_field_of_text_writes_what_a_picture_says():
    out = filled(document(p(merge("Name"))), {"Name": PNG})
    assert Document(io.BytesIO(out)).paragraphs[0].text == 'says "<&>"'


def test_pictures_of_rows_have_numbers_of_their_own_and_equal_ones_one_file():
    content = document(table(row(p(merge("Photo")))), p(merge("Code")), p())
    out = filled(content, {"Code": PNG}, Items=[{"Photo": PNG}, {"Photo": Picture(png("two"), 10)}, {}])
    assert len([name for name in zipfile.ZipFile(io.BytesIO(out)).namelist() if "media" in name]) == 2
    assert len(list(Document(io.BytesIO(out)).element.iter("{*}docPr"))) == 3


def test_a_header_may_hold_a_picture():
    content = document(
        p(t("x")), parts={"word/header1.xml": header("hdr", p(merge("Code")))},
        links=link("header", "header1.xml", outside=False), types=story_type("header1.xml", "header"),
        section='<w:headerReference w:type="default" r:id="rId9"/>',
    )  # fmt: skip
    opened = Document(io.BytesIO(filled(content, {"Code": PNG})))
    (blip,) = opened.sections[0].header._element.iter("{*}blip")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    assert opened.sections[0].header.part.related_parts[blip.get(key)].blob == PNG.png


def test_equal_pictures_give_equal_bytes():
    template = Template(document(p(merge("Code"))), names=NAMES)
    assert template.fill({"Code": PNG}, {}) == template.fill({"Code": Picture(png("one"), 30, PNG.text)}, {})


@pytest.mark.parametrize("content", [b"", b"GIF89a", PNG.png[:20], PNG.png[:16] + bytes(8)])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(ValueError, match="PNG"):
        Picture(content, 30)


def test_a_payment_code_is_drawn_and_its_modules_are_large_enough_to_scan():
    text = "BCD\n002\n1\nSCT\n\n" + "N" * 70 + "\nDE89370400440532013000\nEUR999999999.99\n\n\n" + "R" * 140
    picture = payment_picture(text)
    modules = picture.pixels[0] / 4
    assert picture.width_mm / modules >= 0.33
    assert with_payment_picture({"PaymentQr": text})["PaymentQr"] == picture
    assert with_payment_picture({"PaymentQr": ""}) == {"PaymentQr": ""}
    with pytest.raises(ValueError, match="331"):
        payment_picture(text + "R" * 140)
