"""A template that holds everything the engine knows, small enough to audit thousands of letters."""

from tests.word_markup import (
    PACKAGE,
    SPACE,
    choice,
    condition,
    document,
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
from tests.word_markup import field as word_field

from arrears.office.word.names import Names

RICH = Names(
    frozenset({"Name", "Note", "Total", "Days", "When", "Code"}),
    {
        "Items": Names(
            frozenset({"No", "Amount", "Due", "Photo"}), {"Lines": Names(frozenset({"Text"}))}, frozenset({"Photo"})
        ),
        "Extras": Names(frozenset({"Extra"})),
    },
    frozenset({"Code"}),
)


def rich_document() -> bytes:
    """Make a template of regions in regions, IF in IF, text boxes, notes, lists, pictures, bookmarks, headers."""
    spans = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    bookmark = '<w:bookmarkStart w:id="7" w:name="total"/>{}<w:bookmarkEnd w:id="7"/>'
    inner = choice(merge("Note"), ' = "" "none" "', merge("Name"), '"')
    blocks = [
        p(merge("Name"), t(" "), merge("Note", '\\* Upper \\b "(" \\f ")"')),
        p(merge("Note")),
        p(merge("Note")),
        p(t("."), choice(merge("Days"), ' &gt; "90" "', inner, '" "', merge("When", '\\@ "d. MMMM yyyy"'), '"')),
        p(t(":"), condition("", "Total", ' &lt;= "1.000,50" "small" "large"')),
        p(bookmark.format(merge("Total", '\\# "#.##0,00;(#.##0,00);null"')), word_field("REF total \\h")),
        p(numbered, merge("When", '\\@ "dddd, d.M.yy"'), note),
        p(numbered, t("second "), merge("Days")),
        p(text_box(p(merge("Name")), p(merge("Note")), number=1, defines=False)),
        p(merge("Image:Code")),
        p(t("Code "), merge("Code")),
        table(
            row(p(t("No")), p(t("Due")), p(t("Amount"))),
            row(
                p(merge("No")),
                p(merge("Due", '\\@ "yyyy-MM-dd"')) + p(merge("Note")),
                p(merge("Amount", '\\# "#,##0.00"')),
            ),
            f"<w:tr><w:tc>{spans}{p(t('Sum'))}</w:tc><w:tc>{p(merge('Total'))}</w:tc></w:tr>",
            columns=3,
        ),
        table(row(p(merge("Extra"))), columns=1),
        table(row(p(merge("TableStart:Extras")) + p(merge("Extra")) + p(merge("TableEnd:Extras"))), columns=1),
        p(merge("TableStart:Items")),
        p(t("- "), merge("No"), t(" of "), merge("Name"), merge("Photo")),
        p(text_box(p(merge("No")), number=2)),
        p(merge("TableStart:Lines"), merge("Text"), t(" of "), merge("No"), merge("TableEnd:Lines")),
        table(row(p(merge("Text"))), columns=1),
        p(merge("TableEnd:Items")),
        p(
            '<w:hyperlink w:anchor="total">',
            t("see"),
            "</w:hyperlink>",
            '<w:hyperlink r:id="rId5">',
            t("web"),
            "</w:hyperlink>",
        ),
        p(t("Page "), word_field("PAGE"), t(" of "), word_field("NUMPAGES")),
        p(merge("Note")),
    ]
    styles = (
        f'<w:styles {SPACE}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style></w:styles>"
    )
    numbering = (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:lvlJc w:val="left"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    notes = (
        f'<w:footnotes {SPACE}><w:footnote w:type="separator" w:id="0">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1">'
        f"{p('<w:r><w:continuationSeparator/></w:r>')}</w:footnote>"
        f'<w:footnote w:id="2">{p(t("Note of "), merge("Name"))}</w:footnote></w:footnotes>'
    )
    links = "".join(
        link(kind, target, outside=kind == "hyperlink", number=f"rId{number}")
        for number, (kind, target) in enumerate(
            (
                ("styles", "styles.xml"),
                ("numbering", "numbering.xml"),
                ("footnotes", "footnotes.xml"),
                ("header", "header1.xml"),
                ("hyperlink", "https://example.org"),
                ("footer", "footer1.xml"),
            ),
            1,
        )
    )
    parts = {
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/footnotes.xml": notes,
        "word/header1.xml": header(
            "hdr", p(merge("Name"), text_box(p(merge("Note")), number=3)), p(merge("Image:Code"))
        ),
        "word/footer1.xml": header("ftr", p(word_field("PAGE"), t("/"), word_field("NUMPAGES"))),
        "word/_rels/header1.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>',
    }
    kinds = {
        "styles.xml": "styles",
        "numbering.xml": "numbering",
        "footnotes.xml": "footnotes",
        "header1.xml": "header",
        "footer1.xml": "footer",
    }
    section = (
        '<w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" '
        'w:header="708" w:footer="708" w:gutter="0"/>'
    )
    types = "".join(story_type(name, kind) for name, kind in kinds.items())
    return document(*blocks, parts=parts, links=links, types=types, section=section)
