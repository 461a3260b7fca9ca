"""10,000 letters with hostile data: every one sound, by the validators and by more than they see."""

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import chain

from tests.full.report import Section
from tests.hostile import letters
from tests.hostile.values import source_of
from tests.word_checks import faults

from arrears.office.word.combined import combined

LETTERS = 10_000
SHIPPED_EACH = 5
_BATCH = 100
_COMBINED = 500


def show(section: Section) -> None:
    """Fill, check and audit letters of a template that holds everything, and of every shipped one."""
    shipped = letters.shipped_names()
    batches = [("", seed) for seed in range((LETTERS - len(shipped) * SHIPPED_EACH) // _BATCH + 1)]
    batches += [(name, 0) for name in shipped]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(_batch, batches))
    checked = sum(count for count, _ in results)
    wrong = Counter(chain.from_iterable(found for _, found in results))
    section.say(
        f"- {checked:,} letters, {len(shipped) * SHIPPED_EACH} of them from the {len(shipped)} shipped templates: "
        "names and notes of markup, field codes, control characters, half surrogates, 32,000 characters, right-to-left "
        "scripts, emoji"
    )
    section.say(f"- python-docx, openxml-audit, ooxml-integrity and the own checks: {sum(wrong.values())} findings")
    section.expect(checked >= LETTERS, f"only {checked} letters")
    section.expect(not wrong, f"{wrong.most_common(5)}")
    _show_combined(section)


def _show_combined(section: Section) -> None:
    source = source_of(1)
    content = combined(letters.filled(letters.rich(), source) for _ in range(_COMBINED))
    wrong = [*faults(content), *letters.rich().beyond(content)]
    section.say(f"- one document of {_COMBINED} such letters: {len(wrong)} findings")
    section.expect(not wrong, f"{wrong[:5]}")


def _batch(which: tuple[str, int]) -> tuple[int, list[str]]:
    name, seed = which
    given = letters.shipped(name) if name else letters.rich()
    source = source_of(f"{given.name} {seed}")
    count, found = (SHIPPED_EACH if name else _BATCH), []
    for _ in range(count):
        letter = letters.letter(given, source)
        wrong = [*faults(letter), *letters.changes(given, letter), *given.beyond(letter)]
        found += [f"{given.name}: {each}" for each in wrong]
    return count, found
