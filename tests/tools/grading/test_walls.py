"""What strangers hand in reaches nothing but its own mark: each escape is a cell that is run behind the walls."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import escapes
import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tools.grading import notes, seal, walls
from tools.grading.execute import Patient
from tools.pages import sandbox

ROOT = Path(__file__).resolve().parents[3]
STAND = not walls.missing()
NAPS = f"3{os.getpid()}.25"  # how long the daemons sleep: by this they are found again
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A lecturer's machine: marks, work and secrets, and somebody who listens."""
    course, home = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("home")
    for name in ("solutions/ex00/ex00.ipynb", "submitted/ada/ex00/ex00.ipynb", "jupyter/kernels/python3/kernel.json"):
        path = course / name
        path.parent.mkdir(parents=True)
        path.write_text('{"cells": "BEGIN SOLUTION"}')
    with sqlite3.connect(course / "gradebook.db") as book:
        book.execute("CREATE TABLE student (email)")
    (home / "secret.txt").write_text("secret")
    site = tmp_path_factory.mktemp("site")
    server, name = socket.create_server(("127.0.0.1", 0)), f"course-{os.getpid()}"
    quiet = socket.socket(socket.AF_UNIX) if sys.platform.startswith("linux") else None
    if quiet:
        quiet.bind(f"\0{name}")
        quiet.listen()
    yield {
        "solution": str(course / "solutions/ex00/ex00.ipynb"), "submitted": str(course / "submitted/*/*/*.ipynb"),
        "gradebook": str(course / "gradebook.db"), "folder": str(course), "home": str(home / "secret.txt"),
        "course": str(ROOT / "course"), "root": str(ROOT), "site": str(site), "tmp": str(site / "tmp.txt"),
        "naps": NAPS, "worker": "pytest", "port": str(server.getsockname()[1]), "abstract": name,
    }  # fmt: skip
    server.close()
    if quiet:
        quiet.close()


def run(cells, monkeypatch, tmp_path, **settings):
    """The outputs of cells, each as one text, and the notebook."""
    monkeypatch.setenv("SECRET_OF_THE_LECTURER", "x")
    nb = new_notebook(cells=[new_code_cell(source) for source in cells])
    Patient(**{"timeout": 30, "iopub_timeout": 30, "memory_mb": 1500, "files_mb": 64, **settings}).preprocess(
        nb, {"metadata": {"path": str(tmp_path)}}
    )
    texts = ["".join(out.get("text", out.get("evalue", "")) for out in cell.get("outputs", [])) for cell in nb.cells]
    return texts, nb


def sleepers():
    found = []
    for one in psutil.process_iter(["cmdline"]):
        if NAPS in (one.info["cmdline"] or []):
            found.append(one)
    return found


def test_the_first_lines_say_what_stands(monkeypatch):
    said = " ".join(walls.around(walls.Spec([])))
    assert said.startswith("Walls: each submission runs alone, without network" if STAND else "NO WALLS (")
    monkeypatch.setenv("COURSE_NO_WALLS", "1")
    walls.missing.cache_clear()
    try:
        said = " ".join(walls.around(walls.Spec([])))
        assert said.startswith("NO WALLS (COURSE_NO_WALLS is set)") and "container or a throw-away account" in said
    finally:
        monkeypatch.undo()
        walls.missing.cache_clear()


@pytest.mark.skipif(not STAND, reason=f"no walls here: {walls.missing()}")
def test_no_escape_reaches_anything(places, monkeypatch, tmp_path, record_property):
    watched = [Path(places["folder"]), Path(places["site"]), Path(places["home"]).parent, ROOT / "course"]
    before = [sandbox.fingerprint(folder) for folder in watched]
    names = [one.name for one in escapes.ESCAPES]
    texts, _ = run([one.cell(places) for one in escapes.ESCAPES], monkeypatch, tmp_path)
    said = dict(zip(names, texts, strict=True))
    lines = [f"{name:25} {text.strip()[:60]}" for name, text in said.items()]
    record_property("report", (f"{len(names)} escapes, and what each got", "\n".join(lines)))
    assert [name for name, text in said.items() if "REACHED" in text] == []
    assert [sandbox.fingerprint(folder) for folder in watched] == before
    assert not (ROOT / "sitecustomize.py").exists() and sleepers() == [] and list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not STAND, reason=f"no walls here: {walls.missing()}")
def test_behind_walls_there_is_what_an_exercise_needs(monkeypatch, tmp_path):
    cells = ["import os; print(os.getcwd(), os.environ['HOME'], sorted(os.listdir('.')))",
             "open('mine.txt', 'w').write('x' * 10**6); print(os.path.getsize('mine.txt'))",
             "import course; open(os.path.dirname(course.__file__) + '/x', 'w')",
             "import multiprocessing as m\np = m.get_context('fork').Process(target=print, args=(1,))\n"
             "p.start(); p.join(); print(p.exitcode)",
             "import tempfile; print(tempfile.gettempdir())"]  # fmt: skip
    texts, _ = run(cells, monkeypatch, tmp_path)
    assert texts[0] == "/submission/home/work /submission/home []\n" and texts[1] == "1000000\n"
    assert "Read-only file system" in texts[2] and texts[3].endswith("0\n") and texts[4] == "/tmp\n"


def test_without_walls_a_submission_has_its_own_folders_and_nothing_lives_on(places, monkeypatch, tmp_path):
    monkeypatch.setattr(walls, "missing", lambda: "for a test")
    ours = [one for one in escapes.ESCAPES if one.name in {"daemon", "daemon_closes_all", "read_environment"}]
    ours = ours if hasattr(os, "fork") else ours[:1]
    cells = [*(one.cell(places) for one in ours), "import os; print(os.getcwd(), os.path.expanduser('~'))"]
    texts, _ = run(cells, monkeypatch, tmp_path)
    assert not any("REACHED" in text for text in texts)
    work, home = texts[-1].split()
    assert str(tmp_path) != work and home != str(Path.home()) and not Path(home).exists()
    for _ in range(20):
        if not sleepers():
            break
        time.sleep(0.1)
    assert sleepers() == []


def test_a_kernel_ends_with_whoever_grades(tmp_path):
    """Killed from outside, even by the one signal that nobody can answer."""
    code = (
        "from tools.grading.execute import Patient; from nbformat.v4 import *; Patient().preprocess(new_notebook(cells="
        f"[new_code_cell('import os; os.system(\"sleep {NAPS}\")')]), {{'metadata': {{'path': '.'}}}})"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})
    end = time.monotonic() + 60
    while not sleepers() and time.monotonic() < end:
        time.sleep(0.1)
    assert sleepers()
    process.kill()
    process.wait()
    end = time.monotonic() + (5 if STAND else 30)
    while sleepers() and time.monotonic() < end:
        time.sleep(0.1)
    left = sleepers()
    for one in left:
        one.kill()
    assert not left or not STAND


ACTS = {  # what a notebook does -> what the note names
    "from course.checks import exam; exam.SECONDS = 9.0": "",
    "import course.checks; course.checks.grade = lambda *a, **k: k['points']": "course.checks.grade",
    "from course.checks import exam; exam.examine = lambda *a, **k: 1": "course.checks.exam.examine",
    "from course.checks.report import Report; Report.points = property(lambda self: 1)": "Report",
    "import os; os.environ['COURSE_GRADE_SEED'] = '0'": "COURSE_GRADE_SEED was changed",
}


def test_a_changed_checker_is_noticed():
    told = (
        f"ASK, ACTS = {seal.ASK!r}, {list(ACTS)!r}\nimport course.checks, json\nexec(ASK)\nfound = [_sealed]\n"
        "for act in ACTS:\n    exec(act)\n    exec(ASK)\n    found.append(_sealed)\nprint(json.dumps(found))"
    )
    env = {name: value for name, value in os.environ.items() if name != "COURSE_GRADE_SEED"}
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    seals = [json.loads(one) for one in json.loads(done.stdout.splitlines()[-1])]
    for (act, name), before, after in zip(ACTS.items(), seals, seals[1:], strict=False):
        said = seal.broken(before, after)
        assert name in said and bool(name) == bool(said), act
    assert seal.broken(seals[0], {}) == "the checker could not be looked at"


def test_notes_on_whose_version_it_is(tmp_path, monkeypatch):
    nb = new_notebook(cells=[new_code_cell('STUDENT = "Ada"'), new_code_cell("class MY: _student = 'Bob'"),
                             new_code_cell("1")])  # fmt: skip
    facts = {"grade": True, "solution": False, "locked": True, "task": False}
    nb.cells[2].metadata["nbgrader"] = {"grade_id": "check-00-1", "points": 1, "schema_version": 3, **facts}
    Patient().preprocess(nb, {"metadata": {"path": str(tmp_path)}})
    assert "STUDENT says 'Ada', but MY is the version of 'Bob'" in notes.text(nb)
    nbformat.validate(nb)
