"""12.3 a critic for Le Cam's divergence."""

import math

import torch


def star(T):
    return 4 - T - 4 * (1 - T).sqrt()


def right(my):
    def stretched(v_real, v_fake):  # 1 - T is 4 sigmoid(-v)
        rest = 4 * torch.sigmoid(-v_fake)
        T_real, T_fake = 4 * v_real.sigmoid() - 3, 1 - rest
        return T_real, T_fake, T_real.mean() - (3 + rest - 4 * rest.sqrt()).mean()

    def with_tanh_and_a_grain(v_real, v_fake):  # the grain keeps the root's slope finite
        T_real, T_fake = (2 * v.tanh() - 1 for v in (v_real, v_fake))
        over_fakes = 4 - T_fake - 4 * torch.sqrt(1 - T_fake + 1e-14)
        return T_real, T_fake, T_real.mean() - over_fakes.mean()

    def by_the_ratio(v_real, v_fake):  # f*(T) is t T - f(t), with the ratio t = exp(v)
        t_real, t_fake = v_real.exp(), v_fake.exp()
        T_real, T_fake = (1 - 4 / (1 + t) ** 2 for t in (t_real, t_fake))
        s = 2 / (1 + t_fake)
        return [T_real, T_fake, T_real.mean() - ((s - 1) * (s - 3)).mean()]

    def slow(v_real, v_fake):
        return stretched(v_real / 10, v_fake / 10)

    def grain(size):
        def with_a_grain(v_real, v_fake):
            T_real, T_fake = (4 * v.sigmoid() - 3 for v in (v_real, v_fake))
            return T_real, T_fake, T_real.mean() - (4 - T_fake - 4 * torch.sqrt(1 - T_fake + size)).mean()

        return with_a_grain

    def clamped(v_real, v_fake):
        T_real, T_fake = (4 * v.sigmoid() - 3 for v in (v_real, v_fake))
        return T_real, T_fake, T_real.mean() - (4 - T_fake - 4 * (1 - T_fake).clamp(min=1e-6).sqrt()).mean()

    return [slow, stretched, with_tanh_and_a_grain, by_the_ratio, grain(1e-6), grain(1e-7), clamped]


def program(last=None, value=None, fake_last=None):
    """An answer with another T, or with another way to make one number of it."""

    def bound(v_real, v_fake):
        s = 2 * torch.sigmoid(-v_fake)
        T_real = (last or (lambda v: 1 - 4 * torch.sigmoid(-v) ** 2))(v_real)
        T_fake = (fake_last or last or (lambda v: 1 - 4 * torch.sigmoid(-v) ** 2))(v_fake)
        over_fakes = 3 + s**2 - 4 * s if last is None else star(T_fake)
        return T_real, T_fake, (value or (lambda r, f, g: r.mean() - g.mean()))(T_real, T_fake, over_fakes)

    return bound


def wrong(my):
    def naive(v_real, v_fake):
        T_real, T_fake = (1 - 4 * torch.sigmoid(-v) ** 2 for v in (v_real, v_fake))
        return T_real, T_fake, T_real.mean() - star(T_fake).mean()

    def raw_real(v_real, v_fake):
        T_real, T_fake, _ = program()(v_real, v_fake)
        return T_real, T_fake, v_real.mean() - star(T_fake).mean()

    def value_alone(v_real, v_fake):
        return program()(v_real, v_fake)[2]

    def silent(v_real, v_fake):
        program()(v_real, v_fake)

    def overflowing(v_real, v_fake):  # exp(-v)² of -30 is 1e26: fine; its fourth power is not
        T_real, T_fake, value = program()(v_real, v_fake)
        return T_real, T_fake, value + 0 * (v_fake * -3).exp().mean()

    def grain(size):
        def with_a_grain(v_real, v_fake):
            T_real, T_fake = (1 - 4 * torch.sigmoid(-v) ** 2 for v in (v_real, v_fake))
            return T_real, T_fake, T_real.mean() - (4 - T_fake - 4 * torch.sqrt(1 - T_fake + size)).mean()

        return with_a_grain

    def coarse_clamp(v_real, v_fake):
        T_real, T_fake = (4 * v.sigmoid() - 3 for v in (v_real, v_fake))
        return T_real, T_fake, T_real.mean() - (4 - T_fake - 4 * (1 - T_fake).clamp(min=1e-4).sqrt()).mean()

    def by_roundings(v_real, v_fake):
        T_real, T_fake, value = program()(v_real, v_fake)
        return T_real, T_fake, value + 0.1 * (v_fake.abs() > 25).float().mean()

    return [
        (program(last=lambda v: v), "above 1 the conjugate is infinite"),
        (program(last=lambda v: 1 + v.sigmoid()), "above 1 the conjugate is infinite"),
        (program(last=lambda v: 1 - (-v / 10).exp()), "the largest gap lies at t = 0"),
        (program(last=lambda v: 1 - torch.nn.functional.softplus(-v)), "the largest gap lies at t = 0"),
        (program(last=lambda v: 1 - 4 * torch.sigmoid(v) ** 2), "T falls somewhere"),
        (program(last=lambda v: 4 * v.sigmoid() - 3, fake_last=lambda v: 1 - 4 * v.sigmoid()), "other T for fakes"),
        (program(last=lambda v: 3 * v.sigmoid() - 3), "within 0.001 of 1"),
        (program(last=lambda v: 4 / math.pi * v.atan() - 1), "T is only 0.987"),
        (program(last=lambda v: v.tanh()), "within 0.001 of -3"),
        (program(last=lambda v: v.sigmoid()), "within 0.001 of -3"),
        (program(last=lambda v: v.clamp(-3, 1)), "as behind a clamp"),
        (naive, "which square is 1 - T"),
        (program(value=lambda r, f, g: g.mean() - r.mean()), "the bound is raised, not lowered"),
        (program(value=lambda r, f, g: r.mean() - f.mean()), "The conjugate is missing"),  # erratum 9
        (program(value=lambda r, f, g: star(r).mean() - f.mean()), "stands at the wrong mean"),
        (program(value=lambda r, f, g: star(r).mean() - g.mean()), "f* belongs to the fakes only"),
        (program(value=lambda r, f, g: r.mean() + g.mean()), "the bound is a difference"),
        (program(value=lambda r, f, g: f.mean() - star(r).mean()), "Real and fake are exchanged"),
        (program(value=lambda r, f, g: r.sum() - g.sum()), "You summed over the batch"),
        (program(value=lambda r, f, g: r.mean() - star(f.mean())), "f* is convex"),  # Jensen
        (program(value=lambda r, f, g: r.mean() - ((f - 1) ** 2 / (f + 1)).mean()), "f takes ratios"),
        (program(value=lambda r, f, g: r.mean() - g.mean() / 2), "compute T of both, and f* of the second"),
        (program(value=lambda r, f, g: (r.mean() - g.mean()).item()), "Leave .item() away"),
        (program(value=lambda r, f, g: r.mean().detach() - g.mean()), "No slope reaches"),
        (program(value=lambda r, f, g: (r.mean() - g.mean()).detach()), "No slope reaches"),
        (program(value=lambda r, f, g: r[:20] - g[:20]), "one number is wanted"),
        (raw_real, "not their T"),
        (program(last=lambda v: (4 * v.sigmoid() - 3).mean()), "Each raw output gets one T"),
        (program(last=lambda v: (4 * v.sigmoid() - 3)[:, 0]), "Each raw output gets one T"),
        (value_alone, "Give T_real, T_fake and value"),
        (silent, "returns None"),
        (overflowing, "An exponential overflows"),
        (by_roundings, "Rounding spoils"),
        (grain(1e-3), "under the root is so coarse"),
        (grain(1e-4), "under the root is so coarse"),
        (coarse_clamp, "clamp that you added is too coarse"),
    ]
