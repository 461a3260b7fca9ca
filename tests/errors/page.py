"""The page of all problems and refusals, for readers: made from the catalogue, never by hand."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.errors.catalogue import Case

PAGE = Path(__file__).resolve().parents[2] / "docs" / "problems.md"
_TITLES = {"problems": "Problems: listed, and the rest goes on", "refusals": "Refusals: nothing was done"}
_HEAD = """\
# Problems and refusals

What Arrears may say, one entry a name, with an input that causes it. A problem concerns a row or a cell: it stands on
the Problems sheet, the other rows go on, and totals say what was left out. A refusal ends the command before anything
was written. With `--json` a refusal is `error` with `name`, `where`, `found`, `wrong`, `do`; problems have the same.

The texts stand in `python/arrears/data/texts`, the inputs in `tests/errors/cases`; this page is made from both
by `python -m tests.errors.rewrite`.
"""


def page(cases: "Iterable[Case]") -> str:
    """Write the page."""
    listed = list(cases)
    parts = [_HEAD]
    for section, title in _TITLES.items():
        parts.append(f"\n## {title}\n")
        parts += [_entry(case) for case in listed if case.section == section]
    return "".join(parts)


def _entry(case: "Case") -> str:
    english, chinese = case.told["en"], case.told["zh"]
    where = f"`{english['where']}`: " if english["where"] else ""
    steps = "".join(f"    {step}\n" for step in case.steps)
    files = "".join(f"\n{name}:\n\n{_indented(text)}" for name, text in case.told.get("files", {}).items())
    return (
        f"\n### {case.name}\n\n{case.told['when']}\n\n"
        f"> {where}{_plain(english['wrong'])}\n> {_plain(english['do'])}\n\n"
        f"> {_plain(chinese['wrong'])}\n> {_plain(chinese['do'])}\n\n{steps}{files}"
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|")


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines()) or "    (empty)\n"
