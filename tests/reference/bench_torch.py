#!/usr/bin/env python3
"""Measures PyTorch on the identical network: training and reading speed, to compare with
`lenetpad bench`. Debian: apt install python3-torch.

usage: bench_torch.py [SECONDS]   (for each measurement; default 3)
"""

import statistics
import sys
import time

import torch

from network import TENSORS, forward, loss_of


def make_parameters():
    torch.manual_seed(1)
    return {name: (torch.randn(shape) * 0.1).requires_grad_() for name, shape in TENSORS}


def time_calls(call, seconds):
    """The times of single calls, after one to warm up."""
    call()
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times


def training_speed(batch, seconds):
    """Images a second of forward, loss, backward and a Nesterov step."""
    parameters = make_parameters()
    optimiser = torch.optim.SGD(parameters.values(), lr=0.1, momentum=0.9, nesterov=True)
    images = torch.rand(batch, 1, 32, 32)
    one_hot = torch.eye(10)[torch.randint(10, (batch,))]

    def step():
        optimiser.zero_grad()
        loss_of(forward(parameters, images)["probability"], one_hot).backward()
        optimiser.step()

    return batch / statistics.median(time_calls(step, seconds))


def reading_time(batch, seconds):
    """Seconds for one forward pass of `batch` images: median and 99th percentile."""
    parameters, images = make_parameters(), torch.rand(batch, 1, 32, 32)
    with torch.no_grad():
        times = sorted(time_calls(lambda: forward(parameters, images), seconds))
    return statistics.median(times), times[int(len(times) * 0.99)]


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"PyTorch {torch.__version__}")
    best = 0
    for threads in (1, 2):
        torch.set_num_threads(threads)
        for batch in (32, 64, 128, 256):
            speed = training_speed(batch, seconds)
            best = max(best, speed)
            print(f"train    batch {batch:3}  threads {threads}  {speed:8.0f} images/s", flush=True)
    print(f"train    best {best:.0f} images/s, {60000 / best:.2f} s an epoch of 60000")
    torch.set_num_threads(1)
    median, slowest = reading_time(1, seconds)
    print(f"forward  one image    {median * 1e6:.0f} us (99th percentile {slowest * 1e6:.0f} us)")
    median, _ = reading_time(256, seconds)
    print(f"forward  batch 256    {median / 256 * 1e6:.1f} us an image, one thread")


if __name__ == "__main__":
    main()
