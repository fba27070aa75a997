"""Rules on how a lesson opens and closes, and on where its links lead."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from nbformat import NotebookNode

from tools.pages import badges, bootstrap, cells, cost, files
from tools.pages.context import Context
from tools.pages.files import tags

ABLE, FIRST, COST = "**You will be able to**", "**You need first:**", "**Measured cost:**"
CLOSING = ["Summary", "Check yourself", "Exercises", "References", "Next"]
FEWEST_QUESTIONS = 3


def opening(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Title, badge, three to five aims, what is needed first, the cost line: in this order."""
    lines = cells.lines(nb.cells[0].source) if nb.cells and nb.cells[0].cell_type == "markdown" else []
    wanted = [f"# {path.stem[:2]} · ", "[![Open in Colab]", ABLE, FIRST, COST]
    places = [next((i for i, line in enumerate(lines) if line.startswith(start)), -1) for start in wanted]
    found = [
        f"cell 1: it needs a line that starts with {start!r}."
        for start, at in zip(wanted, places, strict=True)
        if at < 0
    ]
    if not found and (places != sorted(places) or places[0] != 0):
        found.append("cell 1: its lines must come in the order title, badge, aims, needs, cost.")
    if not found:
        aims = sum(line.startswith("- ") for line in lines[places[2] + 1 : places[3]])
        found += [f"cell 1: it lists {aims} aims; 3 to 5 are wanted."] if not 3 <= aims <= 5 else []
    return found


def badge(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The badge opens this very lesson."""
    found = badges.BADGE.search(nb.cells[0].source)
    right = not found or found[0] == badges.badge(path, context.repository)
    return [] if right else ["cell 1: the Colab badge does not lead to this lesson; run `make badges`."]


def bootstrap_cell(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The first code cell, and no other, is the bootstrap as it stands in the template."""
    code = cells.code(nb)
    tagged = [number for number, cell in code if "bootstrap" in tags(cell)]
    if not code or tagged != [code[0][0]]:
        return ["the first code cell, and only it, must be tagged bootstrap; run `make badges`."]
    same = code[0][1].source == bootstrap.source(context.repository)
    return [] if same else [f"cell {tagged[0]}: the bootstrap differs from its template; run `make badges`."]


def parameters(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """One cell of parameters; the cell after it says what each profile means."""
    code = cells.code(nb)
    places = [i for i, (_, cell) in enumerate(code) if "parameters" in tags(cell)]
    if len(places) != 1:
        return [f"{len(places)} cells are tagged parameters; exactly one is wanted."]
    number, cell = code[places[0]]
    found = [
        f"cell {number}: the parameters must set {name}."
        for name in ("PROFILE", "SEED")
        if not re.search(rf"^{name} *=", cell.source, re.MULTILINE)
    ]
    after = code[places[0] + 1][1] if places[0] + 1 < len(code) else None
    budgets = cells.calls(after, "budget") if after else []
    named = {keyword.arg for call in budgets for keyword in call.keywords}
    if not {"smoke", "cpu", "gpu"} <= named:
        found.append(f"cell {number}: the next code cell must call settings.budget with smoke, cpu and gpu.")
    return found


def cost_line(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The cost line says what was measured, and smoke and cpu were."""
    measured = nb.metadata.get("course", {}).get("cost", {})
    missing = [profile for profile in ("smoke", "cpu") if profile not in measured]
    if missing:
        return [f"the cost in {' and '.join(missing)} is not measured; run `make render NB={path.stem[:2]}`."]
    stands = cost.LINE.search(nb.cells[0].source)
    right = not stands or stands[0] == cost.line(nb)
    return [] if right else ["cell 1: the cost line is not what was measured; run `make render`."]


def closing(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The last sections are always the same five."""
    last = [text for _, level, text in cells.headings(nb) if level == 2][-len(CLOSING) :]
    return [] if last == CLOSING else [f"it must end with the sections {', '.join(CLOSING)}; it ends with {last}."]


def questions(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The section "Check yourself" asks at least three questions and folds their answers."""
    text = cells.section(nb, "Check yourself")
    folded = len(re.findall(r"<details>\s*<summary>.+?</summary>.+?</details>", text, re.DOTALL))
    enough = folded >= FEWEST_QUESTIONS
    return [] if enough else [f"Check yourself has {folded} folded answers; at least {FEWEST_QUESTIONS} are wanted."]


def exercises(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Exercises are linked when there are any; until then the section says what to try."""
    text = cells.section(nb, "Exercises")
    for notebook in sorted((context.root / "exercises").glob(f"ex{path.stem[:2]}_*/*.ipynb")):
        link = f"../{notebook.relative_to(context.root).as_posix()}"
        if link not in text:
            return [f"Exercises does not link {link}."]
    return [] if cells.words(text) >= 10 else ["Exercises says too little: link them, or name two experiments to try."]


def headings(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """One title; levels go down one at a time."""
    found, last = [], 0
    for number, level, text in cells.headings(nb):
        if level > last + 1:
            found.append(f"cell {number}: the heading {text!r} skips a level.")
        if level == 1 and last:
            found.append(f"cell {number}: {text!r} is a second title; start sections with ##.")
        last = level
    return found


def links(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Files and anchors that are linked exist."""
    own = cells.anchors(cells.text(nb))
    found = []
    for number, cell in cells.markdown(nb):
        for match in cells.LINK.finditer(cells.without_code(cell.source)):
            problem = _broken(match["address"], path, own)
            found += [f"cell {number}: the link to {match['address']} {problem}."] if problem else []
    return found


def _broken(address: str, path: Path, own: set[str]) -> str | None:
    if re.match(r"(https|mailto):", address):
        return None
    if address.startswith(("http:", "/")):
        return "must be relative, or start with https"
    name, _, anchor = unquote(address).partition("#")
    target = path.parent / name
    if name and not target.exists():
        return "leads to no file"
    if not anchor or (name and target.suffix not in {".md", ".ipynb"}):
        return None
    there = own if not name else cells.anchors(_text(target))
    return None if anchor.lower() in there else "leads to no such place in the file"


def _text(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return cells.text(files.read(path))


RULES = [
    opening, badge, bootstrap_cell, parameters, cost_line, closing, questions, exercises, headings, links,
]  # fmt: skip
