"""The benchmarks run on a small list, so that they still run when somebody needs them; no time is asserted."""

from pathlib import Path

import pytest
from tests.benchmarks import measure


def test_the_benchmarks_run_on_a_small_list(tmp_path: Path) -> None:
    figures = list(measure.month(tmp_path, 120))
    assert [figure.work.partition(",")[0] for figure in figures] == ["import", "refresh", "refresh again", "issue"]
    assert all(figure.wall > 0 and figure.cpu > 0 and figure.peak_mib > 10 for figure in figures)


@pytest.mark.filterwarnings("default")
def test_both_writers_write_the_same_column(tmp_path: Path) -> None:
    list(measure.month(tmp_path, 60, letters=False))
    ours, theirs = measure.writers(tmp_path / "book.xlsx", rounds=1)
    assert min(ours, theirs) > 0
