#!/usr/bin/env python3
"""A strokes file without the drawings that are not what their label says (untrue_labels.txt), to learn
from. Prints it.

usage: true_drawings.py UNIPEN
       UNIPEN   the strokes file, in the program's own text
"""

import argparse
import collections
import sys

from true_labels import read_list


def true_lines(lines, untrue):
    """The lines of the other drawings; what is listed and found is taken out of `untrue`."""
    seen = collections.Counter()
    kept = True
    for line in lines:
        words = line.split()
        if words[:1] == ["digit"]:
            which = (words[3], int(words[1]))
            seen[which] += 1
            drawing = which + (seen[which],)
            kept = drawing not in untrue
            untrue.discard(drawing)
        if kept:
            yield line


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1])
    parser.add_argument("unipen")
    path = parser.parse_args().unipen
    untrue = read_list()
    with open(path, encoding="utf-8") as file:
        lines = list(true_lines(file, untrue))
    if untrue:
        parser.error(f"{path} lacks drawings that are listed: {sorted(untrue)}")
    sys.stdout.writelines(lines)


if __name__ == "__main__":
    main()
