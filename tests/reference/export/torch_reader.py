"""Reads the images of an IDX file with an exported PyTorch module, and prints a line for each: its
number, what is read, and ten probabilities.

usage: torch_reader.py MODULE.py IMAGES
"""

import importlib.util
import sys

import torch

HEADER = 16


def main():
    specification = importlib.util.spec_from_file_location("exported", sys.argv[1])
    exported = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(exported)
    network = exported.load()
    with open(sys.argv[2], "rb") as file:
        grey = torch.frombuffer(bytearray(file.read()[HEADER:]), dtype=torch.uint8)
    levels = (grey.view(-1, 1, 28, 28).double() * 0.005 - 0.1).float()
    images = torch.nn.functional.pad(levels, (2, 2, 2, 2), value=-0.1)
    with torch.no_grad():
        rows = torch.cat([torch.softmax(network(part), 1) for part in images.split(500)])
    for number, row in enumerate(rows):
        print(number, row.argmax().item(), *(f"{p:.9g}" for p in row.tolist()), sep=",")


if __name__ == "__main__":
    main()
