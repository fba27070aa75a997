"""Task 6: a lie that scores."""

from __future__ import annotations

from course import data, metrics
from course.checks.report import Report, Variant
from course.data.world import FACTS
from course.tasks.forms import parts

HIGH, LOW = 0.7, 0.3


def cut(text: str) -> list[str]:
    """As in the exercise: commas and full stops are words."""
    return text.replace(",", " ,").replace(".", " .").split()


def score(text: str, reference: str) -> float:
    """Smoothed BLEU of one sentence."""
    return metrics.bleu(metrics.bleu_counts([cut(text)], [[cut(reference)]]), smooth="exp")


def check(report: Report, answer: object, my: Variant) -> None:
    """A lie that scores"""
    lie, honest = parts(report, answer, "lie", "honest")
    texts = isinstance(lie, str) and isinstance(honest, str)
    report.need("both are texts", texts, "Give two texts, in quotation marks.")
    world = data.small_world(seed=my.world)
    reference = world.ways(my.name, "all")[0]
    for name, text in (("lie", lie), ("honest", honest)):
        reading = world.read(text)
        hint = (
            f"In {name} the world does not understand “{' … '.join(reading.unread)}”. Use its own sentences and words."
        )
        report.must(f"{name} is understood", bool(reading.claims) and not reading.unread, hint)
    told = world.read(lie).claims
    hint = f"Every claim of lie is true: change one fact, to another of the world's words for {', '.join(FACTS)}."
    report.that("lie says something false", any(not claim.true for claim in told), hint)
    hint = f"lie is about somebody else: it must speak of {my.name}."
    report.that("lie is about the right person", {claim.name for claim in told} == {my.name}, hint)
    value = score(lie, reference)
    hint = (
        f"BLEU of lie is {value:.2f}: keep the reference's words and their order, and change only what must be false."
    )
    report.that(f"lie gets more than {HIGH}", value > HIGH, hint)
    told = world.read(honest).claims
    wrong = ", ".join(f"{claim.fact} {claim.value}" for claim in told if not claim.true)
    report.that("honest is true", not wrong, f"In honest this is false: {wrong}.")
    missing = [fact for fact in FACTS if fact not in {claim.fact for claim in told if claim.name == my.name}]
    hint = f"honest does not say all about {my.name}: {', '.join(missing)} is missing."
    report.that("honest says all five facts", not missing, hint)
    value = score(honest, reference)
    hint = f"BLEU of honest is {value:.2f}: say the same in other words; world.ways and several sentences give some."
    report.that(f"honest gets less than {LOW}", value < LOW, hint)
