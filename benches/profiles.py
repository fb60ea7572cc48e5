#!/usr/bin/env python3
"""Compares what profiles cost, in turns on one machine; only ratios are worth noting.

  benches/profiles.py [ROUNDS]

Makes the full report in each profile. BASE=path/to/recto names a build of the program without
preflight, trace and manifest, such as that of commit c5673bb; then the screen profile is
compared with that as well. PROJECT=folder names another project than data/, where that build
cannot read it. Prints medians as ratios, and the range of the middle half.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECTO = ROOT / "target/release/recto"


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as out:
        # One printing condition and one set of marks: what most printers ask for.
        project = os.environ.get("PROJECT", ROOT / "data")
        build = ["--project", project, "-q", "build", "report", "--out", out]
        commands = {
            profile: [RECTO, *build, "--profile", profile]
            for profile in ("screen", "archive", "print")
        }
        if base := os.environ.get("BASE"):
            commands["base"] = [base, *build]
        times = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, command in commands.items():
                spent = timed(command)
                # The first round warms the caches of the machine.
                if turn:
                    times[name].append(spent)
    pairs = [("archive", "screen"), ("print", "screen")]
    if "base" in times:
        pairs.insert(0, ("screen", "base"))
    for one, other in pairs:
        ratios = [a / b for a, b in zip(times[one], times[other])]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(f"{one:>8} / {other:<8} {middle:.2f}   ({low:.2f} to {high:.2f}, {rounds} rounds)")


if __name__ == "__main__":
    main()
