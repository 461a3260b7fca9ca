"""The ribbon: built as the published schema asks, every callback there with the right arguments, every word said."""

import re
import zipfile
from pathlib import Path

import pytest
import xlwings
from lxml import etree
from tests.office.addin.published_ribbon_schema import faults

from arrears import texts
from arrears.addin import ribbon_run
from arrears.office import shipped
from arrears.office.addin.ribbon import commands, ribbon, ribbon_texts

SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
# What no XML Schema can say, [MS-CUSTOMUI2] 2.2: of these attributes an element has one at most, and one that names it.
NAMES = ("id", "idQ", "idMso")
ONE_OF = (
    NAMES,
    ("image", "imageMso", "getImage"),
    ("insertAfterMso", "insertBeforeMso", "insertAfterQ", "insertBeforeQ"),
    *(
        (name, f"get{name[0].upper()}{name[1:]}")
        for name in ("description", "enabled", "keytip", "label", "screentip", "showImage", "showLabel", "size",
                     "supertip", "visible")
    ),
)  # fmt: skip
NAMED = ("tab", "group", "button")
# Office's own pictures that the tab uses, each in the table of them that Microsoft publishes: [MS-CUSTOMUI] 3.2.
PICTURES = {
    "AcceptInvitation", "AccountingFormat", "AutoSum", "ConvertTextToTable", "DatabaseRelationships",
    "DateAndTimeInsert", "FileNew", "FilePrintPreview", "FileSaveAs", "FileSendAsAttachment", "FunctionWizard", "Help",
    "HighImportance", "Lock", "MailMergeGoToNextRecord", "MailMergeMergeToDocument", "OutlineSubtotals", "RefreshAll",
    "ReviewAcceptChange", "ReviewNewComment", "TableInsert", "Undo",
}  # fmt: skip
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


def clashes(xml):
    """Say which attributes of an element exclude each other, and what has no name."""
    found = []
    for element in etree.fromstring(xml).iter(etree.Element):
        kind = element.tag.removeprefix(SPACE)
        for names in ONE_OF:
            given = [name for name in names if name in element.attrib]
            if len(given) > 1:
                found.append(f"{kind} has {' and '.join(given)}")
        if kind in NAMED and not any(name in element.attrib for name in NAMES):
            found.append(f"{kind} has no id")
    return found


def test_the_ribbon_is_valid_by_the_published_schema():
    assert faults(ribbon()) == []
    assert clashes(ribbon()) == []


@pytest.mark.parametrize("addin", ["addin/xlwings.xlam", "quickstart_addin_ribbon.xlam"])
def test_so_are_the_ribbons_of_xlwings_which_excel_is_known_to_take(addin):
    with zipfile.ZipFile(Path(xlwings.__file__).parent / addin) as package:
        assert faults(package.read("customUI/customUI.xml")) == []


LAUNCHER = b'<dialogBoxLauncher><button id="more"/></dialogBoxLauncher>'
COMMANDS_FIRST = b'<commands><command idMso="Cut"/></commands>'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"getSupertip", b"getSuperTip", "The attribute 'getSuperTip' is not allowed"),
        (b"<tabs>", b'<tabs id="all">', "The attribute 'id' is not allowed"),
        (b'size="large"', b'size="huge"', "not an element of the set {'normal', 'large'}"),
        (b"<ribbon>", b'<ribbon startFromScratch="perhaps">', "'perhaps' is not a valid value"),
        (b'id="import"', b'id="new"', "attribute 'id': 'new' is not a valid value"),
        (b'id="import"', b'id="an import"', "'an import' is not a valid value"),
        (b'id="import"', b'id="' + b"x" * 1025 + b'"', "exceeds the allowed maximum length of '1024'"),
        (b'imageMso="FileNew"', b'imageMso="File New"', "'File New' is not a valid value"),
        (b'<tab id="arrears"', b'<tab id="arrears" keytip="ARRS"', "exceeds the allowed maximum length of '3'"),
        (b'<tab id="arrears"', b'<tab id="arrears" label="' + b"x" * 1025 + b'"', "maximum length of '1024'"),
        (b'getLabel="RibbonCallbacks.GetLabel"', b'getLabel=""', "underruns the allowed minimum length of '1'"),
        (b"<tabs>", b"<tabs><button/>", "button': This element is not expected"),
        (b"<ribbon>", b"<ribbon><knob/>", "knob': This element is not expected"),
        (b"<tabs>", b"<tabs/><tabs>", "tabs': Missing child element(s)"),
        (b"<tabs>", b"<tabs>Arrears", "Character content other than whitespace is not allowed"),
        (b"</group>", LAUNCHER + b'<button id="last"/></group>', "button': This element is not expected"),
        (b"</group>", LAUNCHER + LAUNCHER + b"</group>", "dialogBoxLauncher': This element is not expected"),
        (b"</customUI>", COMMANDS_FIRST + b"</customUI>", "commands': This element is not expected"),
    ],
)
def test_what_the_schema_forbids_is_found(old, new, fault):
    changed = ribbon().replace(old, new, 1)
    assert changed != ribbon()
    assert any(fault in found for found in faults(changed))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"</group>", LAUNCHER + b"</group>"), (b"<ribbon>", COMMANDS_FIRST + b"<ribbon>")],
)
def test_what_stands_in_its_place_is_not_called_a_fault(old, new):
    assert faults(ribbon().replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("old", "new", "clash"),
    [
        (b"imageMso=", b'image="own" imageMso=', "button has image and imageMso"),
        (b"getLabel=", b'label="Arrears" getLabel=', "tab has label and getLabel"),
        (b"getScreentip=", b'screentip="Tip" getScreentip=', "button has screentip and getScreentip"),
        (
            b"insertAfterMso=",
            b'insertBeforeMso="TabHome" insertAfterMso=',
            "tab has insertAfterMso and insertBeforeMso",
        ),
        (b'id="import" ', b"", "button has no id"),
        (b'id="import" ', b'id="import" idMso="Copy" ', "button has id and idMso"),
    ],
)
def test_attributes_that_exclude_each_other_are_found(old, new, clash):
    assert clash in clashes(ribbon().replace(old, new, 1))


def test_every_picture_is_one_that_microsoft_publishes_for_office():
    used = [element.get("imageMso") for element in elements() if element.tag == f"{SPACE}button"]
    assert sorted(used) == sorted(PICTURES)


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
        if element.tag.removeprefix(SPACE) in NAMED:
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
