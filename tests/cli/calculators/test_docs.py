"""The examples of docs/calculators.md are true."""

import re
from pathlib import Path

from tests.scenarios.test_stories import commands_of, lines, matches, outcome

PAGE = Path(__file__).parents[3] / "docs" / "calculators.md"


def test_every_example_of_the_page_prints_what_it_says(monkeypatch):
    monkeypatch.setenv("ARREARS_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "200")
    blocks = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    compared = 0
    for command, told in (pair for block in blocks for pair in commands_of(block)):
        printed = lines(outcome(command))
        assert matches(told, printed), f"{command}\nprinted:\n" + "\n".join(printed)
        assert "exit code" not in printed[-1]
        compared += 1
    assert compared >= 7
