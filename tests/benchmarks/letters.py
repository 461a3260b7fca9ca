"""Letters a second beside docx-mailmerge2, docxtpl and plain python-docx: python -m tests.benchmarks.letters [N ...].

Each engine runs in a process of its own, several times, and the least processor time counts; loading the engine
and its template is left out. The others come with ``pip install arrears[benchmarks]``.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.letter_engines import COMBINED, ENGINES
from tests.full.machine import machine

SIZES = (1, 100, 1_000, 10_000)
_MOST_COMBINED = {"docx-mailmerge2": 1_000}
"""merge_templates keeps every letter in memory: half a MiB each."""
_ROUNDS = {1: 3, 100: 3, 1_000: 2, 10_000: 1}


@dataclass(frozen=True, slots=True)
class Measured:
    """What writing so many letters took: processor and wall seconds, highest memory in MiB, bytes written."""

    cpu: float
    wall: float
    peak_mib: float
    size: int


def main() -> None:
    """Measure and print tables."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("letters", nargs="*", type=int, default=list(SIZES))
    words.add_argument("--child", nargs=2, metavar=("KIND", "ENGINE"), help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.child:
        print(json.dumps(_measure(*asked.child, asked.letters[0])))
        return
    print(machine())
    for kind, title in (("single", "A file for each letter"), ("combined", "One combined document")):
        print(f"\n{title}:\n")
        _print_table(kind, asked.letters)


def _print_table(kind: str, sizes: list[int]) -> None:
    print("| engine | letters | cpu ms a letter | letters a cpu second | peak MiB | KiB a letter | times Arrears |")
    print("|---|---|---|---|---|---|---|")
    for letters in sizes:
        ours = 0.0
        for engine in COMBINED if kind == "combined" else ENGINES:
            if kind == "combined" and letters > _MOST_COMBINED.get(engine, letters):
                continue
            found = least(kind, engine, letters)
            each = found.cpu / letters
            ours = ours or each
            print(
                f"| {engine} | {letters:,} | {each * 1000:.3f} | {1 / each:,.0f} | {found.peak_mib:.0f} | "
                f"{found.size / letters / 1024:.1f} | {each / ours:.1f} |",
                flush=True,
            )


def least(kind: str, engine: str, letters: int) -> Measured:
    """Give the run of an engine that took the least processor time."""
    runs = [_child(kind, engine, letters) for _ in range(_ROUNDS.get(letters, 1) if engine != "Arrears" else 5)]
    return min(runs, key=lambda run: run.cpu)


def _child(kind: str, engine: str, letters: int) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.letters", str(letters), "--child", kind, engine]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measured(**json.loads(ran.stdout))


def _measure(kind: str, engine: str, letters: int) -> dict[str, float]:
    import resource  # noqa: PLC0415 - there is none on Windows

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write = (COMBINED if kind == "combined" else ENGINES)[engine](folder)
        write(1)
        wall, cpu = time.perf_counter(), time.process_time()
        write(letters)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        size = sum(file.stat().st_size for file in folder.iterdir())
        size = size if kind == "combined" else size * letters // max(1, len(list(folder.iterdir())))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "wall": wall, "peak_mib": peak, "size": size}


if __name__ == "__main__":
    main()
