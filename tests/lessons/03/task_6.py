"""03.6 what doubling beta takes from the rate."""

import math


def rates(my, beta):
    return [max(0.0, math.log(v / (beta * 0.25)) / 2) for v in my.variances]


def truth(my):
    used = {beta: sum(r > 0 for r in rates(my, beta)) for beta in (2, 4, 8)}
    total = {beta: sum(rates(my, beta)) for beta in used}
    return used, {"2 to 4": total[2] - total[4], "4 to 8": total[4] - total[8]}


def right(my):
    used, lost = truth(my)
    rounded = {name: round(value, 1) for name, value in lost.items()}
    return [(used, lost), [{b: float(n) for b, n in used.items()}, rounded]]


def wrong(my):
    used, lost = truth(my)
    step, left = math.log(2) / 2, {b: sum(rates(my, b)) for b in (2, 4, 8)}

    def count(threshold):
        return sum(v > threshold for v in my.variances)

    a, b = (2, 4) if used[4] < used[2] else (4, 8)  # here a direction falls asleep
    at = next(beta for beta in (4, 2) if count(beta / 2) != used[beta])
    other = next(n for n in (5, 4, 1) if n not in (used[4], count(0.25), count(2), count(4)))
    name = f"{a} to {b}"
    six, twice = "have nothing to lose", "half of a logarithm"
    if abs(6 * step - 2 * lost["2 to 4"]) < 0.02:
        six = twice = "or unused code numbers were counted"
    return [
        ((list(used.values()), lost), "Keep the keys 2, 4 and 8"),
        ((used, list(lost.values())), 'Keep the keys "2 to 4"'),
        ((used | {2: 6}, lost), "Not every code number is worth its price"),
        ((used | {2: 1.5}, lost), "A count is a whole number"),
        ((used | {2: count(0.25)}, lost), "This is the count for β = 1"),
        ((used | {at: count(at / 2)}, lost), "a variance against a variance"),
        ((used | {4: other}, lost), "How many of the variances exceed it"),
        ((used | {8: 0}, lost), "it is worth its price"),
        ((used, lost | {"2 to 4": left[2] / 2}), "The rate does not halve"),
        ((used, lost | {"2 to 4": left[4]}), "This is the rate that is left"),
        ((used, lost | {"2 to 4": step}), "one direction's loss"),
        ((used, lost | {"2 to 4": 6 * step}), six),
        ((used, lost | {"2 to 4": 2 * lost["2 to 4"]}), twice),
        ((used, lost | {name: 2 * lost[name]}), "half of a logarithm"),
        ((used, lost | {"2 to 4": -lost["2 to 4"]}), "as a positive number"),
        ((used, lost | {"2 to 4": lost["2 to 4"] / math.log(2)}), "These are bits"),
        ((used, lost | {"2 to 4": 0.0}), "Add over the directions"),
        ((used, lost | {name: used[b] * step}), "it loses what it still had"),
        ((used, lost | {name: used[a] * step}), "it cannot lose more than it had"),
        ((used, lost | {"4 to 8": left[4] / 2}), "The rate does not halve"),
        ((used, lost | {"4 to 8": None}), "give a number"),
    ]
