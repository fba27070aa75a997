"""The contract of an exercise as rules on the notebook with its solutions.

What a learner sees, a rule judges as they see it: with stubs in place of the solutions.
"""

from __future__ import annotations

import ast
import copy
import re
from pathlib import Path

from nbformat import NotebookNode

from course.checks import catalogue
from tools.exercises import broken, places, rules_tasks, tasks
from tools.exercises.regions import holds_solution, region, without_hidden
from tools.pages import cells, files, outputs, rules_code, rules_outputs, rules_page, rules_prose
from tools.pages.context import Context, Rule

SAID_MINUTES = re.compile(r"\b(\d+) minutes\b")
QUESTION = "One open question"


def learners_view(nb: NotebookNode) -> NotebookNode:
    """The exercise as it will be released; a cell without a proper region stays as it is."""
    seen = copy.deepcopy(nb)
    for cell in seen.cells:
        if cell.cell_type == "code":
            cell.source = without_hidden(cell.source)
            if holds_solution(cell.source):
                try:
                    cell.source = region(cell.source).stubbed()
                except ValueError:
                    pass  # the rule on regions says so
    return seen


def opening(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Title, badge, the minutes of all tasks, the lesson's link: in this order."""
    first = nb.cells[0].source if nb.cells and nb.cells[0].cell_type == "markdown" else ""
    number, lesson = places.number(path), places.lesson(path).name
    wanted = [f"# Exercises {number} · …", "[![Open in Colab]…", f"Lesson: [{number} · …](../../notebooks/{lesson})"]
    found = [re.search(re.escape(text).replace("…", ".+"), first) for text in wanted]
    at = [match.start() for match in found if match]
    said = [f"cell 1: it needs {text!r}." for text, match in zip(wanted, found, strict=True) if not match]
    if not said and (at != sorted(at) or at[0] != 0):
        said.append("cell 1: its lines must come in the order title, badge, what this hour gives, lesson.")
    total = sum(task.minutes for task in tasks.tasks(nb))
    if str(total) not in SAID_MINUTES.findall(first):
        said.append(f"cell 1: it must say that the tasks take {total} minutes together.")
    return said


def start(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Before the first task: imports, then one cell with STUDENT, then one with MY."""
    first = next(iter(tasks.tasks(nb)), None)
    before = [(at, cell) for at, cell in cells.lesson_code(nb) if first is None or at < first.statement]
    tagged = [at for at, cell in cells.code(nb) if "parameters" in files.tags(cell)]
    given = [at for at, cell in before if re.match(r'STUDENT = ""(?:  #.*)?\Z', cell.source)]
    mine = [
        at for at, cell in before
        if re.match(rf'MY = variant\("{places.number(path)}", STUDENT\)(\nMY)?\Z', cell.source)
    ]  # fmt: skip
    imports = [at for at, cell in before if _imports_checks(cell)]
    found = []
    if len(tagged) != 1 or given != tagged:
        found.append('exactly one cell, before the first task, is tagged parameters; its line is STUDENT = "".')
    if len(mine) != 1:
        found.append(f'a cell before the first task must say MY = variant("{places.number(path)}", STUDENT).')
    if not imports:
        found.append("a cell before the first task must import check, progress and variant from course.checks.")
    if not found and not imports[0] < given[0] < mine[0]:
        found.append("the cells at the start must come in the order imports, parameters, MY.")
    return found


def _imports_checks(cell: NotebookNode) -> bool:
    nodes = [node for node in ast.walk(cells.tree(cell)) if isinstance(node, ast.ImportFrom)]
    named = {alias.name for node in nodes if node.module == "course.checks" for alias in node.names}
    return {"check", "progress", "variant"} <= named


def closing(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """An open question, progress, and the ways on; no task after them."""
    headings = [text for _, level, text in cells.headings(nb) if level == 2]
    last = nb.cells[-2:]
    said = []
    if not headings or headings[-1] != QUESTION:
        said.append(f"its last section must be ## {QUESTION}.")
    if len(last) < 2 or last[0].source != f'progress("{places.number(path)}")':
        said.append(f'its last but one cell must be progress("{places.number(path)}").')
    else:
        ways = ["receipt(", f"../../notebooks/{places.lesson(path).name}", f"../../solutions/{path.stem}/{path.name}"]
        if any(way not in last[1].source for way in ways):
            said.append("its last cell must name receipt(…), link the solutions and link back to the lesson.")
    return said


def titles(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The page and the tasks' files name the same tasks in the same words."""
    files_say = {int(file.stem[5:]): catalogue.title(file) for file in _files(path, context)}
    if not files_say:
        return [f"its checks are missing: {_folder(path).as_posix()}."]
    page_says = {int(task.number.split(".")[1]): task.title for task in tasks.tasks(nb)}
    return [
        f"task {k}: the page calls it {page_says.get(k)!r} and {_folder(path).as_posix()} {files_say.get(k)!r}."
        for k in sorted({*page_says, *files_say})
        if page_says.get(k) != files_say.get(k)
    ]


def broken_programs(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The broken program on the page is the one that the check takes for not begun."""
    found = [task for task in tasks.tasks(nb) if task.kind == "debug" and len(task.stubs) == 1]
    if not _files(path, context):
        return []
    return [
        f"task {task.number}: {problem}"
        for task in found
        for problem in broken.problems(task, nb.cells[task.stubs[0] - 1].source, context.root)
    ]


def _folder(path: Path) -> Path:
    """Where the checks of an exercise's tasks are, seen from the checkout."""
    return Path("course") / "tasks" / f"lesson_{places.number(path)}"


def _files(path: Path, context: Context) -> list[Path]:
    return sorted((context.root / _folder(path)).glob("task_*.py"))


def lengths(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """What a learner sees is as short as in a lesson."""
    return rules_code.lengths(learners_view(nb), path, context)


def no_outputs(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Nothing is stored that a run made."""
    stored = [at for at, cell in cells.code(nb) if cell.outputs or cell.execution_count is not None]
    return [f"cell {at}: it stores an output; build it again." for at in stored]


def no_leftovers(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Metadata hold what the tools write and nothing else."""
    known = outputs.KEPT_IN_CELLS
    odd = [at for at, cell in enumerate(nb.cells, 1) if not set(cell.metadata) <= known]
    return [f"cell {at}: its metadata hold more than tags and nbgrader's notes; build it again." for at in odd]


RULES: list[Rule] = [
    opening, rules_page.badge, rules_page.bootstrap_cell, start, *rules_tasks.RULES, closing, titles, broken_programs,
    lengths, no_outputs, no_leftovers, rules_page.headings, rules_page.links,
    rules_code.python, rules_code.line_width, rules_code.no_pyplot_show, rules_code.alt_in_code, rules_code.offline,
    rules_prose.plain_words, rules_prose.paragraphs, rules_prose.formulas, rules_prose.picture_text,
    rules_outputs.no_absolute_paths,
]  # fmt: skip


def check(nb: NotebookNode, path: Path, context: Context) -> dict[str, list[str]]:
    """The problems of one exercise by the name of the rule."""
    found = {rule.__name__: rule(nb, path, context) for rule in RULES}
    return {name: problems for name, problems in found.items() if problems}


def check_all(root: Path = files.ROOT, only: str | None = None) -> list[str]:
    """The problems of all exercises, each with its file."""
    context, said = Context(root), []
    for path in places.solutions(root, only):
        for name, problems in check(files.read(path), path, context).items():
            said += [f"{path.name}: {problem} [{name}]" for problem in problems]
    return said
