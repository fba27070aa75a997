"""No equation without its check, and no check that lets a wrong equation pass."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

from course.checks import ClaimError
from tools.lessons.rules_equations import checked, checks, equations, numbered
from tools.pages import files
from tools.pages.cells import lesson_code
from tools.pages.context import Context

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


def run_with_planted_errors(nb, planted):
    """Run a lesson up to the last error; before each cell, try it with each error planted. Returns what got through."""
    namespace = {"__name__": "__main__"}
    missed, tried = [], 0
    left = list(planted)
    for _, cell in lesson_code(nb):
        for error in [e for e in left if e[1] in cell.source]:
            left.remove(error)
            tried += 1
            wrong = cell.source.replace(error[1], error[2], 1)
            try:
                exec(compile(wrong, "planted", "exec"), dict(namespace))
                missed.append(error)
            except ClaimError:
                pass
        if not left:
            break
        exec(compile(cell.source, "cell", "exec"), namespace)
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
