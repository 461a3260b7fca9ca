"""Dunning over months in any order of events, at full size: no level skipped, nothing sent twice, no hold broken."""

from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.full.report import Section
from tests.runs.dunning_machine import Dunning

SEQUENCES, STEPS = 2_000, 25


def show(section: Section) -> None:
    """Run the machine, and say how much of each kind happened in it."""
    seen: Counter[str] = Counter()

    class Counted(Dunning):
        def hold_against_the_rules(self, planned, *rest) -> None:
            super().hold_against_the_rules(planned, *rest)
            seen[f"level {planned.level}"] += 1

        def take_back(self, pick: int) -> None:
            super().take_back(pick)
            seen["void"] += 1

        def teardown(self) -> None:
            seen["sequences"] += 1

    size = settings(
        max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(Counted, settings=size)
    letters = sum(count for kind, count in seen.items() if kind.startswith("level"))
    by_level = ", ".join(f"{kind}: {seen[kind]:,}" for kind in sorted(seen) if kind.startswith("level"))
    section.say(f"- {seen['sequences']:,} sequences of up to {STEPS} events, {letters:,} letters ({by_level})")
    section.expect(seen["sequences"] >= SEQUENCES, f"only {seen['sequences']} sequences")
    section.expect(all(seen[f"level {level}"] for level in range(5)), f"a level was never written: {by_level}")
