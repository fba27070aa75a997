"""A notebook alone, as on Colab: its first cell brings the package and touches nothing else.

The environment of these tests holds what Colab has (torch, numpy, matplotlib, ipywidgets) and not this
package. To copy gigabytes is not necessary: it is a new environment whose packages are links to the ones here.
"""

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from tools.exercises import places, tasks, trial
from tools.pages import bootstrap, files, sandbox

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need administrator rights on Windows")

ROOT = Path(__file__).resolve().parents[2]
NAME = "generative-course"
LESSON = ROOT / "notebooks" / "00_start_here.ipynb"
PROBE = """\
import json, sys, course
print(json.dumps({"course": course.__file__, "python": sys.prefix}))"""


@dataclass(frozen=True)
class Alone:
    """An environment without the course, and where its packages are."""

    folder: Path
    python: Path
    packages: Path

    def run(self, lesson: nbformat.NotebookNode, source: str, workdir: Path) -> nbformat.NotebookNode:
        """Run a lesson in `workdir` with papermill, without a network, and give it back with its outputs."""
        workdir.mkdir()
        nbformat.write(lesson, workdir / "lesson.ipynb")
        ours = ("PIP_", "COURSE_", "JUPYTER_")
        env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        env.update(
            COURSE_SOURCE=source,
            COURSE_PROFILE="smoke",
            COURSE_DATA=str(self.folder / "data"),
            JUPYTER_PATH=str(self.folder / "jupyter"),
            IPYTHONDIR=str(self.folder / "ipython"),
            # A bootstrap that asks for anything but the package must fail, not download.
            PIP_NO_INDEX="1",
            PIP_RETRIES="0",
            PIP_CONFIG_FILE=os.devnull,
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            PYTHONPATH=str(sandbox.refuse_network(self.folder / "no-network")),
            PYTHONDONTWRITEBYTECODE="1",  # the packages are shared by links
        )
        command = [sys.executable, "-m", "papermill", "lesson.ipynb", "out.ipynb", "-k", "alone", "--no-progress-bar"]
        subprocess.run(
            [*command, "--execution-timeout", "240", "--start-timeout", "300"],
            cwd=workdir,
            env=env,
            capture_output=True,
            timeout=480,
        )
        assert (workdir / "out.ipynb").exists(), "papermill did not start"
        return nbformat.read(workdir / "out.ipynb", as_version=4)

    def state(self, package: str) -> tuple[str, str]:
        """Version and a hash of the list of files of an installed package."""
        found = next(iter(importlib.metadata.distributions(name=package, path=[str(self.packages)])))
        return found.version, hashlib.sha256((found.read_text("RECORD") or "").encode()).hexdigest()


def own_files() -> set[str]:
    """The names in site-packages that an (editable) installation of the course made here."""
    try:
        files = importlib.metadata.distribution(NAME).files or []
    except importlib.metadata.PackageNotFoundError:
        return set()
    return {file.parts[0] for file in files}


@pytest.fixture
def alone(tmp_path):
    folder = tmp_path / "alone"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120)
    python = folder / "bin" / "python"
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(ask, capture_output=True, text=True, check=True, timeout=60).stdout.strip())
    left_out = own_files() | {"__pycache__"}
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(place).iterdir():
            if entry.name not in left_out:
                (packages / entry.name).symlink_to(entry)
    spec = folder / "jupyter" / "kernels" / "alone" / "kernel.json"
    spec.parent.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "alone", "language": "python"}), encoding="utf-8")
    return Alone(folder, python, packages)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The package as it would be published, built from this checkout without a network."""
    out = tmp_path_factory.mktemp("wheel")
    source = tmp_path_factory.mktemp("source") / "course"  # a copy, since building writes beside the sources
    shutil.copytree(ROOT, source, ignore=sandbox.LEFT_OUT)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def lesson() -> nbformat.NotebookNode:
    """The first lesson, with a last cell that reports where the package came from."""
    nb = nbformat.read(LESSON, as_version=4)
    nb.cells.append(nbformat.v4.new_code_cell(PROBE))
    return nb


def exercise() -> nbformat.NotebookNode:
    """The first two tasks of an exercise as it is released: one answered rightly, the other not begun."""
    path = places.exercises(ROOT)[-1]
    nb, solved = files.read(path), files.read(places.solutions(ROOT, path.stem)[0])
    first, second = tasks.tasks(nb)[:2]
    nb.cells[first.stubs[0] - 1] = solved.cells[first.stubs[0] - 1]
    nb.cells = [*nb.cells[: second.checks[0]], nb.cells[-2]]
    assert nb.cells[-1].source.startswith("progress(")
    return nb


def first_code(nb: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return next(cell for cell in nb.cells if cell.cell_type == "code")


def errors(nb: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [out for cell in nb.cells if cell.cell_type == "code" for out in cell.outputs if out.output_type == "error"]


def test_one_notebook_alone_brings_its_package(alone, wheel, tmp_path):
    before = {package: alone.state(package) for package in ("torch", "numpy")}
    found = alone.run(lesson(), str(wheel), tmp_path / "empty")
    assert [out.evalue for out in errors(found)] == []
    printed = json.loads(found.cells[-1].outputs[0].text)
    assert Path(printed["python"]).resolve() == alone.folder.resolve()
    assert alone.packages.resolve() in Path(printed["course"]).resolve().parents
    assert first_code(found).metadata.papermill.duration < 20
    assert [out.text.count("\n") for out in first_code(found).outputs] == [1], "the bootstrap prints one line"
    assert {package: alone.state(package) for package in ("torch", "numpy")} == before
    assert all((alone.packages / package).is_symlink() for package in before), "a package was installed anew"


def test_an_exercise_alone_brings_its_package_and_answers(alone, wheel, tmp_path):
    nb = exercise()
    found = alone.run(nb, str(wheel), tmp_path / "empty")
    assert [out.evalue for out in errors(found)] == []
    assert list(trial.statuses(found).values()) == ["done", "not begun"]
    assert [out.text.count("\n") for out in first_code(found).outputs] == [1], "the bootstrap brought the package"
    assert found.cells[-1].outputs, "progress() says nothing"
    assert {path.name for path in (tmp_path / "empty").iterdir()} == {"lesson.ipynb", "out.ipynb"}


@pytest.mark.parametrize("source", ["missing/generative_course-0.1.0-py3-none-any.whl", "https://example.org/main.zip"])
def test_without_its_source_one_sentence_says_what_to_do(source, alone, tmp_path):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(bootstrap.source("https://example.org/x"))])
    found = alone.run(nb, source, tmp_path / "empty")
    (error,) = errors(found)
    shown = "\n".join(error.traceback)
    assert source in shown and "run this cell again" in shown
    assert "Traceback" not in shown and len(shown.splitlines()) <= 3 and len(shown) < 300
    assert "pip says: " in shown and not shown.rstrip().endswith(("pip says:", "nothing")), "what pip said is lost"
    assert [out for out in first_code(found).outputs if out.output_type == "stream"] == []


def test_without_torch_one_sentence_names_it():
    """A Python in which nothing can be found stands for one without torch."""
    text = bootstrap.source("https://example.org/x")
    nothing = "import importlib.util\nimportlib.util.find_spec = lambda name: None\n"
    done = subprocess.run([sys.executable, "-c", nothing + text], capture_output=True, text=True, timeout=60)
    assert "This Python has neither the course nor torch: choose the kernel" in done.stderr
    assert "Could not install" not in done.stderr


def test_the_test_environment_has_no_course_and_notices_a_changed_package(alone):
    """What the other tests rely on, seen to be able to fail."""
    look = [str(alone.python), "-c", "import torch, ipywidgets, matplotlib, course"]
    done = subprocess.run(look, cwd=alone.folder, capture_output=True, text=True, timeout=120)
    assert "No module named 'course'" in done.stderr
    before = alone.state("numpy")
    (info,) = alone.packages.glob("numpy-*.dist-info")
    original = info.resolve()
    info.unlink()  # the link, not what it points to
    shutil.copytree(original, info)
    with (info / "RECORD").open("a", encoding="utf-8") as record:
        record.write("numpy/another.py,,\n")
    assert alone.state("numpy") != before
