#!/usr/bin/env python3
"""Compares our reading of a test set with PyTorch's: the same weights, the same images, double
precision there. Debian: apt install python3-torch.

usage: lenetpad test --data DIR --csv readings.csv
       compare_torch.py DIR MODEL.safetensors readings.csv
"""

import csv
import json
import struct
import sys

import torch

from idx import read_bytes
from network import forward


def read_images(folder):
    """The test images as the network sees them: (n, 1, 32, 32)."""
    data = read_bytes(folder, "t10k-images-idx3-ubyte")
    count = struct.unpack(">I", data[4:8])[0]
    grey = torch.frombuffer(bytearray(data[16:]), dtype=torch.uint8).view(count, 1, 28, 28)
    levels = grey.double() / 255 * 1.275 - 0.1
    return torch.nn.functional.pad(levels, (2, 2, 2, 2), value=-0.1)


def read_model(path):
    with open(path, "rb") as file:
        data = file.read()
    end = 8 + struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8:end]).items():
        if name != "__metadata__":
            begin, stop = entry["data_offsets"]
            values = torch.frombuffer(bytearray(data[end + begin:end + stop]), dtype=torch.float32)
            tensors[name.replace(".", "_")] = values.view(entry["shape"]).double()
    return tensors


def main():
    folder, model, readings = sys.argv[1:4]
    with open(readings, newline="") as file:
        rows = list(csv.DictReader(file))
    ours = torch.tensor([[float(row[f"p{k}"]) for k in range(10)] for row in rows]).double()
    with torch.no_grad():
        parameters, images = read_model(model), read_images(folder)
        theirs = torch.cat([forward(parameters, part)["probability"]
                            for part in images.split(500)])
    worst = (ours - theirs).abs().max().item()
    different = (ours.argmax(1) != theirs.argmax(1)).sum().item()
    print(f"{len(rows)} images: largest difference of a probability {worst:.2e}, "
          f"different readings {different}")


if __name__ == "__main__":
    main()
