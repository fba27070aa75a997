"""What a wrong answer earns: the parts that are right, and no more; ``marks(my)`` beside the answers says how much."""

from __future__ import annotations

import pytest

from course.checks import examine, variant
from tools.quality import answers

MARKED = [task for task in answers.tasks() if hasattr(answers.load(task), "marks")]


def test_some_tasks_name_their_marks():
    assert MARKED


@pytest.mark.parametrize("task", MARKED)
def test_a_wrong_answer_earns_its_right_parts_and_no_more(task):
    my = variant(task.split(".")[0], "")
    found = [(examine(task, answer, my), wanted) for answer, wanted in answers.load(task).marks(my)]
    assert [report.points for report, _ in found] == pytest.approx([wanted for _, wanted in found], abs=0.01)
    assert not [report for report, _ in found if report.status == "done"]
