"""A batch of letters stopped at every step in every way, and finished by the next run."""

import tempfile
from collections import Counter
from pathlib import Path

from tests.crash.stopped_issue import WAYS, outcome, prepare, steps, trial
from tests.full.report import Section

LETTERS = 12
AT_LEAST = 500


def show(section: Section) -> None:
    """Stop a batch everywhere; count what was lost, doubled or came out different."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "start").mkdir()
        prepare(folder / "start", LETTERS)
        every = steps(folder / "start", folder / "through")
        through = outcome(folder / "through")
        section.expect(len(through.letters) == LETTERS and not through.faults, "a batch that runs through is not sound")
        tried: Counter[str] = Counter()
        for how in WAYS:
            for at in range(1, len(every) + 1):
                found = trial(folder / "start", folder / "work", at, how)
                section.expect(found == through, f"step {at} ({every[at - 1]}), {how}: not as if it had run through")
                tried[how] += 1
        section.expect(tried.total() >= AT_LEAST, f"only {tried.total()} points")
        section.say(f"{LETTERS} letters, {len(every)} steps that touch the disk; stopped " + ", ".join(
            f"{how}: {count}" for how, count in tried.items()
        ))  # fmt: skip
        section.say(f"{tried.total()} points: 0 letters lost, doubled or different, unless listed as a failure.")
