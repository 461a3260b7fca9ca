"""How Calc shows the functions: their names, help and parameters in each language, as its configuration file."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol
from xml.sax.saxutils import escape, quoteattr

LANGUAGES: Final[Mapping[str, str]] = {"en": "en-US", "zh": "zh-CN"}
"""Our languages -> LibreOffice's."""


class Parameter(Protocol):
    """A parameter as it is declared."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def help(self) -> Mapping[str, str]:
        """What it is, by language."""

    @property
    def reference(self) -> bool:
        """Whether it is handed the range itself."""

    @property
    def zero_is_blank(self) -> bool:
        """Whether 0 can only mean an empty cell."""


class Function(Protocol):
    """A worksheet function as it is declared."""

    @property
    def name(self) -> str:
        """Its name in formulas."""

    @property
    def help(self) -> Mapping[str, str]:
        """What it does, by language."""

    @property
    def parameters(self) -> Sequence[Parameter]:
        """In their order."""


def method_name(function: str) -> str:
    """Give the name of a function's method: AR_DUE_DATE -> arDueDate."""
    first, *others = function.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def configuration(service: str, functions: Sequence[Function]) -> str:
    """Write CalcAddIns.xcu."""
    nodes = "".join(map(_function, functions))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">'
        f'<node oor:name="AddInInfo"><node oor:name={quoteattr(service)} oor:op="replace">'
        f'<node oor:name="AddInFunctions">{nodes}</node></node></node></oor:component-data>\n'
    )


def _function(function: Function) -> str:
    parameters = "".join(
        _node(one.name, _told("DisplayName", dict.fromkeys(LANGUAGES, one.name)) + _told("Description", one.help))
        for one in function.parameters
    )
    named = dict.fromkeys(LANGUAGES, function.name)
    return _node(
        method_name(function.name),
        _told("DisplayName", named)
        + _told("Description", function.help)
        + '<prop oor:name="Category"><value>Add-In</value></prop>'
        + _told("CompatibilityName", {"en": function.name})
        + f'<node oor:name="Parameters">{parameters}</node>',
    )


def _node(name: str, content: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{content}</node>'


def _told(name: str, texts: Mapping[str, str]) -> str:
    values = "".join(f'<value xml:lang="{LANGUAGES[language]}">{escape(texts[language])}</value>' for language in texts)
    return f'<prop oor:name="{name}">{values}</prop>'
