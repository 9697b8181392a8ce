#!/usr/bin/env python3
"""How many of UNIPEN's digits are read right if those are left out that are not what their label
says (untrue_labels.txt): of the readings that everyone.sh kept. The labels of the provider ibm are
so often untrue (strokes are missing) that it stands by itself.

usage: true_labels.py KEEP
       KEEP   the folder that everyone.sh kept
"""

import argparse
import collections
import glob
import json
import os

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "untrue_labels.txt")


def read_list():
    """{(writer, label, number)}"""
    with open(LIST, encoding="utf-8") as file:
        rows = [line.split() for line in file if not line.startswith("#")]
    return {(row[0], int(row[1]), int(row[2])) for row in rows}


class Numbers:
    """Numbers a writer's drawings of a label from 1 on, as the list does."""

    def __init__(self):
        self.seen = collections.Counter()

    def of(self, writer, label):
        """(writer, label, number) of the next one."""
        self.seen[writer, label] += 1
        return writer, label, self.seen[writer, label]


def numbered(path):
    """[(writer, label, number), reading] of one run. A drawing of nothing has no reading: None."""
    numbers = Numbers()
    with open(path, encoding="utf-8") as file:
        try:
            readings = json.load(file)["readings"]
            return [(numbers.of(r["writer"], r["label"]), {"reading": None, "sure": False, **r})
                    for r in readings]
        except (ValueError, TypeError, KeyError) as fault:
            raise SystemExit(f"{path}: not what everyone.sh keeps ({fault!r}); run it again") from None


def count_wrong(digits):
    return sum(reading["reading"] != which[1] for which, reading in digits.items())


def report(name, digits):
    """A line about {(writer, label, number): reading}."""
    if not digits:
        return
    right = len(digits) - count_wrong(digits)
    sure = {which: reading for which, reading in digits.items() if reading["sure"]}
    print(f"{name}: correct {100 * right / len(digits):.2f}% ({right} of {len(digits)}), "
          f"{len(sure)} sure, {count_wrong(sure)} of these wrong")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1])
    parser.add_argument("keep")
    keep = parser.parse_args().keep
    paths = sorted(glob.glob(os.path.join(keep, "*", "unipen.json")))
    if not paths:
        parser.error(f"{keep}: everyone.sh kept nothing there")
    untrue = read_list()
    digits = {which: reading for path in paths for which, reading in numbered(path)}
    missing = untrue - digits.keys()
    if missing:
        parser.error(f"{keep} lacks what is listed: {sorted(missing)}")
    for name, ibm in ("UNIPEN without ibm", False), ("ibm", True):
        some = {which: digits[which] for which in digits if which[0].startswith("ibm-") == ibm}
        report(f"{name}, as labelled", some)
        report(f"{name}, true labels", {which: some[which] for which in some if which not in untrue})


if __name__ == "__main__":
    main()
