"""00.5 the copy detector."""

import torch


def right(my):
    def with_loop(drawn, real, same=False):
        distances = []
        for i, one in enumerate(drawn):
            to_all = [(one - other).pow(2).sum().sqrt() for j, other in enumerate(real) if not (same and i == j)]
            distances.append(min(to_all))
        return torch.stack(distances)

    def second_closest(drawn, real, same=False):
        gaps = torch.cdist(drawn.reshape(len(drawn), -1), real.reshape(len(real), -1))
        return gaps.kthvalue(2 if same else 1, dim=1).values

    def a_list(drawn, real, same=False):
        return [float(d) for d in with_loop(drawn, real, same)]

    def by_a_product(drawn, real, same=False):  # |a - b|² = |a|² + |b|² - 2ab, in float32
        a, b = drawn.flatten(1), real.flatten(1)
        gaps = a.square().sum(dim=1)[:, None] + b.square().sum(dim=1) - 2 * a @ b.T
        if same:
            gaps = gaps + torch.diag(torch.full((len(a),), torch.inf)).nan_to_num(posinf=1e9)
        return gaps.clamp(min=0).sqrt().min(dim=1).values

    return [with_loop, second_closest, a_list, by_a_product]


def wrong(my):
    def table(drawn, real):
        return torch.cdist(drawn.flatten(1), real.flatten(1))

    def four_in_a_row(drawn, real, same=False):
        gaps = torch.cdist(drawn.view(-1, 1024), real.view(-1, 1024))
        return (gaps.fill_diagonal_(torch.inf) if same else gaps).min(dim=1).values

    def along_the_other_side(drawn, real, same=False):
        gaps = table(drawn, real)
        return (gaps.fill_diagonal_(torch.inf) if same else gaps).min(dim=0).values

    def zeros_hidden(drawn, real, same=False):
        gaps = table(drawn, real)
        gaps[gaps == 0] = torch.inf
        return gaps.min(dim=1).values

    def zeros_hidden_when_same(drawn, real, same=False):
        gaps = table(drawn, real)
        if same:
            gaps[gaps == 0] = torch.inf
        return gaps.min(dim=1).values

    def finds_itself(drawn, real, same=False):
        return table(drawn, real).min(dim=1).values

    def always_the_diagonal(drawn, real, same=False):
        gaps = table(drawn, real)
        if len(drawn) == len(real):
            gaps.fill_diagonal_(torch.inf)
        return gaps.min(dim=1).values

    def diagonal_always(drawn, real, same=False):
        return table(drawn, real).fill_diagonal_(torch.inf).min(dim=1).values

    def guesses_by_object(drawn, real, same=False):
        gaps = table(drawn, real)
        if drawn is real:
            gaps.fill_diagonal_(torch.inf)
        return gaps.min(dim=1).values

    def guesses_and_asks(drawn, real, same=False):
        gaps = table(drawn, real)
        if same and drawn is real:
            gaps.fill_diagonal_(torch.inf)
        return gaps.min(dim=1).values

    def always_second(drawn, real, same=False):
        return table(drawn, real).kthvalue(2, dim=1).values

    def places(drawn, real, same=False):
        return table(drawn, real).argmin(dim=1)

    def farthest(drawn, real, same=False):
        return table(drawn, real).max(dim=1).values

    def squared(drawn, real, same=False):
        return table(drawn, real).min(dim=1).values ** 2

    def mean_of_pixels(drawn, real, same=False):
        gaps = (drawn.flatten(1)[:, None] - real.flatten(1)[None]).pow(2).mean(dim=2)
        return gaps.min(dim=1).values

    def pairs(drawn, real, same=False):
        return (drawn.flatten(1) - real.flatten(1)).norm(dim=1)

    def whole_table(drawn, real, same=False):
        return table(drawn, real)

    def only_red(drawn, real, same=False):
        gaps = table(drawn[:, 0], real[:, 0])
        return (gaps.fill_diagonal_(torch.inf) if same else gaps).min(dim=1).values

    return [
        (four_in_a_row, "*four* pictures of 16 x 16"),
        (along_the_other_side, "for each *real* picture"),
        (zeros_hidden, "which line hides it"),
        (zeros_hidden_when_same, "Leave out by *place*"),
        (finds_itself, "Every picture found itself"),
        (always_the_diagonal, "only when `same` is True"),
        (diagonal_always, "also when `same` is False"),
        (guesses_by_object, "Ask `same`"),
        (guesses_and_asks, "found itself"),
        (always_second, "second closest"),
        (places, "*places* of the closest"),
        (farthest, "farthest"),
        (squared, "squared distances"),
        (mean_of_pixels, "root of the *sum*"),
        (pairs, "are no pairs"),
        (whole_table, "whole table"),
        (only_red, "All channels"),
    ]
