"""02.5 nobody on both sides."""

import random

import numpy as np
import torch


def by_groups(groups, share, order, all_of_them=False):
    """Take whole groups in the given order until the share of images is reached."""
    test, names = torch.zeros(len(groups), dtype=torch.bool), groups.unique()
    for k in list(order)[: None if all_of_them else -1]:
        if test.double().mean() >= share:
            break
        test |= groups == names[k]
    return test


def right(my):
    def with_python(groups, share, seed):
        names = sorted(set(groups.tolist()))
        random.Random(seed).shuffle(names)
        taken, images = [], 0
        for name in names:
            size = int((groups == name).sum())
            if not taken or images + size <= share * len(groups):
                taken.append(name)
                images += size
        return torch.tensor([g in taken for g in groups.tolist()])

    def with_numpy(groups, share, seed):
        order = np.random.default_rng(seed).permutation(len(groups.unique()))
        return by_groups(groups, share, order)

    return [with_python, with_numpy]


def wrong(my):
    def own(seed):
        return torch.Generator().manual_seed(seed)

    def shuffled(groups, seed):
        return torch.randperm(len(groups.unique()), generator=own(seed))

    def images(groups, share, seed):  # the classic mistake
        return torch.rand(len(groups), generator=own(seed)) < share

    def shuffled_images(groups, share, seed):
        mask = torch.zeros(len(groups), dtype=torch.bool)
        mask[torch.randperm(len(groups), generator=own(seed))[: round(share * len(groups))]] = True
        return mask

    def cut(groups, share, seed):  # sort by writer, in a random order, then cut anywhere
        place = torch.empty(int(groups.max() - groups.min()) + 1, dtype=torch.int64)
        names = groups.unique()
        place[names - groups.min()] = shuffled(groups, seed)
        order = place[groups - groups.min()].argsort(stable=True)
        mask = torch.zeros(len(groups), dtype=torch.bool)
        mask[order[: round(share * len(groups))]] = True
        return mask

    def count_groups(groups, share, seed):  # as scikit-learn's GroupShuffleSplit counts
        names = groups.unique()
        taken = names[shuffled(groups, seed)[: max(1, round(share * len(names)))]]
        return torch.isin(groups, taken)

    def a_coin_a_group(groups, share, seed):
        names = groups.unique()
        mask = torch.isin(groups, names[torch.rand(len(names), generator=own(seed)) < share])
        return mask if mask.any() and not mask.all() else torch.isin(groups, names[:1])

    def training(groups, share, seed):
        return ~by_groups(groups, share, shuffled(groups, seed).tolist())

    def unseeded(groups, share, seed):
        return by_groups(groups, share, torch.randperm(len(groups.unique())).tolist())

    def seed_ignored(groups, share, seed):
        return by_groups(groups, share, range(len(groups.unique())))

    def fixed_seed(groups, share, seed):
        return by_groups(groups, share, shuffled(groups, 42).tolist())

    def global_seed(groups, share, seed):
        torch.manual_seed(seed)
        return by_groups(groups, share, torch.randperm(len(groups.unique())).tolist())

    def global_numpy(groups, share, seed):
        np.random.seed(seed)
        return by_groups(groups, share, np.random.permutation(len(groups.unique())))

    def global_python(groups, share, seed):
        random.seed(seed)
        order = list(range(len(groups.unique())))
        random.shuffle(order)
        return by_groups(groups, share, order)

    def numbers_as_positions(groups, share, seed):
        chosen = torch.rand(len(groups.unique()), generator=own(seed)) < share
        return chosen[groups]

    def positions(groups, share, seed):
        return by_groups(groups, share, shuffled(groups, seed).tolist()).nonzero()[:, 0]

    def zeros_and_ones(groups, share, seed):
        return by_groups(groups, share, shuffled(groups, seed).tolist()).long()

    def two_masks(groups, share, seed):
        mask = by_groups(groups, share, shuffled(groups, seed).tolist())
        return torch.stack([~mask, mask])

    def never_exceed(groups, share, seed):
        mask, names = torch.zeros(len(groups), dtype=torch.bool), groups.unique()
        for k in shuffled(groups, seed).tolist():
            both = mask | (groups == names[k])
            mask = both if both.double().mean() <= share else mask
        return mask

    def one_too_many(groups, share, seed):
        order, names = shuffled(groups, seed).tolist(), groups.unique()
        test = torch.zeros(len(groups), dtype=torch.bool)
        for k in order:
            if test.double().mean() > share:
                break
            test |= groups == names[k]
        return test

    def changes(groups, share, seed):
        mask = by_groups(groups, share, shuffled(groups, seed).tolist())
        groups.clamp_(min=0)
        return mask

    def everything(groups, share, seed):
        return torch.ones(len(groups), dtype=torch.bool)

    def none_left(groups, share, seed):  # the recipe without its last sentence
        return by_groups(groups, share, shuffled(groups, seed).tolist(), all_of_them=True)

    def names_forgotten(groups, share, seed):
        p = shuffled(groups, seed)
        return torch.isin(groups, p[: max(1, round(share * len(p)))])

    def forgot(groups, share, seed):
        by_groups(groups, share, shuffled(groups, seed).tolist())

    return [
        (images, "Draw groups, then ask of each image"),
        (shuffled_images, "Draw groups, then ask of each image"),
        (cut, "One group was cut in two"),
        (count_groups, "count images, not groups"),
        (a_coin_a_group, "count images, not groups"),
        (training, "True must stand for the test"),
        (unseeded, "Two calls with one seed differ"),
        (seed_ignored, "the seed is not used"),
        (fixed_seed, "the seed is not used"),
        (global_seed, "seeds or uses a global generator"),
        (global_numpy, "seeds or uses a global generator"),
        (global_python, "seeds or uses a global generator"),
        (numbers_as_positions, "A group's number is a name, not a position"),
        (positions, "These look like positions or groups"),
        (zeros_and_ones, "is wanted"),
        (two_masks, "is wanted"),
        (never_exceed, "A test set needs at least one group"),
        (one_too_many, "when the share is just reached"),
        (changes, "changed the groups"),
        (none_left, "leave at least one group for training"),
        (names_forgotten, "positions or writers' numbers"),
        (everything, "One part is empty"),
        (forgot, "Is a `return` missing"),
    ]
