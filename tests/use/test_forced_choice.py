"""The study of lesson 32 in a real browser: consent, a click, keys, a late answer, and a new session that goes on."""

import json
import os
import shutil

import nbformat
import pytest

from course.study import Answers, scored, trials
from tests.use.test_browser import ROOT, browser_path, jupyterlab, page_of, run_all
from tools.pages import sandbox

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither make nor process groups"),
    pytest.mark.timeout(540),
]

STUDY = """\
import torch
from course.forced_choice import ForcedChoice
from course.study import trials
real = torch.linspace(-1, 1, 8).view(8, 1, 1, 1).expand(8, 1, 4, 4)
study = ForcedChoice("browser", trials(4, 0, pictures=8, attention=1), real, -real, limit=2.0)
study.show(alt="Two grey squares side by side, one of them real")"""
LEFT, RIGHT, AGREE = "left is real", "right is real", "I agree, begin"


def wait_for_answers(page, file, count, limit=30_000):
    """Until so many answers are in the file."""
    for _ in range(limit // 100):
        if file.exists() and len(Answers(file).of("browser")) >= count:
            return Answers(file).of("browser")
        page.wait_for_timeout(100)
    raise AssertionError(f"{count} answers were wanted; the file has {file.read_text() if file.exists() else 'none'}")


def says(page, text):
    page.locator(".forced-choice-words").get_by_text(text).first.wait_for(timeout=30_000)


def test_a_rater_answers_with_mouse_and_keys_and_goes_on_later(tmp_path):
    browser_path()
    root = tmp_path / "checkout"
    shutil.copytree(ROOT, root, ignore=sandbox.LEFT_OUT)
    path, stored = root / "notebooks" / "study.ipynb", tmp_path / "data" / "study.jsonl"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    find = "import sys\nsys.path.insert(0, '..')"
    cells = [nbformat.v4.new_code_cell(source) for source in (find, STUDY)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    with jupyterlab(root, tmp_path) as address:
        with page_of(f"{address}lab/workspaces/study/tree/notebooks/study.ipynb") as page:
            run_all(page, path)
            says(page, "You may stop at any time")
            assert not page.get_by_role("button", name=LEFT).is_visible(), "no pair before consent"
            page.get_by_role("button", name=AGREE).click()
            says(page, "Pair 1 of 5")
            page.wait_for_timeout(400)
            page.get_by_role("button", name=LEFT).click()
            wait_for_answers(page, stored, 1)
            says(page, "Pair 2 of 5")
            page.wait_for_timeout(400)
            page.keyboard.press("Tab")  # from the left button to the right one
            page.keyboard.press("Enter")
            wait_for_answers(page, stored, 2)
            says(page, "Time is over")  # the pair is hidden by itself
            page.keyboard.press("Enter")
            found = wait_for_answers(page, stored, 3)
            assert [one["choice"] for one in found] == ["left", "right", "right"]
            assert [one["late"] for one in found] == [False, False, True]
            shown = page.locator(".jp-NotebookPanel .jp-OutputArea").last.inner_html().lower()
            for word in ("fake", "generated", "attention", "noise"):
                assert word not in shown.replace("one of them real", "")
        with page_of(f"{address}lab/workspaces/later/tree/notebooks/study.ipynb") as page:
            run_all(page, path)  # a new session: the cell makes a new study
            page.get_by_role("button", name=AGREE).click()
            says(page, "Pair 4 of 5")
            for count in (4, 5):
                page.wait_for_timeout(400)
                page.get_by_role("button", name=RIGHT).click()
                wait_for_answers(page, stored, count)
            says(page, "That was the last pair")
    lines = [json.loads(line) for line in stored.read_text(encoding="utf-8").splitlines()]
    assert [one.get("consent") for one in lines].count(True) == 2
    assert len(scored(Answers(stored).of("browser"), trials(4, 0, pictures=8, attention=1))) == 5
