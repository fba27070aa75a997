"""20.2 the discriminator's loss, with a smooth label."""

import torch
import torch.nn.functional as F


def right(my):
    def with_bce(real, fake, label):
        bce = F.binary_cross_entropy_with_logits
        return bce(real, torch.full_like(real, label)) + bce(fake, torch.zeros_like(fake))

    def with_the_difference(real, fake, label):  # softplus(s) - softplus(-s) is s
        return (F.softplus(-real) + (1 - label) * real).mean() + F.softplus(fake).mean()

    def with_logsigmoid(real, fake, label):
        of_real = label * F.logsigmoid(real) + (1 - label) * F.logsigmoid(-real)
        return -of_real.mean() - F.logsigmoid(-fake).mean()

    def with_bce_and_plain_labels(real, fake, label):  # the labels are float32, whatever the scores are
        bce = F.binary_cross_entropy_with_logits
        return bce(real, label * torch.ones(len(real), 1)) + bce(fake, torch.zeros(len(fake), 1))

    return [with_bce, with_the_difference, with_logsigmoid, with_bce_and_plain_labels]


def soft(score, target):
    return target * F.softplus(-score) + (1 - target) * F.softplus(score)


def wrong(my):
    def naive(real, fake, label):  # logarithms of rounded sigmoids
        a, b = real.sigmoid(), fake.sigmoid()
        return -(label * a.log() + (1 - label) * (1 - a).log()).mean() - (1 - b).log().mean()

    def bce_of_sigmoids(real, fake, label):
        bce = F.binary_cross_entropy
        return bce(real.sigmoid(), torch.full_like(real, label)) + bce(fake.sigmoid(), torch.zeros_like(fake))

    def bce_on_scores(real, fake, label):  # erratum 36
        return F.binary_cross_entropy(real, torch.full_like(real, label)) + F.binary_cross_entropy(fake, 0 * fake)

    def clamped(real, fake, label):
        a, b = real.sigmoid(), fake.sigmoid()
        of_real = label * (a + 1e-12).log() + (1 - label) * (1 - a + 1e-12).log()
        return -of_real.mean() - (1 - b + 1e-12).log().mean()

    def joined(real, fake, label):  # one mean over both batches
        return 2 * torch.cat([soft(real, label), F.softplus(fake)]).mean()

    def as_float(real, fake, label):
        return (soft(real, label).mean() + F.softplus(fake).mean()).item()

    def overflowing(real, fake, label):
        def cost(score):
            return (1 + score.exp()).log()

        return (label * cost(-real) + (1 - label) * cost(real)).mean() + cost(fake).mean()

    def forgotten(real, fake, label):
        soft(real, label).mean() + F.softplus(fake).mean()

    def cut(real, fake, label):
        return soft(real.detach(), label).mean() + F.softplus(fake.detach()).mean()

    def deaf_to_fakes(real, fake, label):
        return soft(real, label).mean() + F.softplus(fake.detach()).mean()

    def half_stable(term):  # the other share, and the fakes, are right
        def loss(real, fake, label):
            return (label * F.softplus(-real) + (1 - label) * term(real)).mean() + F.softplus(fake).mean()

        return loss

    def unstable_fakes(real, fake, label):  # fake + log(1 + exp(-fake)): right for 200, infinite for -200
        return soft(real, label).mean() + (fake + (1 + (-fake).exp()).log()).mean()

    def cut_share(real, fake, label):  # the right number for every score, and no slope from the large ones
        share = torch.where(real > 50, real.detach(), F.softplus(real))
        return (label * F.softplus(-real) + (1 - label) * share).mean() + F.softplus(fake).mean()

    return [
        (half_stable(lambda x: (1 + x.exp()).log()), "the real side (200)"),
        (half_stable(lambda x: -(1 - x.sigmoid()).log()), "the real side (200)"),
        (half_stable(lambda x: -(1 - x.sigmoid() + 1e-12).log()), "Is its logarithm cut off"),
        (unstable_fakes, "the fakes' side (-200)"),
        (cut_share, "Is that term detached"),
        (deaf_to_fakes, "No slope comes from the fakes"),
        (naive, "the logarithm of 1 - 1"),
        (bce_of_sigmoids, "cuts its logarithm at -100"),
        (bce_on_scores, "BCELoss takes probabilities"),
        (overflowing, "exp(200) overflows"),
        (clamped, "Drop clamps"),
        (joined, "may differ in size"),
        (as_float, "so return the tensor itself"),
        (forgotten, "returns None"),
        (cut, "so return the tensor itself"),
        (lambda r, f, t: -(soft(r, t).mean() + F.softplus(f).mean()), "The sign is turned"),  # erratum 8
        (lambda r, f, t: soft(r, t).sum() + F.softplus(f).sum(), "summed over the batch"),
        (lambda r, f, t: soft(r, t) + F.softplus(f), "one number is wanted"),
        (lambda r, f, t: soft(f, t).mean() + F.softplus(r).mean(), "Real and fake are swapped"),
        (lambda r, f, t: soft(r, t).mean() + F.softplus(-f).mean(), "gives the label 1 to everything"),  # erratum 10
        (lambda r, f, t: soft(r, 1 - t).mean() + F.softplus(f).mean(), "get the label 0 here"),
        (lambda r, f, t: (soft(r, t).mean() + F.softplus(f).mean()) / 2, "halves every slope"),
        (lambda r, f, t: soft(r, t).mean(), "Only the real points count"),
        (lambda r, f, t: F.softplus(f).mean(), "Only the fakes count"),  # erratum 6
        (lambda r, f, t: f.mean() - t * r.mean(), "The logarithm is missing"),
        (lambda r, f, t: t * F.softplus(-r).mean() + F.softplus(f).mean(), "The second part is missing"),
        (lambda r, f, t: soft(r, t).mean() + soft(f, 1 - t).mean(), "smoothed the fakes, too"),
        (lambda r, f, t: F.softplus(-r).mean() + soft(f, 1 - t).mean(), "smoothed the label of the fakes"),
        (lambda r, f, t: F.softplus(-r).mean() + F.softplus(f).mean(), "The label changes nothing"),
        (lambda r, f, t: soft(r, 0.9).mean() + F.softplus(f).mean(), "Right for a label of 0.9 only"),
        (lambda r, f, t: soft(r, my.label).mean() + F.softplus(f).mean(), "use the argument label"),
        (lambda r, f, t: soft(r, 0.9 if t < 1 else 1).mean() + F.softplus(f).mean(), "0.9 is written into"),
    ]
