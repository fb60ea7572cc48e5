#!/usr/bin/env python3
"""Whether what Recto does grows with the work: each kind of project in a size and in four
times that size, by processor time. A ratio far above 4 is something that grows faster."""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile

RECTO = os.environ.get("RECTO", "target/release/recto")
ALLOWED = 6.0
WITHHELD = "audience: restricted\nexemption: {paragraph: 3, reason: Business affairs}\n"


def project(folder, measures, body, head=""):
    report = (
        "id: note\ntitle: A note\nlanguage: en-GB\nbrand: brand.yaml\n"
        "period: {from: 2024-04-01, to: 2025-03-31, label: 2024/25}\n"
        "measures: [measures.yaml]\nsections: [one.yaml, two.yaml]\n"
    )
    brand = (
        "publisher: {name: Brackwater Parish Council}\n"
        'colours: {brand: "#123456", ink: "#111111", priorities: ["#123456"]}\n'
        "typefaces: {text: Atkinson Hyperlegible Next, display: Atkinson Hyperlegible Next}\n"
    )
    files = {
        "report.yaml": report,
        "brand.yaml": brand,
        "measures.yaml": "".join(measures) or "[]\n",
        "one.yaml": "id: one\ntitle: One\nbody:\n- prose: Hello.\n",
        "two.yaml": f"id: two\ntitle: Two\n{head}body:\n{''.join(body)}",
    }
    for name, text in files.items():
        (folder / name).write_text(text)


def measures(count, more=""):
    return [
        f"- {{id: measure-{i}, label: Label {i}, value: {i + 1}, unit: visits, singular: visit{more}}}\n"
        for i in range(count)
    ]


def references(count, stem):
    texts = range(0, count, 50)
    ids = (" ".join(f"{{{stem}-{i}}}" for i in range(at, min(at + 50, count))) for at in texts)
    return [f"- prose: Of {words}.\n" for words in ids]


def restricted(folder, count):
    more = ", audience: restricted, exemption: {paragraph: 3, reason: Business affairs}"
    project(folder, measures(count, more), references(count, "measure"), WITHHELD)


def findings(folder, count):
    project(folder, [], [f"- prose: Words  here {i}.\n" for i in range(count)])


def wrong_references(folder, count):
    project(folder, measures(count), references(count, "measur-x"))


KINDS = [
    ("restricted measures", restricted, 2000, ["build", "-o", "out"]),
    ("findings as JSON", findings, 4000, ["check", "--message-format", "json"]),
    ("findings as SARIF", findings, 4000, ["check", "--message-format", "sarif"]),
    ("wrong references", wrong_references, 2000, ["list"]),
]


def seconds(make, count, words):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make(folder, count)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [str(pathlib.Path(RECTO).resolve()), *words]
        subprocess.run(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    failed = False
    for name, make, count, words in KINDS:
        small, large = (
            min(seconds(make, size, words) for _ in range(3)) for size in (count, 4 * count)
        )
        ratio = large / small
        failed |= ratio > ALLOWED
        print(f"{name:24} {count:6} {small:6.2f} s {4 * count:6} {large:6.2f} s  ×{ratio:.1f}")
    sys.exit(failed)


main()
