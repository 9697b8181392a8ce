"""The network of nn/net/lenet.h in PyTorch, shared by golden.py and bench_torch.py.

INPUT 32x32 -> C1 6@28x28 -> S2 6@14x14 -> C3 16@10x10 -> S4 16@5x5 -> C5 120 -> F6 84 -> 10
"""

import torch
import torch.nn.functional as functional

# Name and shape of every tensor, in the order of struct lenet.
TENSORS = [
    ("c1_weight", (6, 1, 5, 5)), ("c1_bias", (6,)),
    ("s2_weight", (6,)), ("s2_bias", (6,)),
    ("c3_weight", (16, 6, 5, 5)), ("c3_bias", (16,)),
    ("s4_weight", (16,)), ("s4_bias", (16,)),
    ("c5_weight", (120, 16, 5, 5)), ("c5_bias", (120,)),
    ("f6_weight", (84, 120)), ("f6_bias", (84,)),
    ("output_weight", (10, 84)), ("output_bias", (10,)),
]
PARAMETERS = 61750


def subsample(maps, weight, bias):
    """Average of 2x2 pixels, times a coefficient, plus a bias, one of each per map."""
    shape = (1, -1, 1, 1)
    return functional.avg_pool2d(maps, 2) * weight.view(shape) + bias.view(shape)


def forward(p, images):
    """images: (n, 1, 32, 32). Returns every layer's activations by name."""
    c1 = torch.sigmoid(functional.conv2d(images, p["c1_weight"], p["c1_bias"]))
    s2 = subsample(c1, p["s2_weight"], p["s2_bias"])
    c3 = torch.sigmoid(functional.conv2d(s2, p["c3_weight"], p["c3_bias"]))
    s4 = subsample(c3, p["s4_weight"], p["s4_bias"])
    c5 = torch.sigmoid(functional.conv2d(s4, p["c5_weight"], p["c5_bias"])).flatten(1)
    f6 = torch.sigmoid(functional.linear(c5, p["f6_weight"], p["f6_bias"]))
    logits = functional.linear(f6, p["output_weight"], p["output_bias"])
    return {"c1": c1, "s2": s2, "c3": c3, "s4": s4, "c5": c5, "f6": f6,
            "logits": logits, "probability": torch.softmax(logits, 1)}


def loss_of(probability, one_hot):
    """Mean squared error over the classes and the images."""
    return ((probability - one_hot) ** 2).mean()
