"""Rules on the tasks of an exercise."""

from __future__ import annotations

import ast
import copy
import re
from pathlib import Path

from nbformat import NotebookNode

from tools.exercises import marks, places, tasks
from tools.exercises.regions import holds_solution, region, without_hidden
from tools.pages import cells
from tools.pages.context import Context, Rule

FEWEST, MOST = 4, 8
FEWEST_KINDS = 4
MINUTES = (40, 80)
EASY_MINUTES = 5
FEWEST_WORDS = 4
LONGEST_REGION = 25
HINTS = ("Hint 1 · what to think of", "Hint 2 · where to look", "Hint 3 · almost the answer")
HINT = re.compile(r"<details><summary>(?P<title>[^<]*)</summary>\n(?P<blank>\n?)(?P<text>.*?)</details>", re.DOTALL)


def task_numbers(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Four to eight tasks, numbered without a gap."""
    found = tasks.tasks(nb)
    numbers = [task.number for task in found]
    wanted = [f"{places.number(path)}.{k}" for k in range(1, len(found) + 1)]
    said = [] if numbers == wanted else [f"the tasks are numbered {', '.join(numbers)}; {', '.join(wanted)} is wanted."]
    if not FEWEST <= len(found) <= MOST:
        said.append(f"it has {len(found)} tasks; {FEWEST} to {MOST} are wanted.")
    return said


def task_form(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """A task is a heading, a line of facts, what to do, and three folded hints."""
    found = tasks.tasks(nb)
    said = [f"task {task.number}: {text}" for task in found for text in [*_fact_problems(task), *_hint_problems(task)]]
    odd = [at for at, cell in cells.markdown(nb) if re.match(r"## \d", cell.source)]
    odd = [at for at in odd if at not in [task.statement for task in found]]
    return said + [f"cell {at}: a task's heading is such as '## 20.2 · The discriminator's loss'." for at in odd]


def _fact_problems(task: tasks.Task) -> list[str]:
    lines = task.source.split("\n")
    if not (len(lines) > 4 and lines[1] == "" and tasks.FACTS.fullmatch(lines[2]) and lines[3] == ""):
        return ["its third line, between two blank ones, must be such as '●●○ · 8 minutes · implement'."]
    if not task.points or not task.minutes:
        return ["its dots are one of ●○○, ●●○ and ●●●, and its minutes are at least 1."]
    if task.kind not in tasks.KINDS:
        return [f"its kind is one of {', '.join(tasks.KINDS)}; {task.kind!r} is none."]
    asked = "\n".join(lines[3:]).split("<details>")[0]
    return [] if cells.words(asked) >= FEWEST_WORDS else ["it does not say what to do before its hints."]


def _hint_problems(task: tasks.Task) -> list[str]:
    hints = list(HINT.finditer(task.source))
    if tuple(hint["title"] for hint in hints) != HINTS or task.source.count("<details>") != len(HINTS):
        return [f"it needs three folded hints with the summaries {'; '.join(HINTS)}."]
    if not all(hint["blank"] and hint["text"].strip() for hint in hints):
        return ["a hint is empty, or no blank line follows its summary, without which markdown in it is not set."]
    texts = [hint["text"].strip() for hint in hints]
    return [] if len(set(texts)) == len(texts) else ["two of its hints say the same."]


def task_cells(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Each task has one stub and, after it, one check, and nbgrader's notes are those that the build makes."""
    fresh = copy.deepcopy(nb)
    try:
        marks.put(fresh)
    except marks.Unclear as problem:
        return [str(problem)]
    said = []
    for at, cell in cells.code(nb):
        if cells.calls(cell, "check") and not tasks.checked(cell.source):
            said.append(f'cell {at}: a check stands alone in its cell, on one line: check("20.2", answer).')
        elif "\n" in without_hidden(cell.source) and tasks.checked(cell.source):
            said.append(f"cell {at}: a check is one line.")
    return said or ([] if fresh == nb else ["its notes for nbgrader are not those of the text; build it again."])


def regions(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """One solution a cell, indented with the code, with nothing after it; what remains is plain Python."""
    said = []
    for at, cell in cells.code(nb):
        if holds_solution(cell.source):
            said += [f"cell {at}: {problem}." for problem in _region_problems(cell.source)]
    prose = [at for at, cell in cells.markdown(nb) if holds_solution(cell.source)]
    return said + [f"cell {at}: a solution stands in the prose." for at in prose]


def _region_problems(source: str) -> list[str]:
    try:
        found = region(source)
    except ValueError as problem:
        return [str(problem)]
    inside = [line for line in found.inside if line.strip()]
    said = []
    if not inside or not all(line.startswith(found.indent) for line in inside):
        said.append("its solution is empty, or less indented than its BEGIN")
    elif inside[0].startswith(found.indent + " "):
        said.append("its solution is more indented than its BEGIN")
    if any(line.strip() for line in found.after):
        said.append("code stands after its END SOLUTION")
    if len(inside) > LONGEST_REGION:
        said.append(f"its solution has {len(inside)} lines; {LONGEST_REGION} are the most")
    if not _is_python(found.stubbed()):
        said.append("its stub is not plain Python: give a function a docstring, a value `name = ...`")
    return said


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def mixture(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """An easy win first, several kinds, about an hour, and numbers of one's own in half of the tasks."""
    found = tasks.tasks(nb)
    if not found:
        return []
    said, kinds = [], {task.kind for task in found}
    minutes = sum(task.minutes for task in found)
    own = sum("MY" in tasks.arguments(nb.cells[at - 1].source) for task in found for at in task.checks)
    if found[0].points != 1 or found[0].minutes > EASY_MINUTES:
        said.append(f"the first task is an easy win: ●○○ and at most {EASY_MINUTES} minutes.")
    if len(kinds) < FEWEST_KINDS:
        said.append(f"it has tasks of {len(kinds)} kinds; {FEWEST_KINDS} are the fewest.")
    if not MINUTES[0] <= minutes <= MINUTES[1]:
        said.append(f"its tasks take {minutes} minutes; {MINUTES[0]} to {MINUTES[1]} are wanted.")
    if 2 * own < len(found):
        said.append(f"{own} of its {len(found)} checks are given MY; at least half use the student's numbers.")
    return said


RULES: list[Rule] = [task_numbers, task_form, task_cells, regions, mixture]
