"""Letters filled with hostile data, short size; ``python -m tests.full letters`` shows 10,000."""

import pytest
from tests.hostile import letters
from tests.hostile.values import source_of
from tests.word_checks import faults

from arrears.office.word.combined import combined, look_of

pytest.importorskip("openxml_audit")
pytest.importorskip("ooxml_integrity")

SHIPPED = letters.shipped_names()
AUDITED = {"en/final_demand.docx", "zh/account_statement.docx"}
"""Auditing takes half a second a letter."""


@pytest.mark.parametrize("seed", range(10))
def test_hostile_data_leave_a_sound_file_with_the_templates_fields_and_links_only(seed):
    source = source_of(seed)
    for _ in range(10):
        letter = letters.letter(letters.rich(), source)
        assert faults(letter) == []
        assert list(letters.changes(letters.rich(), letter)) == []
    assert letters.rich().beyond(letter) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_letters_stay_sound_whatever_the_data_hold(name):
    given, source = letters.shipped(name), source_of(name)
    for _ in range(3):
        letter = letters.letter(given, source)
        assert faults(letter) == []
        assert list(letters.changes(given, letter)) == []
    assert name not in AUDITED or given.beyond(letter) == []


@pytest.mark.parametrize("duplex", [False, True])
def test_hostile_data_leave_a_sound_combined_document(duplex):
    source = source_of(duplex)
    content = combined((letters.filled(letters.rich(), source) for _ in range(10)), duplex=duplex)
    assert faults(content) == []
    assert letters.rich().beyond(content) == []


def test_shipped_letters_of_one_look_are_sound_in_one_document():
    looks = {}
    for name in SHIPPED:
        given = letters.shipped(name)
        looks.setdefault(look_of(given.template), []).append(given)
    for same in looks.values():
        source = source_of(same[0].name)
        content = combined(letters.filled(given, source) for given in [*same, *reversed(same)])
        assert faults(content) == []
    assert same[0].beyond(content) == []
