"""Every lint rule is shown a lesson that breaks it, and a lesson that breaks none."""

from __future__ import annotations

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tools.lessons import lint
from tools.pages import cells, files, staleness
from tools.pages.context import Context
from tools.pages.rules_prose import words_per_line

RULES = {rule.__name__ for rule in lint.RULES}
BROKEN: dict[str, list] = {}


def breaks(rule):
    """Register a way to break one rule; the same rule may be broken in several ways."""

    def register(change):
        BROKEN.setdefault(rule, []).append(change)
        return change

    return register


def cell_with(nb, text):
    return next(cell for cell in nb.cells if text in cell.source)


def replace(nb, old, new):
    """Replace in a source; a changed code cell counts as rendered, so that only the rule under test fires."""
    cell = cell_with(nb, old)
    cell.source = cell.source.replace(old, new)
    return cell


def add_code(nb, source, outputs=()):
    """Add a code cell before the summary, as if it had been rendered."""
    at = nb.cells.index(cell_with(nb, "## Summary"))
    nb.cells.insert(at, new_code_cell(source, outputs=list(outputs)))
    count(nb)


def add_text(nb, source):
    nb.cells.insert(nb.cells.index(cell_with(nb, "## Summary")), new_markdown_cell(source))


def count(nb):
    for number, (_, cell) in enumerate(cells.code(nb), 1):
        cell.execution_count = number


def shown_output(nb):
    return cell_with(nb, "plots.show").outputs[0]


@breaks("opening")
def _(nb):
    replace(nb, "# 20 ·", "# 21 ·")


@breaks("opening")
def _(nb):
    replace(nb, "- see which rule notices.\n", "")


@breaks("opening")
def _(nb):
    replace(nb, "- see which rule notices.\n", "- one,\n- two,\n- three,\n- four.\n")


@breaks("opening")
def _(nb):
    replace(nb, "**You need first:**", "**Needed:**")


@breaks("opening")
def _(nb):
    first = nb.cells[0]
    lines = cells.lines(first.source)
    first.source = "\n\n".join([lines[0], lines[-2], lines[1], *lines[2:6], lines[-1]])


@breaks("numbered")
def _(nb):
    add_text(nb, "$$b = 2.$$")


@breaks("checked")
def _(nb):
    replace(nb, r"\tag*{(definition)}$$", r"\tag{20.1}$$")


@breaks("badge")
def _(nb):
    replace(nb, "notebooks/20_example.ipynb", "notebooks/21_other.ipynb")


@breaks("bootstrap_cell")
def _(nb):
    replace(nb, "import subprocess", "import subprocess  # changed")


@breaks("bootstrap_cell")
def _(nb):
    cell_with(nb, "from course.data import ring").metadata.tags = ["bootstrap"]


@breaks("parameters")
def _(nb):
    cell_with(nb, "SEED").metadata.tags = []


@breaks("parameters")
def _(nb):
    cell_with(nb, "points = ").metadata.tags = ["parameters"]


@breaks("parameters")
def _(nb):
    replace(nb, "SEED = 0", "LUCK = 0")


@breaks("parameters")
def _(nb):
    replace(nb, ", gpu=dict(n=4)", "")


@breaks("cost_line")
def _(nb):
    del nb.metadata.course.cost["cpu"]


@breaks("cost_line")
def _(nb):
    replace(nb, "**Measured cost:** smoke", "**Measured cost:** about")


@breaks("closing")
def _(nb):
    replace(nb, "## Summary", "## In short")


@breaks("closing")
def _(nb):
    add_text(nb, "## Summary\n\nTwice.\n\n## Next")
    nb.cells.append(new_markdown_cell("## Afterwards"))


@breaks("questions")
def _(nb):
    replace(nb, "<details><summary>What is the first point?</summary>Zero.</details>", "What is the first point?")


@breaks("exercises")
def _(nb):
    replace(nb, "Take other numbers of points, and another distance; say first what will change.", "Later.")


@breaks("headings")
def _(nb):
    add_text(nb, "#### Too deep")


@breaks("headings")
def _(nb):
    nb.cells.insert(-6, new_markdown_cell("# A second title"))


@breaks("links")
def _(nb):
    replace(nb, "(glossary.md) explains", "(dictionary.md) explains")


@breaks("links")
def _(nb):
    replace(nb, "#A-ring-of-numbers", "#A-ring-of-letters")


@breaks("links")
def _(nb):
    replace(nb, "glossary.md#ring", "glossary.md#rong")


@breaks("links")
def _(nb):
    replace(nb, "(glossary.md) explains", "(http://example.org) explains")


@breaks("python")
def _(nb):
    add_code(nb, "%time sum(points)")


@breaks("lengths")
def _(nb):
    add_code(nb, "\n".join(f"# comment {i}" for i in range(26)))


@breaks("lengths")
def _(nb):
    for name in "abcdefghijklmnop":
        add_code(nb, "\n".join(f"{name}{i} = {i}" for i in range(7)))
        add_text(nb, "word " * 40)


@breaks("lengths")
def _(nb):
    for i in range(60):
        add_code(nb, "\n".join(f"x{j} = {i}" for j in range(5)))
        add_text(nb, "word " * 25)


@breaks("line_width")
def _(nb):
    add_code(nb, f"x = {'1' * 100}")


@breaks("no_pyplot_show")
def _(nb):
    add_code(nb, "plt.show()", [new_output("stream", text="x")])


@breaks("alt_in_code")
def _(nb):
    replace(nb, 'alt="Points that lie on a circle around zero"', 'alt="Points"')


@breaks("alt_in_code")
def _(nb):
    replace(nb, ', alt="A ring that closes while points are added"', "")


@breaks("touchable")
def _(nb):
    replace(nb, "widgets.explore(", "plots.explore(")


@breaks("shapes")
def _(nb):
    add_code(nb, "y = x.reshape(2, 3)")


@breaks("shapes")
def _(nb):
    add_code(nb, "y = x[:, None]  # the mean (of all)")


@breaks("shapes")
def _(nb):
    add_code(nb, "for x in y.view(3, -1):\n    pass  # (3, N)")


@breaks("offline")
def _(nb):
    add_code(nb, "import urllib.request")


@breaks("offline")
def _(nb):
    add_code(nb, 'address = "https://example.org/data.zip"')


@breaks("shown_cells")
def _(nb):
    replace(nb, "[_turn(i) for i in range(n)]", "[2 * i for i in range(n)]")


@breaks("shown_cells")
def _(nb):
    replace(nb, "from course.data import ring", "from course.data import unused")


def clever(line):
    """A case of its own for each way of saving a line at the reader's expense."""
    breaks("plain_statements")(lambda nb: add_code(nb, line))


for one in (
    "kept = []\n[kept.append(i) for i in range(2)]\nlast = kept",
    "kept = []\nkept.append(1), kept.append(2)\nlast = kept",
    "kept = []\nkept and kept.clear()\nlast = kept",
    "first, second = len('a'), len('bc')",
    "def both(x):\n    return *divmod(x, 2), x",
    "def titled(ax):\n    return ax.set(title='x') and ax",
    "tables = {'a': lambda x: x}",
    "anything = lambda *given: given",
):
    clever(one)


@breaks("pace")
def _(nb):
    add_text(nb, "\n\n".join(["word " * 100] * 5))


@breaks("pace")
def _(nb):
    for _ in range(10):
        add_code(nb, "a = 1\nb = 2\nc = 3\nd = 4")


@breaks("plain_words")
def _(nb):
    replace(nb, "The distance between", "Obviously the distance between")


@breaks("plain_words")
def _(nb):
    replace(nb, "The distance between", "Of course the distance between")


@breaks("paragraphs")
def _(nb):
    add_text(nb, "word " * 121)
    add_code(nb, "\n".join(f"z{i} = {i}" for i in range(20)))


@breaks("formulas")
def _(nb):
    replace(nb, r"\tag*{(definition)}$$", r"\tag*{(definition)}")


@breaks("formulas")
def _(nb):
    replace(nb, "$d = 2$", "$d = 2")


@breaks("formulas")
def _(nb):
    add_text(nb, "<details><summary>Why?</summary>\n\nSince $x = 1$.\n\n</details>")


@breaks("picture_text")
def _(nb):
    add_text(nb, "![](glossary.md)")


@breaks("picture_text")
def _(nb):
    add_text(nb, '<img src="glossary.md">')


@breaks("errors")
def _(nb):
    cell_with(nb, "points = ").outputs.append(new_output("error", ename="ValueError", evalue="no", traceback=[]))


@breaks("stderr")
def _(nb):
    cell_with(nb, "points = ").outputs.append(new_output("stream", name="stderr", text="UserWarning: old"))


@breaks("stored")
def _(nb):
    cell_with(nb, "plots.show").outputs = []


@breaks("compared")
def _(nb):
    cell_with(nb, "doubled").metadata.tags = ["nbval-check-output"]


@breaks("counts")
def _(nb):
    cell_with(nb, "points = ").execution_count = 40


@breaks("counts")
def _(nb):
    cell_with(nb, "points = ").execution_count = None


@breaks("fresh")
def _(nb):
    nb.metadata.course.code = "0" * 16


@breaks("alt_in_outputs")
def _(nb):
    shown_output(nb).metadata = {}


@breaks("alt_in_outputs")
def _(nb):
    shown_output(nb).data["text/html"] = '<img src="data:image/png;base64,AAAA">'


@breaks("loads_nothing")
def _(nb):
    shown_output(nb).data["text/html"] = '<script src="https://example.org/plot.js"></script>'


@breaks("no_widget_state")
def _(nb):
    nb.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {}}


@breaks("no_widget_state")
def _(nb):
    shown_output(nb).data["application/vnd.jupyter.widget-view+json"] = {"model_id": "0"}


@breaks("no_absolute_paths")
def _(nb):
    cell_with(nb, 'print("distance"').outputs[0].text = "saved to /home/somebody/x.png"


@breaks("no_absolute_paths")
def _(nb):
    add_text(nb, "Look into `C:\\Users\\somebody`.")


@breaks("no_addresses")
def _(nb):
    cell_with(nb, 'print("distance"').outputs[0].text = "<Net object at 0x7f33deadbeef>"


@breaks("size")
def _(nb):
    shown_output(nb).data["image/png"] = "A" * 1_600_000


CASES = [
    pytest.param(rule, change, id=f"{rule}-{i}") for rule, changes in BROKEN.items() for i, change in enumerate(changes)
]


@pytest.fixture(scope="module")
def valid(rendered):
    return files.read(rendered)


def problems(nb, path):
    return lint.check(nb, path, Context(path.parents[1]))


def test_a_rendered_lesson_breaks_no_rule(valid, rendered):
    assert problems(valid, rendered) == {}
    assert lint.check_all(rendered.parents[1], "20") == []


@pytest.mark.parametrize(("rule", "change"), CASES)
def test_a_rule_notices_what_breaks_it_and_no_other_rule_does(rule, change, valid, rendered):
    nb = copy.deepcopy(valid)
    change(nb)
    if rule != "fresh":
        nb.metadata.course.code = staleness.code_hash(nb, rendered.parents[1])
    found = problems(nb, rendered)
    assert set(found) == {rule}
    assert all(text.endswith((".", "old", "?")) for text in found[rule])


def test_every_rule_is_shown_a_lesson_that_breaks_it():
    assert set(BROKEN) == RULES


def test_exercises_that_exist_must_be_linked(lesson):
    exercise = lesson.parents[1] / "exercises" / "ex20_example" / "ex20_example.ipynb"
    exercise.parent.mkdir(parents=True)
    files.write(files.read(lesson), exercise)
    nb = files.read(lesson)
    assert list(problems(nb, lesson)) == ["exercises"]
    replace(nb, "Take other", "[Exercises](../exercises/ex20_example/ex20_example.ipynb). Take other")
    assert problems(nb, lesson) == {}


@pytest.mark.parametrize(
    "source",
    [
        "y = x.reshape(2, 3)  # (2, 3)",
        "y = x[None]  # (1, N)",
        "y = (\n    x.view(-1)  # (N,)\n)",
        "for row in x.flatten():  # (N,)\n    pass",
        "y = x.mean().squeeze()  # ()",
    ],
)
def test_a_shape_comment_is_accepted(source, valid, rendered):
    nb = copy.deepcopy(valid)
    add_code(nb, source)
    nb.metadata.course.code = staleness.code_hash(nb, rendered.parents[1])
    assert problems(nb, rendered) == {}


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("Four words stand here.", 4),
        ("A [link with words](https://example.org/a_b) counts its words", 7),
        ("`code(does, not)` and $x + y$ neither", 2),
        ("```python\nx = 1\n```\nafter a fence", 3),
        ("<details><summary>Why?</summary>Because.</details>", 2),
        ("$$\na = b\n$$", 0),
        ("![a picture](x.png)", 0),
        ("half-open, don't, 3.5", 4),
    ],
)
def test_words_are_those_that_a_reader_reads(source, count):
    assert cells.words(source) == count


def test_the_pace_leaves_out_the_opening_cell_and_the_references(valid):
    nb = copy.deepcopy(valid)
    before = words_per_line(nb)
    nb.cells[0].source += "\n\nand more and more"
    replace(nb, "about 300 BC", "about 300 BC in Alexandria, a town in Egypt")
    assert words_per_line(nb) == before


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a map of course notebooks", False),
        ("Of course it is.", True),
        ("This is, of course, wrong.", True),
        ("an adjustment", False),
        ("It is just a ring.", True),
    ],
)
def test_belittling_words_are_told_from_others(text, wrong, valid, rendered):
    nb = copy.deepcopy(valid)
    add_text(nb, text)
    assert bool(problems(nb, rendered)) == wrong
