"""A planned lesson is laid out once, and what is laid out is what the tools read."""

import pytest

from course.lessons import LESSONS, lesson
from tools import lesson as layout
from tools.exercises import build, places, tasks
from tools.pages import convert, files

PLANNED = next(one for one in LESSONS if not list((files.ROOT / "notebooks").glob(f"{one.number}_*.ipynb")))


def test_the_parts_are_made_once_and_an_authors_edit_stays(tmp_path):
    made = layout.lay_out(PLANNED, tmp_path)
    assert len(made) == 6 and all((tmp_path / path).exists() for path in made)
    (tmp_path / made[0]).write_text("edited", encoding="utf-8")
    (tmp_path / made[1]).unlink()
    assert layout.lay_out(PLANNED, tmp_path) == [made[1]]
    assert (tmp_path / made[0]).read_text(encoding="utf-8") == "edited"


def test_the_texts_build_and_the_task_accepts_its_answer(tmp_path):
    layout.lay_out(PLANNED, tmp_path)
    text = tmp_path / "build" / "text"
    target = tmp_path / "notebooks" / f"{PLANNED.name}.ipynb"
    page = convert.to_notebook(text / f"{PLANNED.name}.py", target, files.repository())
    assert page.cells[0].source.startswith(f"# {PLANNED.number} · {PLANNED.title}")
    target = places.notebook(tmp_path / "solutions", f"ex{PLANNED.name}")
    [task] = tasks.tasks(build.to_solution(text / f"ex{PLANNED.name}.py", target, files.repository()))
    assert task.number == f"{PLANNED.number}.1" and task.stubs and task.checks
    assert layout.lay_out(PLANNED, tmp_path) == [], "it has its page"


def test_lessons_that_stand_or_that_nobody_planned_get_a_sentence(capsys):
    assert layout.main(["00"]) == 0 and "is there already" in capsys.readouterr().out
    assert layout.main(["99"]) == 1 and "There is no lesson '99'" in capsys.readouterr().out
    assert layout.main([]) == 2 and "make lesson NB=21" in capsys.readouterr().out
    assert layout.lay_out(lesson("00")) == []


@pytest.mark.parametrize("name", ["task_1.py", "__init__.py"])
def test_python_parts_are_python(name):
    sources = [source for path, source in layout.parts(PLANNED).items() if path.name == name]
    for source in sources:
        compile(source, name, "exec")
    assert sources
