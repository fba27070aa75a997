"""13.7 a plan, and the prices that prove it best."""

import itertools

import numpy as np
import sympy as sp
import torch
from scipy.optimize import linprog

from course.tasks.lesson_13 import STANDARD

PLAN = [1, 0, 3, 2]  # of the public version


def named(my, per_pit):
    """What belongs to the public version's pits, in the order of this version's; a plan's pits by their new names."""
    return [per_pit[k] for k in order(my)]


def order(my):
    """Which of the public version's pits each of this version's is: distances tell, the town is only seen otherwise."""
    far = [[way(site, pit) for site in STANDARD["sites"]] for pit in STANDARD["pits"]]
    return [far.index([way(site, pit) for site in my.sites]) for pit in my.pits]


def renamed(my, plan):
    """A plan of the public version in this version's names."""
    return [order(my).index(pit) for pit in plan]


def best(my):
    """The cheapest of all plans."""
    plans = itertools.permutations(range(4))
    return list(min(plans, key=lambda plan: sum(way(a, my.pits[k]) for a, k in zip(my.sites, plan, strict=True))))


def way(one, two):
    return abs(one[0] - two[0]) + abs(one[1] - two[1])


def by_programme(my, p=1):
    places = torch.tensor(my.sites + my.pits).double()
    blocks = torch.cdist(places, places, p=p)
    i, j = np.nonzero(~np.eye(8, dtype=bool))
    rules = np.zeros((len(i), 8))
    rules[range(len(i)), i], rules[range(len(i)), j] = 1, -1
    gain = np.repeat([-1, 1], 4)
    prices = linprog(-gain, A_ub=rules, b_ub=blocks[i, j], bounds=(None, None)).x
    return prices[:4], prices[4:]


def right(my):
    buys, sells = by_programme(my)
    plan = best(my)
    shifted = torch.tensor([0, 5, 0, 1]) - 3.5, torch.tensor(named(my, [6, 7, 3, 1])) - 3.5
    return [
        (renamed(my, PLAN), [0, 5, 0, 0], named(my, [6, 7, 2, 1])),
        (tuple(plan), list(buys), list(sells)),
        (np.array(plan), buys, sells),
        (torch.tensor(plan), *shifted),
        (plan, [0, 5, 0, 0], named(my, [6 + 5e-7, 7, 2, 1])),  # as exact as a solver is
        [torch.tensor(plan).tolist(), shifted[0].tolist(), shifted[1].tolist()],
        (sp.Tuple(*plan), sp.Matrix([0, 5, 0, 0]), sp.Tuple(*named(my, [6, 7, 2, 1]))),
    ]


def wrong(my):
    plan, buys, sells = best(my), [0, 5, 0, 0], named(my, [6, 7, 2, 1])
    ways = [way(site, my.pits[pit]) for site, pit in zip(my.sites, plan, strict=True)]
    return [
        ((renamed(my, [3, 0, 2, 1]), buys, sells), "the hasty plan"),
        ((renamed(my, [0, 1, 2, 3]), buys, sells), "Let two or three sites exchange"),
        ((renamed(my, [1, 0, 2, 3]), buys, sells), "Let two or three sites exchange"),
        (([1, 1, 3, 2], buys, sells), "each of the pits"),
        (([2, 1, 4, 3], buys, sells), "each of the pits"),
        ((plan, [0, 0, 0, 0], named(my, [ways[1], ways[0], ways[3], ways[2]])), "blocks, but your price rises"),
        ((plan, [0, 5, 0, 0], named(my, [6, 7, 2, 4])), "blocks, but your price rises"),
        ((plan, buys, named(my, [6, 7, 2, -9])), "Between the pits"),
        ((plan, [0, 5, 0, 9], named(my, [6, 7, 2, 1])), "Between the sites"),
        ((plan, [0, 0, 0, 0], [-9, -9, -9, -9]), "Between the places"),
        ((plan, [0, 0, 0, 0], [0, 0, 0, 0]), "Your carrier earns nothing"),
        ((plan, [0, -5, 0, 0], named(my, [-6, -7, -2, -1])), "turn the signs"),
        ((plan, [0, 0, 0, 0], [1, 1, 1, 1]), "no plan needs less than 4"),
        ((plan, [0, 5, 0, 0], named(my, [6, 6, 2, 1])), "no plan needs less than 10"),
        ((plan, *by_programme(my, p=2)), "straight lines through the houses"),
        ((plan, [0, 0, 0, 0], named(my, [5, 0, 0, 0])), "there is 1 block, but your price rises by 5: whoever carries"),
        ((plan, torch.zeros(4), np.zeros(4)), "Your carrier earns nothing"),
        ((plan, 0, 11), "three lists"),
        ((plan, buys), "Give plan, buys and sells"),
        ((plan, buys, named(my, [6, 7, 2, "1"])), "give a number"),
    ]
