"""Letter templates: what is filled, what vanishes, what is refused."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from tests.word_markup import (
    SPACE,
    choice,
    condition,
    document,
    field,
    header,
    link,
    merge,
    p,
    row,
    story_type,
    t,
    table,
    text_box,
)

from arrears.errors import FileRefused, Refusal, TemplateRefused
from arrears.office.word.names import Names
from arrears.office.word.package import read_package
from arrears.office.word.template import Template

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
NAMES = Names(
    frozenset({"Name", "Note", "Total", "Days", "When"}),
    {"Items": Names(frozenset({"No", "Amount"}), {"Lines": Names(frozenset({"Text"}))})},
)


def body(content):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))


def lines(template, **values):
    regions = {name: value for name, value in values.items() if isinstance(value, list)}
    filled = body(Template(template, names=NAMES).fill({k: v for k, v in values.items() if k not in regions}, regions))
    return ["".join(text.text or "" for text in par.iter("{*}t")) for par in filled.iter("{*}p")]


def test_a_field_takes_its_value_with_the_look_of_its_result():
    filled = body(Template(document(p(t("Dear "), merge("Name"))), names=NAMES).fill({"Name": "A & B <C>"}, {}))
    assert [text.text for text in filled.iter("{*}t")] == ["Dear ", "A & B <C>"]
    assert len(list(filled.iter("{*}b"))) == 1
    assert not list(filled.iter("{*}fldChar"))


def test_split_simple_and_lower_case_fields_are_found():
    split = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> MERGE</w:instrText></w:r><w:r><w:rPr><w:i/></w:rPr>'
        '<w:instrText>FIELD  "Na</w:instrText></w:r><w:r><w:instrText>me" \\* MERGEFORMAT </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>old</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = '<w:fldSimple w:instr=" mergefield name \\* Upper "><w:r><w:t>old</w:t></w:r></w:fldSimple>'
    assert lines(document(p(split), p(simple)), Name="Ann") == ["Ann", "ANN"]


def test_the_row_with_item_fields_repeats_and_others_do_not():
    template = document(
        table(
            row(p(t("No"))),
            row(p(merge("No")), p(merge("Amount", '\\# "#,##0.00"'))),
            row(p(t("Sum")), p(merge("Total"))),
        ),
        p(),
    )
    items = [{"No": "1", "Amount": Decimal("1000")}, {"No": "2", "Amount": Decimal("2.5")}]
    assert lines(template, Items=items, Total=Decimal("1002.50")) == [
        "No",
        "1",
        "1,000.00",
        "2",
        "2.50",
        "Sum",
        "1,002.50",
        "",
    ]
    assert lines(template, Items=[], Total=None)[:1] == ["No"]


def test_neighbouring_item_rows_repeat_together():
    template = document(table(row(p(t("head"))), row(p(merge("No"))), row(p(merge("Amount")))), p())
    assert lines(template, Items=[{"No": "a", "Amount": "1"}, {"No": "b", "Amount": "2"}])[:5] == [
        "head",
        "a",
        "1",
        "b",
        "2",
    ]


def test_table_start_and_end_repeat_paragraphs_and_nest():
    template = document(
        p(merge("TableStart:Items")), p(merge("No")),
        p(merge("TableStart:Lines"), merge("Text"), t(" of "), merge("No"), merge("TableEnd:Lines")),
        p(merge("TableEnd:Items")), p(t("end")),
    )  # fmt: skip
    items = [{"No": "a", "Lines": [{"Text": "1"}, {"Text": "2"}]}, {"No": "b", "Lines": []}]
    assert lines(template, Items=items) == ["a", "1 of a", "2 of a", "b", "end"]


def test_table_start_and_end_in_one_row_repeat_the_row():
    template = document(
        table(row(p(t("h"))), row(p(merge("TableStart:Items"), merge("No")), p(merge("TableEnd:Items")))), p()
    )
    assert lines(template, Items=[{"No": "a"}, {"No": "b"}]) == ["h", "a", "", "b", "", ""]


@pytest.mark.parametrize(
    ("after", "value", "text"),
    [
        (' &gt; "90" "late" "fine"', 100, "late"),
        ('&lt;=90 "fine" "late"', 90, "fine"),
        (' &lt;&gt; "" "set" ""', None, ""),
        (' = "1,000" "same"', Decimal("1000.00"), "same"),
        (' = "A*" "starts" "no"', "Abc", "starts"),
    ],
)
def test_if_compares_by_number_where_both_are_numbers(after, value, text):
    assert lines(document(p(t("."), condition("", "Days", after))), Days=value) == ["." + text]


def test_a_field_in_a_branch_of_if_is_filled():
    template = document(p(t("."), condition('"a" = "a" "we wrote on ', "When", '" "never"')))
    assert lines(template, When=date(2026, 3, 5)) == [".we wrote on 5 March 2026"]


def test_paragraphs_of_blank_fields_vanish_but_never_the_last_of_a_cell():
    template = document(
        p(merge("Name")), p(merge("Note"), t(" ")), p(t("Total "), merge("Total")),
        table(row(p(merge("Note")) + p(merge("Note"))), row(p(t("x")))), p(),
    )  # fmt: skip
    assert lines(template, Name="Ann") == ["Ann", "Total ", "x", ""]
    filled = body(Template(template, names=NAMES).fill({"Note": "n"}, {}))
    assert all(cell[-1].tag.endswith("}p") for cell in filled.iter("{*}tc"))


def test_a_row_of_blank_fields_vanishes_unless_it_would_leave_the_table_empty():
    template = document(table(row(p(merge("Note")))), p())
    assert lines(template) == ["", ""]


def test_headers_are_filled_and_untouched_parts_keep_their_packed_bytes():
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    template = document(
        p(t("x")),
        parts={
            "word/header1.xml": f"<w:hdr {SPACE}>{p(merge('Name'))}</w:hdr>",
            "word/styles.xml": f"<w:styles {SPACE}/>",
        },
        types=f'<Override PartName="/word/header1.xml" ContentType="{kind}"/>',
    )
    before = read_package(template, "t")
    after = read_package(Template(template, names=NAMES).fill({"Name": "Ann"}, {}), "o")
    assert b"Ann" in after["word/header1.xml"].unpacked()
    assert {name for name in before if before[name] != after[name]} == {"word/header1.xml"}


def test_equal_input_gives_equal_bytes():
    template = Template(document(p(merge("Name"))), names=NAMES)
    assert template.fill({"Name": "a"}, {}) == template.fill({"Name": "a"}, {})


def test_the_merge_source_is_taken_out_with_its_links_and_list():
    settings = f'<w:settings {SPACE}><w:mailMerge><w:dataSource r:id="rId9"/></w:mailMerge><w:zoom/></w:settings>'
    links = link("mailMergeSource", "file:///C:/list.xlsx") + link("recipientData", "recipientData.xml", outside=False)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{links}</Relationships>'
    template = document(
        p(merge("Name")),
        parts={"word/settings.xml": settings, "word/_rels/settings.xml.rels": rels, "word/recipientData.xml": "<r/>"},
        types='<Override PartName="/word/recipientData.xml" ContentType="application/x"/>',
    )
    filled = zipfile.ZipFile(io.BytesIO(Template(template, names=NAMES).fill({"Name": "a"}, {})))
    assert "word/recipientData.xml" not in filled.namelist()
    everything = b"".join(filled.read(name) for name in filled.namelist())
    assert not re.search(rb"mailMerge|recipientData|list\.xlsx", everything)


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (document(p(merge("Nmae"))), "template-field-unknown", "Nmae"),
        (document(p(merge("Amount"))), "template-field-outside", "Amount"),
        (document(p(condition("", "Wrong", ' = "" "a" "b"'))), "template-field-unknown", "Wrong"),
        (document(p(merge("TableStart:Items"))), "template-region-open", "Items"),
        (document(p(merge("TableEnd:Items"))), "template-region-open", "Items"),
        (document(p(merge("TableStart:Wrong"), merge("TableEnd:Wrong"))), "template-field-unknown", "TableStart:Wrong"),
        (document(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')), "template-field-broken", ""),
        (document(p(condition("", "Days", " about 5"))), "template-field-broken", None),
        (document(p(field("NEXT"))), "template-field-unsupported", "NEXT"),
        *((document(p(field(f'{code} "x"'))), "template-forbidden", code) for code in
          ("DDE", "DDEAUTO", "LINK", "INCLUDETEXT", "INCLUDEPICTURE", "DATABASE", "MACROBUTTON", "ddeauto")),
        (document(p(condition(field("DDEAUTO c"), "Days", " = 1 2 3"))), "template-forbidden", "DDEAUTO"),
        (document(p('<w:fldSimple w:instr="DDEAUTO c"/>')), "template-forbidden", "DDEAUTO"),
        (document(p(field("QUOTE " + "</w:instrText></w:r>" + merge("Name") + "<w:r><w:instrText>"))),
         "template-field-in-code", "QUOTE"),
        (document(p(), links=link("attachedTemplate", "http://x/y.dotm")), "template-forbidden", "attachedTemplate: http://x/y.dotm"),
        (document(p(), links=link("image", "http://x/y.png")), "template-forbidden", "image: http://x/y.png"),
        (document(p(), links=link("oleObject", "embeddings/a.bin", outside=False)), "template-forbidden", "OLE"),
        (document(p(), links=link("hyperlink", "javascript:x")), "template-forbidden", "hyperlink: javascript:x"),
        (document(p("<w:r><w:object/></w:r>")), "template-forbidden", "OLE"),
        (document(p(), parts={"word/vbaProject.bin": b"x"}), "template-forbidden", "word/vbaProject.bin"),
        (document(p(), types=f'<Override PartName="/x" ContentType="{MACROS}"/>'), "template-forbidden", "macros"),
        (document("<w:p>"), "template-damaged", "word/document.xml"),
    ],
)  # fmt: skip
def test_what_a_template_must_not_hold_is_refused_by_name(content, name, found):
    with pytest.raises(TemplateRefused) as refusal:
        Template(content, names=NAMES, file="t.docx")
    assert refusal.value.name == name
    assert found is None or refusal.value.found.upper() == found.upper()
    assert refusal.value.where.file == "t.docx"


def test_a_link_to_a_web_page_and_a_page_number_are_kept():
    filled = Template(
        document(p(field("PAGE"), merge("Name")), links=link("hyperlink", "https://example.org")), names=NAMES
    )
    assert b" PAGE " in read_package(filled.fill({}, {}), "o")["word/document.xml"].unpacked()


@pytest.mark.parametrize("content", [b"", b"PK", b"no package", document(p())[:-30]])
def test_what_is_no_package_is_refused(content):
    with pytest.raises(Refusal):
        Template(content, names=NAMES)


def test_an_entity_in_a_part_is_refused():
    with pytest.raises((FileRefused, TemplateRefused)):
        Template(document(p(), parts={"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), names=NAMES)


def test_every_unknown_name_is_named_at_once():
    with pytest.raises(TemplateRefused) as refusal:
        Template(document(p(merge("Nmae"), merge("Ttoal"), merge("Nmae"), merge("Name"))), names=NAMES)
    assert refusal.value.found == "Nmae, Ttoal"


def test_a_template_tells_which_fields_it_uses():
    template = document(p(merge("name"), condition("", "Days", ' = "1" "x"')), table(row(p(merge("No")))), p())
    assert Template(template, names=NAMES).used == {"Name", "Days", "No"}


@pytest.mark.parametrize("lost", ["CardText", "roman", "CHINESENUM2", "Ordinal"])
def test_a_format_that_would_be_lost_is_refused(lost):
    with pytest.raises(TemplateRefused) as refusal:
        Template(document(p(merge("Total", f"\\* {lost} \\* MERGEFORMAT"))), names=NAMES)
    assert (refusal.value.name, refusal.value.found) == ("template-field-unsupported", f"Total \\* {lost}")


def test_an_if_in_an_if_decides_by_both():
    inner = choice(merge("Note"), ' = "" "none" "', merge("Name"), '"')
    template = document(p(t("."), choice(merge("Days"), ' &gt; "90" "', inner, '" "early"')))
    assert lines(template, Days=100, Note="n", Name="Ann") == [".Ann"]
    assert lines(template, Days=100, Name="Ann") == [".none"]
    assert lines(template, Days=9) == [".early"]


def test_rows_of_a_table_in_a_region_repeat_for_the_regions_own_rows():
    template = document(
        p(merge("TableStart:Items")), p(merge("No")), table(row(p(t("text"))), row(p(merge("Text")))), p(t("-")),
        p(merge("TableEnd:Items")), p(t("end")),
    )  # fmt: skip
    items = [{"No": "a", "Lines": [{"Text": "1"}, {"Text": "2"}]}, {"No": "b", "Lines": []}]
    assert lines(template, Items=items) == ["a", "text", "1", "2", "-", "b", "text", "-", "end"]


def test_a_row_without_a_value_never_shows_the_letters():
    names = Names(frozenset({"Note"}), {"Items": Names(frozenset({"No", "Note"}))})
    template = document(table(row(p(t("h"))), row(p(merge("No")), p(t("+"), merge("Note")))), p())
    filled = body(Template(template, names=names).fill({"Note": "of the letter"}, {"Items": [{"No": "1"}]}))
    assert "of the letter" not in "".join(filled.itertext())


def test_a_table_of_rows_that_repeat_goes_when_there_are_none():
    template = document(p(t("a")), table(row(p(merge("No")))), p(t("b")))
    assert lines(template, Items=[]) == ["a", "b"]
    assert not list(body(Template(template, names=NAMES).fill({}, {"Items": []})).iter("{*}tbl"))


@pytest.mark.parametrize("end", ["", p(t("kept"))])
def test_a_cell_keeps_a_paragraph_when_its_region_has_no_rows(end):
    cell = p(merge("TableStart:Items")) + p(merge("No")) + p(merge("TableEnd:Items")) + end
    filled = body(Template(document(table(row(cell)), p()), names=NAMES).fill({}, {"Items": []}))
    assert [[child.tag.rpartition("}")[2] for child in each] for each in filled.iter("{*}tc")] == [["p"]]


def test_two_tables_never_run_together():
    two = table(row(p(t("1")))), table(row(p(t("2"))))
    filled = body(Template(document(two[0], p(merge("Note")), p(merge("Note")), two[1], p()), names=NAMES).fill({}, {}))
    assert [child.tag.rpartition("}")[2] for child in filled[0]] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_blank_lines_stay_where_words_own_setting_keeps_them():
    settings = f"<w:settings {SPACE}><w:mailMerge><w:doNotSuppressBlankLines/></w:mailMerge></w:settings>"
    blocks = p(merge("Name")), p(merge("Note")), p(t("end"))
    assert lines(document(*blocks), Name="Ann") == ["Ann", "end"]
    assert lines(document(*blocks, parts={"word/settings.xml": settings}), Name="Ann") == ["Ann", "", "end"]


def test_both_copies_of_a_text_box_are_filled():
    filled = body(Template(document(p(text_box(p(merge("Name"))))), names=NAMES).fill({"Name": "Ann"}, {}))
    assert [text.text for text in filled.iter("{*}t")] == ["Ann", "Ann"]


def test_what_repeats_has_numbers_of_its_own_and_no_bookmark_twice():
    mark = '<w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/>'
    template = document(
        p(merge("TableStart:Items")), p(mark, text_box(p(merge("No")))), p(merge("TableEnd:Items")), p()
    )
    filled = body(Template(template, names=NAMES).fill({}, {"Items": [{"No": "a"}, {"No": "b"}, {"No": "c"}]}))
    numbers = [drawing.get("id") for drawing in filled.iter("{*}docPr")]
    shapes = [shape.get("id") for shape in filled.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert (len(set(numbers)), len(set(shapes))) == (3, 3)
    assert len(list(filled.iter("{urn:schemas-microsoft-com:vml}shapetype"))) == 1
    assert not list(filled.iter("{*}bookmarkStart"))


def test_drawings_of_body_and_header_that_bear_one_number_get_their_own():
    parts = {"word/header1.xml": header("hdr", p(text_box(p(t("x")), number=1)))}
    content = document(
        p(text_box(p(t("y")), number=1)), parts=parts, links=link("header", "header1.xml", outside=False),
        types=story_type("header1.xml", "header"),
    )  # fmt: skip
    package = read_package(Template(content, names=NAMES).fill({}, {}), "o")
    ids = [
        drawing.get("id")
        for name in ("word/document.xml", "word/header1.xml")
        for drawing in etree.fromstring(package[name].unpacked()).iter("{*}docPr")
    ]
    assert len(ids) == len(set(ids)) == 2
