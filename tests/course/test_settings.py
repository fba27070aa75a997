"""What the machine refuses is called by its name: a disk, a folder, a missing package; and check_machine sees it."""

import contextlib
import errno
import importlib.util
import io
import os
import shutil

import pytest
import torch

from course import data, settings


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_full_or_locked_disk_is_not_called_a_missing_network(home, monkeypatch, number):
    def refuse(*args, **options):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "makedirs", refuse)
    with pytest.raises(OSError, match="cannot be written .*set COURSE_DATA to a folder that can") as told:
        data.load("mnist")
    assert os.strerror(number) in str(told.value) and "internet" not in str(told.value)


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "file"))
    with pytest.raises(OSError, match="file.torchvision cannot be written"):
        data.load("fashion_mnist")


def _machine(monkeypatch, *, writable=True, free=5e9, widgets=True):
    monkeypatch.setattr(os, "access", lambda path, mode: writable and path.exists())
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9e9, 9e9 - free, free))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: widgets or None)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        settings.check_machine()
    return said.getvalue().splitlines()


def test_check_machine_says_one_line_for_each_thing(home, monkeypatch):
    lines = _machine(monkeypatch)
    assert len(lines) == 6 and all(line[0] == "✓" for line in lines)
    assert torch.__version__ in lines[1] and "profile" in lines[2]


@pytest.mark.parametrize(
    ("lack", "place", "remedy"),
    [
        (dict(widgets=False), 3, "pip install ipywidgets"),
        (dict(writable=False), 4, "cannot be written; set COURSE_DATA to one that can"),
        (dict(free=3e8), 5, "only 0.3 GB are free; make room for 1 GB"),
    ],
)
def test_check_machine_names_what_is_missing_and_the_remedy(home, monkeypatch, lack, place, remedy):
    lines = _machine(monkeypatch, **lack)
    assert [i for i, line in enumerate(lines) if line[0] == "✗"] == [place] and remedy in lines[place]


def test_check_machine_looks_above_a_folder_that_does_not_exist_yet(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "not" / "yet"))
    assert all(line[0] == "✓" for line in _machine(monkeypatch)) and not (tmp_path / "not").exists()
