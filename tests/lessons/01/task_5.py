"""01.5 how many samples show all modes?"""

import math
import random


def complete_after(modes, choose):
    """How many draws one trial needs."""
    seen, draws = set(), 0
    while len(seen) < modes:
        seen.add(choose.randrange(modes))
        draws += 1
    return draws


def right(my):
    choose = random.Random(1)
    counts = sorted(complete_after(my.grid_modes, choose) for _ in range(4000))
    by_experiment = counts[int(my.sure * len(counts))]
    bound = math.log((1 - my.sure) / my.grid_modes) / math.log(1 - 1 / my.grid_modes)  # the union bound is close
    return [by_experiment, math.ceil(bound)]


def wrong(my):
    k, sure = my.grid_modes, my.sure
    choose = random.Random(2)
    counts = sorted(complete_after(k, choose) for _ in range(4000))
    exact = right(my)[1]
    return [
        (sum(counts) / len(counts), "on average"),
        (counts[len(counts) // 2], "on average"),
        (math.log(1 - sure) / math.log(1 - 1 / k), "one particular mode"),
        (counts[-1], "The longest of all trials"),
        (k, "only when no mode comes twice"),
        (sure, "Is it a share"),
        (0.85 * exact, "of trials still miss a mode"),
        (counts[int((1 - sure) * len(counts))], "did you take the quantile"),
        (50 * exact, "half of this number"),
        (counts, "give a number"),
    ]
