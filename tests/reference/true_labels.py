#!/usr/bin/env python3
"""How many of UNIPEN's digits are read right if those are left out that are not what their label
says (untrue_labels.txt): of the readings that everyone.sh kept.

usage: true_labels.py KEEP
       KEEP   the folder that everyone.sh kept
"""

import argparse
import collections
import glob
import json
import os

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "untrue_labels.txt")


def read_list(path):
    """{(writer, label, number)}"""
    with open(path, encoding="utf-8") as file:
        rows = [line.split() for line in file if not line.startswith("#")]
    return {(row[0], int(row[1]), int(row[2])) for row in rows}


def numbered(path):
    """[(writer, label, number), reading] of one run."""
    with open(path, encoding="utf-8") as file:
        readings = json.load(file)["readings"]
    seen = collections.Counter()
    for reading in readings:
        which = (reading["writer"], reading["label"])
        seen[which] += 1
        yield which + (seen[which],), reading["reading"]


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1])
    parser.add_argument("keep")
    keep = parser.parse_args().keep
    paths = sorted(glob.glob(os.path.join(keep, "*", "unipen.json")))
    if not paths:
        parser.error(f"{keep}: everyone.sh kept nothing there")
    untrue = read_list(LIST)
    digits = {which: reading for path in paths for which, reading in numbered(path)}
    missing = untrue - digits.keys()
    if missing:
        parser.error(f"{keep} lacks what is listed: {sorted(missing)}")
    wrong = {which for which, reading in digits.items() if reading != which[1]}
    true = digits.keys() - untrue
    for name, some in ("as labelled", digits.keys()), ("untrue labels left out", true):
        right = len(some) - len(wrong & some)
        print(f"{name}: correct {100 * right / len(some):.2f}% ({right} of {len(some)})")
    print(f"left out: {len(untrue)}, of which {len(wrong & untrue)} are misread")


if __name__ == "__main__":
    main()
