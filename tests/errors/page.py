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

Under each entry stands what was done to cause it: commands, and between them what a person types (`cell TABLE ROW
COLUMN = value`, `setting NAME = value`), takes away or puts there; `cause` is something that takes a program, such as a
spoilt file or a full disk. Book.xlsx holds two open items at first, RE-1 of customer C1 (100.00 EUR, due 2026-08-15)
and RE-2 of C2 (250.00 EUR, due 2026-09-01), or nothing where a list brings the items.
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
    return " ".join(text.split()).replace("<", "&lt;").replace("*", "\\*")


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines()) or "    (empty)\n"
