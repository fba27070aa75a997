"""00.2 whole levels for a screen."""

import numpy as np
import torch


def right(my):
    def in_one_line(x, levels):
        return ((x.clamp(-1, 1) + 1) / 2 * (levels - 1)).round().to(torch.uint8)

    def by_floor(x, levels):
        top = levels - 1
        place = torch.floor((x + 1) * top / 2 + 0.5)
        return torch.minimum(torch.maximum(place, torch.tensor(0.0)), torch.tensor(float(top))).byte()

    def by_distance(x, levels):
        exact = torch.linspace(-1, 1, levels)
        return (x[..., None] - exact).abs().argmin(dim=-1).to(torch.uint8)

    def with_numpy(x, levels):
        return np.rint((np.clip(x.numpy(), -1, 1) + 1) / 2 * (levels - 1)).astype(np.uint8)

    return [in_one_line, by_floor, by_distance, with_numpy]


def wrong(my):
    def unit(x):
        return (x.clamp(-1, 1) + 1) / 2

    def cut(x, levels):
        return (unit(x) * (levels - 1)).to(torch.uint8)

    def up(x, levels):
        return (unit(x) * (levels - 1)).ceil().to(torch.uint8)

    def fractions(x, levels):
        return unit(x) * (levels - 1)

    def float_type(x, levels):
        return (unit(x) * (levels - 1)).round()

    def one_too_many(x, levels):
        return (unit(x) * levels).round().to(torch.int64)

    def equal_bins(x, levels):
        return (unit(x) * levels).clamp(max=levels - 1).to(torch.uint8)

    def always_255(x, levels):
        return (unit(x) * 255).round().to(torch.uint8)

    def wraps(x, levels):
        return ((x + 1) / 2 * (levels - 1)).round().long().remainder(256).to(torch.uint8)

    def clip_255(x, levels):
        return ((x + 1) / 2 * (levels - 1)).round().clamp(0, 255).to(torch.int64)

    def half_lost(x, levels):
        return (x.clamp(0, 1) * (levels - 1)).round().to(torch.uint8)

    def in_place(x, levels):
        return x.clamp_(-1, 1).add_(1).div_(2).mul_(levels - 1).round().to(torch.uint8)

    def clamps_in_place(x, levels):
        x.clamp_(-1, 1)
        return ((x + 1) / 2 * (levels - 1)).round().to(torch.uint8)

    def assigns_in_place(x, levels):
        x[x > 1], x[x < -1] = 1, -1
        return ((x + 1) / 2 * (levels - 1)).round().to(torch.uint8)

    def lower_only(x, levels):
        return ((x + 1) / 2 * (levels - 1)).round().clamp(min=0).to(torch.int64)

    def forgets_return(x, levels):
        (unit(x) * (levels - 1)).round().to(torch.uint8)

    def unstretched(x, levels):
        return unit(x).round().to(torch.uint8)

    def no_shift(x, levels):
        return (x * (levels - 1)).round().clamp(0, levels - 1).to(torch.uint8)

    def flattened(x, levels):
        return (unit(x) * (levels - 1)).round().to(torch.uint8).flatten()

    def by_way_of_256(x, levels):
        return ((unit(x) * 255).round() / 255 * (levels - 1)).round().to(torch.uint8)

    return [
        (by_way_of_256, "You round twice"),
        (cut, "cut the fraction off"),
        (up, "round up always"),
        (fractions, "These are fractions"),
        (float_type, "wants torch.uint8"),
        (one_too_many, "which is the last?"),
        (equal_bins, "one step fewer"),
        (always_255, "still stretch to 255"),
        (wraps, "*before* you convert"),
        (clip_255, "You clip at 255"),
        (lower_only, "the upper end is open"),
        (half_lost, "The darker half is 0"),
        (no_shift, "The darker half is 0"),
        (in_place, "work in place"),
        (clamps_in_place, "changed x itself"),
        (assigns_in_place, "`x[...] =`"),
        (forgets_return, "returns None"),
        (unstretched, "lie between 0 and 1"),
        (flattened, "has shape (120,)"),
    ]
