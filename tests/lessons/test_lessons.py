"""Every lesson keeps the contract, and runs from a read-only checkout without a network."""

from __future__ import annotations

import copy
import subprocess
import sys

import pytest

from tools.lessons import lint, readme
from tools.pages import files, runner, sandbox, staleness
from tools.pages.context import Context
from tools.pages.files import ROOT

LESSONS = files.lessons(ROOT)
SMOKE_SECONDS, CPU_SECONDS, PEAK_MB = 60, 240, 2000

each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def nbval(path, folder, data, tmp_path):
    """Run a lesson under nbval in the smoke profile; compare the cells tagged for it."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")  # not the project's own settings
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "--nbval-current-env",
        "--nbval-cell-timeout=60",
    ]
    command += [
        "-c",
        str(tmp_path / "pytest.ini"),
        "--rootdir",
        str(tmp_path),
        "-p",
        "no:cacheprovider",
        "-q",
    ]
    env = runner.environment(folder, "smoke", tmp_path, data=data, offline=True)
    return subprocess.run(
        [*command, str(path)], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=300
    )


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


@each_lesson
def test_it_keeps_the_contract(path):
    problems = lint.check(files.read(path), path, Context(ROOT))
    assert problems == {}, "\n".join(text for texts in problems.values() for text in texts)


@each_lesson
def test_its_outputs_are_not_older_than_its_code(path):
    assert not staleness.is_stale(files.read(path), ROOT), f"run `make render NB={path.stem[:2]}`"


@each_lesson
def test_its_cpu_profile_fits_two_cores_and_four_minutes(path):
    cost = files.read(path).metadata["course"]["cost"]["cpu"]
    assert cost["seconds"] <= CPU_SECONDS
    assert cost["peak_mb"] < PEAK_MB


@each_lesson
def test_it_runs_in_the_smoke_profile(path, checkout, data, record_property):
    root, before = checkout
    result = runner.run(root / "notebooks" / path.name, "smoke", data=data, offline=True)
    cost = {
        "name": path.stem,
        "profile": "smoke",
        "minutes": round(result.seconds / 60, 2),
        "peak_mb": result.peak_mb,
    }
    record_property("cost", cost)
    assert result.problem is None, result.problem
    assert result.seconds < SMOKE_SECONDS
    assert result.peak_mb < PEAK_MB
    assert sandbox.changes(before, sandbox.fingerprint(root)) == []


@each_lesson
def test_nbval_finds_the_stored_outputs_again(path, checkout, data, tmp_path):
    root, before = checkout
    result = nbval(root / "notebooks" / path.name, root, data, tmp_path)
    assert result.returncode == 0, result.stdout[-4000:]
    assert sandbox.changes(before, sandbox.fingerprint(root)) == []


def test_nbval_passes_the_example_and_fails_when_a_stored_output_was_altered(lesson, tmp_path_factory):
    right = nbval(lesson, lesson.parents[1], None, tmp_path_factory.mktemp("right"))
    assert right.returncode == 0, right.stdout
    nb = copy.deepcopy(files.read(lesson))
    cell = next(cell for cell in nb.cells if "nbval-check-output" in files.tags(cell))
    cell.outputs[0].text = cell.outputs[0].text.replace("2", "3")
    files.write(nb, lesson)
    wrong = nbval(lesson, lesson.parents[1], None, tmp_path_factory.mktemp("wrong"))
    assert wrong.returncode == 1
    assert "1 failed" in wrong.stdout
