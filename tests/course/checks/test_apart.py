"""A check in a process of its own: it ends whatever the answer does, and the kernel is as it was."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import made_up
import numpy as np
import pytest
import torch

from course.checks import apart, check, exam, examine, running, source, store

ROOT = Path(__file__).resolve().parents[3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="no fork that is safe here: checks run in a thread")


class Trial:
    STANDARD: dict = {}
    LIMITS = {1: 0.5, 2: 20.0}

    @staticmethod
    def vary(choose):
        return {}

    @staticmethod
    def task_1(report, answer, my):
        """Quick"""
        report.call(answer)
        report.that("it ran", True, "")

    task_2 = task_1


@pytest.fixture(autouse=True)
def trial(monkeypatch, home):
    made_up.install(monkeypatch, Trial)
    monkeypatch.setattr(running, "GRACE", 0.5)
    monkeypatch.setattr(apart, "MARGIN", 0.5)


def told(capsys, answer, task="99.1"):
    check(task, answer)
    return capsys.readouterr().out


def hog():
    return sum(range(10**12))


def sleeper():
    time.sleep(1000)


def endless():
    while True:
        pass


class Round(list):
    def __iter__(self):
        while True:
            yield 1


class Slow(Exception):
    def __str__(self):
        while True:
            pass


def slow():
    raise Slow


@linux
@pytest.mark.parametrize(
    ("answer", "line"),
    [(hog, f"in hog, line {hog.__code__.co_firstlineno + 1}: `return sum"), (sleeper, "time.sleep(1000)"),
     (endless, "in endless"), (slow, "in __str__"), (Round(), "")],
)  # fmt: skip
def test_every_answer_is_stopped_with_its_line(answer, line, capsys):
    """The first would run for hours: no exception reaches a thread while one call in C holds the lock."""
    out = told(capsys, answer)
    assert "stopped after 0.5 seconds" in out and "restart" not in out
    assert line in out
    assert "99.1 · Quick: done" in told(capsys, lambda: 1), "the kernel lives on"


@pytest.mark.parametrize("answer", [Round(), slow])
def test_what_runs_before_and_after_the_answer_is_inside_the_limit_in_a_thread_too(answer):
    assert "stopped after 0.5 seconds" in examine("99.1", answer).properties[-1].says


def test_a_thread_that_cannot_be_stopped_says_where_it_is():
    def naps():
        time.sleep(3)

    report = examine("99.1", naps)
    assert "in naps" in report.properties[-1].says and "restart the kernel" in report.hint


@linux
def test_an_answer_that_ends_its_process_ends_a_child(capsys):
    assert "It left with `os._exit`" in told(capsys, lambda: os._exit(0))
    assert "SIGABRT" in told(capsys, os.abort)


@linux
def test_nothing_of_the_kernel_is_changed(capsys):
    net, kept, seen = torch.nn.Linear(2, 2), [], os.getpid()
    before = net.weight.clone()

    def meddles():
        net.weight.data.zero_()
        kept.append(1)
        np.random.rand(), random.random(), torch.rand(1)
        os.environ["COURSE_MEDDLES"] = "1"
        return torch.tensor(float(os.getpid() != seen))

    numbers = random.getstate(), torch.get_rng_state().tolist()
    assert "done" in told(capsys, meddles)
    assert torch.equal(net.weight, before) and not kept and "COURSE_MEDDLES" not in os.environ
    assert (random.getstate(), torch.get_rng_state().tolist()) == numbers
    assert store.read()[0]["99.1"]["done"], "progress is written by the kernel"


@linux
def test_training_works_in_a_child_of_a_process_that_trained(capsys):
    """Pools of threads do not survive a fork; the child must not wait for them."""
    threads = torch.get_num_threads()
    torch.set_num_threads(2)

    def trains():
        net = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3), torch.nn.Flatten(), torch.nn.Linear(8 * 30 * 30, 1))
        opt = torch.optim.SGD(net.parameters(), lr=0.1)
        for _ in range(3):
            opt.zero_grad()
            net(torch.randn(32, 3, 32, 32)).square().mean().backward()
            opt.step()
        np.linalg.svd(np.random.rand(200, 200))
        return net(torch.randn(1, 3, 32, 32)).item()

    try:
        trains()
        assert "done" in told(capsys, trains, "99.2")
    finally:
        torch.set_num_threads(threads)


@linux
def test_prints_and_questions(capsys):
    def asks():
        print("hello")
        return input("your name?")

    out = told(capsys, asks)
    assert "hello" in out and "nobody types during a check" in out and "cannot type an answer" in out


def test_where_fork_is_not_possible_a_thread_does_it(monkeypatch, capsys):
    here = []
    monkeypatch.setattr(exam.apart, "run", lambda *given: (_ for _ in ()).throw(OSError("no more processes")))
    assert "done" in told(capsys, lambda: here.append(1) or 1) and here == [1]
    monkeypatch.setattr(torch.cuda, "is_initialized", lambda: True)
    assert not apart.possible()
    monkeypatch.undo()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not apart.possible()


@linux
def test_an_answer_that_wants_the_graphics_card_is_judged_by_the_kernel(capsys):
    parent = os.getpid()

    def uses_cuda():
        if os.getpid() != parent:
            raise RuntimeError("Cannot re-initialize CUDA in forked subprocess.")
        return 1

    assert "done" in told(capsys, uses_cuda)


@linux
def test_a_library_imported_by_the_child_is_there_for_the_next(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "scipy.odr", raising=False)
    name = next(n for n in ("scipy.datasets", "scipy.odr", "scipy.misc") if n not in sys.modules)

    def imports():
        __import__(name)
        return 1

    told(capsys, imports, "99.2")
    assert name in sys.modules


INTERRUPTED = """
import os, signal, sys, threading
sys.path.insert(0, "tests/examples")
import made_up
from course.checks import catalogue, check
class Trial:
    STANDARD = {}
    LIMITS = {1: 600.0}
    def vary(choose): return {}
    def task_1(report, answer, my):
        "Quick"
        report.call(answer)
catalogue.constants, catalogue.tasks = (lambda lesson: Trial), (lambda lesson: {"99.1": "Quick"})
catalogue.find = lambda lesson, k: Trial.task_1
signal.signal(signal.SIGINT, signal.default_int_handler)
exec(compile('''def counts():
    return sum(range(10**12))
''', "cell", "exec"))
exec(compile('''def loops():
    while True: pass
''', "cell", "exec"))
if sys.argv[1] == "thread":
    from course.checks import apart
    apart.possible = lambda: False
    counts = loops
threading.Timer(2.0, os.kill, [os.getpid(), signal.SIGINT]).start()
check("99.1", counts)
print("on it goes", os.system("ps --ppid %d -o args | grep -c [p]ython" % os.getpid()) != 0)
"""


@linux
@pytest.mark.parametrize("place", ["apart", "thread"])
def test_an_interrupt_is_a_sentence_with_the_learners_line(place, tmp_path):
    """In a process of its own: only there is the main thread, which receives the signal, surely ours."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, place],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        env={**os.environ, "COURSE_DATA": str(tmp_path)},
    )
    name = "counts" if place == "apart" else "loops"
    assert f"99.1: stopped by you, in {name}, line 2" in done.stdout, done.stdout + done.stderr
    assert "on it goes True" in done.stdout and "Traceback" not in done.stderr
    assert not list(tmp_path.glob("progress.json")), "it counts as no try"


def test_the_learners_line_is_told_from_ours_and_the_libraries():
    ours, library = source.__file__, os.__file__
    assert source.last([(library, 1, "f"), (ours, 2, "g"), (__file__, 1, "mine")]).startswith(", in mine, line 1: `")
    assert source.last([(library, 1, "f"), ("<frozen x>", 1, "g")]) == ""
