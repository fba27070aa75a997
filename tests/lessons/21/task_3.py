"""21.3 how many inputs meet in one output."""

import torch
from torch import nn


def fan_in(layer, own=True, power=2, transposed=True):
    c = layer.in_channels if own else layer.out_channels
    k, s = layer.kernel_size[0], layer.stride[0]
    if transposed and isinstance(layer, nn.ConvTranspose2d):
        return c * (k // s) ** power
    return c * k**2


def measured(layer):
    """Weights of one, an input of ones, no bias: an inner pixel counts its own inputs."""
    with torch.no_grad():
        layer.weight.fill_(1.0)
        layer.bias.zero_()
        drawn = layer(torch.ones(1, layer.in_channels, 15, 15))
    middle = drawn.shape[-1] // 2
    return drawn[0, 0, middle, middle]


def halved(layer):
    k = layer.kernel_size[0]
    return layer.in_channels * (k // 2) ** 2 if isinstance(layer, nn.ConvTranspose2d) else fan_in(layer)


def right(my):
    return [fan_in, measured, lambda layer: float(fan_in(layer))]


def wrong(my):
    def conv(f):
        return lambda layer: fan_in(layer) if isinstance(layer, nn.ConvTranspose2d) else f(layer)

    return [
        (conv(lambda one: one.in_channels), "The kernel is missing"),
        (conv(lambda one: one.out_channels * one.kernel_size[0] ** 2), "counts the output channels"),
        (conv(lambda one: one.in_channels * one.kernel_size[0]), "The window is a square"),
        (conv(lambda one: one.weight[0].numel() + 1), "The bias is no input"),
        (conv(lambda one: one.weight.numel()), "all weights of the layer"),
        (lambda layer: layer.in_channels * (layer.kernel_size[0] / layer.stride[0]) ** 2, "each still sees"),
        (lambda layer: fan_in(layer, transposed=False), "only every s-th entry"),
        (lambda layer: layer.weight[0].numel(), "That is what PyTorch"),
        (lambda layer: fan_in(layer, own=isinstance(layer, nn.Conv2d)), "you took the output channels"),
        (lambda layer: fan_in(layer, power=1) if layer.stride[0] > 0 else 0, "so in the plane"),
        (lambda layer: halved(layer), "by the layer's own stride"),
        (lambda layer: 7, "Count the products"),
    ]
