"""What the mutants say, as lines to print."""

from __future__ import annotations

from collections.abc import Iterator

from tools.quality.mutants import reasons
from tools.quality.mutants.verdicts import Result

LEAST = 0.9  # the share that checks must kill


def share(results: list[Result]) -> float:
    """The part of the mutants that was killed; 0 of none."""
    return sum(result.killed for result in results) / len(results) if results else 0.0


def row(what: str, results: list[Result]) -> str:
    """Killed / all, the share, and how many fell by an error of their own or took too long."""
    killed = sum(result.killed for result in results)
    errors, late = (sum(result.how == how for result in results) for how in ("error", "time"))
    return f"{what:12} {killed:4} / {len(results):4}  {share(results):5.0%}   ({errors} raised, {late} took too long)"


def table(results: list[Result]) -> Iterator[str]:
    """A row for each lesson and one for all."""
    for lesson in sorted({result.task[:2] for result in results}):
        yield row(f"lesson {lesson}", [result for result in results if result.task[:2] == lesson])
    yield row("all", results)


def survivors(results: list[Result], known: dict[reasons.Key, str]) -> Iterator[str]:
    """Each survivor with its change and the reason why it may live."""
    alive = [result for result in results if not result.killed]
    unexplained = sum(reasons.of(result, known) == reasons.NONE for result in alive)
    yield f"{len(alive)} survivors, {unexplained} without a reason"
    for result in alive:
        yield f"{result.task} {result.mutant.operator}"
        yield from (f"    {line}" for line in result.mutant.diff.split("\n"))
        yield f"    {reasons.of(result, known)}"


def too_low(results: list[Result]) -> list[str]:
    """The lessons whose checks kill too few."""
    lessons = sorted({result.task[:2] for result in results})
    shares = {lesson: share([result for result in results if result.task[:2] == lesson]) for lesson in lessons}
    return [lesson for lesson, part in shares.items() if part < LEAST]
