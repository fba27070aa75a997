"""20.4 a discriminator in need of repair."""

import torch
from torch import nn


class Base(nn.Module):
    """The right one, in pieces that a wrong one can replace."""

    def __init__(self):
        super().__init__()
        self.halve = nn.Conv2d(1, 8, 4, stride=2, padding=1)
        self.again = nn.Conv2d(8, 16, 4, stride=2, padding=1)
        self.decide = nn.Linear(1024, 1)

    def features(self, x):
        return torch.relu(self.again(torch.relu(self.halve(x))))

    def rows(self, x):
        return x.reshape(x.shape[0], -1)

    def end(self, x):
        return x

    def forward(self, x):
        return self.end(self.decide(self.rows(self.features(x))))


class Plain(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 8, 4, 2, 1), nn.Tanh(), nn.Conv2d(8, 16, 4, 2, 1), nn.Tanh(), nn.Flatten(), nn.Linear(1024, 1)
        )  # fmt: skip


class Normed(Base):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm2d(16)

    def features(self, x):
        return torch.relu(self.norm(self.again(torch.relu(self.halve(x)))))


class Forgetful(Base):
    def features(self, x):
        return nn.functional.dropout(super().features(x), 0.3, self.training)


def factory():
    layers = nn.Conv2d(1, 8, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(8, 16, 4, 2, 1), nn.Dropout(0.2), nn.LeakyReLU(0.2)
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(1024, 1))


class Shifted(Base):  # makes a tensor of its own, of the usual type
    def rows(self, x):
        return super().rows(x) @ torch.eye(1024)


class Spectral(Base):  # its weights keep their norm, however large the numbers behind them
    def __init__(self):
        super().__init__()
        for layer in (self.halve, self.again, self.decide):
            nn.utils.parametrizations.spectral_norm(layer)


def right(my):
    return [Base, Plain, Normed, Forgetful, factory, Shifted, Spectral]


def wrong(my):
    class Glued(Base):  # erratum 34
        def __init__(self):
            super().__init__()
            self.decide = nn.Linear(4096, 1)

        def rows(self, x):
            return x.view(-1, 4096)

    class Squeezed(Base):
        def end(self, x):
            return x.sigmoid()

    class Tangent(Base):
        def end(self, x):
            return x.tanh()

    class Wide(Base):  # a squeeze with a wide mouth
        def end(self, x):
            return 5 * (x / 5).tanh()

    class Wider(Base):
        def end(self, x):
            return x.clamp(-100, 100)

    class Signs(Base):  # no slope, and only two scores
        def end(self, x):
            return x.sign()

    class Steps(Base):  # bends without a slope
        def features(self, x):
            return self.again(self.halve(x).sign()).sign()

    class Rectified(Base):
        def end(self, x):
            return x.relu()

    class Affine(Base):  # erratum 35
        def features(self, x):
            return self.again(self.halve(x))

    class OnlyFirst(Base):
        def features(self, x):
            return self.again(torch.relu(self.halve(x)))

    class OnlySecond(Base):
        def features(self, x):
            return torch.relu(self.again(self.halve(x)))

    class Late(Affine):
        def end(self, x):
            return nn.functional.leaky_relu(x, 0.2)

    class Mixed(Base):  # pictures and numbers change places
        def rows(self, x):
            return x.reshape(1024, -1).T

    class Batchwise(Base):  # statistics over the batch for ever
        def __init__(self):
            super().__init__()
            self.norm = nn.BatchNorm2d(8, track_running_stats=False)

        def features(self, x):
            return torch.relu(self.again(torch.relu(self.norm(self.halve(x)))))

    class NormAlone(Base):  # a normalisation is no bend
        def __init__(self):
            super().__init__()
            self.norm = nn.BatchNorm2d(8)

        def features(self, x):
            return torch.relu(self.again(self.norm(self.halve(x))))

    class Centred(Base):
        def end(self, x):
            return x - x.mean()

    class Dropped(Base):
        def features(self, x):
            return nn.functional.dropout(super().features(x), 0.3)

    class Flat(Base):  # flatten() without the 1
        def rows(self, x):
            return x.flatten()

    class Fixed(Base):
        def rows(self, x):
            return x.view(12, -1)

    class Narrow(Base):
        def end(self, x):
            return x.squeeze(1)

    class Halfway(Base):  # the number of inputs is still the old one
        def __init__(self):
            super().__init__()
            self.decide = nn.Linear(4096, 1)

    class Two(Base):
        def __init__(self):
            super().__init__()
            self.decide = nn.Linear(1024, 2)

    class Skipped(Base):
        def __init__(self):
            super().__init__()
            self.decide = nn.Linear(2048, 1)

        def features(self, x):
            return torch.relu(self.halve(x))

    class Frozen(Base):
        def features(self, x):
            return torch.relu(self.again(torch.relu(self.halve(x)).detach()))

    return [
        (Glued, "glues pictures together"),
        (Squeezed, "something squeezes it"),
        (Tangent, "something squeezes it"),
        (Wide, "something squeezes it"),
        (Wider, "something squeezes it"),
        (Signs, "something squeezes it"),
        (Steps, "No gradient arrives at halve"),
        (Rectified, "a ReLU at the end"),  # erratum 44
        (Affine, "one affine map"),
        (OnlyFirst, "together they are one layer"),
        (OnlySecond, "together they are one layer"),
        (Late, "behind the last layer only"),
        (Mixed, "influence each other"),
        (Batchwise, "influence each other"),
        (Centred, "influence each other"),
        (Dropped, "from call to call"),
        (Flat, "Count the numbers that one picture has"),
        (Halfway, "Count the numbers that one picture has"),
        (Fixed, "The number of pictures is written into"),
        (Narrow, "Keep the last 1"),
        (Two, "one score a picture"),
        (Skipped, "No gradient arrives at again"),
        (Frozen, "No gradient arrives at halve"),
        (NormAlone, "together they are one layer"),
        (Base(), "Pass the class itself"),
        (lambda: torch.zeros(1), "a function that makes such a network"),
    ]
