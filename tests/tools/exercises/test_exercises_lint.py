"""Every rule on exercises is shown one that breaks it, and one that breaks none."""

from __future__ import annotations

import copy
import shutil

import example_exercise
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tools.exercises import rules
from tools.pages import files
from tools.pages.context import Context


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return example_exercise.make(tmp_path_factory.mktemp("exercise"))


RULES = {rule.__name__ for rule in rules.RULES}
BROKEN: dict[str, list] = {}


def breaks(rule, *more):
    """Register a way to break one rule; the same rule may be broken in several ways, and others with it."""

    def register(change):
        BROKEN.setdefault(rule, []).append((change, {rule, *more}))
        return change

    return register


def cell_with(nb, text):
    return next(cell for cell in nb.cells if text in cell.source)


def swap(old, new):
    """A change that replaces a text in the first cell that has it."""

    def change(nb):
        cell = cell_with(nb, old)
        cell.source = cell.source.replace(old, new)

    return change


def add(*cells):
    """A change that puts cells before the open question."""

    def change(nb):
        at = nb.cells.index(cell_with(nb, "## One open question"))
        nb.cells[at:at] = copy.deepcopy(list(cells))

    return change


def tagged(text, tags):
    def change(nb):
        cell_with(nb, text).metadata.tags = tags

    return change


def drop(text):
    def change(nb):
        nb.cells.remove(cell_with(nb, text))

    return change


def moved(text, before):
    def change(nb):
        cell = cell_with(nb, text)
        nb.cells.remove(cell)
        nb.cells.insert(nb.cells.index(cell_with(nb, before)), cell)

    return change


breaks("opening")(swap("# Exercises 20 ·", "# Exercise 20 ·"))
breaks("opening")(swap("Lesson: [20 · An example]", "Lesson: [An example]"))
breaks("opening")(swap("[20 · An example](../../notebooks/20_", "[20 · A](../../build/../notebooks/20_"))
breaks("opening")(swap("# Exercises 20 · An example", "First of all:\n\n# Exercises 20 · An example"))
breaks("opening")(swap("About 41 minutes.", "About an hour."))
breaks("badge")(swap("/exercises/ex20_example", "/solutions/ex20_example"))
breaks("badge")(swap("/exercises/ex20_example", "/notebooks"))
breaks("bootstrap_cell")(swap("import subprocess", "import subprocess  # changed"))
breaks("bootstrap_cell")(tagged("progress(", ["bootstrap"]))
breaks("start")(tagged("STUDENT = ", []))
breaks("start")(swap('STUDENT = ""', 'STUDENT = "Ada"'))
breaks("start")(swap("check, progress, variant", "check, progress"))
breaks("start")(moved("MY = variant", "STUDENT ="))
breaks("start")(swap('MY = variant("20"', 'MY = variant("21"'))
breaks("task_numbers", "titles", "task_cells")(swap("## 20.2 ·", "## 20.5 ·"))
LOST = ("task_numbers", "titles", "mixture", "opening")  # one task is not seen any more
breaks("task_cells", *LOST)(swap("## 20.2 · Times", "Text before it.\n\n## 20.2 · Times"))
breaks("task_form", "task_cells", *LOST)(swap("## 20.2 · Times", "## 20.2 Times"))
breaks("task_form")(swap("derive", "guess"))
breaks("task_form")(swap("\n\n●●○ · 12", "\n●●○ · 12"))
breaks("task_form")(swap("This program should add. Repair it.", ""))
breaks("task_form")(swap("Hint 2 · where to look", "Hint 2 · look here"))
breaks("task_form")(swap("almost the answer</summary>\n", "almost the answer</summary>"))
breaks("task_form")(swap("Think of numbers.", "Write the numbers down, one below the other."))
breaks("task_cells")(moved('check("20.3"', "def add(a, b)"))
breaks("task_cells")(swap('check("20.3", add)', 'check("20.3", add); print()'))
breaks("task_cells")(swap('check("20.3", add)', 'check(\n    "20.3", add)'))
breaks("task_cells")(swap("points=2", "points=1"))
breaks("task_cells")(swap('grade("20.2", times, MY', 'grade("20.2", times'))
breaks("task_cells")(drop('check("20.1"'))
breaks("regions")(swap("    ### END SOLUTION", "    ### END SOLUTION\n    return 0"))
breaks("regions")(swap("return x * MY.factor", "y = x\n    ### END SOLUTION\n    ### BEGIN SOLUTION\n    return y"))
breaks("regions")(swap("### BEGIN SOLUTION\ntotal = 4", "### BEGIN SOLUTION"))
breaks("regions")(swap("### BEGIN SOLUTION\ntotal = 4", "  # and now ### BEGIN SOLUTION\ntotal = 4"))
breaks("regions")(swap('    """A number -> a number."""\n', ""))
breaks("regions")(swap("    return x * MY.factor", "\n".join(f"    a{i} = {i}" for i in range(26))))
breaks("regions")(swap("Which sum would you like to know?", "### BEGIN SOLUTION\n4\n### END SOLUTION"))
breaks("closing")(swap("## One open question", "## An open question"))
breaks("closing")(swap('progress("20")', 'progress("21")'))
breaks("closing")(swap("receipt(", "paper("))
breaks("closing")(swap("../../solutions/ex20_example/ex20_example.ipynb", "../../notebooks/20_example.ipynb"))
breaks("titles")(swap("## 20.2 · Times a factor", "## 20.2 · Twice a factor"))
breaks("broken_programs")(swap("total = a - b\n    return total\n###", "total = a - b - 0\n    return total\n###"))
breaks("lengths")(add(new_code_cell("\n".join(f"# {i}" for i in range(26)))))
breaks("headings")(add(new_markdown_cell("# A second title")))
breaks("links")(swap("glossary.md#ring", "glossary.md#rong"))
breaks("links")(swap("../../notebooks/glossary.md", "glossary.md"))
breaks("python")(add(new_code_cell("%time sum(numbers)")))
breaks("line_width")(add(new_code_cell(f"x = {'1' * 100}")))
breaks("no_pyplot_show")(add(new_code_cell("plt.show()")))
breaks("alt_in_code")(add(new_code_cell("plots.show(fig)")))
breaks("offline")(add(new_code_cell("import urllib.request")))
breaks("plain_words")(swap("Which sum would", "Simply say which sum would"))
breaks("paragraphs")(add(new_markdown_cell("word " * 121)))
breaks("formulas")(add(new_markdown_cell("It is $x.")))
breaks("picture_text")(add(new_markdown_cell("![](../../notebooks/glossary.md)")))
breaks("no_absolute_paths")(add(new_code_cell('open("/home/somebody/x.csv")')))


@breaks("mixture")
def _(nb):
    swap("●○○ · 3 minutes", "●○○ · 6 minutes")(nb)
    swap("41 minutes", "44 minutes")(nb)


@breaks("mixture")
def _(nb):
    swap("● · 20 minutes", "● · 70 minutes")(nb)
    swap("41 minutes", "91 minutes")(nb)


@breaks("mixture")
def _(nb):
    swap("predict", "derive")(nb)


@breaks("mixture")
def _(nb):
    for number in ("20.2", "20.4"):
        cell = cell_with(nb, f'check("{number}"')
        cell.source = cell.source.replace(", MY", "")


@breaks("task_numbers", "titles", "mixture")
def _(nb):
    at = nb.cells.index(cell_with(nb, "## 20.4 ·"))
    del nb.cells[at : at + 4]
    swap("41 minutes", "35 minutes")(nb)


@breaks("task_cells")
def _(nb):
    cell_with(nb, 'check("20.3"').metadata.nbgrader.points = 5


@breaks("task_cells")
def _(nb):
    cell_with(nb, "def times").metadata.pop("nbgrader")


@breaks("no_outputs")
def _(nb):
    cell_with(nb, "MY = variant").outputs = [new_output("stream", text="public version")]


@breaks("no_leftovers")
def _(nb):
    cell_with(nb, "MY = variant").metadata["scrolled"] = True


CASES = [
    pytest.param(change, expected, id=f"{rule}-{i}")
    for rule, changes in BROKEN.items()
    for i, (change, expected) in enumerate(changes)
]


def test_the_example_breaks_no_rule(made):
    root = made.parents[2]
    assert rules.check_all(root) == []
    assert rules.check(files.read(made), made, Context(root)) == {}


def test_the_problems_of_an_exercise_name_its_file(made, tmp_path):
    root = tmp_path / "checkout"
    shutil.copytree(made.parents[2], root)
    path = root / made.relative_to(made.parents[2])
    nb = files.read(path)
    swap("Which sum would", "Simply say which sum would")(nb)
    files.write(nb, path)
    [problem] = rules.check_all(root)
    assert problem == "ex20_example.ipynb: cell 19: leave out 'simply'. [plain_words]"
    assert rules.check_all(root, "20") == [problem]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_a_rule_notices_what_breaks_it_and_no_other_rule_does(change, expected, made):
    nb = files.read(made)
    change(nb)
    assert nb != files.read(made), "the change found nothing to change"
    found = rules.check(nb, made, Context(made.parents[2]))
    assert set(found) == expected
    assert all(text.endswith((".", "'")) for texts in found.values() for text in texts)


def test_every_rule_is_shown_an_exercise_that_breaks_it():
    assert set(BROKEN) == RULES
