#!/usr/bin/env python3
"""A picture of the digits that networks misread of people whom they have never seen: those that
everyone.sh kept, but for drawings that are not what their label says (untrue_labels.txt). Debian: apt
install python3-pil fonts-dejavu-core.

usage: hardest.py [--most N] PENS UNIPEN KEEP OUT.png
       PENS, UNIPEN   the strokes files, as given to everyone.sh (in the program's own text)
       KEEP           the folder that everyone.sh kept
       --most N       the N of which the network was surest (default: 60)

Below each stands what it is and what it was read as, with an exclamation mark if that was called
sure. Prints how many of each digit are read as what.
"""

import argparse
import collections
import glob
import os

from PIL import Image, ImageDraw, ImageFont

from true_labels import numbered, read_list

COLUMNS = 15
CELL = 76  # pixels; the digit takes DIGIT of it
DIGIT = 48
LINE = 18
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def read_strokes(path):
    """[(writer, [[(x, y)]])], in the file's order."""
    drawings = []
    with open(path, encoding="utf-8") as file:
        for words in map(str.split, file):
            if words[:1] == ["digit"]:
                drawings.append((words[3], []))
            elif words[:1] == ["stroke"]:
                drawings[-1][1].append([tuple(map(float, p.split(","))) for p in words[1:]])
    return drawings


def misread(drawings, path, untrue):
    """[(how sure, label, reading, called sure, strokes)] of the readings of one run, but for drawings
    whose labels are untrue."""
    readings = numbered(path)
    writers = {which[0] for which, _ in readings}
    theirs = [d for d in drawings if d[0] in writers]
    assert [w for w, _ in theirs] == [which[0] for which, _ in readings], path + ": of another file"
    return [(max(r["probabilities"]), r["label"], r["reading"], r["sure"], strokes)
            for (which, r), (_, strokes) in zip(readings, theirs)
            if r["reading"] not in (None, r["label"]) and which not in untrue]


def draw_digit(draw, strokes, left, top):
    points = [p for stroke in strokes for p in stroke]
    low = [min(p[i] for p in points) for i in (0, 1)]
    size = [max(p[i] for p in points) - low[i] for i in (0, 1)]
    scale = DIGIT / max(*size, 1e-9)
    off = [left + (CELL - size[0] * scale) / 2, top + 6 + (DIGIT - size[1] * scale) / 2]
    for stroke in strokes:
        line = [tuple(off[i] + (p[i] - low[i]) * scale for i in (0, 1)) for p in stroke]
        if len(line) > 1:
            draw.line(line, fill="black", width=3, joint="curve")
        for x, y in (line[0], line[-1]):
            draw.ellipse((x - 1.5, y - 1.5, x + 1.5, y + 1.5), fill="black")


def picture(digits):
    rows = (len(digits) + COLUMNS - 1) // COLUMNS
    sheet = Image.new("RGB", (COLUMNS * CELL, rows * (CELL + LINE // 2)), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FONT, 13)
    for i, (_, label, reading, sure, strokes) in enumerate(digits):
        left, top = i % COLUMNS * CELL, i // COLUMNS * (CELL + LINE // 2)
        draw_digit(draw, strokes, left, top)
        text = "%d \u2192 %d%s" % (label, reading, "!" if sure else "")
        draw.text((left + CELL / 2, top + DIGIT + 10), text, anchor="ma", font=font,
                  fill="#b00020" if sure else "#505860")
    return sheet


def main():
    parser = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("pens")
    parser.add_argument("unipen")
    parser.add_argument("keep")
    parser.add_argument("out")
    arguments = parser.parse_args()
    digits = []
    untrue = read_list()
    for name, path in (("pens", arguments.pens), ("unipen", arguments.unipen)):
        drawings = read_strokes(path)
        for kept in sorted(glob.glob(os.path.join(arguments.keep, "*", name + ".json"))):
            digits += misread(drawings, kept, untrue)
    digits.sort(key=lambda d: -d[0])
    for (label, reading), count in sorted(collections.Counter(d[1:3] for d in digits).items()):
        print("%d read as %d: %d" % (label, reading, count))
    picture(sorted(digits[:arguments.most], key=lambda d: d[1:3])).save(arguments.out, optimize=True)


if __name__ == "__main__":
    main()
