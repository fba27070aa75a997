"""The tools that build, release and vary exercises, tried on a small checkout with one exercise."""

from __future__ import annotations

import shutil

import example_exercise
import pytest
from nbformat.v4 import new_output

from tools.exercises import build, places, release, rules, tasks, variant
from tools.exercises.__main__ import main
from tools.exercises.regions import region
from tools.pages import badges, bootstrap, files

ADDRESS = "https://github.com/somebody/some-course"
NAME = example_exercise.NAME


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return example_exercise.make(tmp_path_factory.mktemp("exercise"))


@pytest.fixture
def root(made, tmp_path):
    """A checkout with the example exercise."""
    shutil.copytree(made.parents[2], tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def solution(root):
    return places.notebook(root / "solutions", NAME)


@pytest.fixture
def exercise(root):
    return places.notebook(root / "exercises", NAME)


@pytest.fixture
def text(root):
    return root / "build" / "text" / f"{NAME}.py"


def edit(path, old, new):
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8", newline="\n")


def cell_with(nb, text):
    return next(cell for cell in nb.cells if text in cell.source)


# --- build -----------------------------------------------------------------------------------------------


def test_the_build_adds_badge_bootstrap_and_notes_for_nbgrader(solution):
    nb = files.read(solution)
    assert f"/github/somebody/some-course/blob/main/exercises/{NAME}/{NAME}.ipynb)" in nb.cells[0].source
    assert cell_with(nb, "CourseMissing").source == bootstrap.source(ADDRESS)
    usual = {"schema_version": 3, "task": False}
    stub, check = cell_with(nb, "def times"), cell_with(nb, 'check("20.2"')
    assert stub.metadata.nbgrader == {
        **usual, "grade_id": "task-20-2", "solution": True, "grade": False, "locked": False,
    }  # fmt: skip
    assert check.metadata.nbgrader == {
        **usual, "grade_id": "check-20-2", "solution": False, "grade": True, "locked": True, "points": 2,
    }  # fmt: skip
    assert check.source.split("\n") == [
        'check("20.2", times, MY)',
        "### BEGIN HIDDEN TESTS",
        "from course.checks import grade",
        'grade("20.2", times, MY, points=2)',
        "### END HIDDEN TESTS",
    ]


def test_text_and_back_is_the_same_notebook_and_the_same_text(solution, text):
    before = solution.read_bytes()
    build.to_text(solution, text)
    written = text.read_text(encoding="utf-8")
    assert "HIDDEN" not in written and "nbgrader" not in written and "subprocess" not in written
    build.to_solution(text, solution, ADDRESS)
    assert solution.read_bytes() == before
    build.to_text(solution, text)
    assert text.read_text(encoding="utf-8") == written


def test_an_edit_changes_one_cells_id_and_outputs_are_not_stored(solution, text):
    before = [cell.id for cell in files.read(solution).cells]
    edit(text, "Which sum would", "What sum would")
    nb = build.to_solution(text, solution, ADDRESS)
    assert sum(old != new.id for old, new in zip(before, nb.cells, strict=True)) == 1
    nb.cells[3].outputs = [new_output("stream", text="x")]
    files.write(nb, solution)
    assert not any(cell.get("outputs") for cell in build.to_solution(text, solution, ADDRESS).cells)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("●●○ · 12 minutes", "12 minutes", "task 20.2: a line such as '●●○ · 8 minutes · implement' is missing"),
        ('check("20.2", times, MY)', "pass", 'task 20.2: it has 0 cells of the kind cell check("…", …)'),
        ('check("20.2", times, MY)', 'check("20.3", times)', "task 20.2: cell 11 checks 20.3"),
        ('check("20.1", total)', "total = 1\n### BEGIN SOLUTION\n### END SOLUTION", "task 20.1: it has 2 cells"),
        ("# ## 20.1 · A sum", "# ## A sum", "cell 7: its stub or check stands before the first task"),
        ("# ## 20.2 · Times", "# Before it.\n#\n# ## 20.2 · Times", "cell 9: '## 20.2' must open its cell"),
    ],
)
def test_a_text_that_cannot_be_graded_is_refused_with_a_sentence(old, new, said, solution, text):
    before = solution.read_bytes()
    edit(text, old, new)
    with pytest.raises(build.BuildFailed) as problem:
        build.to_solution(text, solution, ADDRESS)
    assert said in str(problem.value) and str(problem.value).startswith(text.name)
    assert solution.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "number", "given"),
    [
        ('check("20.2", f)', "20.2", ["f"]),
        ('check("20.2", (a, b), MY)', "20.2", ["(a, b)", "MY"]),
        ('check("20.2", lambda x: f(x, ")"), my=MY,)', "20.2", ['lambda x: f(x, ")")', "my=MY"]),
        ('check("20.2", f)\nprint()', "", []),
        ('x = check("20.2", f)', "", []),
        ("check(f)", "", []),
        ("check(20.2, f)", "", []),
        ('progress("20")', "", []),
        ("%time", "", []),
    ],
)
def test_a_checks_cell_is_recognised_and_its_arguments_are_kept(source, number, given):
    assert (tasks.checked(source), tasks.arguments(source)) == (number, given)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("x = ...\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "x = ...\n# your code here"),
        ("def f():\n    ### BEGIN SOLUTION\n    1\n    ### END SOLUTION\n", "def f():\n    # your code here\n"),
        ("### BEGIN SOLUTION\nx = 1", None),
        ("### END SOLUTION\nx = 1\n### BEGIN SOLUTION", None),
        ("x = 1  ### BEGIN SOLUTION\n### END SOLUTION", None),
    ],
)
def test_a_region_becomes_one_line(source, seen):
    if seen is None:
        with pytest.raises(ValueError, match="it needs one line"):
            region(source)
    else:
        assert region(source).stubbed() == seen


# --- release ---------------------------------------------------------------------------------------------


def test_a_second_release_changes_nothing_and_the_first_leaves_no_trace(root, exercise):
    before = exercise.read_bytes()
    assert release.release(root) == []
    assert exercise.read_bytes() == before
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.parts[-1] not in {"course", "build"}}
    assert not [name for name in names if "gradebook" in name or name.endswith((".part", ".db", ".log"))]
    assert (root / "solutions" / "README.md").read_text(encoding="utf-8") == "For the lecturer.\n"
    assert not (root / "exercises" / "README.md").exists()


def test_the_release_does_not_read_anybodys_nbgrader_configuration(root, exercise, monkeypatch):
    before = exercise.read_bytes()
    for folder in (root, root / "solutions"):
        (folder / "nbgrader_config.py").write_text("get_config().ClearSolutions.code_stub = {}", encoding="utf-8")
    monkeypatch.chdir(root)
    release.release(root)
    assert exercise.read_bytes() == before


def test_other_files_stay_and_an_exercise_without_a_solution_goes(root, exercise):
    note = exercise.parent / "my notes.txt"
    note.write_text("mine", encoding="utf-8")
    for name in ("ex19_gone", "ex18_gone"):
        files.write(files.read(exercise), places.notebook(root / "exercises", name))
    (root / "exercises" / "ex18_gone" / "notes.txt").write_text("mine", encoding="utf-8")
    gone = [places.notebook(root / "exercises", name) for name in ("ex18_gone", "ex19_gone")]
    assert release.release(root, "20") == []
    assert all(path.exists() for path in gone)
    assert sorted(release.release(root)) == gone
    assert note.exists() and not gone[1].parent.exists()
    assert [path.name for path in gone[0].parent.iterdir()] == ["notes.txt"]


def test_when_nbgrader_refuses_one_exercise_all_stay_as_they_were(root, solution, exercise, capfd):
    before = exercise.read_bytes()
    nb = files.read(solution)
    nb.cells[0].source = nb.cells[0].source.replace("An example", "A new example")
    files.write(nb, solution)
    cell_with(nb, "def times").source += "\n### BEGIN SOLUTION"
    files.write(nb, places.notebook(root / "solutions", "ex21_bad"))
    with pytest.raises(SystemExit, match="ex21_bad: nbgrader could not release it.*no end solution statement"):
        release.release(root)
    assert exercise.read_bytes() == before
    assert [path.name for path in (root / "exercises").iterdir()] == [NAME]
    assert capfd.readouterr() == ("", "")
    assert release.release(root, "20") == [exercise]
    assert exercise.read_bytes() != before


def test_a_new_address_reaches_solutions_and_exercises_alike(root, solution, exercise):
    edit(root / "pyproject.toml", "somebody/some-course", "new/home")
    assert {solution, exercise} <= set(badges.write_all(root))
    assert badges.write_all(root) == []
    assert "somebody" not in solution.read_text(encoding="utf-8") + exercise.read_text(encoding="utf-8")
    assert release.release(root) == []


# --- variants --------------------------------------------------------------------------------------------


def test_a_variant_differs_in_the_name_and_the_badge_alone(root, exercise):
    [path] = variant.write(["Zoë van der Berg"], root)
    assert path == root / "variants" / "Zoë van der Berg" / NAME / f"{NAME}.ipynb"
    changed = [
        (old.source, new.source)
        for old, new in zip(files.read(exercise).cells, files.read(path).cells, strict=True)
        if old.source != new.source or old.metadata != new.metadata
    ]
    (first, badgeless), (empty, named) = changed
    assert badges.BADGE.sub("", first).replace("\n\n\n", "\n\n") != first != badgeless and "Colab" not in badgeless
    assert named == empty.replace('STUDENT = ""', 'STUDENT = "Zoë van der Berg"') != empty


def test_the_solved_variant_lies_apart_from_what_is_handed_out(root):
    [handed_out], [solved] = variant.write(["Ada"], root), variant.write(["Ada"], root, solved=True)
    assert solved == root / "variants" / "_solved" / "Ada" / NAME / f"{NAME}.ipynb"
    assert "BEGIN SOLUTION" in solved.read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in handed_out.read_text(encoding="utf-8")
    assert 'STUDENT = \\"Ada\\"' in solved.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *[("", "it is empty"), ("  ", "it is empty")],
        *[(name, "a folder's name") for name in ("../x", "a/b", "a\\b", "C:", "a\0b", 'a"b', "O'Brien", "a*", "a|b")],
        *[(name, "a folder's name") for name in ("..", ".hidden", "_solved", "-rf", "Ada.")],
        *[(name, "a device") for name in ("con", "NUL", "com1.txt")],
        ("a" * 61, "more than 60 characters"),
    ],
)
def test_a_bad_name_is_refused_with_one_sentence(name, said):
    with pytest.raises(SystemExit) as problem:
        variant.names(["Ada", name])
    text = str(problem.value)
    assert said in text and text.endswith(".") and "\n" not in text


def test_names_come_from_the_command_line_and_from_a_file(tmp_path):
    listed = tmp_path / "names.txt"
    listed.write_bytes("\ufeffAda  Lovelace\r\n\r\n 王芳 \r\n".encode())
    assert variant.names(["Bo"], listed) == ["Bo", "Ada Lovelace", "王芳"]
    with pytest.raises(SystemExit, match="twice, so their versions would be one: ADA lovelace, Ada Lovelace"):
        variant.names(["ADA lovelace"], listed)
    with pytest.raises(SystemExit, match="Name at least one student"):
        variant.names([])
    with pytest.raises(SystemExit, match="cannot be read"):
        variant.names([], tmp_path / "missing.txt")
    listed.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SystemExit, match="cannot be read as UTF-8"):
        variant.names([], listed)


def test_an_exercise_without_the_parameter_is_a_sentence(root, exercise):
    nb = files.read(exercise)
    cell_with(nb, "STUDENT =").metadata.tags = []
    files.write(nb, exercise)
    with pytest.raises(SystemExit, match="one cell tagged parameters"):
        variant.write(["Ada"], root)


# --- the command line --------------------------------------------------------------------------------------


@pytest.fixture
def here(root, monkeypatch):
    """The command line works on the small checkout."""
    monkeypatch.setattr(files, "ROOT", root)
    wanted = (places.texts, places.solutions, places.exercises, release.release, variant.write)
    for function in (*wanted, files.repository, rules.check_all):
        defaults = tuple(root if value == example_exercise.ROOT else value for value in function.__defaults__)
        monkeypatch.setattr(function, "__defaults__", defaults)
    return root


def test_the_verbs_work_one_after_the_other(here, capsys):
    path = f"solutions/{NAME}/{NAME}.ipynb"
    assert main(["text"]) == main(["build", "--only", "20"]) == main(["release"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"build/text/{NAME}.py", path, "0 exercises changed"]
    edit(here / "build" / "text" / f"{NAME}.py", "Which sum would", "Obviously, which sum would")
    assert main(["build"]) == 0
    assert capsys.readouterr().out.splitlines() == [path, "  cell 19: leave out 'obviously'. [plain_words]"]
    assert main(["lint"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 problems"
    (here / "names.txt").write_text("Cy\n", encoding="utf-8")
    assert main(["variant", "--student", "Ada L", "Bo", "--students", str(here / "names.txt"), "--only", "ex20"]) == 0
    lines = [f"variants/{name}/{NAME}/{NAME}.ipynb" for name in ("Ada L", "Bo", "Cy")]
    assert capsys.readouterr().out.splitlines() == lines


def test_one_bad_text_does_not_keep_the_others_from_being_built(here, text, capsys):
    bad = text.with_name("ex19_bad.py")
    bad.write_text(text.read_text(encoding="utf-8").replace('check("20.3", add)', "pass"), encoding="utf-8")
    assert main(["build"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("ex19_bad.py: task 20.3") and said[1] == f"solutions/{NAME}/{NAME}.ipynb"


def test_an_unknown_exercise_is_a_sentence(here):
    with pytest.raises(SystemExit, match=f"No exercise in solutions/ starts with '77'; there are: {NAME}"):
        main(["text", "--only", "77"])
