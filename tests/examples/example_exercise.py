"""A tiny checkout with one exercise that keeps the contract; tests break it in one place at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import example_lesson

from tools.exercises import build, places, release
from tools.pages import files

ROOT = Path(__file__).resolve().parents[2]
NAME = "ex20_example"

CONSTANTS = '''\
"""Exercise 20: an example."""

import random

STANDARD = {"factor": 2}


def vary(choose: random.Random) -> dict:
    return {"factor": choose.choice([3, 5])}
'''

SUM = '''
def check(report, answer, my):
    """A sum"""
    report.close("it is the sum", report.number(answer, "the sum"), 4.0, known=[(5.0, "That is 2 + 3.")],
                 hint="Count on your fingers.")
'''

TIMES = '''
def check(report, answer, my):
    """Times a factor.

    With numbers of the student's own.
    """
    value = report.number(report.call(answer, 3.0 + report.seed), "the product")
    report.close("it is the product", value, my.factor * (3.0 + report.seed), known=[(3.0, "The factor is missing.")],
                 hint="Multiply.")
'''

BROKEN_SUM = '''
def broken_add(a, b):
    total = a - b
    return total


def check(report, answer, my):
    """A broken sum"""
    report.untouched(answer, broken_add)
    value = report.number(report.call(answer, 1.0, 2.0), "the sum")
    report.close("it adds", value, 3.0, hint="Look at the sign.")
'''

GUESS = '''
def check(report, answer, my):
    """A guess"""
    report.choice("you chose the larger one", answer, ["A", "B"], "A" if my.factor < 4 else "B",
                  known={"A": "Compare the two."})
'''

HINTS = """\
# <details><summary>Hint 1 · what to think of</summary>
#
# Think of numbers.
# </details>
#
# <details><summary>Hint 2 · where to look</summary>
#
# Look at the [ring](../../notebooks/glossary.md#ring).
# </details>
#
# <details><summary>Hint 3 · almost the answer</summary>
#
# Write the numbers down, one below the other.
# </details>
"""

TEXT = f"""\
# %% [markdown]
# # Exercises 20 · An example
#
# [![Open in Colab](written by the tools)](too)
#
# You will add and multiply, and see which rule notices. About 41 minutes.
# Lesson: [20 · An example](../../notebooks/20_example.ipynb)
#
# Fill in a stub, run it and the check below it; hints are folded.

# %% tags=["bootstrap"]
# The build writes this cell: it makes `course` importable wherever the exercise is opened.

# %%
from course.checks import check, progress, variant

# %% tags=["parameters"]
STUDENT = ""  # a lab may give you a version of your own; alone, leave it empty

# %%
MY = variant("20", STUDENT)
MY

# %% [markdown]
# ## 20.1 · A sum
#
# ●○○ · 3 minutes · derive
#
# What is two and two? Give a number in `total`.
#
{HINTS}
# %%
total = ...  # a number
### BEGIN SOLUTION
total = 4
### END SOLUTION

# %%
check("20.1", total)

# %% [markdown]
# ## 20.2 · Times a factor
#
# ●●○ · 12 minutes · implement
#
# Multiply `x` by your own factor, which is `MY.factor`.
#
{HINTS}
# %%
def times(x):
    \"\"\"A number -> a number.\"\"\"
    ### BEGIN SOLUTION
    return x * MY.factor
    ### END SOLUTION

# %%
check("20.2", times, MY)

# %% [markdown]
# ## 20.3 · A broken sum
#
# ●●● · 20 minutes · debug
#
# This program should add. Repair it.
#
{HINTS}
# %%
def add(a, b):  # one mistake
    total = a - b
    return total
### BEGIN SOLUTION
def add(a, b):
    return a + b
### END SOLUTION

# %%
check("20.3", add)

# %% [markdown]
# ## 20.4 · A guess
#
# ●○○ · 6 minutes · predict
#
# Which is larger: 4 (A) or your factor (B)?
#
{HINTS}
# %%
numbers = [4, MY.factor]
print(numbers)

# %%
larger = ...  # "A" or "B"
### BEGIN SOLUTION
larger = "A" if MY.factor < 4 else "B"
### END SOLUTION

# %%
check("20.4", larger, MY)

# %% [markdown]
# ## One open question
#
# Which sum would you like to know?

# %%
progress("20")

# %% [markdown]
# `receipt("your name")`, imported from `course.checks`, writes a lab receipt.
#
# Stuck? [The solutions](../../solutions/ex20_example/ex20_example.ipynb).
#
# Back to the lesson: [20 · An example](../../notebooks/20_example.ipynb)
"""


def make(root: Path) -> Path:
    """Write the checkout below ``root`` and return the path of the exercise with its solutions, released."""
    example_lesson.make(root)
    shutil.rmtree(root / "course")  # the real checks, and checks of our own for lesson 20
    shutil.copytree(ROOT / "course", root / "course", ignore=shutil.ignore_patterns("lesson_*", "__pycache__"))
    folder = root / "course" / "tasks" / "lesson_20"
    folder.mkdir()
    for name, source in (("__init__", CONSTANTS), ("task_1", SUM), ("task_2", TIMES), ("task_3", BROKEN_SUM),
                         ("task_4", GUESS)):  # fmt: skip
        (folder / f"{name}.py").write_text(source, encoding="utf-8", newline="\n")
    text = root / "build" / "text" / f"{NAME}.py"
    text.write_text(TEXT, encoding="utf-8", newline="\n")
    path = places.notebook(root / "solutions", NAME)
    build.to_solution(text, path, files.repository(root))
    (root / "solutions" / "README.md").write_text("For the lecturer.\n", encoding="utf-8")
    release.release(root)
    return path
