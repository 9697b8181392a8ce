#!/usr/bin/env python3
"""Makes the list of the test images that a model misreads by itself: its own readers of IDX files
and safetensors, its own network in double precision, nothing of this program. With a list made by
`lenetpad test`, says whether both are the same. Debian: apt install python3-numpy.

usage: mistakes.py DIR MODEL.safetensors                 prints number, label, reading, confidence
       lenetpad test --data DIR --mistakes --json > list.json
       mistakes.py DIR MODEL.safetensors list.json       compares; exit status 1 if they differ
"""

import json
import struct
import sys

import numpy as np

from idx import read_bytes


def read_images(folder):
    """The test images as the network sees them: (n, 32, 32)."""
    data = read_bytes(folder, "t10k-images-idx3-ubyte")
    count = struct.unpack(">I", data[4:8])[0]
    grey = np.frombuffer(data, np.uint8, offset=16).reshape(count, 28, 28)
    image = np.full((count, 32, 32), -0.1)
    image[:, 2:30, 2:30] = grey / 255.0 * 1.275 - 0.1
    return image


def read_labels(folder):
    return np.frombuffer(read_bytes(folder, "t10k-labels-idx1-ubyte"), np.uint8, offset=8)


def read_model(path):
    """The tensors in double precision, and the temperature of the model's probabilities."""
    with open(path, "rb") as file:
        data = file.read()
    end = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:end])
    temperature = float(header.get("__metadata__", {}).get("calibration.temperature", 1))
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, stop = entry["data_offsets"]
            values = np.frombuffer(data[end + begin:end + stop], "<f4")
            tensors[name] = values.reshape(entry["shape"]).astype(np.float64)
    return tensors, temperature


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def convolve(maps, weight, bias):
    """(n, in, h, w) by (out, in, 5, 5): (n, out, h - 4, w - 4)."""
    windows = np.lib.stride_tricks.sliding_window_view(maps, (5, 5), axis=(2, 3))
    return np.tensordot(windows, weight, ([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2) \
        + bias[None, :, None, None]


def pool(maps, weight, bias):
    n, m, h, w = maps.shape
    mean = maps.reshape(n, m, h // 2, 2, w // 2, 2).mean((3, 5))
    return mean * weight[None, :, None, None] + bias[None, :, None, None]


def logits(tensors, image):
    t = tensors
    c1 = sigmoid(convolve(image[:, None], t["c1.weight"], t["c1.bias"]))
    s2 = pool(c1, t["s2.weight"], t["s2.bias"])
    c3 = sigmoid(convolve(s2, t["c3.weight"], t["c3.bias"]))
    s4 = pool(c3, t["s4.weight"], t["s4.bias"])
    c5 = sigmoid(convolve(s4, t["c5.weight"], t["c5.bias"])[:, :, 0, 0])
    f6 = sigmoid(c5 @ t["f6.weight"].T + t["f6.bias"])
    return f6 @ t["output.weight"].T + t["output.bias"]


def find_mistakes(folder, model):
    tensors, temperature = read_model(model)
    images, labels = read_images(folder), read_labels(folder)
    mistakes = []
    for begin in range(0, len(images), 500):
        z = logits(tensors, images[begin:begin + 500]) / temperature
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        for i in np.nonzero(p.argmax(1) != labels[begin:begin + 500])[0]:
            mistakes.append((begin + int(i), int(labels[begin + i]), int(p[i].argmax()),
                             float(p[i].max())))
    return mistakes


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    ours = find_mistakes(sys.argv[1], sys.argv[2])
    if len(sys.argv) == 3:
        for mistake in ours:
            print("%d %d %d %.6f" % mistake)
        return
    with open(sys.argv[3]) as file:
        theirs = [(m["image"], m["label"], m["reading"], m["confidence"])
                  for m in json.load(file)["mistakes"]]
    same = [m[:3] for m in ours] == [m[:3] for m in theirs]
    far = max((abs(a[3] - b[3]) for a, b in zip(ours, theirs)), default=0) if same else 1
    print("%d mistakes here, %d there: %s" %
          (len(ours), len(theirs),
           "the same, confidences differ by at most %.7f" % far if same else "they differ"))
    sys.exit(0 if same and far < 1e-4 else 1)


if __name__ == "__main__":
    main()
