#!/usr/bin/env python3
"""Writes golden.h: activations, loss and gradients of LeNet-5 from PyTorch in double precision.

Debian: apt install python3-torch; then: python3 tests/reference/golden.py
The tests only include golden.h and need no PyTorch.
"""

import pathlib

import torch

from network import PARAMETERS, TENSORS, forward, loss_of

IMAGES = 16
STRIDES = {"c1": 97, "s2": 37, "c3": 41, "s4": 13, "c5": 1, "f6": 1}
GRADIENT_STRIDE = 17
SUBSAMPLING = ("s2_weight", "s4_weight")
SCALES = {"c5_weight": 0.5}  # the others 1


def mix(n):
    """A 16-bit hash of n; golden_mix in the header repeats it."""
    n = n * 2654435761 & 0xFFFFFFFF
    n ^= n >> 15
    n = n * 2246822519 & 0xFFFFFFFF
    n ^= n >> 13
    return n >> 16


def make_parameters():
    """Every value is a multiple of 2^-17 below 2, so that a float holds it exactly."""
    parameters, at = {}, 0
    for name, shape in TENSORS:
        count = torch.Size(shape).numel()
        values = [mix(i) / 65536 - 0.5 for i in range(at, at + count)]
        if name in SUBSAMPLING:
            values = [1 + v / 2 for v in values]
        values = [v * SCALES.get(name, 1) for v in values]
        tensor = torch.tensor(values, dtype=torch.float64).reshape(shape)
        parameters[name] = tensor.requires_grad_()
        at += count
    assert at == PARAMETERS
    return parameters


def pixel(image, row, column):
    """Coarse blotches and fine noise in equal parts, from -0.125 up to 1.125; exact in a float."""
    coarse = mix(1000000 + image * 64 + row // 4 * 8 + column // 4)
    fine = mix(2000000 + image * 1024 + row * 32 + column)
    return (coarse + fine) / 131072 * 1.25 - 0.125


def make_images():
    return torch.tensor([[[[pixel(n, r, c) for c in range(32)] for r in range(32)]]
                         for n in range(IMAGES)], dtype=torch.float64)


def c_numbers(values, indent, columns=4):
    numbers = [f"{v:.17g}" for v in values.tolist()]
    return "".join(indent + ", ".join(numbers[i:i + columns]) + ",\n"
                   for i in range(0, len(numbers), columns))


def c_array(name, values):
    if values.dim() == 1:
        return f"static const double {name} = {{\n{c_numbers(values, '    ')}}};\n"
    rows = "".join(f"    {{\n{c_numbers(row, '        ')}    }},\n" for row in values)
    return f"static const double {name} = {{\n{rows}}};\n"


INTRODUCTION = """\
// Golden values of LeNet-5, computed by golden.py with PyTorch {version} in double precision.
// Written by that script: change it, not this file.
//
// Weights and images come from formulas that a float holds exactly:
//   golden_parameter(i)            parameter i of struct lenet as a flat run (lenet_parameters)
//   golden_pixel(image, row, col)  image 0..15, input of the network, 32x32
//   golden_label(image)            its class
//
// Layout; "flat" counts through the arrays of struct lenet_activations / struct lenet:
//   golden_X[16][...]              X in c1, s2, c3, s4, c5, f6: image, then the activations with
//                                  flat index 0, STRIDE_X, 2 STRIDE_X, ... of the layer
//   golden_X_sum[16][maps]         c1, s2, c3, s4: sum of each map
//   golden_logits, golden_probability   [16][10], all
//   golden_loss                    squared error, mean over the 10 classes and the 16 images
//   golden_gradient                of golden_loss (the mean: 1/16 of the images' summed gradient)
//                                  by parameter 0, GOLDEN_GRADIENT_STRIDE, ... (flat)
//   golden_gradient_head[168]      by the first 168 parameters: C1 and S2 completely
//   golden_gradient_sum[14], golden_gradient_absolute[14]   for each tensor in the order of struct
//                                  lenet, the sum and the sum of magnitudes; golden_tensor_size[14]
//                                  are their lengths

// clang-format off
#ifndef TESTS_REFERENCE_GOLDEN_H
#define TESTS_REFERENCE_GOLDEN_H

#include <stdint.h>

enum {{
    GOLDEN_IMAGES = {images},
    GOLDEN_GRADIENT_STRIDE = {gradient_stride},
    GOLDEN_GRADIENTS = {gradients},
{strides}
}};

static inline uint32_t golden_mix(uint32_t n)
{{
    n *= 2654435761u;
    n ^= n >> 15;
    n *= 2246822519u;
    n ^= n >> 13;
    return n >> 16;
}}

static inline float golden_parameter(uint32_t i)
{{
    float value = (float)golden_mix(i) / 65536 - 0.5f;
    if ({subsampling})
        return 1 + value / 2; // coefficients of S2 and S4
    return {halved} ? value / 2 : value; // weights of C5 are smaller
}}

static inline float golden_pixel(int image, int row, int column)
{{
    uint32_t coarse = golden_mix((uint32_t)(1000000 + image * 64 + row / 4 * 8 + column / 4));
    uint32_t fine = golden_mix((uint32_t)(2000000 + image * 1024 + row * 32 + column));
    return (float)(coarse + fine) / 131072 * 1.25f - 0.125f;
}}

static inline int golden_label(int image)
{{
    return (3 * image + 1) % 10;
}}

"""


def ranges_of(names):
    """A C condition: i lies in one of these tensors."""
    conditions, at = [], 0
    for name, shape in TENSORS:
        end = at + torch.Size(shape).numel()
        if name in names:
            conditions.append(f"(i >= {at} && i < {end})")
        at = end
    return " || ".join(conditions)


def main():
    parameters, images = make_parameters(), make_images()
    layers = forward(parameters, images)
    labels = torch.tensor([(3 * n + 1) % 10 for n in range(IMAGES)])
    loss = loss_of(layers["probability"], torch.eye(10, dtype=torch.float64)[labels])
    loss.backward()
    gradients = [parameters[name].grad.flatten() for name, _ in TENSORS]
    flat = torch.cat(gradients)

    samples = {name: layers[name].detach().flatten(1)[:, ::stride]
               for name, stride in STRIDES.items()}
    strides = ",\n".join(
        f"    GOLDEN_{n.upper()}_STRIDE = {STRIDES[n]},\n"
        f"    GOLDEN_{n.upper()}_SAMPLES = {samples[n].shape[1]}" for n in STRIDES) + ","
    text = INTRODUCTION.format(
        version=torch.__version__, images=IMAGES, gradient_stride=GRADIENT_STRIDE,
        gradients=len(flat[::GRADIENT_STRIDE]), strides=strides,
        subsampling=ranges_of(SUBSAMPLING), halved=ranges_of(SCALES))
    for name, values in samples.items():
        text += c_array(f"golden_{name}[GOLDEN_IMAGES][GOLDEN_{name.upper()}_SAMPLES]", values)
    for name in ("c1", "s2", "c3", "s4"):
        sums = layers[name].detach().sum((2, 3))
        text += c_array(f"golden_{name}_sum[GOLDEN_IMAGES][{sums.shape[1]}]", sums)
    for name in ("logits", "probability"):
        text += c_array(f"golden_{name}[GOLDEN_IMAGES][10]", layers[name].detach())
    text += f"static const double golden_loss = {loss.item():.17g};\n"
    text += c_array("golden_gradient[GOLDEN_GRADIENTS]", flat[::GRADIENT_STRIDE])
    text += c_array("golden_gradient_head[168]", flat[:168])
    text += c_array("golden_gradient_sum[14]", torch.stack([g.sum() for g in gradients]))
    text += c_array("golden_gradient_absolute[14]",
                    torch.stack([g.abs().sum() for g in gradients]))
    sizes = ", ".join(str(len(g)) for g in gradients)
    text += f"static const int golden_tensor_size[14] = {{{sizes}}};\n\n#endif\n"
    pathlib.Path(__file__).with_name("golden.h").write_text(text)
    print(f"loss {loss.item():.6f}; probabilities of image 0:",
          [f"{v:.3f}" for v in layers["probability"][0].tolist()])
    for (name, _), gradient in zip(TENSORS, gradients):
        print(f"{name:14} largest gradient {gradient.abs().max():.2e}")


if __name__ == "__main__":
    main()
