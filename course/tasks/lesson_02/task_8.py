"""Task 8: how much flipping D can bear."""

from __future__ import annotations

import math
from typing import Any

from course.checks.report import Report, Variant
from course.tasks.forms import one_solution, sequence, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """How much flipping can D bear?"""
    import sympy as sp

    answer = sequence(answer)
    report.must(
        "it is two expressions and a number",
        isinstance(answer, (tuple, list)) and len(answer) == 3,
        "Give (m, noise, q_max): two expressions and a number, in this order.",
    )
    parts: Any = answer
    for name, part in zip(("m", "noise", "q_max"), parts, strict=True):
        one_solution(report, name, part)
    s, q, n = sp.symbols("s q n", positive=True)
    domain = {"s": (0.1, 0.9), "q": (0.03, 0.45), "n": (10, 500)}
    m = report.expression(parts[0], "m", (s, q))
    report.same("m is recovered from s and q", m, (s - q) / (1 - 2 * q), domain=domain, known=[
        (s - q, "The slope is missing: s rises by 1 - 2q when m rises by 1."),
        ((s - q) * (1 - 2 * q), "You multiplied by the slope; solving for m divides by it."),
        ((q - s) / (1 - 2 * q), "The sign is turned: try m = 1 and q = 0, which gives s = 1."),
        ((s + q) / (1 - 2 * q), "Bringing q to the other side changes its sign."),
        ((s - q) / (1 - q), "1 - q forgets the images flipped back: multiply s = (1 - q) m + q (1 - m) out."),
        (s / (1 - 2 * q), "The q upright images flipped by D are still in s. Take them off first."),
        (q + (1 - 2 * q) * s, "That goes the other way, from m to s."),
    ], hint="Solve s = q + (1 - 2q) m for m. Test it: m = 0.5 gives s = 0.5 for every q.")  # fmt: skip
    noise = report.expression(parts[1], "noise", (q, n, s))
    report.must(
        "noise needs only q and n",
        s not in noise.free_symbols,
        "The noise still contains s. It is asked for where no image is mirrored, m = 0: what is s then?",
    )
    wanted = sp.sqrt(q * (1 - q) / n) / (1 - 2 * q)
    report.same("the noise of the recovered m is right", noise, wanted, domain=domain, known=[
        (sp.sqrt(q * (1 - q) / n), "That is the noise of s. Solving for m divides s by a number below 1, "
                                   "and its noise with it."),
        (wanted.subs(n, my.n), "Your noise has no n left: keep the symbol, and use MY.n only for q_max."),
        (wanted**2, "That is the variance. The standard error is its square root."),
        (q * (1 - q) / n / (1 - 2 * q), "The root is missing: a share s of n images has the *variance* s (1 - s) / n."),
        (sp.sqrt(q * (1 - q) / n) * (1 - 2 * q), "You multiplied by 1 - 2q: then more flipping would mean less noise."),
        (sp.sqrt(q * (1 - q)) / (1 - 2 * q), "That does not depend on n: a larger batch must be less noisy."),
        (sp.sqrt(q * (1 - q) / n) / sp.sqrt(1 - 2 * q), "A factor of a number multiplies its standard error by the "
                                                        "factor, and only its variance by the square."),
        (sp.sqrt(q / n) / (1 - 2 * q), "The variance of a share is s (1 - s) / n, with both factors."),
        (sp.sqrt(sp.Rational(1, 4) / n) / (1 - 2 * q), "1/4 is the largest variance, at s = 1/2. Here s is q."),
    ], hint="At m = 0 D sees s = q. A share s among n images has standard error sqrt(s (1 - s) / n); "
            "what does solving for m do to it?")  # fmt: skip
    value = report.number(parts[2], "q_max")
    load = my.n * my.error**2  # n e²
    low = (1 - 1 / math.sqrt(1 + 4 * load)) / 2
    u = load / (1 + 4 * load)
    forgot = my.n * my.error  # e not squared
    says, tol = f"q_max: the noise is {my.error} there for n = {my.n}", three_digits(low, 5e-4)
    report.close(says, value, low, tol=tol, known=[
        (1 - low, "That is the other root, where D flips more than half. Take the smaller one."),
        (u, "That is q (1 - q). One more equation gives q."),
        ((1 - 1 / math.sqrt(1 + 4 * forgot)) / 2, "Squaring the equation squares the accepted error, too."),
        ((1 - math.sqrt(max(0.0, 1 - 4 * load))) / 2, "That holds for the noise of s. Ask for the noise of m, which is "
                                                      "divided by 1 - 2q."),
        ((1 - my.error) / 2, "There 1 - 2q equals the accepted error. Use your formula for the noise instead."),
    ], hint=f"Set your formula equal to {my.error} with n = {my.n} and solve for q between 0 and 1/2. "
            "At q = 0 there is no noise, near 1/2 it is without bound.")  # fmt: skip
