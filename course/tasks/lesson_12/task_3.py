"""Task 3: a critic that knows its limits, for Le Cam's divergence."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import parts

LOW, HIGH = -3.0, 1.0  # the domain of the conjugate
SLACK = 1e-9


def star(u: Tensor) -> Tensor:
    """The conjugate of (t - 1)^2 / (t + 1) on its domain."""
    return 4 - u - 4 * (1 - u).clamp(min=0).sqrt()


def check(report: Report, answer: object, my: Variant) -> None:
    """A critic that knows its limits"""
    _domain(report, answer)
    _value(report, answer)
    _ends(report, answer)


def _outcome(report: Report, answer: object, real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """T of the real points, T of the fakes, and the bound."""
    T_real, T_fake, value = parts(report, report.call(answer, real, fake), "T_real", "T_fake", "value")
    T = [report.tensor(part, name, finite=False) for part, name in ((T_real, "T_real"), (T_fake, "T_fake"))]
    report.must(
        "T has the shape of the raw outputs",
        T[0].shape == real.shape and T[1].shape == fake.shape,
        f"From {len(real)} real and {len(fake)} fake outputs your T have the shapes {tuple(T[0].shape)} and "
        f"{tuple(T[1].shape)}. Each raw output gets one T: ({len(real)}, 1) and ({len(fake)}, 1).",
    )
    report.need(
        "the bound is a tensor",
        isinstance(value, Tensor),
        "value is no tensor, so it has no slope and nothing could be trained. Leave .item() away.",
    )
    return T[0], T[1], value


def _domain(report: Report, answer: object) -> None:
    """What T does on a line of raw outputs."""
    ends = torch.tensor([[-100.0], [100.0]], dtype=torch.float64)  # a slow T comes near its ends late
    v = torch.cat([ends[:1], torch.linspace(-30, 30, 601, dtype=torch.float64)[:, None], ends[1:]])  # (603, 1)
    T, T_fake, _ = (part.detach() for part in _outcome(report, answer, v, v))
    report.must("T is finite everywhere", torch.isfinite(T).all(), "T is NaN or infinite for some outputs within ±100.")
    report.must(
        "T never exceeds 1",
        T.max() <= HIGH + SLACK,
        f"T reaches {T.max().item():.6g}, but above 1 the conjugate is infinite: the root has a negative argument. "
        "Bend the raw output so that it stays below.",
    )
    report.must(
        "T never falls below -3",
        T.min() >= LOW - SLACK,
        f"T reaches {T.min().item():.6g}. Below -3 the largest gap lies at t = 0, and f* has another formula. "
        "Stop T at this end, too.",
    )
    report.must(
        "T is the same function for fakes",
        (T - T_fake).abs().max() < 1e-6,
        "The same raw outputs give other T for fakes than for real points. T is one function; only the means differ.",
    )
    step = T.diff(dim=0)
    report.must(
        "T increases with the raw output",
        step.min() >= -SLACK and T[-1] > T[0],
        'T falls somewhere as v grows. With "larger means more real", T* grows with the ratio p/q.',
    )
    report.must(
        "T comes near 1",
        T.max() > HIGH - 1e-3,
        f"At v = 100 T is only {T.max().item():.6g}, and should be within 0.001 of 1: where only data are, T* is 1.",
    )
    report.must(
        "T comes near -3",
        T.min() < LOW + 1e-3,
        f"At v = -100 T is only {T.min().item():.6g}, and should be within 0.001 of -3: where only fakes are, "
        "T* is -3.",
    )
    inner = v[1:, 0].abs() <= 4
    report.must(
        "T is flat nowhere in the middle",
        step[inner].min() > 1e-6,
        "T is flat somewhere between v = -4 and 4, as behind a clamp. There the network gets no slope and stays stuck.",
    )


def _value(report: Report, answer: object) -> None:
    """The bound of moderate raw outputs, with slopes; real and fake batches differ in size."""
    real, fake = (2 * torch.randn(n, 1, generator=report.generator, dtype=torch.float64) for n in (30, 20))
    given = real.requires_grad_(), fake.requires_grad_()
    T_real, T_fake, value = _outcome(report, answer, *given)
    report.close(
        "the bound is the mean of T over real minus the mean of f*(T) over fakes",
        report.number(value, "the bound"),
        (T_real.mean() - star(T_fake).mean()).item(),
        tol=1e-4,  # a grain of 1e-6 under the root is an ordinary way out
        known=_wrong_bounds(T_real.detach(), T_fake.detach(), real.detach()),
        hint="Take one real and one fake raw output, compute T of both, and f* of the second by hand. Is each mean one "
        "over its own batch?",
    )
    slopes = torch.autograd.grad(value, given, allow_unused=True) if value.requires_grad else (None,)
    report.must(
        "it has slopes in the real and in the fake outputs",
        all(slope is not None and slope.abs().max() > 0 for slope in slopes),
        "No slope reaches the raw outputs: nothing could be trained. Detach nothing.",
    )


def _wrong_bounds(T_real: Tensor, T_fake: Tensor, real: Tensor) -> list[tuple[float, str]]:
    f_of_T = (T_fake - 1) ** 2 / (T_fake + 1)
    right = (T_real.mean() - star(T_fake).mean()).item()
    coarse = "The grain that you added under the root is so coarse that the bound changes. A much smaller one will do."
    grains = (1e-5, 1e-4, 1e-3, 1e-2)
    root = (1 - T_fake).sqrt()
    return [
        *((right + 4 * ((root**2 + grain).sqrt() - root).mean().item(), coarse) for grain in grains),
        (-right, "The sign is turned: the bound is raised, not lowered, and the real points' mean counts with a "
         "plus."),
        ((T_real.mean() - T_fake.mean()).item(), "The conjugate is missing: over fakes the mean of f*(T) is "
         "taken, not of T."),
        ((star(T_real).mean() - T_fake.mean()).item(), "The conjugate stands at the wrong mean: over real points "
         "T, over fakes f*(T)."),
        ((star(T_real).mean() - star(T_fake).mean()).item(), "Over real points T itself counts; f* belongs to the "
         "fakes only."),
        ((T_real.mean() + star(T_fake).mean()).item(), "The fakes' mean must go off: the bound is a difference."),
        ((T_fake.mean() - star(T_real).mean()).item(), "Real and fake are exchanged."),
        ((T_real.sum() - star(T_fake).sum()).item(), "You summed over the batch; the bound consists of means."),
        ((T_real.mean() - star(T_fake.mean())).item(), "You took f* of the mean. The mean of f*(T) is more, since "
         "f* is convex: your bound would lie too high."),
        ((T_real.mean() - f_of_T.mean()).item(), "This has f where f* belongs: f takes ratios, f* takes T."),
        ((real.mean() - star(T_fake).mean()).item(), "The raw outputs of the real points went in, not their T."),
    ]  # fmt: skip


def _ends(report: Report, answer: object) -> None:
    """Far raw outputs in float32, where a sigmoid rounds to 1."""
    v_real = torch.tensor([[-30.0], [30.0]], requires_grad=True)
    v_fake = torch.tensor([[30.0], [-30.0]], requires_grad=True)
    T_real, T_fake, _ = _outcome(report, answer, v_real.detach().double(), v_fake.detach().double())
    *_, value = _outcome(report, answer, v_real, v_fake)
    report.must(
        "it is finite at raw outputs of ±30",
        torch.isfinite(value).all(),
        "At ±30 your bound is NaN or infinite. An exponential overflows, or a root gets a negative number by rounding.",
    )
    report.close(
        "and right there",
        value.item(),
        (T_real.mean() - star(T_fake).mean()).item(),
        tol=2e-3,  # the bound is near -2; a grain of 1e-6 moves it by 2e-3, one of 1e-5 by 6e-3
        hint="In float64 your own T gives another bound at ±30. Rounding spoils your value there, where T is nearly "
        "-3 or 1, or the grain or clamp that you added is too coarse.",
    )
    slopes = torch.autograd.grad(value, (v_real, v_fake), allow_unused=True)
    report.must(
        "and so are its slopes",
        all(slope is not None and math.isfinite(slope.abs().sum().item()) for slope in slopes),
        "At 30 T rounds to 1, and there the root of 1 - T has an infinite slope: times 0 it gives NaN, and one "
        "such sample ruins all weights. Put T into f* on paper: which square is 1 - T?",
    )
