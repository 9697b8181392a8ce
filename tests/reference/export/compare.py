"""The largest difference of two lists of readings, and how many images are read otherwise: lines of a
number, what is read, and ten probabilities. The first is that of `lenetpad test --csv`.

usage: compare.py READINGS.csv LIST NAME [SCALE [MOST]]

Probabilities of LIST are divided by SCALE. With MOST, a larger difference is a failure.
"""

import csv
import sys


def main():
    with open(sys.argv[1], newline="") as file:
        ours = list(csv.DictReader(file))
    with open(sys.argv[2]) as file:
        theirs = [line.strip().split(",") for line in file]
    scale = float(sys.argv[4]) if len(sys.argv) > 4 else 1
    assert 0 < len(theirs) <= len(ours), f"{len(theirs)} readings of {len(ours)} images"
    worst = max(abs(float(row[f"p{k}"]) - float(other[2 + k]) / scale)
                for row, other in zip(ours, theirs) for k in range(10))
    changed = sum(row["reading"] != other[1] for row, other in zip(ours, theirs))
    wrong = sum(row["label"] != other[1] for row, other in zip(ours, theirs))
    right = sum(row["label"] != row["reading"] for row, _ in zip(ours, theirs))
    print(f"{sys.argv[3]:9} {len(theirs):6} images  largest difference {worst:.8f}  "
          f"read otherwise {changed:3}  error {100 * wrong / len(theirs):.2f}% "
          f"({100 * right / len(theirs):.2f}% by lenetpad)")
    if len(sys.argv) > 5 and worst > float(sys.argv[5]):
        sys.exit(f"{sys.argv[3]}: more than {sys.argv[5]}")


if __name__ == "__main__":
    main()
