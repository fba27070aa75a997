"""10.5 the divergence that scores report, and its standard error."""

import math

import numpy as np
import torch
import torch.nn.functional as F


def payments(real, fake, shift):
    return -F.softplus(shift - real), -F.softplus(fake - shift)


def spread(a, b):
    return (a.var() / len(a) + b.var() / len(b)).sqrt() / 2


def estimate(*, shift=lambda s: math.log(s / (1 - s)), report=None, error=spread, both=(1, 1)):
    """The function, with one part replaced by another."""

    def made(real, fake, share=0.5):
        by = shift(share)
        a, b = -F.softplus(both[0] * by - real), -F.softplus(fake - both[1] * by)
        told = (math.log(4) + a.mean() + b.mean()) / 2 if report is None else report(a, b)
        return told, error(a, b)

    return made


def right(my):
    def with_weights(real, fake, share=0.5):  # means as products with tensors of its own
        a, b = payments(real, fake, math.log(share / (1 - share)))
        told = [(torch.full((1, len(one)), 1 / len(one)) @ one).item() for one in (a, b)]
        return math.log(2) + sum(told) / 2, spread(a, b)

    def with_logsigmoid(real, fake, share=0.5):
        shift = torch.logit(torch.tensor(share, dtype=torch.float64)).to(real.dtype)
        a, b = F.logsigmoid(real - shift), F.logsigmoid(shift - fake)
        error = 0.5 * math.hypot(a.std() / math.sqrt(len(a)), b.std() / math.sqrt(len(b)))
        return math.log(2) + (a.mean() + b.mean()).item() / 2, error

    def with_bce_and_biased_variances(real, fake, share=0.5):
        shift = math.log(share) - math.log(1 - share)
        bce = F.binary_cross_entropy_with_logits
        a = bce(real - shift, torch.ones_like(real), reduction="none")
        b = bce(fake - shift, torch.zeros_like(fake), reduction="none")
        squares = a.var(unbiased=False) / a.numel() + b.var(unbiased=False) / b.numel()
        return torch.stack([math.log(2) - (a.mean() + b.mean()) / 2, squares.sqrt() / 2])

    def as_array(real, fake, share=0.5):
        return np.array([float(one) for one in estimate()(real, fake, share)])

    def in_numpy(real, fake, share=0.5):
        shift = np.log(share / (1 - share))
        a, b = -np.logaddexp(0, shift - real.numpy()), -np.logaddexp(0, fake.numpy() - shift)
        return (np.log(4) + a.mean() + b.mean()) / 2, np.sqrt(a.var() / len(a) + b.var() / len(b)) / 2

    return [with_weights, with_logsigmoid, with_bce_and_biased_variances, as_array, in_numpy]


def wrong(my):
    log2, log4 = math.log(2), math.log(4)

    def V(a, b):
        return a.mean() + b.mean()

    def swapped(real, fake, share=0.5):
        return estimate()(fake, real, share)

    def paid_for_fooling(real, fake, share=0.5):  # erratum 10
        a, b = payments(real, -fake, 0)
        return (log4 + V(a, b)) / 2, spread(a, b)

    def naive(real, fake, share=0.5):
        shift = math.log(share / (1 - share))
        a, b = (real - shift).sigmoid().log(), (1 - (fake - shift).sigmoid()).log()
        return (log4 + V(a, b)) / 2, spread(a, b)

    def clamped(real, fake, share=0.5):
        shift = math.log(share / (1 - share))
        a, b = (real - shift).sigmoid().clamp(1e-12), (1 - (fake - shift).sigmoid()).clamp(1e-12)
        return (log4 + V(a.log(), b.log())) / 2, spread(a.log(), b.log())

    def one_by_one(real, fake, share=0.5):
        a, b = payments(real, fake, math.log(share / (1 - share)))
        pay = (log4 + a + b) / 2
        return pay.mean(), pay.std() / math.sqrt(len(pay))

    def in_place(real, fake, share=0.5):
        shift = math.log(share / (1 - share))
        real -= shift
        fake -= shift
        return estimate()(real, fake)

    def error_first(real, fake, share=0.5):
        return estimate()(real, fake, share)[::-1]

    def biased_error_first(real, fake, share=0.5):
        a, b = payments(real, fake, math.log(share / (1 - share)))
        squares = a.var(unbiased=False) / len(a) + b.var(unbiased=False) / len(b)
        return squares.sqrt() / 2, (log4 + V(a, b)) / 2

    def only_report(real, fake, share=0.5):
        return estimate()(real, fake, share)[0]

    def forgotten(real, fake, share=0.5):
        estimate()(real, fake, share)

    def weighted(real, fake, share=0.5):
        a, b = payments(real, fake, 0)
        return (log4 + 2 * share * a.mean() + 2 * (1 - share) * b.mean()) / 2, spread(a, b)

    def corrected_and_weighted(real, fake, share=0.5):
        a, b = payments(real, fake, math.log(share / (1 - share)))
        return (log4 + 2 * share * a.mean() + 2 * (1 - share) * b.mean()) / 2, spread(a, b)

    def blind_error(real, fake, share=0.5):
        return estimate()(real, fake, share)[0], spread(*payments(real, fake, 0))

    def of_scores(real, fake, share=0.5):
        return estimate()(real, fake, share)[0], spread(real, fake)

    def each(a, b):
        return a.std() / math.sqrt(len(a)), b.std() / math.sqrt(len(b))

    return [
        (estimate(report=lambda a, b: V(a, b) / 2), "The log 4 is missing"),
        (estimate(report=lambda a, b: log4 + V(a, b)), "V + log 4 is 2 JS"),
        (estimate(report=lambda a, b: (log2 + V(a, b)) / 2), "log 4 must be added, not log 2"),
        (estimate(report=lambda a, b: log2 + V(a, b)), "Your V is whole"),
        (estimate(report=lambda a, b: log4 + V(a, b) / 2), "Your log 4 is whole"),
        (estimate(report=lambda a, b: -(log4 + V(a, b)) / 2), "must report more than 0"),
        (estimate(report=lambda a, b: (log4 - V(a, b)) / 2), "D's *loss* is -V"),
        (estimate(report=lambda a, b: (V(a, b) - log4) / 2), "add log 4, to get 0 there"),
        (estimate(report=lambda a, b: (math.log10(4) + V(a, b)) / 2), "to base 10"),
        (estimate(report=lambda a, b: (2 + V(a, b)) / 2), "2 in base 2"),
        (estimate(report=lambda a, b: (log4 + V(a, b)) / 2 / log2), "This is in bits"),
        (estimate(report=lambda a, b: log2 + a.mean()), "KL(p || m) alone"),
        (estimate(report=lambda a, b: (log4 + torch.cat([a, b]).mean()) / 2), "one mean over both batches"),
        (estimate(report=lambda a, b: (log4 + 2 * torch.cat([a, b]).mean()) / 2), "counts the larger one more"),
        (estimate(report=lambda a, b: (log4 + a.sum() + b.sum()) / 2), "You summed over the batch"),
        (estimate(report=lambda a, b: (log4 + a + b.mean()) / 2), "Is a mean or a sum missing"),
        (estimate(report=lambda a, b: a.mean() - b.mean()), "by hand; compare"),
        (swapped, "Real and fake are swapped"),
        (paid_for_fooling, "Then D = 1 everywhere would be best"),
        (one_by_one, "The two batches differ in size"),
        (estimate(shift=lambda s: 0.0), "It shifted every score in training"),
        (estimate(shift=lambda s: math.log((1 - s) / s)), "You shifted the scores once more"),
        (estimate(both=(1, 0)), "You corrected the real scores only"),
        (estimate(both=(0, 1)), "You corrected the fake scores only"),
        (estimate(shift=lambda s: math.log(s) if s != 0.5 else 0.0), "not its logarithm"),
        (estimate(shift=lambda s: s if s != 0.5 else 0.0), "You subtracted the share itself"),
        (estimate(shift=lambda s: s / (1 - s) if s != 0.5 else 0.0), "You subtracted the odds"),
        (weighted, "The payments need no weights"),
        (corrected_and_weighted, "since JS knows no share"),
        (estimate(error=lambda a, b: 2 * spread(a, b)), "so its error is halved as well"),
        (estimate(error=lambda a, b: math.sqrt(2) * spread(a, b)), "The half stands under the root"),
        (estimate(error=lambda a, b: sum(each(a, b)) / 2), "You added the two errors. Of"),
        (estimate(error=lambda a, b: sum(each(a, b))), "and did not halve"),
        (estimate(error=lambda a, b: math.hypot(a.std(), b.std()) / 2), "the spread of single payments"),
        (estimate(error=lambda a, b: math.hypot(a.std() / len(a), b.std() / len(b)) / 2), "You divided by n"),
        (estimate(error=lambda a, b: spread(a, b) ** 2), "This is the square of the error"),
        (estimate(error=lambda a, b: 2 * spread(a, b) ** 2), "This is a variance"),
        (estimate(error=lambda a, b: each(a, b)[0] / 2), "the real numbers' mean alone"),
        (estimate(error=lambda a, b: each(a, b)[1] / 2), "the fakes' mean alone"),
        (estimate(error=lambda a, b: torch.cat([a, b]).std() / math.sqrt(len(a) + len(b)) / 2), "You pooled"),
        (blind_error, "The error belongs to the *corrected* scores"),
        (of_scores, "This is the spread of the scores"),
        (naive, "Use softplus on the scores"),
        (clamped, "Payments have no floor"),
        (in_place, "changes the scores that it was given"),
        (error_first, "Return the report first, then its error"),
        (biased_error_first, "Return the report first, then its error"),
        (only_report, "Return the report and its standard error"),
        (forgotten, "returns None"),
    ]
