"""Twelve months in a row on generated trade: tied out every month, days rebuilt, a planted cent found and named."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.books import no_rates
from tests.crash.stopped_months import WAYS, faults_of_lock, faults_of_next, steps
from tests.full.report import Section
from tests.months import Trade
from tests.office.months.test_month_files import a_month
from tests.twelve_months import KEYS, Year

from arrears.core.money import exponent
from arrears.runs.month.lock_check import lock_faults
from arrears.runs.refresh import refresh

SEEDS = (1, 2, 3)
MONTHS, CUSTOMERS, INVOICES = 12, 25, 60


def show(section: Section) -> None:
    """Run the years, rebuild them, and plant a cent in every item of their last month."""
    section.say(
        "| year | documents | accounts tied out | late corrections | days rebuilt | Open items, first to last month |"
    )
    section.say("|---|---|---|---|---|---|")
    for seed in SEEDS:
        trade = Trade(seed, CUSTOMERS, INVOICES)
        year = Year(trade).run(MONTHS)
        rebuilt = year.expect_rebuilt()
        sizes = ", ".join(map(str, year.items))
        section.say(f"| {seed} | {trade.number} | {year.tied} | {year.corrected} | {rebuilt} | {sizes} |")
        _plant(section, year)


def show_stopped(section: Section) -> None:
    """Stop the opening and the locking of a month at every step in every way."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "start").mkdir()
        start = a_month(folder / "start")
        for told, words, faults_of in (("next", ("2026-11",), faults_of_next), ("lock", (), faults_of_lock)):
            count = steps(start, folder / f"{told} through", told, *words)
            trials = [(at, how) for how in WAYS for at in range(1, count + 1)]
            found = [fault for at, how in trials for fault in faults_of(start, folder / f"{told}{how}{at}", at, how)]
            section.say(f"{told}: {count} steps, {len(trials)} trials, {len(found)} faults.")
            section.failures += found


def _plant(section: Section, year: Year) -> None:
    book, missed = year.closed[-1], 0
    sheet = book.read("Invoices")["Invoices"]
    for row in range(0, len(sheet), 7):
        spoilt = deepcopy(book)
        currency = spoilt.tables["Invoices"]["currency"][row]
        spoilt.tables["Invoices"]["gross"][row] += Decimal(1).scaleb(-exponent(currency))
        found = [(one.name, one.where) for one in lock_faults(spoilt, year.journal, KEYS)]
        missed += found != [("locked-cell-changed", sheet.place(row, "gross"))]
        names = {problem.name for problem in refresh(spoilt, None, no_rates).problems}
        missed += "control-differs" not in names
    section.expect(not missed, f"{missed} planted cents were not found or not named")
