#!/usr/bin/env python3
"""A pack of a thousand pages against one of a hundred: what a page costs.

    benches/packs.py [ROUNDS]          7 rounds if left out, and at least

Needs a release build (`cargo build --release`). RECTO names another binary.

The packs are made of the bundled project: each paper has three appendices, a brief, the full
report and an external PDF, which is another brief. The small pack has two such papers, the
large one twenty. Every round builds both, in turn; read the ratio of the time and of the
memory that a page costs, of medians.
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

PAPER = """id: paper-{number}
title: Paper {number} of the measurement
meeting: A meeting
date: to be confirmed
report_of: to be confirmed
purpose: noting
summary: This paper is made for a measurement.
recommendations: [Note it.]
equality_comments: None.
financial_comments: None.
legal_comments: None.
risk: None.
appendices:
  - brief: {brief}
  - report: full
  - pdf: external.pdf
    title: An external PDF
    description: A brief as a file.
"""


def run(command):
    """Seconds and peak memory in MiB of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command}: {error.decode()}")
    return elapsed, usage.ru_maxrss / 1024


def project(folder, papers, external):
    """The bundled project with a pack of so many papers."""
    shutil.copytree(ROOT / "data", folder)
    shutil.copy(external, folder / "external.pdf")
    briefs = ["violence", "trust", "victims", "exploitation"]
    names = []
    for number in range(1, papers + 1):
        name = f"papers/measured-{number}.yaml"
        text = PAPER.format(number=number, brief=briefs[number % 4])
        (folder / name).write_text(text, encoding="utf-8")
        names.append(name)
    items = "".join(f"  - paper: paper-{n}\n" for n in range(1, papers + 1))
    pack = f"id: measured\ntitle: Measured\nmeeting: A meeting\ndate: to be confirmed\nitems:\n{items}"
    (folder / "packs/measured.yaml").write_text(pack, encoding="utf-8")
    report = (folder / "report.yaml").read_text(encoding="utf-8")
    report = report.replace("papers:\n", "papers:\n" + "".join(f"  - {n}\n" for n in names), 1)
    report = report.replace("packs: [", "packs: [packs/measured.yaml, ")
    (folder / "report.yaml").write_text(report, encoding="utf-8")


def main():
    rounds = max(7, int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        build = [RECTO, "build", "--quiet"]
        run([*build, "brief", "trust", "--project", str(ROOT / "data"), "--out", str(scratch / "brief")])
        external = next((scratch / "brief").glob("*.pdf"))
        sizes = {"small": 2, "large": 20}
        commands, count = {}, {}
        for name, papers in sizes.items():
            project(scratch / name, papers, external)
            out = scratch / f"out-{name}"
            commands[name] = [
                RECTO, "build", "--message-format", "json", "pack", "measured",
                "--project", str(scratch / name), "--out", str(out),
            ]
            told = subprocess.run(commands[name], capture_output=True, text=True, check=True)
            lines = [line for line in told.stdout.splitlines() if '"edition"' in line]
            count[name] = sum(int(line.split('"pages":')[1].split(",")[0]) for line in lines)
        times = {name: [] for name in sizes}
        memory = {name: [] for name in sizes}
        for number in range(rounds):
            order = list(sizes)
            if number % 2:
                order.reverse()
            for name in order:
                seconds, peak = run(commands[name])
                times[name].append(seconds)
                memory[name].append(peak)
        cost = {}
        for name in sizes:
            seconds = statistics.median(times[name])
            peak = statistics.median(memory[name])
            cost[name] = (seconds / count[name], peak / count[name])
            print(
                f"{name:6} {count[name]:5} pages  {seconds:7.2f} s  {peak:7.0f} MiB  "
                f"{seconds / count[name] * 1000:6.2f} ms a page"
            )
        print(f"a page, large/small: time {cost['large'][0] / cost['small'][0]:.2f}, "
              f"memory {cost['large'][1] / cost['small'][1]:.2f}")


if __name__ == "__main__":
    main()
