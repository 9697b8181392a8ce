#!/usr/bin/env python3
"""A strokes file without the drawings that are not what their label says (untrue_labels.txt), to learn
from. Prints it.

usage: true_drawings.py UNIPEN
       UNIPEN   the strokes file, in the program's own text
"""

import argparse
import re
import sys

from true_labels import Numbers, read_list


def true_lines(lines, untrue):
    """The lines of the other drawings; what is listed and found is taken out of `untrue`."""
    numbers = Numbers()
    kept = True
    for line in lines:
        if line.startswith("digit"):
            named = re.match(r"digit (\d) writer (\S+)", line)
            drawing = named and numbers.of(named[2], int(named[1]))
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
