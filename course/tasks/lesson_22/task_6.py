"""Task 6: minibatch standard deviation."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """One number for each group"""
    report.if_error(
        "Sizes of tensors must match",
        "Give every sample its group's number: a column of shape (B, 1), then torch.cat in dimension 1.",
    )
    group = my.group
    for groups, d in ((3, 5), (7, 9)):
        size = groups * group
        scale = torch.arange(1, d + 1) * (1 + torch.arange(groups).repeat_interleave(group))[:, None]
        h = torch.randn(size, d, generator=report.generator) * scale
        given = h.clone().requires_grad_()
        told = report.tensor(report.call(answer, given), "what it returns")
        report.must(
            "there is one more feature",
            tuple(told.shape) == (size, d + 1),
            f"It has shape {tuple(told.shape)}; (B, d + 1) is wanted: the old features, and one number a sample.",
        )
        if not torch.equal(given.detach(), h):
            report.that(
                "what came in is unchanged", False, "The features themselves have changed. Work on new tensors."
            )
        report.must(
            "the old features come first", told[:, :d].allclose(h), "The first d columns are the features as they came."
        )
        if not _column(report, told[:, d].detach().double(), h.double(), group):
            return  # the slopes of a wrong number earn nothing
        back, through = (_slope(part, given) for part in (told[:, d], told[:, :d]))
        learns = report.that(
            "G can learn from it",
            back.any(),
            "No slope comes back through the new number: look for detach, item() or torch.tensor(…).",
        )
        if not learns:  # no slope at all is finite, too
            return
        still = h.clone()
        still[:group, 0] = 0.7  # behind a ReLU a feature is often the same in a whole group
        calm = still.requires_grad_()
        report.that(
            "slopes are finite where a feature is the same in a whole group",
            _slope(report.tensor(report.call(answer, calm), "what it returns")[:, d], calm).isfinite().all(),
            "A root has an infinite slope at 0, and 0 times infinity is NaN: the first such group would end the "
            "training. Add 1e-8 under the root, or take torch.std.",
        )
        report.that(
            "every group's number lets slopes through",
            back.any(dim=1).all(),
            "The numbers of some groups are cut off from G: each sample moves the number of its own group.",
        )
        report.that(
            "the old features let slopes through, too",
            through.allclose(torch.ones_like(through)),
            "The old features are cut off: look for detach around h. G then learns from the new number only.",
        )


def _slope(part: Tensor, given: Tensor) -> Tensor:
    """The slope of the part's sum in what was given; zeros where there is none."""
    if not part.requires_grad:
        return torch.zeros_like(given)
    (back,) = torch.autograd.grad(part.sum(), given, retain_graph=True, allow_unused=True)
    return torch.zeros_like(given) if back is None else back


def _column(report: Report, column: Tensor, h: Tensor, group: int) -> bool:
    packs = h.unflatten(0, (-1, group))  # (groups, group, d)
    strided = h.unflatten(0, (group, -1))  # (group, groups, d): every so-manieth sample

    def each(numbers: Tensor) -> Tensor:  # one number a group -> one a sample
        return numbers.repeat_interleave(group)

    two = [packs.std(dim=1, unbiased=unbiased).mean(dim=1) for unbiased in (True, False)]
    right = min((each(one) for one in two), key=lambda one: (column - one).abs().max().item())
    variance = "This is the mean variance. Take the root of each feature's."
    late = "You took the mean of the variances first, then the root. Take the root of each, then the mean."
    across = "You took the standard deviation over the features. Take it over the samples of the group."
    return report.close(
        "it is the mean of the features' standard deviations in the sample's group",
        column,
        right,
        tol=1e-3,
        known=[
            (each(packs.var(dim=1).mean(dim=1)), variance),
            (each(packs.var(dim=1).mean(dim=1).sqrt()), late),
            (each(packs.flatten(1).std(dim=1)), "This is the standard deviation of all numbers of a group together: "
             "it also sees that features differ from each other. Take each feature's, then the mean."),
            (each(packs.std(dim=2).mean(dim=1)), across),
            (h.std(dim=1), across),
            (h.std(dim=0).mean().expand(len(h)), "This is one number for the whole batch. Each group of MY.group "
             "samples has its own."),
            (strided.std(dim=0).mean(dim=1).repeat(group), "Your groups take every so-manieth sample. A group is "
             "MY.group samples that stand together."),
            (each(two[0]).roll(1), "The numbers belong to other samples: repeat each group's number for its samples."),
            (two[0].repeat(group), "The numbers come in turns. Repeat each for the samples of its group: "
             "repeat_interleave."),
            (each(packs.mean(dim=(1, 2))), "This is the mean of the features, which says nothing about their spread."),
            (each(packs.std(dim=1).sum(dim=1)), "This is the sum over the features. Take the mean."),
        ],
        hint="In each group of MY.group: the standard deviation of each feature, then the mean of these d numbers.",
    )  # fmt: skip
