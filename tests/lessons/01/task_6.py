"""01.6 the density of a flow."""

import math

import torch
from torch.distributions import AffineTransform, Independent, MultivariateNormal, Normal, TransformedDistribution


def right(my):
    def with_distributions(y, layers):
        noise = MultivariateNormal(torch.zeros(y.shape[1], dtype=y.dtype), torch.eye(y.shape[1], dtype=y.dtype))
        return TransformedDistribution(noise, [AffineTransform(b, a, event_dim=1) for a, b in layers]).log_prob(y)

    def by_autograd(y, layers):
        def to_noise(x):
            for a, b in layers[::-1]:
                x = (x - b) / a
            return x

        rows = [torch.autograd.functional.jacobian(to_noise, row) for row in y]
        log_det = torch.stack([torch.linalg.slogdet(row).logabsdet for row in rows])
        return Normal(0.0, 1.0).log_prob(to_noise(y)).sum(1) + log_det

    def one_gaussian(y, layers):
        mean, width = torch.zeros_like(y[0]), torch.ones_like(y[0])
        for a, b in layers:
            mean, width = mean * a + b, width * a
        return Independent(Normal(mean, width.abs()), 1).log_prob(y)

    def of_the_usual_type(y, layers):
        total = torch.zeros(len(y))
        for a, b in reversed(layers):
            y = (y - b) @ torch.diag(torch.ones(len(a)) / a)
            total = total - a.abs().log().sum()
        return MultivariateNormal(torch.zeros(y.shape[1]), torch.eye(y.shape[1])).log_prob(y) + total

    return [with_distributions, by_autograd, one_gaussian, of_the_usual_type]


def flow(*, sign=-1.0, size=torch.abs, back=True, undo=lambda y, a, b: (y - b) / a, reduce=None, base=None):
    """The density with the mistakes that are asked for."""
    reduce = reduce or (lambda logs, y: logs.sum())
    base = base or (lambda y: Normal(0.0, 1.0).log_prob(y).sum(dim=1))

    def log_density(y, layers):
        total = 0.0
        for a, b in layers[::-1] if back else layers:
            y = undo(y, a, b)
            total = total + sign * reduce(size(a).log(), y)
        return base(y) + total

    return log_density


def wrong(my):
    def only_last(y, layers):
        logs = 0.0
        for a, b in reversed(layers):
            y = (y - b) / a
            logs = a.abs().log().sum()  # not added up
        return Normal(0.0, 1.0).log_prob(y).sum(1) - logs

    def first_layer_only(y, layers):
        a, b = layers[0]
        return Normal(b, a.abs()).log_prob(y).sum(1)

    def probability(y, layers):
        return flow()(y, layers).exp()

    def in_place(y, layers):
        logs = 0.0
        for a, b in reversed(layers):
            y -= b
            y /= a
            logs = logs + a.abs().log().sum()
        return Normal(0.0, 1.0).log_prob(y).sum(1) - logs

    def turns_the_list(y, layers):
        layers.reverse()
        return flow(back=False)(y, layers)

    def empties_the_list(y, layers):
        logs = 0.0
        while layers:
            a, b = layers.pop()
            y, logs = (y - b) / a, logs + a.abs().log().sum()
        return Normal(0.0, 1.0).log_prob(y).sum(1) - logs

    def makes_positive(y, layers):
        noise = right(my)[1](y, layers)
        for a, _ in layers:
            a.abs_()
        return noise

    return [
        (in_place, "changes y itself"),
        (turns_the_list, "changes the list itself"),
        (empties_the_list, "changes the list itself"),
        (makes_positive, "changes a or b itself"),
        (flow(sign=1.0), "sign of log|a| is turned"),
        (flow(sign=0.0), "The stretch itself is missing"),
        (flow(size=lambda a: a), "a logarithm of a negative number"),
        (flow(back=False), "wrong order"),
        (flow(undo=lambda y, a, b: a * y + b), "The shift goes the wrong way"),
        (flow(undo=lambda y, a, b: a * (y - b)), "you must divide"),
        (flow(undo=lambda y, a, b: a * (y - b), sign=1.0), "The stretch goes the wrong way"),
        (flow(undo=lambda y, a, b: y / a), "The shift b has no effect"),
        (flow(undo=lambda y, a, b: y / a - b), "The order inside the layer"),
        (flow(reduce=lambda logs, y: logs.mean()), "averaged over the coordinates"),
        (flow(reduce=lambda logs, y: (logs + 0 * y).sum()), "summed over the batch"),
        (flow(base=lambda y: -(y**2).sum(1) / 2), "normaliser, 1/"),
        (flow(base=lambda y: -(y**2).sum(1) / 2 - 0.5 * math.log(2 * math.pi)), "that of one coordinate"),
        (flow(base=lambda y: Normal(0.0, 1.0).log_prob(y)), "is wanted"),
        (flow(base=lambda y: Normal(0.0, 1.0).log_prob(y).sum()), "is wanted"),
        (only_last, "Only one layer's log|a|"),
        (first_layer_only, "Only the first layer"),
        (probability, "This is p, not log p"),
    ]
