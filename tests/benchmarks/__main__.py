"""Print the benchmarks as tables: python -m tests.benchmarks [ITEMS ...], by default 1,000, 10,000 and 100,000.

Letters are written for lists of up to 10,000 items; ``--letters`` writes them for all.
"""

import argparse
import tempfile
import warnings
from pathlib import Path

from tests.benchmarks import measure
from tests.full.machine import machine


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("items", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    words.add_argument("--letters", action="store_true")
    asked = words.parse_args()
    warnings.simplefilter("ignore")
    print(f"{machine()}\n\n{measure.HEAD}")
    ratios = []
    for items in asked.items:
        with tempfile.TemporaryDirectory() as folder:
            for figure in measure.month(Path(folder), items, letters=asked.letters or items <= 10_000):
                print(figure.row(), flush=True)
            ours, theirs = measure.writers(Path(folder) / "book.xlsx", rounds=1 if items > 10_000 else 3)
            ratios.append(f"| {items:,} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.1f} |")
    print("\n| items | package writer cpu s | openpyxl load and save cpu s | ratio |\n|---|---|---|---|")
    print("\n".join(ratios))


if __name__ == "__main__":
    main()
