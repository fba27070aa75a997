"""01.7 what a language model is trained on."""

import math

import torch
import torch.nn.functional as F


def unit(my):
    return math.log(2) if my.unit == "bits" else 1.0


def right(my):
    def with_a_loop(tokens, first, table):
        total = -math.log(first[tokens[0]])
        for before, after in zip(tokens.tolist(), tokens[1:].tolist(), strict=False):
            total -= math.log(table[before, after])
        return total / unit(my)

    def with_cross_entropy(tokens, first, table):
        predicted = torch.cat([first[None], table[tokens[:-1]]])  # (T, V): one row for each letter
        return F.nll_loss(predicted.log(), tokens, reduction="sum") / unit(my)

    def with_one_hot(tokens, first, table):
        hot = F.one_hot(tokens, len(first)).float()  # (T, V)
        rows = torch.cat([first[None], hot[:-1] @ table])
        return -(rows.log() * hot).sum() / unit(my)

    return [with_a_loop, with_cross_entropy, with_one_hot]


def loss(my, pick, *, start=True, sign=-1.0, scale=None):
    """The sum over letters with the mistakes that are asked for; pick: log-probabilities of all but the first."""
    scale = scale or unit(my)

    def loss_of_text(tokens, first, table):
        begin = first[tokens[0]].log() if start else 0.0
        return sign * (begin + pick(tokens, first, table).sum()) / scale

    return loss_of_text


def wrong(my):
    def good(x, first, table):
        return table[x[:-1], x[1:]].log()

    def product(tokens, first, table):
        return -(first[tokens[0]] * table[tokens[:-1], tokens[1:]].prod()).log() / unit(my)

    def mean(tokens, first, table):
        return right(my)[0](tokens, first, table) / len(tokens)

    def log_of_sum(tokens, first, table):
        return -(first[tokens[0]] + table[tokens[:-1], tokens[1:]].sum()).log() / unit(my)

    def probability(tokens, first, table):
        return first[tokens[0]] * table[tokens[:-1], tokens[1:]].prod()

    def each(tokens, first, table):
        return -torch.cat([first[tokens[:1]], table[tokens[:-1], tokens[1:]]]).log() / unit(my)

    def nothing(tokens, first, table):
        print(-first[tokens[0]].log() - good(tokens, first, table).sum())

    def mean_of_pairs(tokens, first, table):
        return (-first[tokens[0]].log() - good(tokens, first, table).mean()) / unit(my)

    def probabilities_as_logits(tokens, first, table):
        pairs = F.cross_entropy(table[tokens[:-1]], tokens[1:], reduction="sum")
        return (pairs - first[tokens[0]].log()) / unit(my)

    def all_as_logits(tokens, first, table):
        rows = torch.cat([first[None], table[tokens[:-1]]])
        return F.cross_entropy(rows, tokens, reduction="sum") / unit(my)

    other = 1.0 if my.unit == "bits" else math.log(2)
    return [
        (loss(my, lambda x, first, table: table[x[1:], x[:-1]].log()), "Rows and columns are exchanged"),
        (loss(my, lambda x, first, table: first[x[1:]].log()), "as if it were the first"),
        (loss(my, lambda x, first, table: table[x[:-1]].log()), "whole rows"),  # erratum 13
        (loss(my, lambda x, first, table: table[x[:-1]].amax(1).log()), "favourite letter"),
        (loss(my, lambda x, first, table: table[x[:-1]] * table[x[:-1]].log()), "entropy of the rows"),
        (loss(my, lambda x, first, table: table[x[1:], x[1:]].log()), "predicted from itself"),
        (loss(my, good, start=False), "The first letter is free"),
        (loss(my, good, sign=1.0), "The sign is turned"),
        (loss(my, good, scale=other), "This is in"),
        (loss(my, lambda x, first, table: good(x, first, table)[:-1]), "The last pair is left out"),
        (mean, "the mean over the letters"),
        (mean_of_pairs, "has no pair of letters"),
        (probabilities_as_logits, "wants logits"),
        (all_as_logits, "wants logits"),
        (product, "a product of thousands"),
        (log_of_sum, "logarithm of a sum"),
        (probability, "This is a probability"),
        (each, "one number is wanted"),
        (nothing, "returns None"),
    ]
