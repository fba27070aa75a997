"""The house has no circle and no arrow upwards: imports in ``course`` and ``tools``, inside folders too."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Who may import whom in the package, by its modules and folders; everything else is a leaf.
COURSE = {
    "lessons": set(),
    "settings": set(),
    "models": set(),
    "losses": set(),
    "metrics": set(),
    "data": {"settings"},  # where caches live
    "training": {"data", "losses", "widgets"},  # types by name; the bar that shows life
    "language": set(),
    "runs": {"settings", "training"},  # a file written in one move; what a step is
    "trained": {"models", "language"},
    "features": {"data", "settings", "trained", "training"},  # range; where weights live; classifier; evaluation mode
    "diagnosis": {"training"},  # evaluation mode, restored afterwards
    "plots": {"data"},  # to_unit: pictures know the images' range
    "widgets": {"plots"},
    "study": {"settings"},  # where answers are kept
    "forced_choice": {"plots", "data", "study"},
    "checks": {"lessons", "settings"},  # the engine knows the order and where progress is kept, and no lesson
    "tasks": {"checks", "data", "language", "losses", "metrics", "models", "trained", "training"},
}
FOR_ALL = {"_guards"}  # every module may refuse a mistake

# Floors of tools/, the lowest first: a file imports from its own part and from floors below.
TOOLS = [
    {"environment", "lab", "lowest", "pages"},
    {"lessons", "exercises"},
    {"grading", "quality"},
    {"lesson", "offline"},
]


def modules(root: Path, package: str) -> dict[str, str]:
    """Every module below ``root/package`` with its source."""
    found = {}
    for path in sorted((root / package).rglob("*.py")):
        names = path.relative_to(root).with_suffix("").parts
        found[".".join(names[:-1] if names[-1] == "__init__" else names)] = path.read_text(encoding="utf-8")
    return found


def imports(name: str, sources: dict[str, str]) -> set[str]:
    """The modules among ``sources`` that a module imports, at any depth of its code, type checking apart."""
    package, found = name.split(".")[0], set()
    for node in _run(ast.parse(sources[name])):
        if isinstance(node, ast.ImportFrom):
            base = node.module or ""
            found |= {f"{base}.{alias.name}" if f"{base}.{alias.name}" in sources else base for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {one for one in found if one in sources and one not in (name, package)}


def _run(tree: ast.AST):
    """All nodes but those below ``if TYPE_CHECKING:``, which never run."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from _run(node)


def circle(sources: dict[str, str]) -> list[str]:
    """Modules that import each other in a circle; a folder's ``__init__`` belongs to its folder's modules."""
    graph = {}
    for name in sources:
        inner = f"{name}."
        is_folder = any(other.startswith(inner) for other in sources)
        graph[name] = {one for one in imports(name, sources) if not (is_folder and one.startswith(inner))}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        return list(problem.args[1])
    return []


def part(name: str) -> str:
    """The part of its package that a module belongs to: "course.data.toy" is of "data"."""
    return name.split(".")[1] if "." in name else ""


def wrong_arrows(sources: dict[str, str], allowed: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Imports between parts that nobody allowed."""
    arrows = {(part(name), part(one)) for name in sources if part(name) for one in imports(name, sources)}
    return {(a, b) for a, b in arrows if a != b and b not in FOR_ALL | allowed.get(a, set())}


def arrows_upwards(sources: dict[str, str]) -> set[tuple[str, str]]:
    """Imports from a floor above, or from another part of the same floor."""
    floor = {name: height for height, names in enumerate(TOOLS) for name in names}
    allowed = {a: {b for b in floor if floor[b] < floor[a]} for a in floor}
    return wrong_arrows(sources, allowed)


def test_the_package_has_no_circle_and_no_arrow_that_nobody_allowed():
    sources = modules(ROOT, "course")
    assert {part(name) for name in sources} - {""} == set(COURSE) | FOR_ALL
    assert circle(sources) == []
    assert wrong_arrows(sources, COURSE) == set()
    assert imports("course._guards", sources) == set(), "what all may import imports none of them"


def test_no_lesson_imports_another():
    sources = modules(ROOT, "course")
    for name in sources:
        lesson = name.split(".")[2] if name.startswith("course.tasks.lesson_") else ""
        others = {one for one in imports(name, sources) if one.startswith("course.tasks.lesson_")}
        assert not lesson or {one.split(".")[2] for one in others} <= {lesson}, name


def test_tools_stand_on_floors():
    sources = modules(ROOT, "tools")
    assert {part(name) for name in sources} - {""} == set().union(*TOOLS)
    assert circle(sources) == []
    assert arrows_upwards(sources) == set()


@pytest.mark.parametrize("code", ["from course import training", "def f():\n    from course.training import fit"])
def test_a_wrong_arrow_is_noticed(code):
    sources = {"course": "", "course.losses": code, "course.training": ""}
    assert wrong_arrows(sources, COURSE) == {("losses", "training")}


def test_a_circle_inside_a_folder_is_noticed():
    sources = {"p": "", "p.a": "from p.a import one", "p.a.one": "from p.a.two import x", "p.a.two": "import p.a.one"}
    assert set(circle(sources)) == {"p.a.one", "p.a.two"}
    sources["p.a.two"] = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import p.a.one"
    assert circle(sources) == []


def test_an_arrow_upwards_is_noticed():
    upwards = "from tools.lessons import lint"
    sources = {"tools": "", "tools.pages": upwards, "tools.lessons": "", "tools.lessons.lint": ""}
    assert arrows_upwards(sources) == {("pages", "lessons")}


def test_the_package_can_be_read_in_an_afternoon():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "course").rglob("*.py")}
    engine = {path: n for path, n in lines.items() if "tasks" not in path.relative_to(ROOT).parts}
    # 3,500 is the aim. A check in a process of its own, a run that can be saved, a diagnosis, trained networks, exact
    # metrics, the reader's own pictures and a study with people stand above it; so do a small world in two languages,
    # texts and their metrics, for 33, 40 and 41 (800 lines), models of texts (550) and a look in half precision (55).
    assert sum(engine.values()) <= 6350, "course without tasks"
    long = [path for path, n in lines.items() if n > 250 and "250 lines" not in path.read_text(encoding="utf-8")[:1500]]
    assert not long, "a file over 250 lines says why in its docstring"
