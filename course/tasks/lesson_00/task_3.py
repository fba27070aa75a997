"""Task 3: what each player gets."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.lesson_00 import WHO
from course.tasks.lesson_00.shared import pick, several

_LABEL = "Nobody said which letter a picture shows: the pair learned without labels. Look at what the loop is given."
_LATER = "We looked at that after training. No player gets it, or it would be no fair test."
_WHY = {
    ("a real picture", "G"): "If real pictures went into the generator, it could pass them on. What goes in instead?",
    ("a real picture", "neither"): "Somebody must see real pictures, or nothing is learned from them. Who scores?",
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
    ("how far the closest real picture is", "G"): _LATER,
    ("how far the closest real picture is", "D"): _LATER,
    ("pictures kept for a test", "G"): _LATER,
    ("pictures kept for a test", "D"): _LATER,
}  # fmt: skip


def check(report: Report, answer: object, my: Variant) -> None:
    """Who sees what?"""
    words = several(report, answer, len(my.things), f"`sees` holds {len(my.things)} words, one for each line")
    for k, (thing, word) in enumerate(zip(my.things, words, strict=True), 1):
        known = {wrong: f"Line {k}, {thing}: {why}" for (what, wrong), why in _WHY.items() if what == thing}
        pick(report, f"line {k}", thing, word, ["G", "D", "neither"], WHO[thing], known)
