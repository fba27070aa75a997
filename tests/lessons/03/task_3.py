"""03.3 a VAE's loss in need of repair."""

import torch
from torch.distributions import Normal, kl_divergence


def right(my):
    def with_distributions(encoder, decoder, x, eps, s):
        out = encoder(x)
        d = out.shape[1] // 2
        mean, std = out[:, :d], torch.exp(0.5 * out[:, d:])
        z = mean + std * eps
        kl = kl_divergence(Normal(mean, std), Normal(torch.zeros_like(mean), torch.ones_like(std)))
        return ((x - decoder(z)) ** 2).sum() / (2 * s * s * len(x)) + kl.sum() / len(x)

    def with_roots(encoder, decoder, x, eps, s):
        mean, log_var = encoder(x).chunk(2, dim=1)
        rebuilt = decoder(mean + log_var.exp().sqrt() * eps)
        minus_kl = 0.5 * (1 + log_var - mean.pow(2) - log_var.exp()).sum(dim=1).mean()
        return torch.nn.functional.mse_loss(rebuilt, x, reduction="sum") / len(x) / (2 * s**2) - minus_kl

    def with_sums_by_product(encoder, decoder, x, eps, s):  # tensors of its own, of the usual type
        mean, log_var = encoder(x).chunk(2, dim=1)
        error = (x - decoder(mean + (log_var / 2).exp() * eps)).square() @ torch.ones(x.shape[1])
        kl = (mean.square() + log_var.exp() - 1 - log_var) @ torch.full((mean.shape[1],), 0.5)
        return (error / (2 * s**2) + kl).mean()

    return [with_distributions, with_roots, with_sums_by_product]


def program(std=None, pixels=None, kl=None, scale=None, whole=None, cut=None):
    """The loss, with one thing or several done wrong."""

    def vae_loss(encoder, decoder, x, eps, s):
        mean, v = encoder(x).chunk(2, dim=1)
        z = mean + (std or (lambda v: (v / 2).exp()))(v) * eps
        rebuilt = decoder(z.detach() if cut == "z" else z)
        if cut == "rebuilt":
            rebuilt = rebuilt.detach()
        error = (pixels or (lambda e: e.sum(dim=1)))((x - rebuilt).square())
        price = kl(mean, v) if kl else (mean.square() + v.exp() - 1 - v).sum(dim=1) / 2
        error = error * (1 / (2 * s**2) if scale is None else scale(s))
        return (whole or (lambda e, k: (e + k).mean()))(error, price)

    return vae_loss


def wrong(my):
    variance = dict(std=lambda v: v.exp())
    by_pixel = dict(pixels=lambda e: e.mean(dim=1))

    def silent(encoder, decoder, x, eps, s):
        program()(encoder, decoder, x, eps, s)

    def frozen(encoder, decoder, x, eps, s):
        with torch.no_grad():
            return program()(encoder, decoder, x, eps, s)

    def half_frozen(encoder, decoder, x, eps, s):  # the draw is made under no_grad
        mean, v = encoder(x).chunk(2, dim=1)
        with torch.no_grad():
            z = mean + (v / 2).exp() * eps
        error = (x - decoder(z)).square().sum(dim=1) / (2 * s**2)
        return (error + (mean.square() + v.exp() - 1 - v).sum(dim=1) / 2).mean()

    def own_draws(encoder, decoder, x, eps, s):
        return program()(encoder, decoder, x, torch.randn_like(eps), s)

    def with_rsample(encoder, decoder, x, eps, s):
        mean, v = encoder(x).chunk(2, dim=1)
        z = Normal(mean, (v / 2).exp()).rsample()
        error = (x - decoder(z)).square().sum(dim=1) / (2 * s**2)
        return (error + (mean.square() + v.exp() - 1 - v).sum(dim=1) / 2).mean()

    def with_constant(encoder, decoder, x, eps, s):
        mean, v = encoder(x).chunk(2, dim=1)
        fit = Normal(decoder(mean + (v / 2).exp() * eps), s).log_prob(x).sum(dim=1)
        return ((mean.square() + v.exp() - 1 - v).sum(dim=1) / 2 - fit).mean()

    return [
        (program(**variance, **by_pixel), "Two mistakes are left"),
        (program(**variance, **by_pixel, cut="z"), "Two mistakes are left"),
        (program(**variance), "eps is multiplied by the variance."),
        (program(**variance, cut="z"), "eps is multiplied by the variance."),
        (program(std=lambda v: v), "the log variance itself"),
        (program(std=lambda v: v / 2), "Half of the log variance"),
        (program(std=lambda v: (2 * v).exp()), "the square of the variance"),
        (program(std=lambda v: 0 * v), "The draw is gone"),
        (program(**by_pixel), "as with a β of"),
        (program(**by_pixel, cut="z"), "as with a β of"),
        (program(**by_pixel, kl=lambda m, v: (m**2 + v.exp() - 1 - v).mean(dim=1) / 2), "Now both are means"),
        (program(kl=lambda m, v: (m**2 + v.exp() - 1 - v).mean(dim=1) / 2), "sum over its code numbers"),
        (program(kl=lambda m, v: (m**2 + (2 * v).exp() - 1 - 2 * v).sum(dim=1) / 2), "the KL was right"),
        (program(kl=lambda m, v: (m**2 + v.exp() - 1 + v).sum(dim=1) / 2), "falls without end"),
        (program(whole=lambda e, k: (e - k).mean()), "with a plus"),
        (program(whole=lambda e, k: (e + k).sum()), "You summed over the batch"),
        (program(whole=lambda e, k: -(e + k).mean()), "This is the ELBO"),
        (program(whole=lambda e, k: e.mean()), "an autoencoder with noise"),  # erratum 19
        (program(scale=lambda s: 1), "whatever you give"),
        (program(scale=lambda s: 1 / s**2), "The factor 1/2"),
        (program(scale=lambda s: 1 / (2 * s)), "divided by 2s²"),
        (program(cut="z"), "a detach or a no_grad cuts the way"),
        (half_frozen, "a detach or a no_grad cuts the way"),
        (program(cut="rebuilt"), "The decoder's slope"),
        (frozen, "compute nothing under no_grad"),
        (program(whole=lambda e, k: (e + k).mean().item()), "compute nothing under no_grad"),
        (program(whole=lambda e, k: e + k), "one number is wanted"),
        (own_draws, "use the given eps"),
        (with_rsample, "use the given eps"),
        (program(scale=lambda s: 3 / (2 * s**2)), "compute the code, the squared error"),
        (program(whole=lambda e, k: e.sum() + k.mean()), "summed the squared error over the batch"),
        (with_constant, "is still in"),
        (program(scale=lambda s: 1 / (2 * my.noise**2)), "use the s that is passed in"),
        (silent, "returns None"),
    ]
