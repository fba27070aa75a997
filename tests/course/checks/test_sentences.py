"""Whatever is shown to a learner is a sentence: odd consoles, half characters, odd places, damaged files, names."""

import io
import json
import os
import stat
import sys
import time
import unicodedata
import warnings

import made_up
import numpy as np
import pytest
import sympy as sp
import torch

from course import lessons, settings
from course.checks import (
    check,
    claim,
    derivation,
    estimate,
    examine,
    export_progress,
    identity,
    panel,
    progress,
    receipt,
    running,
    store,
    variant,
)

HALF = "a\udcffb"


class Trial:
    STANDARD = {"n": 3}

    @staticmethod
    def vary(choose):
        return {"n": choose.randint(4, 10**9)}

    @staticmethod
    def task_1(report, answer, my):
        """Your number"""
        report.close("it is n", report.number(answer), my.n, hint="look at MY.n")

    @staticmethod
    def task_2(report, answer, my):
        """Anything at all"""
        report.call(answer)
        report.that("it ran", True, "")


@pytest.fixture
def trial(monkeypatch, home):
    made_up.install(monkeypatch, Trial)
    return home


# ---- consoles


def console(monkeypatch, encoding):
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", out)
    return out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "cp437", "utf-8", "utf-16"])
def test_every_claim_can_be_printed_on_every_console(encoding, monkeypatch, trial):
    out = console(monkeypatch, encoding)
    x = sp.Symbol("x")
    claim("Müller’s half of ∞", 0.5, equals=0.5)
    claim("not yet", 0.5, equals=0.5, when=False)
    identity("the same", x + x, 2 * x)
    estimate("the mean", torch.tensor([1.0, -1.0] * 50), 0.0, within=1.0)
    derivation("twice", (x + x, "start"), (2 * x, "add"))
    check("99.2", lambda: print("∑") or 1)
    progress()
    out.flush()
    text = out.buffer.getvalue().decode(encoding)
    assert text.count("✓" if encoding.startswith("utf") else "[ok]") >= 5 and "99.2" in text, text
    assert ("ü" in text) == (encoding != "ascii"), "what the console can show stays"


def test_half_a_character_is_shown_kept_and_read_again(trial, capsys):
    def speaks():
        print(HALF)
        raise ValueError(HALF)

    check("99.2", speaks)
    check("99.1", 1, variant("99", HALF))
    out = capsys.readouterr().out
    assert "ValueError: a?b" in out and "99.1" in out and "could not be saved" not in out
    assert store.read()[0]["99.1"]["student"] == HALF, "nothing is lost"
    for show in (progress, lambda: receipt(HALF, trial / "r.txt"), lambda: export_progress(trial / "p.json")):
        show()
    out = capsys.readouterr().out
    assert out.count("Written") == 2
    assert json.loads((trial / "p.json").read_text(encoding="utf-8"))["tasks"]["99.1"]["student"] == HALF
    assert panel.whole("é✓" + HALF) == "é✓a?b"


def test_a_loop_of_small_prints_is_cut_by_lines():
    place = running.Bounded()
    for k in range(1_000):
        place.write(f"{k}")
        place.write("\n")
    shown = place.text().splitlines()
    assert len(shown) == running.LINES + 1 and shown[0] == "0" and shown[-2] == f"{running.LINES - 1}"
    assert "more characters were left out" in shown[-1]
    place = running.Bounded()
    place.write("one\ntwo")
    place.write(" and a half\n")
    assert place.text() == "one\ntwo and a half" and not place.lost


# ---- what is put back


def test_more_of_what_an_answer_changes_globally_is_put_back(trial, monkeypatch):
    monkeypatch.setenv("COURSE_KEPT", "1")

    def state():
        shown = (str(torch.tensor(1 / 3)), str(np.array(1 / 3).reshape(1)))
        modes = torch.is_anomaly_enabled(), torch.are_deterministic_algorithms_enabled()
        return shown, modes, list(warnings.filters), dict(os.environ)

    def meddles():
        torch.autograd.set_detect_anomaly(True)
        torch.use_deterministic_algorithms(True)
        torch.set_printoptions(precision=10)
        np.set_printoptions(precision=2)
        warnings.simplefilter("error")
        os.environ["COURSE_NEW"] = "1"
        del os.environ["COURSE_KEPT"]
        return 1

    before = state()
    assert examine("99.2", meddles).status == "done"
    assert state() == before


# ---- places and files


ODD = ["/", "a\0b", 3, "~nobody-of-this-name/x", "x" * 300, b"bytes", ["x"]]


@pytest.mark.parametrize("place", ODD, ids=repr)
def test_an_odd_place_costs_a_sentence(place, trial, monkeypatch, capsys):
    monkeypatch.chdir(trial)
    if place == "/" and os.access("/", os.W_OK):
        place = "/proc"  # a folder that nobody can write to
    receipt("Ada", place)
    export_progress(place)
    out = capsys.readouterr().out
    assert out.count("Could not write") + out.count("Give the place as text") == 2 and "Written" not in out, out
    if place != "/proc":
        export_progress(None)
        assert "Give the place as text" in capsys.readouterr().out


def test_a_folder_gets_the_file_inside(trial, capsys):
    folder = trial / "mine"
    folder.mkdir()
    for _ in range(2):
        receipt("Ada", folder)
        export_progress(str(folder))
    names = {path.name for path in folder.iterdir()}
    assert names == {"receipt_Ada.txt", "receipt_Ada_2.txt", "progress.json", "progress_2.json"}
    assert [path.name for path in trial.iterdir()] == ["mine"]


def test_a_receipt_from_a_damaged_file_says_so(trial, capsys):
    store.file().write_text("{", encoding="utf-8")
    for k in (1, 2):  # the second finds the damaged file set aside
        receipt("Ada", trial / f"{k}.txt")
        out, text = capsys.readouterr().out, (trial / f"{k}.txt").read_text(encoding="utf-8")
        assert "Not counted here: what the damaged file progress-damaged-" in out
        assert "Not counted here" in text.splitlines()[2]
    store.file().with_name(store.damaged()[0]).unlink()
    receipt("Ada", trial / "3.txt")
    assert "Not counted" not in capsys.readouterr().out + (trial / "3.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_files_follow_the_umask(mask, trial):
    before = os.umask(mask)
    try:
        check("99.2", lambda: 1)
        receipt("Ada", trial / "r.txt")
        export_progress(trial / "p.json")
        settings.replace_file(trial / "c.bin", b"x")
    finally:
        os.umask(before)
    for path in (store.file(), trial / "r.txt", trial / "p.json", trial / "c.bin"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask, path
    assert not list(trial.glob("*.part"))


def test_a_folder_that_cannot_be_written_costs_no_time(trial, monkeypatch, capsys):
    def refuses(*given):
        raise PermissionError(13, "Permission denied")

    slept = []
    monkeypatch.setattr(store.os, "open", refuses)
    monkeypatch.setattr(time, "sleep", slept.append)
    check("99.2", lambda: 1)
    monkeypatch.undo()
    assert "could not be saved (Permission denied)" in capsys.readouterr().out and len(slept) < 5


# ---- names and versions


def test_a_name_in_two_unicode_forms_is_one_name(trial):
    for name in ("José", "Müller", "가나다", "Ω Ångström"):
        forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
        assert len({variant("99", form).n for form in forms}) == 1, name
    assert len({variant("99", name).n for name in ("José", "Jose", "Josè")}) == 3
    assert variant("99", HALF).n != variant("99", "a?b").n


def test_the_constants_of_names_stay_what_they_were():
    """Grades and notebooks of last year rely on them."""
    import hashlib
    import random

    for name in ("ada", "Ada  Lovelace", "José"):
        seed = int(hashlib.sha256(f"20:{' '.join(name.split()).casefold()}".encode()).hexdigest(), 16)
        from course.tasks import lesson_20

        expected = {**lesson_20.STANDARD, **lesson_20.vary(random.Random(seed))}
        assert variant("20", name)._constants() == expected


def test_an_answer_judged_by_the_public_numbers_is_told_so(trial, capsys):
    mine = variant("99", "ada")
    check("99.1", mine.n)
    assert 'Judged by the public version. If yours is another: check("99.1", …, MY).' in capsys.readouterr().out
    calls = [("99.1", mine.n, mine), ("99.1", 3), ("99.1", 5, variant("99")), ("99.2", lambda: None), ("99.1", ...)]
    for call in calls:
        check(*call)
        assert "Judged by" not in capsys.readouterr().out, call


# ---- the chart


def test_the_next_task_follows_the_order_of_reading(home, capsys):
    first = lessons.LESSONS[0].number
    progress()
    rows = [line[:2] for line in capsys.readouterr().out.splitlines() if line[:2].isdigit()]
    assert rows == [one.number for one in lessons.LESSONS if one.number in rows] and rows[0] == first
    assert rows != sorted(rows), "20 comes before 10"
    before_10 = [number for number in rows if number != "10"][: rows.index("10")]
    done = {"tries": 1, "first": "2026-01-01", "done": "2026-01-01"}
    from course.checks import catalogue

    store.write({task: done for number in before_10 for task in catalogue.tasks(number)})
    progress()
    assert "Next: 10.1" in capsys.readouterr().out and "20" in before_10


@pytest.mark.parametrize("asked", ["20.1", " 20 ", 20, "20.99"])
def test_a_task_shows_its_exercise(asked, home, capsys):
    progress(asked)
    out = capsys.readouterr().out
    assert "20.1" in out and "Next: 20.1" in out and "10.1" not in out
