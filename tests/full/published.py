"""Published cases of interest, discounts, terms and money in words: which are met, which are not adopted and why."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from tests.full.report import Section
from tests.full.suite import ROOT

PAGE = ROOT / "docs" / "vectors.md"
MET, NOT_ADOPTED, NOT_COMPARED = "met", "not adopted", "not compared"
FILES = (
    "interest/uk_late_payment", "interest/eu_late_payment", "interest/us_prompt_payment", "interest/cn_late_payment",
    "interest/other_late_payment", "interest/partial_payments", "interest/day_count", "interest/discount_annualised",
    "interest/discount_terms", "interest/payment_terms_notation", "interest/rmb_uppercase",
    "systems/interest_and_fees", "systems/early_payment_discounts", "systems/instalments",
    "systems/payment_terms_and_due_dates", "systems/statements", "systems/as_of_reconstruction",
    "systems/open_items_and_allocation",
    "systems/kpi", "measures/add", "measures/dso", "measures/turnover", "measures/jde_delinquent",
)  # fmt: skip
TESTS = (
    "tests/cli/calculators/test_published_interest.py", "tests/cli/calculators/test_published_terms.py",
    "tests/core/test_published_terms.py", "tests/core/test_published_interest_and_fees.py",
    "tests/core/test_published_cases.py", "tests/core/test_published_allocation.py",
    "tests/core/words/test_words_zh.py",
    "tests/core/reconciliation/test_published_balances.py", "tests/core/measures/test_published_measures.py",
)  # fmt: skip
WHOLE: Mapping[str, str] = {
    "interest/discount_annualised": "test_the_annual_cost_of_forgoing_a_discount",
    "interest/discount_terms": "test_discount_terms_come_to_the_published_days_and_amounts",
    "interest/payment_terms_notation": "test_notations_come_to_the_day_of_their_example",
    "interest/rmb_uppercase": "test_the_published_amounts_and_dates_are_written_as_one_of_the_accepted_forms",
}
"""Files of which one test compares every case."""
_LINE = re.compile(r".{12}(\S+)\s+(?:not compared: (.*))?")
_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Case:
    """One published case: where it stands, what kind of source says it, whose it is, what became of it."""

    file: str
    key: str
    kind: str
    source: str
    outcome: str = NOT_COMPARED
    reason: str = ""


def show(section: Section) -> None:
    """Run the tests of published cases and say of every case what became of it."""
    cases, failed = compared()
    for line in summary(cases):
        section.say(line)
    section.say("\nNot adopted, or not compared:\n")
    for case in cases:
        if case.outcome != MET:
            section.say(f"- {case.key} ({case.kind}, {case.source}): {case.reason or case.outcome}")
    section.expect(cases, "ARREARS_VECTORS names no folder of published cases")
    section.failures += [f"{test} fails" for test in failed]
    section.failures += [f"{case.key} is compared by no test" for case in cases if case.outcome == NOT_COMPARED]


def compared() -> tuple[list[Case], list[str]]:
    """Run the tests; give every case with its outcome, and the tests that failed."""
    ran = _run()
    failed = [
        test.get("name", "") for test in ran if test.find("failure") is not None or test.find("error") is not None
    ]
    outcomes = {key: told for test in ran for key, told in _told(test)}
    whole = {file: test for file, test in WHOLE.items() if any(one.get("name") == test for one in ran)}
    return [_with_outcome(case, outcomes, whole) for case in _cases()], failed


def summary(cases: Sequence[Case]) -> Iterator[str]:
    """Give the table of cases by file and kind of source, with counts."""
    yield "| file | kind of source | cases | met | not adopted |"
    yield "|---|---|---|---|---|"
    counts = Counter((case.file, case.kind, case.outcome) for case in cases)
    for file, kind in dict.fromkeys((case.file, case.kind) for case in cases):
        met, declined, open_ = (counts[file, kind, outcome] for outcome in (MET, NOT_ADOPTED, NOT_COMPARED))
        yield f"| {file} | {kind} | {met + declined + open_} | {met} | {declined} |"
    met = sum(case.outcome == MET for case in cases)
    declined = sum(case.outcome == NOT_ADOPTED for case in cases)
    yield f"| all | | {len(cases)} | {met} | {declined} |"


def _run() -> list[etree._Element]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        present = [test for test in TESTS if (ROOT / test).exists()]
        command = [sys.executable, "-m", "pytest", "-q", "-o", "junit_family=xunit1", f"--junitxml={report}", *present]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=_SECONDS)
        return list(etree.parse(str(report)).iter("testcase"))


def _told(test: etree._Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """Read what a test says of cases: of the one in its brackets, or of those in the table it leaves."""
    skipped = test.find("skipped")
    named = re.search(r"\[(.+)\]$", test.get("name", ""))
    if named:
        reason = "" if skipped is None else skipped.get("message", "").partition(": ")[2]
        yield named[1], (NOT_ADOPTED if skipped is not None else MET, reason)
    for noted in test.iter("property"):
        for line in noted.get("value", "").splitlines() if noted.get("name") == "cases" else ():
            found = _LINE.match(line)
            if found:
                yield found[1], (NOT_ADOPTED, found[2]) if found[2] else (MET, "")


def _cases() -> Iterator[Case]:
    folder = os.environ.get("ARREARS_VECTORS")
    for file in FILES if folder else ():
        held = json.loads((Path(str(folder)) / f"{file}.json").read_text(encoding="utf-8"))
        for case in held if isinstance(held, list) else held.get("cases", held.get("vectors")):
            kind = case.get("kind", "definition" if "definitions" in case else "worked_example")
            yield Case(file, case["id"], kind.replace("_", " "), _named(case.get("source", "")))


def _named(source: str | Mapping[str, str]) -> str:
    if isinstance(source, str):
        return source
    return source.get("project") or source.get("repo") or source.get("package") or ""


def _with_outcome(case: Case, outcomes: Mapping[str, tuple[str, str]], whole: Mapping[str, str]) -> Case:
    outcome, reason = outcomes.get(case.key, (MET, "") if case.file in whole else (NOT_COMPARED, ""))
    return Case(case.file, case.key, case.kind, case.source, outcome, reason)


def page(cases: Sequence[Case]) -> str:
    """Write the page of published cases."""
    lines = [
        "# Published cases",
        "",
        "Cases of interest, discounts, payment terms, instalments, statements, past balances, measures (DSO, CEI,",
        "turnover) and money in words that others published or test, run through Arrears. Each is met, to the cent and",
        "the day, or not adopted, for the reason given.",
        "",
        "Kinds of source: official guidance or statute, court, court claim, textbook, calculator, community (other",
        "projects and pages), asserted (a test of another system), property and issue (its rule, its reported fault),",
        "worked example (its documentation), derived (computed from the rule).",
        "",
        "Written by `ARREARS_VECTORS=FOLDER python -m tests.full.published`; a test keeps it true.",
        "",
        *summary(cases),
        "",
        "## Not adopted",
        "",
        *(f"- {one.key} ({one.kind}, {one.source}): {one.reason}" for one in cases if one.outcome == NOT_ADOPTED),
    ]
    open_ones = [f"- {one.key} ({one.kind}, {one.source})" for one in cases if one.outcome == NOT_COMPARED]
    lines += ["", "## Not compared yet", "", *open_ones] if open_ones else []
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(compared()[0]), encoding="utf-8")
