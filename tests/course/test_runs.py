"""A run that was saved and taken up again is the run that was never stopped, bit for bit; damaged files are refused."""

import copy
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from torch import nn

from course import data, losses, models, runs, training

ROOT = Path(__file__).resolve().parents[2]


def a_run(seed=0):
    """Networks with batch statistics and dropout, both optimisers, a schedule, a generator, a record."""
    torch.manual_seed(seed)
    G = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 2))
    D = nn.Sequential(nn.Linear(2, 16), nn.LeakyReLU(0.2), nn.Dropout(0.3), nn.Linear(16, 1))
    opts = [torch.optim.Adam(m.parameters(), 2e-3, (0.5, 0.99)) for m in (G, D)]
    falling = torch.optim.lr_scheduler.LambdaLR(opts[0], lambda i: 0.99**i)
    noise = torch.Generator().manual_seed(seed)
    return {
        "G": G, "D": D, "average": copy.deepcopy(G), "opt_g": opts[0], "opt_d": opts[1], "falling": falling,
        "noise": noise, "record": [],
    }  # fmt: skip


def go_on(run, start, steps, loss=losses.relativistic, path=None, every=10):
    """Train from ``start``: random numbers of torch's own (dropout, the mixes of the penalty) and of a generator."""
    loop = training.fit_adversarial(
        run["G"], run["D"], loss, data.ring(100), run["opt_g"], run["opt_d"],
        noise=lambda n: torch.randn(n, 2, generator=run["noise"]), steps=steps, batch_size=16, d_steps=2, start=start,
        penalty=losses.gradient_penalty, penalty_every=3, average=run["average"], decay=0.9, seed=4,
    )  # fmt: skip
    for step in loop:
        run["falling"].step()
        run["record"].append(step.terms)
        if path and step.i % every == every - 1:
            runs.save(path, run, step)
    return run


def equal(a, b):
    pairs = [zip(a[k].state_dict().values(), b[k].state_dict().values(), strict=True) for k in ("G", "D", "average")]
    return all(torch.equal(p, q) for pair in pairs for p, q in pair) and a["record"] == b["record"]


@pytest.mark.parametrize("loss", [losses.relativistic, losses.nonsaturating], ids=lambda loss: loss.name)
def test_taken_up_again_it_is_the_run_that_was_never_stopped(tmp_path, loss):
    whole = go_on(a_run(), 0, 61, loss)
    go_on(a_run(), 0, 35, loss, tmp_path / "a.run")
    torch.manual_seed(99)
    again = a_run(seed=7)
    start = runs.resume(tmp_path / "a.run", again)
    assert start == 30 and len(again["record"]) == 30
    assert equal(go_on(again, start, 61, loss), whole)
    moments = [run["opt_g"].state_dict()["state"][0]["exp_avg"] for run in (again, whole)]
    assert torch.equal(*moments)


def test_each_part_matters(tmp_path):
    """Leaving one out changes the result: so the equality above says something of each."""
    whole = go_on(a_run(), 0, 41)
    go_on(a_run(), 0, 20, path=tmp_path / "a.run")
    for missing in ("opt_g", "opt_d", "falling", "noise"):
        again = a_run()
        runs.resume(tmp_path / "a.run", again)
        again[missing] = a_run()[missing]
        if missing.startswith("opt"):  # a fresh optimiser of the same weights
            model = again[missing[-1].upper()]
            again[missing] = torch.optim.Adam(model.parameters(), again[missing].param_groups[0]["lr"], (0.5, 0.99))
        assert not equal(go_on(again, 20, 41), whole), missing
    again = a_run()
    runs.resume(tmp_path / "a.run", again)
    torch.manual_seed(1)  # torch's own random numbers
    assert not equal(go_on(again, 20, 41), whole)
    again = a_run()
    runs.resume(tmp_path / "a.run", again)
    again["record"] = whole["record"][:20]
    assert not equal(go_on(again, 0, 21), whole), "the order of the data and the penalty's turn"


def test_fit_goes_on_too(tmp_path):
    def line(model, x, y):
        return (model(x) - y).square().mean()

    def start_anew():
        torch.manual_seed(0)
        model = models.mlp(1, 1, (8,))
        return {"model": model, "opt": torch.optim.Adam(model.parameters(), 1e-2)}

    x = torch.linspace(-1, 1, 50)[:, None]
    whole, again = start_anew(), start_anew()
    for _ in training.fit(whole["model"], line, (x, x**2), whole["opt"], steps=30, batch_size=8):
        pass
    for step in training.fit(again["model"], line, (x, x**2), again["opt"], steps=13, batch_size=8):
        last = step
    runs.save(tmp_path / "b.run", again, last)
    fresh = start_anew()
    start = runs.resume(tmp_path / "b.run", fresh)
    seen = [s.i for s in training.fit(fresh["model"], line, (x, x**2), fresh["opt"], steps=30, batch_size=8,
                                      start=start)]  # fmt: skip
    assert seen == list(range(13, 30))
    assert all(torch.equal(p, q) for p, q in zip(fresh["model"].parameters(), whole["model"].parameters(), strict=True))


SCRIPT = """
import sys, time, torch
sys.path[:0] = [{root!r}, {here!r}]
torch.set_num_threads(1)
from test_runs import a_run, go_on
from course import runs
run = a_run()
start = runs.resume({path!r}, run)
print("ready", flush=True)
go_on(run, start, 400, path={path!r}, every=3)
torch.save([p for k in ("G", "D", "average") for p in run[k].state_dict().values()], {end!r})
"""


def test_killed_at_random_moments_it_ends_with_the_same_weights(tmp_path):
    """SIGKILL at 20 random moments of a script that saves every third step; resumed each time."""
    end = tmp_path / "end.pt"
    code = SCRIPT.format(root=str(ROOT), here=str(Path(__file__).parent), path=str(tmp_path / "k.run"), end=str(end))
    moments, kills = random.Random(5), 0
    while not end.exists():
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ})
        process.stdout.readline()
        if kills < 20:
            time.sleep(moments.uniform(0.0, 0.15))
            kills += process.poll() is None
            process.send_signal(signal.SIGKILL) if os.name != "nt" else process.kill()
        process.wait()
        process.stdout.close()
    assert kills == 20, "the script ended before it had been killed twenty times: give it more steps"
    torch.set_num_threads(1)
    whole = go_on(a_run(), 0, 400)
    wanted = [p for k in ("G", "D", "average") for p in whole[k].state_dict().values()]
    got = torch.load(end, weights_only=True)
    assert len(got) == len(wanted) and all(torch.equal(p, q) for p, q in zip(got, wanted, strict=True))


def test_a_damaged_file_is_refused_and_the_one_before_it_serves(tmp_path):
    path = tmp_path / "a.run"
    run = a_run()
    go_on(run, 0, 20, path=path)  # saved after steps 10 and 20
    whole = path.read_bytes()
    cuts = [*range(0, len(whole), 4096), len(whole) - 1]
    for cut in cuts:
        path.write_bytes(whole[:cut])
        other = a_run(seed=3)
        kept = copy.deepcopy(other["G"].state_dict())
        with pytest.raises(ValueError, match=r"a\.run\.before, saved earlier, is whole") as error:
            runs.resume(path, other)
        assert "\n" not in str(error.value) and all(torch.equal(kept[k], v) for k, v in other["G"].state_dict().items())
    assert len(cuts) > 4
    for place in range(0, len(whole), len(whole) // 40):  # one flipped bit
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(ValueError, match="damaged|no training run"):
            runs.resume(path, a_run())
    assert runs.resume(tmp_path / "a.run.before", a_run()) == 10
    again = a_run()
    again_start = runs.resume(tmp_path / "a.run.before", again)
    go_on(again, again_start, 11, path=path, every=1)  # saving over the damaged file keeps the whole earlier one
    assert runs.resume(path, a_run()) == 11 and runs.resume(tmp_path / "a.run.before", a_run()) == 10


def test_what_is_no_run_gets_a_sentence(tmp_path):
    path = tmp_path / "a.run"
    assert runs.resume(path, a_run()) == 0
    (tmp_path / "foreign.run").write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(ValueError, match="is no training run saved by this course; delete it to start anew"):
        runs.resume(tmp_path / "foreign.run", a_run())
    torch.save({"G": 1}, tmp_path / "torch.run")
    with pytest.raises(ValueError, match="is no training run"):
        runs.resume(tmp_path / "torch.run", a_run())
    run = a_run()
    go_on(run, 0, 10, path=path)
    with pytest.raises(ValueError, match="holds G, D, .* but this run has G"):
        runs.resume(path, {"G": run["G"]})
    other = {**a_run(seed=2), "D": models.mlp(2, 1, (8,))}
    kept = copy.deepcopy(other["G"].state_dict())
    with pytest.raises(ValueError, match="saved with another D"):
        runs.resume(path, other)
    assert all(torch.equal(kept[k], v) for k, v in other["G"].state_dict().items()), "all or nothing"
    with pytest.raises(TypeError, match="G is function"):
        runs.save(path, {"G": equal}, training.Step(0, {}))
    with pytest.raises(TypeError, match="a list in the run holds more"):
        runs.save(path, {"record": [training.Step(0, {})]}, training.Step(0, {}))
    assert runs.resume(path, a_run()) == 10, "what could not be saved replaced nothing"


def test_a_file_runs_nobodys_code(tmp_path):
    class Evil:
        def __reduce__(self):
            return os.system, (f"touch {tmp_path / 'ran'}",)

    import hashlib
    import io

    body = io.BytesIO()
    torch.save({"next": 1, "random": {}, "parts": {"G": Evil()}}, body)
    digest = hashlib.sha256(body.getvalue()).hexdigest().encode()
    (tmp_path / "evil.run").write_bytes(runs.MAGIC + digest + b"\n" + body.getvalue())
    with pytest.raises(ValueError, match="damaged"):
        runs.resume(tmp_path / "evil.run", {"G": nn.Linear(1, 1)})
    assert not (tmp_path / "ran").exists()


def test_interrupted_a_loop_leaves_finite_weights_and_its_record():
    run = a_run()
    with pytest.raises(KeyboardInterrupt):
        for _ in range(1):
            loop = training.fit_adversarial(
                run["G"], run["D"], losses.nonsaturating, data.ring(64), run["opt_g"], run["opt_d"], steps=50,
                batch_size=16, noise=lambda n: torch.randn(n, 2),
            )  # fmt: skip
            for step in loop:
                run["record"].append(step.terms)
                if step.i == 7:
                    raise KeyboardInterrupt
    assert len(run["record"]) == 8 and all(p.isfinite().all() for p in run["G"].parameters())
