"""12.6 a hinge loss in need of repair."""

import torch
import torch.nn.functional as F


def right(my):
    def with_clamp(real, fake, margin):
        of_critic = (margin - real).clamp(min=0).mean() + (margin + fake).clamp(min=0).mean()
        return of_critic, -(fake.mean())

    def as_the_lesson_pays(real, fake, margin):
        payment = torch.minimum(real - margin, torch.zeros_like(real)).mean()
        payment = payment + torch.minimum(-fake - margin, torch.zeros_like(fake)).mean()
        return [-payment, (-fake).mean()]

    def with_weights(real, fake, margin):  # means as products with tensors of its own
        mean = [torch.full((1, len(scores)), 1 / len(scores)) for scores in (real, fake)]
        of_critic = mean[0] @ F.relu(margin - real) + mean[1] @ F.relu(margin + fake)
        return of_critic.squeeze(), -(mean[1] @ fake).squeeze()

    return [with_clamp, as_the_lesson_pays, with_weights]


def program(of_real=None, of_fake=None, of_g=None, critic=None):
    """The loss, with one thing or several done wrong."""

    def hinge(real, fake, margin):
        first = of_real(real, margin) if of_real else F.relu(margin - real).mean()
        second = of_fake(fake, margin) if of_fake else F.relu(margin + fake).mean()
        return critic(first, second) if critic else first + second, of_g(fake, margin) if of_g else -fake.mean()

    return hinge


def wrong(my):
    first_mean = dict(of_real=lambda r, m: F.relu(m - r.mean()))
    all_real = dict(of_fake=lambda f, m: F.relu(m - f).mean())

    def silent(real, fake, margin):
        program()(real, fake, margin)

    def critic_only(real, fake, margin):
        return program()(real, fake, margin)[0]

    def exchanged(real, fake, margin):
        return program()(real, fake, margin)[::-1]

    def with_real(real, fake, margin):
        return program()(real, fake, margin)[0], real.mean() - fake.mean()

    return [
        (program(**first_mean), "Each real point has a hinge of its own"),
        (program(of_fake=lambda f, m: F.relu(m + f.mean())), "Each fake has a hinge of its own"),
        (program(**first_mean, of_fake=lambda f, m: F.relu(m + f.mean())), "Each point has a hinge of its own"),
        (program(**all_real), "Fakes are asked to score above +m"),  # erratum 10
        (program(**first_mean, **all_real), "Two mistakes are left"),
        (program(**first_mean, of_fake=lambda f, m: F.relu(m - f.mean())), "Two mistakes are left"),
        (program(of_real=lambda r, m: F.relu(m + r).mean(), **all_real), "The critic is turned round"),
        (program(critic=lambda a, b: -a - b), "to be maximised"),
        (
            program(of_real=lambda r, m: F.relu(1 - r).mean(), of_fake=lambda f, m: F.relu(1 + f).mean()),
            "The margin is written into your function as 1",
        ),
        (program(critic=lambda a, b: (a + b) / 2), "not their average"),
        (
            program(of_real=lambda r, m: F.relu(m - r).sum(), of_fake=lambda f, m: F.relu(m + f).sum()),
            "You summed over the batch",
        ),
        (program(of_real=lambda r, m: m - r.mean(), of_fake=lambda f, m: m + f.mean()), "Without a relu"),  # erratum 9
        (program(of_fake=lambda f, m: F.relu(f - m).mean()), "A fake pays from -m on upwards"),
        (program(of_real=lambda r, m: F.relu(-r).mean()), "what each of them pays"),
        (program(of_g=lambda f, m: f.mean()), "it helps the critic"),  # errata 8 and 47
        (program(of_g=lambda f, m: F.relu(m - f).mean()), "once a fake scores above the margin"),
        (program(of_g=lambda f, m: F.relu(-f).mean()), "content as soon as a fake scores above 0"),
        (program(of_g=lambda f, m: m - f.mean()), "leave the margin out"),
        (program(of_g=lambda f, m: F.relu(m - f.mean())), "leave the margin out"),
        (program(of_g=lambda f, m: F.relu(-f.mean())), "once the mean score is above 0"),
        (program(of_g=lambda f, m: -f.sum()), "You summed over G's batch"),
        (program(of_g=lambda f, m: F.softplus(-f).mean()), "the non-saturating loss"),
        (program(of_g=lambda f, m: -f.mean() / 2), "with the same slope everywhere"),
        (with_real, "leave them out"),
        (program(critic=lambda a, b: (a + b).item()), "The critic's loss has no slope"),
        (program(of_g=lambda f, m: -f.mean().detach()), "G's loss has no slope"),
        (program(critic=lambda a, b: a.detach() + b), "The critic's loss has no slope"),
        (program(of_g=lambda f, m: -f), "one number is wanted"),
        (exchanged, "The two losses are exchanged"),
        (silent, "returns None"),
        (critic_only, "Give the critic's loss and G's loss"),
    ]
