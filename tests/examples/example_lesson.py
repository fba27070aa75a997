"""A tiny checkout with one lesson that keeps the contract; tests break it in one place at a time."""

from __future__ import annotations

from pathlib import Path

from tools.pages import convert, files

PYPROJECT = """\
[project]
name = "example"
version = "0"
[project.urls]
Repository = "https://github.com/somebody/some-course"
"""

SETTINGS = '''\
"""Profile and budget."""
import os
from types import SimpleNamespace


def profile(default):
    return os.environ.get("COURSE_PROFILE", default)


def budget(active, **profiles):
    print(*(f"{name} {numbers}" for name, numbers in profiles.items()), sep="\\n")
    return SimpleNamespace(**profiles[active])
'''

PLOTS = '''\
"""Pictures."""
from IPython.display import display

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="


def show(fig, alt):
    data = {"image/png": PIXEL, "text/plain": "[picture]"}
    display(data, raw=True, metadata={"image/png": {"alt": alt}})
'''

WIDGETS = '''\
"""Things to touch."""
from IPython.display import display

from course import plots


def explore(draw, *, alt, **controls):
    data = {"image/png": plots.PIXEL, "text/plain": "VBox()"}
    data["application/vnd.jupyter.widget-view+json"] = {"model_id": "0"}
    display(data, raw=True, metadata={"image/png": {"alt": alt}})
'''

DATA = '''\
"""Numbers."""
SCALE = 2


def ring(n):
    """Points on a ring."""
    return [_turn(i) for i in range(n)]  # the whole ring


def _turn(i: int) -> int:
    return SCALE * i


def unused():
    return 0
'''

LESSON = """\
# %% [markdown]
# # 20 · An example
#
# [![Open in Colab](written by the tools)](too)
#
# **You will be able to**
#
# - say what a lesson looks like,
# - break it in one place,
# - see which rule notices.
#
# **You need first:** nothing.
#
# **Measured cost:** not yet measured

# %% tags=["bootstrap"]
pass

# %%
from course import data, plots, settings, widgets

# %% tags=["parameters"]
PROFILE = settings.profile("cpu")  # "smoke", "cpu" or "gpu"
SEED = 0

# %%
P = settings.budget(PROFILE, smoke=dict(n=2), cpu=dict(n=3), gpu=dict(n=4))

# %% [markdown]
# ## A ring of numbers
#
# A [**ring**](glossary.md#ring) is what we start with. How many points does it take until you see that it
# is round? Guess a number before you run the next cell, and write it down on paper.

# %%
points = data.ring(P.n)
plots.show(points, alt="Points that lie on a circle around zero")

# %% [markdown]
# The distance between neighbours is $d = 2$, whatever the number of points, because each is twice its index:
#
# $$x_i := 2 i. \\tag*{(definition)}$$

# %% tags=["nbval-check-output"]
print("distance", data.ring(2)[1] - data.ring(2)[0])

# %% [markdown]
# Here is the function that did it; the package holds the very same one, and we import it ever after.

# %% tags=["shown"]
def ring(n):
    return [_turn(i) for i in range(n)]

# %%
from course.data import ring

# %%
doubled = [2 * point for point in points]
halved = [point // 2 for point in doubled]
assert halved == points
pairs = list(zip(points, doubled))
total = sum(points)

# %%
first, *others = points
largest = max(points)
smallest = min(points)
spread = largest - smallest
middle = smallest + spread / 2
rows = [[point] for point in points]

# %% [markdown]
# Move the slider and watch how the ring closes when more points come in.

# %%
widgets.explore(ring, alt="A ring that closes while points are added", n=[2, 3, 4])

# %% [markdown]
# ## Summary
#
# A lesson has an opening, a body and a closing. See [the start](#A-ring-of-numbers).

# %% [markdown]
# ## Check yourself
#
# <details><summary>How far apart are neighbours?</summary>Two.</details>
#
# <details><summary>Which function makes the ring?</summary>The one shown above.</details>
#
# <details><summary>What is the first point?</summary>Zero.</details>

# %% [markdown]
# ## Exercises
#
# Take other numbers of points, and another distance; say first what will change.

# %% [markdown]
# ## References
#
# - Euclid, *Elements*, about 300 BC.

# %% [markdown]
# ## Next
#
# The [glossary](glossary.md) explains the words.
"""

GLOSSARY = """\
# Glossary

| term | meaning | 中文 | first in |
|---|---|---|---|
| <a id="ring"></a>ring | Points at the same distance from a centre. | 环 | 20 |
"""

FILES = {
    "pyproject.toml": PYPROJECT,
    "course/__init__.py": '"""A package for tests."""\n',
    "course/settings.py": SETTINGS,
    "course/plots.py": PLOTS,
    "course/widgets.py": WIDGETS,
    "course/data.py": DATA,
    "build/text/20_example.py": LESSON,
    "notebooks/glossary.md": GLOSSARY,
}


def make(root: Path) -> Path:
    """Write the checkout below ``root`` and return the path of its lesson, which has not run yet."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    path = root / "notebooks" / "20_example.ipynb"
    convert.to_notebook(root / "build" / "text" / "20_example.py", path, files.repository(root))
    return path
