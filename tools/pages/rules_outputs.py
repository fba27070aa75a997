"""Rules on what is stored with a lesson: its outputs and the file itself."""

from __future__ import annotations

import ast
import html
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools.pages import cells, staleness
from tools.pages.context import Context
from tools.pages.files import tags
from tools.pages.outputs import WIDGET, complaints

LARGEST = 1_500_000  # bytes
SHORTEST_ALT = 20
SHOWING = {"print", "show", "display", "claim", "explore", "budget"}
ROOTS = re.compile(r"(?<![\w.:/])/(?:home|Users|root|tmp|mnt|private|content)/[\w.]|\b[A-Za-z]:\\+Users\b")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,}")


def errors(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """No stored traceback: a lesson catches the errors that it wants to show."""
    return [
        f"cell {number}: it stores the error {output.ename}; catch it with try and except."
        for number, output in cells.outputs(nb)
        if output.output_type == "error"
    ]


def stderr(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """No stored warnings: their cause is mended."""
    return complaints(nb)


def stored(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Cells that show something have their output stored."""
    return [
        f"cell {number}: its output is not stored; run `make render NB={path.stem[:2]}`."
        for number, cell in cells.code(nb)
        if not cell.outputs and _shows(cells.tree(cell))
    ]


def _shows(tree: ast.Module) -> bool:
    """Whether a cell shows something for certain: outside functions, branches and loops."""
    simple = [one for one in tree.body if isinstance(one, (ast.Expr, ast.Assign, ast.With))]
    calls = [node for one in simple for node in ast.walk(one) if isinstance(node, ast.Call)]
    return any(cells.called(call).split(".")[-1] in SHOWING for call in calls)


def compared(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """A cell whose output nbval is to compare has an output: without one, nothing is compared."""
    return [
        f"cell {number}: nbval is to compare its output, and there is none."
        for number, cell in cells.code(nb)
        if "nbval-check-output" in tags(cell) and not any(_is_text(output) for output in cell.outputs)
    ]


def _is_text(output: NotebookNode) -> bool:
    return output.output_type == "stream" or "text/plain" in output.get("data", {})


def counts(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The cells ran once each, from top to bottom."""
    stand = [cell.execution_count for _, cell in cells.code(nb) if cell.source.strip()]
    right = stand == list(range(1, len(stand) + 1))
    return [] if right else ["the cells did not run once each in their order; run `make render`."]


def fresh(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The outputs were made by the code that stands here and in the package."""
    stale = staleness.is_stale(nb, context.root)
    return [f"its outputs are older than its code; run `make render NB={path.stem[:2]}`."] if stale else []


def alt_in_outputs(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Every stored picture says in words what is to be seen."""
    found = []
    for number, output in cells.outputs(nb):
        said = [output.get("metadata", {}).get(kind, {}).get("alt", "") for kind in _pictures(output)]
        for tag in re.findall(r"<img\b[^>]*>", _html(output)):
            alt = re.search(r"""alt=(?:"([^"]*)"|'([^']*)')""", tag)
            said.append(html.unescape((alt[1] or alt[2] or "") if alt else ""))
        if any(len(text.strip()) < SHORTEST_ALT for text in said):
            found.append(f"cell {number}: a stored picture has no alt text of {SHORTEST_ALT} characters.")
    return found


def _pictures(output: NotebookNode) -> list[str]:
    return [kind for kind in output.get("data", {}) if kind.startswith("image/")]


def _html(output: NotebookNode) -> str:
    return output.get("data", {}).get("text/html", "")


def loads_nothing(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """A stored output fetches nothing from the network when the page opens."""
    return [
        f"cell {number}: its stored output loads something from the network."
        for number, output in cells.outputs(nb)
        if re.search(r"""\b(?:src|srcset)=["']?(?:https?:)?//|url\(["']?https?://""", _html(output))
    ]


def no_widget_state(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """A widget's state is not stored: some hosts refuse to show such a file."""
    found = ["the metadata stores widget state; run `make render`."] if "widgets" in nb.metadata else []
    return found + [
        f"cell {number}: its output stores a widget view; run `make render`."
        for number, output in cells.outputs(nb)
        if WIDGET in output.get("data", {})
    ]


def no_absolute_paths(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Nothing names a folder of one machine."""
    found = []
    for number, cell in enumerate(nb.cells, 1):
        texts = [("source", cell.source), *(("output", _text(output)) for output in cell.get("outputs", []))]
        for where, text in texts:
            if ROOTS.search(text) or str(context.root) in text or str(Path.home()) + "/" in text:
                found.append(f"cell {number}: its {where} names an absolute path.")
    return found


def no_addresses(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """No object's memory address, which tells a reader nothing and changes with every run."""
    return [
        f"cell {number}: its output shows a memory address."
        for number, output in cells.outputs(nb)
        if ADDRESS.search(_text(output))
    ]


def _text(output: NotebookNode) -> str:
    """The text of an output; embedded pictures are left out, in which letters mean nothing."""
    data = output.get("data", {})
    texts = [str(output.get("text", "")), *(str(v) for k, v in data.items() if not k.startswith("image/"))]
    return re.sub(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+", "", "\n".join([*texts, *output.get("traceback", [])]))


def size(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """The file stays small enough to clone and to open on a telephone."""
    found = len(nbformat.writes(nb).encode("utf-8"))
    return [] if found <= LARGEST else [f"it has {found / 1e6:.2f} MB; {LARGEST / 1e6:.1f} are the most."]


RULES = [
    errors, stderr, stored, compared, counts, fresh, alt_in_outputs, loads_nothing, no_widget_state,
    no_absolute_paths, no_addresses, size,
]  # fmt: skip
