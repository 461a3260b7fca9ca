"""A batch of letters stopped anywhere ends, with the next run, as if it had never been stopped."""

import pytest
from tests.crash.stopped_issue import OUT, WAYS, issue, outcome, prepare, steps, trial

LETTERS = 3


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crash")
    (folder / "start").mkdir()
    prepare(folder / "start", LETTERS)
    every = steps(folder / "start", folder / "through")
    return folder, every, outcome(folder / "through")


def test_a_batch_that_runs_through_leaves_its_letters_and_nothing_else(started):
    folder, _, through = started
    assert len(through.letters) == LETTERS
    assert through.faults == []
    assert sorted(path.name for path in (folder / "through").iterdir()) == [
        "Month.previous.xlsx", "Month.xlsx", OUT, "letters journal",
    ]  # fmt: skip


@pytest.mark.parametrize("how", WAYS)
def test_stopped_at_any_step_nothing_is_lost_doubled_or_different(started, how):
    folder, every, through = started
    pace = 7  # a prime, so that over the ways every kind of step is met; all of them: python -m tests.full crash
    for at in range(1 + WAYS.index(how), len(every) + 1, pace):
        assert trial(folder / "start", folder / f"{how}{at}", at, how) == through, f"step {at}: {every[at - 1]}, {how}"


def test_issuing_again_after_a_finished_batch_changes_nothing(started):
    folder, _, through = started
    issue(folder / "through")
    assert outcome(folder / "through") == through
