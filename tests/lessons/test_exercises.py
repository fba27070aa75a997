"""Exercises are released from their solutions, keep the contract, and run solved and unsolved.

What is asked of the exercises is written as functions that return problems, so that each can be shown one.
"""

from __future__ import annotations

import functools
import re
import shutil

import example_exercise
import pytest
from nbformat.v4 import new_code_cell, new_output

from tools.exercises import build, places, release, rules, tasks, trial, variant
from tools.exercises.regions import holds_solution, region, without_hidden
from tools.pages import cells, files, outputs, rules_outputs, rules_page, sandbox
from tools.pages.context import Context
from tools.pages.files import ROOT
from tools.pages.speed import within

SOLUTIONS = places.solutions(ROOT)
STUDENT = "Ada Lovelace"
THREE_CPU_SECONDS, PEAK_MB = 60, 2500  # of three versions in one kernel, which keeps what all three drew
SECRETS = ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", "import grade", "grade(")

each_exercise = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)


def released(path):
    """The exercise that belongs to a notebook in solutions/."""
    return places.notebook(path.parents[2] / "exercises", path.stem)


# --- what is asked of each exercise ----------------------------------------------------------------------


def differences(root, folder):
    """Where exercises/ is not what nbgrader makes of solutions/, in a folder of its own."""
    release.release(root, target=folder)
    made, stored = _files(folder), _files(root / "exercises")
    return sorted(name for name in {*made, *stored} if made.get(name) != stored.get(name))


def _files(folder):
    """Each file with its bytes; what JupyterLab keeps in hidden folders does not count."""
    names = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {n.as_posix(): path.read_bytes() for n, path in names.items() if not any(p[0] == "." for p in n.parts)}


def structure(solution, exercise):
    """Cells that are not those of the solutions with the stub's line in place of each region."""
    wanted = [cell.source for cell in solution.cells]
    for at, cell in enumerate(solution.cells):
        if cell.cell_type == "code":
            source = without_hidden(cell.source)
            wanted[at] = region(source).stubbed() if holds_solution(source) else source
    given = [cell.source for cell in exercise.cells]
    found = [] if len(given) == len(wanted) else [f"{len(given)} cells instead of {len(wanted)}"]
    return found + [f"cell {at}" for at, pair in enumerate(zip(given, wanted), 1) if pair[0] != pair[1]]  # noqa: B905


def leaks(solution, exercise):
    """Solutions and hidden tests that stand in what is released."""
    texts = [cell.source for cell in exercise.cells]
    found = [secret for secret in SECRETS if any(secret in text for text in texts)]
    for cell in solution.cells:
        if cell.cell_type == "code" and holds_solution(cell.source):
            inside = "\n".join(line.strip() for line in region(cell.source).inside).strip()
            found += [inside for text in texts if _has_lines(text, inside)]
    return found + [f"output of cell {at}" for at, cell in cells.code(exercise) if cell.outputs or cell.execution_count]


def _has_lines(text, lines):
    """Whether some whole lines of a text, wherever they are indented, are these."""
    bare = "\n".join(line.strip() for line in text.split("\n"))
    return f"\n{lines}\n" in f"\n{bare}\n"


def points(nb):
    """What each task is worth, as nbgrader will count."""
    notes = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
    return {note["grade_id"]: note["points"] for note in notes if note.get("grade")}


def run_problems(result, status, full=None):
    """What a learner would stumble over in a run in which each check should say ``status``."""
    nb, said = result.notebook, trial.statuses(result.notebook)
    numbers = [task.number for task in tasks.tasks(nb)]
    found = [result.problem] if result.problem else []
    found += [f"{task} says {said.get(task)}" for task in numbers if said.get(task) != status]
    given = trial.grades(nb)
    full = full or {}
    found += [f"{task} gets {given.get(task)} of {full[task]}" for task in full if given.get(task) != full[task]]
    found += [*outputs.complaints(nb), *rules_outputs.alt_in_outputs(nb, None, None)]
    return found


def run_costs(result, seconds):
    """What a run took more than it may, of processor time and of memory."""
    found = [f"it took {result.cpu_seconds} s of processor time"] if not within(result.cpu_seconds, seconds) else []
    return found + ([f"it took {result.peak_mb} MB"] if result.peak_mb >= PEAK_MB else [])


def full_marks(path):
    return {task.number: task.points for task in tasks.tasks(files.read(path))}


# --- the exercises ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def tried(checkout, data):
    """Unsolved, solved, and solved in a student's version: run once, in one kernel, read-only and offline."""
    root, before = checkout

    @functools.cache
    def runs(path):
        notebooks = [files.read(released(path)), files.read(path), variant.personal(files.read(path), STUDENT)]
        results = trial.in_turn(notebooks, path.stem, root, data=data, offline=True)
        assert sandbox.changes(before, sandbox.fingerprint(root)) == []
        return results

    return runs


def test_there_are_exercises():
    assert SOLUTIONS


@each_exercise
def test_it_keeps_the_contract(path):
    problems = rules.check(files.read(path), path, Context(ROOT))
    assert problems == {}, "\n".join(text for texts in problems.values() for text in texts)


def test_exercises_are_what_nbgrader_makes_of_the_solutions(tmp_path):
    for folder in ("once", "twice"):
        assert differences(ROOT, tmp_path / folder) == [], "run `make exercises`"


@each_exercise
def test_an_exercise_is_its_solution_with_stubs(path):
    solution, exercise = files.read(path), files.read(released(path))
    assert structure(solution, exercise) == []
    assert leaks(solution, exercise) == []
    assert points(exercise) == points(solution)
    assert sum(points(exercise).values()) == sum(full_marks(path).values()) > 0
    assert rules_page.links(exercise, released(path), Context(ROOT)) == []


@each_exercise
def test_the_text_of_an_exercise_gives_the_same_notebook_again(path, tmp_path):
    text, copied = tmp_path / f"{path.stem}.py", places.notebook(tmp_path, path.stem)
    build.to_text(path, text)
    build.to_solution(text, copied, files.repository())
    assert copied.read_bytes() == path.read_bytes()


@each_exercise
def test_the_three_versions_fit_a_small_machine(path, tried, record_property):
    result = tried(path)[0]
    cost = {"profile": "cpu", "cpu_seconds": result.cpu_seconds, "peak_mb": result.peak_mb}
    record_property("cost", {"name": f"{path.stem[:4]} unsolved, solved, a student's", **cost})
    assert run_costs(result, THREE_CPU_SECONDS) == []


@each_exercise
def test_the_unsolved_exercise_runs_to_its_end_and_says_what_is_open(path, tried):
    assert run_problems(tried(path)[0], "not begun") == []


@each_exercise
def test_the_solved_exercise_is_all_green(path, tried):
    assert run_problems(tried(path)[1], "done", full_marks(path)) == []


@each_exercise
def test_a_students_own_version_is_all_green(path, tried):
    result = tried(path)[2]
    assert run_problems(result, "done", full_marks(path)) == []
    public = re.compile(r"^public version", re.MULTILINE)
    shown = [out.data["text/plain"] for _, cell in cells.code(result.notebook) for out in cell.outputs if "data" in out]
    assert not any(map(public.match, shown)), "the student got the public version"


# --- each of these demands is shown something that does not meet it ----------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The example, solved and released."""
    return example_exercise.make(tmp_path_factory.mktemp("exercise"))


@pytest.fixture
def pair(made):
    return files.read(made), files.read(released(made))


def test_the_example_meets_every_demand(made, pair, tmp_path):
    assert differences(made.parents[2], tmp_path / "released") == []
    assert structure(*pair) == leaks(*pair) == []
    assert points(pair[1]) == points(pair[0]) == {"check-20-1": 1, "check-20-2": 2, "check-20-3": 3, "check-20-4": 1}


def test_an_edited_a_missing_and_a_foreign_exercise_are_noticed(made, tmp_path):
    root = tmp_path / "checkout"
    shutil.copytree(made.parents[2], root)
    stored = released(root / made.relative_to(made.parents[2]))
    (stored.parent / "answers.txt").write_text("4", encoding="utf-8")
    edited = stored.read_text(encoding="utf-8").replace("Count", "count").replace("Repair", "repair")
    stored.write_text(edited, encoding="utf-8")
    name = f"{stored.stem}/{stored.name}"
    assert differences(root, tmp_path / "once") == [f"{stored.stem}/answers.txt", name]
    stored.unlink()
    assert name in differences(root, tmp_path / "twice")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("# your code here", "# YOUR CODE HERE", ["cell 7"]),
        ("# your code here", "", ["cell 7"]),
        ("# your code here", "# your code here\n", ["cell 7"]),
        ("    # your code here", "# your code here", ["cell 10"]),
    ],
)
def test_another_stub_is_noticed(old, new, found, pair):
    solution, exercise = pair
    cell = next(cell for cell in exercise.cells if old in cell.source)
    cell.source = cell.source.replace(old, new)
    assert structure(solution, exercise) == found


def test_a_missing_cell_is_noticed(pair):
    solution, exercise = pair
    del exercise.cells[-1]
    assert structure(solution, exercise) == ["20 cells instead of 21"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("total = 4", ["total = 4"]),
        ("def twice(x):\n        return x * MY.factor\n", ["return x * MY.factor"]),
        ("total = 40", []),
        ("### BEGIN SOLUTION", ["BEGIN SOLUTION"]),
        ("### BEGIN HIDDEN TESTS", ["HIDDEN TESTS"]),
        ("from course.checks import grade", ["import grade"]),
        ('grade("20.1", total, points=1)', ["grade("]),
    ],
)
def test_what_leaks_is_noticed(text, found, pair):
    solution, exercise = pair
    exercise.cells.append(new_code_cell(text))
    assert leaks(solution, exercise) == found


def test_a_stored_output_is_noticed(pair):
    solution, exercise = pair
    exercise.cells[6].outputs = [new_output("stream", text="4")]
    assert leaks(solution, exercise) == ["output of cell 7"]


def test_the_example_runs_unsolved_solved_and_for_a_student(made):
    full = full_marks(made)
    notebooks = [files.read(released(made)), files.read(made), variant.personal(files.read(made), STUDENT)]
    unsolved, solved, own = trial.in_turn(notebooks, made.stem, made.parents[2], offline=True)
    assert run_problems(unsolved, "not begun") == []
    assert run_problems(solved, "done", full) == []
    assert run_problems(own, "done", full) == []
    alone = trial.trial(made, offline=True)
    assert trial.statuses(alone.notebook) == trial.statuses(solved.notebook), "in turn or alone: the same"
    assert f"version of {STUDENT}: factor = " in str(own.notebook)
    assert "public version: factor = 2" not in str(own.notebook)


def test_what_goes_wrong_in_a_run_is_noticed(made, tmp_path):
    """A wrong answer, one that only the public version has, a check that says nothing, a warning, a crash."""
    root = tmp_path / "checkout"
    shutil.copytree(made.parents[2], root)
    path = root / made.relative_to(made.parents[2])
    nb = files.read(path)
    by_text = {text: next(cell for cell in nb.cells if text in cell.source) for text in ("total = 4", 'check("20.2"')}
    by_text["total = 4"].source = by_text["total = 4"].source.replace("total = 4", "total = 5")
    by_text['check("20.2"'].source = "import warnings; warnings.warn('old')"
    nb.cells[-2].source = "1 / 0"
    files.write(nb, path)
    result = trial.trial(path, offline=True)
    found = run_problems(result, "done", full_marks(path)) + run_costs(result, 0.1)
    assert found[0] == "cell 20: ZeroDivisionError: division by zero"
    assert found[1:5] == ["20.1 says not yet", "20.2 says None", "20.1 gets 0.0 of 1", "20.2 gets None of 2"]
    assert "writes to stderr" in found[5] and found[6].startswith("it took") and len(found) == 7
    assert "That is 2 + 3." in trial.panels(result.notebook)["20.1"]


def test_a_panel_is_told_from_other_outputs(pair):
    _, exercise = pair
    at = next(i for i, cell in enumerate(exercise.cells) if tasks.checked(cell.source) == "20.2")
    assert trial.statuses(exercise)["20.2"] == "silent"
    lines = {"20.2 · A title: done\n  ✓ it works": "done", "20.1 · A title: done": "silent", "20.2: done": "silent"}
    for text, status in lines.items():
        exercise.cells[at].outputs = [new_output("display_data", data={"text/plain": text})]
        assert trial.statuses(exercise)["20.2"] == status
