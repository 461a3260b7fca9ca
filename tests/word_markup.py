"""Word files made by hand for the tests: the markup Word writes, no more of it than a test needs."""

from arrears.office.word.package import member, pack

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACE = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'


def field(code, result="x"):
    """Give a field as Word writes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:rPr><w:b/></w:rPr><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def merge(name, switches=""):
    """Give a merge field."""
    return field(f"MERGEFIELD {name} {switches}", f"«{name}»")


def code(text):
    """Give a piece of a field's code."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def choice(*pieces):
    """Give an IF field of code pieces and fields, in order."""
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>cached</w:t></w:r>'
    inside = "".join(piece if piece.startswith("<") else code(piece) for piece in pieces)
    return begin + code(" IF ") + inside + code(" ") + separate + end


def condition(before, name, after):
    """Give an IF field with one merge field in its code."""
    return choice(*([before] if before else []), merge(name), f"{after} ")


def p(*content):
    """Give a paragraph."""
    return f"<w:p>{''.join(content)}</w:p>"


def t(text):
    """Give a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells):
    """Give a table row."""
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows, columns=0):
    """Give a table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def text_box(*paragraphs, number=1, defines=True):
    """Give a text box as Word writes it: a drawing, and its older form, which ``defines`` its kind of shape or not."""
    shape_type = (
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
        if defines
        else ""
    )
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice xmlns:wps="{wps}" Requires="wps"><w:drawing>'
        f'<wp:inline xmlns:wp="{wp}"><wp:extent cx="914400" cy="457200"/><wp:docPr id="{number}" name="Box"/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{wps}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        '</mc:Choice><mc:Fallback><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:o="urn:schemas-microsoft-com:office:office">{shape_type}<v:shape id="Box{number}" '
        f'o:spid="_x0000_s{1025 + number}" type="#_x0000_t202" '
        f'style="width:72pt;height:36pt"><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def header(kind, *blocks):
    """Give a header (``hdr``) or footer (``ftr``) part."""
    return f"<w:{kind} {SPACE}>{''.join(blocks)}</w:{kind}>"


def story_type(name, kind):
    """Give the content type of a part such as a header."""
    return f'<Override PartName="/word/{name}" ContentType="{WORDPROCESSING}.{kind}+xml"/>'


def link(kind, target, outside=True, number="rId9"):
    """Give a relationship."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def document(*blocks, parts=None, links="", types="", section=""):
    """Make the bytes of a Word file with a body, and further parts, links of the document and content types."""
    content = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORDPROCESSING}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACE}><w:body>{''.join(blocks)}<w:sectPr>{section}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **(parts or {}),
    }
    return pack(member(name, text if isinstance(text, bytes) else text.encode()) for name, text in content.items())
