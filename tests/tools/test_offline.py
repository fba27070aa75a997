"""The wheelhouse and the data cache, tried on a tiny stand-in for the course: nothing is downloaded."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tools import environment, offline

# A build backend without requirements, so that pip can build the stand-in's wheel with nothing at hand.
BACKEND = """
import zipfile
NAME = "stand_in-1.0-py3-none-any.whl"
def build_wheel(folder, settings=None, metadata=None):
    info = "Metadata-Version: 2.1\\nName: stand-in\\nVersion: 1.0\\nProvides-Extra: lab\\n" \\
           "Requires-Dist: tiny-dep; extra == 'lab'\\n"
    with zipfile.ZipFile(f"{folder}/{NAME}", "w") as wheel:
        wheel.writestr("stand_in.py", "")
        wheel.writestr("stand_in-1.0.dist-info/METADATA", info)
        wheel.writestr("stand_in-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("stand_in-1.0.dist-info/RECORD", "")
    return NAME
"""
PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "stand-in"
version = "1.0"
optional-dependencies.lab = ["tiny-dep"]
"""
DRAWS = """\
import os, pathlib
data = pathlib.Path(os.environ["COURSE_DATA"])
(data / "glyphs").mkdir(parents=True, exist_ok=True)
(data / "glyphs" / "NAME.npz").write_bytes(b"drawn")
(data / "progress.json").write_text("{}")
"""


def tiny_wheel(folder: Path, name: str) -> None:
    stem = name.replace("-", "_")
    with zipfile.ZipFile(folder / f"{stem}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{stem}.py", "")
        wheel.writestr(f"{stem}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{stem}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{stem}-1.0.dist-info/RECORD", "")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A stand-in for the repository, and pip without an index: only a folder with two wheels, a space in its name."""
    root, index = tmp_path / "the course", tmp_path / "index"
    for path in (root, index):
        path.mkdir()
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "backend.py").write_text(BACKEND)
    for name in ("tiny-dep", "tiny-tool"):
        tiny_wheel(index, name)
    monkeypatch.setattr(offline, "TOOLS", ("tiny-tool",))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", index.as_uri())
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return root


def page(root: Path, name: str, code: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=[new_code_cell(code)]), path)


def test_a_wheelhouse_holds_everything_and_instructions(root, capsys):
    offline.make(root, data=False, room=0)
    folder = root / "build" / "offline"
    wheels = sorted(path.name for path in (folder / "wheels").iterdir())
    assert wheels == [f"{name}-1.0-py3-none-any.whl" for name in ("stand_in", "tiny_dep", "tiny_tool")]
    said = (folder / "INSTALL.txt").read_text()
    assert "offline.py install" in said and "tools" in said and len(said.splitlines()) < 20
    assert "://" not in said and not (folder / "data").exists()
    assert json.loads((folder / "platform.json").read_text()) == offline.this_platform()
    assert "is ready" in capsys.readouterr().out
    # A second run replaces what is out of date, and leaves nothing half made.
    (folder / "wheels" / "old-0.1-py3-none-any.whl").write_bytes(b"")
    offline.make(root, data=False, room=0)
    assert sorted(path.name for path in (folder / "wheels").iterdir()) == wheels
    assert sorted(path.name for path in folder.iterdir()) == ["INSTALL.txt", "platform.json", "wheels"]


def test_a_package_that_is_missing_leaves_the_old_wheelhouse(root, tmp_path):
    offline.make(root, data=False, room=0)
    (tmp_path / "index" / "tiny_dep-1.0-py3-none-any.whl").unlink()
    with pytest.raises(SystemExit, match="could not be downloaded: check the network"):
        offline.make(root, data=False, room=0)
    assert len(list((root / "build" / "offline" / "wheels").iterdir())) == 3


def test_a_full_disk_is_said_before_anything_is_fetched(root, monkeypatch):
    monkeypatch.setattr(offline, "_pip", lambda *words: pytest.fail("pip was started"))
    with pytest.raises(SystemExit, match=r"Only .* GB are free .* needs about 1e\+09 GB"):
        offline.make(root, room=1e9)


@pytest.mark.parametrize(
    ("log", "free", "named"),
    [
        ("OSError: [Errno 28] No space left on device", 3.0, "disk is full"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError(...)'", 50.0, "network"),
        ("(from versions: none)\nERROR: No matching distribution found for sympy==1.14", 50.0, "network"),
        ("(from versions: 2.8.0)\nERROR: No matching distribution found for torch==2.9+cpu", 50.0, "torch==2.9+cpu"),
    ],
)
def test_a_failure_is_explained_in_one_sentence(log, free, named):
    sentence = offline.explain(log, free)
    assert named in sentence and "\n" not in sentence


def test_the_versions_are_those_of_this_environment(root):
    lines = offline.constraints(root)
    assert any(line.startswith("torch==") for line in lines)
    assert not any(line.lower().startswith(("pip==", "stand-in==")) for line in lines)
    assert offline.name_of(offline.ROOT) == "generative-course"


def test_the_cache_holds_what_lessons_and_exercises_draw(root, capsys):
    page(root, "notebooks/00_draws.ipynb", DRAWS.replace("NAME", "lesson"))
    page(root, "notebooks/01_breaks.ipynb", "1 / 0")
    page(root, "solutions/ex00_draws/ex00_draws.ipynb", DRAWS.replace("NAME", "exercise"))
    folder = root / "build" / "offline" / "data"
    folder.parent.mkdir(parents=True)
    failed = list(offline.cache(root, folder))
    assert sorted(path.name for path in (folder / "glyphs").iterdir()) == ["exercise.npz", "lesson.npz"]
    assert sorted(path.name for path in folder.iterdir()) == ["glyphs"]  # nobody's progress
    assert len(failed) == 1 and "01_breaks.ipynb" in failed[0] and "ZeroDivisionError" in failed[0]
    assert "ex00_draws cpu:" in capsys.readouterr().out


# --- on the machine without internet --------------------------------------------------------------------


@pytest.fixture
def carried(root, tmp_path, monkeypatch):
    """build/offline as it arrives, and an environment that is made without pip."""
    folder = root / "build" / "offline"
    (folder / "wheels").mkdir(parents=True)
    (folder / "data" / "glyphs").mkdir(parents=True)
    (folder / "data" / "glyphs" / "a.npz").write_bytes(b"drawn")
    (folder / "platform.json").write_text(json.dumps(offline.this_platform()))
    seen = {}
    monkeypatch.setattr(
        environment, "main", lambda words: seen.update(words=words, links=os.environ["PIP_FIND_LINKS"],
                                                       index=os.environ["PIP_NO_INDEX"])
    )  # fmt: skip
    monkeypatch.setattr(offline, "data_folder", lambda python: tmp_path / "home")
    return root, seen, tmp_path / "home"


def test_installing_takes_packages_from_the_wheelhouse_and_copies_data(carried, capsys):
    root, seen, home = carried
    (home / "glyphs").mkdir(parents=True)
    (home / "progress.json").write_text("kept")
    offline.install(root)
    assert seen["words"] == ["lab"] and seen["index"] == "1"
    assert seen["links"].startswith("file:") and "%20" in seen["links"] and " " not in seen["links"]
    assert (home / "glyphs" / "a.npz").read_bytes() == b"drawn" and (home / "progress.json").read_text() == "kept"
    offline.install(root)  # again: nothing to say
    assert "in place" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["system", "machine", "python"])
def test_a_machine_of_another_kind_is_told_so(carried, key):
    root, seen, _ = carried
    path = root / "build" / "offline" / "platform.json"
    path.write_text(json.dumps({**offline.this_platform(), key: "Amiga"}))
    with pytest.raises(SystemExit, match="made for .*Amiga.*run `make offline` on a machine like this"):
        offline.install(root)
    assert not seen


def test_an_install_without_wheelhouse_says_where_to_get_it(carried):
    root, seen, _ = carried
    shutil.rmtree(root / "build")
    with pytest.raises(SystemExit, match="copy it from the machine"):
        offline.install(root)
    assert not seen


def test_installing_needs_the_standard_library_alone():
    import ast

    source = (offline.ROOT / "tools" / "offline.py").read_text(encoding="utf-8")
    top = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in top if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= set(__import__("sys").stdlib_module_names) | {"tools"}


def test_words_behind_two_dashes_go_to_pip(monkeypatch):
    given = {}
    monkeypatch.setattr(offline, "make", lambda root, **options: given.update(options))
    offline.main(["--no-data", "--", "--extra-index-url", "ADDRESS"])
    assert given == {"data": False, "pip_words": ["--extra-index-url", "ADDRESS"]}
