"""A short exercise made of real tasks, and thirty students who hand in whatever students hand in."""

from __future__ import annotations

import copy
import importlib.util
import inspect
import json
import textwrap
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from course.checks import variant
from tools.exercises.regions import region, without_hidden

ROOT = Path(__file__).resolve().parents[2]
NAME = "ex00_short"
LIMIT = 10  # seconds for a cell; a check's own limit is set to two
TASKS = {"00.1": 1, "00.2": 2, "00.3": 1, "00.4": 2}  # points
ALL, NONE = (1, 2, 1, 2), (0, 0, 0, 0)


def solution() -> NotebookNode:
    """The cheapest real tasks, without the pictures between them."""
    whole = nbformat.read(ROOT / "solutions" / "ex00_start_here" / "ex00_start_here.ipynb", as_version=4)
    wanted = {f"{word}-{task.replace('.', '-')}" for word in ("task", "check") for task in TASKS}
    code = [cell for cell in whole.cells if cell.cell_type == "code"]
    head = [cell for cell in code[:4] if cell.source.startswith(("STUDENT = ", "MY = "))]
    head.insert(0, new_code_cell("import torch\nfrom course.checks import check, exam, variant\nexam.SECONDS = 3.0"))
    cells = [cell for cell in code if cell.metadata.get("nbgrader", {}).get("grade_id") in wanted]
    return nbformat.v4.new_notebook(cells=copy.deepcopy(head + cells), metadata=whole.metadata)


def wrong_answer(task: str, name: str) -> Callable:
    """A wrong answer that people really give, from ``tests/lessons``; one that uses nothing around it."""
    lesson, k = task.split(".")
    path = ROOT / "tests" / "lessons" / lesson / f"task_{k}.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    answers = [answer for answer, _ in module.wrong(variant(task[:2]))]
    return next(answer for answer in answers if answer.__name__ == name)


@dataclass
class Page:
    """A student's copy of the exercise, to be filled in and spoilt."""

    nb: NotebookNode
    solved: dict[str, str]  # the reference answers by task
    stubs: dict[str, str] = field(default_factory=dict)

    def cell(self, name: str) -> NotebookNode:
        return next(cell for cell in self.nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)

    def task(self, task: str) -> NotebookNode:
        return self.cell(f"task-{task.replace('.', '-')}")

    def check(self, task: str) -> NotebookNode:
        return self.cell(f"check-{task.replace('.', '-')}")

    def answer(self, *tasks: str) -> Page:
        for task in tasks or TASKS:
            self.task(task).source = self.solved[task]
        return self

    def after(self, cell: NotebookNode, *new: NotebookNode | str) -> Page:
        at = next(i for i, one in enumerate(self.nb.cells) if one is cell) + 1
        self.nb.cells[at:at] = [new_code_cell(one) if isinstance(one, str) else one for one in new]
        return self

    def drop(self, *cells: NotebookNode) -> Page:
        self.nb.cells = [cell for cell in self.nb.cells if not any(cell is one for one in cells)]
        return self

    def bytes(self) -> bytes:
        return json.dumps(self.nb).encode()


def page(source: NotebookNode, released: NotebookNode) -> Page:
    """The released exercise beside the answers of its source."""
    solved = {}
    for cell in source.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            found = region(without_hidden(cell.source))
            name = cell.metadata.nbgrader.grade_id
            solved[name.removeprefix("task-").replace("-", ".")] = "\n".join(found.before + found.inside)
    return Page(copy.deepcopy(released), solved)


@dataclass(frozen=True)
class Student:
    """What somebody hands in, what it deserves, and what the table must say about it."""

    name: str
    marks: tuple[float, ...]
    spoil: Callable[[Page], object]  # changes the page; or returns the file's bytes, or None for no notebook
    said: str = ""
    file: str = f"{NAME}.ipynb"


PARTLY = wrong_answer("00.2", "wraps")
PARTLY_MARK = 1.6  # of 2 points: four of the five properties that can fail alone hold; the right shape earns nothing


def partly(p: Page) -> None:
    p.answer()
    p.task("00.2").source = textwrap.dedent(inspect.getsource(PARTLY)) + "\nto_levels = wraps"


def in_a_function(line: str) -> Callable[[Page], None]:
    """The function of 00.2 does something terrible when it is called; the other answers are right."""

    def spoil(p: Page) -> None:
        p.answer()
        p.task("00.2").source = f"def to_levels(x, levels):\n{textwrap.indent(line, '    ')}"

    return spoil


def in_a_cell(line: str, after: str = "00.2") -> Callable[[Page], None]:
    """A cell of the student's own behind a check; all answers are right."""

    def spoil(p: Page) -> None:
        p.answer().after(p.check(after), line)

    return spoil


def crashes(p: Page) -> None:
    p.answer()
    p.task("00.2").source = "raise RuntimeError('not today')"


def exits(p: Page) -> None:
    p.answer().after(p.check("00.1"), "exit()", "quit").after(p.check("00.2"), "get_ipython().ask_exit()")


def defines_then_hangs(p: Page) -> None:
    p.answer()
    p.task("00.2").source += "\n\nwhile True:\n    pass"


def deletes_check(p: Page) -> None:
    p.answer().drop(p.check("00.2"), p.check("00.3"))


def deletes_answer(p: Page) -> None:
    p.answer().drop(p.task("00.4"))


def deletes_both(p: Page) -> None:
    p.answer().drop(p.task("00.2"), p.check("00.2"))


def duplicates(p: Page) -> None:
    p.answer()
    for cell in (p.task("00.1"), p.check("00.1"), p.task("00.4"), p.check("00.4")):
        p.after(cell, copy.deepcopy(cell))


def stores_100_mb(p: Page) -> None:
    p.answer()
    p.check("00.1").outputs = [new_output("stream", name="stdout", text="x" * 100_000_000)]


def redefines(p: Page) -> None:
    p.answer("00.1")
    p.after(p.task("00.1"), "check = 7\ngrade = lambda *a, **k: k['points']\nto_levels = 3")


def edits_check(p: Page) -> None:
    p.answer("00.1")
    p.check("00.2").source = "2.0"
    p.check("00.2").metadata.nbgrader.points = 200


def without_metadata(p: Page) -> None:
    p.answer()
    for cell in p.nb.cells:
        cell.metadata.clear()


def foreign_metadata(p: Page) -> None:
    p.answer()
    p.task("00.1").metadata.nbgrader.schema_version = 99
    other = new_code_cell("'from another exercise'")
    other.metadata["nbgrader"] = {"grade_id": "check-20-1", "grade": True, "points": 5, "schema_version": 3}
    p.nb.cells.append(other)
    p.nb.cells.append(new_markdown_cell("broken", metadata={"nbgrader": "yes"}))


def warns(p: Page) -> None:
    p.answer()
    p.task("00.2").source += "\n\nimport sys\nprint('a warning', file=sys.stderr)"
    p.nb.cells.insert(2, new_code_cell("import sys\nfrom IPython import get_ipython\n"
                                       "get_ipython().events.register('post_run_cell', "
                                       "lambda *a: print('noise', file=sys.stderr))"))  # fmt: skip


HANG = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
EXITS = "try:\n    import sys; sys.exit(0)\nfinally:\n    exit()"  # Python's exit, then that of IPython
NO_00_2 = (1, 0, 1, 2)

CLASS = [
    Student("right", ALL, lambda p: p.answer() and None),
    Student("partly", (1, PARTLY_MARK, 1, 2), partly),
    Student("half", (1, 0, 1, 0), lambda p: p.answer("00.1", "00.3") and None),
    Student("empty", NONE, lambda p: None),
    Student("crash_in_cell", NO_00_2, crashes, said="00.2: RuntimeError: not today"),
    Student("crash_in_function", NO_00_2, in_a_function("return 1 / 0")),
    Student("input", NO_00_2, in_a_function("return input('levels?')")),
    Student("loop_in_function", NO_00_2, in_a_function("while True:\n    x = x")),
    Student("loop_in_cell", ALL, in_a_cell("while True:\n    pass"), said="did not end in time"),
    Student("loop_behind_answer", ALL, defines_then_hangs, said="00.2: this cell did not end in time"),
    Student("loop_for_ever", ALL, in_a_cell(HANG), said="could not be interrupted"),
    Student("sys_exit", ALL, in_a_cell("import sys\nsys.exit()"), said="SystemExit"),
    Student("exit_and_quit", ALL, exits, said="SystemExit"),
    Student("exit_in_function", NO_00_2, in_a_function(EXITS)),
    Student("os_exit_in_cell", ALL, in_a_cell("import os\nos._exit(0)"), said="ended Python"),
    Student("os_exit_in_function", NO_00_2, in_a_function("import os; os._exit(1)"), said="00.2: this cell ended"),
    Student("deleted_check", ALL, deletes_check, said="00.2: its check had been deleted"),
    Student("deleted_answer", (1, 2, 1, 0), deletes_answer, said="00.4: NameError"),
    Student("deleted_both", NO_00_2, deletes_both, said="00.2: its check had been deleted"),
    Student("duplicated", ALL, duplicates, said="second copy"),
    Student("prints_100_mb", ALL, in_a_cell("for _ in range(100):\n    print('x' * 1_000_000)")),
    Student("stores_100_mb", ALL, stores_100_mb),
    Student("redefines_check", (1, 0, 0, 0), redefines),
    Student("edits_check", (1, 0, 0, 0), edits_check),
    Student("lost_metadata", ALL, without_metadata),
    Student("foreign_metadata", ALL, foreign_metadata),
    Student("warnings", ALL, warns),
    Student("wrong_name", ALL, lambda p: p.answer() and None, said="handed in as", file="Untitled (3).ipynb"),
    Student("not_json", NONE, lambda p: b"<html>Log in first</html>", said="not JSON"),
    Student("no_notebook", NONE, lambda p: b"I was ill.", said="no notebook was handed in", file="letter.txt"),
]


def hand_in(students: list[Student], source: NotebookNode, released: NotebookNode, folder: Path) -> Path:
    """Write what everybody hands in as a platform would give it: one archive, a folder for each."""
    target = folder / "submissions.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for student in students:
            p = page(source, released)
            content = student.spoil(p)
            content = content if isinstance(content, bytes) else p.bytes()
            archive.writestr(f"{student.name}_123456_assignsubmission_file_/{student.file}", content)
    return target
