"""01.8 how much does the parrot copy?"""

import torch


def nearest(x, points):
    """The distance from each x to the nearest of the points: (N,)."""
    return torch.cdist(x, points).amin(dim=1)


def right(my):
    def below_a_quantile(samples, train, fresh):  # a copy is nearer than 19 of 20 fresh points
        near = nearest(fresh, train).quantile(0.05)
        share = (nearest(samples, train) < near).double().mean()
        return ((share - 0.05) / 0.95).clamp(0, 1)

    def in_one_set(samples, train, fresh):
        both = torch.cat([train, fresh])
        who = torch.cdist(samples, both).argmin(dim=1) < len(train)
        return max(0.0, 2 * who.sum().item() / len(samples) - 1)

    def of_the_usual_type(samples, train, fresh):
        plain = torch.eye(samples.shape[1])
        far = [torch.cdist(samples @ plain, p, compute_mode="donot_use_mm_for_euclid_dist") for p in (train, fresh)]
        nearer = far[0].amin(dim=1) < far[1].amin(dim=1)
        return (2 * nearer.double().mean() - 1).clamp(min=0)

    return [below_a_quantile, in_one_set, of_the_usual_type]


def wrong(my):
    def exactly_equal(samples, train, fresh):
        return (nearest(samples, train) == 0).double().mean()

    def same_row(samples, train, fresh):
        count = min(len(samples), len(train))
        return (samples[:count] - train[:count]).norm(dim=1).lt(1e-3).double().mean()

    def fixed_distance(samples, train, fresh):
        return (nearest(samples, train) < 2e-3).double().mean()

    def uncorrected(samples, train, fresh):
        return (nearest(samples, train) < nearest(samples, fresh)).double().mean()

    def new_share(samples, train, fresh):
        return 1 - right(my)[1](samples, train, fresh)

    def median_ratio(samples, train, fresh):
        ratio = nearest(samples, train).median() / nearest(fresh, train).median()
        return (1 - ratio).clamp(0, 1)

    def majority(samples, train, fresh):
        return float(nearest(samples, train).median() < 0.5 * nearest(fresh, train).median())

    def wrong_axis(samples, train, fresh):
        to_train = torch.cdist(samples, train).amin(dim=0)
        return (to_train < nearest(train, fresh).quantile(0.02)).double().mean()

    def below_the_median(samples, train, fresh):
        return (nearest(samples, train) < nearest(fresh, train).median()).double().mean()

    def against_fresh_only(samples, train, fresh):
        return (nearest(samples, fresh) < nearest(train, fresh).quantile(0.05)).double().mean()

    def unclipped(samples, train, fresh):
        return 3 * (nearest(samples, train) < nearest(samples, fresh)).double().mean() - 1.5

    def never_cut(samples, train, fresh):
        return 2 * (nearest(samples, train) < nearest(samples, fresh)).double().mean() - 1

    def turned(samples, train, fresh):
        nearer = nearest(samples, train) > nearest(samples, fresh)
        return max(0.0, 2 * nearer.double().mean().item() - 1)

    def turned_and_never_cut(samples, train, fresh):
        return never_cut(samples, fresh, train)

    def turned_and_uncorrected(samples, train, fresh):
        return uncorrected(samples, fresh, train)

    def ratio_itself(samples, train, fresh):
        return nearest(fresh, train).mean() / nearest(samples, train).mean()

    def each_sample(samples, train, fresh):
        return nearest(samples, train) < nearest(samples, fresh)

    def two_coordinates(samples, train, fresh):
        return right(my)[1](samples[:, :2], train[:, :2], fresh[:, :2])

    return [
        (exactly_equal, "carry a little noise"),
        (same_row, "come in any order"),
        (fixed_distance, "metres and in millimetres"),
        (uncorrected, "half of the time"),
        (new_share, "the share of new samples"),
        (majority, "looks at the majority"),
        (wrong_axis, "share of training points that were copied"),
        (below_the_median, "half of the time"),
        (against_fresh_only, "Which distances depend"),
        (unclipped, "keep it between 0 and 1"),
        (never_cut, "pushes it a little below 0"),
        (turned, "samples nearer to *fresh*"),
        (turned_and_never_cut, "samples nearer to *fresh*"),
        (turned_and_uncorrected, "samples nearer to *fresh*"),
        (ratio_itself, "keep it between 0 and 1"),
        (each_sample, "one number is wanted"),
        (two_coordinates, "six coordinates"),
        (median_ratio, "looks at the majority"),
    ]
