"""A lesson and an exercise in a real browser, as a reader has them: `make lab`, run, move a slider, answer a task."""

import ast
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from course.checks import variant
from tools import environment
from tools.exercises import places, tasks
from tools.exercises.regions import STUB, region
from tools.pages import files, sandbox
from tools.quality import answers

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither make nor process groups"),
    pytest.mark.timeout(540),
]

ROOT = Path(__file__).resolve().parents[2]
PLAYWRIGHT = pytest.importorskip("playwright.sync_api", reason="playwright comes with `make dev`")
LESSON = "notebooks/00_start_here.ipynb"
BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def browser_path() -> str:
    """Where the browser is. Without one the test is skipped, except in CI, where nobody would notice."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "no Chromium on this machine: on Debian, run `sudo apt install chromium`"
        )
    return found


def test_ci_does_not_skip_a_missing_browser(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt install chromium"):
        browser_path()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="apt install chromium"):
        browser_path()


# --- JupyterLab, started as by a reader ---------------------------------------------------------------


def lab_command(words: list[str]) -> list[str]:
    """`make lab` where these tests run in its environment; elsewhere (conda, plain pip) what it calls."""
    pyproject = (ROOT / "pyproject.toml").read_bytes()
    version = environment.version_of(environment.python_of(environment.VENV))
    ours = Path(sys.prefix).resolve() == environment.VENV.resolve()
    if ours and shutil.which("make") and environment.installed(environment.VENV, "lab", pyproject, version, ROOT):
        return ["make", "lab", f"PYTHON={sys.executable}", "LAB_ARGS=" + " ".join(words)]
    return [sys.executable, str(ROOT / "tools" / "lab.py"), *words]


@contextmanager
def jupyterlab(root: Path, scratch: Path) -> Iterator[str]:
    """The address of a JupyterLab that serves `root`, with settings of its own; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = scratch / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")  # cells out of sight exist too
    env = dict(
        os.environ,
        COURSE_PROFILE="smoke",
        COURSE_DATA=str(scratch / "data"),
        JUPYTERLAB_SETTINGS_DIR=str(scratch / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(scratch / "workspaces"),
        JUPYTER_CONFIG_DIR=str(scratch / "config"),
        JUPYTER_RUNTIME_DIR=str(scratch / "runtime"),
        IPYTHONDIR=str(scratch / "ipython"),
    )
    # Running cells saves the notebook, so the server is given a copy; all else is as for a reader.
    words = ["--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    command = lab_command([*words, f"--ServerApp.root_dir={root}"])
    log = scratch / "lab.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for(address, server, log)
        yield address
    finally:
        stop(server)


def wait_for(address: str, server: subprocess.Popen, log: Path, limit: float = 120) -> None:
    end = time.monotonic() + limit
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address + "api", timeout=2).close()
            return
        except OSError:
            time.sleep(0.3)
    pytest.fail("JupyterLab did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-2000:])


def stop(server: subprocess.Popen) -> None:
    """End the whole process group: make, the server, and with the server its kernels."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, how)
            server.wait(timeout=20)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


# --- what a reader does and sees ----------------------------------------------------------------------


@contextmanager
def page_of(address: str) -> Iterator:
    with PLAYWRIGHT.sync_playwright() as playwright:
        # Chromium's own sandbox does not work as root and in most containers; the page is ours.
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        try:
            page = browser.new_page(viewport={"width": 1200, "height": 1000})
            page.goto(address, wait_until="domcontentloaded", timeout=60_000)
            page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=90_000)
            # In the status bar. Cells that are run before the kernel is there do not run.
            page.get_by_text(re.compile(r"\| Idle$")).wait_for(timeout=90_000)
            yield page
        finally:
            browser.close()


def run_all(page, file: Path, limit: float = 180) -> nbformat.NotebookNode:
    """Run all cells by the menu, wait for the last one, save, and give back the saved notebook."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).first.click()
    prompts = page.locator(".jp-NotebookPanel .jp-CodeCell .jp-InputPrompt")
    end = time.monotonic() + limit
    while True:
        page.wait_for_timeout(500)
        shown = prompts.all_inner_texts()
        if any(re.search(r"\d", text) for text in shown) and not any("*" in text for text in shown):
            break
        assert time.monotonic() < end, f"the cells were still running after {limit} s: {shown}"
    before = file.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    while file.stat().st_mtime_ns == before:
        page.wait_for_timeout(200)
        assert time.monotonic() < end + 60, "the notebook could not be saved"
    return nbformat.read(file, as_version=4)


def problems(nb: nbformat.NotebookNode) -> list[str]:
    """Errors, warnings and cells that did not run: what a reader would stumble over."""
    found = []
    for number, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        if cell.source.strip() and cell.execution_count is None:
            found.append(f"cell {number} did not run")
        for out in cell.outputs:
            if out.output_type == "error":
                found.append(f"cell {number}: {out.ename}: {out.evalue}")
            elif out.get("name") == "stderr":
                found.append(f"cell {number} wrote to stderr: {out.text[:200]}")
    return found


PICTURES = "handle => [...handle.closest('.jp-CodeCell').querySelectorAll('.jp-OutputArea img')].map(i => i.src)"


MUTE = "() => [...document.querySelectorAll('.jp-NotebookPanel .jp-OutputArea img')].filter(i => !i.alt).length"


def slider_changes_picture(page, limit: float = 30) -> bool:
    """Move the first slider by one step with the keyboard: whether a picture beside it becomes another one."""
    handle = page.locator(".jp-NotebookPanel .noUi-handle").first
    handle.wait_for(timeout=30_000)
    handle.scroll_into_view_if_needed()
    before = handle.evaluate(PICTURES)
    assert before, "no picture stands beside the slider"
    for key in ("ArrowRight", "ArrowLeft"):  # a slider may stand at its upper end
        was = handle.get_attribute("aria-valuenow")
        handle.press(key)
        end = time.monotonic() + limit
        while time.monotonic() < end and handle.get_attribute("aria-valuenow") != was:
            now = handle.evaluate(PICTURES)
            if len(now) == len(before) and now != before:  # not the moment in which the old one is gone
                return True
            page.wait_for_timeout(200)
    return False


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    browser_path()
    scratch = tmp_path_factory.mktemp("lab")
    root = scratch / "checkout"
    shutil.copytree(ROOT, root, ignore=sandbox.LEFT_OUT)
    with jupyterlab(root, scratch) as address:
        yield address, root


def test_the_first_lesson_works_in_a_browser(lab):
    address, root = lab
    with page_of(address) as page:  # no file named: the entry leads to the first lesson by itself
        assert page.url.endswith(LESSON)
        nb = run_all(page, root / LESSON)
        assert problems(nb) == []
        assert slider_changes_picture(page)
        assert page.evaluate(MUTE) == 0, "a screen reader finds a picture without words"
        assert page.locator(".jp-Dialog").all_inner_texts() == [], "JupyterLab asks something"
        assert page.locator(".Toastify__toast").all_inner_texts() == [], "JupyterLab asks something"
    assert (root / LESSON).read_bytes() != (ROOT / LESSON).read_bytes(), "the copy was run, not the lesson itself"


# --- an exercise, as a student does it ------------------------------------------------------------------


def listed_mistake(path: Path) -> tuple[tasks.Task, str, str]:
    """The first task with a listed wrong answer that can be typed: the task, the line to type, words of its hint."""
    nb = files.read(path)
    for task in tasks.tasks(nb):
        name = tasks.arguments(nb.cells[task.checks[0] - 1].source)[0]
        for answer, words in answers.load(task.number).wrong(variant(places.number(path))):
            if re.search(r"\d", repr(answer)) and _can_be_typed(answer):
                return task, f"{name} = {answer!r}", words
    raise AssertionError(f"no listed wrong answer of {path.stem} can be typed")


def _can_be_typed(answer: object) -> bool:
    try:
        return repr(ast.literal_eval(repr(answer))) == repr(answer)
    except (SyntaxError, ValueError):
        return False


def cell_of(page, text: str):
    return page.locator(".jp-NotebookPanel .jp-CodeCell").filter(has_text=text).first


def answer(page, stub: str, line: str, check: str, limit: float = 120) -> str:
    """Write a line at the end of the stub's cell, run down to the check, and return what its panel says."""
    panel = cell_of(page, check).locator("[role=status]")
    before = panel.all_inner_texts()
    cell_of(page, stub).locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\n" + line)
    cell_of(page, check).locator(".cm-content").click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Above")).first.click()
    cell_of(page, check).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    end = time.monotonic() + limit
    while not panel.all_inner_texts() or panel.all_inner_texts() == before:
        assert time.monotonic() < end, f"no panel after {limit} s: {cell_of(page, check).all_inner_texts()}"
        page.wait_for_timeout(200)
    return panel.first.inner_text()


RED = ".jp-NotebookPanel [data-mime-type$='.stderr'], .jp-NotebookPanel [data-mime-type$='.error']"


def test_a_listed_mistake_gets_its_hint_in_a_browser(lab):
    address, root = lab
    path = next((p for p in places.exercises(root) if p.stem.startswith("ex20")), places.exercises(root)[0])
    task, mistake, words = listed_mistake(path)
    stub = region(files.read(places.solutions(root, path.stem)[0]).cells[task.stubs[0] - 1].source)
    first_line, check = stub.before[0], f'check("{task.number}"'
    assert STUB not in first_line
    with page_of(f"{address}lab/workspaces/exercise/tree/{path.relative_to(root).as_posix()}") as page:
        said = answer(page, first_line, mistake, check)
        assert said.startswith(f"{task.number} · {task.title}: not yet") and words in said
        said = answer(page, first_line, "\n".join(stub.inside), check)
        assert said.startswith(f"{task.number} · {task.title}: done") and "Hint" not in said
        assert page.locator(RED).all_inner_texts() == []
        cell_of(page, first_line).locator(".cm-content").click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("\n1 / 0")
        page.keyboard.press("Shift+Enter")
        page.locator(RED).first.wait_for(timeout=30_000)  # what is red would have been seen


BROKEN = """\
import ipywidgets, sys
print("a warning", file=sys.stderr)
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
ipywidgets.IntSlider()"""


def test_a_broken_lesson_is_noticed(lab):
    address, root = lab
    cells = [nbformat.v4.new_code_cell(source) for source in (BROKEN, "1 / 0", "never = 1")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), root / "notebooks" / "broken.ipynb")
    with page_of(f"{address}lab/workspaces/broken/tree/notebooks/broken.ipynb") as page:
        nb = run_all(page, root / "notebooks" / "broken.ipynb")
        assert not slider_changes_picture(page, limit=2)
        assert page.evaluate(MUTE) == 1  # pyplot's picture
    expected = ["wrote to stderr: a warning", "ZeroDivisionError", "cell 2 did not run"]
    found = problems(nb)
    assert len(found) == len(expected) and all(map(str.__contains__, found, expected)), found
