"""A long loop shows that it is alive, in notebooks alone, in one line that goes; the clock is the test's."""

from types import SimpleNamespace

import IPython
import IPython.display
import pytest
import torch
from torch import nn

from course import losses, models, plots, training, widgets

LINE = {"course": "progress"}


class Notebook:
    """A shell with a kernel, its one display, and a clock that the test moves."""

    kernel = object()

    def __init__(self):
        self.now, self.lines, self.outputs, self.ended = 100.0, [], 0, []
        self.events = SimpleNamespace(register=self.register)

    def register(self, event, function):
        assert event == "post_run_cell"
        if function not in self.ended:
            self.ended.append(function)

    def display(self, data, *, raw, metadata, display_id=None):
        assert raw and metadata == LINE and display_id is True
        self.outputs += 1
        self.lines.append(data["text/plain"])
        return SimpleNamespace(update=self.update)

    def update(self, data, *, raw, metadata):
        assert raw and metadata == LINE
        self.lines.append(data["text/plain"])

    def end_cell(self):
        for function in self.ended:
            function("the cell's result")


@pytest.fixture
def notebook(monkeypatch):
    here = Notebook()
    monkeypatch.setattr(IPython, "get_ipython", lambda: here)
    monkeypatch.setattr(IPython.display, "display", here.display)
    monkeypatch.setattr(widgets, "_clock", lambda: here.now)
    monkeypatch.setattr(widgets, "_LINE", widgets._Line())
    return here


def spend(here, seconds, items, total=None):
    """Go through the items, each of which takes some seconds."""
    for item in widgets.progress(items, total):
        here.now += seconds
        yield item


def test_the_line_comes_after_three_seconds_changes_once_a_second_and_goes(notebook):
    assert list(spend(notebook, 0.5, range(10))) == list(range(10))
    assert notebook.lines == [
        "6 of 10 · about 2 s left",  # 0.5 s each: after 3 s
        "8 of 10 · about 1 s left",
        "10 of 10 · about 0 s left",
        "",
    ]
    assert notebook.outputs == 1


def test_a_short_loop_shows_nothing(notebook):
    list(spend(notebook, 0.5, range(5)))
    notebook.end_cell()
    assert notebook.lines == []


def test_many_short_loops_are_a_long_silence_and_still_one_output(notebook):
    for _ in range(20):
        list(spend(notebook, 1.0, range(2)))
    assert notebook.outputs == 1 and notebook.lines[-1] == "" and len(notebook.lines) > 10
    notebook.end_cell()
    list(spend(notebook, 1.0, range(2)))
    assert notebook.outputs == 1, "the next cell begins its own three seconds"


@pytest.mark.parametrize("how", [KeyboardInterrupt, ValueError])
def test_the_line_goes_when_the_loop_is_left_by_an_error(notebook, how):
    with pytest.raises(how):
        for i in widgets.progress(range(9)):
            notebook.now += 2
            if i == 4:
                raise how
    assert "4 of 9" in notebook.lines[-2] and notebook.lines[-1] == ""


def test_the_line_goes_on_break_and_when_the_loop_lives_on_in_a_variable(notebook):
    for i in widgets.progress(range(9)):
        notebook.now += 2
        if i == 4:
            break
    assert notebook.lines[-1] == ""
    loop = widgets.progress(range(9))
    for i in loop:
        notebook.now += 2
        if i == 4:
            break
    assert notebook.lines[-1] != "", "it may go on"
    notebook.end_cell()
    assert notebook.lines[-1] == ""
    notebook.now += 1000  # the reader thinks, and goes on in another cell
    for _ in loop:
        notebook.now += 2
    assert notebook.outputs == 2 and notebook.lines[-1] == ""
    assert "about 2 s left" in notebook.lines[-3], "the time between two cells is no part of the loop"


def test_a_loop_in_a_loop_shares_the_line(notebook):
    for _ in widgets.progress(range(2)):
        list(spend(notebook, 2.0, range(3)))
    assert "0 of 2 → 2 of 3 · about 2 s left" in notebook.lines and notebook.outputs == 1
    assert any(line.startswith("1 of 2 · about 6 s left → ") for line in notebook.lines)


def test_a_loop_without_a_length_says_how_many(notebook):
    list(spend(notebook, 2.0, iter(range(1200))))
    assert notebook.lines[0] == "2 done" and notebook.lines[-2] == "1,200 done"
    list(spend(notebook, 100.0, iter(range(9)), total=9))
    assert "3 of 9 · about 10 min left" in notebook.lines


def test_a_picture_that_moves_is_life_enough(notebook, monkeypatch):
    screen = widgets.Live(alt="points")
    screen._handle = SimpleNamespace(update=lambda *a, **k: None)
    for _ in spend(notebook, 2.0, range(9)):
        screen.update(plots.subplots()[0])
    assert notebook.lines == []


def _gan(notebook, steps):
    G, D = models.mlp(2, 2, (4,)), models.mlp(2, 1, (4,))
    opt_g, opt_d = (torch.optim.SGD(m.parameters(), 0.01) for m in (G, D))

    def noise(n):
        notebook.now += 0.5
        return torch.randn(n, 2)

    return training.fit_adversarial(G, D, losses.hinge, torch.randn(20, 2), opt_g, opt_d, noise=noise, steps=steps,
                                    batch_size=5)  # fmt: skip


def test_the_training_loops_show_their_last_terms_by_themselves(notebook, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ipykernel", SimpleNamespace())
    *_, last = _gan(notebook, 8)
    assert notebook.lines[-1] == "" and notebook.lines[-2].startswith("8 of 8 · about 0 s left · critic ")
    assert all(f"{name} {value:.3g}" in notebook.lines[-2] for name, value in last.terms.items())
    notebook.end_cell()
    model = nn.Linear(2, 1)

    def loss(m, x):
        notebook.now += 2
        return m(x).square().mean()

    list(training.fit(model, loss, torch.ones(9, 2), torch.optim.SGD(model.parameters(), 0.1), steps=4, batch_size=3))
    assert any(line.startswith("2 of 4 · about 4 s left · loss ") for line in notebook.lines)


@pytest.mark.parametrize("shell", [None, object()], ids=["a script", "IPython in a terminal"])
def test_outside_notebooks_nothing_is_shown(notebook, monkeypatch, capsys, shell):
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setitem(__import__("sys").modules, "ipykernel", SimpleNamespace())
    list(spend(notebook, 9.0, range(9)))
    list(_gan(notebook, 20))
    assert notebook.lines == [] and capsys.readouterr() == ("", "")


def test_a_loop_that_is_over_says_so():
    model = nn.Linear(2, 1)
    opt = torch.optim.SGD(model.parameters(), 0.1)

    def fit(loss=lambda m, x: m(x).square().mean()):
        return training.fit(model, loss, torch.ones(9, 2), opt, steps=2, batch_size=3)

    assert repr(fit()) == "a loop of fit(…): nothing happens before a for goes through it"
    ended, failed, left = fit(), fit(lambda m, x: m(x).sum() * torch.nan), fit()
    assert [step.i for step in ended] == [0, 1] and next(ended, None) is None
    with pytest.raises(FloatingPointError):
        next(failed)
    assert next(left).i == 0 and [step.i for step in left] == [1], "a loop that was left goes on where it was"
    for loop in (ended, failed, left):
        with pytest.raises(RuntimeError, match=r"this loop is over and would do nothing now; call fit\(…\) once more."):
            list(loop)
    for loop, name in ((training.batches(torch.ones(9, 2), 3, 2), "batches"), (widgets.progress("ab"), "progress")):
        assert len(list(loop)) == 2
        with pytest.raises(RuntimeError, match=name):
            for _ in loop:
                pass
