#!/usr/bin/env python3
"""How long does the whole recipe take, in measures of another program's? Machines differ by far, and one
from minute to minute: so some epochs of each training are run in turn, and the medians are compared. Let
nothing else run.

usage: recipe_time.py [--program LENETPAD] [--before LENETPAD] [--rounds N] DATA PENS UNIPEN LEARNT
       DATA, PENS, UNIPEN  as for everyone.sh; LEARNT the weights after the first training
       --program           whose time it is (default: build/lenetpad)
       --before            the program of the first recipe with drawings (300 epochs on MNIST and half of the pen
                           digits in an epoch); default: the same program, told to do as that did
       --rounds            of six epochs of each (default: 4)
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
EPOCHS = 6
FIRST_EPOCHS, SECOND_EPOCHS, BEFORE_EPOCHS = 540, 140, 300


def writers_of(provider, strokes):
    with open(strokes, encoding="utf-8") as file:
        words = (line.split() for line in file if line.startswith("digit "))
        return ",".join(sorted({w[3] for w in words if len(w) > 3 and w[3].startswith(provider + "-")}))


def trainings(given, true):
    """The name, the program and the options of each."""
    learn = ["--strokes", given.pens, "--nondigits", "7000"]
    before = [given.before] if given.before else [given.program]
    early = [] if given.before else ["--strokes-every", "2", "--ways", "0"]
    return {
        "before": before + ["train", "--strokes", given.pens] + early,
        "first": [given.program, "train"] + learn + ["--strokes", given.unipen, "--strokes-every", "1",
                                                     "--hold-out-writers", writers_of("ibm", given.unipen)],
        "second": [given.program, "train"] + learn + ["--strokes", true, "--from", given.learnt, "--rate", "0.5",
                                                      "--strokes-every", "2", "--strokes-repeat", "3", "--ways", "2"],
    }


def epoch_times(command, data, out):
    """Seconds between the lines of two epochs."""
    command = command + ["--data", data, "--epochs", str(EPOCHS), "--out", out]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        ends = [time.monotonic() for line in run.stdout if " loss " in line]
    if run.returncode != 0 or len(ends) != EPOCHS:
        sys.exit(f"failed: {' '.join(command)}")
    return [later - earlier for earlier, later in zip(ends, ends[1:])]


def main():
    parser = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    parser.add_argument("--program", default="build/lenetpad")
    parser.add_argument("--before")
    parser.add_argument("--rounds", type=int, default=4)
    for name in ("data", "pens", "unipen", "learnt"):
        parser.add_argument(name)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        true = os.path.join(folder, "true.txt")
        with open(true, "wb") as file:
            subprocess.run([os.path.join(HERE, "true_drawings.py"), given.unipen], stdout=file, check=True)
        commands = trainings(given, true)
        times = {name: [] for name in commands}
        for _ in range(given.rounds):
            for name, command in commands.items():
                times[name] += epoch_times(command, given.data, os.path.join(folder, "out"))
    median = {name: statistics.median(of) for name, of in times.items()}
    for name, of in times.items():
        print(f"{name}: {median[name]:.3f} s an epoch, {min(of):.3f} to {max(of):.3f}")
    whole = FIRST_EPOCHS * median["first"] + SECOND_EPOCHS * median["second"]
    print(f"the whole recipe: {whole / 60:.1f} minutes, {whole / (BEFORE_EPOCHS * median['before']):.2f} times as long")


if __name__ == "__main__":
    main()
