"""The published schema of the ribbon as one that lxml validates with.

Microsoft keeps it in machine-readable form for the Open XML SDK, and the package openxml-audit carries that as data:
types, attributes with their simple types, what may stand in an element, in which order and how often. An XML Schema is
made of it, with nothing added. One rule of the printed schema is not in the data: that the Quick Access Toolbar gives
an id once.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from lxml import etree

SPACES = {
    "http://schemas.microsoft.com/office/2006/01/customui": "schemas_microsoft_com_office_2006_01_customui.json",
    "http://schemas.microsoft.com/office/2009/07/customui": "schemas_microsoft_com_office_2009_07_customui.json",
}
"""What a ribbon is written in: for Office 2007, and since Office 2010."""
XSD = "{http://www.w3.org/2001/XMLSchema}"
BASES = {"IsId": "ID", "IsQName": "QName", "IsNcName": "NCName", "IsToken": "token"}
"""What a text has to be; of several marks the first says most."""
FACETS = {
    "MinLength": "minLength", "MaxLength": "maxLength", "MinInclusive": "minInclusive", "MaxInclusive": "maxInclusive",
}  # fmt: skip
PLAIN = {"StringValue": "string", "BooleanValue": "boolean", "IntegerValue": "integer"}

Data = Mapping[str, Any]


def faults(ribbon: bytes) -> list[str]:
    """Say what the schema of the ribbon's own namespace forbids in it."""
    tree = etree.fromstring(ribbon)
    schema = _schema(etree.QName(tree).namespace or "")
    schema.validate(tree)
    return [error.message for error in schema.error_log]


@cache
def _schema(space: str) -> etree.XMLSchema:
    return etree.XMLSchema(schema_text(space))


def schema_text(space: str) -> etree._Element:
    """Write the schema of a namespace: a type for each of the published ones, and the root of a ribbon."""
    data = json.loads((resources.files("openxml_audit") / "data/openxml/schemas" / SPACES[space]).read_text("utf-8"))
    values = {one["Name"]: [facet["Value"] for facet in one["Facets"]] for one in data["Enums"]}
    root = etree.Element(
        f"{XSD}schema", {"targetNamespace": space, "elementFormDefault": "qualified"}, {"xs": XSD[1:-1], None: space}
    )
    for name, entries in _types(data["Types"]).items():
        written = etree.SubElement(root, f"{XSD}complexType", name=name)
        for particle in [one["Particle"] for one in entries if "Particle" in one][:1]:
            _write_particle(written, particle)
        for attribute in (each for one in entries for each in one.get("Attributes", ())):
            _write_attribute(written, attribute, values)
    for one in data["Types"]:
        if _split(one["Name"])[1] == "customUI":
            _write_element(root, one["Name"])
    return root


def _types(listed: list[Data]) -> dict[str, list[Data]]:
    """Gather the entries of each type: of one that several elements have, one entry holds what they share."""
    types: dict[str, list[Data]] = {}
    for one in listed:
        types.setdefault(_split(one["Name"])[0], []).append(one)
    return types


def _split(name: str) -> tuple[str, str]:
    """Split ``mso14:CT_Tab/mso14:tab`` into type and element."""
    kind, _, element = name.partition("/")
    return kind.partition(":")[2], element.partition(":")[2]


def _write_element(parent: etree._Element, name: str) -> etree._Element:
    kind, element = _split(name)
    return etree.SubElement(parent, f"{XSD}element", name=element, type=kind)


def _write_particle(parent: etree._Element, particle: Data) -> None:
    """Write what may stand in an element, in which order and how often; once where nothing is said of how often."""
    if "Name" in particle:
        written = _write_element(parent, particle["Name"])
    else:
        kind = particle["Kind"].lower().replace("group", "sequence")
        written = etree.SubElement(parent, f"{XSD}{kind}")
        for one in particle["Items"]:
            _write_particle(written, one)
    for occurs in particle.get("Occurs", ()):
        written.set("minOccurs", str(occurs.get("Min", 0)))
        written.set("maxOccurs", str(occurs.get("Max", "unbounded")))


def _write_attribute(parent: etree._Element, attribute: Data, values: Mapping[str, list[str]]) -> None:
    written = etree.SubElement(parent, f"{XSD}attribute", name=attribute["QName"].removeprefix(":"))
    rules = attribute.get("Validators", ())
    if any(rule["Name"] == "RequiredValidator" for rule in rules):
        written.set("use", "required")
    kind = attribute["Type"]
    given = {each["Name"]: each["Value"] for rule in rules for each in rule.get("Arguments", ())}
    base = next((base for mark, base in BASES.items() if mark in given), PLAIN.get(kind, "string"))
    restriction = etree.SubElement(
        etree.SubElement(written, f"{XSD}simpleType"), f"{XSD}restriction", base=f"xs:{base}"
    )
    for facet, value in _facets(kind, given, values):
        etree.SubElement(restriction, f"{XSD}{facet}", value=value)


def _facets(kind: str, given: Mapping[str, str], values: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    if kind.startswith("EnumValue<"):
        enumeration = kind.rpartition(".")[2].removesuffix(">")
        yield from (("enumeration", value) for value in values[enumeration])
    elif "IsQName" not in given:  # a qualified name has no length
        yield from ((FACETS[name], value) for name, value in given.items() if name in FACETS)
