"""Letters filled with whatever data could hold, and what must hold of each of them."""

import io
import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from lxml import etree
from tests.hostile.rich_template import RICH, rich_document
from tests.hostile.values import fields, regions
from tests.word_checks import findings

from arrears.office.shipped import templates
from arrears.office.word.letter_names import names_for
from arrears.office.word.names import Names
from arrears.office.word.template import Template


@dataclass(frozen=True)
class Given:
    """A template, and what letters from it must not differ from."""

    name: str
    template: Template
    codes: frozenset[str]
    links: frozenset[tuple[str, str, str]]
    content: bytes = field(repr=False)

    @cached_property
    def known(self) -> frozenset[str]:
        """Give what validators say of the template itself."""
        return frozenset(findings(self.content))

    def beyond(self, content: bytes) -> list[str]:
        """List what validators say of a letter and not of its template."""
        return [finding for finding in findings(content) if finding not in self.known]


def given(name: str, content: bytes, language: str, names: Names) -> Given:
    """Compile a template and note its field codes, relationships and findings."""
    codes, links = codes_and_links(content)
    kept = frozenset(each for each in codes if re.match(r"(?!MERGEFIELD|IF)[A-Z]{2,}\b", each))
    return Given(name, Template(content, language, names, name), kept, links, content)


@cache
def shipped(name: str) -> Given:
    """Give a shipped template, such as ``en/final_demand.docx``."""
    file = templates() / "letters" / name
    return given(name, file.read_bytes(), file.parent.name, names_for(file.name))


def shipped_names() -> list[str]:
    """List the shipped templates."""
    return sorted(f"{file.parent.name}/{file.name}" for file in (templates() / "letters").glob("*/*.docx"))


@cache
def rich() -> Given:
    """Give a small template that holds everything the engine knows."""
    return given("rich", rich_document(), "de", RICH)


def letter(each: Given, source: random.Random) -> bytes:
    """Fill a template with hostile data."""
    names = each.template.rules.names
    return each.template.fill(fields(names, source), regions(names, source))


def filled(each: Given, source: random.Random) -> tuple[Template, Mapping[str, Any], Mapping[str, Any]]:
    """Give a letter to combine."""
    names = each.template.rules.names
    return each.template, fields(names, source), regions(names, source)


def changes(each: Given, content: bytes) -> Iterator[str]:
    """List where a letter's field codes and relationships differ from its template's."""
    codes, links = codes_and_links(content)
    yield from (f"field code {code!r}" for code in sorted(codes - each.codes))
    yield from (f"no field code {code!r}" for code in sorted(each.codes - codes))
    for part, kind, target in sorted(links ^ each.links):
        if not target.startswith("media/arrears-"):
            yield f"relationship {part} {kind} {target}"


def codes_and_links(content: bytes) -> tuple[frozenset[str], frozenset[tuple[str, str, str]]]:
    """Give the field codes and the relationships of a Word file."""
    codes, links = set(), set()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(package.read(name))
            codes |= {(code.text or "").strip() for code in root.iter("{*}instrText", "{*}delInstrText")}
            codes |= {str(simple.get(f"{{{simple.nsmap['w']}}}instr")).strip() for simple in root.iter("{*}fldSimple")}
            if name.endswith(".rels"):
                links |= {(name, str(each.get("Type")), str(each.get("Target"))) for each in root}
    return frozenset(codes - {""}), frozenset(links)
