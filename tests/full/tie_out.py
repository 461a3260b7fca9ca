"""Twelve generated months with known truth: every one tied out, rebuilt as reported, and planted cents found."""

import time

from tests import tied_months
from tests.full.report import Section
from tests.generated_months import months

COUNT, DOCUMENTS, SEEDS, DAYS = 12, 300, (1, 2, 3), 20


def show(section: Section) -> None:
    """Tie out twelve months of several seeds; rebuild each month and other days at the end; plant a cent each way."""
    section.say("| seed | months | documents | events | accounts tied out | differing | rebuilt otherwise | seconds |")
    section.say("|---|---|---|---|---|---|---|---|")
    for seed in SEEDS:
        began = time.perf_counter()
        made = months(COUNT, DOCUMENTS, seed)
        told = tied_months.reported(made)
        faults = tied_months.faults(made, told)
        otherwise = tied_months.rebuilt_otherwise(made, told, DAYS)
        ties = sum(len(one) for one in told.values())
        seconds = time.perf_counter() - began
        section.say(
            f"| {seed} | {len(told)} | {len(made.items):,} | {len(made.effects):,} | {ties} | {len(faults)} "
            f"| {len(otherwise)} | {seconds:.0f} |"
        )
        section.failures += [*faults[:10], *otherwise[:10]]
    section.say(f"\nRebuilt: each month-end as it was reported then, and {DAYS} other days against the truth.\n")
    section.say("| planted cent | named as | document |")
    section.say("|---|---|---|")
    made = months(COUNT, DOCUMENTS, SEEDS[0])
    for name, planted in tied_months.PLANTED.items():
        found = tied_months.found_of_planted(made, name)
        section.say(f"| {name} | {found[0]} | {found[1]} |")
        section.expect(found == planted.named, f"{name} is named as {found}, not as {planted.named}")
