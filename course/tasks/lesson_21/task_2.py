"""Task 2: a transposed convolution out of stamps."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """A transposed convolution out of stamps"""
    g = report.generator
    for m, k, s in [(2, 3, 1), (3, 4, 2), (4, 2, 3)]:
        y = torch.randn(m, m, generator=g)
        K = torch.randn(k, k, generator=g)
        kept = [y.clone(), K.clone()]
        made = report.tensor(report.call(answer, *kept, s), "what it returns")
        wanted = _stamp(y, K, s)
        report.must(
            f"side {m}, kernel {k}, stride {s}: the result has the side {len(wanted)}",
            made.shape == wanted.shape,
            f"It has the shape {tuple(made.shape)}; (m - 1)s + k is {len(wanted)}. Does the stride space the stamps?",
        )
        report.must(
            f"side {m}, kernel {k}, stride {s}: the numbers are right",
            report.close("every number agrees", made.double(), wanted.double(), tol=1e-4, known=[
                (_stamp(y, K.flip(0, 1), s).double(), "The kernel is turned around. A stamp prints it as it is."),
                (_stamp(y, K.T, s).double(), "Rows and columns of the kernel are exchanged."),
                (_stamp(y.T, K, s).double(), "Rows and columns of the small picture are exchanged."),
                (_stamp(y, K, s, add=False).double(), "Where stamps overlap, the last one wins. They must add."),
                (_stamp(torch.ones_like(y), K, s).double(), "Each stamp must be multiplied by its number in y."),
            ], hint="Entry (i, j) adds y[i, j] * K to the square that begins at row s·i and column s·j."),
            "See the line above.",
        )  # fmt: skip
        report.unchanged(kept, [y, K], "Your function changes its inputs. Write into a new tensor of zeros.")


def _stamp(y: torch.Tensor, K: torch.Tensor, s: int, add: bool = True) -> torch.Tensor:
    if add:
        return F.conv_transpose2d(y[None, None], K[None, None], stride=s)[0, 0]
    k = len(K)
    large = torch.zeros((len(y) - 1) * s + k, (len(y) - 1) * s + k)
    for i in range(len(y)):
        for j in range(len(y)):
            large[s * i : s * i + k, s * j : s * j + k] = y[i, j] * K
    return large
