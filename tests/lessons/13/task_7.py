"""13.7 a plan, and the prices that prove it best."""

import numpy as np
import torch
from scipy.optimize import linprog

PLAN = [1, 0, 3, 2]


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
    shifted = torch.tensor([0, 5, 0, 1]) - 3.5, torch.tensor([6, 7, 3, 1]) - 3.5
    return [
        (PLAN, [0, 5, 0, 0], [6, 7, 2, 1]),
        (tuple(PLAN), list(buys), list(sells)),
        (np.array(PLAN), buys, sells),
        (torch.tensor(PLAN), *shifted),
        (PLAN, [0, 5, 0, 0], [6 + 5e-7, 7, 2, 1]),  # as exact as a solver is
        [torch.tensor(PLAN).tolist(), shifted[0].tolist(), shifted[1].tolist()],
    ]


def wrong(my):
    buys, sells = [0, 5, 0, 0], [6, 7, 2, 1]
    ways = [way(site, my.pits[pit]) for site, pit in zip(my.sites, PLAN, strict=True)]
    return [
        (([3, 0, 2, 1], buys, sells), "the hasty plan"),
        (([0, 1, 2, 3], buys, sells), "Let two or three sites exchange"),
        (([1, 0, 2, 3], buys, sells), "Let two or three sites exchange"),
        (([1, 1, 3, 2], buys, sells), "each of the pits"),
        (([2, 1, 4, 3], buys, sells), "each of the pits"),
        ((PLAN, [0, 0, 0, 0], [ways[1], ways[0], ways[3], ways[2]]), "blocks, but your price rises"),
        ((PLAN, [0, 5, 0, 0], [6, 7, 2, 4]), "blocks, but your price rises"),
        ((PLAN, buys, [6, 7, 2, -9]), "Between the pits"),
        ((PLAN, [0, 5, 0, 9], [6, 7, 2, 1]), "Between the sites"),
        ((PLAN, [0, 0, 0, 0], [-9, -9, -9, -9]), "Between the places"),
        ((PLAN, [0, 0, 0, 0], [0, 0, 0, 0]), "Your carrier earns nothing"),
        ((PLAN, [0, -5, 0, 0], [-6, -7, -2, -1]), "turn the signs"),
        ((PLAN, [0, 0, 0, 0], [1, 1, 1, 1]), "no plan needs less than 4"),
        ((PLAN, [0, 5, 0, 0], [6, 6, 2, 1]), "no plan needs less than 10"),
        ((PLAN, *by_programme(my, p=2)), "straight lines through the houses"),
        ((PLAN, [0, 0, 0, 0], [5, 0, 0, 0]), "there is 1 block, but your price rises by 5: whoever carries"),
        ((PLAN, torch.zeros(4), np.zeros(4)), "Your carrier earns nothing"),
        ((PLAN, 0, 11), "three lists"),
        ((PLAN, buys), "Give plan, buys and sells"),
        ((PLAN, buys, [6, 7, 2, "1"]), "give a number"),
    ]
