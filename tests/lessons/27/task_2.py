"""27.2 how much of the lead is memory."""

import numpy as np

from course.tasks.lesson_27.task_2 import overfitting


def numpys(train, held, fake):
    a, b, c = (np.mean(one.numpy().astype(np.float64)) for one in (train, held, fake))
    return 0 if a <= c else (a - b) / (a - c)


def tensors(train, held, fake):
    lead = train.double().mean() - fake.double().mean()
    share = (train.double().mean() - held.double().mean()) / lead.clamp(min=1e-12)
    return share * (lead > 0)


def right(my):
    return [overfitting, numpys, tensors]


def unguarded(train, held, fake):
    return (train.mean() - held.mean()) / (train.mean() - fake.mean())


def summed(train, held, fake):
    lead = train.sum() - fake.sum()
    return (train.sum() - held.sum()) / lead if train.mean() > fake.mean() else 0.0


def changes(train, held, fake):
    share = overfitting(train, held, fake)
    train -= train.mean()
    return share


def wrong(my):
    return [
        (lambda a, b, c: -overfitting(a, b, c), "The sign is turned"),
        (lambda a, b, c: 1 - overfitting(a, b, c), "left on held-out samples"),
        (lambda a, b, c: 1 / max(overfitting(a, b, c), 1e-9), "upside down"),
        (lambda a, b, c: a.mean() - b.mean(), "Divide by the lead"),
        (lambda a, b, c: (a.mean() - b.mean()) / (b.mean() - c.mean()), "that of the training samples"),
        (summed, "Take means"),
        (lambda a, b, c: 2 * overfitting(a, b, c) + 0.3, "mean training - mean held-out"),
        (unguarded, "return 0.0"),
        (lambda a, b, c: overfitting(a, b, c) * (a.mean() - c.mean() > 1), "a lead of 0 or below"),
        (changes, "changes the scores"),
    ]
