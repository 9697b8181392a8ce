"""Works a network out from exported NumPy arrays alone, in double precision.

usage: numpy_reader.py ARRAYS.npz IMAGES   a line for each image of an IDX file: its number, what is
                                           read, and ten probabilities
       numpy_reader.py ARRAYS.npz          the largest difference of any exported activation from
                                           what these weights make of the exported input
"""

import sys

import numpy as np

HEADER = 16


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def convolve(maps, weight, bias):
    """maps: (n, inputs, rows, columns); weight: (outputs, inputs, 5, 5)."""
    windows = np.lib.stride_tricks.sliding_window_view(maps, (5, 5), axis=(2, 3))
    return np.einsum("nirckl,oikl->norc", windows, weight, optimize=True) + bias[:, None, None]


def subsample(maps, weight, bias):
    n, count, rows, columns = maps.shape
    mean = maps.reshape(n, count, rows // 2, 2, columns // 2, 2).mean((3, 5))
    return mean * weight[:, None, None] + bias[:, None, None]


def forward(w, images):
    layers = {"INPUT": images}
    layers["C1"] = sigmoid(convolve(images, w["c1.weight"], w["c1.bias"]))
    layers["S2"] = subsample(layers["C1"], w["s2.weight"], w["s2.bias"])
    layers["C3"] = sigmoid(convolve(layers["S2"], w["c3.weight"], w["c3.bias"]))
    layers["S4"] = subsample(layers["C3"], w["s4.weight"], w["s4.bias"])
    layers["C5"] = sigmoid(convolve(layers["S4"], w["c5.weight"], w["c5.bias"]))[:, :, 0, 0]
    layers["F6"] = sigmoid(layers["C5"] @ w["f6.weight"].T + w["f6.bias"])
    layers["logits"] = layers["F6"] @ w["output.weight"].T + w["output.bias"]
    powers = np.exp(layers["logits"] - layers["logits"].max(1, keepdims=True))
    layers["OUTPUT"] = powers / powers.sum(1, keepdims=True)
    return layers


def print_readings(arrays, images):
    with open(images, "rb") as file:
        grey = np.frombuffer(file.read()[HEADER:], dtype=np.uint8).reshape(-1, 1, 28, 28)
    levels = np.pad(grey.astype(float), ((0, 0), (0, 0), (2, 2), (2, 2))) * 0.005 - 0.1
    number = 0
    for first in range(0, len(levels), 200):
        for row in forward(arrays, levels[first:first + 200])["OUTPUT"]:
            print(number, row.argmax(), *(f"{p:.9g}" for p in row), sep=",")
            number += 1


def main():
    with np.load(sys.argv[1]) as file:
        arrays = {name: file[name].astype(float) for name in file.files}
    if len(sys.argv) > 2:
        print_readings(arrays, sys.argv[2])
        return
    layers = forward(arrays, arrays["INPUT"][None, None])
    print(max(abs(value[0] - arrays[name]).max() for name, value in layers.items()
              if name != "INPUT"))


if __name__ == "__main__":
    main()
