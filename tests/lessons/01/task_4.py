"""01.4 a sampler with three mistakes."""

import torch

from course.tasks.lesson_01.task_4 import broken_reject


def right(my):
    def in_logs(density, n, low, high, top, seed=0):
        g = torch.Generator().manual_seed(seed)
        found, count = [], 0
        while count < n:
            throw, decide = torch.rand(2, 500, generator=g)
            x = torch.lerp(torch.tensor(low), torch.tensor(high), throw)
            x = x[decide.log() < density(x).log() - torch.tensor(top).log()]
            found.append(x)
            count += len(x)
        return torch.cat(found)[:n]

    def one_by_one(density, n, low, high, top, seed=0):
        g = torch.Generator().manual_seed(seed)
        kept = torch.empty(0)
        while len(kept) < n:
            u = torch.rand(n, generator=g)
            x = high - (high - low) * u
            u = top * torch.rand(n, generator=g)
            kept = torch.cat([kept, x[u < density(x)]])
        return kept[:n]

    def one_point_at_a_time(density, n, low, high, top, seed=0):  # slow, and right
        g = torch.Generator().manual_seed(seed)
        kept = []
        while len(kept) < n:
            x = low + (high - low) * torch.rand(1, generator=g)
            if torch.rand(1, generator=g) < density(x) / top:
                kept.append(x.item())
        return kept

    return [in_logs, one_by_one, one_point_at_a_time]


def sampler(*, width=True, outside=True, fresh=True, turned=False, over_top=True, cut=True, seeded=True, squared=False):
    """The right sampler with the mistakes that are asked for."""

    def reject(density, n, low, high, top, seed=0):
        g = torch.Generator().manual_seed(seed) if seeded else torch.Generator().manual_seed(torch.seed() % 2**31)
        kept = torch.empty(0)
        while len(kept) < n:
            if not outside:
                g = torch.Generator().manual_seed(seed)
            u = torch.rand(n, generator=g)
            x = low + ((high - low) if width else high) * u
            decide = torch.rand(n, generator=g) if fresh else u
            level = density(x) / (top if over_top else 1)
            level = level**2 if squared else level
            kept = torch.cat([kept, x[decide > level if turned else decide < level]])
        return kept[:n] if cut else kept

    return reject


def wrong(my):
    def no_decision(density, n, low, high, top, seed=0):
        return low + (high - low) * torch.rand(n, generator=torch.Generator().manual_seed(seed))

    def always_zero(density, n, low, high, top):
        return sampler()(density, n, low, high, top, 0)

    def fixed_seed(density, n, low, high, top, seed=0):
        return sampler()(density, n, low, high, top, 0)

    def first_round_only(density, n, low, high, top, seed=0):
        g = torch.Generator().manual_seed(seed)
        x = low + (high - low) * torch.rand(n, generator=g)
        return x[torch.rand(n, generator=g) < density(x) / top]

    def in_order(density, n, low, high, top, seed=0):
        return sampler()(density, n, low, high, top, seed).sort().values

    def over_the_batch(density, n, low, high, top, seed=0):
        g = torch.Generator().manual_seed(seed)
        kept = torch.empty(0)
        while len(kept) < n:
            x = low + (high - low) * torch.rand(n, generator=g)
            kept = torch.cat([kept, x[torch.rand(n, generator=g) < density(x) / density(x).max()]])
        return kept[:n]

    def again(density, n, low, high, top, seed=0):  # another program, the same three mistakes
        return broken_reject(density, n, low, high, top, seed)

    return [
        (again, "How wide is the interval"),
        (sampler(width=False), "How wide is the interval"),
        (sampler(outside=False), "brings the same points again"),
        (sampler(fresh=False), "throw and decision use the same random number"),
        (sampler(turned=True), "The decision is turned round"),
        (no_decision, "without regard to the density"),
        (sampler(over_top=False), "without regard to the density"),
        (sampler(squared=True), "enters twice"),
        (over_the_batch, "one point at a time"),
        (in_order, "as if they were sorted"),
        (sampler(cut=False), "is wanted"),
        (first_round_only, "is wanted"),
        (sampler(seeded=False), "must come from the generator g"),
        (fixed_seed, "Every seed gives the same points"),
        (always_zero, "number of arguments"),
    ]
