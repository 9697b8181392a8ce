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
The exit status is 1 if a kind is more than 2 points worse than plainly, or of its sure ones less than
99.5% are right.

A kind is a row of KINDS, its name and a function: of a digit (28x28, 0 paper .. 1 ink) and a random
generator it makes a picture, as the bytes of a file and the ending of its name.
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
from PIL import Image

from idx import read_bytes

MOST_WORSE = 2.0  # points
LEAST_RIGHT = 99.5  # per cent of the sure ones
SEED = 1

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


KINDS = (
    [("plain", plain)]
    + [("drawn: " + name, drawn(*pair)) for name, pair in PAIRS.items()]
    + [("photograph: " + name, shot(*pair)) for name, pair in PAIRS.items()]
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
)

# ---- Readings ------------------------------------------------------------------------------------


def classify(program, paths):
    """[(digit or None, sure)]"""
    run = subprocess.run([program, "classify", "--json"] + paths, stdout=subprocess.PIPE, check=False)
    return [(None if p.get("empty", True) else p["reading"], p.get("sure", False))
            for p in json.loads(run.stdout)["pictures"]]


def read_kind(program, digits, name, make, folder):
    place_for = os.path.join(folder, "".join(c if c.isalnum() else "_" for c in name))
    os.makedirs(place_for, exist_ok=True)
    paths = []
    for i, (digit, label) in enumerate(digits):
        data, ending = make(digit, np.random.default_rng((SEED, i)))
        paths.append(os.path.join(place_for, "%03d_%d.%s" % (i, label, ending)))
        with open(paths[-1], "wb") as file:
            file.write(data)
    return classify(program, paths)


def report(name, readings, digits, plain_wrong):
    """Prints a kind's line; whether it is good enough."""
    labels = [None if name.startswith("blank") else label for _, label in digits]
    wrong = sum(reading != label for (reading, _), label in zip(readings, labels))
    sure = [reading == label for (reading, sure), label in zip(readings, labels) if sure]
    right = 100.0 * sum(sure) / len(sure) if sure else 100.0
    base = 0 if name.startswith("blank") else plain_wrong
    good = wrong <= base + MOST_WORSE / 100 * len(digits) and right >= LEAST_RIGHT
    print("%-36s %6d %6d %6d %8.2f%%%s" % (name, wrong, base, len(sure), right, "" if good else "  *"),
          flush=True)
    return good


def measure(arguments, folder):
    digits = read_digits(arguments.data, arguments.each)
    wanted = arguments.kinds.split(",") if arguments.kinds else [""]
    plainly = read_kind(arguments.program, digits, "plain", plain, folder)
    plain_wrong = sum(reading != label for (reading, _), (_, label) in zip(plainly, digits))
    print("%-36s %6s %6s %6s %9s    of %d" % ("kind", "wrong", "plain", "sure", "right", len(digits)))
    return all([report(name, read_kind(arguments.program, digits, name, make, folder), digits,
                       plain_wrong)
                for name, make in KINDS if any(word in name for word in wanted)])


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
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
