"""The extension for LibreOffice Calc as a file: its type library read back, its configuration, its bytes."""

import io
import json
import struct
import zipfile
from xml.etree import ElementTree as ET

from arrears.functions import DECLARED
from arrears.office.calc_addin.configuration import method_name
from arrears.office.calc_addin.extension import extension
from arrears.office.calc_addin.type_library import Method, type_library

COMMAND = ["/opt/python", "-E", "-P", "-m", "arrears.functions.calc_server"]
NAME = "{http://openoffice.org/2001/registry}name"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Library:
    """A type library of one interface, read by the format's description."""

    def __init__(self, content: bytes) -> None:
        assert content[:8] == b"UNOIDL\xff\0"
        self.content = content
        at, count = struct.unpack("<II", content[8:16])
        self.path = []
        while True:
            assert count == 1
            name, entity = struct.unpack("<II", content[at : at + 8])
            self.path.append(content[name : content.index(b"\0", name)].decode())
            if content[entity] != 0:
                break
            at, (count,) = entity + 5, struct.unpack("<I", content[entity + 1 : entity + 5])
        self.at = entity

    def interface(self) -> tuple[list[str], list[Method]]:
        assert self.byte() == 5
        bases = [self.text() for _ in range(self.number())]
        assert (self.number(), self.number()) == (0, 0)
        return bases, [self.method() for _ in range(self.number())]

    def method(self) -> Method:
        name, gives, parameters = self.text(), self.text(), {}
        for _ in range(self.number()):
            assert self.byte() == 0
            parameter = self.text()
            parameters[parameter] = self.text()
        assert self.number() == 0
        return Method(name, gives, parameters)

    def byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def number(self) -> int:
        self.at += 4
        return int(struct.unpack("<I", self.content[self.at - 4 : self.at])[0])

    def text(self) -> str:
        size = self.number()
        self.at += size
        return self.content[self.at - size : self.at].decode("ascii")


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(extension(DECLARED, COMMAND, "1.0"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_type_library_reads_back_as_it_was_written() -> None:
    methods = [Method("one", "any", {"due": "any", "x": "[][]any"}), Method("two", "[][]any", {})]
    library = Library(type_library("org.arrears.XFunctions", methods))
    assert library.path == ["org", "arrears", "XFunctions"]
    assert library.interface() == (["com.sun.star.uno.XInterface"], methods)
    assert library.at <= len(library.content)


def test_the_library_has_a_method_of_every_function() -> None:
    _, methods = Library(parts()["functions.rdb"]).interface()
    assert {one.name: list(one.parameters) for one in methods} == {
        method_name(one.name): [parameter.name for parameter in one.parameters] for one in DECLARED
    }


def test_calc_is_told_names_and_help_in_both_languages() -> None:
    root = ET.fromstring(parts()["functions.xcu"])  # noqa: S314 - our own
    told = next(node for node in root.iter("node") if node.get(NAME) == "AddInFunctions")
    assert [node.get(NAME) for node in told] == [method_name(one.name) for one in DECLARED]
    for node, function in zip(told, DECLARED, strict=True):
        help_ = next(prop for prop in node if prop.get(NAME) == "Description")
        assert [value.text for value in help_] == [function.help["en"], function.help["zh"]]
        assert [value.get(XML_LANG) for value in help_] == ["en-US", "zh-CN"]
        shown = next(prop for prop in node if prop.get(NAME) == "CompatibilityName")
        assert shown[0].text == function.name


def test_the_program_is_named_in_full_and_told_in_the_file() -> None:
    told = json.loads(parts()["functions.json"])
    assert told["command"] == COMMAND
    assert {one["name"] for one in told["functions"]} == {one.name for one in DECLARED}
    assert [one["name"] for one in told["functions"] if one["explains"]] == ["AR_EXPLAIN"]


def test_every_part_is_in_the_manifest() -> None:
    listed = ET.fromstring(parts()["META-INF/manifest.xml"])  # noqa: S314 - our own
    named = {value for entry in listed for key, value in entry.items() if key.endswith("full-path")}
    assert named | {"META-INF/manifest.xml", "description.xml", "functions.json"} == set(parts())


def test_the_same_declarations_give_the_same_bytes() -> None:
    assert extension(DECLARED, COMMAND, "1.0") == extension(DECLARED, COMMAND, "1.0")
