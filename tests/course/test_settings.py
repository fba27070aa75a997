"""What the machine refuses is called by its name: a disk, a folder, a missing package; and check_machine sees it."""

import contextlib
import errno
import importlib.util
import io
import os
import shutil

import pytest
import torch

from course import data, plots, settings, widgets


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_full_or_locked_disk_is_not_called_a_missing_network(home, monkeypatch, number):
    def refuse(*args, **options):
        raise OSError(number, os.strerror(number))

    pytest.importorskip("torchvision")  # its first import makes a folder of its own
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


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
def test_a_console_without_a_tick_gets_words(home, monkeypatch, encoding):
    said = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    with pytest.raises(UnicodeEncodeError):  # what such a console does by itself
        print("✗", file=said, flush=True)
    monkeypatch.setattr("sys.stdout", said)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    settings.check_machine()
    plots.show(plots.subplots()[0], alt="∇D – the slope")
    said.seek(0)
    lines = said.read().splitlines()
    assert lines[0].startswith("[ok] Python") and lines[3] == "[not yet] sliders (ipywidgets): pip install ipywidgets"
    assert lines[-1].startswith("[picture: ") and "D" in lines[-1] and "the slope" in lines[-1]


def test_a_picture_outside_jupyter_is_one_line_and_no_base64(capsys):
    screen = widgets.Live(alt="samples")
    for _ in range(3):
        screen.update(plots.subplots()[0])
    widgets.explore(lambda a: plots.subplots()[0], alt="a slider", a=[1, 2])
    assert capsys.readouterr().out.splitlines() == ["[picture: samples]", "[picture: a slider]"]


def test_an_old_python_is_told_which_one_to_take(home, monkeypatch):
    monkeypatch.setattr("platform.python_version_tuple", lambda: ("3", "10", "14"))
    assert _machine(monkeypatch)[0] == "✗ Python 3.10.14: install Python 3.11 or newer"


@pytest.mark.skipif(os.name == "nt", reason="on Windows the home folder does not come from HOME")
def test_without_a_home_there_is_still_a_folder(monkeypatch):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # what Python does for a user without a name
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = settings.data_dir()
    assert folder.is_absolute() and folder.name == f"generative-course-{os.getuid()}"
    assert all(line[0] == "✓" for line in _machine(monkeypatch))


@pytest.mark.skipif(os.name == "nt", reason="user names after a tilde are looked up on POSIX")
def test_the_home_of_nobody_is_one_sentence(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "~nobody-of-that-name/x")
    with pytest.raises(ValueError, match="COURSE_DATA is '~nobody-of-that-name/x', and there is no such home; give"):
        settings.data_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_who_may_read_a_file_follows_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        settings.replace_file(tmp_path / "x", b"one")
        settings.replace_file(tmp_path / "x", b"two")
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o666 & ~umask
    assert (tmp_path / "x").read_bytes() == b"two" and [one.name for one in tmp_path.iterdir()] == ["x"]
