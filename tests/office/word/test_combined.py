"""One document for printing: each letter with its own pages, headers, lists, notes and bookmarks."""

import io
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from lxml import etree
from tests.office.word.test_images import PNG
from tests.word_checks import faults
from tests.word_markup import SPACE, document, field, header, link, merge, p, row, story_type, t, table, text_box

from arrears.office.word.combined import combined, look_of, write_combined
from arrears.office.word.images import Picture
from arrears.office.word.names import Names
from arrears.office.word.template import Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = Names(frozenset({"Name", "No", "Code"}), {"Items": Names(frozenset({"Amount"}))}, frozenset({"Code"}))
LETTERS = [{"Name": name, "No": str(number)} for number, name in enumerate(("Ann", "Ben", "Cem"), 1)]
HEADERS = {
    "word/header1.xml": header("hdr", p(t("Letter "), merge("No"))),
    "word/footer1.xml": header("ftr", p(field("PAGE"), t("/"), field("NUMPAGES"))),
}
SECTION = (
    '<w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
    '<w:pgNumType w:fmt="lowerRoman"/>'
)
LINKS = link("header", "header1.xml", outside=False, number="rId1") + link(
    "footer", "footer1.xml", outside=False, number="rId2"
)
TYPES = story_type("header1.xml", "header") + story_type("footer1.xml", "footer")
LISTS = (
    f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    "</w:numbering>"
)


def with_headers(*blocks, parts=None, links="", types="", section=SECTION):
    return document(
        *blocks, parts={**HEADERS, **(parts or {})}, links=LINKS + links, types=TYPES + types, section=section
    )


def printed(content, letters=LETTERS, duplex=False):
    template = Template(content, names=NAMES)
    out = combined(((template, letter, {"Items": letter.get("Items", [])}) for letter in letters), duplex=duplex)
    assert faults(out) == []
    with zipfile.ZipFile(io.BytesIO(out)) as package:
        return out, {name: package.read(name) for name in package.namelist()}


def part(parts, name="word/document.xml"):
    return etree.fromstring(parts[name])


def header_texts(out, kind="header"):
    stories = [getattr(section, kind)._element for section in Document(io.BytesIO(out)).sections]
    return ["".join(text.text or "" for text in story.iter(f"{W}t", f"{W}instrText")) for story in stories]


def test_each_letter_has_a_section_that_begins_a_page_and_counts_from_one():
    out, parts = printed(with_headers(p(merge("Name")), p(t("end"))))
    assert [section.start_type for section in Document(io.BytesIO(out)).sections] == [WD_SECTION.NEW_PAGE] * 3
    numbers = [(n.get(f"{W}start"), n.get(f"{W}fmt")) for n in part(parts).iter(f"{W}pgNumType")]
    assert numbers == [("1", "lowerRoman")] * 3
    assert [p.text for p in Document(io.BytesIO(out)).paragraphs] == ["Ann", "end", "Ben", "end", "Cem", "end"]


def test_duplex_letters_begin_on_a_front_page():
    out, _ = printed(with_headers(p(merge("Name"))), duplex=True)
    assert {section.start_type for section in Document(io.BytesIO(out)).sections} == {WD_SECTION.ODD_PAGE}


def test_headers_bear_the_values_of_their_letter():
    out, _ = printed(with_headers(p(merge("Name"))))
    assert header_texts(out) == ["Letter 1", "Letter 2", "Letter 3"]


def test_letters_that_say_the_same_share_a_header():
    _, parts = printed(with_headers(p(merge("Name"))), [{"Name": str(n), "No": "7"} for n in range(5)])
    assert len([name for name in parts if "/header" in name]) == 1


def test_the_number_of_pages_is_that_of_the_letter():
    out, parts = printed(with_headers(p(field("NUMPAGES"))))
    assert "SECTIONPAGES" in header_texts(out, "footer")[0]
    codes = [(code.text or "").strip() for code in part(parts).iter(f"{W}instrText")]
    ends = ["PAGEREF letter_end_0", "PAGEREF letter_end_1", "PAGEREF letter_end_2"]
    assert codes == [code for end in ends for code in ("SECTIONPAGES", end)]
    marks = [mark.get(f"{W}name") for mark in part(parts).iter(f"{W}bookmarkStart")]
    assert [f"PAGEREF {mark}" for mark in marks] == ends


def test_pages_of_a_letter_of_two_sections_are_counted_to_its_end():
    first = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:pPr></w:p>'
    out, parts = printed(with_headers(p(merge("Name")), first, p(t("annex"))))
    sections = Document(io.BytesIO(out)).sections
    assert len(sections) == 6
    starts = [s.find(f"{W}pgNumType") for s in part(parts).iter(f"{W}sectPr")]
    assert [None if n is None else n.get(f"{W}start") for n in starts] == ["1", None] * 3
    assert [text.strip() for text in header_texts(out)][1::2] == ["Letter 1", "Letter 2", "Letter 3"]
    assert header_texts(out)[::2] == ["", "", ""]  # not the header of the letter before
    assert "PAGEREF letter_end_2" in header_texts(out, "footer")[5]
    names = [mark.get(f"{W}name") for mark in part(parts).iter(f"{W}bookmarkStart")]
    assert names == ["letter_end_0", "letter_end_1", "letter_end_2"]


@pytest.mark.parametrize(
    "last",
    [
        table(row(p(merge("Name")))),
        p(merge("TableStart:Items")) + p(merge("Amount")) + p(merge("TableEnd:Items")),
        p(merge("Name")),
        p(text_box(p(merge("Name")))),
    ],
)
def test_a_letter_may_end_in_anything(last):
    letters = [{**letter, "Items": [{"Amount": "1"}] * n} for n, letter in enumerate(LETTERS)]
    out, _ = printed(with_headers(p(t("begin")), last), letters)
    assert len(Document(io.BytesIO(out)).sections) == 3
    assert header_texts(out) == ["Letter 1", "Letter 2", "Letter 3"]


def test_numbered_lists_begin_anew_and_bullets_stay():
    def listed(number):
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{t("x")}</w:p>'

    content = with_headers(
        listed(1), listed(1), listed(2), p(merge("Name")), parts={"word/numbering.xml": LISTS},
        links=link("numbering", "numbering.xml", outside=False, number="rId3"),
        types=story_type("numbering.xml", "numbering"),
    )  # fmt: skip
    _, parts = printed(content)
    used = [number.get(f"{W}val") for number in part(parts).iter(f"{W}numId")]
    assert used == ["1", "1", "2", "4", "4", "2", "7", "7", "2"]
    added = {n.get(f"{W}numId"): n for n in part(parts, "word/numbering.xml").iter(f"{W}num")}
    assert set(added) == {"1", "2", "4", "7"}
    assert added["4"].find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "4"


def test_a_list_that_comes_from_a_style_begins_anew_too():
    styles = (
        f'<w:styles {SPACE}><w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:ind w:left="9"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Step"><w:basedOn w:val="Base"/>'
        "</w:style></w:styles>"
    )
    content = with_headers(
        f'<w:p><w:pPr><w:pStyle w:val="Step"/></w:pPr>{t("x")}</w:p>', p(merge("Name")),
        parts={"word/numbering.xml": LISTS, "word/styles.xml": styles},
        links=link("numbering", "numbering.xml", outside=False, number="rId3"),
        types=story_type("numbering.xml", "numbering") + story_type("styles.xml", "styles"),
    )  # fmt: skip
    _, parts = printed(content)
    assert [number.get(f"{W}val") for number in part(parts).iter(f"{W}numId")] == ["1", "4", "7"]
    assert [indent.get(f"{W}left") for indent in part(parts).iter(f"{W}ind")] == ["9"] * 3


def test_bookmarks_and_what_refers_to_them_are_the_letters_own():
    mark = f'<w:bookmarkStart w:id="5" w:name="total"/>{t("x")}<w:bookmarkEnd w:id="5"/>'
    jump = f'<w:hyperlink w:anchor="total">{t("see")}</w:hyperlink>'
    _, parts = printed(with_headers(p(mark, field("REF total \\h"), jump, merge("Name"))))
    root = part(parts)
    names = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    assert names[::2] == ["total_0", "total_1", "total_2"]
    assert [each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")] == names[::2]
    assert [(code.text or "").strip() for code in root.iter(f"{W}instrText")] == [
        f"REF {name} \\h" for name in names[::2]
    ]


def test_notes_are_the_letters_own():
    notes = (
        f'<w:footnotes {SPACE}><w:footnote w:type="separator" w:id="0">{p()}</w:footnote>'
        f'<w:footnote w:id="1">{p(t("of "), merge("Name"))}</w:footnote></w:footnotes>'
    )
    content = with_headers(
        p(merge("No"), '<w:r><w:footnoteReference w:id="1"/></w:r>'), parts={"word/footnotes.xml": notes},
        links=link("footnotes", "footnotes.xml", outside=False, number="rId3"),
        types=story_type("footnotes.xml", "footnotes"),
    )  # fmt: skip
    _, parts = printed(content)
    said = {n.get(f"{W}id"): "".join(n.itertext()) for n in part(parts, "word/footnotes.xml")}
    used = [each.get(f"{W}id") for each in part(parts).iter(f"{W}footnoteReference")]
    assert [said[number] for number in used] == ["of Ann", "of Ben", "of Cem"]
    assert len(said) == 4


def test_equal_pictures_stand_once_and_others_apart():
    other = Picture(PNG.png + b"\0", 20)
    content = with_headers(p(merge("Code"), merge("Name")))
    _, parts = printed(content, [{"Code": PNG}, {"Code": other}, {"Code": PNG}, {"Code": None}])
    assert len([name for name in parts if name.startswith("word/media/")]) == 2
    assert len(list(part(parts).iter("{*}drawing"))) == 3


def test_letters_of_two_templates_of_one_look_keep_their_own_headers_and_pictures():
    logo = "<w:hdr {}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>"
    image = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="x"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'r:embed="rId7"/></wp:inline></w:drawing></w:r>'
    )
    templates = [
        Template(
            with_headers(
                p(image, merge("Name")),
                parts={"word/header1.xml": logo.format(SPACE, says), "word/media/image1.png": picture},
                links=link("image", "media/image1.png", outside=False, number="rId7"),
                types='<Default Extension="png" ContentType="image/png"/>',
            ),
            names=NAMES,
        )
        for says, picture in (("one", PNG.png), ("two", PNG.png + b"\0"))
    ]
    out = combined((templates[n % 2], letter, {}) for n, letter in enumerate(LETTERS))
    assert faults(out) == []
    assert header_texts(out) == ["one", "two", "one"]
    opened = Document(io.BytesIO(out))
    shown = [
        opened.part.related_parts[
            blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
        ].blob
        for blip in opened.element.iter("{*}blip")
    ]
    assert shown == [PNG.png, PNG.png + b"\0", PNG.png]


def test_letters_of_other_looks_are_refused():
    styles = {"word/styles.xml": f"<w:styles {SPACE}/>"}
    one, two = Template(document(p(merge("Name"))), names=NAMES), Template(document(p(), parts=styles), names=NAMES)
    assert look_of(one) != look_of(two)
    with pytest.raises(ValueError, match="look"):
        combined([(one, {}, {}), (two, {}, {})])


def test_no_letters_make_no_document():
    with pytest.raises(ValueError, match="no letters"):
        combined([])


def test_one_letter_is_a_document_and_equal_input_gives_equal_bytes():
    content = with_headers(p(merge("Name")))
    assert printed(content, LETTERS[:1])[0] == printed(content, LETTERS[:1])[0]
    assert printed(content)[0] == printed(content)[0]


def test_letters_are_written_while_they_come(tmp_path):
    template = Template(with_headers(p(merge("Name"))), names=NAMES)
    with (tmp_path / "all.docx").open("wb") as out:
        assert write_combined(((template, {"Name": str(n), "No": str(n)}, {}) for n in range(300)), out) == 300
    assert len(Document(str(tmp_path / "all.docx")).sections) == 300
