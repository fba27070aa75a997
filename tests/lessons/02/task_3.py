"""02.3 three mistakes and a trap."""

import torch


def scaler(mean, std, own_test=False, after=lambda s: torch.where(s > 0, s, 1.0)):
    """A standardise built from two statistics of (train, test)."""

    def standardise(train, test):
        m, s = mean(train, test), after(std(train, test))
        if own_test:
            return (train - m) / s, (test - mean(test, test)) / after(std(test, test))
        return (train - m) / s, (test - m) / s

    return standardise


def of_train(name, dim=0, **options):
    return lambda train, test: getattr(train, name)(dim=dim, **options)


def of_both(name):
    return lambda train, test: getattr(torch.cat([train, test]), name)(dim=0)


def right(my):
    def masked(train, test):
        std, mean = torch.std_mean(train, dim=0, keepdim=True)
        std = std.clone()
        std[std == 0] = 1
        return [(part - mean) / std for part in (train, test)]

    def with_n(train, test):
        centre = train.sum(dim=0) / len(train)
        variance = ((train - centre) ** 2).sum(dim=0) / len(train)
        spread = variance.sqrt()
        spread = spread + (spread < 1e-9)
        return (train - centre) / spread, (test - centre) / spread

    return [masked, with_n]


def wrong(my):
    def mean_of_both_repaired_rest(train, test):
        return scaler(of_both("mean"), of_train("std"))(train, test)

    def per_image(train, test):
        mean = train.mean(dim=0)
        return (train - mean) / train.std(dim=1, keepdim=True), (test - mean) / test.std(dim=1, keepdim=True)

    def test_mean(train, test):
        mean, std = train.mean(dim=0), train.std(dim=0)
        std = torch.where(std > 0, std, 1.0)
        return (train - mean) / std, (test - test.mean(dim=0)) / std

    def test_by_image(train, test):
        mean, std = train.mean(dim=0), train.std(dim=0)
        std = torch.where(std > 0, std, 1.0)
        return (train - mean) / std, (test - mean) / test.std(dim=1, keepdim=True)

    def per_image_mean(train, test):
        std = torch.where(train.std(dim=0) > 0, train.std(dim=0), 1.0)
        return (train - train.mean(dim=1, keepdim=True)) / std, (test - test.mean(dim=1, keepdim=True)) / std

    def in_place(train, test):
        mean, std = train.mean(dim=0), train.std(dim=0)
        std = torch.where(std > 0, std, 1.0)
        train -= mean
        train /= std
        return train, (test - mean) / std

    def nan_to_num(train, test):
        mean, std = train.mean(dim=0), train.std(dim=0)
        parts = [torch.nan_to_num((part - mean) / std, 0.0, 0.0, 0.0) for part in (train, test)]
        return parts[0], parts[1]

    def unshifted(train, test):
        mean, std = train.mean(dim=0), train.std(dim=0)
        ok = std > 0
        mean, std = torch.where(ok, mean, 0.0), torch.where(ok, std, 1.0)
        return (train - mean) / std, (test - mean) / std

    def one_part(train, test):
        return (train - train.mean(dim=0)) / train.std(dim=0)

    def turned(train, test):
        mean, std = train.mean(dim=0), train.std(dim=0)
        std = torch.where(std > 0, std, 1.0)
        return (mean - train) / std, (mean - test) / std

    def exchanged(train, test):
        return test, train

    def forgot(train, test):
        train = train - train.mean(dim=0)

    def overwritten(train, test):
        train = (train - train.mean(dim=0)) / train.std(dim=0)
        return train, (test - train.mean(dim=0)) / train.std(dim=0)

    def mean_kept(train, test):
        mean = train.mean(dim=0)
        train = (train - mean) / train.std(dim=0)
        return train, (test - mean) / train.std(dim=0)

    def dropped(train, test):
        varies = train.std(dim=0) > 0
        mean, std = train[:, varies].mean(dim=0), train[:, varies].std(dim=0)
        return (train[:, varies] - mean) / std, (test[:, varies] - mean) / std

    def keep(std):
        return std

    def largest(train, test):
        return (train - train.mean(dim=0)).abs().amax(dim=0)

    mean, std = of_train("mean"), of_train("std")
    return [
        (mean_of_both_repaired_rest, "a statistic is still computed from both sets"),
        (scaler(mean, of_both("std")), "a statistic is still computed from both sets"),
        (scaler(mean, std, own_test=True), "the test set still brings its own statistics"),
        (test_mean, "the test set still brings its own statistics"),
        (per_image, "You divide each image by its own spread"),
        (per_image_mean, "In training a pixel's mean is not 0"),
        (scaler(mean, lambda train, test: train.std()), "One number divides all pixels"),
        (scaler(lambda train, test: train.mean(), std), "In training a pixel's mean is not 0"),
        (scaler(mean, of_train("var")), "You divided by the variance"),
        (scaler(mean, lambda train, test: torch.ones(())), "nothing is divided"),
        (scaler(mean, largest), "must the standard deviation"),
        (test_by_image, "The same map means"),
        (scaler(mean, std, after=keep), "0 / 0 is NaN"),
        (scaler(mean, std, after=lambda s: s + 1e-6), "a tiny divisor blows up"),
        (scaler(mean, std, after=lambda s: s.clamp(min=1e-3)), "a tiny divisor blows up"),
        (nan_to_num, "such a pixel is to be divided by 1"),
        (unshifted, "should still lose its mean"),
        (in_place, "changed the images it was given"),
        (turned, "the sign of the difference is turned"),
        (scaler(mean, std, after=lambda s: s + 0.1), "Something besides the spread is in the divisor"),
        (scaler(mean, std, after=lambda s: s.clamp(min=1)), "Something besides the spread is in the divisor"),
        (overwritten, "train was already scaled"),
        (mean_kept, "train was already scaled"),
        (dropped, "Keep every pixel"),
        (one_part, "Return both parts"),
        (exchanged, "Are the parts exchanged?"),
        (forgot, "Is a `return` missing"),
    ]
