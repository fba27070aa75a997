"""The table of marks: one row a student, one column a task."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import nbformat
from nbgrader.api import Assignment, Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from tools.grading import notes
from tools.pages import files

LAST = ["version", "notes"]


class TasksExport(ExportPlugin):
    """What ``nbgrader export`` writes: points of every task, their sum, the version and what is to be known.

    ``version`` is the name in the notebook's cell ``STUDENT = "…"``: compare it when you handed out variants.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to ``self.to`` (``grades.csv`` unless given), for all assignments or the chosen ones."""
        write(self.rows(gradebook), Path(self.to or "grades.csv"))

    def rows(self, gradebook: Gradebook) -> list[dict[str, str]]:
        """One for each student that the gradebook knows, each with the same columns in order."""
        chosen = [one for one in gradebook.assignments if not self.assignment or one.name in map(str, self.assignment)]
        students = [one.id for one in gradebook.students if not self.student or one.id in map(str, self.student)]
        header = columns([(_tasks(assignment), assignment.name) for assignment in chosen])
        return [dict(zip(header, self._row(gradebook, one, chosen), strict=False)) for one in sorted(students)]

    def _row(self, gradebook: Gradebook, student: str, chosen: list[Assignment]) -> list[str]:
        row, versions, said = [student], [], []
        for assignment in chosen:
            scores, by_hand = _scores(gradebook, student, assignment)
            version, found = self._about(student, assignment)
            versions.append(version)
            said += [*found, *by_hand]
            row += [_say(scores.get(task)) for task in _tasks(assignment)]
            row += [_say(sum(scores.values())), _say(assignment.max_score)]
        return [*row, " ".join(filter(None, versions)), "; ".join(said)]

    def _about(self, student: str, assignment: Assignment) -> tuple[str, list[str]]:
        """The version and the notes, from the graded notebook."""
        course = self.parent.coursedir
        steps = (course.autograded_directory, course.submitted_directory)
        graded, submitted = (Path(course.format_path(step, student, assignment.name)) for step in steps)
        versions, said = [], []
        for notebook in assignment.notebooks:
            path = graded / f"{notebook.name}.ipynb"
            if path.exists():
                nb = nbformat.read(path, as_version=4)
                versions.append(notes.version(nb))
                said.append(notes.text(nb))
            elif submitted.exists():
                said.append("NOT GRADED: nbgrader stopped at this one; its reason stands in grading.log")
            else:
                said.append("nothing was handed in")
        return " ".join(versions), list(filter(None, said))


def _tasks(assignment: Assignment) -> list[str]:
    """The numbers of the tasks, in order."""
    names = [cell.name for notebook in assignment.notebooks for cell in notebook.grade_cells]
    return sorted(map(notes.number, names), key=lambda task: [int(n) if n.isdigit() else 0 for n in task.split(".")])


def _scores(gradebook: Gradebook, student: str, assignment: Assignment) -> tuple[dict[str, float], list[str]]:
    """The points of each task, and a word on those that were given by hand."""
    try:
        submission = gradebook.find_submission(assignment.name, student)
    except MissingEntry:
        return {}, []
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    by_hand = [
        f"{notes.number(one.name)}: {_say(one.manual_score)} given by hand (the checks: {_say(one.auto_score)})"
        for one in grades
        if one.manual_score is not None
    ]
    return {notes.number(one.name): float(one.score or 0) for one in grades}, by_hand


def _say(points: float | None) -> str:
    return "0" if points is None else f"{round(points, 2):g}"


def columns(assignments: list[tuple[list[str], str]]) -> list[str]:
    """The names of a table's columns, for assignments with their tasks."""
    return ["student", *(name for tasks, title in assignments for name in (*tasks, f"sum {title}", "of")), *LAST]


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula and no terminal for a command."""
    text = notes.clean(text)
    plain = not text.startswith(("=", "+", "-", "@")) or re.fullmatch(r"[+-]?\d+(\.\d*)?", text)
    return text if plain else f"'{text}"


def write(rows: list[dict[str, str]], path: Path) -> None:
    """Write a table in one move: it is there whole, or the one before it is."""
    header, text = list(rows[0]) if rows else ["student", *LAST], io.StringIO(newline="")
    csv.writer(text).writerows([header, *([safe(row[name]) for name in header] for row in rows)])
    files.replace_file(path, text.getvalue().encode("utf-8-sig"))  # Excel wants the mark


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table that was written."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_text(rows: list[dict[str, str]], longest: int = 70) -> str:
    """The table as lines for a terminal; long notes are cut."""
    if not rows:
        return "There is nobody in the gradebook yet."
    shown = [list(rows[0]), *([safe(value)[:longest] for value in row.values()] for row in rows)]
    widths = [max(len(line[column]) for line in shown) for column in range(len(shown[0]))]
    lines = ["  ".join(value.ljust(width) for value, width in zip(line, widths, strict=True)) for line in shown]
    return "\n".join(line.rstrip() for line in lines)
