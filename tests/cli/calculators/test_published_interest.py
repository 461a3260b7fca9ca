"""Published cases of interest, run through ``arrears interest``: each is compared, or named with the reason why not."""

import json
import shlex
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from tests.command_line import answered
from tests.vectors import vectors

FILES = (
    "uk_late_payment", "eu_late_payment", "us_prompt_payment", "cn_late_payment", "other_late_payment",
    "partial_payments", "day_count",
)  # fmt: skip
TYPED = tomllib.loads((Path(__file__).parent / "interest_cases.toml").read_text(encoding="utf-8"))


def cases() -> Iterator[dict[str, Any]]:
    for name in FILES:
        yield from json.loads(vectors(f"interest/{name}.json").read_text(encoding="utf-8"))["vectors"]


def of_case(section: str, key: str) -> list[dict[str, Any]]:
    return [typed for typed in TYPED[section] if fnmatchcase(key, typed["case"])]


def at(tree: Any, path: str) -> Any:
    for step in path.split("."):
        tree = tree[int(step)] if step.isdigit() else tree[step]
    return tree


def ours(answer: dict[str, Any], path: str) -> str:
    if path == "days":
        return str(sum(one["days"] for one in answer["slices"]))
    if path == "years":
        return str(Decimal(answer["interest"]) / 10**10)
    return str(at(answer, path))


def same(told: str, found: str, tolerance: str) -> bool:
    try:
        return abs(Decimal(told) - Decimal(found)) <= Decimal(tolerance)
    except ArithmeticError:
        return told == found


def compared(case: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Run the commands of a case; give a line for each figure, and whether it is the published one."""
    tolerance = case["tolerance"] if case["tolerance"][0].isdigit() else "0"
    for typed in of_case("run", case["id"]):
        known = {**case["expected"], **case["inputs"]}
        answer = answered("interest", *shlex.split(typed["command"].format(**known)))
        for name, path in typed["figures"].items():
            told, found = str(at(case["expected"], name)), ours(answer, path)
            fits = same(told, found, tolerance)
            line = f"{case['kind']:12}{case['id']:27}{name:34}{told:>12} {found:>14} {'' if fits else 'DIFFERS'}"
            yield f"{line} {case['source'][:60]}", fits


def test_every_published_case_is_compared_or_named_with_the_reason(record_property: Any) -> None:
    table, differing = [], []
    for case in cases():
        reasons = of_case("not_run", case["id"])
        table += [f"{case['kind']:12}{case['id']:27}not compared: {reason['why']}" for reason in reasons]
        lines = [] if reasons else list(compared(case))
        assert reasons or lines, f"{case['id']} is neither compared nor named"
        table += [line for line, _ in lines]
        differing += [line for line, fits in lines if not fits]
    record_property("cases", "\n".join(table))
    assert not differing, "\n".join(differing)
    assert len(table) >= 70


@pytest.mark.parametrize("section", ["run", "not_run"])
def test_no_case_is_typed_that_was_not_published(section: str) -> None:
    known = [case["id"] for case in cases()]
    for typed in TYPED[section]:
        assert any(fnmatchcase(key, typed["case"]) for key in known), typed["case"]
