"""What tests share: a data folder, an example lesson, and the report on what each run costs."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

# Answers and planted errors are read by their tests, not collected: --doctest-modules would import each.
collect_ignore_glob = ["lessons/[0-9][0-9]/*", "examples/*"]
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "examples")]  # so that `pytest` alone finds tools/ and the helpers here


if "PYTEST_XDIST_WORKER" in os.environ:
    # Two workers share two cores. Torch threads that wait for a busy core spin: one each is several times faster.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


LESSON = re.compile(r"\[(?:ex)?(\d\d)[_.\]]")  # in the name of a test: [20_first_gan], [ex20_first_gan], [20.5-…], [20]


def group_of(nodeid):
    """The lesson that a test is about, by its first parameter, as "lesson 20"; for other tests their file."""
    file = nodeid.partition("::")[0]
    found = LESSON.search(nodeid) if file.startswith("tests/lessons/") else None
    return f"lesson {found[1]}" if found else file


def pytest_addoption(parser):
    parser.addoption("--lesson", metavar="NN", help="only what belongs to one lesson: its page, exercise and checks")


def pytest_collection_modifyitems(config, items):
    """Lessons first: they are the longest groups."""
    wanted = config.getoption("--lesson")
    if wanted:
        config.hook.pytest_deselected(items=[item for item in items if group_of(item.nodeid) != f"lesson {wanted}"])
        items[:] = [item for item in items if group_of(item.nodeid) == f"lesson {wanted}"]
    items.sort(key=lambda item: not group_of(item.nodeid).startswith("lesson "))  # stable


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One worker for a lesson, so that two share the load, and a group its fixtures and what it has found out.

    Not by xdist's own marks: with pytest 9 its loadgroup (3.8) reads them and groups nothing.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByLesson(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group_of(nodeid)

    return ByLesson(config, log)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty data folder, in place of the user's."""
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def checkout():
    """A read-only copy of the checkout, with what it held at the start."""
    from tools.pages import sandbox

    with sandbox.read_only_copy(ROOT) as root:
        yield root, sandbox.fingerprint(root)


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """The folder for caches, shared as it is on a learner's machine."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    """The example lesson, rendered once; copy it before you break it."""
    import example_lesson

    from tools.lessons.render import render

    path = example_lesson.make(tmp_path_factory.mktemp("rendered"))
    render(path)
    return path


@pytest.fixture
def lesson(rendered, tmp_path):
    """A rendered lesson in a small checkout of its own."""
    shutil.copytree(rendered.parents[1], tmp_path, dirs_exist_ok=True)
    return tmp_path / "notebooks" / rendered.name


def processor_seconds():
    """What this process and those that it started and saw end have used so far; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


BEGUN = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    item.stash[BEGUN] = processor_seconds()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "teardown":
        report.user_properties.append(
            ("spent", [group_of(item.nodeid), round(processor_seconds() - item.stash[BEGUN], 3)])
        )
    return report


def pytest_terminal_summary(terminalreporter):
    """Print what tests recorded: the cost of each notebook, and whatever else a test wants a reader to see.

    A test says ``record_property("cost", {...})``, or ``record_property("report", ("section", "lines"))``.
    """
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    recorded = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    _costs(terminalreporter, [value for name, value in recorded if name == "cost"])
    _spent(terminalreporter, [value for name, value in recorded if name == "spent"])
    counts = {value["task"]: value["count"] for name, value in recorded if name == "wrong answers"}
    sections = [tuple(value) for name, value in recorded if name == "report"]
    if counts:
        by_lesson = [" ".join(f"{task}: {counts[task]}" for task in sorted(counts) if task[:2] == lesson)
                     for lesson in sorted({task[:2] for task in counts})]  # fmt: skip
        sections.append(("wrong answers that each check must reject, with their hint", "\n".join(by_lesson)))
    for section in sorted({section for section, _ in sections}):
        terminalreporter.section(section)
        for line in sorted({lines for name, lines in sections if name == section}):
            terminalreporter.write_line(line)


def _costs(terminalreporter, costs):
    """Print what each notebook cost, and write it to build/report/notebooks.json."""
    if not costs:
        return
    costs = sorted({cost["name"]: cost for cost in costs}.values(), key=lambda cost: cost["name"])
    path = ROOT / "build" / "report" / "notebooks.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(costs, indent=1) + "\n", encoding="utf-8")
    terminalreporter.section("what the notebooks cost")
    for cost in costs:
        line = "{name:40} {profile:6} {cpu_seconds:6.1f} s of processor time {peak_mb:8.0f} MB".format(**cost)
        terminalreporter.write_line(line)


def _spent(terminalreporter, spent):
    """Print the processor time of each group of tests: of each lesson with its exercise, of each other file."""
    by_group = {}
    for group, seconds in spent:
        by_group[group] = by_group.get(group, 0.0) + seconds
    terminalreporter.section("processor time of the tests")
    for group in sorted(by_group, key=by_group.get, reverse=True):
        terminalreporter.write_line(f"{group:40} {by_group[group]:6.1f} s")
    terminalreporter.write_line(f"{'all':40} {sum(by_group.values()):6.1f} s")
