"""Every refusal, problem and remark of reading lists has its words in every language."""

import re
from pathlib import Path

import pytest

from arrears.office import exports
from arrears.texts import LANGUAGES, texts

SOURCE = "".join(path.read_text(encoding="utf-8") for path in Path(exports.__path__[0]).glob("*.py"))
NAMED = {
    "refusals": re.findall(r'Refused\(\s*"([a-z-]+)"', SOURCE),
    "problems": re.findall(r'(?:Problem|warn|report)\(\s*"([a-z-]+)"', SOURCE),
    "notes": re.findall(r'(?:Note\.of|note)\(\s*"([a-z-]+)"', SOURCE) + re.findall(r'"(left-[a-z-]+)"', SOURCE),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", NAMED)
def test_every_name_has_its_text(section, language):
    assert len(NAMED[section]) > 5
    assert not set(NAMED[section]) - set(texts(language)[section])


def test_the_kinds_of_rows_left_out_have_their_texts():
    kinds = ("group-heading", "grand-total", "subtotal", "carried", "bare-total", "header-again", "remark", "too-wide")
    assert all(f"left-{kind}" in texts(language)["notes"] for kind in kinds for language in LANGUAGES)
