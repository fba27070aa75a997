"""Every lesson keeps the contract, and runs from a read-only checkout without a network."""

from __future__ import annotations

import copy
import re

import pytest

from tools.lessons import lint, readme
from tools.pages import cells, files, runner, sandbox, staleness
from tools.pages.context import Context
from tools.pages.cost import at_speed_1
from tools.pages.files import ROOT
from tools.pages.speed import within

LESSONS = files.lessons(ROOT)
SMOKE_CPU_SECONDS, CPU_SECONDS, PEAK_MB = 60, 240, 2000  # processor time; the cpu profile's by `make render`

each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def test_there_are_lessons():
    assert LESSONS


def test_the_readme_shows_the_measured_minutes():
    found = readme.BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found, "README.md has lost its map of lessons"
    assert readme.table() in found[0], "run `make render`, which writes the map"
    assert readme.table() not in found[0].replace(" min,", " hours,")
    drawn = readme.picture()
    assert drawn and (ROOT / readme.PICTURE).read_bytes() == drawn, "the picture is not the one that lesson 20 drew"
    assert readme.PICTURE.as_posix() in (ROOT / "README.md").read_text(encoding="utf-8")


def missing_sections(handbook, lessons):
    """Sections of a lesson that the handbook's plans name in italics, at the start of a row, and no lesson has."""
    headings = [text for nb in lessons for _, _, text in cells.headings(nb)]
    named = re.findall(r"^\|[^|]*\|[^|]*?\*([A-Z][^*|]+)\*", handbook, re.MULTILINE)
    return [name for name in named if not any(heading.startswith(name) for heading in headings)]


def test_the_handbooks_plans_name_sections_that_exist():
    handbook = (ROOT / "solutions" / "README.md").read_text(encoding="utf-8")
    lessons = [files.read(path) for path in LESSONS]
    assert missing_sections(handbook, lessons) == []
    invented = "| 0-5 | *A section that nobody wrote* | look |"
    assert missing_sections(invented, lessons) == ["A section that nobody wrote"]


@each_lesson
def test_it_keeps_the_contract(path):
    problems = lint.check(files.read(path), path, Context(ROOT))
    assert problems == {}, "\n".join(text for texts in problems.values() for text in texts)


@each_lesson
def test_its_outputs_are_not_older_than_its_code(path):
    assert not staleness.is_stale(files.read(path), ROOT), f"run `make render NB={path.stem[:2]}`"


@each_lesson
def test_its_cpu_profile_fits_two_cores_and_four_minutes(path):
    stored = files.read(path).metadata["course"]["cost"]["cpu"]
    assert at_speed_1(stored, "cpu_seconds") <= CPU_SECONDS
    assert stored["peak_mb"] < PEAK_MB


@each_lesson
def test_it_runs_in_the_smoke_profile_and_nbval_finds_its_outputs_again(path, checkout, data, record_property):
    """One run: every cell works, tagged outputs come again, the checkout stays as it is, and the cost is measured."""
    root, before = checkout
    cost = runner.compare(root / "notebooks" / path.name, root, data=data)
    measured = {"cpu_seconds": cost.cpu_seconds, "peak_mb": cost.peak_mb}
    record_property("cost", {"name": path.stem, "profile": "smoke", **measured})
    assert cost.problem is None, cost.said[-4000:]
    assert cost.cpu_seconds > 0
    assert within(cost.cpu_seconds, SMOKE_CPU_SECONDS)
    assert 0 < cost.peak_mb < PEAK_MB
    assert sandbox.changes(before, sandbox.fingerprint(root)) == []


def test_nbval_passes_the_example_and_fails_when_a_stored_output_was_altered(lesson):
    right = runner.compare(lesson, lesson.parents[1])
    assert right.problem is None, right.said
    nb = copy.deepcopy(files.read(lesson))
    cell = next(cell for cell in nb.cells if "nbval-check-output" in files.tags(cell))
    cell.outputs[0].text = cell.outputs[0].text.replace("2", "3")
    files.write(nb, lesson)
    wrong = runner.compare(lesson, lesson.parents[1])
    assert wrong.problem and "1 failed" in wrong.said
