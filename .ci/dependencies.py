#!/usr/bin/env python3
"""Holds the tree of dependencies against deny.toml: licences, bans, sources.

The part of cargo-deny that this project needs, at once and without the minutes that
building cargo-deny takes. Exit status 1 when something is not allowed.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def licensed(expression, allowed):
    """Whether an SPDX expression can be met with the allowed licences."""
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))
    at = 0

    def term():
        nonlocal at
        token = tokens[at]
        at += 1
        if token == "(":
            met = either()
            at += 1
            return met
        if at + 1 < len(tokens) and tokens[at] == "WITH":
            token += f" WITH {tokens[at + 1]}"
            at += 2
        return token in allowed

    def both():
        nonlocal at
        met = term()
        while at < len(tokens) and tokens[at] == "AND":
            at += 1
            met = term() and met
        return met

    def either():
        nonlocal at
        met = both()
        while at < len(tokens) and tokens[at] == "OR":
            at += 1
            met = both() or met
        return met

    return either()


def main():
    with open(ROOT / "deny.toml", "rb") as file:
        rules = tomllib.load(file)
    allowed = set(rules["licenses"]["allow"])
    banned = {ban["crate"]: ban for ban in rules["bans"]["deny"]}
    said = subprocess.run(
        ["cargo", "metadata", "--locked", "--format-version", "1"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE,
    )
    metadata = json.loads(said.stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    # `cargo metadata` lists every target; the nodes are what is resolved.
    users = {}
    for node in metadata["resolve"]["nodes"]:
        for dependency in node["dependencies"]:
            users.setdefault(dependency, set()).add(packages[node["id"]]["name"])
    problems = []
    for identity, package in packages.items():
        name = f"{package['name']} {package['version']}"
        if package["source"] is None:
            continue
        if not package["source"].startswith("registry+"):
            problems.append(f"{name} comes from {package['source']}")
        expression = package["license"]
        if not expression or not licensed(expression, allowed):
            problems.append(f"{name} is licensed {expression or 'in no known way'}")
        ban = banned.get(package["name"])
        if ban and not users.get(identity, set()) <= set(ban.get("wrappers", [])):
            problems.append(f"{name} is banned: {ban['reason']}")
    for problem in problems:
        print(f"deny.toml: {problem}", file=sys.stderr)
    if not problems:
        print(f"{sum(1 for it in packages.values() if it['source'])} crates: licences, bans and sources as deny.toml has them")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
