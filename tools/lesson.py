"""Lay out the empty parts of a planned lesson: ``python -m tools.lesson 21``. What is there already stays."""

from __future__ import annotations

import sys
from pathlib import Path

from course.lessons import Lesson, lesson
from tools.exercises.build import BOOTSTRAP
from tools.pages.files import ROOT

PAGE = """\
# %% [markdown]
# # {number} · {title}
#
# [![Open in Colab](written by the tools)](too)
#
# **You will be able to**
#
# - say … ;
# - compute … ;
# - tell … .
#
# **You need first:** {needs}.
#
# **Measured cost:** not yet measured

# %% tags=["bootstrap"]
pass

# %%
from course import settings
from course.checks import claim

# %% tags=["parameters"]
PROFILE = settings.profile("cpu")  # "smoke", "cpu" or "gpu"
SEED = 0

# %%
P = settings.budget(PROFILE, smoke=dict(steps=2), cpu=dict(steps=200), gpu=dict(steps=2000))
P

# %% [markdown]
# ## A question
#
# What do we wonder? Guess before you run the next cell.

# %% [markdown]
# ## Summary

# %% [markdown]
# ## Check yourself
#
# <details><summary>A question?</summary>
#
# Its answer.
#
# </details>

# %% [markdown]
# ## Exercises

# %% [markdown]
# ## References

# %% [markdown]
# ## Next
"""

EXERCISE = f"""\
# %% [markdown]
# # Exercises {{number}} · {{title}}
#
# [![Open in Colab](written by the tools)](too)
#
# What you will do. About 10 minutes.
# Lesson: [{{number}} · {{title}}](../../notebooks/{{name}}.ipynb)
#
# Fill in a stub, run it and the check below it; hints are folded.

# %% tags=["bootstrap"]
{BOOTSTRAP}

# %%
from course.checks import check, progress, variant

# %% tags=["parameters"]
STUDENT = ""  # a lab may give you a version of your own; alone, leave it empty

# %%
MY = variant("{{number}}", STUDENT)
MY

# %% [markdown]
# ## {{number}}.1 · A title
#
# ●○○ · 10 minutes · derive
#
# What is asked? Give a number in `answer`.
#
# <details><summary>Hint 1 · what to think of</summary>
#
# …
#
# </details>
#
# <details><summary>Hint 2 · where to look</summary>
#
# …
#
# </details>
#
# <details><summary>Hint 3 · almost the answer</summary>
#
# …
#
# </details>

# %%
answer = ...  # a number
### BEGIN SOLUTION
answer = MY.n
### END SOLUTION

# %%
check("{{number}}.1", answer, MY)

# %% [markdown]
# ## One open question

# %%
progress("{{number}}")

# %% [markdown]
# `receipt("your name")`, imported from `course.checks`, writes a lab receipt.
#
# Stuck? [The solutions](../../solutions/ex{{name}}/ex{{name}}.ipynb).
#
# Back to the lesson: [{{number}} · {{title}}](../../notebooks/{{name}}.ipynb)
"""

CONSTANTS = '''\
"""Exercise {number}: {title}."""

from __future__ import annotations

import random

STANDARD = {{"n": 3}}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {{"n": choose.choice([4, 5, 6])}}
'''

TASK = '''\
"""Task 1: what it asks."""

from __future__ import annotations

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """A title"""
    value = report.number(answer, "the answer")
    report.close("it is right", value, my.n, known=[(-my.n, "The sign is turned.")], hint="Look at …")
'''

ANSWERS = '''\
"""{number}.1: answers that people really give."""


def right(my):
    return [my.n, float(my.n)]


def wrong(my):
    """At least five, each with a part of the hint that it must get."""
    return [(-my.n, "sign")]
'''

PLANTED = '''\
"""Errors planted into the checks of lesson {number}: (equation, what the check says, what a slip would make of it)."""

PLANTED: list[tuple[str, str, str]] = []
'''


def parts(one: Lesson) -> dict[Path, str]:
    """The files that a lesson consists of when its author begins, seen from the checkout."""
    needs = "lessons " + ", ".join(f"[{n}]({lesson(n).name}.ipynb)" for n in one.needs) if one.needs else "nothing"
    words = {"number": one.number, "title": one.title, "name": one.name, "needs": needs}
    text, tasks, tests = Path("build/text"), Path("course/tasks"), Path("tests/lessons")
    return {
        text / f"{one.name}.py": PAGE.format(**words),
        text / f"ex{one.name}.py": EXERCISE.format(**words),
        tasks / f"lesson_{one.number}" / "__init__.py": CONSTANTS.format(**words),
        tasks / f"lesson_{one.number}" / "task_1.py": TASK,
        tests / one.number / "task_1.py": ANSWERS.format(**words),
        tests / one.number / "planted.py": PLANTED.format(**words),
    }


def lay_out(one: Lesson, root: Path = ROOT) -> list[Path]:
    """Write the parts that are missing, and return them. A lesson that has its page gets nothing."""
    if (root / "notebooks" / f"{one.name}.ipynb").exists():
        return []
    made = [path for path in parts(one) if not (root / path).exists()]
    for path in made:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(parts(one)[path], encoding="utf-8", newline="\n")
    return made


def main(arguments: list[str]) -> int:
    """Say what was made, and what to do with it."""
    if len(arguments) != 1:
        print("Name the lesson: make lesson NB=21.")
        return 2
    try:
        one = lesson(arguments[0])
    except LookupError as problem:
        print(f"{problem} A new one is first entered in course/lessons.py.")
        return 1
    made = lay_out(one)
    for path in made:
        print(path.as_posix())
    print(f"Next: CONTRIBUTING.md says in which order to fill them; then make notebooks NB={one.number}." if made else
          f"Lesson {one.number} is there already: make text NB={one.number} writes it as text.")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
