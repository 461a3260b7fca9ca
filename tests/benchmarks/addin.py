"""What Excel waits for before the add-in answers: starting Python, loading modules, and the calls themselves.

Every start is a process of its own, begun as the add-in begins it; the least processor time of several counts. Calls
are timed in this process, on columns of made-up rows in which no two are alike.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence

from arrears.functions import DECLARED

NO_PANDAS = "import sys; sys.modules.update(pandas=None, matplotlib=None, PIL=None); "
"""xlwings loads these where they are installed; Arrears does not need them, so most computers have none."""
STARTS = {
    "Python alone": "pass",
    "numpy": "import numpy",
    "numpy and arrears.functions": "import numpy, arrears.functions",
    "xlwings": NO_PANDAS + "import xlwings",
    "worksheet functions with xlwings": NO_PANDAS + "import xlwings, arrears.functions.excel",
    "the same and the ribbon's commands": NO_PANDAS + "import xlwings, arrears.functions.excel, arrears.addin",
}
NOT_ALL = ("AR_EXPLAIN", "AR_VERSION", "AR_COUNT_BACK_DSO", "AR_INTEREST_SLICES")
"""Not called over columns."""


def start(code: str, runs: int) -> tuple[float, float]:
    """Give processor and wall milliseconds of a process."""
    return min(_once([sys.executable, "-E", "-P", "-c", code]) for _ in range(runs))


def _once(command: Sequence[str]) -> tuple[float, float]:
    import resource  # noqa: PLC0415 - there is none on Windows

    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used * 1000, (time.perf_counter() - began) * 1000


def columns(rows: int) -> dict[str, tuple[object, ...]]:
    """Give arguments of the functions over columns, each a column of numbers as Excel hands it over."""
    days = [(46_000.0 + number * 7919 % 400,) for number in range(rows)]
    amounts = [((100 + number * 104_729 % 10**7) / 100,) for number in range(rows)]
    later = [(day[0] + number * 31 % 29,) for number, day in enumerate(days)]
    keys = [(f"K{number}",) for number in range(rows)]
    customers = [(f"C{number % 5000}",) for number in range(rows)]
    paid, files = [(round(amount[0] * 0.98, 2),) for amount in amounts], [(f"{number}.docx",) for number in range(rows)]
    terms, on = "2/10 net 30", 46_400.0
    return {
        "AR_DAYS_PAST_DUE": (days, on), "AR_BUCKET": (days, on), "AR_AGEING": (customers, amounts, days, on),
        "AR_OPEN_BALANCE": (keys, amounts, on, keys, amounts, days), "AR_DUE_DATE": (terms, days),
        "AR_DISCOUNT_DATE": (terms, days), "AR_DISCOUNT": (amounts, terms, days, later),
        "AR_NET_TO_PAY": (amounts, terms, days, later), "AR_UNEARNED_DISCOUNT": (amounts, terms, days, paid, later),
        "AR_DISCOUNT_COST": (terms, days), "AR_INTEREST": (amounts, days, 46_250.0, 0.09),
        "AR_FIXED_SUM": (amounts, days, on, "gb-1998"), "AR_REFERENCE_RATE": ("ecb_mro", [(d[0] - 700,) for d in days]),
        "AR_NEXT_LEVEL": (amounts, days, on), "AR_NEXT_LEVEL_REASON": (amounts, days, on),
        "AR_LAST_LETTER": (customers, customers, days, files), "AR_LIMITATION_DATE": (days, "CN"),
        "AR_STATEMENT": ("C1", customers, days, keys, amounts), "AR_DSO": (amounts, paid, 30.0),
        "AR_CEI": (amounts, paid, amounts, 0.0), "AR_AVERAGE_DAYS_LATE": (days, later),
        "AR_AMOUNT_IN_WORDS": (amounts, "CNY", "zh"),
    }  # fmt: skip


def main() -> None:
    """Print both tables."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--rows", type=int, default=100_000)
    reading.add_argument("--runs", type=int, default=7)
    asked = reading.parse_args()
    print("| start | cpu ms | wall ms |\n|---|---|---|")
    for name, code in STARTS.items():
        cpu, wall = start(code, asked.runs)
        print(f"| {name} | {cpu:.0f} | {wall:.0f} |")
    given = columns(asked.rows)
    print(f"\n| function, {asked.rows:,} rows | cpu s |\n|---|---|")
    for function in DECLARED:
        if function.name not in NOT_ALL:
            began = time.process_time()
            function.call(*given[function.name])
            print(f"| {function.name} | {time.process_time() - began:.2f} |")


if __name__ == "__main__":
    main()
