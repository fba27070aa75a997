"""Errors planted into the checks of lesson 24: (equation, what the check says, what a slip would make of it)."""

PLANTED: list[tuple[str, str, str]] = [
    ("24.1", "mean = (SHARES * INKS[:, ink]).sum()", "mean = INKS[:, ink].mean()"),
    ("24.1", "(chance * (values - candidates).square()).sum(0)", "(chance * (values - candidates).abs()).sum(0)"),
    ("24.2", "median = sorted(INKS[:, ink])[1]", "median = sorted(INKS[:, ink])[2]"),
    ("24.2", "absolute = (chance * (values - candidates).abs()).sum(0)", "absolute = squared"),
    ("24.3", "formula = receptive_field(kernels, strides)", "formula = receptive_field(kernels, strides[1:] + [1])"),
    ("24.3", "formula = receptive_field(kernels, strides)", "formula = receptive_field(kernels, [1, 1, 1])"),
    ("24.3", "formula = receptive_field(kernels, strides)", "formula = receptive_field(kernels, strides) + 1"),
    ("24.4", "other = torch.stack([halves(0, 2), halves(2, 0)])", "other = torch.stack([halves(0, 2), halves(0, 2)])"),
    ("24.4", "small(same).mean() - small(other).mean()", "small(same).amax() - small(other).mean()"),
    ("24.5", "returned = there @ h  #", "returned = there @ h.T  #"),
    ("24.5", "journey = (returned - points).abs()", "journey = (returned - there).abs()"),
    ("24.6", "eighth = math.pi / 4", "eighth = math.pi / 8"),
    ("24.6", "equals=2 * math.sin(math.pi / 8)", "equals=math.sin(math.pi / 4)"),
    ("24.6", "equals=2 * math.sin(math.pi / 8)", "equals=2 * math.sin(math.pi / 4)"),
    ("24.7", "misread = normal(-amplitude * math.sqrt(N) / sigma)", "misread = normal(-amplitude * N / sigma)"),
    ("24.7", "misread = normal(-amplitude * math.sqrt(N) / sigma)", "misread = normal(-amplitude / sigma)"),
    ("24.7", "normal(-amplitude * math.sqrt(N) / sigma)", "normal(amplitude * math.sqrt(N) / sigma)"),
    ("24.7", "misread = normal(-amplitude * math.sqrt(N) / sigma)",
     "misread = 2 * normal(-amplitude * math.sqrt(N) / sigma)"),
]  # fmt: skip
