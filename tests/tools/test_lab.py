"""JupyterLab starts for people whose home folder takes no files, or who have none, and they are told."""

import os

import pytest

from tools import lab


@pytest.fixture
def clean(monkeypatch):
    """An environment in which nobody has moved Jupyter's folders."""
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "COURSE_DATA"):
        monkeypatch.setenv(name, "")  # so that it is restored in the end
        monkeypatch.delenv(name)
    return monkeypatch


def test_a_home_that_takes_files_is_left_alone(clean, tmp_path):
    clean.setenv("HOME", str(tmp_path))
    before = dict(os.environ)
    assert lab.homeless() is None and dict(os.environ) == before


def test_a_read_only_home_is_replaced_and_named(clean, tmp_path):
    clean.setenv("HOME", str(tmp_path))
    access = os.access  # root may write anywhere, so the refusal is played
    clean.setattr(os, "access", lambda path, mode: not str(path).startswith(str(tmp_path)) and access(path, mode))
    said = lab.homeless()
    assert f"{tmp_path} takes no files" in said and "\n" not in said
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "COURSE_DATA"):
        assert not os.environ[name].startswith(str(tmp_path)) and os.access(os.path.dirname(os.environ[name]), os.W_OK)
    assert os.environ["HOME"] == str(tmp_path)


def test_nobodys_home_is_replaced(clean):
    clean.setenv("HOME", "")
    clean.delenv("HOME")
    clean.setattr(os.path, "expanduser", lambda path: path)  # what Python does for a user without a name
    assert "takes no files" in lab.homeless() and os.path.isdir(os.environ["HOME"])


def test_what_the_reader_has_set_is_kept(clean, tmp_path):
    clean.setenv("HOME", str(tmp_path))
    clean.setenv("COURSE_DATA", str(tmp_path))
    clean.setattr(lab, "_takes_files", lambda folder: False)
    lab.homeless()
    assert os.environ["COURSE_DATA"] == str(tmp_path)
