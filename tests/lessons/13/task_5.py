"""13.5 a gradient penalty in need of repair."""

import numpy as np
import torch

from course import losses


def program(share=None, norm=None, mean=None, create=True, detach=False, mix=None):
    """The penalty, with one thing or several done otherwise."""

    def penalty(D, real, fake, weight):
        t = share(real) if share else torch.rand(len(real), 1, 1, 1, dtype=real.dtype)
        at = mix(t, real, fake) if mix else t * real + (1 - t) * fake
        at = at.detach().requires_grad_(True)
        slope = torch.autograd.grad(D(at).sum(), at, create_graph=create)[0]
        norms = norm(slope) if norm else slope.flatten(1).norm(dim=1)
        fine = mean(norms, weight) if mean else weight * (norms - 1).square().mean()
        return fine.detach() if detach else fine

    return penalty


def right(my):
    def as_the_course_does(D, real, fake, weight):
        return losses.gradient_penalty(D, real, fake, weight)

    def with_grad_outputs(D, real, fake, weight):
        mix = torch.lerp(real, fake, torch.rand_like(real[:, :1, :1, :1])).requires_grad_()
        scores = D(mix)
        (slope,) = torch.autograd.grad(scores, mix, torch.ones_like(scores), create_graph=True, retain_graph=True)
        return weight * ((slope.square().sum(dim=(1, 2, 3)).sqrt() - 1) ** 2).mean()

    def with_lerp(D, real, fake, weight):  # works with the notebook's float32 only
        mix = torch.lerp(fake, real, torch.rand(len(real), 1, 1, 1)).requires_grad_()
        slope = torch.autograd.grad(D(mix).sum(), mix, create_graph=True)[0]
        return weight * (slope.flatten(1).norm(dim=1) - 1).square().mean()

    def with_numpy(D, real, fake, weight):
        share = torch.tensor(np.random.rand(len(real), 1, 1, 1)).float()
        return program(share=lambda _: share)(D, real, fake, weight)

    def by_vmap(D, real, fake, weight):
        share = torch.rand(len(real), 1, 1, 1)
        mix = share * real + (1 - share) * fake
        slope = torch.func.vmap(torch.func.grad(lambda one: D(one[None]).squeeze()))(mix)
        return weight * (slope.flatten(1).norm(dim=1) - 1).square().mean()

    def pair_by_pair(D, real, fake, weight):
        fines = []
        for a, b in zip(real, fake, strict=True):
            mix = torch.lerp(b, a, torch.rand(())).requires_grad_()
            (slope,) = torch.autograd.grad(D(mix[None]).squeeze(), mix, create_graph=True)
            fines.append((slope.norm() - 1) ** 2)
        return weight * sum(fines) / len(fines)

    return [as_the_course_does, with_grad_outputs, with_lerp, with_numpy, by_vmap, pair_by_pair]


def wrong(my):
    per_pixel, channels = torch.rand_like, lambda slope: slope.norm(dim=1)

    def no_weight(norms, weight):
        return (norms - 1).square().mean()

    def silent(D, real, fake, weight):
        program()(D, real, fake, weight)

    def at_the_real(D, real, fake, weight):
        return program(mix=lambda t, real, fake: real)(D, real, fake, weight)

    def always_the_same(D, real, fake, weight):
        torch.manual_seed(0)
        return program()(D, real, fake, weight)

    def of_the_mean(D, real, fake, weight):
        return program()(lambda images: D(images) / len(images), real, fake, weight)

    def half_frozen(norms, weight):
        return weight * ((norms - 1).detach() * (norms - 1)).mean()

    return [
        (program(share=per_pixel), "Each pixel has a mixing weight"),  # erratum 49
        (program(share=per_pixel, norm=channels), "Each pixel has a mixing weight"),
        (program(share=per_pixel, create=False), "Each pixel has a mixing weight"),
        (program(share=lambda r: torch.rand(*r.shape[:2], 1, 1)), "Each channel has a mixing weight"),
        (program(share=lambda r: torch.randn(len(r), 1, 1, 1)), "some mixes lie beyond"),  # erratum 49
        (program(share=lambda r: torch.rand(1)), "All images have the same mixing weight"),
        (program(share=lambda r: 0.5), "All images have the same mixing weight"),
        (at_the_real, "All images have the same mixing weight"),
        (program(share=lambda r: torch.rand(len(r), 1, 1, 1) / 2), "Uniform ones have"),
        (program(share=lambda r: (torch.rand(len(r), 1, 1, 1) < 0.5).float()), "Uniform ones have"),
        (program(share=lambda r: torch.linspace(0, 1, len(r)).view(-1, 1, 1, 1)), "the same in every call"),
        (always_the_same, "the same in every call"),
        (of_the_mean, "too small by the factor B"),
        (program(norm=channels), "over the channels only"),  # erratum 49
        (program(norm=channels, create=False), "over the channels only"),
        (program(norm=lambda g: g.norm(dim=(2, 3))), "the pixels of one channel"),
        (program(norm=lambda g: g.norm(dim=-1)), "along one row of pixels"),
        (program(norm=lambda g: g.flatten(1).norm(dim=0)), "runs over the batch"),
        (program(norm=lambda g: g.norm()), "one norm for the whole batch"),
        (program(norm=lambda g: g.flatten(1).norm(dim=1).mean()), "square first"),
        (program(norm=lambda g: g.square().flatten(1).sum(dim=1)), "the root is missing"),
        (program(norm=lambda g: g.abs().flatten(1).sum(dim=1)), "You added up absolute values"),
        (program(mean=lambda n, k: k * (n - 1).abs().mean()), "The fine is squared"),
        (program(mean=lambda n, k: k * (n - 1).relu().square().mean()), "the one-sided fine"),
        (program(mean=lambda n, k: k * n.square().mean()), "The 1 is missing"),
        (program(mean=lambda n, k: k * (n - 1).square().sum()), "You summed over the batch"),
        (program(mean=no_weight), "The weight is missing"),
        (program(mean=lambda n, k: 10 * (n - 1).square().mean()), "written into your function as 10"),
        (program(mean=lambda n, k: -k * (n - 1).square().mean()), "must not be negative"),
        (program(mean=lambda n, k: k * (n - 1).square()), "one number is wanted"),
        (program(mean=lambda n, k: k * (n - 2).square().mean()), "compute by hand"),
        (program(create=False), "the critic pays, and never learns why"),
        (program(detach=True), "the critic pays, and never learns why"),
        (program(mean=half_frozen), "Is a part of it detached"),
        (silent, "returns None"),
    ]
