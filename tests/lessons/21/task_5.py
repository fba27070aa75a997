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

    def draw(a, b):
        return torch.randn(a, b, 2, 2)

    def lonely(a, b):  # one number a square, zeros around it
        weight = torch.zeros(a, b, 4, 4)
        weight[:, :, ::2, ::2] = s * draw(a, b)
        return weight

    def averaged(a, b):
        return squares(F.avg_pool2d(s * torch.randn(a, b, 4, 4), 2))

    def added(a, b):
        return squares(s * (draw(a, b) + draw(a, b) + draw(a, b) + draw(a, b)))

    def seeded(a, b):
        return squares(s * torch.randn(a, b, 2, 2, generator=torch.Generator().manual_seed(1)))

    signs = torch.tensor([[1.0, -1.0], [-1.0, 1.0]])
    mirror = [0, 1, 1, 0]
    return [
        (lambda a, b: s * torch.randn(a, b, 4, 4), "Add up, for each phase"),
        (lambda a, b: torch.nn.ConvTranspose2d(a, b, 4, 2, 1).weight, "Add up, for each phase"),
        (lambda a, b: (s * draw(a, b)).repeat(1, 1, 2, 2), "repeat lays the 2 x 2 numbers side by side"),
        (lonely, "zeros around it"),
        (lambda a, b: s * torch.randn(a, b, 2, 4).repeat_interleave(2, 2), "Stripes are left"),
        (lambda a, b: s * torch.randn(a, b, 4, 2).repeat_interleave(2, 3), "Stripes are left"),
        (lambda a, b: even(b, a), "the order of a convolution"),
        (lambda a, b: s * draw(a, b), "Each must fill a square"),
        (lambda a, b: (s * draw(a, b)).repeat_interleave(2, 2), "is repeated once, along one axis"),
        (lambda a, b: (s * draw(a, b)).repeat_interleave(2), "lays all numbers in a row"),
        (lambda a, b: (s * draw(a, b)).repeat_interleave(2, 0).repeat_interleave(2, 1), "the channels were repeated"),
        (lambda a, b: squares(s * torch.randn(a, b, 4, 4)), "larger than 4 x 4"),
        (lambda a, b: squares(s * draw(a, b))[0], "four axes"),
        (lambda a, b: torch.zeros(a, b, 4, 4), "no gradient would pass"),
        (lambda a, b: squares(s * torch.randn(a, b, 1, 1) * signs), "the weights of a phase cancel"),
        (lambda a, b: even(1, 1).expand(a, b, 4, 4), "share one kernel"),
        (lambda a, b: even(a, 1).expand(a, b, 4, 4), "draw the same picture"),
        (lambda a, b: even(1, b).expand(a, b, 4, 4), "cannot tell them apart"),
        (lambda a, b: squares((s * torch.randn(a, b, 2, 1)).expand(a, b, 2, 2)), "Two of the four squares"),
        (lambda a, b: (s * torch.randn(a, b, 1, 1)).expand(a, b, 4, 4), "the whole kernel is one draw"),
        (lambda a, b: squares(s * draw(a, b).sign()), "1 for signs"),
        (lambda a, b: squares(s * 12**0.5 * (torch.rand(a, b, 2, 2) - 0.5)), "1.8 for a uniform one"),
        (seeded, "Each call gives the same weights"),
        (lambda a, b: even(a, b) + s, "Draw them from a normal distribution around 0"),
        (lambda a, b: squares(s * torch.rand(a, b, 2, 2)), "torch.rand draws from"),
        (lambda a, b: squares(draw(a, b)), "has the standard deviation 1"),
        (lambda a, b: squares(s**0.5 * draw(a, b)), "that is the root"),
        (lambda a, b: squares(s**2 * draw(a, b)), "that is the variance"),
        (averaged, "the mean of four draws"),
        (added, "four draws are added"),
        (lambda a, b: even(a, b) / 4, "divides by the four copies"),
        (lambda a, b: 3 * even(a, b), "Copying a draw keeps"),
        (lambda a, b: (s * draw(a, b))[:, :, mirror][..., mirror], "one number, as asked"),
    ]
