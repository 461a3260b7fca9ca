"""Letter templates: what is filled, what vanishes, what is refused."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from lxml import etree

from arrears.core.letters import ITEM_FIELDS, LETTER_FIELDS
from arrears.errors import FileRefused, Refusal, TemplateRefused
from arrears.office.shipped import templates
from arrears.office.word.names import Names
from arrears.office.word.package import member, pack, read_package
from arrears.office.word.template import Template

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
NAMES = Names(
    frozenset({"Name", "Note", "Total", "Days", "When"}),
    {"Items": Names(frozenset({"No", "Amount"}), {"Lines": Names(frozenset({"Text"}))})},
)
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def field(code, result="x"):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:rPr><w:b/></w:rPr><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def merge(name, switches=""):
    return field(f"MERGEFIELD {name} {switches}")


def condition(before, name, after):
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>cached</w:t></w:r>'

    def code(text):
        return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'

    return begin + code(f" IF {before}") + merge(name) + code(f"{after} ") + separate + end


def p(*content):
    return f"<w:p>{''.join(content)}</w:p>"


def t(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows):
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(rows) + "</w:tbl>"


def document(*blocks, parts=None, links="", types=""):
    """Make the bytes of a Word file with a body, and further parts, links of the document and content types."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    content = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACE}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        **(parts or {}),
    }
    return pack(member(name, text if isinstance(text, bytes) else text.encode()) for name, text in content.items())


def link(kind, target, outside=True):
    mode = ' TargetMode="External"' if outside else ""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rId9" Type="{office}/{kind}" Target="{target}"{mode}/>'


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


HOSTILE = [
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r>",
    "{ DDEAUTO c cmd }", "«Name»", "<?arrears slot 0?>", "arrears-drawing", "\x00\x01\x1f\x7f\ufffe\uffff",
    "\ud800 half",
    "a\u202eb", "x" * 32_000, "&amp;&lt;", "]]>", "=1+1", "\\", '"', "\u2028\x0b\x0c", "TableStart:Items",
    "龘" * 10_000,
]  # fmt: skip


def fields_and_links(content):
    package = read_package(content, "o")
    codes = sorted(
        (text.text or "")
        for name in package
        if name.endswith(".xml")
        for text in etree.fromstring(package[name].unpacked()).iter("{*}instrText")
    )
    return codes, {name: each.unpacked() for name, each in package.items() if name.endswith(".rels")}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "name", ["friendly_reminder", "second_reminder", "final_demand", "letter_before_action", "statement"]
)
def test_no_text_from_data_becomes_markup_or_a_field_in_a_shipped_letter(name, language):
    content = (templates() / "letters" / language / f"{name}.docx").read_bytes()
    template = Template(content, language, file=name)
    calm = fields_and_links(
        template.fill(dict.fromkeys(LETTER_FIELDS, "x"), {"Items": [dict.fromkeys(ITEM_FIELDS, "x")]})
    )
    assert not any("MERGEFIELD" in code for code in calm[0])
    for text in HOSTILE:
        filled = template.fill(dict.fromkeys(LETTER_FIELDS, text), {"Items": [dict.fromkeys(ITEM_FIELDS, text)] * 3})
        assert fields_and_links(filled) == calm
        opened = Document(io.BytesIO(filled))
        assert len(opened.tables[1].rows) == 9


@pytest.mark.parametrize("language", ["en", "zh"])
def test_shipped_templates_use_only_known_fields_and_leave_no_blank_totals(language):
    for file in sorted((templates() / "letters" / language).glob("*.docx")):
        filled = Template(file.read_bytes(), language, file=file.name).fill(
            {"TotalDue": Decimal(1)}, {"Items": [{"No": 1}]}
        )
        assert len(Document(io.BytesIO(filled)).tables[1].rows) == 4  # header, item, total, total due


def test_the_field_list_for_users_names_every_field_in_both_languages():
    text = (templates() / "FIELDS.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(" `"): line for line in text.splitlines() if line.startswith("| `")}
    assert set(rows) == set(LETTER_FIELDS) | set(ITEM_FIELDS)
    meanings = LETTER_FIELDS | ITEM_FIELDS
    assert all(meanings[name] in line and re.search("[一-龥]", line) for name, line in rows.items())
