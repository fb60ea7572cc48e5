#!/usr/bin/env python3
"""Measures builds that follow one another in one workspace, through `recto build --watch`.

    benches/workspace.py warm [ROUNDS]       a rebuild after one highlight's text changed, to a cold
                                             build of the report
    benches/workspace.py flat [EDITS]        memory over edits of the report
    benches/workspace.py many [EDITIONS]     memory and time of many one-page editions

Seconds are those that the program says of each build. RECTO names another program.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECTO = os.environ.get("RECTO", str(ROOT / "target/release/recto"))


class Watch:
    """A program that watches a project."""

    def __init__(self, folder, *words):
        command = [RECTO, "build", *words, "--watch", "--message-format", "json"]
        command += ["--project", str(folder), "--out", str(folder / "out")]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def built(self):
        """Waits for the end of a build and gives what it says of it."""
        for line in self.process.stdout:
            said = json.loads(line)
            if said["type"] == "built":
                return said
            if said.get("severity") == "error" or said["type"] == "error":
                raise SystemExit(line)
        raise SystemExit("the program ended")

    def memory(self):
        """What the process holds, in MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def end(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait()


def save(path, text):
    """Writes a file as editors do, by renaming."""
    new = path.with_name(path.name + "~")
    new.write_text(text)
    new.replace(path)


def bundled(folder):
    """A copy of the bundled report, and a way to change the text of one of its highlights."""
    shutil.copytree(ROOT / "data", folder, dirs_exist_ok=True)
    path = sorted((folder / "priorities").glob("*.yaml"))[1]
    text = path.read_text()
    start = re.compile(r"text: (>-?\n\s+|\|-?\n\s+|\"|')?").search(text)

    def edit(round):
        word = "Again" if round % 2 else "Anew"
        save(path, f"{text[:start.end()]}{word} {round}, {text[start.end():]}")

    return edit


def warm(rounds):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        edit = bundled(folder)
        cold, again = [], []
        for turn in range(rounds):
            watch = Watch(folder, "report")
            cold.append(watch.built()["seconds"])
            for round in range(3):
                edit(3 * turn + round)
                again.append(watch.built()["seconds"])
            watch.end()
        cold, again = statistics.median(cold), statistics.median(again)
        print(f"cold {cold * 1000:.0f} ms, warm {again * 1000:.0f} ms: {again / cold:.2f}")


def flat(edits):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        edit = bundled(folder)
        watch = Watch(folder)
        watch.built()
        early = max(1, min(100, edits // 4))
        for round in range(1, edits + 1):
            edit(round)
            watch.built()
            if round == early:
                before = watch.memory()
            if round % 100 == 0:
                print(f"  {round}: {watch.memory():.0f} MiB", flush=True)
        after = watch.memory()
        assert watch.end() == 0
        print(f"{before:.0f} MiB after {early} edits, {after:.0f} after {edits}: {after / before:.2f}")


def many(editions):
    papers = 100
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(ROOT / "tests/projects/minimal", folder, dirs_exist_ok=True)
        report = folder / "report.yaml"
        listed = ", ".join(f"papers/{number}.yaml" for number in range(papers))
        report.write_text(report.read_text() + f"papers: [{listed}]\n")
        (folder / "papers").mkdir()
        for number in range(papers):
            (folder / f"papers/{number}.yaml").write_text(
                f"id: paper-{number}\ntitle: Paper {number}\nmeeting: Committee\n"
                "date: 2025-03-20\nreport_of: The clerk\npurpose: noting\n"
                f"summary: What is said in paper {number}.\n"
            )
        brand = folder / "brand.yaml"
        text = brand.read_text()
        watch = Watch(folder, "paper")
        spent, memory = [watch.built()], [watch.memory()]
        assert spent[0]["files"] == papers, spent
        for round in range(1, editions // papers):
            save(brand, text.replace("Parish Council", f"Parish Council {round}"))
            spent.append(watch.built())
            memory.append(watch.memory())
            assert spent[-1]["files"] == papers, spent[-1]
            if round % 20 == 0:
                print(f"  {(round + 1) * papers}: {memory[-1]:.0f} MiB", flush=True)
        watch.end()
        first = max(1, 1000 // papers)
        early = statistics.median(it["seconds"] for it in spent[1 : first + 1])
        late = statistics.median(it["seconds"] for it in spent[-first:])
        print(
            f"memory {memory[first - 1]:.0f} MiB after {first * papers}, {memory[-1]:.0f} after "
            f"{len(spent) * papers}: {memory[-1] / memory[first - 1]:.2f}; an edition "
            f"{early / papers * 1000:.2f} ms, then {late / papers * 1000:.2f}: {late / early:.2f}"
        )


if __name__ == "__main__":
    usual = {"warm": (warm, 7), "flat": (flat, 2000), "many": (many, 20000)}
    run, number = usual[sys.argv[1]]
    run(int(sys.argv[2]) if len(sys.argv) > 2 else number)
