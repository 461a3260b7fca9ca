"""The eight steps of a month on Home: who did which when, and what comes next."""

from arrears.labels import step_names
from arrears.runs.ports import Clock, Sheets, Value

IMPORT, REFRESH, ISSUE = 1, 3, 7
"""Steps that a run does; the others are a person's, who ticks them off on Home."""


def mark_step(sheets: Sheets, step: int, clock: Clock, by: str) -> None:
    """Note on Home that a step was done today, and show the first step that nobody has done."""
    steps: list[list[Value]] = [list(row) for row in sheets.block("Steps")]
    steps[step - 1] = [by or "-", clock.today()]
    names = step_names(sheets.language)
    following = next((name for name, (done_by, _) in zip(names, steps, strict=True) if not done_by), "")
    sheets.write([], {"Steps": steps, "NextStep": [[following]]})
