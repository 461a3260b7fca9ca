"""A demand for up to six items is one page: with every sum, the account and its code on A4, as usual on US Letter."""

import re

import pytest
from tests.libreoffice import needed

from arrears.office.letters.pdf_copies import pdf_copies
from arrears.office.shipped import templates
from arrears.office.templates.made_up import made_up
from arrears.office.word.address_window import placed
from arrears.office.word.letter_names import names_for
from arrears.office.word.payment_picture import with_payment_picture
from arrears.office.word.template import Template

DEMANDS = ("friendly_reminder", "second_reminder", "final_demand", "letter_before_action", "supply_suspended")
CLAIMS = ("Interest", "FixedSum", "Fee", "PerDiem")


def filled(name, language, count):
    """Fill a shipped template with made-up items and every claim a letter may make."""
    said = made_up(name, language, count)
    return template(name, language).fill(with_payment_picture(said.fields), said.regions)


def without_claims(name, language, count):
    """Fill it as most letters are: no interest, no fee."""
    said = made_up(name, language, count)
    fields = {**said.fields, **dict.fromkeys(CLAIMS, "")}
    return template(name, language).fill(with_payment_picture(fields), said.regions)


def template(name, language):
    path = templates() / "letters" / language / f"{name}.docx"
    return Template(path.read_bytes(), language, names_for(name), str(path))


def pages(letters, folder):
    """Count the pages of letters by name."""
    paths = []
    for name, content in letters.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(content)
    made, problems = pdf_copies(paths, folder)
    assert not problems
    return {path.stem: len(re.findall(rb"/Type\s*/Page[^s]", path.read_bytes())) for path in made}


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_demand_for_six_items_is_one_page_and_one_for_forty_says_which_page_it_is(tmp_path, language):
    needed()
    letters = {name: filled(name, language, 6) for name in DEMANDS}
    letters |= {f"{name} US": placed(without_claims(name, language, 6), "us") for name in DEMANDS}
    letters["forty"] = filled("letter_before_action", language, 40)
    found = pages(letters, tmp_path)
    assert found.pop("forty") == 2
    assert {name: count for name, count in found.items() if count > 1} == {}
