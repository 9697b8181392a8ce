#!/usr/bin/env python3
"""How digits are read from pictures as people take them: 500 of MNIST's training digits, which the
network knows, so that what is misread is the picture's doing. Each is made a picture of every kind of
the table KINDS below and read by `lenetpad classify`. Debian: apt install python3-numpy python3-pil.

usage: picture_kinds.py --data DIR [--program FILE] [--kinds WORD,...] [--each N] [--keep DIR]
       --data DIR      MNIST's files
       --program FILE  the lenetpad to ask (default: build/lenetpad)
       --kinds WORDS   only kinds whose name has one of these words
       --each N        so many of each of the ten digits (default: 50), of the last 10,000 images
       --keep DIR      leave the pictures there

Prints a line for each kind: how many are misread or not found (blank: something is found), how many of
the same digits plainly (black on white), how many are called sure, and the share of these that is right.
Of several digits in a picture all must be read, in order; of their number misread none is right. The
exit status is 1 if a kind is more than 2 points worse than plainly (but not of those that nobody could
read so well, which UNRULED names), or of its sure ones less than 99.5% are right.

A kind is a row of KINDS, its name and a function: of a digit (28x28, 0 paper .. 1 ink) and a random
generator it makes a picture, as the bytes of a file and the ending of its name. One whose pictures
show several digits is marked with their number, and its function is given a list of them.
"""

import argparse
import io
import json
import os
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from idx import read_bytes

MOST_WORSE = 2.0  # points
LEAST_RIGHT = 99.5  # per cent of the sure ones
SEED = 1
UNRULED = "unruled"  # kinds so named must be not sure rather than wrong, no more

# ---- Digits --------------------------------------------------------------------------------------


def read_digits(folder, each):
    """[(image, label)]: the last `each` of every digit among the last 10,000 training images."""
    data = read_bytes(folder, "train-images-idx3-ubyte")
    images = np.frombuffer(data, np.uint8, offset=16).reshape(-1, 28, 28)[-10000:] / 255.0
    labels = np.frombuffer(read_bytes(folder, "train-labels-idx1-ubyte"), np.uint8, offset=8)[-10000:]
    chosen = sorted(i for digit in range(10) for i in np.nonzero(labels == digit)[0][-each:])
    return [(images[i], int(labels[i])) for i in chosen]


# ---- Pieces that pictures are made of -------------------------------------------------------------


def enlarge(digit, side=280):
    """The digit with smooth edges, side x side."""
    grey = Image.fromarray(np.uint8(digit * 255)).resize((side, side), Image.BICUBIC)
    return np.asarray(grey) / 255.0


def place(ink, width, height, left, top):
    """The ink somewhere on a larger sheet."""
    sheet = np.zeros((height, width))
    sheet[top:top + ink.shape[0], left:left + ink.shape[1]] = ink
    return sheet


def colour(ink, paper, pen):
    """(h, w, 3), 0..255: ink of the colour `pen` on `paper`."""
    return np.array(paper, float) + ink[..., None] * (np.array(pen, float) - np.array(paper, float))


def photograph(picture, random, noise=3.0):
    """The same under light that falls off to one side, slightly yellow, with the camera's noise."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    angle = random.uniform(0, 2 * np.pi)
    slope = x / width * np.cos(angle) + y / height * np.sin(angle)
    light = 1 - random.uniform(0.2, 0.5) * (slope - slope.min()) / (slope.max() - slope.min())
    lit = picture * light[..., None] * np.array((1.0, 0.97, 0.9))
    return lit + noise * random.standard_normal(picture.shape, np.float32)


def image(picture):
    return Image.fromarray(np.uint8(np.clip(np.round(picture), 0, 255)))


def save(picture, ending, **options):
    """A PIL image or an array as (bytes, ending)."""
    file = io.BytesIO()
    picture = picture if isinstance(picture, Image.Image) else image(picture)
    if ending == "png":
        options["compress_level"] = 1
    picture.save(file, {"jpg": "JPEG"}.get(ending, ending.upper()), **options)
    return file.getvalue(), ending


# ---- Kinds ---------------------------------------------------------------------------------------

PAIRS = {
    "white on orange": ((255, 140, 0), (255, 255, 255)),
    "black on blue": ((40, 90, 200), (0, 0, 0)),
    "yellow on orange": ((255, 140, 0), (255, 235, 60)),
    "navy on purple": ((150, 60, 160), (20, 20, 90)),
    "red on grey": ((118, 118, 118), (210, 70, 90)),  # of equal lightness
    "green on red": ((200, 50, 40), (40, 150, 60)),
    "blue on white": ((245, 245, 240), (40, 60, 170)),
    "grey on grey": ((150, 150, 150), (105, 105, 105)),
}


def plain(digit, random):
    return save(colour(digit, (255,) * 3, (0,) * 3), "png")


def drawn(paper, pen, ending="png"):
    return lambda digit, random: save(colour(enlarge(digit), paper, pen), ending)


def leaning(slant):
    """x is moved by `slant` times the height: 0.5 leans 27 degrees more to the right than the digit."""
    def make(digit, random):
        sheet = image(place(enlarge(digit, 140), 420, 420, 140, 140) * 255)
        sheared = sheet.transform(sheet.size, Image.AFFINE, (1, slant, -210 * slant, 0, 1, 0), Image.BILINEAR)
        return save(colour(np.asarray(sheared) / 255.0, (255,) * 3, (0,) * 3), "png")
    return make


def shot(paper, pen, noise=3.0):
    """A photograph: the digit on a larger sheet, away from the edges."""
    def make(digit, random):
        left, top = random.integers(15, 185), random.integers(15, 105)
        sheet = place(enlarge(digit, 200), 400, 320, left, top)
        return save(photograph(colour(sheet, paper, pen), random, noise), "jpg", quality=85)
    return make


def blank(paper, noise=3.0):
    return lambda digit, random: save(
        photograph(colour(np.zeros((320, 400)), paper, paper), random, noise), "jpg", quality=85)


def black(digit):
    return colour(enlarge(digit), (255,) * 3, (0,) * 3)


# How a picture is stored whose upright form is seen after each orientation's turn.
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: a.swapaxes(0, 1)[::-1],
    7: lambda a: a.swapaxes(0, 1)[::-1, ::-1],
    8: lambda a: a.swapaxes(0, 1)[:, ::-1],
}


def turned(ending):
    """All eight orientations in turn."""
    def make(digit, random):
        orientation = int(random.integers(1, 9))
        exif = Image.Exif()
        exif[0x112] = orientation
        stored = np.ascontiguousarray(STORED[orientation](black(digit)))
        return save(stored, ending, exif=exif.tobytes())
    return make


def cmyk(only_black, adobe):
    """PIL stores how much light is left, as Adobe's programs do, and marks it as theirs."""
    def make(digit, random):
        ink = np.uint8(np.round(enlarge(digit) * 255))
        none = np.zeros_like(ink)
        parts = np.stack([none if only_black else ink] * 3 + [ink], axis=2)
        data, ending = save(Image.fromarray(parts if adobe else 255 - parts, "CMYK"), "jpg", quality=90)
        if adobe:
            return data, ending
        at = data.index(b"\xff\xee")  # APP14, Adobe's
        return data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2:at + 4])[0]:], ending
    return make


def animated(ending):
    """The digit, and then others that must not be read."""
    def make(digit, random):
        frames = [image(black(f)) for f in (digit, digit[::-1], digit.T)]
        return save(frames[0], ending, save_all=True, append_images=frames[1:], duration=100)
    return make


def pgm(most, used=None, colours=1):
    """16 bits a sample, of which the lightest is `used`."""
    def make(digit, random):
        light = np.round((1 - enlarge(digit)) * (used or most)).astype(">u2")
        samples = np.repeat(light[..., None], colours, axis=2)
        head = "P%d\n%d %d\n%d\n" % (5 if colours == 1 else 6, *light.shape, most)
        return head.encode() + samples.tobytes(), "pgm" if colours == 1 else "ppm"
    return make


def png16(used, colours=1):
    def make(digit, random):
        light = np.round((1 - enlarge(digit)) * used).astype(">u2")
        rows = np.repeat(light[..., None], colours, axis=2).reshape(light.shape[0], -1)
        packed = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows), 1)
        head = struct.pack(">IIBBBBB", *light.shape, 16, 0 if colours == 1 else 2, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks), "png"
    return make


def cut_close(most_margin, side, light):
    """Cut to the box around all ink of the 28x28, or up to two pixels beyond; then enlarged."""
    def make(digit, random):
        margin = random.integers(1, most_margin + 1) if most_margin else 0
        sheet = np.pad(digit, 2)
        rows, columns = np.nonzero(sheet.any(1))[0], np.nonzero(sheet.any(0))[0]
        cut = sheet[rows[0] - margin:rows[-1] + 1 + margin, columns[0] - margin:columns[-1] + 1 + margin]
        grey = Image.fromarray(np.uint8(np.round((cut if light else 1 - cut) * 255)))
        times = side // 28
        return save(grey.resize((grey.width * times, grey.height * times), Image.BICUBIC), "png")
    return make


# Thickness in pixels of 280, ink, and how far the second line is from the first.
FRAMES = {
    "thin": (2, 1.0, 0),
    "thick": (12, 1.0, 0),
    "double": (3, 1.0, 9),
    "grey": (4, 0.45, 0),
    "thick grey": (10, 0.6, 0),
}


def draw_frame(ink, box, thickness, grey):
    """Around the inside of box: left, top, right, bottom."""
    left, top, right, bottom = box
    for part in ((slice(top, top + thickness), slice(left, right)),
                 (slice(bottom - thickness, bottom), slice(left, right)),
                 (slice(top, bottom), slice(left, left + thickness)),
                 (slice(top, bottom), slice(right - thickness, right))):
        ink[part] = np.maximum(ink[part], grey)


def framed(inside, thickness, grey, second):
    """The digit in a frame, which touches the picture's edge or is up to 30 pixels within it."""
    def make(digit, random):
        at = random.integers(8, 31, 4) if inside else (0, 0, 0, 0)
        side = 280 + 80
        ink = place(enlarge(digit), side, side, 40, 40)
        for step in (0, second) if second else (0,):
            box = (at[0] + step, at[1] + step, side - at[2] - step, side - at[3] - step)
            draw_frame(ink, box, thickness, grey)
        return save(colour(ink, (255,) * 3, (0,) * 3), "png")
    return make


def on_paper(squared, photographed):
    """The digit across the lines of a sheet, as large as some of its rows."""
    def make(digit, random):
        gap, first = int(random.integers(28, 70)), random.integers(0, 28, 2)
        width, height = 400, 320
        left, top = random.integers(15, 185), random.integers(15, 105)
        ink = place(enlarge(digit, 200), width, height, left, top)
        lines = np.zeros((height, width))
        lines[first[0]::gap] = lines[first[0] + 1::gap] = 1
        if squared:
            lines[:, first[1]::gap] = lines[:, first[1] + 1::gap] = 1
        picture = colour(lines, (245, 245, 240), (150, 170, 215))
        picture += ink[..., None] * (np.array((40.0, 40.0, 60.0)) - picture)
        if photographed:
            return save(photograph(picture, random), "jpg", quality=85)
        return save(picture, "png")
    return make


def box_of(digit):
    rows, columns = np.nonzero(digit.any(1))[0], np.nonzero(digit.any(0))[0]
    return digit[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]


def several(columns, rows=1, photographed=False, inks=(1,)):
    """Digits as people write them in a row: some pixels of 28 apart, and not quite level. They take
    turns with inks (1: the darkest)."""
    def make(digits, random):
        lines = []
        for row in range(rows):
            line = np.zeros((34, 6))
            for i, digit in enumerate(digits[row * columns:(row + 1) * columns]):
                cut = box_of(digit) * inks[i % len(inks)]
                top = (34 - cut.shape[0]) // 2 + random.integers(-2, 3)
                line = np.hstack([line, place(cut, cut.shape[1] + random.integers(3, 9), 34, 0, top)])
            lines.append(np.hstack([line, np.zeros((34, 3))]))
        width = max(line.shape[1] for line in lines)
        sheet = np.vstack([np.pad(line, ((0, 0), (0, width - line.shape[1]))) for line in lines])
        sheet = np.pad(sheet, 4)
        grey = Image.fromarray(np.uint8(sheet * 255))
        ink = np.asarray(grey.resize((grey.width * 6, grey.height * 6), Image.BICUBIC)) / 255.0
        if photographed:
            ink = np.pad(ink, 40)
            return save(photograph(colour(ink, (225, 222, 215), (50, 50, 60)), random), "jpg", quality=85)
        return save(colour(ink, (255,) * 3, (0,) * 3), "png")
    make.count = columns * rows
    return make


def drawn_twice(digit, random):
    """With a felt pen, a second time beside the first."""
    ink = place(enlarge(digit), 360, 360, 40, 40)
    shift = random.integers(-14, 15, 2)
    again = np.roll(ink, shift, (0, 1))
    return save(colour(np.maximum(ink * 0.8, again), (255,) * 3, (20, 20, 40)), "png")


def double_outline(digit, random):
    """Only the edges of the strokes are drawn, hollow between."""
    ink = Image.fromarray(np.uint8(enlarge(digit) > 0.5) * 255)
    thick = ink.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MaxFilter(5))
    outline = (np.asarray(thick) > 0) & ~(np.asarray(ink.filter(ImageFilter.MinFilter(3))) > 0)
    soft = Image.fromarray(np.uint8(outline) * 255).filter(ImageFilter.GaussianBlur(1))
    return save(colour(np.asarray(soft) / 255.0, (255,) * 3, (0,) * 3), "png")


def with_text(ink, texts):
    """Ink 0..1 with [(x, y, text)] printed on it."""
    grey = Image.fromarray(np.uint8(ink * 255))
    draw = ImageDraw.Draw(grey)
    for x, y, text in texts:
        draw.text((x, y), text, fill=255, font=ImageFont.load_default())
    return np.asarray(grey) / 255.0


def axes(numbered):
    """As a plot program shows an image: a box with ticks, and numbers at them."""
    def make(digit, random):
        ink = place(enlarge(digit), 360, 360, 50, 30)
        draw_frame(ink, (49, 29, 331, 311), 1, 1.0)
        texts = []
        for tick in range(0, 28, 5):
            at = 10 * tick + 5
            ink[311:316, 50 + at] = 1
            ink[30 + at, 44:49] = 1
            texts += [(46 + at, 318, str(tick)), (30, 24 + at, str(tick))]
        return save(colour(with_text(ink, texts) if numbered else ink, (255,) * 3, (0,) * 3), "png")
    return make


def captioned(digit, random):
    ink = place(enlarge(digit), 360, 360, 40, 30)
    text = ("label: %d", "Figure %d", "digit no. %d of the set")[random.integers(0, 3)]
    ink = with_text(ink, [(120, 330, text % random.integers(0, 10))])
    return save(colour(ink, (255,) * 3, (0,) * 3), "png")


KINDS = (
    [("plain", plain)]
    + [("drawn: " + name, drawn(*pair)) for name, pair in PAIRS.items()]
    + [("photograph: " + name, shot(*pair)) for name, pair in PAIRS.items()]
    + [("leaning: %+.1f" % slant, leaning(slant)) for slant in (-0.6, -0.3, 0.3, 0.5, 0.8)]
    + [("photograph: pen on paper", shot((225, 222, 215), (50, 50, 60))),
       ("photograph: noisy", shot((225, 222, 215), (50, 50, 60), noise=12.0)),
       ("photograph: chalk", shot((45, 60, 50), (220, 220, 215))),
       ("blank: white", blank((235, 235, 230))),
       ("blank: orange", blank((255, 140, 0))),
       ("blank: blue, noisy", blank((40, 90, 200), noise=12.0)),
       ("turned: JPEG", turned("jpg")),
       ("turned: WebP", turned("webp")),
       ("turned: PNG", turned("png")),
       ("CMYK: Adobe's", cmyk(False, True)),
       ("CMYK: Adobe's, black alone", cmyk(True, True)),
       ("CMYK: not Adobe's", cmyk(False, False)),
       ("CMYK: not Adobe's, black alone", cmyk(True, False)),
       ("animated: WebP", animated("webp")),
       ("animated: GIF", animated("gif")),
       ("deep: PGM to 65535", pgm(65535)),
       ("deep: PGM to 1000", pgm(1000)),
       ("deep: PGM to 4095", pgm(4095)),
       ("deep: PPM to 40001", pgm(40001, colours=3)),
       ("deep: PGM, 12 bits of 16", pgm(65535, 4095)),
       ("deep: PNG, 16 bits", png16(65535)),
       ("deep: PNG, 12 bits of 16", png16(4095)),
       ("deep: PNG, 10 bits of 16, colour", png16(1023, colours=3))]
    + [("cut close: %s, %d pixels%s" % (margins, side, ", light" if light else ""),
        cut_close(most, side, light))
       for side in (28, 280) for margins, most in (("no margin", 0), ("1-2 margin", 2))
       for light in (False, True)]
    + [("frame: %s, %s" % (name, where), framed(where == "inside", *pen))
       for name, pen in FRAMES.items() for where in ("at the edge", "inside")]
    + [("paper: ruled, drawn", on_paper(False, False)), ("paper: squared, drawn", on_paper(True, False)),
       ("paper: ruled, photographed", on_paper(False, True)),
       ("paper: squared, photographed", on_paper(True, True))]
    + [("several: %d side by side" % n, several(n)) for n in (2, 3, 4)]
    + [("several: two rows of %d" % n, several(n, 2)) for n in (2, 3)]
    + [("several: 3, photographed", several(3, photographed=True)),
       ("several: 3 in black and grey", several(3, inks=(1, 0.35))),
       ("several: 3 in black and grey, photographed", several(3, photographed=True, inks=(1, 0.4))),
       ("unruled: drawn twice", drawn_twice), ("unruled: double outline", double_outline),
       ("unruled: axes", axes(False)), ("unruled: axes and numbers", axes(True)),
       ("unruled: caption", captioned)]
)

# ---- Readings ------------------------------------------------------------------------------------


def reading_of(picture):
    """(digits, whether each is sure) of a picture; nothing of a blank one."""
    each = [] if picture.get("empty", True) else picture.get("digits", [picture])
    return tuple(digit["reading"] for digit in each), tuple(digit["sure"] for digit in each)


def classify(program, paths):
    run = subprocess.run([program, "classify", "--json"] + paths, stdout=subprocess.PIPE, check=False)
    return [reading_of(picture) for picture in json.loads(run.stdout)["pictures"]]


def read_kind(program, digits, name, make, folder):
    """[(which digits are on a picture, what is read on it, which of that is sure)]"""
    place_for = os.path.join(folder, "".join(c if c.isalnum() else "_" for c in name))
    os.makedirs(place_for, exist_ok=True)
    paths, shown = [], []
    for i in range(len(digits)):
        random = np.random.default_rng((SEED, i))
        count = getattr(make, "count", 0)
        shown.append([i] + [int(other) for other in random.integers(0, len(digits), max(count - 1, 0))])
        images = [digits[j][0] for j in shown[-1]]
        data, ending = make(images if count else images[0], random)
        labels = "".join(str(digits[j][1]) for j in shown[-1])
        paths.append(os.path.join(place_for, "%03d_%s.%s" % (i, labels, ending)))
        with open(paths[-1], "wb") as file:
            file.write(data)
    return [(which, *reading) for which, reading in zip(shown, classify(program, paths))]


def judge_sure(labels, read, sure):
    """[whether a digit that was called sure is right]; all are wrong if their number is."""
    if len(labels) != len(read):
        return [False for one in sure if one]
    return [label == digit for label, digit, one in zip(labels, read, sure) if one]


def report(name, pictures, digits, misread):
    """Prints a kind's line; whether it is good enough. `misread`: the digits that are so plainly."""
    blank_kind = name.startswith("blank")
    labels = [() if blank_kind else tuple(digits[i][1] for i in which) for which, _, _ in pictures]
    wrong = sum(read != label for (_, read, _), label in zip(pictures, labels))
    sure = sum((judge_sure(label, read, sure) for (_, read, sure), label in zip(pictures, labels)), [])
    right = 100.0 * sum(sure) / len(sure) if sure else 100.0
    base = 0 if blank_kind else sum(any(i in misread for i in which) for which, _, _ in pictures)
    ruled = not name.startswith(UNRULED)
    good = (not ruled or wrong <= base + MOST_WORSE / 100 * len(digits)) and right >= LEAST_RIGHT
    print("%-38s %6d %6s %6d %8.2f%%%s" % (name, wrong, base if ruled else "-", len(sure), right,
                                           "" if good else "  *"), flush=True)
    return good


def measure(arguments, folder):
    digits = read_digits(arguments.data, arguments.each)
    wanted = arguments.kinds.split(",") if arguments.kinds else [""]
    plainly = read_kind(arguments.program, digits, "plain", plain, folder)
    misread = {which[0] for which, read, _ in plainly if read != (digits[which[0]][1],)}
    print("%-38s %6s %6s %6s %9s    of %d" % ("kind", "wrong", "plain", "sure", "right", len(digits)))
    return all([report(name, read_kind(arguments.program, digits, name, make, folder), digits, misread)
                for name, make in KINDS if any(word in name for word in wanted)])


def main():
    parser = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    parser.add_argument("--data", required=True)
    parser.add_argument("--program", default="build/lenetpad")
    parser.add_argument("--kinds")
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--keep")
    arguments = parser.parse_args()
    if arguments.keep:
        good = measure(arguments, arguments.keep)
    else:
        with tempfile.TemporaryDirectory() as folder:
            good = measure(arguments, folder)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
