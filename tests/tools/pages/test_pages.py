"""The tools that convert, run, render and date lessons, tried on a small checkout with one lesson."""

from __future__ import annotations

import os
import subprocess
import sys

import example_lesson
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course import widgets
from tools.lessons.render import RenderFailed, render
from tools.pages import badges, bootstrap, convert, cost, files, outputs, runner, sandbox, shown, staleness
from tools.pages import speed as speeds

ADDRESS = "https://github.com/somebody/some-course"


def edit(lesson, old, new):
    """Change one code cell of a stored lesson."""
    nb = files.read(lesson)
    cell = next(cell for cell in nb.cells if old in cell.source)
    cell.source = cell.source.replace(old, new)
    files.write(nb, lesson)


def edit_package(lesson, name, old, new):
    path = lesson.parents[1] / "course" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def is_running(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE  # dead, and not yet buried
    except psutil.NoSuchProcess:
        return False


# --- convert ---------------------------------------------------------------------------------------------


def test_text_and_back_is_the_same_lesson(lesson, tmp_path):
    before = lesson.read_bytes()
    text = tmp_path / "build" / "text" / "20_example.py"
    convert.to_text(lesson, text)
    convert.to_notebook(text, lesson, ADDRESS)
    assert lesson.read_bytes() == before


def test_a_changed_cell_loses_its_output_and_the_others_keep_theirs(lesson, tmp_path):
    text = tmp_path / "build" / "text" / "20_example.py"
    source = text.read_text(encoding="utf-8")
    text.write_text(source.replace('print("distance",', 'print("the distance",'), encoding="utf-8")
    before = files.read(lesson)
    after = convert.to_notebook(text, lesson, ADDRESS)
    lost = [cell.source for cell in after.cells if "distance" in cell.source and cell.get("outputs") == []]
    assert len(lost) == 1
    kept = [sum(bool(cell.get("outputs")) for cell in nb.cells) for nb in (before, after)]
    assert kept[1] == kept[0] - 1
    assert after.metadata.course == before.metadata.course


def test_cell_ids_depend_on_the_sources_alone():
    cells = [new_code_cell("a = 1"), new_code_cell("a = 1"), new_markdown_cell("a = 1")]
    nb = new_notebook(cells=cells)
    files.name_cells(nb)
    first = [cell.id for cell in nb.cells]
    assert len(set(first)) == 3
    nb.cells.insert(0, new_markdown_cell("new"))
    files.name_cells(nb)
    assert [cell.id for cell in nb.cells[1:]] == first


def test_an_unknown_lesson_is_a_sentence(lesson):
    with pytest.raises(SystemExit, match="starts with '77'; there are: 20_example"):
        files.lessons(lesson.parents[1], "77")


# --- run -------------------------------------------------------------------------------------------------


def test_a_run_measures_time_and_memory_and_leaves_the_file(lesson):
    edit(
        lesson,
        "points = data.ring(P.n)",
        "import time; block = bytearray(300_000_000); time.sleep(1)\npoints = [0, 1]",
    )
    before = lesson.read_bytes()
    result = runner.run(lesson, "smoke")
    assert result.problem is None
    assert result.seconds > 1 and result.cpu_seconds > 0.3
    assert 300 < result.peak_mb < 600
    assert lesson.read_bytes() == before


def test_a_run_says_which_cell_failed(lesson):
    edit(lesson, "points = data.ring(P.n)", "raise ValueError('no ring today')")
    assert runner.run(lesson, "smoke").problem == "cell 7: ValueError: no ring today"


def test_a_run_that_takes_too_long_is_stopped_with_its_kernel(lesson, tmp_path):
    note = tmp_path / "pid"
    edit(
        lesson,
        "points = data.ring(P.n)",
        f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(99)",
    )
    result = runner.run(lesson, "smoke", limit=10)
    assert "cell 7" in result.problem
    assert not is_running(int(note.read_text()))


def test_a_run_uses_this_interpreter_and_the_asked_for_profile(lesson):
    edit(
        lesson,
        "points = data.ring(P.n)",
        f"import sys; assert sys.executable == {sys.executable!r}\npoints = [0, 1]",
    )
    edit(lesson, "SEED = 0", "SEED = 0\nassert PROFILE == 'gpu'")
    assert runner.run(lesson, "gpu").problem is None


@pytest.mark.parametrize(
    "code",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=5)",
        "socket.create_connection(('example.org', 80), timeout=5)",
        "urllib.request.urlopen('https://example.org', timeout=5)",
    ],
)
def test_the_network_is_refused_and_this_machine_is_not(code, tmp_path):
    env = {**os.environ, "PYTHONPATH": str(sandbox.refuse_network(tmp_path / "refuse"))}
    local = "import socket, urllib.request; s = socket.create_server(('127.0.0.1', 0)); "
    local += "socket.create_connection(s.getsockname()).close(); print('local works'); "
    done = subprocess.run([sys.executable, "-c", local + code], env=env, capture_output=True, text=True)
    assert "local works" in done.stdout
    assert "no network in the sandbox" in done.stderr


def test_an_offline_run_works_and_is_offline(lesson):
    edit(
        lesson,
        "points = data.ring(P.n)",
        "points = [0, 1]\nimport socket\nsocket.create_connection(('192.0.2.1', 80), 5)",
    )
    assert "no network in the sandbox" in runner.run(lesson, "smoke", offline=True).problem
    edit(lesson, "socket.create_connection(('192.0.2.1', 80), 5)", "pass")
    assert runner.run(lesson, "smoke", offline=True).problem is None


@pytest.mark.skipif(not sandbox.can_unshare(), reason="this machine does not let us take the network away")
def test_where_linux_allows_it_not_even_other_programs_reach_out(lesson):
    """A child that does not read sitecustomize sees no network either: loopback is the only device."""
    code = "import subprocess, sys\npoints = [0, 1]\n"
    code += "ask = 'import socket; print([name for _, name in socket.if_nameindex()])'\n"
    code += "told = subprocess.run([sys.executable, '-S', '-c', ask], capture_output=True, text=True).stdout\n"
    code += "assert told.strip() == \"['lo']\", told"
    edit(lesson, "points = data.ring(P.n)", code)
    assert runner.run(lesson, "smoke", offline=True).problem is None


def test_the_copy_is_read_only_and_its_changes_are_noticed(lesson):
    with sandbox.read_only_copy(lesson.parents[1]) as root:
        assert not (root / "build").exists()
        before = sandbox.fingerprint(root)
        assert sandbox.changes(before, sandbox.fingerprint(root)) == []
        assert not any(path.stat().st_mode & 0o222 for path in root.rglob("*"))
        (root / "notebooks").chmod(0o755)
        (root / "notebooks" / "new.txt").write_text("x", encoding="utf-8")
        (root / "notebooks" / "glossary.md").chmod(0o644)
        (root / "notebooks" / "glossary.md").write_text("x", encoding="utf-8")
        assert sandbox.changes(before, sandbox.fingerprint(root)) == [
            "notebooks/glossary.md",
            "notebooks/new.txt",
        ]


# --- render ----------------------------------------------------------------------------------------------


def test_a_rendered_lesson_is_in_normal_form(rendered):
    nb = files.read(rendered)
    assert set(nb.metadata) == {"course", "kernelspec", "language_info"}
    assert "version" not in nb.metadata.language_info
    folded = [set(cell.metadata) for cell in nb.cells if "bootstrap" in files.tags(cell)]
    assert folded == [{"tags", *bootstrap.FOLDED}]
    assert all(set(cell.metadata) <= {"tags"} for cell in nb.cells if "bootstrap" not in files.tags(cell))
    assert set(nb.metadata.course.cost) == {"smoke", "cpu"}
    assert "cpu {'n': 3}" in rendered.read_text(encoding="utf-8")
    assert "gpu not measured yet · download: none" in nb.cells[0].source
    assert list(rendered.parent.glob(".*")) == []


def test_a_cost_is_told_for_a_processor_of_speed_1(rendered):
    stored = files.read(rendered).metadata.course.cost["cpu"]
    assert 0.05 < stored["speed"] < 20
    slow = {"seconds": 240.0, "cpu_seconds": 400, "peak_mb": 900}
    assert cost.in_words(slow) == "4.0 min, 0.9 GB"
    assert cost.in_words(slow | {"speed": 0.5}) == "2.0 min, 0.9 GB"
    assert cost.at_speed_1(slow | {"speed": 0.5}, "cpu_seconds") == 200
    assert cost.in_words(slow | {"cpu_seconds": 120}) == "2.0 min, 0.9 GB"  # beside other work
    assert cost.in_words(slow | {"cpu_seconds": 120, "on": "NVIDIA H200"}) == "4.0 min, 0.9 GB on NVIDIA H200"


def test_the_speed_falls_when_work_takes_longer(monkeypatch):
    taken = iter([0.4, 0.5, 0.44, 9.0, 0.3, *[0.88] * 5])
    monkeypatch.setattr(speeds, "work", lambda: next(taken))
    assert speeds.speed() == 1.0  # the median: one slow piece changes nothing
    assert speeds.speed() == 0.5


@pytest.mark.parametrize(
    ("spent", "speed", "fits"), [(50, 9, True), (70, 1, False), (70, 0.5, True), (130, 0.5, False), (70, 2, False)]
)
def test_a_budget_is_one_of_speed_1(monkeypatch, spent, speed, fits):
    monkeypatch.setattr(speeds, "speed", lambda: speed)
    assert speeds.within(spent, 60) is fits


def test_the_gpu_profile_adds_its_cost_and_keeps_the_outputs(lesson):
    edit(lesson, "download: none", "download: 12 MB on request")
    before = files.read(lesson)
    render(lesson, "gpu")
    after = files.read(lesson)
    assert [cell.get("outputs") for cell in after.cells] == [cell.get("outputs") for cell in before.cells]
    assert "not measured yet" not in after.cells[0].source
    assert "download: 12 MB on request" in after.cells[0].source
    assert set(after.metadata.course.cost) == {"smoke", "cpu", "gpu"}
    assert after.metadata.course.cost["smoke"] == before.metadata.course.cost["smoke"]  # that of the other machine
    assert after.metadata.course.cost["gpu"]["on"] == cost.accelerator()


def test_a_lesson_that_warns_is_not_stored(lesson):
    edit(lesson, "points = data.ring(P.n)", "import warnings; warnings.warn('old')\npoints = [0, 1]")
    before = lesson.read_bytes()
    with pytest.raises(RenderFailed, match="cell 7: it writes to stderr"):
        render(lesson)
    assert lesson.read_bytes() == before


def test_a_widget_leaves_its_picture_and_nothing_else():
    view = {outputs.WIDGET: {"model_id": "0"}, "text/plain": "VBox()"}
    bare = new_output("display_data", data=dict(view))
    pictured = new_output("display_data", data={**view, "image/png": "AAAA"})
    kept = outputs.without_widgets([bare, pictured])
    assert [sorted(output.data) for output in kept] == [["image/png", "text/plain"]]


def line_of_progress(text):
    return new_output("display_data", data={"text/plain": text}, metadata=dict(widgets.PROGRESS))


def test_lines_of_progress_are_dropped_and_what_stood_around_them_is_joined():
    assert outputs.PROGRESS == widgets.PROGRESS
    shown_by_the_reader = new_output("display_data", data={"text/plain": ""})
    all_of_it = [new_output("stream", text="a\n"), line_of_progress(""), new_output("stream", text="b\n")]
    all_of_it += [shown_by_the_reader, line_of_progress("3 of 9 · about 7 s left")]
    nb = new_notebook(cells=[new_code_cell("1", outputs=all_of_it)])
    outputs.normalise(nb)
    assert [output.get("text") for output in nb.cells[0].outputs] == ["a\nb\n", None]
    assert nb.cells[0].outputs[1] == shown_by_the_reader


@pytest.mark.parametrize(
    ("text", "ran", "refused"),
    [("", True, False), ("3 of 9", True, True), ("", False, True), ("3 of 9", False, True)],
)
def test_a_line_of_progress_that_stays_is_refused(text, ran, refused):
    """An empty one is what each long loop leaves in the notebook of a run, and normalise takes it out."""
    nb = new_notebook(cells=[new_code_cell("1", outputs=[line_of_progress(text)])])
    nb.metadata.update({"papermill": {}} if ran else {})
    said = ["cell 1: a line of progress stayed in its output; it goes when the cell ends."]
    assert outputs.complaints(nb) == (said if refused else [])


LOOPS = """\
import itertools, torch
from course import training, widgets
ticks = itertools.count(0, 2)
widgets._clock = lambda: next(ticks)
shown, show = [], widgets._LINE.show
widgets._LINE.show = lambda text: (shown.append(text), show(text))
---
for i in widgets.progress(range(9)):
    pass
assert shown[0].startswith("1 of 9 · about ") and shown[-1] == "", shown
---
for i in widgets.progress(range(9)):
    if i == 5: break
assert shown[-1] == "", shown
---
for i in (left := widgets.progress(range(9))):
    if i == 5: break
assert shown[-1] != "", shown
---
assert shown[-1] == "", shown
model = torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), 0.1)
loss = lambda m, x: m(x).square().mean()
for _ in widgets.progress(range(3)):
    list(training.fit(model, loss, torch.ones(9, 2), opt, steps=9, batch_size=3))
assert " → " in "".join(shown) and " · loss " in "".join(shown), shown
---
try:
    for i in widgets.progress(range(9)):
        if i == 5: raise KeyboardInterrupt
except KeyboardInterrupt:
    assert shown[-1] == "", shown
---
print("before")
for i in widgets.progress(range(9)):
    if i == 5: raise ValueError("as planned")
"""


def test_a_notebook_run_by_papermill_keeps_no_trace_of_progress(tmp_path):
    (tmp_path / "notebooks").mkdir()
    path = tmp_path / "notebooks" / "90_loops.ipynb"
    files.write(new_notebook(cells=[new_code_cell(code) for code in LOOPS.split("---\n")]), path)
    result = runner.run(path, "smoke", root=files.ROOT)
    assert result.problem == "cell 7: ValueError: as planned"
    lines = [one for cell in result.notebook.cells for one in cell.outputs if one.get("metadata") == widgets.PROGRESS]
    assert len(lines) == 6, "each cell with a long loop had one line"
    assert all(one.data == {"text/plain": ""} for one in lines), "which is empty in the end"
    assert outputs.complaints(result.notebook) == []
    outputs.normalise(result.notebook)
    kept = [[one.output_type for one in cell.outputs] for cell in result.notebook.cells]
    assert kept == [[]] * 6 + [["stream", "error"]]


def test_pieces_of_a_stream_are_joined():
    pieces = [new_output("stream", text="a\n"), new_output("stream", text="b\n")]
    pieces += [new_output("stream", name="stderr", text="c"), new_output("stream", text="d")]
    assert [piece.text for piece in outputs.merge_streams(pieces)] == ["a\nb\n", "c", "d"]


# --- staleness -------------------------------------------------------------------------------------------

HARMLESS = {
    "a new function": ("data.py", "def unused():", "def new():\n    return ring(3)\n\n\ndef unused():"),
    "an unused function": ("data.py", "return 0", "return 1"),
    "a comment": ("data.py", "# the whole ring", "# all of it"),
    "a docstring": ("data.py", "Points on a ring.", "Points that lie on a ring."),
    "an annotation": ("data.py", "def _turn(i: int) -> int:", "def _turn(i):"),
    "a module that is not used": ("__init__.py", "for tests", "for the tests"),
}
HARMFUL = {
    "a used function": ("data.py", "range(n)", "range(n + 1)"),
    "a function behind it": ("data.py", "SCALE * i", "SCALE * i + 1"),
    "a constant behind that": ("data.py", "SCALE = 2", "SCALE = 3"),
    "a constant of another module": ("plots.py", 'PIXEL = "', 'PIXEL = "A'),
    "what a used module does on import": ("data.py", "SCALE = 2", "SCALE = 2\nprint('hello')"),
    "a changed setting": ("plots.py", "PIXEL =", "display.quality = 3\nPIXEL ="),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_no_output_makes_no_lesson_stale(name, lesson):
    edit_package(lesson, *HARMLESS[name])
    assert not staleness.is_stale(files.read(lesson), lesson.parents[1])


@pytest.mark.parametrize("name", HARMFUL)
def test_what_can_change_an_output_makes_a_lesson_stale(name, lesson):
    edit_package(lesson, *HARMFUL[name])
    assert staleness.is_stale(files.read(lesson), lesson.parents[1])


@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ("SEED = 0", "SEED = 1", True),
        ("SEED = 0", "SEED  =  0  # luck", False),
        ("A lesson has an opening", "A lesson shows an opening", False),
        (ADDRESS, "https://github.com/other/place", False),
    ],
)
def test_code_cells_count_and_prose_does_not(old, new, stale, lesson):
    edit(lesson, old, new)
    assert staleness.is_stale(files.read(lesson), lesson.parents[1]) == stale


@pytest.mark.parametrize(
    "imports",
    [
        "from course.sub import far\nfar()",
        "import course.sub\ncourse.sub.far()",
        "from course import sub as s\ns.far()",
        "from course.sub.deep import far as f\nf()",
        "from course.sub import *\nfar()",
        "from course import sub\nuse(sub)",
    ],
)
def test_definitions_are_found_however_they_are_imported(imports, tmp_path):
    folder = tmp_path / "course" / "sub"
    folder.mkdir(parents=True)
    (tmp_path / "course" / "__init__.py").touch()
    (folder / "__init__.py").write_text("from .deep import far\n", encoding="utf-8")
    deep = folder / "deep.py"
    deep.write_text("def far():\n    return _near()\n\ndef _near():\n    return 1\n", encoding="utf-8")
    nb = new_notebook(cells=[new_code_cell(imports)])
    before = staleness.code_hash(nb, tmp_path)
    deep.write_text(deep.read_text(encoding="utf-8") + "\ndef other():\n    return 0\n", encoding="utf-8")
    assert staleness.code_hash(nb, tmp_path) == before
    deep.write_text(deep.read_text(encoding="utf-8").replace("return 1", "return 2"), encoding="utf-8")
    assert staleness.code_hash(nb, tmp_path) != before


# --- shown -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("def ring(n):\n    # a comment\n    return [_turn(i) for i in range(n)]", None),
        ('def ring(n: int) -> list:\n    """Other words."""\n    return [_turn(i) for i in range(n)]', None),
        ("def ring(m):\n    return [_turn(i) for i in range(m)]", "is not what course.data.ring is"),
        ("def rong(n):\n    return 1", "does not import rong"),
        ("SCALE = 3", "does not import SCALE"),
    ],
)
def test_shown_code_is_compared_with_the_package(written, said, lesson):
    cells = [
        new_code_cell(written, metadata={"tags": ["shown"]}),
        new_code_cell("from course.data import ring"),
    ]
    found = shown.problems(new_notebook(cells=cells), lesson.parents[1])
    assert found == [] if said is None else len(found) == 1 and said in found[0]


GUARDED = """
def average(old, new, decay):
    _guards.copied(old, new)
    if not 0 <= decay <= 1:
        raise ValueError("decay")
    for a, b in zip(old, new):
        _check_pair(a, b)
        a.lerp_(b, 1 - decay)
    return _check(old)
"""
BARE = """
def average(old, new, decay):
    for a, b in zip(old, new):
        a.lerp_(b, 1 - decay)
    return _check(old)
"""


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("", "", True),
        ("1 - decay", "decay", False),
        ("    return _check(old)\n", "", False),  # its value is used: no guard
        ("    for a", '    if not 0 <= decay <= 1:\n        raise ValueError("decay")\n    for a', True),
        ("    for a", '    if not 0 <= decay < 1:\n        raise ValueError("decay")\n    for a', False),
        ("    for a", "    _guards.whole(decay)\n    for a", False),  # the page would promise what is not there
        ("    for a", '    if decay == 0:\n        print("!")\n    for a', False),
        ("        a.lerp_(b, 1 - decay)", "        _check_pair(a, b)", False),
    ],
)
def test_guards_of_the_package_may_be_left_out_on_the_page_and_nothing_else(old, new, same, tmp_path):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "__init__.py").write_text(GUARDED, encoding="utf-8")
    page = [
        new_code_cell(BARE.replace(old, new) if old else BARE, metadata={"tags": ["shown"]}),
        new_code_cell("from course import average"),
    ]
    found = shown.problems(new_notebook(cells=page), tmp_path)
    assert found == ([] if same else ["cell 1: what it shows of average is not what course.average is."])


@pytest.mark.parametrize(
    "more",
    [
        "    if decay:\n        raise ValueError\n    else:\n        decay = 1\n",
        "    if decay:\n        decay = 1\n        raise ValueError\n",
        "    _checkpoint(old)\n",
        "    guards.whole(decay)\n",
        "    while decay:\n        raise ValueError\n",
    ],
)
def test_what_is_no_guard_must_be_on_the_page(more, tmp_path):
    (tmp_path / "course").mkdir()
    whole = GUARDED.replace("    for a", more + "    for a")
    (tmp_path / "course" / "__init__.py").write_text(whole, encoding="utf-8")
    after = new_code_cell("from course import average")
    for page, problems in ((BARE, 1), (BARE.replace("    for a", more + "    for a"), 0)):
        nb = new_notebook(cells=[new_code_cell(page, metadata={"tags": ["shown"]}), after])
        assert len(shown.problems(nb, tmp_path)) == problems


# --- badges and bootstrap --------------------------------------------------------------------------------


def test_a_new_address_reaches_every_place_and_a_second_time_changes_nothing(lesson):
    root = lesson.parents[1]
    colab = "https://colab.research.google.com/github/somebody/some-course/blob/main/notebooks/20_example.ipynb"
    page = f"[badge]({colab}) clone {ADDRESS}.git, not {ADDRESS}-other\n"
    (root / "README.md").write_text(page, encoding="utf-8")
    assert badges.write_all(root) == []
    project = root / "pyproject.toml"
    project.write_text(
        project.read_text(encoding="utf-8").replace("somebody/some-course", "new/home"), encoding="utf-8"
    )
    assert badges.write_all(root) == [lesson, root / "README.md"]
    assert badges.write_all(root) == []
    text = lesson.read_text(encoding="utf-8")
    assert "somebody" not in text
    assert text.count("github.com/new/home") == 1
    assert text.count("/github/new/home/blob/main/notebooks/20_example.ipynb") == 1
    assert (root / "README.md").read_text(encoding="utf-8") == page.replace("somebody/some-course", "new/home").replace(
        "new/home-other", "somebody/some-course-other"
    )
    assert not staleness.is_stale(files.read(lesson), root)


def test_an_address_that_colab_cannot_open_is_refused():
    with pytest.raises(SystemExit, match="https://github.com/owner/name"):
        badges.slug("https://example.org/course")


def test_the_bootstrap_is_short():
    assert len(bootstrap.source(ADDRESS).splitlines()) <= 26


def start(folder, **variables):
    """Run the bootstrap and then an import, as a notebook in ``folder`` would, without this checkout."""
    code = bootstrap.source(ADDRESS) + "\nimport course; print(course.__file__)"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-S", "-c", code]  # -S: without site-packages, so that course is not there
    return subprocess.run(command, cwd=folder, env={**env, **variables}, capture_output=True, text=True)


@pytest.mark.parametrize("folder", ["notebooks", "exercises/ex20_example"])
def test_the_bootstrap_finds_a_checkout_that_is_not_installed(folder, tmp_path):
    example_lesson.make(tmp_path)
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    done = start(tmp_path / folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(tmp_path / "course" / "__init__.py")]


def test_a_failed_bootstrap_is_one_sentence_in_a_notebook_and_stops_it(tmp_path):
    (tmp_path / "notebooks").mkdir()
    path = tmp_path / "notebooks" / "20_alone.ipynb"
    text = bootstrap.source(ADDRESS).replace('"course"', '"course_that_is_nowhere"')
    text = text.replace('f"{folder}/course/', 'f"{folder}/nowhere/').replace('"COURSE_SOURCE"', '"NO_SUCH_NAME"')
    text = text.replace(f"{ADDRESS}/archive/refs/heads/main.zip", "./nothing.whl")
    files.write(new_notebook(cells=[new_code_cell(text), new_code_cell("print('went on')")]), path)
    result = runner.run(path, "smoke")
    assert "CourseMissing: Could not install the course from ./nothing.whl" in result.problem
    [error] = result.notebook.cells[0].outputs
    assert len(error.traceback) == 1
    assert "\n" not in error.traceback[0]
    assert result.notebook.cells[1].outputs == []
