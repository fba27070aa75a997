"""A study with people: no answer is lost, nothing tells a rater which side is real, and chance is balanced."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
import torch

from course.forced_choice import ForcedChoice
from course.study import Answers, scored, trials


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def study(tmp_path, n=6, attention=2, clock=None, **more):
    plan = trials(n, 3, pictures=20, attention=attention)
    real = torch.linspace(-1, 1, 20).view(20, 1, 1, 1).expand(20, 1, 4, 4)
    answers = Answers(tmp_path / "answers.jsonl")
    return ForcedChoice("s", plan, real, -real, answers=answers, clock=clock or Clock(), **more)


def go_through(choice, sides=lambda trial: trial.side, seconds=1.0):
    choice.agree()
    while choice.trial is not None:
        choice._clock.now += seconds
        choice.choose(sides(choice.trial))


# --- the plan -----------------------------------------------------------------------------------------


def test_the_plan_is_balanced_for_every_seed():
    first_left = 0
    for seed in range(200):
        plan = trials(10, seed, pictures=16, attention=4)
        assert [one.number for one in plan] == list(range(14))
        for kind, half in ((False, 5), (True, 2)):
            assert sum(one.side == "left" for one in plan if one.attention == kind) == half
        assert len({one.real for one in plan}) == len({one.fake for one in plan}) == 14
        first_left += plan[0].side == "left"
    assert 70 < first_left < 130
    assert trials(10, 5, pictures=16) == trials(10, 5, pictures=16) != trials(10, 6, pictures=16)


def test_an_odd_pair_falls_by_chance():
    left = [sum(one.side == "left" for one in trials(3, seed, pictures=3)) for seed in range(100)]
    assert set(left) == {1, 2} and 30 < left.count(1) < 70


def test_the_side_does_not_follow_from_the_pictures():
    """Neither the position among the pictures nor the place in the order tells the side."""
    rows = [one for seed in range(400) for one in trials(10, seed, pictures=10)]
    for key in ("number", "real", "fake"):
        for value in range(10):
            some = [one.side == "left" for one in rows if getattr(one, key) == value]
            assert abs(sum(some) / len(some) - 0.5) < 0.12


@pytest.mark.parametrize("wrong", [dict(n=0), dict(attention=-1), dict(pictures=3), dict(seed="a"), dict(n=2.5)])
def test_what_cannot_be_planned_is_said(wrong):
    given = dict(n=5, seed=0, pictures=10) | wrong
    with pytest.raises((ValueError, TypeError)):
        trials(given.pop("n"), given.pop("seed"), **given)


# --- the file -----------------------------------------------------------------------------------------

WRITER = """
import sys
from course.study import Answers
answers = Answers(sys.argv[1])
for i in range(int(sys.argv[3])):
    answers.add(study="s", rater=sys.argv[2], trial=i, choice="left")
    print(i, flush=True)
"""


def writer(path, rater, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), rater, str(count)], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_kernel_loses_no_answer(tmp_path):
    path = tmp_path / "answers.jsonl"
    for rater in ("a", "b", "c"):
        process = writer(path, rater, 100_000)
        for _ in range(25):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().split()
        process.wait()
        last = int(said[-1]) if said else 24
        stored = {one["trial"] for one in Answers(path).of("s", rater)}
        assert set(range(last + 1)) <= stored, "what add returned for is there"
    assert Answers(path).read()[1] in ("", "1 line is damaged and was left aside in answers.jsonl.")


def test_two_kernels_add_at_once(tmp_path):
    path = tmp_path / "answers.jsonl"
    both = [writer(path, rater, 300) for rater in "ab"]
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    for rater in "ab":
        assert [one["trial"] for one in Answers(path).of("s", rater)] == list(range(300))
    assert Answers(path).read()[1] == ""


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_damaged_last_line_costs_one_sentence(tmp_path, cut):
    answers = Answers(tmp_path / "answers.jsonl")
    for i in range(3):
        answers.add(study="s", rater="é", trial=i, choice="left")
    answers.path.write_bytes(answers.path.read_bytes()[: -cut - 1])
    assert [one["trial"] for one in answers.of("s")] == [0, 1]
    assert answers.read()[1] == "1 line is damaged and was left aside in answers.jsonl."
    answers.add(study="s", rater="é", trial=3, choice="right")  # the next answer is not swallowed
    assert [one["trial"] for one in answers.of("s")] == [0, 1, 3]


@pytest.mark.parametrize("line", [b"\xff\xfe", b"[1]", b"null", b'{"rater": 3}', b"[" * 100_000, b"3"])
def test_foreign_lines_are_left_aside(tmp_path, line):
    answers = Answers(tmp_path / "answers.jsonl")
    answers.path.write_bytes(line + b"\n")
    answers.add(study="s", rater="a", trial=0, choice="left")
    found, sentence = answers.read()
    assert len(found) == 1 and sentence.startswith("1 line is damaged")


def test_odd_answers_do_not_count(tmp_path):
    answers = Answers(tmp_path / "answers.jsonl")
    assert answers.read() == ([], "")
    for choice, trial in (("left", 0), ("right", 0), ("middle", 1), ("left", None), ("left", "2"), ("left", 7)):
        answers.add(study="s", rater="a", trial=trial, choice=choice)
    answers.add(study="other", rater="a", trial=3, choice="left")
    assert [(one["trial"], one["choice"]) for one in answers.of("s")] == [(0, "left"), (7, "left")]
    assert [one["trial"] for one in scored(answers.of("s"), trials(2, 0, pictures=2))] == [0]


def test_the_default_place_is_the_users_data(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "new" / "folder"))
    Answers().add(study="s", rater="a", consent=True)
    assert (tmp_path / "new" / "folder" / "study.jsonl").exists()


# --- what a rater meets -------------------------------------------------------------------------------


def test_a_rater_goes_through_and_a_new_session_goes_on(tmp_path):
    choice = study(tmp_path)
    choice.choose("left")
    assert choice.answers.read()[0] == [], "no answer before consent"
    choice.agree()
    for _ in range(3):
        choice._clock.now += 1
        choice.choose(choice.trial.side)
    later = study(tmp_path)
    assert later.trial == choice.plan[3]
    go_through(later)
    assert later.words().startswith("That was the last pair")
    found = scored(later.answers.of("s"), later.plan)
    assert [one["trial"] for one in found] == list(range(8)) and not any(one["fooled"] for one in found)
    assert sum(one["attention"] for one in found) == 2


def test_who_takes_the_generated_one_is_fooled(tmp_path):
    choice = study(tmp_path)
    go_through(choice, lambda trial: "right" if trial.side == "left" else "left")
    assert all(one["fooled"] for one in scored(choice.answers.of("s"), choice.plan))


def test_late_answers_are_stored_as_late(tmp_path):
    choice = study(tmp_path, limit=2.0)
    go_through(choice, seconds=2.5)
    assert all(one["late"] and one["seconds"] == 2.5 for one in choice.answers.of("s"))


def test_a_key_that_is_held_down_answers_one_pair(tmp_path):
    choice = study(tmp_path)
    choice.agree()
    choice._clock.now += 1
    for _ in range(5):
        choice.choose("left")
    assert len(choice.answers.of("s")) == 1


def test_an_answer_that_cannot_be_stored_is_asked_again(tmp_path, monkeypatch):
    choice = study(tmp_path)
    choice.agree()
    first = choice.trial
    choice._clock.now += 1

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        choice.choose("left")
    assert choice.trial == first and "No space left" in choice.words()
    choice.choose("right")
    assert choice.trial != first


def everything_shown(choice):
    """All that goes to the browser now."""
    words, screens, agree, pairs, buttons = choice._boxes
    return [json.dumps(one.get_state(), default=str) for one in (words, *screens, agree, pairs, *buttons)]


def test_nothing_displayed_tells_the_side(tmp_path):
    """With both pictures alike, what the browser gets is the same wherever the real one stands."""
    pytest.importorskip("ipywidgets")
    seen = {}
    for side in ("left", "right"):
        seed = next(s for s in range(50) if trials(1, s, pictures=1)[0].side == side)
        same = torch.zeros(1, 1, 4, 4)
        choice = ForcedChoice("s", trials(1, seed, pictures=1), same, same, answers=Answers(tmp_path / side))
        choice._build()
        choice.agree()
        states = re.sub(r"IPY_MODEL_\w+", "", "".join(everything_shown(choice)))
        seen[side] = states
        stored = (tmp_path / side).read_text(encoding="utf-8")
        assert "side" not in stored and "fooled" not in stored
    assert seen["left"] == seen["right"]
    assert not re.search("fake|generated|attention|noise", seen["left"])


def test_pictures_of_both_kinds_come_as_equal_files(tmp_path):
    """The real one and the other have the same size on the screen and the same description."""
    from course.forced_choice import _png

    one, other = _png(torch.zeros(1, 4, 4), 64), _png(torch.rand(1, 4, 4) * 2 - 1, 64)
    assert one[:30] == other[:30]  # the header: size and kind of the file; nothing else is written into it
    assert b"tEXt" not in one + other and b"tIME" not in one + other


def test_the_left_picture_is_the_real_one_when_the_plan_says_so(tmp_path):
    choice = study(tmp_path, attention=3)
    choice.agree()
    while (trial := choice.trial) is not None:
        pair = dict(zip(("left", "right"), choice.pictures(), strict=True))
        other = pair[{"left": "right", "right": "left"}[trial.side]]
        assert torch.equal(pair[trial.side], choice.real[trial.real])
        assert torch.equal(other, choice.fake[trial.fake]) != trial.attention
        choice._clock.now += 1
        choice.choose("left")


def test_the_still_is_no_pair_of_the_study(tmp_path, monkeypatch):
    """A stored page shows it to every reader, without a limit of time and before the consent."""
    from course import plots

    stills = []
    draw = plots.images
    monkeypatch.setattr(plots, "images", lambda x, *a, **k: (stills.append(x), draw(x, *a, **k))[1])
    pictures = torch.arange(8.0).view(8, 1, 1, 1).expand(8, 1, 4, 4) / 8
    for count in (3, 8):  # with pictures to spare, and without
        plan = trials(count, 0, pictures=8)
        choice = ForcedChoice("s", plan, pictures, -pictures, answers=Answers(tmp_path / str(count)))
        choice.show(alt="Two squares")
        one, other = sorted(stills[-1].mean((1, 2, 3)).tolist())
        shown = (round(other * 8), round(-one * 8))
        assert (shown in {(t.real, t.fake) for t in plan}) == (count == 8)
        if count == 3:
            assert shown[0] not in {t.real for t in plan} and shown[1] not in {t.fake for t in plan}


def test_pictures_are_hidden_after_the_limit(tmp_path):
    pytest.importorskip("ipywidgets")
    import asyncio

    async def wait():
        choice = study(tmp_path, limit=0.2, clock=time.monotonic)
        choice._build()
        choice.agree()
        before = choice._boxes[1][0].value
        await asyncio.sleep(0.4)
        assert choice._boxes[1][0].value != before and "Time is over" in choice.words()
        choice.choose("left")
        assert choice.answers.of("s")[0]["late"] and "Pair 2" in choice.words()

    asyncio.run(wait())


@pytest.mark.parametrize("shape", [(20, 1, 4, 5), (20, 3, 4, 4), (2, 1, 4, 4)])
def test_pictures_that_do_not_fit_are_refused(tmp_path, shape):
    plan = trials(6, 0, pictures=20)
    with pytest.raises(ValueError, match="differ in shape|not there"):
        ForcedChoice("s", plan, torch.zeros(20, 1, 4, 4), torch.zeros(shape))
