"""Errors planted into the checks of lesson 01: (equation, what the check says, what a slip would make of it)."""

PLANTED = [
    ("01.1", "math.log(8) + 1 + math.log(2", "1 + math.log(2"),
    ("01.1", "of -log p\", -true_log", "of -log p\", true_log"),
    ("01.1", "(log_p - log_q)", "(log_q - log_p)"),
    ("01.1", "lost - divergence", "lost + divergence"),
    ("01.2", "exact - bound", "bound - exact"),
    ("01.2", "torch.stack([elbo(", "torch.stack([-elbo("),
    ("01.3", "det().abs().log()", "det().abs()"),
    ("01.3", "[1] - J.tr", "[1] + J.tr"),
]
