"""The ribbon: built as the published schema asks, every callback there with the right arguments, every word said."""

import re

import pytest
from lxml import etree

from arrears import texts
from arrears.addin import ribbon_run
from arrears.office import shipped
from arrears.office.addin.ribbon import commands, ribbon, ribbon_texts

SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
NAME = re.compile(r"[A-Za-z_][\w.]*\Z")
# [MS-CUSTOMUI2] 2.2: for each element in use what may stand in it and which attributes it may have.
CHILDREN = {
    "customUI": {"ribbon"}, "ribbon": {"tabs"}, "tabs": {"tab"}, "tab": {"group"}, "group": {"button"}, "button": set(),
}  # fmt: skip
ATTRIBUTES = {
    "customUI": {"onLoad", "loadImage"},
    "ribbon": {"startFromScratch"},
    "tabs": set(),
    "tab": {"id", "idQ", "idMso", "tag", "label", "getLabel", "keytip", "getKeytip", "visible", "getVisible"}
    | {f"insert{side}{by}" for side in ("After", "Before") for by in ("Mso", "Q")},
    "group": {"id", "idQ", "idMso", "tag", "label", "getLabel", "image", "imageMso", "getImage", "screentip"}
    | {
        "supertip",
        "getScreentip",
        "getSupertip",
        "visible",
        "getVisible",
        "keytip",
        "getKeytip",
        "autoScale",
        "centerVertically",
    },
    "button": {"id", "idQ", "idMso", "tag", "label", "getLabel", "image", "imageMso", "getImage", "size", "getSize"}
    | {"onAction", "enabled", "getEnabled", "visible", "getVisible", "keytip", "getKeytip", "screentip", "getScreentip"}
    | {"supertip", "getSupertip", "description", "getDescription", "showImage", "getShowImage", "showLabel"}
    | {"getShowLabel", "insertAfterMso", "insertBeforeMso", "insertAfterQ", "insertBeforeQ"},
}
# What a callback in VBA is given, [MS-CUSTOMUI2] 2.2.
ARGUMENTS = {
    "onAction": ["control As IRibbonControl"],
    "getLabel": ["control As IRibbonControl", "ByRef # As Variant"],
    "getScreentip": ["control As IRibbonControl", "ByRef # As Variant"],
    "getSupertip": ["control As IRibbonControl", "ByRef # As Variant"],
}
COMMANDS = {
    "month": ("new", "import", "refresh", "next_step", "lock"),
    "collect": ("escalation", "issue", "dispatch", "statement", "contact", "promise"),
    "reconcile": ("bank", "match", "tie_out", "approve", "postings"),
    "tools": ("age_list", "add_part", "insert_function", "check", "undo", "help"),
}


def elements():
    return list(etree.fromstring(ribbon()).iter(etree.Element))


def faults(xml):
    """Say what the schema forbids."""
    found, ids = [], set()
    for element in etree.fromstring(xml).iter(etree.Element):
        kind = element.tag.removeprefix(SPACE)
        if kind not in CHILDREN:
            found.append(f"unknown element {kind}")
            continue
        found += [f"{kind} in {child.tag}" for child in element if child.tag.removeprefix(SPACE) not in CHILDREN[kind]]
        found += [f"{kind} has {name}" for name in element.attrib if name not in ATTRIBUTES[kind]]
        if kind in ("tab", "group", "button"):
            identity = element.get("id", "")
            if not NAME.match(identity) or len(identity) > 1024 or identity in ids:
                found.append(f"id {identity!r}")
            ids.add(identity)
        for one, other in (("image", "imageMso"), ("label", "getLabel"), ("screentip", "getScreentip")):
            if one in element.attrib and other in element.attrib:
                found.append(f"{kind} has both {one} and {other}")
        if element.get("size", "large") not in ("large", "normal"):
            found.append(f"size {element.get('size')}")
    return found


def test_the_ribbon_is_built_as_the_schema_asks():
    assert faults(ribbon()) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ((b'id="import"', b'id="new"'), "id 'new'"),
        ((b'size="large"', b'size="huge"'), "size huge"),
        ((b"getSupertip", b"getSuperTip"), "button has getSuperTip"),
        ((b"imageMso=", b'image="x" imageMso='), "button has both image and imageMso"),
        ((b"<tabs>", b"<tabs><button/>"), "tabs in"),
    ],
)
def test_what_the_schema_forbids_would_be_found(change, fault):
    assert any(fault in found for found in faults(ribbon().replace(*change)))


def test_every_command_has_its_button_in_its_group():
    assert commands() == COMMANDS


def test_every_callback_is_there_with_the_arguments_that_the_ribbon_gives_it():
    module = (shipped.addin() / "vba" / "RibbonCallbacks.bas").read_text(encoding="utf-8")
    called = {(kind, target) for e in elements() for kind, target in e.attrib.items() if kind.startswith(("on", "get"))}
    assert {kind for kind, _ in called} == set(ARGUMENTS)
    for kind, target in called:
        place, name = target.split(".")
        found = re.search(rf"^Public Sub {name}\((.*)\)$", module, re.MULTILINE)
        assert place == "RibbonCallbacks"
        assert found, target
        wanted = [re.escape(argument).replace(r"\#", r"\w+") for argument in ARGUMENTS[kind]]
        assert re.fullmatch(", ".join(wanted), found[1]), found[0]


def test_every_button_and_group_has_its_words_in_every_language():
    said = ribbon_texts()
    for element in elements():
        if element.tag.removeprefix(SPACE) in ("tab", "group", "button"):
            kinds = [kind.removeprefix("get").lower() for kind in element.attrib if kind.startswith("get")]
            for kind in kinds:
                words = said[f"{element.get('id')}.{kind}"]
                assert len(words) == len(texts.LANGUAGES)
                assert all(word and len(word) <= 1024 for word in words)


def test_the_languages_say_the_same_things():
    def names(language):
        return {(section, name, *sorted(entry if isinstance(entry, dict) else ())) for section, entries in
                texts.ribbon(language).items() for name, entry in entries.items()}  # fmt: skip

    assert names("en") == names("zh")


def test_every_sentence_that_vba_says_is_in_the_sheet_of_texts():
    sources = "".join(path.read_text(encoding="utf-8") for path in (shipped.addin() / "vba").iterdir())
    said = set(re.findall(r'Said\("([^"]+)"\)', sources))
    assert said == {name for name in ribbon_texts() if name.startswith("addin.")}


def test_every_button_has_a_command_in_python_that_it_calls():
    buttons = {button for group in commands().values() for button in group}
    assert buttons <= {*ribbon_run.COMMANDS, *ribbon_run.WITHOUT_BOOK}
