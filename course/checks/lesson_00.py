"""Checks of exercise 00: start here."""

from __future__ import annotations

import copy
import math
import random
import statistics
from collections.abc import Iterator

import torch
from torch import Tensor, nn

from course import models
from course.checks.report import Known, Report, Variant

STANDARD = {
    "size": 32,
    "count": 20,
    "levels": 4,
    "frames": 9,
    "copied": 3,
    "things": (
        "a real picture",
        "noise",
        "the name of the letter",
        "a picture that G drew",
        "the slope of D's score",
        "the closest real picture",
    ),
    "letters": "GAN",
    "real": (60, 30, 10),
    "drawn": (20, 30, 50),
    "pairs": (("plain", "newest"), ("plain", "no penalty"), ("slow", "plain")),
}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own numbers: other answers, the same difficulty."""
    things = choose.sample([t for t, w in WHO.items() if w == "D"], 2)
    things += choose.sample([t for t, w in WHO.items() if w == "neither"], 2)
    things += [t for t, w in WHO.items() if w == "G"]
    rows = list(zip(*choose.choice(COUNTS), strict=True))
    choose.shuffle(things)
    choose.shuffle(rows)
    pairs = [choose.choice(CLEAR), choose.choice(SLOW), choose.choice(CHANCE)]
    return {
        "size": choose.choice([24, 28, 40, 48, 56]),
        "count": choose.choice([6, 10, 12, 15, 25]),
        "levels": choose.choice([3, 5, 6, 7]),
        "frames": choose.choice([7, 8, 10, 11]),
        "copied": choose.choice([2, 4, 5]),
        "things": tuple(things),
        "letters": choose.choice(["ART", "BUS", "KEY", "SUN", "FOX", "TEA"]),
        "real": tuple(a for a, _ in rows),
        "drawn": tuple(b for _, b in rows),
        "pairs": tuple(tuple(choose.sample(pair, 2)) for pair in choose.sample(pairs, 3)),
    }


# ---- 00.1


def task_1(report: Report, answer: object, my: Variant) -> None:
    """Numbers in a colour picture"""
    numbers, times = _several(report, answer, 2, "`answer` holds two numbers: (numbers, times)")
    side, n = my.size, my.count
    wanted = n * 3 * side * side
    report.close(
        "the numbers of the batch are counted",
        report.number(numbers, "the count"),
        wanted,
        tol=1e-9,
        known=[
            (n * side * side, "That is a batch of grey pictures. How many channels has a colour picture?"),
            (3 * side * side, "That is one picture. The batch holds several."),
            (side * side, "That is one channel of one picture. Multiply by the channels and by the pictures."),
            (n * 4 * side * side, "You counted four channels. Red, green and blue are three."),
            (n * 3 * side, "You counted one row of pixels of each channel. A picture has as many rows as columns."),
            (n * 3 * side * 2, "You added the two sides. How many pixels has each row, and how many rows?"),
            (wanted * 256, "Each number *has* one of 256 values, but it is one number. Count numbers, not values."),
        ],
        hint="The shape is (pictures, channels, rows, columns). The count is the product of these four.",
    )
    report.close(
        "the growth is right",
        report.number(times, "the growth"),
        4,
        tol=1e-9,
        known=[
            (2, "Twice as many columns, yes, and also twice as many rows. Do both."),
            (8, "Only the two sides double. Channels and pictures stay as many as they were."),
            (16, "Each side doubles once: two doublings in all, not four."),
            (4 * wanted, "That is the new count. Asked is the factor: divide by the old count."),
        ],
        hint="Count a 2 x 2 picture and a 4 x 4 picture by hand and divide.",
    )


# ---- 00.2


def task_2(report: Report, answer: object, my: Variant) -> None:
    """Whole levels for a screen"""
    tries = list(dict.fromkeys([16, 256, int(my.levels), 3, 2]))  # 16 first: there mistakes differ most
    x = 2 * torch.rand(2, 3, 4, 5, generator=report.generator) - 1  # (2, 3, 4, 5)
    before = x.clone()
    out = report.tensor(report.call(answer, x, 256), "the result", (2, 3, 4, 5))
    report.that(
        "the picture that came in is unchanged",
        torch.equal(x, before),
        "Your function changed x itself: operations that end in an underscore, `+=` and `*=` work in place. "
        "Make a new tensor.",
    )
    _ends(report, answer)
    _between(report, answer, tries)
    _beyond(report, answer, tries)
    report.that(
        "the numbers have type uint8",
        out.dtype == torch.uint8,
        f"The values are right and their type is {out.dtype}. A file of 8 bits a number wants torch.uint8.",
    )


def _ends(report: Report, answer: object) -> None:
    ends = torch.tensor([-1.0, 1.0])
    report.close(
        "-1 becomes 0 and 1 becomes 255 when there are 256 levels",
        report.tensor(report.call(answer, ends, 256), "the result", (2,)),
        [0, 255],
        known=[
            ([0, 256], "1 became 256. There are 256 levels, and the first is 0: which is the last?"),
            ([0, 0], "White became 0: 256 does not fit into 8 bits and starts again at 0. Which is the last level?"),
            ([0, 1], "Now the values lie between 0 and 1. Stretch them to the levels before you round."),
        ],
        hint="-1 should become 0 and 1 should become 255. Map [-1, 1] to [0, 1], then stretch that to the levels.",
    )


def _between(report: Report, answer: object, tries: list[int]) -> None:
    for levels in tries:
        k = torch.arange(levels - 1.0)[:, None]  # (levels - 1, 1)
        # No ties and no exact levels: there, rounding errors would decide.
        place = (k + torch.tensor([0.1, 0.3, 0.7])).flatten()  # ((levels - 1) * 3,)
        x = 2 * place / (levels - 1) - 1
        unit = place / (levels - 1)
        value = report.tensor(report.call(answer, x, levels), "the result", tuple(x.shape))
        report.close(
            f"values between go to the nearest of {levels} levels",
            value,
            place.round(),
            known=[
                (place, "These are fractions. A level is a whole number: round."),
                (place.long(), "You cut the fraction off: 2.7 becomes 2. Round before you convert."),
                (place.ceil(), "You round up always: 2.3 becomes 3. The nearest level is wanted."),
                ((255 * unit).round(), f"With {levels} levels you still stretch to 255. Use the argument `levels`."),
                ((255 * unit).long(), f"With {levels} levels you still stretch to 255. Use the argument `levels`."),
                ((levels * unit).long(), f"You stretch by {levels}. Between the first and the last of {levels} levels "
                                         "there is one step fewer."),
                ((levels * unit).round(), f"You stretch by {levels}. Between the first and the last of {levels} "
                                          "levels there is one step fewer."),
                ((x.clamp(0, 1) * (levels - 1)).round(), "The darker half is 0 now. Map [-1, 1] to [0, 1] first."),
            ],
            hint=f"With {levels} levels, -1 + 2 * k / {levels - 1} is level k exactly, and what lies between goes to "
            "the nearest k. Print a few of your values.",
        )  # fmt: skip


def _beyond(report: Report, answer: object, tries: list[int]) -> None:
    x = torch.tensor([1.02, -1.02, 1.4, -1.7, 50.0, -50.0])
    for levels in tries:
        top = levels - 1
        value = report.tensor(report.call(answer, x, levels), "the result", (6,))
        full = ((x + 1) / 2 * top).round()
        report.close(
            f"values outside [-1, 1] get the first or the last of {levels} levels",
            value,
            [top, 0] * 3,
            known=[
                (full.clamp(0, 255), "You clip at 255. Here the last level is another one: use `levels`."),
                (full.clamp(min=0), "Too bright is not yet clipped: the upper end is open."),
                (full.clamp(max=top), "Too dark is not yet clipped: the lower end is open."),
            ],
            hint="A value a little above 1 must stay white. Eight bits count like a clock, and 256 shows as 0: clip "
            "*before* you convert.",
        )


# ---- 00.3

WHO = {
    "a real picture": "D",
    "a picture that G drew": "D",
    "which pictures are real": "D",
    "noise": "G",
    "the slope of D's score": "G",
    "the name of the letter": "neither",
    "the closest real picture": "neither",
    "pictures kept for a test": "neither",
}
_LABEL = "Nobody said which letter a picture shows: the pair learned without labels. Look at what the loop is given."
_LATER = "That was looked at after training, by us. No player gets it, or it would be no fair test."
_WHY = {
    ("a real picture", "G"): "If real pictures went into the generator, it could pass them on. What goes in instead?",
    ("a real picture", "neither"): "Somebody must see real pictures, or nothing is learned from them. Who judges?",
    ("a picture that G drew", "G"): "The generator makes it. Asked is who gets it to look at.",
    ("a picture that G drew", "neither"): "Drawn pictures are scored beside real ones. By whom?",
    ("which pictures are real", "G"): "The generator never sees a real picture, so it has no use for this. "
                                      "Who is trained to tell the two apart?",
    ("which pictures are real", "neither"): "One player is taught to tell real from drawn. It is told which is which.",
    ("noise", "D"): "The discriminator scores pictures. Which player makes pictures, and out of what?",
    ("noise", "neither"): "Without it the generator would draw one picture again and again. Who needs it?",
    ("the slope of D's score", "D"): "The slope says how a *drawn* picture should change. Who can change it?",
    ("the slope of D's score", "neither"): "Without it the generator would learn nothing. "
                                           "See the first question of Check yourself in the lesson.",
    ("the name of the letter", "G"): _LABEL,
    ("the name of the letter", "D"): _LABEL,
    ("the closest real picture", "G"): _LATER,
    ("the closest real picture", "D"): _LATER,
    ("pictures kept for a test", "G"): _LATER,
    ("pictures kept for a test", "D"): _LATER,
}  # fmt: skip


def task_3(report: Report, answer: object, my: Variant) -> None:
    """Who sees what?"""
    words = _several(report, answer, len(my.things), f"`sees` holds {len(my.things)} words, one for each line")
    for k, (thing, word) in enumerate(zip(my.things, words, strict=True), 1):
        known = {wrong: f"Line {k}, {thing}: {why}" for (what, wrong), why in _WHY.items() if what == thing}
        report.choice(f"line {k}: who sees {thing}", word, ["G", "D", "neither"], WHO[thing], known)


# ---- 00.4


def task_4(report: Report, answer: object, my: Variant) -> None:
    """A straight walk"""
    for d, frames in ((5, 4), (3, int(my.frames)), (64, 2), (7, 50)):
        a, b = torch.randn(2, d, generator=report.generator, dtype=torch.float64)
        before = a.clone()
        out = report.call(answer, a, b, frames)
        report.must(
            "it returns one tensor",
            isinstance(out, Tensor),
            f"It returns a {type(out).__name__}. torch.stack makes one tensor of a list of vectors.",
        )
        report.must(f"{frames} points of {d} numbers have shape ({frames}, {d})", out.shape == (frames, d),
                    _walk_shape(tuple(out.shape), d, frames))  # fmt: skip
        report.that(
            "the vectors that came in are unchanged",
            torch.equal(a, before),
            "Your function changes `a` itself: `+=` works in place, and a list then holds the same tensor many times. "
            "Write a = a + step.",
        )
        _walk_values(report, out, a, b, frames)


def _walk_shape(shape: tuple[int, ...], d: int, frames: int) -> str:
    if shape == (d, frames):
        return f"The shape {shape} is turned round: each row should be one point. What needs a new dimension?"
    if shape == (frames + 1, d):
        return "There is one point too many. Both ends count among the points: with 5 points there are 4 gaps."
    if shape in ((frames - 1, d), (frames - 2, d)):
        return "Points are missing: both ends belong to the walk."
    if shape == (d,):
        return f"That is a single point. {frames} of them are wanted, one in each row."
    if shape[-1:] == (d,):
        return f"It gives {shape[0]} points where {frames} are asked for. Use the argument `frames`."
    return f"The shape is {shape}; each of the {frames} rows should hold one point of {d} numbers."


def _walk_values(report: Report, out: Tensor, a: Tensor, b: Tensor, frames: int) -> None:
    share = torch.arange(frames)[:, None] / (frames - 1)  # (frames, 1)
    wanted = a + share * (b - a)
    late = torch.arange(1, frames + 1)[:, None] / frames  # (frames, 1)
    inner = torch.arange(1, frames + 1)[:, None] / (frames + 1)  # (frames, 1)
    early = torch.arange(frames)[:, None] / frames  # (frames, 1)
    report.close(
        f"{frames} points lead from a to b in equal steps, both ends included",
        out,
        wanted,
        known=[
            (wanted.flip(0), "It walks from b to a. At share 0 you should stand at a."),
            (a + early * (b - a), "It stops one step before b. There are fewer gaps than points."),
            (a + late * (b - a), "It begins one step after a. The first share is 0."),
            (a + inner * (b - a), "Both ends are missing. The first share is 0 and the last is 1."),
            (a + share * b, "At share 1 you stand at a + b. The way from a to b is the difference b - a."),
            (a * (1 - share) + b, "At share 0 you stand at a + b. Weight b by the share."),
            (a + share**2 * (b - a), "The ends are right, and the steps grow. Take equal steps."),
            (wanted / wanted.norm(dim=1, keepdim=True), "You scaled each point to length 1. Leave the length alone."),
        ],
        hint="Print the first and the last row and compare them with a and b. Then compare the gaps.",
    )


# ---- 00.5


def broken_nearest(drawn, real, same=False):  # type: ignore[no-untyped-def]
    """The program that task 5 begins with: three mistakes."""
    a = drawn.view(-1, 1024)
    b = real.view(-1, 1024)
    gaps = torch.cdist(a, b)
    gaps[gaps == 0] = torch.inf
    return gaps.min(dim=0).values


def task_5(report: Report, answer: object, my: Variant) -> None:
    """The copy detector"""
    report.untouched(answer, broken_nearest)
    report.if_error("is invalid for input", "1,024 is 32 x 32. Flatten each picture to a row, whatever its size.")
    report.if_error("size of tensor a (4) must match the size of tensor b (8)",
                    "4 drawn and 8 real pictures are no pairs. Compare each drawn one with each real one.")  # fmt: skip
    drawn, real = _pictures(report, 4, 1, 16), _pictures(report, 8, 1, 16)
    out = report.tensor(report.call(answer, drawn, real), "the result", finite=False)
    report.must("4 drawn and 8 real pictures of 16 x 16 give 4 distances", out.shape == (4,), _shape_of_nearest(out))
    _distances(report, out, drawn, real)
    colour, others = _pictures(report, 5, 3, 8), _pictures(report, 3, 3, 8)
    report.close(
        "colour pictures and other sizes work too",
        report.tensor(report.call(answer, colour, others), "the result", (5,), finite=False),
        _gaps(colour, others).min(dim=1).values,
        hint="5 colour pictures of 8 x 8 gave other distances. All channels of a picture belong into its row.",
    )
    _exact_copies(report, answer, drawn, real)
    _own_copies(report, answer)


def _shape_of_nearest(out: Tensor) -> str:
    if out.shape in ((1,), (2,)):
        return (
            f"4 pictures gave {len(out)}. A row of 1,024 numbers holds *four* pictures of 16 x 16, and nobody "
            "complained. Each picture needs its own row."
        )
    if out.shape == (8,):
        return "There is one distance for each *real* picture. The table has a row for each drawn one: look along it."
    if out.shape == (4, 8):
        return "That is the whole table. Which number of each row is wanted?"
    return f"The result has shape {tuple(out.shape)}, but one distance for each drawn picture is wanted: (4,)."


def _distances(report: Report, out: Tensor, drawn: Tensor, real: Tensor) -> None:
    gaps = _gaps(drawn, real)
    least = gaps.min(dim=1)
    report.close(
        "each is the distance to the closest real picture",
        out,
        least.values,
        known=[
            (least.indices, "These are the *places* of the closest pictures, from argmin. The distances are wanted."),
            (gaps.max(dim=1).values, "These are the farthest pictures."),
            (gaps.mean(dim=1), "This is the mean distance to all real pictures. One close picture makes a copy."),
            (least.values**2, "These are squared distances. Take the root, so that the unit is that of the lesson."),
            (least.values**2 / 256, "This is the mean squared difference of a pixel. Take the root of the *sum*."),
            (least.values / 16, "You took the mean over the pixels. Take the root of the *sum* of squares."),
            (gaps.kthvalue(2, dim=1).values, "This is the second closest picture. Only a set that is compared with "
                                             "itself leaves one out."),
        ],
        hint="Compute the distance of one drawn picture to each real one by hand, and take the least.",
    )  # fmt: skip


def _exact_copies(report: Report, answer: object, drawn: Tensor, real: Tensor) -> None:
    copies = drawn.clone()
    copies[1] = real[6]
    wanted = _gaps(copies, real).min(dim=1).values
    report.close(
        "an exact copy of a real picture has distance 0",
        report.tensor(report.call(answer, copies, real), "the result", (4,), finite=False),
        wanted,
        tol=1e-3,
        hint="One of these pictures is an exact copy, and your function says that it is far away. A distance of 0 is "
        "what a detector of copies looks for: which line hides it?",
    )
    twins = drawn.clone()
    report.close(
        "with same=False two equal sets have distances 0",
        report.tensor(report.call(answer, twins, drawn, same=False), "the result", (4,), finite=False),
        torch.zeros(4),
        tol=1e-3,
        hint="Every drawing here is a copy, of the real picture at the same place. Leave the diagonal out only when "
        "`same` is True.",
    )


def _own_copies(report: Report, answer: object) -> None:
    x = _pictures(report, 6, 1, 16)
    table = _gaps(x, x).fill_diagonal_(torch.inf)
    out = report.tensor(report.call(answer, x, x, same=True), "the result", (6,), finite=False)
    report.close(
        "with same=True a picture does not find itself",
        out,
        table.min(dim=1).values,
        known=[
            (torch.zeros(6), "Every picture found itself, at distance 0. With same=True, leave its own place out."),
            (torch.full((6,), torch.inf), "Now nothing is left. Leave out only the diagonal of the table."),
        ],
        hint="With same=True, picture k is to be compared with all pictures but picture k.",
    )
    x[4] = x[1]
    table = _gaps(x, x).fill_diagonal_(torch.inf)
    report.close(
        "with same=True two equal pictures of the set find each other",
        report.tensor(report.call(answer, x, x, same=True), "the result", (6,), finite=False),
        table.min(dim=1).values,
        tol=1e-3,
        hint="Pictures 1 and 4 of this set are equal, and your function misses it. Leave out by *place* (the "
        "diagonal), not by the value 0.",
    )


def _pictures(report: Report, n: int, channels: int, size: int) -> Tensor:
    """Random pictures; float64, so that equal pictures have a distance of exactly 0."""
    return 2 * torch.rand(n, channels, size, size, generator=report.generator, dtype=torch.float64) - 1


def _gaps(a: Tensor, b: Tensor) -> Tensor:
    return (a.flatten(1)[:, None] - b.flatten(1)[None]).pow(2).sum(dim=2).sqrt()  # (M, N)


# ---- 00.6


def broken_film(G, train, looks):  # type: ignore[no-untyped-def]
    """The program that task 6 begins with: three mistakes."""
    frames = []
    for _ in range(looks):
        z = torch.randn(4, G.z_dim)
        frames.append(G(z))
        train()
    return torch.stack(frames)


def task_6(report: Report, answer: object, my: Variant) -> None:
    """A film that flickers"""
    report.untouched(answer, broken_film)
    report.if_error("this generator takes", "The noise has the wrong size: G.z_dim says how many numbers it wants.")
    report.if_error("Expected more than 1 value", "In training mode G needs a batch. Look in evaluation mode.")
    G, looks, drawn, modes = _generator(), 3, [], []

    def train() -> None:
        drawn.append(torch.rand(1).item())  # training draws noise too, from torch's own generator
        modes.append(G.training)
        _change(G, report)

    frames = report.tensor(report.call(answer, G, train, looks), "the film")
    report.must(f"{looks} looks at 4 pictures have shape ({looks}, 4, 1, 8, 8)", frames.shape == (looks, 4, 1, 8, 8),
                f"The film has shape {tuple(frames.shape)}. Each look adds one frame with four pictures.")  # fmt: skip
    report.must("it trains once before each look", len(drawn) == looks,
                f"train() was called {len(drawn)} times for {looks} looks.")  # fmt: skip
    report.that(
        "training keeps its own randomness",
        len(set(drawn)) == looks,
        "Your film is steady, but training now draws the *same* random numbers in every round: a seed is set inside "
        "the loop. Draw the noise once and keep it.",
    )
    _steady(report, answer)
    _looking(report, answer)
    report.that("the film carries no gradient", not frames.requires_grad,
                "Each frame still holds all that a gradient would need: memory grows with every look. "
                "Look under no_grad, or `with training.evaluating(G)`.")  # fmt: skip
    report.that("training happens in training mode", all(modes) and G.training,
                "G stays in evaluation mode while it trains. Switch back after each look: "
                "`with training.evaluating(G)` does so.")  # fmt: skip
    _order(report, answer)


def _steady(report: Report, answer: object) -> None:
    G = _generator()
    still = report.tensor(report.call(answer, G, _nothing, 3), "the film")
    report.that("when nothing is learned, nothing moves", torch.allclose(still, still[:1].expand_as(still), atol=1e-6),
                "Training did nothing here, and still the pictures changed: each look draws new noise. "
                "Draw it once, before the loop.")  # fmt: skip
    dark = _generator()
    nn.init.constant_(dark.blocks[-2].bias, -4.0)  # type: ignore[arg-type]  # before the tanh: black, nearly -1
    night = report.tensor(report.call(answer, dark, _nothing, 1), "the film")
    report.that("the frames hold what G draws", night.mean() < -0.9,
                "This G draws black, and the film is not black. Keep what G draws as it is, in [-1, 1].")  # fmt: skip
    columns = still[0].flatten(1)
    report.that("the four pictures come from four noise vectors", torch.pdist(columns).min() > 1e-4,
                "Two of the four pictures are equal: four *different* noise vectors are wanted.")  # fmt: skip


def _looking(report: Report, answer: object) -> None:
    """Batch normalisation keeps running statistics: in training mode, to look is to change."""
    G = _generator()
    before = copy.deepcopy(G.state_dict())
    report.call(answer, G, _nothing, 2)
    same = all(torch.equal(value, before[name]) for name, value in G.state_dict().items())
    report.that(
        "looking does not change G",
        same,
        "Nobody trained, and G is another one now. In training mode batch normalisation adapts to whatever passes "
        "through. `no_grad` does not stop that: look in evaluation mode.",
    )


def _order(report: Report, answer: object) -> None:
    G, rounds = _generator(), iter(range(9))

    def only_first() -> None:
        if next(rounds) == 0:
            _change(G, report)

    film = report.tensor(report.call(answer, G, only_first, 3), "the film")
    report.that("the first frame shows G after the first round", torch.allclose(film[0], film[1], atol=1e-6),
                "The film begins before any training and misses the last round. Train, then look.")  # fmt: skip
    G, rounds = _generator(), iter(range(9))

    def only_last() -> None:
        if next(rounds) == 2:
            _change(G, report)

    film = report.tensor(report.call(answer, G, only_last, 3), "the film")
    report.that("each frame shows G at its own time", not torch.allclose(film[1], film[2], atol=1e-6)
                and torch.allclose(film[0], film[1], atol=1e-6),
                "All frames show the same G. Look inside the loop, after each round.")  # fmt: skip


def _generator() -> models.Generator:
    return models.Generator(z_dim=6, size=8, width=2)


def _change(G: nn.Module, report: Report) -> None:
    with torch.no_grad():
        for p in G.parameters():
            p.add_(0.3 * torch.randn(p.shape, generator=report.generator))


def _nothing() -> None:
    """A training that does nothing."""


# ---- 00.7

# (real, drawn): of 100 pictures each, how many show each letter
COUNTS = [
    ((60, 30, 10), (20, 30, 50)),
    ((50, 30, 20), (10, 30, 60)),
    ((45, 40, 15), (15, 40, 45)),
    ((70, 20, 10), (30, 20, 50)),
    ((40, 40, 20), (10, 40, 50)),
    ((80, 15, 5), (20, 15, 65)),
]


def task_7(report: Report, answer: object, my: Variant) -> None:
    """The best possible judge"""
    values = _several(report, answer, 4, "`judge` holds four numbers: one for each letter, then the last question")
    numbers = [report.number(v, f"number {k}") for k, v in enumerate(values, 1)]
    real, drawn = torch.tensor(my.real).double(), torch.tensor(my.drawn).double()
    wanted = real / (real + drawn)
    report.close(
        "the probability that a picture is real is right for all three letters",
        numbers[:3],
        wanted.tolist(),
        tol=6e-3,
        known=_wrong_judges(real, drawn, wanted),
        hint="Put all pictures on one heap and keep those with the first letter. What share of them is real?",
    )
    report.close(
        "the last answer is right",
        numbers[3],
        0.5,
        tol=6e-3,
        known=[
            (0, "0 would mean: surely drawn. A judge who cannot tell is not sure of anything."),
            (1, "1 would mean: surely real. Half of the heap is drawn."),
            (50, "Give a probability between 0 and 1, not percent."),
            (1 / 3, "The judge does not choose among three letters, but between real and drawn."),
        ],
        hint="When the counts agree, what share of each letter's pictures is real?",
    )


def _wrong_judges(real: Tensor, drawn: Tensor, wanted: Tensor) -> Known:
    return [
        (100 * wanted, "Right, in percent. Give probabilities between 0 and 1."),
        (drawn / (real + drawn), "That is the probability that the picture is *drawn*. Turn it round."),
        (real / 100, "That is how common the letter is among real pictures. The judge is asked something else: "
                     "this picture lies before it, is it real?"),
        (real / 200, "You divided by all pictures of the heap. Only those with this letter count."),
        (real / drawn, "That is how many real ones there are for each drawn one. Wanted is their share of *all* "
                       "pictures with this letter."),
        ((real - drawn) / (real + drawn), "You subtracted the drawn ones. Count the real ones, divide by all."),
        ((wanted > 0.5).double(), "You decided, real or drawn. A probability says how sure one can be."),
        ((wanted >= 0.5).double(), "You decided, real or drawn. A probability says how sure one can be."),
        (torch.full((3,), 0.5).double(), "1/2 is the judge that has learned nothing. This one knows the counts."),
    ]  # fmt: skip


# ---- 00.8

# Measured: (median distance of 200 drawings to the closest real letter) / (the same among real letters), as in lesson
# 00, for GANs trained 200 steps on 1,500 letters G, A, N of 16 x 16 pixels. One training a number, each its own seed.
RUNS = {
    "plain": (2.362, 2.459, 2.323, 2.337, 2.320, 2.432, 2.270, 2.396),
    "same again": (2.238, 2.347, 2.314, 2.339, 2.382, 2.342, 2.315, 2.338),
    "slow": (3.033, 2.931, 2.881, 2.897, 2.863, 2.937, 2.947, 2.981),
    "newest": (2.538, 2.329, 2.616, 2.641, 2.430, 2.490, 2.396, 2.660),
    "small batch": (2.563, 2.445, 2.296, 2.357, 2.432, 2.365, 2.407, 2.404),
    "half rate": (2.593, 2.419, 2.680, 2.535, 2.529, 2.532, 2.401, 2.634),
    "no penalty": (2.241, 2.624, 2.302, 2.348, 2.414, 2.506, 2.333, 2.312),
    "wide": (2.402, 2.296, 2.326, 2.501, 2.391, 2.373, 2.406, 2.309),
}
# |difference| / error: at least 3.0 in CLEAR, 11 in SLOW; at most 1.3 in CHANCE, where the first seed misleads.
CLEAR = [("plain", "newest"), ("plain", "half rate"), ("same again", "newest"), ("wide", "half rate")]
SLOW = [("slow", "plain"), ("slow", "same again"), ("slow", "wide"), ("slow", "no penalty")]
CHANCE = [("plain", "no penalty"), ("plain", "small batch"), ("plain", "same again"), ("small batch", "no penalty")]


def compare(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float]:
    """The difference of the means, b minus a, and its standard error."""
    error = math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b))
    return statistics.mean(b) - statistics.mean(a), error


def task_8(report: Report, answer: object, my: Variant) -> None:
    """Fact or chance?"""
    names = ("difference", "error", "closer")
    report.must("it is a dictionary with " + ", ".join(names), isinstance(answer, dict) and set(answer) == set(names),
                f"Keep the form of the stub: a dictionary with {', '.join(names)}.")  # fmt: skip
    found: dict = dict(answer)  # type: ignore[call-overload]
    a, b = (RUNS[name] for name in my.pairs[0])
    difference, error = compare(a, b)
    report.close(
        "the first pair's means differ by what you say",
        report.number(found["difference"], "the difference"),
        difference,
        tol=6e-4,  # three decimals are enough
        known=[
            (-difference, "The sign is turned: take the mean of B minus the mean of A."),
            (b[0] - a[0], "That is the first seed alone. Take the means over all eight."),
            (min(b) - min(a), "You compare the best run of each. The best of many tells of luck: take the means."),
            (sum(b) - sum(a), "These are sums over eight seeds. Take means."),
            (statistics.median(b) - statistics.median(a), "These are medians. Means are asked for."),
        ],
        hint="Mean of the eight numbers of B, minus mean of the eight numbers of A.",
    )
    report.close(
        "its standard error is right",
        report.number(found["error"], "the error"),
        error,
        tol=6e-4,
        known=list(_wrong_errors(a, b)),
        hint="The variance of each set (divided by 7), each divided by 8; their sum; its root.",
    )
    words = _several(report, found["closer"], 3, "`closer` holds three words, one for each pair")
    for k, (pair, word) in enumerate(zip(my.pairs, words, strict=True), 1):
        wanted, known = _verdict(k, RUNS[pair[0]], RUNS[pair[1]])
        report.choice(f"pair {k}: {pair[0]} against {pair[1]}", word, ["A", "B", "cannot tell"], wanted, known)


def _wrong_errors(a: tuple[float, ...], b: tuple[float, ...]) -> Iterator[tuple[float, str]]:
    n, s, t = len(a), statistics.stdev(a), statistics.stdev(b)
    p, q = statistics.pstdev(a), statistics.pstdev(b)
    population = "You divided by 8 where the sample's variance divides by 7. NumPy does so unless you say ddof=1."
    spread = "That is the spread of single runs. A mean of eight runs is surer: divide each variance by 8."
    yield math.sqrt((p * p + q * q) / n), population
    yield math.sqrt(s * s + t * t), spread
    yield math.sqrt(p * p + q * q), spread
    yield (s + t) / math.sqrt(n), "Errors of independent means do not add: their *squares* do."
    yield (p + q) / math.sqrt(n), "Errors of independent means do not add: their *squares* do."
    yield (s * s + t * t) / n, "The root is missing: this is the squared error."
    yield math.sqrt(s * s + t * t) / n, "You divided by 8 outside the root. Divide the variances, then take the root."
    for one in (s, t, p, q):
        yield one / math.sqrt(n), "That is the error of one of the two means. Both are uncertain."
        yield one, "That is the spread of single runs of one set."
    pooled = [*a, *b]
    yield statistics.stdev(pooled) / math.sqrt(len(pooled)), "You put all runs into one set. Keep the two sets apart."


def _verdict(k: int, a: tuple[float, ...], b: tuple[float, ...]) -> tuple[str, dict[str, str]]:
    """The right word for one pair, and the hints for the wrong ones."""
    difference, error = compare(a, b)
    ratio = abs(difference) / error
    if ratio < 2:
        chance = f"Pair {k}: the means differ by {ratio:.1f} standard errors. Other seeds may turn the order."
        return "cannot tell", {"A": chance, "B": chance}
    wanted, other = ("A", "B") if difference > 0 else ("B", "A")
    overlap = f"Pair {k}: single runs may overlap; but the *means* differ by {ratio:.1f} standard errors, more than 2."
    turned = f"Pair {k}: less is closer. Which of the two means is smaller?"
    return wanted, {"cannot tell": overlap, other: turned}


# ---- shared


def _several(report: Report, answer: object, n: int, says: str) -> list:
    """An answer of n parts as a list; the check ends when it is something else."""
    parts = answer.tolist() if callable(getattr(answer, "tolist", None)) else answer  # type: ignore[attr-defined]
    if isinstance(parts, dict):
        parts = list(parts.values())
    good = isinstance(parts, (list, tuple)) and len(parts) == n
    report.must(says, good, f"Give {n} parts between round or square brackets, as in the stub.")
    assert isinstance(parts, (list, tuple))
    return list(parts)
