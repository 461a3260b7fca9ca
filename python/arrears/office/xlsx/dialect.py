"""The two dialects of Office Open XML: the usual (transitional) one and the strict one, by their namespaces."""

_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
    b"http://schemas.openxmlformats.org/drawingml/2006/chart": b"http://purl.oclc.org/ooxml/drawingml/chart",
    b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing"
    ),
}


def in_dialect(content: bytes, *, strict: bool) -> bytes:
    """Give a part, or a relation type, of the usual dialect in the dialect of the workbook it goes into."""
    if strict:
        for usual, spelt in _STRICT.items():
            content = content.replace(usual, spelt)
    return content
