"""No equation without its check, and no check that lets a wrong equation pass."""

import ast
import importlib.util
from pathlib import Path

import nbformat
import pytest

from course.checks import ClaimError
from tools.lessons.rules_equations import checked, checks, equations, numbered
from tools.pages import files
from tools.pages.cells import called, lesson_code
from tools.pages.context import Context
from tools.pages.slices import places

PLANTED = sorted(Path(__file__).parent.glob("[0-9][0-9]/planted.py"))
FEWEST = 1.5  # planted errors for each numbered equation, on average


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PLANTED


def lesson_of(path):
    return next(lesson for lesson in files.lessons() if lesson.name.startswith(path.parent.name))


@pytest.mark.parametrize("lesson", files.lessons(), ids=lambda p: p.stem)
def test_every_equation_has_a_check_beside_it(lesson, record_property):
    nb = files.read(lesson)
    assert not numbered(nb, lesson, Context()) + checked(nb, lesson, Context())
    by_equation = {}
    for _, equation, sentence in checks(nb):
        by_equation.setdefault(equation, []).append(sentence)
    count = sum(len(found) for found in by_equation.values())
    line = f"{lesson.stem}: {len(by_equation)} equations, {count} checks"
    record_property("report", ("equations and their checks", line))
    planted = Path(__file__).parent / lesson.name[:2] / "planted.py"
    assert planted.exists() or not by_equation, "plant errors for it"


TELLS = ("claim", "identity", "estimate", "derivation", "print", "plots.show", "display")


def quiet(source):
    """A cell without what only tells: other cells' checks are not this test's business."""
    body = ast.parse(source).body
    tells = [isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and called(node.value) in TELLS
             for node in body]  # fmt: skip
    return "\n".join(ast.unparse(node) for node, told in zip(body, tells, strict=True) if not told)


def run_with_planted_errors(nb, planted):
    """Run what the checks of a lesson need; before each cell, try it with each error planted in it.

    Returns how many were tried, which got through, and which are not in the lesson any more.
    """
    code = [cell.source for _, cell in lesson_code(nb)]
    left = list(planted)
    aims = {}
    for at, source in enumerate(code):
        aims[at] = [error for error in left if error[1] in source]
        left = [error for error in left if error not in aims[at]]
    last = max((at for at in aims if aims[at]), default=-1)
    sources = [source if aims[at] else quiet(source) for at, source in enumerate(code[: last + 1])]
    namespace, missed, tried = {"__name__": "__main__"}, [], 0
    for at in places(sources, always=[at for at in aims if aims[at]]):
        for error in aims[at]:
            tried += 1
            try:
                exec(compile(sources[at].replace(error[1], error[2], 1), "planted", "exec"), dict(namespace))
                missed.append(error)
            except ClaimError:
                pass
        exec(compile(sources[at], "cell", "exec"), namespace)
    return tried, missed, left


@pytest.mark.parametrize("path", PLANTED, ids=lambda p: p.parent.name)
def test_planted_errors_are_caught(path, monkeypatch, home, record_property):
    monkeypatch.setenv("COURSE_PROFILE", "smoke")
    planted = load(path)
    nb = files.read(lesson_of(path))
    named = {number for number, *_ in planted}
    wanted = {equation for _, equation, _ in checks(nb)}
    assert named == wanted, "every checked equation gets an error"
    assert len(planted) >= FEWEST * len(wanted)
    tried, missed, left = run_with_planted_errors(nb, planted)
    assert not left, "these are not in the lesson any more"
    assert not missed, "these errors got through"
    line = f"{path.parent.name}: {tried} of {len(planted)} caught\n" + "\n".join(
        f"  ({number}) {' '.join(right.split())}  ->  {' '.join(wrong.split())}" for number, right, wrong in planted
    )
    record_property("report", ("errors planted into equations", line))


def example(markdown, code):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(markdown), nbformat.v4.new_code_cell(code)])


def test_the_rules_notice_a_violation():
    path = Path("10_example.ipynb")
    good = example(r"$$a = b \tag{10.1}$$ and $$c := d \tag*{(definition)}$$", 'claim("(10.1) a", 1, equals=1)')
    assert not numbered(good, path, Context()) + checked(good, path, Context())
    unnumbered = example("$$a = b$$", "x = 1")
    assert "needs a number" in numbered(unnumbered, path, Context())[0]
    assert "is wanted" in numbered(example(r"$$a \tag{10.2}$$", ""), path, Context())[0]
    assert "no claim names" in checked(example(r"$$a \tag{10.1}$$", 'claim("a", True)'), path, Context())[0]
    assert "not there" in checked(example("text", 'claim("(10.7) a", True)'), path, Context())[0]
    assert len(equations(good)) == 2


def test_a_check_that_lets_errors_pass_is_noticed():
    blind = example("", 'from course.checks import claim\nfactor = 2\nclaim("(10.1) x", factor, above=0)')
    tried, missed, left = run_with_planted_errors(blind, [("10.1", "factor = 2", "factor = 3"), ("10.1", "gone", "")])
    assert tried == 1 and len(missed) == 1 and len(left) == 1
