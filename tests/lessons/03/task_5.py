"""03.5 the importance-weighted bound."""

import math

import torch
from torch.distributions import Independent, Normal


def log_normal(x, mean, log_std):
    return -0.5 * ((x - mean) / log_std.exp()) ** 2 - log_std - 0.5 * math.log(2 * math.pi)


def right(my):
    def by_hand(x, mean, log_std, eps, decode, s):
        z = mean + log_std.exp() * eps
        fit = log_normal(x, decode(z), torch.tensor(math.log(s))).sum(dim=2)
        ratio = fit + (log_std + eps**2 / 2 - z**2 / 2).sum(dim=2)
        top = ratio.max(dim=0).values
        return top + (ratio - top).exp().mean(dim=0).log()

    def draw_by_draw(x, mean, log_std, eps, decode, s):
        q, ratios = Independent(Normal(mean, log_std.exp()), 1), []
        for e in eps:
            z = mean + log_std.exp() * e
            prior = Independent(Normal(torch.zeros_like(z), torch.ones_like(z)), 1)
            fit = Independent(Normal(decode(z), torch.full_like(x, s)), 1)
            ratios.append(fit.log_prob(x) + prior.log_prob(z) - q.log_prob(z))
        return torch.stack(ratios, dim=1).logsumexp(dim=1) - torch.tensor(float(len(eps))).log()

    def with_sums_by_product(x, mean, log_std, eps, decode, s):  # tensors of its own, of the usual type
        z = mean + log_std.exp() * eps
        fit = log_normal(x, decode(z), torch.tensor(math.log(s))) @ torch.ones(x.shape[1])
        ratio = fit + (log_std + eps**2 / 2 - z**2 / 2) @ torch.ones(z.shape[2])
        return ratio.logsumexp(dim=0) - math.log(len(eps))

    return [by_hand, draw_by_draw, with_sums_by_product]


def program(ratio=None, mean_of=None, width=None, cut=False):
    """The bound, with one thing or several done wrong."""

    def bounds(x, mean, log_std, eps, decode, s):
        std = (width or torch.exp)(log_std)
        q = Normal(mean, std)
        z = mean + std * eps
        z = z.detach() if cut else z
        f, p, g = Normal(decode(z), s).log_prob(x), Normal(0.0, 1.0).log_prob(z), q.log_prob(z)
        r = ratio(f, p, g) if ratio else f.sum(-1) + p.sum(-1) - g.sum(-1)
        return mean_of(r) if mean_of else r.logsumexp(dim=0) - math.log(len(r))

    return bounds


def wrong(my):
    def closed(x, mean, log_std, eps, decode, s, inside=True):
        fit = Normal(decode(mean + log_std.exp() * eps), s).log_prob(x).sum(-1)
        kl = ((mean**2 + (2 * log_std).exp() - 1) / 2 - log_std).sum(-1)
        return (fit.logsumexp(dim=0) - math.log(len(eps)) if inside else fit.mean(dim=0)) - kl

    def plain_elbo(*args):
        return closed(*args, inside=False)

    def without_constant(x, mean, log_std, eps, decode, s):
        return program(lambda f, p, g: (f + math.log(s) + math.log(2 * math.pi) / 2).sum(-1) + (p - g).sum(-1))(
            x, mean, log_std, eps, decode, s
        )

    def without_log_s(x, mean, log_std, eps, decode, s):
        return program(lambda f, p, g: (f + math.log(s)).sum(-1) + (p - g).sum(-1))(x, mean, log_std, eps, decode, s)

    def with_sample(x, mean, log_std, eps, decode, s):
        found = program(cut=True)(x, mean, log_std, eps, decode, s)
        return found

    def silent(*args):
        program()(*args)

    def frozen(*args):
        with torch.no_grad():
            return program()(*args)

    def own_draws(x, mean, log_std, eps, decode, s):
        return program()(x, mean, log_std, torch.randn_like(eps), decode, s)

    def with_rsample(x, mean, log_std, eps, decode, s):
        q = Normal(mean, log_std.exp())
        z = q.rsample((len(eps),))
        ratio = Normal(decode(z), s).log_prob(x).sum(-1) + (Normal(0.0, 1.0).log_prob(z) - q.log_prob(z)).sum(-1)
        return ratio.logsumexp(dim=0) - math.log(len(eps))

    def with_public_s(x, mean, log_std, eps, decode, s):
        return program()(x, mean, log_std, eps, decode, my.s)

    def naive(r):
        return r.exp().mean(dim=0).log()

    def or_the_largest(r):  # where nothing is left of the sum
        found = naive(r)
        return torch.where(torch.isfinite(found), found, r.max(dim=0).values)

    def largest_far_off(r):
        found = naive(r)
        return torch.where(torch.isfinite(found), found, r.max(dim=0).values - math.log(len(r)))

    def log_of_six(r):  # the number of draws in the smaller test
        return r.logsumexp(dim=0) - (math.log(6) if len(r) > 1 else 0)

    def total(f, p, g):
        return f.sum(-1) + p.sum(-1) - g.sum(-1)

    return [
        (program(mean_of=lambda r: -(r.logsumexp(dim=0) - math.log(len(r)))), "The bound itself is asked for"),
        (program(mean_of=lambda r: r.logsumexp(dim=0)), "too high by log K"),
        (program(mean_of=lambda r: r.mean(dim=0)), "the mean of the logarithms"),  # Jensen
        (program(mean_of=lambda r: r.logsumexp(dim=0) / len(r)), "inside the logarithm"),
        (program(mean_of=lambda r: r.logsumexp(dim=1) - math.log(len(r))), "one number for each of the"),
        (program(mean_of=lambda r: (r.logsumexp(dim=0) - math.log(len(r))).mean()), "one number in all"),
        (program(mean_of=lambda r: r), "The mean over the draws is missing"),
        (program(mean_of=lambda r: r.exp().mean(dim=0)), "The logarithm of the mean is missing"),
        (program(mean_of=naive), "Let logsumexp take the exponential"),
        (program(mean_of=lambda r: (r.exp().mean(dim=0) + 1e-30).log()), "finite, but wrong"),
        (plain_elbo, "the ELBO with the KL in closed form"),
        (closed, "every draw has its own ratio"),
        (program(lambda f, p, g: f.sum(-1)), "p(z)/q(z) is missing"),
        (program(lambda f, p, g: f.sum(-1) + p.sum(-1)), "its log density goes off"),
        (program(lambda f, p, g: f.sum(-1) - g.sum(-1)), "The prior p(z) is missing"),
        (program(lambda f, p, g: f.sum(-1) + p.sum(-1) + g.sum(-1)), "has a minus"),
        (program(lambda f, p, g: f.sum(-1) - p.sum(-1) + g.sum(-1)), "are exchanged"),
        (program(lambda f, p, g: f.mean(-1) + (p - g).sum(-1)), "sum over its pixels"),
        (program(lambda f, p, g: f.sum(-1) + (p - g).mean(-1)), "sum over its code numbers"),
        (without_constant, "The constant of p(x | z) is missing"),
        (without_log_s, "log s for each pixel is missing"),
        (program(width=lambda v: (v / 2).exp()), "no half"),
        (program(width=lambda v: v.abs() + 1e-9), "The width is its exponential"),
        (program(lambda f, p, g: 2 * total(f, p, g)), "write down the three log densities"),
        (own_draws, "use the given eps"),
        (with_rsample, "use the given eps"),
        (with_public_s, "use the s that is passed in"),
        (program(mean_of=or_the_largest), "finite, but wrong"),
        (program(mean_of=largest_far_off), "finite, but wrong"),
        (program(mean_of=log_of_six), "finite, but wrong"),
        (with_sample, "part of the way is detached"),
        (frozen, "Your bound has no slope"),
        (silent, "returns None"),
    ]
