"""What the handbook says about walls and shared machines holds here."""

from __future__ import annotations

import re
from pathlib import Path

import escapes
from jupyter_core import paths

from course.checks import store
from tools.grading import unpack, walls

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "solutions" / "README.md").read_text(encoding="utf-8")


def test_the_numbers_are_those_of_the_code():
    spec = walls.Spec([])
    assert f"{spec.memory_mb // 1000} GB of memory, {spec.processes} processes and threads" in TEXT
    assert f"{spec.files_mb} MB of files" in TEXT
    assert f"{len(escapes.ESCAPES)} escapes are tried" in TEXT and unpack.LARGEST == 200_000_000


def test_the_files_that_it_names_exist():
    named = re.findall(r"`((?:tests|tools|solutions)/[\w/.]+)`", TEXT)
    assert len(named) > 5 and [name for name in named if not (ROOT / name.replace("NN", "20")).exists()] == []


def test_which_kernel_goes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    assert paths.jupyter_path()[0] == str(tmp_path)
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    assert paths.jupyter_path()[0] in paths.ENV_JUPYTER_PATH


def test_one_data_folder_is_one_progress_file(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert store.file() == tmp_path / "progress.json"
