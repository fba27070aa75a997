"""25.6 a filter in the wrong place."""

import torch
import torch.nn.functional as F

from course.tasks.lesson_25.task_6 import right as mended


def padded(x, k):
    size = x.shape[-1]
    spectrum = torch.fft.fft(x)
    half = size // 2
    zeros = torch.zeros(len(x), size * (k - 1), dtype=spectrum.dtype)
    middle = spectrum[:, half : half + 1]
    if k > 1:
        long = torch.cat([spectrum[:, :half], zeros, 0 * middle, spectrum[:, half + 1 :]], 1)
    else:
        long = spectrum
    bent = F.leaky_relu(torch.fft.ifft(long).real * k, 0.2)
    after = torch.fft.fft(bent)
    short = torch.cat([after[:, :half], 0 * middle, after[:, len(after[0]) - half + 1 :]], 1)
    return torch.fft.ifft(short).real / k


def matrices(x, k):
    size = x.shape[-1]
    coarse, fine = (torch.eye(n, dtype=x.dtype) for n in (size, k * size))
    up = k * torch.fft.irfft(torch.fft.rfft(coarse), n=k * size)
    down = torch.fft.irfft(torch.fft.rfft(fine)[:, : size // 2], n=size) / k
    return torch.where(x @ up > 0, x @ up, 0.2 * (x @ up)) @ down


def filtered(x, k):
    size = x.shape[-1]
    fine = torch.fft.irfft(k * torch.fft.rfft(x), n=k * size)
    spectrum = torch.fft.rfft(F.leaky_relu(fine, 0.2))
    spectrum[:, size // 2 :] = 0
    return torch.fft.irfft(spectrum, n=k * size)[:, ::k]


def right(my):
    return [mended, padded, matrices, filtered]


def early(x, k):
    size = x.shape[-1]
    fine = k * torch.fft.irfft(torch.fft.rfft(x)[:, : size // 2], n=k * size)
    return F.leaky_relu(fine, 0.2)[:, ::k]


def small(x, k):
    size = x.shape[-1]
    fine = torch.fft.irfft(torch.fft.rfft(x), n=k * size)
    return torch.fft.irfft(torch.fft.rfft(F.leaky_relu(fine, 0.2))[:, : size // 2], n=size) / k


def large(x, k):
    return k * mended(x, k)


def coarse(x, k):
    return mended(x, 1)


def unfiltered(x, k):
    return F.leaky_relu(x, 0.2)


def straight(x, k):
    return x


def fine_row(x, k):
    return k * torch.fft.irfft(torch.fft.rfft(x), n=k * x.shape[-1])


def relu(x, k):
    size = x.shape[-1]
    fine = k * torch.fft.irfft(torch.fft.rfft(x), n=k * size)
    return torch.fft.irfft(torch.fft.rfft(F.relu(fine))[:, : size // 2], n=size) / k


def lower(x, k):
    size = x.shape[-1]
    fine = k * torch.fft.irfft(torch.fft.rfft(x), n=k * size)
    return torch.fft.irfft(torch.fft.rfft(F.leaky_relu(fine, 0.2))[:, : size // 4], n=size) / k


def changes(x, k):
    made = mended(x, k)
    x.zero_()
    return made


def cut(more, slope=0.2):
    return lambda x, k: mended(x, k, more, slope)


def divides(x, k):  # the factor k upside down
    size = x.shape[-1]
    fine = torch.fft.irfft(torch.fft.rfft(x), n=k * size) / k
    return torch.fft.irfft(torch.fft.rfft(F.leaky_relu(fine, 0.2))[:, : size // 2], n=size) / k


def uneven(x, k):  # another size where it bends
    return mended(x, k) * (1 if (x > 0).all() else 2)


def wrong(my):
    return [
        (early, "The filter comes too early"),
        (small, "k times too small"),
        (divides, "k² times too small"),
        (large, "k times too large"),
        (coarse, "too late for aliases"),
        (unfiltered, "The filter comes too early"),
        (straight, "Nothing is bent"),
        (fine_row, "is wanted"),
        (relu, "the plain ReLU"),
        (cut(0, 0.01), "slope 0.01"),
        (cut(1), "One wave too many"),
        (cut(-1), "One wave too few"),
        (lower, "takes too much"),
        (lambda x, k: mended(x, k).flip(1), "its first size/2 waves"),
        (lambda x, k: mended(x, k) * 7, "all steps together must change nothing"),
        (uneven, "which factor stands in one case only"),
        (changes, "changes x itself"),
    ]


def marks(my):
    return [(early, 0.5), (small, 0.5), (straight, 0), (unfiltered, 0.5), (fine_row, 0), (divides, 0.5)]
