"""The address of a letter in the window of an envelope."""

import io
from dataclasses import replace

import pytest
from docx import Document
from tests.word_markup import document, merge, p

from arrears.office.shipped import templates
from arrears.office.word.address_window import ADDRESS_STYLE, WINDOWS, placed, twips
from arrears.office.word.letter import WordLetters
from arrears.runs.ports import Letter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHIPPED = templates() / "letters" / "en" / "friendly_reminder.docx"


def frames(content):
    body = Document(io.BytesIO(content)).element.body
    marked = [style.getparent() for style in body.iter(f"{W}pStyle") if style.get(f"{W}val") == ADDRESS_STYLE]
    return {tuple(one.find(f"{W}framePr").get(f"{W}{side}") for side in "xyw") for one in marked}


@pytest.mark.parametrize("window", WINDOWS)
def test_the_address_moves_to_the_window_and_the_paper_follows(window):
    content = placed(SHIPPED.read_bytes(), window)
    place = WINDOWS[window].address
    assert frames(content) == {(str(twips(place.left)), str(twips(place.top)), str(twips(place.width)))}
    section = Document(io.BytesIO(content)).sections[0]
    assert round(section.page_width.mm, 1) == WINDOWS[window].paper[0]


@pytest.mark.parametrize("window", WINDOWS)
def test_address_and_details_never_meet_and_end_above_the_text(window):
    address, details = WINDOWS[window].address, WINDOWS[window].details
    left, right = sorted((address, details), key=lambda frame: frame.left)
    assert left.left + left.width <= right.left
    assert max(address.top + address.height, details.top + details.height) <= 95


def test_without_a_window_or_without_an_address_a_template_stays_as_it_is():
    own = document(p(merge("CustomerName")))
    assert placed(SHIPPED.read_bytes(), "") == SHIPPED.read_bytes()
    assert placed(own, "us") == own


def test_letters_of_another_window_are_other_letters(tmp_path):
    plain, american = (WordLetters([SHIPPED.parents[1]], tmp_path, window) for window in ("", "us"))
    assert plain.check("friendly_reminder", "en") != american.check("friendly_reminder", "en")
    letter = Letter("L1", "friendly_reminder", "en", {"CustomerName": "Alder"}, [], "Alder")
    path, _ = american.write(letter)
    assert frames(path.read_bytes()) == frames(placed(SHIPPED.read_bytes(), "us"))
    assert plain.path(replace(letter, number="L2")).name == "L2 Alder.docx"
