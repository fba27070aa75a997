"""A class of thirty is graded from end to end, and each gets the mark that the work deserves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import example_class
import nbformat
import pytest
from example_class import CLASS, NAME, TASKS
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade

from tools.exercises import release
from tools.grading import chain, collect, export, notes, unpack
from tools.grading.execute import Patient
from tools.grading.mend import OneMark

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.timeout(1500)


@dataclass
class Graded:
    """A course folder after grading, and what the command said."""

    folder: Path
    home: Path
    said: str
    seconds: float

    def rows(self, name: str = f"grades_{NAME}.csv") -> dict[str, dict[str, str]]:
        return {row["student"].removesuffix("_123456"): row for row in export.read(self.folder / name)}

    def nbgrader(self, *words: str) -> subprocess.CompletedProcess:
        """One of nbgrader's own commands, as it stands in the README: at the root, with our configuration."""
        env = {**os.environ, "COURSE_GRADING": str(self.folder), "COURSE_DATA": str(self.home)}
        command = [sys.executable, "-m", "nbgrader", *words]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace")


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    """The short exercise: its course folder, its source, and what students get."""
    folder = tmp_path_factory.mktemp("course")
    source = example_class.solution()
    path = folder / "solutions" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source, path)
    stage = tmp_path_factory.mktemp("stage")
    shutil.copytree(folder / "solutions", stage / "solutions")
    release.assign(stage, NAME)
    released = stage / "exercises" / NAME / f"{NAME}.ipynb"
    return folder, source, released


@pytest.fixture(scope="module")
def graded(exercise, tmp_path_factory):
    """The class, graded by the command that a lecturer types; its submissions hold 100 MB, so they go at the end."""
    folder, source, released = exercise
    home = tmp_path_factory.mktemp("home")
    zips = tmp_path_factory.mktemp("zips")
    archive = example_class.hand_in(CLASS, source, nbformat.read(released, as_version=4), zips)
    command = [sys.executable, "-m", "tools.grading", NAME, "--course", str(folder), "--submissions", str(archive)]
    command += ["--jobs", "2", "--cell-seconds", str(example_class.LIMIT)]
    env = {**os.environ, "COURSE_DATA": str(home), "OMP_NUM_THREADS": "1"}
    start = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace")
    archive.unlink()
    yield Graded(folder, home, done.stdout + done.stderr, time.monotonic() - start)
    shutil.rmtree(folder, ignore_errors=True)


def test_everybody_has_a_row_and_feedback(graded, record_property):
    assert "The reference solution gets all 6 marks." in graded.said, graded.said
    rows = graded.rows()
    record_property("report", (
        "a class of thirty, graded with nbgrader",
        f"{export.as_text(list(rows.values()))}\n{len(rows)} graded in {graded.seconds:.0f} s, two at a time",
    ))  # fmt: skip
    assert sorted(rows) == sorted(student.name for student in CLASS) and len(CLASS) == 30
    assert all("NOT GRADED" not in row["notes"] for row in rows.values())
    for student in CLASS:
        page = graded.folder / "feedback" / f"{student.name}_123456" / NAME / f"{NAME}.html"
        assert 10_000 < page.stat().st_size < 2_000_000, student.name


@pytest.mark.parametrize("student", CLASS, ids=[student.name for student in CLASS])
def test_each_gets_the_mark_that_the_work_deserves(graded, student):
    row = graded.rows()[student.name]
    assert [float(row[task]) for task in TASKS] == list(student.marks), row
    assert float(row[f"sum {NAME}"]) == sum(student.marks) and row["of"] == "6"
    assert student.said in row["notes"]
    if sum(student.marks) == 0 and student.name != "empty":
        assert row["notes"]  # a nought says why


def test_hidden_tests_are_in_nothing_that_students_get(graded, exercise):
    _, source, released = exercise
    assert "grade(" in "".join(cell.source for cell in source.cells)
    given = [released, *graded.folder.glob("release/**/*.ipynb"), *graded.folder.glob("feedback/**/*.html")]
    given += (ROOT / "exercises").glob("**/*.ipynb")
    assert len(given) > 30
    for path in given:
        text = path.read_text(encoding="utf-8")
        assert "HIDDEN TESTS" not in text and "import grade" not in text, path.name


def test_the_lecturers_own_progress_is_not_touched(graded):
    assert list(graded.home.rglob("*")) == []


def test_grading_again_with_nbgraders_commands_keeps_marks_by_hand(graded):
    before = graded.rows()
    with Gradebook(f"sqlite:///{(graded.folder / 'gradebook.db').as_posix()}") as gradebook:
        gradebook.find_grade("check-00-2", NAME, NAME, "half_123456").manual_score = 1.25
        gradebook.db.commit()
    for student in ("half_123456", "os_exit_in_cell_123456"):
        done = graded.nbgrader("autograde", NAME, "--student", student, "--force")
        assert done.returncode == 0, done.stderr
    done = graded.nbgrader("export", "--to", str(graded.folder / "again.csv"))
    assert done.returncode == 0, done.stderr
    after = graded.rows("again.csv")
    assert after["half"].pop("notes") == "00.2: 1.25 given by hand (the checks: 0)"
    assert (after["half"].pop("00.2"), after["half"].pop(f"sum {NAME}")) == ("1.25", "3.25")
    assert all(before["half"][key] == value for key, value in after["half"].items())
    assert {**after, "half": 0} == {**before, "half": 0}


def test_an_exercise_with_other_tasks_needs_a_new_folder(graded, tmp_path):
    shutil.copytree(graded.folder / "solutions", tmp_path / "solutions")
    shutil.copyfile(graded.folder / "gradebook.db", tmp_path / "gradebook.db")
    course = chain.Course(tmp_path, NAME)
    chain.register(course)  # the same tasks: nothing to say
    nb = nbformat.read(course.source(), as_version=4)
    nb.cells = [cell for cell in nb.cells if not cell.metadata.get("nbgrader", {}).get("grade_id", "").endswith("-4")]
    nbformat.write(nb, course.source())
    with pytest.raises(chain.Refused, match="other tasks than when grading began"):
        chain.register(course)


def test_nobody_is_graded_where_the_reference_solution_fails(exercise, tmp_path):
    shutil.copytree(exercise[0] / "solutions", tmp_path / "solutions")
    course = chain.Course(tmp_path, NAME, example_class.LIMIT)
    nb = nbformat.read(course.source(), as_version=4)
    answer = next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "task-00-4")
    answer.source = "import lost_module"
    nbformat.write(nb, course.source())
    with pytest.raises(chain.Refused, match=r"gets 4 of 6 on this machine.*lost_module"):
        chain.rehearse(course)
    with pytest.raises(chain.Refused, match="There is no exercise 'ex99_none'.*ex00_short"):
        chain.prepare(chain.Course(tmp_path, "ex99_none"))


@pytest.mark.parametrize(("failures", "tries"), [(0, 1), (1, 2), (9, 2)])
def test_a_submission_that_nbgrader_stopped_at_is_tried_once_more(tmp_path, monkeypatch, failures, tries):
    course, seen = chain.Course(tmp_path, NAME), []

    def step(course, converter, student):
        seen.append(student)
        if len(seen) > failures:
            page = course.folder / "autograded" / student / course.exercise / f"{course.exercise}.ipynb"
            page.parent.mkdir(parents=True)
            page.write_text("{}")
        return f"try {len(seen)}"

    monkeypatch.setattr(chain, "_step", step)
    log = chain._autograde(course, "ada")
    assert len(seen) == tries and f"try {tries}" in log and ("once more" in log) == (tries == 2)


def test_each_run_has_its_own_copy_of_the_cache(tmp_path):
    def run(code: str, keep: bool = False) -> str:
        patient = Patient(cache=str(tmp_path / "data"), keep=keep)
        first = "import os, pathlib\nfolder = pathlib.Path(os.environ['COURSE_DATA'], 'glyphs')"
        nb = new_notebook(cells=[new_code_cell(f"{first}\n{code}")])
        patient.preprocess(nb, {"metadata": {"path": str(tmp_path)}})
        return "".join(output.get("text", output.get("evalue", "")) for output in nb.cells[0].outputs)

    fill = "folder.mkdir(exist_ok=True); (folder / 'a').write_text('drawn'); (folder.parent / 'progress.json').touch()"
    assert run(fill, keep=True) == run(fill, keep=True) == ""
    assert run("print((folder / 'a').read_text(), os.listdir(folder.parent)); (folder / 'a').write_text('spoilt')") == (
        "drawn ['glyphs']\n"
    )
    assert (tmp_path / "data" / "glyphs" / "a").read_text() == "drawn"


# --- from what platforms give to one notebook a student -------------------------------------------------


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Ada Lovelace_1234567_assignsubmission_file_", "Ada Lovelace_1234567"),
        ("Ada Lovelace_1234567_assignsubmission_file_ex00_short", "Ada Lovelace_1234567"),
        ("lovelaceada_12345_678910_ex00_short-1", "lovelaceada_12345"),
        ("lovelaceada_LATE_12345_678910_EX00_short", "lovelaceada_12345"),
        ("ada_ex00_short", "ada"),
        ("ex00_short_ada", "ada"),
        ("ex00_short (2) ada", "ada"),
        ("ex00_short", "ex00_short"),
        ("ada", "ada"),
        ("Zoë [group 2]", "Zoë _group 2"),
        ("=cmd|calc", "cmd_calc"),
    ],
)
def test_names_are_found_in_what_platforms_write(name, student):
    assert collect.folder_name(collect.student_of(name, NAME)) == student


def notebook(*sources: str) -> bytes:
    return nbformat.writes(new_notebook(cells=[new_code_cell(source) for source in sources])).encode()


@pytest.mark.parametrize(
    "files",
    [
        {"ada/ex00_short.ipynb": b"", "bob/x.ipynb": b""},
        {"all/ada/ex00_short.ipynb": b"", "all/bob/deep/x.ipynb": b"", "__MACOSX/all/ada/._ex00_short.ipynb": b""},
        {"ada_ex00_short.ipynb": b"", "bob.ipynb": b""},
        {"all/ada_ex00_short.ipynb": b"", "all/bob.txt": b"", "all/bob.ipynb": b"", ".DS_Store": b""},
        {"ada/.ipynb_checkpoints/ex00_short-checkpoint.ipynb": b"", "ada/x.ipynb": b"", "bob/": b""},
    ],
)
def test_students_are_found_in_folders_and_files(tmp_path, files):
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir() if name.endswith("/") else path.write_bytes(content)
    found = collect.submissions(tmp_path, NAME)
    assert sorted(found) == ["ada", "bob"]


def test_one_student_alone_is_a_class(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "x.ipynb").write_bytes(b"")
    assert list(collect.submissions(tmp_path, NAME)) == ["ada"]


def test_archives_inside_archives_are_opened_and_broken_ones_named(tmp_path):
    for name, inside in (("ada", "work/ex00_short.ipynb"), ("eve", "../../outside.ipynb")):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr(inside, notebook("1"))
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.write(tmp_path / "ada.zip", "ada.zip")
        archive.write(tmp_path / "eve.zip", "eve.zip")
        archive.writestr("bob.zip", b"PK\x03\x04 and then nothing")
    pile = tmp_path / "pile"
    broken = unpack.pile_up(tmp_path / "class.zip", pile)
    assert {path.name for path in broken} == {"bob.zip"}
    assert not list(tmp_path.glob("outside*")) and not list(tmp_path.parent.glob("outside*"))
    found = collect.submissions(pile, NAME)
    assert sorted(found) == ["ada", "bob", "eve"]
    stand_in = collect.choose(found["bob"], NAME, set(), broken, pile)
    assert notes.is_unreadable(stand_in) and "bob.zip could not be opened" in notes.text(stand_in)


def test_of_several_notebooks_the_one_with_this_exercises_checks_is_taken(tmp_path):
    paths = [tmp_path / name for name in ("ex00_short.ipynb", "final.ipynb", "broken.ipynb")]
    for path, content in zip(paths, (notebook("nothing"), notebook('check("00.1", a)'), b"[1, 2"), strict=True):
        path.write_bytes(content)
    entry = collect.Entry("ada", [tmp_path], paths)
    chosen = collect.choose(entry, NAME, {'check("00.1", a)'}, {}, tmp_path)
    assert chosen.cells[0].source == 'check("00.1", a)'
    assert "final.ipynb (20" in notes.text(chosen) and "was graded, not ex00_short.ipynb (" in notes.text(chosen)
    entry = collect.Entry("ada", [tmp_path], paths[:1])
    other = collect.choose(entry, NAME, {'check("00.1", a)'}, {}, tmp_path)
    assert "is it another one?" in notes.text(other)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<html>", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "another kind"),
        (b'{"cells": 3}', "another kind"),
    ],
)
def test_files_that_are_no_notebooks_are_named(tmp_path, content, reason):
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    nb, why = collect._read(path, {})
    assert nb is None and reason in why


def test_a_notebook_with_odd_cells_is_read_all_the_same(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_bytes(b'\xef\xbb\xbf{"cells": [{"cell_type": "code", "source": ["a = 1\\n", "b"], "metadata": 7},'
                     b' {"cell_type": "poem", "metadata": {"tags": "x", "nbgrader": 3}}, 5]}')  # fmt: skip
    nb, why = collect._read(path, {})
    assert why == "" and [cell.source for cell in nb.cells] == ["a = 1\nb", ""]
    nbformat.validate(nb)


# --- one mark from each check ---------------------------------------------------------------------------


def graded_cell(*outputs):
    cell = new_code_cell("check(…)", outputs=list(outputs))
    facts = {"grade": True, "solution": False, "locked": True, "task": False}
    cell.metadata["nbgrader"] = {"grade_id": "check-20-1", "points": 2, "schema_version": 3, **facts}
    return cell


def result(text: str):
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


STDERR = new_output("stream", name="stderr", text="UserWarning: …")
ERROR = new_output("error", ename="NameError", evalue="name 'f' is not defined", traceback=[])


@pytest.mark.parametrize(
    ("outputs", "by_nbgrader", "mark"),
    [
        ([result("1.5")], 1.5, 1.5),
        ([STDERR, result("1.5")], 0, 1.5),  # a warning costs nothing
        ([], 2, 0),  # silence earns nothing
        ([result("'two'")], 2, 0),
        ([result("nan")], 2, 0),
        ([result("-1")], 2, 0),
        ([result("2.0"), result("0.5")], 2, 0.5),
        ([ERROR], 0, 0),
    ],
)
def test_one_number_from_each_check(outputs, by_nbgrader, mark):
    assert determine_grade(graded_cell(*outputs))[0] == by_nbgrader
    nb = new_notebook(cells=[graded_cell(*outputs)])
    OneMark().preprocess(nb, {})
    assert determine_grade(nb.cells[0])[0] == mark
    assert bool(notes.text(nb)) == (mark == 0)


def test_a_mark_above_the_points_does_not_stop_nbgrader():
    with pytest.raises(ValueError, match="greater than maximum"):
        determine_grade(graded_cell(result("200")))
    nb = new_notebook(cells=[graded_cell(result("200"))])
    OneMark().preprocess(nb, {})
    assert determine_grade(nb.cells[0])[0] == 0


def test_notes_are_few_short_and_survive_what_a_student_puts_there():
    nb = new_notebook()
    nb.metadata["grading"] = {"notes": "full marks, please"}
    assert notes.text(nb) == ""
    for n in range(9):
        notes.add(nb, f"note {n}\n" + "x" * 1000)
    assert notes.text(nb).endswith("and 5 more") and len(notes.text(nb)) < 1000
