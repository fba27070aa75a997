"""21.5 a start without a checkerboard."""

import torch
import torch.nn.functional as F


def squares(numbers):
    return numbers.repeat_interleave(2, 2).repeat_interleave(2, 3)


def by_loops(a, b, sigma):
    weight = torch.empty(a, b, 4, 4)
    for i in (0, 2):
        for j in (0, 2):
            weight[:, :, i : i + 2, j : j + 2] = torch.randn(a, b, 1, 1) * sigma
    return weight


def right(my):
    s = my.sigma
    return [
        lambda a, b: squares(s * torch.randn(a, b, 2, 2)),
        lambda a, b: by_loops(a, b, s),
        lambda a, b: F.interpolate(s * torch.randn(a, b, 2, 2), scale_factor=2).numpy(),
    ]


def wrong(my):
    s = my.sigma

    def even(a, b):
        return squares(s * torch.randn(a, b, 2, 2))

    signs = torch.tensor([[1.0, -1.0], [-1.0, 1.0]])
    mirror = [0, 1, 1, 0]
    return [
        (lambda a, b: s * torch.randn(a, b, 4, 4), "A checkerboard is left"),
        (lambda a, b: (s * torch.randn(a, b, 2, 2)).repeat(1, 1, 2, 2), "A checkerboard is left"),
        (lambda a, b: even(b, a), "(in, out, kernel, kernel)"),
        (lambda a, b: s * torch.randn(a, b, 2, 2), "(in, out, kernel, kernel)"),
        (lambda a, b: torch.zeros(a, b, 4, 4), "no gradient would pass"),
        (lambda a, b: squares(s * torch.randn(a, b, 1, 1) * signs), "the weights of a phase cancel"),
        (lambda a, b: even(1, 1).expand(a, b, 4, 4), "draw the same picture"),
        (lambda a, b: even(a, 1).expand(a, b, 4, 4), "draw the same picture"),
        (lambda a, b: even(1, b).expand(a, b, 4, 4), "cannot tell them apart"),
        (lambda a, b: squares((s * torch.randn(a, b, 2, 1)).expand(a, b, 2, 2)), "give each its own draw"),
        (lambda a, b: squares(s * torch.randn(a, b, 2, 2).sign()), "1 for signs"),
        (lambda a, b: squares(s * 12**0.5 * (torch.rand(a, b, 2, 2) - 0.5)), "1.8 for a uniform one"),
        (
            lambda a, b: squares(s * torch.randn(a, b, 2, 2, generator=torch.Generator().manual_seed(1))),
            "Each call gives the same weights",
        ),
        (lambda a, b: even(a, b) + 5 * s, "Draw them from a normal distribution around 0"),
        (lambda a, b: 10 * even(a, b), "Copying a draw keeps"),
        (lambda a, b: even(a, b) / 4, "Copying a draw keeps"),
        (lambda a, b: (s * torch.randn(a, b, 1, 1)).expand(a, b, 4, 4), "give each its own draw"),
        (lambda a, b: (s * torch.randn(a, b, 2, 2))[:, :, mirror][..., mirror], "one number, as asked"),
    ]
