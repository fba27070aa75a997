"""Stored outputs in one normal form, so that a file changes only when what it shows changes."""

from __future__ import annotations

from nbformat import NotebookNode

from tools.pages import bootstrap

WIDGET = "application/vnd.jupyter.widget-view+json"
PROGRESS = {"course": "progress"}  # course.widgets puts this note on the line in which a loop shows that it is alive
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}
KEPT_IN_CELLS = {"tags", "nbgrader", *bootstrap.FOLDED}


def normalise(nb: NotebookNode) -> None:
    """Drop what a run leaves behind: times, lines of progress, widget state, versions, papermill's notes."""
    kept = {"course": nb.metadata["course"]} if "course" in nb.metadata else {}
    nb.metadata = NotebookNode(kernelspec=KERNELSPEC, language_info=LANGUAGE, **kept)
    number = 0
    for cell in nb.cells:
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k in KEPT_IN_CELLS and v})
        if cell.cell_type == "code":
            cell.outputs = merge_streams(without_widgets(without_progress(cell.outputs)))
            number += cell.execution_count is not None
            cell.execution_count = number if cell.execution_count is not None else None
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = cell.execution_count


def without_progress(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Leave out the lines of progress: a loop that has ended left an empty one, and a killed one its last words."""
    return [output for output in outputs if not _is_progress(output)]


def _is_progress(output: NotebookNode) -> bool:
    return PROGRESS.items() <= output.get("metadata", {}).items()


def without_widgets(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Leave of a widget what a reader without a kernel can see; its name alone is not worth seeing."""
    kept = []
    for output in outputs:
        if WIDGET in output.get("data", {}):
            del output.data[WIDGET]
            if set(output.data) <= {"text/plain"}:
                continue
        kept.append(output)
    return kept


def merge_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join neighbouring pieces of a stream, whose cuts depend on timing."""
    merged: list[NotebookNode] = []
    for output in outputs:
        last = merged[-1] if merged else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            merged[-1].text += output.text
        else:
            merged.append(output)
    return merged


def complaints(nb: NotebookNode) -> list[str]:
    """What was written to stderr, and lines of progress that stayed: the author mends the cause, and stores neither.

    In the notebook of a run, an empty line is what every long loop leaves; in a stored one it has no place.
    """
    ran = "papermill" in nb.metadata
    found = []
    for number, cell in enumerate(nb.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr" and output.text.strip():
                found.append(f"cell {number}: it writes to stderr: {output.text.strip().splitlines()[-1]}")
            elif _is_progress(output) and not (ran and not output.data.get("text/plain")):
                found.append(f"cell {number}: a line of progress stayed in its output; it goes when the cell ends.")
    return found
