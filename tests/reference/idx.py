"""MNIST's files, plain or gzip, as bytes."""

import gzip
import os


def read_bytes(folder, name):
    path = os.path.join(folder, name)
    if os.path.exists(path):
        with open(path, "rb") as file:
            return file.read()
    with gzip.open(path + ".gz") as file:
        return file.read()
