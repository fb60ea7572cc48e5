#!/usr/bin/env python3
"""Writes tests/fixtures/spc.json: 200 series, with limits and signals by two other programs.

Limits are by statprocon 2.0.0, signals by the rules of abspc 1.1.0 with runs of seven:
    pip install statprocon==2.0.0 abspc==1.1.0
The test of `src/report/spc.rs` reads the file; run this again only to change the series.
"""

import json
import pathlib
import random

import numpy
from abspc import spc
from statprocon import XmR


def series(kind, rnd):
    """Values with two digits after the point, as whole hundredths."""
    count = rnd.choice([2, 3, 6, 7, 8, 12, 13, 24, 36, 60])
    level, spread = rnd.uniform(-50, 500), rnd.choice([0.5, 5, 40])
    values = []
    for at in range(count):
        value = rnd.gauss(level, spread)
        if kind == "shift" and at > count // 2:
            value += 2.2 * spread
        elif kind == "trend":
            value = level + at * spread * 0.8 + rnd.gauss(0, spread / 4)
        elif kind == "steps":
            value = level + spread * rnd.randint(-2, 2)
        elif kind == "spike" and rnd.random() < 0.1:
            value += 9 * spread
        elif kind == "level" and rnd.random() < 0.7:
            value = level
        values.append(round(value * 100))
    return values


def screened(values):
    """The mean moving range without those beyond their own limit."""
    ranges = [abs(b - a) for a, b in zip(values, values[1:])]
    mean = sum(ranges) / len(ranges)
    kept = [it for it in ranges if it < 3.267 * mean]
    return sum(kept) / len(kept) if kept else mean


def case(hundredths, screen):
    values = [it / 100 for it in hundredths]
    chart = XmR([f"{it / 100:.2f}" for it in hundredths])
    centre = float(sum(chart.counts) / len(chart.counts))
    ranges = [abs(b - a) for a, b in zip(chart.counts, chart.counts[1:])]
    mean = float(sum(ranges) / len(ranges))
    if screen:
        mean = screened(values)
        lower, upper = centre - 2.66 * mean, centre + 2.66 * mean
    else:
        lower = float(chart.lower_natural_process_limit()[0])
        upper = float(chart.upper_natural_process_limit()[0])
    array = numpy.array(values)
    same = lambda value: numpy.full(len(values), value)
    near = 2 / 3 * 2.66 * mean
    exact = (centre - 2.66 * mean, centre + 2.66 * mean)
    outside = spc._rule1_astronomical(array, same(exact[1]), same(exact[0]))
    shift = spc._rule2_shift(array, same(centre), 7)
    trend = spc._rule3_trend(array, 7)
    pairs = spc._rule4_two_in_three(
        array, same(centre), same(exact[1]), same(exact[0]), same(centre + near), same(centre - near)
    )
    signal = lambda at: next(
        (letter for letter, found in zip("otps", (outside, trend, pairs, shift)) if found[at]), "-"
    )
    return {
        "values": hundredths,
        "screened": screen,
        "lower": round(lower, 6),
        "upper": round(upper, 6),
        "signals": "".join(signal(at) for at in range(len(values))),
    }


def main():
    rnd = random.Random(20261126)
    kinds = ["plain", "shift", "trend", "steps", "spike", "level"]
    cases = [case(series(kinds[at % len(kinds)], rnd), at % 2 == 1) for at in range(200)]
    path = pathlib.Path(__file__).parents[2] / "tests/fixtures/spc.json"
    path.write_text("[\n" + ",\n".join(json.dumps(it) for it in cases) + "\n]\n")
    print(path.name, len(cases), {letter: sum(letter in it["signals"] for it in cases) for letter in "otps-"})


main()
