"""24.2 what a patch sees."""

import copy

import torch
from torch import nn


def convolutions(net):
    return [one for one in net if isinstance(one, nn.Conv2d)]


def counted(net):
    seen, step = 1, 1
    for c in convolutions(net):
        seen += c.dilation[0] * (c.kernel_size[0] - 1) * step
        step *= c.stride[0]
    return seen


def backwards(net):
    seen = 1
    for c in reversed(convolutions(net)):
        seen = (seen - 1) * c.stride[0] + c.dilation[0] * (c.kernel_size[0] - 1) + 1
    return torch.tensor(seen)


def by_gradient(net):
    net = copy.deepcopy(net).double()
    for c in convolutions(net):
        nn.init.ones_(c.weight)
    x = torch.ones(1, 1, 80, 80, dtype=torch.double, requires_grad=True)
    y = net(x)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    rows = (x.grad[0, 0] != 0).any(1).nonzero()
    return float(rows.max() - rows.min() + 1)


def measured(net):
    """The lesson's own measurement: pixels that are seen, without the gaps."""
    net = copy.deepcopy(net).double()
    for c in convolutions(net):
        nn.init.ones_(c.weight)
    x = torch.ones(1, 1, 80, 80, dtype=torch.double, requires_grad=True)
    y = net(x)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    return int((x.grad[0, 0] != 0).any(0).sum())


def right(my):
    return [counted, backwards, by_gradient]


def late(net):
    seen, step = 1, 1
    for c in convolutions(net):
        step *= c.stride[0]
        seen += c.dilation[0] * (c.kernel_size[0] - 1) * step
    return seen


def whole(net):
    seen, step = 0, 1
    for c in convolutions(net):
        seen += (c.dilation[0] * (c.kernel_size[0] - 1) + 1) * step
        step *= c.stride[0]
    return seen


def undilated(net):
    seen, step = 1, 1
    for c in convolutions(net):
        seen += (c.kernel_size[0] - 1) * step
        step *= c.stride[0]
    return seen


def wrong(my):
    return [
        (undilated, "Dilation is missing"),
        (lambda net: 1 + sum(c.dilation[0] * (c.kernel_size[0] - 1) for c in convolutions(net)), "strides are missing"),
        (measured, "With gaps"),
        (late, "not its own"),
        (whole, "one pixel is counted already"),
        (lambda net: counted(net) + 2, "begin with 1"),
        (lambda net: [counted(net)] * 2, "number"),
    ]
