"""The command from end to end with odd hand-ins, in an odd place; stopped, killed and started again."""

from __future__ import annotations

import base64
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import example_class
import nbformat
import pytest
from example_class import ALL, NAME, TASKS
from nbformat.v4 import new_code_cell

from tools.exercises import release
from tools.grading import chain, export, jobs, notes, page, walls
from tools.grading.mend import put_back

ROOT = Path(__file__).resolve().parents[3]
KILLS = int(os.environ.get("COURSE_KILLS", "1"))  # how often the run is killed; more than one takes minutes
DOT = base64.b64encode(bytes.fromhex("89504e470d0a1a0a")).decode()
pytestmark = pytest.mark.timeout(1500)


def villain(p):
    """Everything that would do harm outside of the notebook, and right answers."""
    p.answer()
    p.nb.cells[1].source = "STUDENT = '=HYPERLINK(\"http://x\")'"
    shown = (
        "from IPython.display import HTML, Javascript, SVG, display\n"
        "display(HTML('<script>alert(1)</script><iframe src=x></iframe><b onclick=alert(2)>bold</b>'))\n"
        "display(Javascript('alert(3)')); display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))\n"
        "display({'text/html': '<p>isolated</p>'}, raw=True, metadata={'text/html': {'isolated': True}})\n"
        "open('loot.html', 'w').write('<script>alert(4)</script>')\nraise RuntimeError('\\x1b[31m=1+1\\x07 \\u202e')"
    )
    p.after(p.check("00.1"), shown, "from course.checks import exam\nold = exam.grade\nexam.grade = lambda *a: old(*a)")
    text = "![x](attachment:x.png) <meta http-equiv=refresh content=0> <script>alert(5)</script>"
    p.nb.cells.append(nbformat.v4.new_markdown_cell(text, attachments={"x.png": {"image/png": DOT}}))


def without_setup(p):
    p.answer()
    p.nb.cells[:] = [cell for cell in p.nb.cells if "nbgrader" in cell.metadata]


def make(folder: Path, students: dict) -> tuple[Path, Path]:
    """A course folder with the short exercise, and a folder of submissions."""
    course, stage, work = folder / "course [1] {2}", folder / "stage", folder / "in"
    path = course / "solutions" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    source = example_class.solution()
    nbformat.write(source, path)
    shutil.copytree(course / "solutions", stage / "solutions")
    release.assign(stage, NAME)
    released = nbformat.read(stage / "exercises" / NAME / f"{NAME}.ipynb", as_version=4)
    for name, spoil in students.items():
        p = example_class.page(source, released)
        spoil(p)
        (work / name).mkdir(parents=True)
        (work / name / f"{NAME}.ipynb").write_bytes(p.bytes())
    return course, work


def command(course: Path, *words: str) -> list[str]:
    told = [sys.executable, "-m", "tools.grading", NAME, "--course", str(course), "--jobs", "2", "--cell-seconds", "20"]
    return [*told, "--no-rehearsal", *words]


def grade(course: Path, *words: str) -> subprocess.CompletedProcess:
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(command(course, *words), cwd=ROOT, env=env, capture_output=True, text=True, errors="replace")


def table(course: Path) -> dict[str, dict[str, str]]:
    return {row["student"]: row for row in export.read(course / f"grades_{NAME}.csv")}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    students = {"मीना": lambda p: p.answer(), "villain": villain, "no_setup": without_setup}
    course, work = make(tmp_path_factory.mktemp("odd"), students)
    (work / "मुनी").mkdir()
    (work / "मुनी" / f"{NAME}.ipynb").write_bytes(b"")
    return course, grade(course, "--submissions", str(work))


def test_a_class_of_odd_ones(odd, record_property):
    course, done = odd
    rows = table(course)
    record_property("report", ("odd hand-ins in an odd place", done.stdout))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("NO WALLS (" if walls.missing() else "Walls: ")
    assert {unicodedata.normalize("NFC", name) for name in rows} == {"मीना", "मुनी", "villain", "no_setup"}
    for name, marks in (("मीना", ALL), ("मुनी", (0, 0, 0, 0)), ("no_setup", ALL), ("villain", ALL)):
        assert [float(rows[name][task]) for task in TASKS] == list(marks), rows[name]
    assert "is empty" in rows["मुनी"]["notes"] and "MY had been deleted; it was put back" in rows["no_setup"]["notes"]


def test_what_comes_out_is_safe(odd):
    course, done = odd
    row = table(course)["villain"]
    assert row["version"].startswith("'=HYPERLINK") and not any(value.startswith("=") for value in row.values())
    assert "\x1b" not in done.stdout and "\x07" not in row["notes"] and "\u202e" not in done.stdout
    assert "the checker was changed in this notebook: course.checks.exam.grade" in row["notes"]
    files = [path for path in (course / "feedback").rglob("*") if path.is_file()]
    assert len(files) == 4 and all(path.suffix == ".html" for path in files)
    html = (course / "feedback" / "villain" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert not any(f"<{tag}" in html.lower() for tag in ("script", "iframe", "svg")) and html.count("<meta") == 2
    assert "default-src 'none'; img-src data:" in html and DOT in html and "bold" in html


def test_a_lost_gradebook_is_said_loudly(odd, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(odd[0], course)
    rows = chain.export(chain.Course(course, NAME), ["मीना", "nobody"], {"nobody": "it was killed"})
    said = {row["student"]: row["notes"] for row in rows}
    assert said["nobody"] == "NOT GRADED: it was killed" and "NOT" not in said["मीना"]
    (course / "gradebook.db").unlink()
    (row,) = chain.export(chain.Course(course, NAME), ["मीना"], {})
    assert row["notes"] == "NOT GRADED: the gradebook has lost its row" and row["00.1"] == ""


def test_a_changed_gradebook_is_said_loudly(odd, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(odd[0], course)
    record = next((course / "done" / NAME).glob("villain.json"))
    facts = json.loads(record.read_text())
    record.write_text(json.dumps({**facts, "marks": {**facts["marks"], "check-00-1": 0.5}}))
    row = next(row for row in chain.export(chain.Course(course, NAME), [], {}) if row["student"] == "villain")
    assert "NOT CERTAIN" not in row["notes"]
    rows = chain.export(chain.Course(course, NAME), ["villain"], {})
    assert any("NOT CERTAIN: the gradebook has other marks" in row["notes"] for row in rows)


@pytest.mark.skipif(os.name != "posix", reason="no such signals on Windows")
def test_stopped_and_killed_at_any_moment_it_goes_on(tmp_path):
    """Ctrl-C when somebody has been graded; then killed in a row, each time with all to do; then left alone."""
    course, work = make(tmp_path, {name: lambda p: p.answer() for name in ("ada", "bob")})
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    told, chance = command(course, "--submissions", str(work), "--jobs", "1"), random.Random(KILLS)
    with subprocess.Popen(
        told, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stderr
        start = time.monotonic()
        next(line for line in process.stdout if line.startswith("[1/2]"))
        length = time.monotonic() - start
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
        assert process.wait() == 130 and "Stopped by you. The same command goes on" in process.stderr.read()
        assert "1 of 2 graded" in said and "NOT GRADED: its turn has not come" in said
    for _ in range(KILLS):
        if KILLS > 1:
            shutil.rmtree(course / "done", ignore_errors=True)
        with subprocess.Popen(told, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.5, 1.3 * length))
            process.kill()
    done = grade(course, "--submissions", str(work))
    assert done.returncode == 0, done.stdout + done.stderr
    assert KILLS > 1 or ": unchanged" in done.stdout
    assert [[float(row[task]) for task in TASKS] for row in table(course).values()] == [list(ALL), list(ALL)]
    assert [row["notes"] for row in table(course).values()] == ["", ""]


def test_a_full_disk_and_the_time_end_in_a_sentence(odd, tmp_path, monkeypatch, capsys):
    from tools.grading.__main__ import main

    course = tmp_path / "course"
    shutil.copytree(odd[0], course)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "gradebook.db")

    monkeypatch.setattr(jobs, "run", full)
    assert main([NAME, "--course", str(course), "--no-rehearsal"]) == 1
    said = capsys.readouterr()
    assert "The disk is full (gradebook.db): make room" in said.err and "villain" in said.out
    monkeypatch.undo()
    assert main([NAME, "--course", str(course), "--no-rehearsal", "--minutes", "0.0001", "--again"]) == 130
    assert "The time for this run is over" in capsys.readouterr().err


def test_what_changes_during_a_run_is_named(odd, tmp_path, monkeypatch, capsys):
    """Where no walls stand, a submission may write where it likes: it is seen."""
    from tools.grading.__main__ import main

    course = tmp_path / "course"
    shutil.copytree(odd[0], course)

    def harm(*_):
        (course / "submitted" / "no_setup" / NAME / f"{NAME}.ipynb").write_text("{}")
        return {}

    monkeypatch.setattr(jobs, "run", harm)
    assert main([NAME, "--course", str(course), "--no-rehearsal"]) == 1
    assert f"CHANGED during this run, by a submission or by you: submitted/no_setup/{NAME}" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="no pipes with names on Windows")
def test_the_deadline_stands_above_everything(odd, tmp_path, monkeypatch):
    """Here above a process that waits for ever, long before a notebook's own limits could count."""
    shutil.copytree(odd[0], tmp_path / "course")
    course = chain.Course(tmp_path / "course", NAME, 20)
    chain.prepare(course)
    path = course.folder / "submitted" / "villain" / NAME / f"{NAME}.ipynb"
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(jobs, "LONGEST", 12.0 - course.config().Patient.total_timeout)
    said = []
    failed = jobs.run(course, ["villain", "no_setup"], 1, set(), float("inf"), said.append)
    assert failed == {"villain": "it had not ended after 12 seconds"}
    assert said == ["[1/2] villain: NOT GRADED, it had not ended after 12 seconds", "[2/2] no_setup: unchanged"]


# --- parts ------------------------------------------------------------------------------------------------


def test_put_back_only_what_is_missed():
    author = [new_code_cell(source) for source in ("import math", "STUDENT = ''", "MY = f(STUDENT)", "ax = g(MY)")]
    graded = new_code_cell("check(math.pi, MY)", metadata={"nbgrader": {"grade_id": "check-1"}})
    nb = nbformat.v4.new_notebook(cells=[graded])
    put_back(nb, [*author, graded])
    assert [cell.source for cell in nb.cells] == ["import math", "STUDENT = ''", "MY = f(STUDENT)", graded.source]
    assert notes.text(nb).count("put back") == 3
    kept = nbformat.v4.new_notebook(cells=[new_code_cell("import math as m; MY = 3"), new_code_cell("%magic math")])
    put_back(kept, author)
    assert len(kept.cells) == 2  # what a student wrote in its place counts


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("-2", "-2"), ("+1.5", "+1.5"), ("-x", "'-x"), ("@a", "'@a"), ("a\x1b[31mb\x07\u202e", "ab"),
     ("\ud800", "?"), ("a\nb\tc", "a b c"), ("\t=1", "'=1")],
)  # fmt: skip
def test_cells_of_the_table_are_harmless(text, cell):
    assert export.safe(text) == cell


def test_pages_hold_no_active_elements():
    text = "a < b <SCRIPT>x</script > <b>bold</b> </ iframe> <meta\n> <scripture> <details>"
    found = page.harmless(text)
    assert found == "a < b &lt;SCRIPT>x&lt;/script > <b>bold</b> &lt;/ iframe> &lt;meta\n> <scripture> <details>"
