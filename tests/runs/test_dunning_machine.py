"""Dunning over months in any order of events: a few sequences; ``python -m tests.full dunning`` shows 2,000."""

from hypothesis import HealthCheck, settings
from tests.runs.dunning_machine import Dunning

Dunning.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDunning = Dunning.TestCase
