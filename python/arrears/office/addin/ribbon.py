"""The ribbon tab: its text in ``addin/ribbon`` and its words in every language."""

from xml.etree import ElementTree as ET

from arrears import texts
from arrears.office import shipped

_SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"


def ribbon() -> bytes:
    """Give customUI14.xml."""
    return (shipped.addin() / "ribbon" / "customUI14.xml").read_bytes()


def commands() -> dict[str, tuple[str, ...]]:
    """Give the commands of each group of the tab, in their order: a command is a button's id."""
    tab = ET.fromstring(ribbon())  # noqa: S314 - a file of our own
    return {
        group.attrib["id"]: tuple(button.attrib["id"] for button in group.iter(f"{_SPACE}button"))
        for group in tab.iter(f"{_SPACE}group")
    }


def ribbon_texts() -> dict[str, tuple[str, ...]]:
    """Give every text that VBA looks up, by name, in the order of ``texts.LANGUAGES``."""
    return {name: tuple(_spoken(language)[name] for language in texts.LANGUAGES) for name in _spoken("en")}


def _spoken(language: str) -> dict[str, str]:
    words = texts.ribbon(language)
    labels = {f"{name}.label": label for name, label in words["labels"].items()}
    buttons = {f"{name}.{kind}": text for name, entry in words["buttons"].items() for kind, text in entry.items()}
    return {**labels, **buttons, **{f"addin.{name}": text for name, text in words["says"].items()}}
