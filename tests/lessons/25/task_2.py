"""25.2 demodulated weights."""

import torch
import torch.nn.functional as F

from course.tasks.lesson_25.task_2 import demodulated


def loops(weight, s):
    made = torch.empty(len(s), *weight.shape)
    for b in range(len(s)):
        for j in range(len(weight)):
            kernel = weight[j] * s[b][:, None, None]
            made[b, j] = kernel / kernel.norm()
    return made


def einsum(weight, s):
    scaled = torch.einsum("jikl,bi->bjikl", weight.double(), s.double())
    return F.normalize(scaled.flatten(2), dim=2).unflatten(2, weight.shape[1:])


def numpys(weight, s):
    import numpy as np

    scaled = weight.numpy()[None] * s.numpy()[:, None, :, None, None]
    return scaled / np.sqrt((scaled**2).sum(axis=(2, 3, 4), keepdims=True) + 1e-8)


def right(my):
    return [demodulated, loops, einsum, numpys]


def scaled(weight, s):
    return weight[None] * s[:, None, :, None, None]


def only_modulated(weight, s):
    return scaled(weight, s)


def variance(weight, s):
    w = scaled(weight, s)
    return w / w.square().sum((2, 3, 4), keepdim=True)


def over_outputs(weight, s):
    w = scaled(weight, s)
    return w / w.square().sum((1, 3, 4), keepdim=True).sqrt()


def each_input(weight, s):
    w = scaled(weight, s)
    return w / w.square().sum((3, 4), keepdim=True).sqrt()


def unscaled(weight, s):
    w = weight / weight.square().sum((1, 2, 3), keepdim=True).sqrt()
    return w[None].expand(len(s), -1, -1, -1, -1)


def unsigned(weight, s):
    return demodulated(weight, s.abs())


def lengths(weight, s):
    return demodulated(weight, s).abs()


def too_early(weight, s):
    w = weight / weight.square().sum((1, 2, 3), keepdim=True).sqrt()
    return scaled(w, s)


def no_axes(weight, s):
    return demodulated(weight, s)[:, :, :, 0, 0]


def changes(weight, s):
    made = demodulated(weight, s)
    weight /= 2
    return made


def divided_over(*axes):
    def kernels(weight, s):
        w = scaled(weight, s)
        return w / w.square().sum(axes, keepdim=True).sqrt()

    return kernels


def mean_square(weight, s):
    w = scaled(weight, s)
    return w / w.square().mean((2, 3, 4), keepdim=True).sqrt()


def of_outputs(weight, s):  # a scale for each output channel, as far as there are scales
    turned = s[:, torch.arange(len(weight)) % s.shape[1]]
    w = weight[None] * turned[:, :, None, None, None]
    return w / w.square().sum((2, 3, 4), keepdim=True).sqrt()


def squared(weight, s):
    return demodulated(weight, s.square())


def wrong(my):
    return [
        (only_modulated, "not divided"),
        (variance, "Divide by its root"),
        (over_outputs, "over the output channels J"),
        (each_input, "over the kernel only"),
        (divided_over(2), "over the input channels only"),
        (divided_over(0, 2, 3, 4), "over the batch, too"),
        (divided_over(1, 2, 3, 4), "over the output channels, too"),
        (mean_square, "the *mean* square"),
        (unscaled, "The scales have no effect"),
        (of_outputs, "not output channels"),
        (unsigned, "The sign of s is lost"),
        (squared, "The scales are squared"),
        (lengths, "The signs are lost"),
        (too_early, "You divided first"),
        (lambda weight, s: 5 * demodulated(weight, s), "neither over J nor over B"),
        (no_axes, "is wanted"),
        (changes, "changes what it was given"),
    ]


def marks(my):
    return [(only_modulated, 0.5), (unscaled, 0.5), (each_input, 0), (lengths, 0.5), (changes, 0.75)]
