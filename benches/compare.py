#!/usr/bin/env python3
"""Recto against `typst compile` on the same sources, side by side in one run.

    benches/compare.py [ROUNDS]        11 rounds if left out; 7 at least

Needs a release build (`cargo build --release`) and typst-cli 0.15.1: on the path, or
named by the environment variable TYPST. RECTO names another binary of Recto.

Every round runs each command once, in an order that moves on by one each round, so that
whatever else the machine does falls on all of them alike. Times are of whole processes,
from start to end, with all cores. Read the ratios; the milliseconds are this machine's.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECTO = os.environ.get("RECTO", str(ROOT / "target/release/recto"))
TYPST = os.environ.get("TYPST", "typst")
# The report's date of publication, so that both PDFs carry the same date.
TIMESTAMP = "1709251200"


def run(command):
    """Milliseconds, peak memory in MiB and exit status of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    return elapsed, usage.ru_maxrss / 1024, child.returncode


def commands(folder):
    """What is run, by name: the command and the exit status that it must have."""
    project = ROOT / "data"
    out = folder / "out"
    build = [RECTO, "build", "--quiet", "--project", str(project), "--out", str(out)]
    subprocess.run([*build, "report", "--keep-sources"], check=True, stderr=subprocess.DEVNULL)
    sources = out / "sources"
    typst = [
        TYPST, "compile", "--root", str(sources), "--font-path", str(ROOT / "fonts"),
        "--ignore-system-fonts", "--ignore-embedded-fonts", "--pdf-standard", "ua-1,a-2a",
        "--features", "a11y-extras",
        "--creation-timestamp", TIMESTAMP, str(sources / "report/main.typ"),
        str(folder / "typst.pdf"),
    ]
    # A character that no typeface has stops a build after the last of Recto's own
    # stages and before the first of Typst's.
    stopped = folder / "stopped"
    shutil.copytree(project, stopped)
    with open(stopped / "report.yaml", "a", encoding="utf-8") as report:
        report.write("\nversion: \U0001f6d1\n")
    stop = [RECTO, "build", "--message-format", "short", "--project", str(stopped), "report"]
    said = subprocess.run([*stop, "--out", str(out)], capture_output=True, text=True).stdout
    if "missing-glyph" not in said:
        sys.exit(f"the build that should stop before Typst says:\n{said}")
    return {
        "typst": (typst, 0),
        "report": ([*build, "report"], 0),
        "all": ([*build, "report", "brief"], 0),
        "stages": ([*stop, "--out", str(out)], 1),
        "help": ([RECTO, "--help"], 0),
    }


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    if rounds < 7:
        sys.exit("7 rounds at least")
    for program in (RECTO, TYPST):
        if shutil.which(program) is None:
            sys.exit(f"there is no {program}: set RECTO or TYPST")
    with tempfile.TemporaryDirectory() as name:
        measured = commands(Path(name))
        names = list(measured)
        times = {name: [] for name in names}
        memory = {name: [] for name in names}
        for round_ in range(-1, rounds):
            first = round_ % len(names)
            for name in names[first:] + names[:first]:
                command, expected = measured[name]
                elapsed, peak, status = run(command)
                if status != expected:
                    sys.exit(f"exit status {status} from: {' '.join(command)}")
                if round_ >= 0:  # the first round warms the disk
                    times[name].append(elapsed)
                    memory[name].append(peak)

    def ratio(values, name, base):
        return statistics.median(a / b for a, b in zip(values[name], values[base]))

    def quartiles(name):
        low, middle, high = statistics.quantiles(times[name], n=4)
        return f"{middle:7.1f} ms  ({low:.1f} to {high:.1f})"

    version = subprocess.run([TYPST, "--version"], capture_output=True, text=True).stdout
    print(f"{rounds} rounds, {os.cpu_count()} cores; {version.split(' (')[0].strip()}")
    print()
    print("ratio (median over the rounds)                        goal    measured")
    rows = [
        ("full report, time, to typst compile", "1.0", ratio(times, "report", "typst")),
        ("full report, peak memory, to typst compile", "1.0", ratio(memory, "report", "typst")),
        ("all editions in one process, to the full report", "2.0", ratio(times, "all", "report")),
        ("Recto's own stages and start, to the full report", "", ratio(times, "stages", "report")),
    ]
    for what, goal, value in rows:
        print(f"{what:<50}  {'≤ ' + goal if goal else '':>6}  {value:>10.2f}")
    value = statistics.median(times["help"])
    print(f"{'recto --help, milliseconds':<50}  {'< 10':>6}  {value:>10.1f}")
    print()
    print("median (quartiles), and peak memory")
    labels = {
        "typst": "typst compile",
        "report": "recto build report",
        "all": "recto build report brief",
        "stages": "the same, stopped before Typst",
        "help": "recto --help",
    }
    for name in names:
        print(f"{labels[name]:<32}{quartiles(name):<36}{statistics.median(memory[name]):6.1f} MiB")


if __name__ == "__main__":
    main()
