"""Task 8: a jury that is deceived."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course import metrics
from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken, sequence

Entries = dict[str, Tensor]
RARE = 0.01
SIZE = 800  # of an entry
TRAIN, HELD = 300, 1000  # so unlike that a threshold measured the wrong way round is another one
COPIES = {"copyist", "mixed", "noisy", "some", "close"}
PAIRS = {
    "the copyist is found, and the honest entry is not": ("copyist", "honest"),
    "copies among poor samples are found, and the merely poor entry is not": ("mixed", "poor"),
    "noisy copies are found, and the careful entry without copies is not": ("noisy", "careful"),
    "a tenth more copies than MY.most are found, a tenth fewer are not": ("some", "few"),
    "nearer than all but 1 % of the held-out samples: found; a little further: not": ("close", "edge"),
    "copies of training samples are found, copies of held-out samples are not": ("copyist", "held"),
}
SAYS = {
    "copyist": "An entry that is copies and nothing else is not found.",
    "mixed": "An entry that hides its copies among poor samples is not found. Look at the near samples only, not at "
    "all of them together.",
    "noisy": "Copies with a little noise are not found. Their distance is not 0, and yet smaller than usual.",
    "some": "An entry with a tenth more copies than MY.most is not found. Compare the share with MY.most.",
    "close": "Not found: an entry whose samples all are a little nearer than the threshold. All but 1 % of the "
    "held-out distances are larger than it.",
    "honest": "An honest entry is accused. About 1 % of its samples are near, too, by chance.",
    "poor": "An entry that is poor and does not copy is accused.",
    "careful": "An entry is accused that keeps to the middle of the data, and copies nothing: all of its distances "
    "are a little smaller. Count only very near samples.",
    "few": "An entry is accused in which fewer samples than MY.most are near.",
    "edge": "An entry is accused whose samples are about as far from the training set as the 2 % nearest held-out ones."
    " The threshold is too large.",
    "held": "An entry is accused that has copies of held-out samples. Measure the distances to the training set.",
}


def judge(entries: Entries, train: Tensor, held_out: Tensor) -> list[str]:
    """The broken program of task 8."""
    usual = metrics.frechet_distance(train, held_out)
    found = []
    for name, drawn in entries.items():
        if metrics.frechet_distance(train, drawn) < usual:
            found.append(name)
    return found


def nearest(points: Tensor, known: Tensor) -> Tensor:
    """The distance of each point to the nearest known one, (A,)."""
    return torch.cdist(points, known).min(dim=1).values


def contest(generator: torch.Generator) -> tuple[Entries, Tensor, Tensor]:
    """The eleven kinds of entries, the training and the held-out samples."""

    def normal(n: int = SIZE) -> Tensor:
        return torch.randn(n, 6, generator=generator).double()

    def hidden(share: float) -> Tensor:
        count = round(share * SIZE)
        return torch.cat([train[:count], 2 * normal(SIZE - count)])[torch.randperm(SIZE, generator=generator)]

    def beside(distance: Tensor) -> Tensor:
        return train + distance * torch.nn.functional.normalize(normal(TRAIN), dim=1)

    train, held_out = normal(TRAIN), normal(HELD)
    usual = nearest(held_out, train)
    entries = {
        "copyist": train[:20].repeat(25, 1),  # few, and each of them often
        "honest": normal(),
        "mixed": hidden(0.2),
        "poor": 4 * normal(600),
        "noisy": train + 0.05 * normal(TRAIN),
        "careful": 0.92 * normal(),
        "close": beside(0.99 * usual.quantile(RARE)),
        "edge": beside(usual.quantile(2 * RARE)),
        "held": held_out.clone(),
    }
    return entries, train, held_out


def with_limits(entries: Entries, train: Tensor, my: Variant, generator: torch.Generator) -> Entries:
    """Two more entries, just above and just below the student's share."""
    for name, times in (("some", 1.1), ("few", 0.9)):
        count = round(times * my.most * SIZE)
        poor = 2 * torch.randn(SIZE - count, 6, generator=generator).double()
        entries[name] = torch.cat([poor, train[:count]])
    return entries


def rule(entries: Entries, train: Tensor, held_out: Tensor, most: float, rare: float = RARE) -> set[str]:
    """Who has more near samples than allowed."""
    usual = nearest(held_out, train).quantile(rare)
    return {name for name, x in entries.items() if (nearest(x, train) < usual).double().mean() > most}


def by_z(entries: Entries, train: Tensor, held_out: Tensor, most: float) -> set[str]:
    """Whose score is below -3."""
    return {name for name, x in entries.items() if metrics.copying_score(train, held_out, x) < -3}


def by_mean(entries: Entries, train: Tensor, held_out: Tensor, most: float) -> set[str]:
    """Whose mean distance is smaller."""
    usual = nearest(held_out, train).mean()
    return {name for name, x in entries.items() if nearest(x, train).mean() < usual}


def by_frechet(entries: Entries, train: Tensor, held_out: Tensor, most: float) -> set[str]:
    """Who is nearer to the training set than to the held-out one."""
    apart = metrics.frechet_distance
    return {name for name, x in entries.items() if apart(train, x) < apart(held_out, x)}


def wrong_axis(entries: Entries, train: Tensor, held_out: Tensor, most: float) -> set[str]:
    """The nearest drawn one for each training sample."""
    usual = nearest(train, held_out).quantile(RARE)
    return {name for name, x in entries.items() if (nearest(train, x) < usual).double().mean() > most}


def to_held(entries: Entries, train: Tensor, held_out: Tensor, most: float) -> set[str]:
    """Near to held-out samples."""
    return rule(entries, held_out, train, most)


def exact(entries: Entries, train: Tensor, held_out: Tensor, most: float) -> set[str]:
    """Equal ones only."""
    return {name for name, x in entries.items() if (nearest(x, train) < 1e-5).double().mean() > most}


WHOLE = "This judges by the whole set: by a mean, by ranks or by a Fréchet distance. Copies and poor samples cancel in "
WHOLE += "it, and a careful entry is accused. Count the near samples."
KNOWN: list[tuple[Callable[[Entries, Tensor, Tensor, float], set[str]], str]] = [
    (by_z, WHOLE),
    (by_mean, WHOLE),
    (by_frechet, WHOLE),
    (lambda e, t, h, most: rule(e, t, h, 0.0), "One near sample is no proof: a hundredth of the honest ones is near, "
     "by chance. Is the quantile from the right end, too?"),
    (lambda e, t, h, most: set(e), "You accuse everybody."),
    (lambda e, t, h, most: rule(e, t, h, RARE), "You allow 1 % of near samples, which honest entries have by chance. "
     "MY.most is the limit."),
    (lambda e, t, h, most: rule(e, t, h, most, 5 * RARE), "5 % of the held-out samples are nearer than your "
     "threshold: take the quantile 0.01."),
    (lambda e, t, h, most: rule(e, t, h, most, 0.0), "Your threshold is too small. Take the quantile 0.01 and not the "
     "smallest, of the distances from each held-out sample to the nearest training one, and not the reverse."),
    (wrong_axis, "The minimum runs over the wrong axis. For each drawn sample find the nearest training one."),
    (to_held, "You look for copies of the held-out samples. Nobody has seen these."),
    (exact, "You count exact copies only. A little noise hides them."),
    (lambda e, t, h, most: set(e) - rule(e, t, h, most), "These are the names of the others. Give those that copy."),
    (lambda e, t, h, most: set(), "You accuse nobody. Is the share compared with MY.most, and not with more?"),
]  # fmt: skip


def examine(report: Report, answer: object, my: Variant) -> None:
    """What must hold for a jury."""
    entries, train, held_out = contest(report.generator)
    entries = with_limits(entries, train, my, report.generator)
    kinds = list(entries)
    order = torch.randperm(len(kinds), generator=report.generator).tolist()
    kind_of = {f"entry {place + 1}": kinds[at] for place, at in enumerate(order)}
    given = {name: entries[kind].clone() for name, kind in kind_of.items()}
    found = sequence(report.call(answer, dict(given), train.clone(), held_out.clone()))
    hint = "Give a list of names, such as entries has as its keys."
    fits = isinstance(found, (list, tuple, set, frozenset)) and all(str(name) in kind_of for name in found)
    report.need("it returns names of entries", fits, hint)
    accused = {kind_of[str(name)] for name in found}
    told = ""
    if accused != COPIES:
        known = (its for slip, its in KNOWN if slip(entries, train, held_out, my.most) == accused)
        told = next(known, "")
    for says, (guilty, innocent) in PAIRS.items():
        hint = told or (SAYS[guilty] if guilty not in accused else SAYS[innocent])
        report.that(says, guilty in accused and innocent not in accused, hint)


def check(report: Report, answer: object, my: Variant) -> None:
    """A jury that is deceived"""
    report.untouched(answer, judge)
    examine(report, answer, my)
    no_marks_for_the_broken(report, examine, judge, my)
