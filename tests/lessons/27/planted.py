"""Errors planted into the checks of lesson 27: (equation, what the check says, what a slip would make of it)."""

PLANTED: list[tuple[str, str, str]] = [
    ("27.1", "2 / (n * (n - 1)) * sum(pairs)", "1 / (n * (n - 1)) * sum(pairs)"),
    ("27.1", "2 / (n * (n - 1)) * sum(pairs)", "2 / n**2 * sum(pairs)"),
    ("27.1", "(x[i] - x[j]).norm() for", "(x[i] - x[j]).square().sum() for"),
    ("27.1", "2 / math.sqrt(math.pi)", "math.sqrt(2 / math.pi)"),
    ("27.2", "memory(unseen), memory(drawn))", "memory(known), memory(drawn))"),
    ("27.2", "honest(unseen), honest(drawn))", "honest(drawn), honest(unseen))"),
    ("27.2", "(torch.tensor(4.0), torch.tensor(score)", "(torch.tensor(score), torch.tensor(4.0)"),
    ("27.2", "torch.tensor(score), torch.tensor(-1.0))", "torch.tensor(score), torch.tensor(-1.0)).abs()"),
    ("27.3", "(real - mu - delta / 2)", "(real - mu - abs(delta) / 2)"),
    ("27.3", "(real - mu - delta / 2)", "(real - mu - delta)"),
    ("27.3", "(real - mu - delta / 2)", "(real - mu + delta / 2)"),
    ("27.3", "sigma**2 + delta**2 / 4", "sigma**2 + delta**2 / 2"),
    ("27.3", "sigma**2 + delta**2 / 4", "sigma**2"),
    ("27.4", "normalise(batch + shift) - normalise(batch)", "normalise(batch * shift) - normalise(batch)"),
    ("27.4", "F.batch_norm(x, None, None, training=True)", "F.layer_norm(x, (5,))"),
    ("27.5", "- torch.tensor([3.0, 3.5])).norm() / theta.norm()", "- torch.tensor([3.0, 3.5])).norm()"),
    ("27.5", "- torch.tensor([3.0, 3.5])).norm() / theta.norm()", "+ torch.tensor([3.0, 3.5])).norm() / theta.norm()"),
    ("27.5", "3.5])).norm() / theta.norm()", "3.5])).norm() / theta.norm() ** 2"),
]  # fmt: skip
