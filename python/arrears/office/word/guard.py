"""What a letter template must not hold: code, links to other files and programs, embedded objects."""

from collections.abc import Mapping

from arrears.errors import TemplateRefused
from arrears.office.word.fields import NESTED, Field, W, find_fields, merge_name
from arrears.office.word.package import Element, parse

FORBIDDEN_FIELDS = frozenset({
    "DDE", "DDEAUTO", "LINK", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE", "MACROBUTTON", "EMBED",
    "CONTROL", "RD", "AUTOTEXT", "AUTOTEXTLIST", "HTMLCONTROL", "PRIVATE", "ADDIN", "GLOSSARY", "SHAPE",
})  # fmt: skip
"""Fields that fetch, run or embed something when the letter is opened or printed."""
MERGE_SOURCES = ("/mailMergeSource", "/mailMergeHeaderSource", "/recipientData")
"""Links to the list that Word's own mail merge was set up with; they are taken out of every letter."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FORBIDDEN_KINDS = {
    "oleObject": "OLE",
    "package": "OLE",
    "control": "ActiveX",
    "activeXControlBinary": "ActiveX",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "keyMapCustomizations": "macros",
    "attachedToolbars": "macros",
    "aFChunk": "altChunk",
    "subDocument": "subDocument",
    "frame": "frame",
}


def refuse_forbidden(parts: Mapping[str, bytes], file: str) -> None:
    """Refuse, by name, a template with forbidden fields, relationships, macros or objects in any of its parts."""
    for name, content in parts.items():
        lowered = name.casefold()
        if lowered.endswith((".bin", ".vml.exe", ".exe", ".dll")) and "printersettings" not in lowered:
            raise TemplateRefused("template-forbidden", where=file, found=name)
        if not lowered.endswith((".xml", ".rels")):
            continue
        root = parse(content, file, name)
        if lowered.endswith(".rels"):
            _refuse_relationships(root, file)
        elif lowered == "[content_types].xml":
            _refuse_macros(root, file)
        else:
            _refuse_fields(root, file)


def _refuse_relationships(root: Element, file: str) -> None:
    for link in root.iter(_RELATIONSHIP):
        kind = link.get("Type", "").rsplit("/", 1)[-1]
        if kind in _FORBIDDEN_KINDS:
            raise TemplateRefused("template-forbidden", where=file, found=_FORBIDDEN_KINDS[kind])
        outside = link.get("TargetMode", "").casefold() == "external"
        if outside and kind != "hyperlink" and not link.get("Type", "").endswith(MERGE_SOURCES):
            raise TemplateRefused("template-forbidden", where=file, found=f"{kind}: {link.get('Target', '')}")
        if kind == "hyperlink" and not _harmless(link.get("Target", "")):
            raise TemplateRefused("template-forbidden", where=file, found=f"{kind}: {link.get('Target', '')}")


def _harmless(target: str) -> bool:
    scheme, colon, _ = target.partition(":")
    return not colon or scheme.casefold() in ("http", "https", "mailto", "tel")


def _refuse_macros(root: Element, file: str) -> None:
    for entry in root:
        kind = str(entry.get("ContentType", "")).casefold()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise TemplateRefused("template-forbidden", where=file, found="macros")


def _refuse_fields(root: Element, file: str) -> None:
    for tag, name in (("object", "OLE"), ("altChunk", "altChunk"), ("subDoc", "subDocument"), ("control", "ActiveX")):
        if next(root.iter(W + tag), None) is not None:
            raise TemplateRefused("template-forbidden", where=file, found=name)
    for outer in find_fields(root, file):
        for each in outer.all():
            if each.name in FORBIDDEN_FIELDS:
                raise TemplateRefused("template-forbidden", where=file, found=each.name)
            _refuse_data_in_code(each, file)


def _refuse_data_in_code(each: Field, file: str) -> None:
    """Refuse a merge field in the code of any field but IF: what a customer is called must never become code."""
    if each.name not in ("IF", "MERGEFIELD") and any(inner.name == "MERGEFIELD" for inner in each.in_code):
        merged = next(inner for inner in each.in_code if inner.name == "MERGEFIELD")
        raise TemplateRefused("template-field-in-code", where=file, found=each.name, merged=merge_name(merged.code)[0])
    if each.name.startswith(NESTED) or (each.name == "MERGEFIELD" and each.in_code):
        raise TemplateRefused("template-field-broken", where=file, found=each.code.replace(NESTED, "{ }").strip())
