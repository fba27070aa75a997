"""The README's map of lessons, with the minutes that were measured."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from tools.lessons import order
from tools.pages import cells, cost, files

BLOCK = re.compile(r"(<!-- lessons[^>]*-->\n).*?(<!-- /lessons -->)", re.DOTALL)
PICTURE = Path("notebooks") / "images" / "drawn_by_lesson_20.png"
PROMISE = re.compile(r"\*\*You will be able to\*\*\s*\n+- (.+?)[;.]\n")


def table(root: Path = files.ROOT) -> str:
    """One row a lesson, as they are read: its title, its first promise, and its cost in the cpu profile."""
    rows = ["| lesson | afterwards you can | computing, cpu profile |", "|---|---|---|"]
    lessons, paths = files.by_number(root), {path.stem[:2]: path for path in files.lessons(root)}
    for number in order.reading(lessons):
        nb, path = lessons[number], paths[number]
        title = nb.cells[0].source.splitlines()[0].removeprefix("# ")
        promise = PROMISE.search(nb.cells[0].source)
        measured = cost.in_words(nb.metadata.get("course", {}).get("cost", {}).get("cpu"))
        rows.append(f"| [{title}](notebooks/{path.name}) | {promise[1] if promise else ''} | {measured} |")
    return "\n".join(rows) + "\n"


def picture(root: Path = files.ROOT) -> bytes | None:
    """What the generator drew when its lesson was rendered: the picture of the cell tagged ``readme-picture``."""
    drawing = [cell for path in files.lessons(root) for _, cell in cells.code(files.read(path))]
    outputs = [output for cell in drawing if "readme-picture" in files.tags(cell) for output in cell.outputs]
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    return base64.b64decode(pictures[0]) if pictures else None


def write(root: Path = files.ROOT) -> bool:
    """Bring the README's map and picture up to date; True when the text changed."""
    drawn = picture(root)
    if drawn:
        (root / PICTURE).parent.mkdir(exist_ok=True)
        (root / PICTURE).write_bytes(drawn)
    readme = root / "README.md"
    before = readme.read_text(encoding="utf-8")
    after = BLOCK.sub(lambda found: found[1] + table(root) + found[2], before)
    if after != before:
        readme.write_bytes(after.encode("utf-8"))
    return after != before
