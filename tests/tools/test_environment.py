"""The environment's files agree with each other, and making it fails in sentences."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median

import pytest
import yaml
from packaging.requirements import Requirement

from tools import environment, lab, lowest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]


# --- one list of dependencies -------------------------------------------------------------------------

CONDA_NAMES = {"torch": "pytorch", "matplotlib": "matplotlib-base"}


def conda_differences(yml: str) -> list[str]:
    """In what an environment.yml disagrees with pyproject.toml: one line for each package."""
    wanted = {"python": PROJECT["requires-python"]}
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["lab"]:
        requirement = Requirement(line)
        wanted[CONDA_NAMES.get(requirement.name, requirement.name)] = str(requirement.specifier)
    content = yaml.safe_load(yml)
    plain = [Requirement(line) for line in content["dependencies"] if isinstance(line, str)]
    found = {requirement.name: str(requirement.specifier) for requirement in plain if requirement.name != "pip"}
    by_pip = [line for entry in content["dependencies"] if isinstance(entry, dict) for line in entry["pip"]]
    differences = [
        f"{name}: {wanted.get(name)} in pyproject.toml, {found.get(name)} in environment.yml"
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]
    if by_pip != ["-e ."] or "pip" not in [requirement.name for requirement in plain]:
        differences.append(f"pip: environment.yml should install '-e .' and nothing else by pip, not {by_pip}")
    if content["channels"] != ["conda-forge"]:
        differences.append(f"channels: {content['channels']} instead of conda-forge alone")
    return differences


YML = (ROOT / "environment.yml").read_text(encoding="utf-8")


def test_conda_environment_agrees_with_pyproject():
    assert conda_differences(YML) == []


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("pytorch>=", "torch>=", "torch:"),
        ("  - sympy>=1.12.1\n", "", "sympy:"),
        ("numpy>=1.26.4", "numpy>=1.21", "numpy:"),
        ("  - pip\n", "  - pandas\n  - pip\n", "pandas:"),
        ("- -e .", "- -e .[dev]", "pip:"),
        ("- conda-forge", "- defaults", "channels:"),
    ],
)
def test_a_wrong_conda_environment_is_noticed(right, wrong, named):
    assert right in YML
    assert any(line.startswith(named) for line in conda_differences(YML.replace(right, wrong)))


def test_lowest_versions_are_exact_and_complete():
    lines = lowest.lowest(PYPROJECT)
    assert PROJECT["dependencies"][0].replace(">=", "==") in lines
    total = len(PROJECT["dependencies"]) + sum(map(len, PROJECT["optional-dependencies"].values()))
    assert len(lines) == total - 1  # `dev` includes `lab` by a line that names no package of its own
    for bad in ("torch<3", "torch>=2.3,<3", "torch"):
        with pytest.raises(ValueError, match="should read"):
            lowest.lowest(f'[project]\nname = "x"\ndependencies = ["{bad}"]')


# --- making the environment ---------------------------------------------------------------------------


def test_an_old_python_is_told_what_to_do():
    assert "needs Python 3.11 or newer" in environment.too_old((3, 9, 18))
    assert environment.too_old((3, 11)) == environment.too_old((3, 14, 1)) == ""
    # An old Python must be able to read the file as far as the sentence: no syntax newer than 3.6.
    import ast

    source = (ROOT / "tools/environment.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    with pytest.raises(SyntaxError):
        ast.parse("if (n := 1): pass", feature_version=(3, 7))


@pytest.mark.parametrize(
    ("log", "free", "named"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", 3, "disk is full"),
        ("anything", 0.01, "disk is full"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError(...)'", 50, "network"),
        ("ERROR: Could not find a version that satisfies hatchling (from versions: none)", 50, "network"),
        ("error: subprocess-exited-with-error", 50, "pip.log"),
    ],
)
def test_a_failed_installation_is_explained(log, free, named):
    sentence = environment.explain(log, free)
    assert named in sentence and "same command again" in sentence


@pytest.fixture
def sandbox(tmp_path, monkeypatch):
    """environment.py at work on an empty repository, with the slow steps replaced and counted."""
    (tmp_path / "pyproject.toml").write_text("one", encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    calls = []

    def make_venv(venv):
        calls.append("make")
        venv.mkdir(exist_ok=True)
        (venv / "works").touch()
        (venv / "no-pip").unlink(missing_ok=True)

    def working(python):
        return "3.11.7" if (tmp_path / ".venv/works").exists() else ""

    monkeypatch.setattr(environment, "version_of", working)
    monkeypatch.setattr(environment, "has_pip", lambda python: not (tmp_path / ".venv/no-pip").exists())
    monkeypatch.setattr(environment, "make_venv", make_venv)
    monkeypatch.setattr(environment, "install", lambda venv, extra: calls.append(extra))

    def run(extra):
        calls.clear()
        environment.main([extra])
        return list(calls)

    return tmp_path, run


def test_only_what_is_missing_is_installed(sandbox, monkeypatch):
    root, run = sandbox
    assert run("lab") == ["make", "lab"]
    assert run("lab") == []
    assert run("dev") == ["dev"]
    assert run("lab") == []  # dev includes lab
    (root / "pyproject.toml").write_text("two", encoding="utf-8")
    assert run("lab") == ["dev"]  # and stays dev
    assert run("dev") == []
    (root / ".venv/works").unlink()  # as when the system's Python was replaced
    (root / ".venv/course-installed.json").unlink()
    (root / ".venv").rmdir()
    assert run("lab") == ["make", "lab"]
    (root / ".venv/no-pip").touch()  # as when the creation of .venv was interrupted
    (root / ".venv/course-installed.json").unlink()
    assert run("lab") == ["make", "lab"]
    (root / ".venv/course-installed.json").write_text("{broken", encoding="utf-8")
    assert run("lab") == ["lab"]
    monkeypatch.setattr(environment, "version_of", lambda python: "3.12.1")
    assert run("lab") == ["lab"]  # packages of another Python do not count


def test_an_interrupted_installation_is_not_taken_for_a_whole_one(sandbox, monkeypatch):
    root, run = sandbox
    run("lab")
    (root / "pyproject.toml").write_text("two", encoding="utf-8")

    def interrupted(venv, extra):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "install", interrupted)
        with pytest.raises(SystemExit, match="same command again"):
            run("lab")
    assert run("lab") == ["lab"]


def test_the_signature_sees_every_input():
    given = (b"text", "lab", "3.11.7", Path("a"))
    base = environment.signature(*given)
    assert base == environment.signature(b"text", "lab", "3.11.9", Path("a"))
    for place, other in enumerate((b"more", "dev", "3.12.7", Path("b"))):
        assert environment.signature(*given[:place], other, *given[place + 1 :]) != base


def test_a_python_without_venv_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="python3-venv"):
        environment.make_venv(tmp_path / ".venv")


def test_a_broken_python_is_recognised(tmp_path):
    assert environment.version_of(Path(sys.executable)) == ".".join(map(str, sys.version_info[:3]))
    assert environment.version_of(tmp_path / "nothing") == ""
    if os.name != "nt":
        (tmp_path / "python").symlink_to(tmp_path / "uninstalled")
        assert environment.version_of(tmp_path / "python") == ""


def test_jupyterlab_starts_as_root_only_when_asked_and_extra_words_win():
    assert "--allow-root" in lab.arguments([], root_user=True)
    assert "--allow-root" not in lab.arguments([], root_user=False)
    words = lab.arguments(["--no-browser", "--ServerApp.root_dir=elsewhere"], root_user=True)
    assert words[-2:] == ["--no-browser", "--ServerApp.root_dir=elsewhere"]
    assert sum(word.startswith("--ServerApp.root_dir") for word in words) == 1
    assert (ROOT / lab.START).exists(), f"`make lab` opens {lab.START}"


# --- what an import costs -----------------------------------------------------------------------------


def in_fresh_python(code: str, path: Path) -> str:
    """What `code` prints in a new interpreter that finds modules in `path` first."""
    env = {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=path, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


def seconds(module: str, path: Path) -> float:
    """The processor time of a new interpreter from its start to the end of `import module`."""
    return float(in_fresh_python(f"import {module}, time; print(time.process_time())", path))


def extra_cost(module: str, path: Path, runs: int = 3) -> float:
    """Median seconds by which `import module` exceeds `import torch`, measured in turn."""
    pairs = [(seconds(module, path), seconds("torch", path)) for _ in range(runs)]
    return median(a for a, _ in pairs) - median(b for _, b in pairs)


def heavy(module: str, path: Path) -> list[str]:
    """Which plotting and widget libraries `import module` has loaded."""
    code = f"import sys, {module}; print([m for m in ('matplotlib', 'ipywidgets', 'IPython') if m in sys.modules])"
    return json.loads(in_fresh_python(code, path).replace("'", '"'))


def test_importing_the_course_is_cheap():
    assert extra_cost("course", ROOT) <= 0.2
    assert heavy("course", ROOT) == []


def test_an_expensive_import_is_noticed(tmp_path):
    (tmp_path / "slow.py").write_text("import torch, matplotlib\nsum(range(40_000_000))\n", encoding="utf-8")
    assert extra_cost("slow", tmp_path, runs=1) > 0.2
    assert heavy("slow", tmp_path) == ["matplotlib"]


# --- one address --------------------------------------------------------------------------------------

ADDRESS = PROJECT["urls"]["Repository"]
SLUG = re.sub(r"^https://[^/]+/", "", ADDRESS)
# `make badges` writes the address into these, so they may carry it, and no other one.
WRITTEN_BY_BADGES = re.compile(r"README\.md|.*\.ipynb")
BADGE = re.compile(r"colab\.research\.google\.com/github/([\w.-]+/[\w.-]+)/blob/")


def wrong_addresses(files: dict[str, str]) -> list[str]:
    """The files that carry the repository's address on their own account, or a badge with another address."""
    wrong = []
    for name, text in files.items():
        if WRITTEN_BY_BADGES.fullmatch(name):
            wrong += [f"{name}: {slug}" for slug in sorted(set(BADGE.findall(text)) - {SLUG})]
        elif name != "pyproject.toml" and SLUG in text:
            wrong.append(name)
    return wrong


def repository_files() -> dict[str, str]:
    """The text of every file that belongs to the repository, by its path."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout: which files belong to the repository is not known")
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text(encoding="utf-8", errors="ignore") for name in names}


def test_the_address_stands_in_one_place():
    files = repository_files()
    assert "pyproject.toml" in files
    assert wrong_addresses(files) == []
    assert PYPROJECT.count(SLUG) == 1


def test_a_second_address_is_noticed():
    badge = "https://colab.research.google.com/github/{}/blob/main/notebooks/x.ipynb"
    assert wrong_addresses({"course/a.py": f"see {ADDRESS}", "pyproject.toml": ADDRESS}) == ["course/a.py"]
    assert wrong_addresses({"notebooks/x.ipynb": badge.format("someone/else")}) == ["notebooks/x.ipynb: someone/else"]
    assert wrong_addresses({"notebooks/x.ipynb": badge.format(SLUG)}) == []


@pytest.mark.parametrize("module", ["tools.lessons", "tools.exercises", "tools.grading"])
def test_without_the_environment_one_sentence_says_what_to_do(module):
    """``python -S`` has no installed packages, like a system's Python before the environment is activated."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", module, "lint"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert done.stderr.strip().startswith("nbformat is missing in this Python: run `make dev`")
    assert "Traceback" not in done.stderr
