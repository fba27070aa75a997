"""Task 7: what a mirror and a half turn do to a label."""

from __future__ import annotations

from course.checks.report import Report, Variant

MIRROR = {**{c: c for c in "AHIMOTUVXY80"}, "b": "d", "d": "b", "p": "q", "q": "p"}
HALF_TURN = {**{c: c for c in "HINOSXZ80"}, "b": "q", "q": "b", "d": "p", "p": "d", "6": "9", "9": "6"}
WORDS = ("safe", "leaks", "lies")


def verdict(characters: str, change: dict[str, str]) -> str:
    """What a change does to a set of characters: "safe", "leaks" or "lies"."""
    after = {c: change.get(c) for c in characters}
    if any(new != c and new in characters for c, new in after.items() if new):
        return "lies"
    return "safe" if all(new == c for c, new in after.items()) else "leaks"


def check(report: Report, answer: object, my: Variant) -> None:
    """Safe, leaks or lies?"""
    fits = isinstance(answer, dict) and {str(k).strip().casefold() for k in answer} == {"mirror", "half turn"}
    report.must("it has the keys mirror and half turn", fits, 'Give {"mirror": […], "half turn": […]}.')
    assert isinstance(answer, dict)
    given = {str(k).strip().casefold(): _words(v) for k, v in answer.items()}
    k = len(my.sets)
    report.must(
        f"each has {k} words, one for each set",
        all(len(words) == k for words in given.values()),
        f"Give {k} words for each change, in the order of MY.sets: {', '.join(my.sets)}.",
    )
    for name, change in (("mirror", MIRROR), ("half turn", HALF_TURN)):
        for characters, word in zip(my.sets, given[name], strict=True):
            wanted = verdict(characters, change)
            report.choice(f"{name}, {characters}", word, WORDS, wanted, _verdict_hints(characters, name, wanted))


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else []


def _verdict_hints(characters: str, name: str, wanted: str) -> dict[str, str]:
    where = f"{characters}, {name}: "
    if wanted == "lies":
        see = where + "write the first character on paper and change it. "
        return {
            "safe": see + "Do you still read what its label says?",
            "leaks": see + "What you read then is more than a strange shape: its name is in the set.",
        }
    if wanted == "leaks":
        return {
            "safe": where + "one character looks as no original of it does. A GAN would learn to draw that shape.",
            "lies": where + "a label becomes false only when the result is another character *of this set*. Which one?",
        }
    same = where + "change each one on paper. Does any of them look different from before?"
    return {"leaks": same, "lies": same}
